"""Pages that were not read for want of memory or time: the limits of readers kept them out."""

from __future__ import annotations

from collections import Counter

from archive.place import Archive
from archive.rows import read_tuples, reading_index
from archive.schema import sqlite3

LIMITS = ("reading-memory", "reading-timeout")
NEW = """
SELECT count(*) FROM warcs w JOIN captures c ON c.warc = w.name
WHERE w.origin = 'own' AND w.last_captured_at >= ?2 AND c.captured_at >= ?2 AND c.outlet = ?1
  AND c.reading IN ('reading-memory', 'reading-timeout')
"""
NEWEST = """
SELECT reading, url FROM captures
WHERE outlet = ? AND reading IS NOT NULL AND reading NOT IN ('waiting', 'withdrawn')
  AND role IN ('article', 'page', 'rendered-page')
ORDER BY captured_at DESC, record_id LIMIT ?
"""


def new_beyond_limits(archive: Archive, slug: str, begun: str) -> int:
    """How many pages of an outlet, captured since `begun`, took more memory or time than a reader may."""
    with reading_index(archive) as db:
        ((count,),) = read_tuples(db, NEW, (slug, begun))
    return int(count)


def beyond_limits(db: sqlite3.Connection, slug: str, newest: int) -> tuple[Counter[str], int, str | None]:
    """Of the `newest` pages to be read: how many failed so, by code; how many there are; an example."""
    rows = [(str(reading), str(url)) for reading, url in read_tuples(db, NEWEST, (slug, newest))]
    failed = [(reading, url) for reading, url in rows if reading in LIMITS]
    return Counter(reading for reading, _ in failed), len(rows), failed[0][1] if failed else None
