"""Which report of an outlet is its canary: one that was read whole, of usual length, settled, still live."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from archive.drift_state import Canary
from archive.moments import moment, stamp
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3

RECENT = timedelta(weeks=8)
MOST = 300  # reports that are weighed
SETTLED = timedelta(days=1)  # after its first capture an outlet edits a report most
USUAL = 0.5  # of the reports: what so many have, a canary should have
FIELDS = ("subtitle", "byline", "published_date", "section", "dateline_place")
# The outlet's own files of the last weeks are found by their names: years before them cost nothing.
CANDIDATES = """
SELECT v.article_id, c.url, v.record_id, v.captured_at, v.words, v.confidence,
  v.subtitle, v.byline, v.published_date, v.section, v.dateline_place
FROM warcs w JOIN captures c ON c.warc = w.name JOIN versions v ON v.record_id = c.record_id
  JOIN articles a ON a.article_id = v.article_id
WHERE w.origin = 'own' AND w.name >= :slug || '/' AND w.name < :slug || '0' AND w.last_captured_at >= :since
  AND c.kind = 'response' AND c.role = 'article' AND c.status = 200 AND c.truncated IS NULL
  AND a.version_count = 1 AND a.state = 'live'
ORDER BY c.captured_at DESC, c.record_id LIMIT :most
"""
NEWEST = """
SELECT record_id, kind, refers_to, status, outcome FROM captures
WHERE article_id = ? AND kind IN ('response', 'revisit') AND role = 'article'
ORDER BY captured_at DESC, record_id LIMIT 1
"""


def choose_canary(
    db: sqlite3.Connection,
    slug: str,
    now: datetime,
    left: Collection[str] = (),
    *,
    before: str | None = None,
    reason: str = "the first",
) -> Canary | None:
    """The report that serves best, but for those `left`; None when none was read.

    With `before`, the moment of a capture, only reports that were captured earlier.
    """
    values = {"slug": slug, "since": stamp(now - RECENT), "most": MOST}
    rows = [
        row
        for row in read_rows(db, CANDIDATES, values)
        if row["article_id"] not in left and (before is None or row["captured_at"] < before)
    ]
    if not rows:
        return None
    wanted = [name for name in FIELDS if sum(row[name] is not None for row in rows) >= USUAL * len(rows)]
    length = median(row["words"] for row in rows)
    row = min(rows, key=lambda row: _rank(row, wanted, length, now))
    return Canary(
        url=row["url"],
        article_id=row["article_id"],
        record_id=row["record_id"],
        chosen_at=stamp(now),
        reason=reason,
    )


def newest_capture(db: sqlite3.Connection, article_id: str) -> Row | None:
    """The newest answer for a report: `record_id`, `kind`, `refers_to`, `status`, `outcome`."""
    return read_row(db, NEWEST, (article_id,))


def _rank(row: Row, wanted: Sequence[str], length: float, now: datetime) -> tuple[Any, ...]:
    """Smaller is better."""
    captured = moment(row["captured_at"])
    return (
        -sum(row[name] is not None for name in wanted),
        not length / 2 <= row["words"] <= length * 2,
        now - captured < SETTLED,
        -row["confidence"],
        -captured.timestamp() // 86_400,
        row["article_id"],
    )
