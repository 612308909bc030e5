"""Kept pages read again after any change of the reader, and compared with what the one before had read.

A few pages of each layout's time. What was read of them is kept beside `index.db`, for a
rebuild reads everything anew. Texts are compared by digest and length; of each only the beginning is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from archive.drift_state import LONGEST, Drift, Kept, PageChange, ReaderChange, Value
from archive.moments import moment, stamp
from archive.page_fields import FIELDS, Fields, fields_of, plain
from archive.readers import Reading
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from extractors.outlets import Outlet
from extractors.reader_version import reader_digest

EACH = 3  # pages of one layout's time
SHRUNK = 0.9  # of a text's length: less is a loss
LASTS = timedelta(weeks=4)  # what has stood so long is the reader's way
LOST, SHORTER, GAINED, OTHER = "lost", "shorter", "gained", "other"
# Of the pages of a time those with most fields, then the newest.
PAGES = """
SELECT v.record_id, c.url, c.captured_at, v.title, v.subtitle, v.body, v.authors, v.byline, v.published_at,
  v.section, v.dateline_place, v.dateline_agency
FROM captures c JOIN warcs w ON w.name = c.warc JOIN versions v ON v.record_id = c.record_id
WHERE w.origin = 'own' AND w.name >= :slug || '/' AND w.name < :slug || '0'
  AND w.last_captured_at >= :since AND w.first_captured_at < :until
  AND c.kind = 'response' AND c.role = 'article'
  AND v.reader_digest = :reader AND c.captured_at >= :since AND c.captured_at < :until
ORDER BY (v.published_date IS NULL) + (v.byline IS NULL) + (v.subtitle IS NULL) + (v.section IS NULL),
  c.captured_at DESC, c.record_id LIMIT :most
"""
PLACE = "SELECT warc, offset, url, captured_at, outlet, payload_digest FROM captures WHERE record_id = ?"
EVER = ("0", "9")  # before and after every moment
Read = Callable[[Sequence[Row]], list[Reading]]


def look_at_reader(drift: Drift, db: sqlite3.Connection, outlet: Outlet, read: Read, now: datetime) -> Drift:
    """After reading the kept pages again, if today's reader is another one than the last time."""
    reader = reader_digest(outlet)
    if drift.reader not in (None, reader) and drift.kept:
        drift = _read_again(drift, db, reader, read, now)
    change = drift.reader_change
    if change is not None and now - moment(change.at) > LASTS:
        drift = replace(drift, reader_change=None, kept=())
    return replace(drift, reader=reader, kept=tuple(_chosen(db, outlet, reader, drift.kept)))


def stamp_of(day: date | None) -> str:
    """A layout's first day as moments compare with it."""
    return str(day) if day is not None else EVER[0]


def _read_again(drift: Drift, db: sqlite3.Connection, reader: str, read: Read, now: datetime) -> Drift:
    pages = [(kept, place) for kept in drift.kept if (place := read_row(db, PLACE, (kept.record_id,)))]
    found = read([place for _, place in pages])
    changes: list[PageChange] = []
    kept_now: list[Kept] = []
    for (kept, _), reading in zip(pages, found, strict=True):
        if reading.error is not None:
            kept_now.append(kept)
            continue
        values = values_of(fields_of(reading.article) if reading.article else dict.fromkeys(FIELDS))
        page = tuple(_changes(kept, values))
        changes += page
        worse = any(one.is_worse for one in page)
        # What was read well stays the measure until it is read so again.
        kept_now.append(kept if worse else replace(kept, values=values))
    change = ReaderChange(at=stamp(now), reader=reader, pages=len(pages), changes=tuple(changes))
    return replace(drift, kept=tuple(kept_now), reader_change=change if changes else None)


def _changes(kept: Kept, now: Mapping[str, Value]) -> Iterator[PageChange]:
    for field in FIELDS:
        was, then = kept.values.get(field), now.get(field)
        what = None
        if was is not None and then is None:
            what = LOST
        elif was is None and then is not None:
            what = GAINED
        elif was is not None and then is not None and was.digest != then.digest:
            what = SHORTER if field == "body" and then.length < SHRUNK * was.length else OTHER
        if what is not None:
            yield PageChange(
                url=kept.url,
                record_id=kept.record_id,
                field=field,
                what=what,
                before=was.begins if was else None,
                now=then.begins if then else None,
            )


def _chosen(db: sqlite3.Connection, outlet: Outlet, reader: str, known: Sequence[Kept]) -> Iterator[Kept]:
    """The pages to keep: EACH of each layout's time, those with most fields, the newest first."""
    begins = sorted({EVER[0], *(stamp_of(one.since) for one in outlet.layouts)})
    for since, until in zip(begins, (*begins[1:], EVER[1]), strict=True):
        here = [kept for kept in known if since <= kept.captured_at < until][:EACH]
        yield from here
        if len(here) == EACH:
            continue
        told = {kept.record_id for kept in here}
        values = {"slug": outlet.slug, "reader": reader, "since": since, "until": until, "most": EACH}
        rows = [row for row in read_rows(db, PAGES, values) if row["record_id"] not in told]
        for row in rows[: EACH - len(here)]:
            yield Kept(
                record_id=row["record_id"],
                url=row["url"],
                captured_at=row["captured_at"],
                values=values_of(_fields(row)),
            )


def values_of(fields: Fields) -> dict[str, Value]:
    """The fields that were read, as they are kept."""
    return {
        field: Value(
            digest=sha256(plain(value).encode("utf-8", "replace")).hexdigest(),
            length=len(plain(value)),
            begins=value[:LONGEST],
        )
        for field, value in fields.items()
        if value is not None
    }


def _fields(row: Row) -> Fields:
    """The fields as `fields_of` gives them, from a row of `versions`."""
    return fields_of(
        {
            **{name: row[name] for name in ("title", "subtitle", "body", "section")},
            "authors": json.loads(row["authors"]),
            "byline": json.loads(row["byline"]) if row["byline"] else None,
            "published": {"value": row["published_at"]},
            "dateline": {"place": row["dateline_place"], "agency": row["dateline_agency"]},
        }
    )
