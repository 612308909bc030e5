"""Which captures an export takes: all, an outlet's, or those of reports with what their pages need."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.checkpoints import read_checkpoint
from archive.export import Selection, check_outlets, select_articles
from archive.place import Archive
from archive.rows import read_rows, read_tuples
from archive.schema import sqlite3

TAKEN = """
SELECT c.record_id, c.url, c.url_key, c.captured_at, c.status, c.content_type, c.kind, c.role,
       c.payload_digest, c.refers_to, c.via, c.article_id, c.outlet, c.warc, c.offset, c.length,
       c.metadata_id, w.origin
FROM captures c JOIN warcs w ON w.name = c.warc
"""
IN_ORDER = TAKEN + " WHERE c.reading IS NOT 'withdrawn' ORDER BY c.warc, c.offset"
LOGGED = "SELECT record_id FROM leaves WHERE leaf_index < ?"
ONE = TAKEN + " WHERE c.record_id = ? AND c.reading IS NOT 'withdrawn'"
WITHDRAWN = "SELECT outlet FROM captures WHERE reading = 'withdrawn'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One capture to be exported, with the place of its record; `origin` is that of its file."""

    record_id: str
    url: str
    url_key: str
    captured_at: str
    status: int | None
    content_type: str | None
    kind: str
    role: str | None
    payload_digest: str | None
    refers_to: str | None
    via: str | None
    article_id: str | None
    outlet: str
    warc: str
    offset: int
    length: int
    metadata_id: str | None
    origin: str


def select_captures(archive: Archive, db: sqlite3.Connection, selection: Selection) -> list[Taken]:
    """The captures of a selection in the order of their files.

    Of selected reports they are all captures of these, images and stylesheets of their pages, and the
    responses that revisits among them refer to. Pictures that were taken of a page go with it; the texts that
    were kept when they were cited do not: they would tell what somebody looks into. Raises ArchiveError like
    `select_articles`, and when there is no such checkpoint as is asked for.
    """
    check_outlets(db, selection.outlets)
    if selection.of_articles:
        found = _of_articles(db, set(select_articles(archive, db, selection)))
    else:
        found = [one for one in _all(db) if not selection.outlets or one.outlet in selection.outlets]
    found = [*found, *_referred(db, found)]
    if selection.as_of is not None:
        logged = _logged(archive, db, selection.as_of)
        found = [one for one in found if one.record_id in logged]
    return sorted(found, key=lambda one: (one.warc, one.offset))


def count_withdrawn(db: sqlite3.Connection, selection: Selection) -> int:
    """How many captures of the selected outlets are left out because they were withdrawn.

    Of selected reports it cannot be told: what was withdrawn has no article any more.
    """
    if selection.of_articles:
        return 0
    outlets = (outlet for (outlet,) in read_tuples(db, WITHDRAWN))
    return sum(not selection.outlets or outlet in selection.outlets for outlet in outlets)


def _logged(archive: Archive, db: sqlite3.Connection, size: int) -> set[str]:
    """What the checkpoint over `size` leaves is over."""
    read_checkpoint(archive, size)
    return {record_id for (record_id,) in read_tuples(db, LOGGED, (size,))}


def _of_articles(db: sqlite3.Connection, articles: set[str]) -> list[Taken]:
    found = [one for one in _all(db) if one.article_id in articles]
    pages = {one.url for one in found}
    return found + [one for one in _all(db) if one.role == "requisite" and one.via in pages]


def _referred(db: sqlite3.Connection, found: Iterable[Taken]) -> Iterator[Taken]:
    """The responses that revisits refer to, as far as they are not among those found."""
    waiting = list(found)
    known = {one.record_id for one in waiting}
    while waiting:
        one = waiting.pop()
        if one.refers_to is not None and one.refers_to not in known:
            known.add(one.refers_to)
            for row in read_rows(db, ONE, (one.refers_to,)):
                waiting.append(Taken(**row))
                yield waiting[-1]


def _all(db: sqlite3.Connection) -> Iterator[Taken]:
    return (Taken(**row) for row in read_rows(db, IN_ORDER) if row["kind"] != "conversion")
