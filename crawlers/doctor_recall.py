"""What the archive holds of reports from before a redesign: what the doctor learns from."""

from collections.abc import Iterator
from contextlib import contextmanager

from archive.drift_state import Redesign, read_drift
from archive.errors import IndexUnusable
from archive.http import decode_content, parse_response
from archive.moments import moment
from archive.own_warcs import read_current
from archive.place import Archive
from archive.reader_limits import beyond_limits
from archive.records import RecordError
from archive.rows import read_row, reading_index
from archive.schema import sqlite3
from crawlers.drift_faults import Beyond
from crawlers.relearning import Recall
from extractors.article import Page
from extractors.urls import url_key

BEFORE = """
SELECT warc, offset, url, captured_at FROM captures
WHERE outlet = ? AND url_key = ? AND kind = 'response' AND role = 'article' AND status = 200
  AND reading = 'article' AND truncated IS NULL AND captured_at < ?
ORDER BY captured_at DESC, record_id LIMIT 1
"""
NEWEST, SOME = 20, 0.3  # of so many pages such a share is worth telling
ALWAYS = "9"  # after every moment


@contextmanager
def recalling(archive: Archive, slug: str) -> Iterator[tuple[Recall | None, Redesign | None]]:
    """How to get reports as they were before the redesign that stands, and that redesign; None where there is
    no index, or no redesign known."""
    found = read_drift(archive, slug).redesign
    since = found.since if found is not None else ALWAYS
    try:
        with reading_index(archive) as db:

            def recall(url: str) -> Page | None:
                return _page(archive, db, slug, url, since)

            yield recall, found
    except IndexUnusable:
        yield None, found


def beyond_readers(archive: Archive, slug: str) -> Beyond | None:
    """What is told of kept pages that were not read for want of memory or time; None for few, or no index."""
    try:
        with reading_index(archive) as db:
            codes, count, example = beyond_limits(db, slug, NEWEST)
    except IndexUnusable:
        return None
    bad = codes.total()
    if example is None or bad < SOME * count:
        return None
    return Beyond(bad=bad, count=count, detail=", ".join(sorted(codes)), example=example)


def _page(archive: Archive, db: sqlite3.Connection, slug: str, url: str, since: str) -> Page | None:
    row = read_row(db, BEFORE, (slug, url_key(url), since))
    if row is None:
        return None
    try:
        message = parse_response(read_current(archive.warcs / row["warc"], row["offset"]).block)
    except (RecordError, OSError):
        return None  # withdrawn, or damaged: `warraq verify` tells
    body, _ = decode_content(message)
    return Page(
        url=row["url"],
        captured_at=moment(row["captured_at"]),
        status=message.status or 0,
        content_type=message.content_type,
        body=body,
    )
