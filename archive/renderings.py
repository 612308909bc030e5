"""Rendered pages: what a browser of ours had of a page once its scripts had run, kept beside the capture.

A rendered page is a `resource` record of ours (`archive/own_records.py`), HTML in UTF-8, of role RENDERED;
what it was put together from are captures of their own. Of a page that no browser could show a text that says
why is kept, of role NOT_RENDERED. Both name the plain capture in WARC-Concurrent-To.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from archive.articles import SHELLS
from archive.captures import NOT_RENDERED, RENDERED
from archive.language import Saying, saying
from archive.moments import moment, stamp
from archive.own_warcs import read_current
from archive.place import Archive
from archive.records import RecordError, read_warc_fields
from archive.rows import Row, read_row, read_rows, read_tuples, reading_index
from archive.schema import sqlite3
from archive.warc import Record, current_path, walk

WITHIN = timedelta(days=92)  # what was captured longer ago waits no more
TRIES = 5  # of one capture; the next capture of the page is tried anew
FIRST_WAIT = timedelta(hours=1)  # after a try that gave no text; four times as long after each further one
# The newest answer for each article's address, where a browser may see more than the reader did. A revisit
# shows what the answer did that it refers to.
NEWEST = """
SELECT c.record_id, c.url, c.url_key, max(c.captured_at) AS captured_at, c.status,
  coalesce(c.reading, r.reading) AS reading, c.truncated, c.outcome
FROM warcs w JOIN captures c ON c.warc = w.name
LEFT JOIN captures r ON c.kind = 'revisit' AND r.record_id = c.refers_to
WHERE w.origin = 'own' AND w.last_captured_at >= ?2 AND c.captured_at >= ?2
  AND c.outlet = ?1 AND c.article_id IS NOT NULL AND c.kind IN ('response', 'revisit')
  AND c.role IN ('article', 'page') AND c.status IS NOT NULL
GROUP BY c.url_key ORDER BY captured_at DESC, c.record_id
"""
TRIED = """
SELECT t.captured_at, t.role, t.reading, t.refers_to FROM captures t
WHERE t.outlet = ? AND t.url_key = ? AND t.kind = 'resource' AND t.role IN ('rendered-page', 'render-failure')
ORDER BY t.captured_at, t.record_id
"""
OF_CAPTURE = (
    "SELECT record_id, refers_to, captured_at, role, reading, payload_digest, warc, offset, length"
    " FROM captures WHERE refers_to = ? AND kind = 'resource' AND role IN ('rendered-page', 'render-failure')"
    " ORDER BY captured_at, record_id"
)
NEW_SHELLS = """
SELECT count(*) FROM warcs w JOIN captures c ON c.warc = w.name
WHERE w.origin = 'own' AND w.last_captured_at >= ?2 AND c.captured_at >= ?2 AND c.outlet = ?1
  AND c.reading = 'script-only' AND c.kind = 'response'
"""
ONE = (
    "SELECT record_id, url, refers_to, captured_at, role, reading, warc, offset, metadata_id FROM captures"
    " WHERE record_id = ? AND kind = 'resource' AND role = 'rendered-page'"
)
PARTS = "SELECT record_id, url, captured_at, status, content_type FROM captures WHERE record_id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A page that was captured without a text: its newest capture, and whether a browser may be tried now."""

    record_id: str
    url: str
    captured_at: str
    due: bool


def new_shells(archive: Archive, slug: str, begun: str) -> int:
    """How many pages of an outlet a crawl captured since `begun` that scripts are to fill."""
    with reading_index(archive) as db:
        ((count,),) = read_tuples(db, NEW_SHELLS, (slug, begun))
    return int(count)


def shells(db: sqlite3.Connection, slug: str, now: datetime) -> list[Shell]:
    """The pages of an outlet that were captured whole and gave no text, newest first, none rendered since.

    After a try that gave no text a page is due again an hour later, then four, sixteen and sixty-four hours
    later; then not until it is captured again.
    """
    found = []
    for row in read_rows(db, NEWEST, (slug, stamp(now - WITHIN))):
        whole = row["outcome"] == "ok" and row["truncated"] is None
        if not (whole and row["reading"] in SHELLS and row["status"] in (200, 304)):
            continue
        tried = list(read_rows(db, TRIED, (slug, row["url_key"])))
        of_this = [one for one in tried if one["refers_to"] == row["record_id"]]
        if any(one["role"] == RENDERED and one["reading"] in ("article", "waiting") for one in of_this):
            continue
        found.append(
            Shell(
                record_id=row["record_id"],
                url=row["url"],
                captured_at=row["captured_at"],
                due=len(of_this) < TRIES and _waited(tried, now),
            )
        )
    return found


def _waited(tried: list[Row], now: datetime) -> bool:
    """Whether enough time has passed since the last of the tries that gave no text, one after another."""
    vain = 0
    for one in reversed(tried):
        if one["role"] == RENDERED and one["reading"] == "article":
            break
        vain += 1
    if not vain:
        return True
    wait = FIRST_WAIT * 4 ** (min(vain, TRIES - 1) - 1)
    last: datetime = moment(tried[-1]["captured_at"])
    return bool(now - last >= wait)


def renderings_of(db: sqlite3.Connection, record_id: str) -> list[Row]:
    """The rendered pages of a capture and the tries that failed, oldest first, as rows of `captures`."""
    return list(read_rows(db, OF_CAPTURE, (record_id,)))


def find_rendering(db: sqlite3.Connection, record_id: str) -> Row | None:
    """The row of `captures` of this rendered page; None when the record is none."""
    return read_row(db, ONE, (record_id,))


def rendering(archive: Archive, db: sqlite3.Connection, record_id: str) -> dict[str, Any] | None:
    """How a rendered page came about, as its record tells; None when the record is no rendered page.

    Keys: `record_id`, `of` (the plain capture), `at`, `browser`, `driver`, `viewport`, `language`,
    `timezone`, `settled`, `unanswered`, `refused`, `parts` (`record_id`, `url`, `captured_at`, `status`,
    `content_type` of each answer it was put together from). What cannot be read is None.
    """
    row = find_rendering(db, record_id)
    if row is None:
        return None
    pairs = _pairs(archive, row)
    facts = dict(reversed(pairs))
    names = [value.removeprefix("urn:uuid:") for name, value in pairs if name == "part"]
    parts = [read_row(db, PARTS, (name,)) or {"record_id": name} for name in names]
    empty = dict.fromkeys(("record_id", "url", "captured_at", "status", "content_type"))
    return {
        "record_id": row["record_id"],
        "of": row["refers_to"],
        "at": row["captured_at"],
        **{name: facts.get(name) for name in ("browser", "driver", "viewport", "language", "timezone")},
        "settled": facts["settled"] == "yes" if "settled" in facts else None,
        **{name: _number(facts.get(name)) for name in ("unanswered", "refused")},
        "parts": [{**empty, **part} for part in parts],
    }


def with_rendering(archive: Archive, db: sqlite3.Connection, article: dict[str, Any]) -> dict[str, Any]:
    """An article as `archive.show` gives it, its `rendered` with how it was made; see `rendering`."""
    if article["rendered"] is None:
        return article
    return {**article, "rendered": rendering(archive, db, article["capture"]["record_id"])}


def said_of(rendered: dict[str, Any]) -> Saying:
    """What a rendered page is, in words; `rendered` as `rendering` gives it."""
    return saying(
        "the page as {browser} showed it to us; the outlet sent the {count:part|parts}",
        browser=(rendered["browser"] or "a browser").replace("/", " "),
        count=1 + len(rendered["parts"]),
    )


def _pairs(archive: Archive, row: Row) -> tuple[tuple[str, str], ...]:
    path = archive.warcs / row["warc"]
    try:
        main = read_current(path, row["offset"])
        following = next(iter(walk(current_path(path), row["offset"] + main.length)), None)
    except (OSError, RecordError):
        return ()
    if not isinstance(following, Record) or following.record_id != row["metadata_id"]:
        return ()
    return read_warc_fields(following.block)


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None


__all__ = [
    "NOT_RENDERED",
    "RENDERED",
    "Shell",
    "find_rendering",
    "rendering",
    "renderings_of",
    "said_of",
    "shells",
    "with_rendering",
]
