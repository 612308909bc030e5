"""A new design behind new reports alone: the first that lacks what every one of the last twenty had.

What is rare among reports (one without a byline, a page of pictures) shows as rarely among the last twenty.
Where editors may leave a field out that all of them had, the pages' design must differ as well. Reports of
years ago that a sitemap names are none of the new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from archive.canary import RECENT
from archive.drift_state import NEW_REPORT, Drift, Redesign
from archive.moments import stamp
from archive.page_fields import SAME_DESIGN, SHOWN, UNREAD, Lost, likeness, plain
from archive.readers import Reading
from archive.rows import Row, read_rows
from archive.schema import sqlite3

BEFORE = 20  # reports that show what is usual
LEAST = 10  # fewer show nothing
MOST = 60  # reports of one crawl that are looked at
LOOKED = 3  # pages of each side whose designs are compared
HALF = 0.5
# Where a template alone decides whether a field is there: it counts whatever the design.
BY_TEMPLATE = frozenset({"date", "title"})
NEWS = """
SELECT c.record_id, c.warc, c.offset, c.url, c.captured_at, c.outlet, c.payload_digest, c.reading,
  v.title, v.published_date, v.published_source, v.byline, v.subtitle, v.section, v.words,
  (SELECT min(o.title) FROM origins o WHERE o.outlet = c.outlet AND o.url_key = c.url_key
    AND o.role IN ('feed', 'sitemap')) AS said
FROM warcs w JOIN captures c ON c.warc = w.name LEFT JOIN versions v ON v.record_id = c.record_id
WHERE w.origin = 'own' AND w.name >= :slug || '/' AND w.name < :slug || '0' AND w.last_captured_at >= :since
  AND c.kind = 'response' AND c.role = 'article' AND c.status = 200 AND c.truncated IS NULL
  AND c.reading IS NOT NULL AND coalesce(v.version, 1) = 1
  AND NOT EXISTS (SELECT 1 FROM captures e WHERE e.outlet = c.outlet AND e.url_key = c.url_key
    AND e.captured_at < c.captured_at AND e.status = 200)
  AND (v.published_date >= date(c.captured_at, '-14 days') OR EXISTS (SELECT 1 FROM origins o
    WHERE o.outlet = c.outlet AND o.url_key = c.url_key AND o.role IN ('feed', 'home', 'section')))
ORDER BY c.captured_at DESC, c.record_id LIMIT :most
"""
Test = Callable[[Row], bool | None]  # whether a report has the field; None: nothing can be said


def look_at_news(
    drift: Drift,
    db: sqlite3.Connection,
    slug: str,
    read: Callable[[Sequence[Row]], list[Reading]],
    now: datetime,
) -> Drift:
    """After the reports that came since the last look, against those before them."""
    values = {"slug": slug, "since": stamp(now - RECENT), "most": MOST + BEFORE}
    rows = list(read_rows(db, NEWS, values))
    if not rows:
        return drift
    looked_at, drift = drift.looked_at, replace(drift, looked_at=rows[0]["captured_at"])
    if looked_at is None:
        return drift
    found = drift.redesign
    since = found.since if found is not None and found.found_by == NEW_REPORT else None
    # While an alarm stands, the new reports are held against those before it.
    new = [row for row in rows if row["captured_at"] > looked_at or (since and row["captured_at"] >= since)]
    before = [row for row in rows if row not in new and row["reading"] == "article"][:BEFORE]
    if not new or len(before) < LEAST:
        return drift
    bad = _bad(new, before)
    if found is not None and found.found_by == NEW_REPORT:
        newest = {field for field, rows in bad.items() if rows and rows[0] is new[0]}
        return drift if newest else replace(drift, redesign=None)
    if found is not None:
        return drift  # the canary told
    fields = {field: rows for field, rows in bad.items() if len(rows) >= HALF * len(new)}
    if not fields:
        return drift
    if not fields.keys() & BY_TEMPLATE and not _is_other(fields, before, read):
        return drift
    return replace(drift, redesign=_redesign(fields, before))


def _bad(new: Sequence[Row], before: Sequence[Row]) -> dict[str, list[Row]]:
    """The new reports that lack a field that all before them had, by field, the newest first."""
    found = {}
    for field, has in _TESTS.items():
        told = [one for row in before if (one := has(row)) is not None]
        if len(told) >= LEAST and all(told):
            found[field] = [row for row in new if has(row) is False]
    return found


def _is_other(
    fields: dict[str, list[Row]],
    before: Sequence[Row],
    read: Callable[[Sequence[Row]], list[Reading]],
) -> bool:
    """Whether the pages that lack a field are made otherwise than those before them."""
    bad = list({row["record_id"]: row for rows in fields.values() for row in rows}.values())[:LOOKED]
    readings = read([*bad, *before[:LOOKED]])
    designs = [one.design for one in readings]
    new, old = designs[: len(bad)], [one for one in designs[len(bad) :] if one is not None]
    return all(
        one is not None and max((likeness(one, other) for other in old), default=1.0) < SAME_DESIGN
        for one in new
    )


def _redesign(fields: dict[str, list[Row]], before: Sequence[Row]) -> Redesign:
    first = min((row for rows in fields.values() for row in rows), key=lambda row: row["captured_at"])
    lost = tuple(
        Lost(field=field, before=_shown(before[0], field), now=_now(first, field), printed=False)
        for field in fields
    )
    return Redesign(
        since=first["captured_at"],
        found_by=NEW_REPORT,
        url=first["url"],
        before_id=before[0]["record_id"],
        after_id=first["record_id"],
        lost=lost,
    )


def _is_titled(row: Row) -> bool | None:
    """Whether the title is the one that a feed or news sitemap gives."""
    if row["reading"] == "no-title":
        return False
    said = plain(row["said"] or "")
    if row["title"] is None or not said:
        return None
    read = plain(row["title"])
    short, long = sorted((said, read), key=len)
    return short in long and len(short) * 2 >= len(long)


def _is_read(row: Row) -> bool | None:
    """Whether a text was found; what a browser may see is nothing to tell yet."""
    return None if row["reading"] == "script-only" else row["reading"] not in UNREAD


def _has(column: str) -> Test:
    def has(row: Row) -> bool | None:
        return row[column] is not None if row["reading"] == "article" else None

    return has


def _is_dated(row: Row) -> bool | None:
    return row["published_date"] is not None if row["reading"] == "article" else None


_TESTS: dict[str, Test] = {
    "title": _is_titled,
    "body": _is_read,
    "date": _is_dated,
    "byline": _has("byline"),
    "subtitle": _has("subtitle"),
    "section": _has("section"),
}


def _shown(row: Row, field: str) -> str:
    value: Any = row[{"title": "title", "date": "published_date"}.get(field, "url")]
    return str(value)[:SHOWN]


def _now(row: Row, field: str) -> str | None:
    if row["reading"] != "article":
        return None
    return row["title"] if field == "title" else None
