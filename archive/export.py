"""What an export takes of the archive, and the file that it goes to: whole under its name, or not there."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from archive.errors import ArchiveError
from archive.place import Archive
from archive.room import kept_for_crawls, new_file, require_room
from archive.rows import read_rows, read_tuples
from archive.schema import sqlite3
from archive.search_scope import Filters, read_query, scope_of, synonyms_for
from archive.show import HEAD

STDOUT = "-"

FOUND = """
SELECT DISTINCT v.article_id FROM articles_fts JOIN versions v ON v.doc_id = articles_fts.rowid
WHERE articles_fts MATCH :match AND articles_fts.rowid BETWEEN :first_row AND :last_row
"""
# Days are those of the search: of any version, the page's or, where it gives none, a seed's.
BY_DAY = """
SELECT DISTINCT article_id FROM search_rows
WHERE published_date IS NOT NULL AND published_date BETWEEN ? AND ?
"""
ARTICLES = (
    "SELECT article_id, outlet FROM articles ORDER BY published_date IS NULL, published_date, article_id"
)
# As HEAD, of what the log held then: the capture that showed the text last, and the one it was read from.
HEAD_AS_OF = """
SELECT v.version_key FROM captures c JOIN versions v USING (article_id, text_digest)
WHERE article_id = ?
  AND EXISTS (SELECT 1 FROM leaves l WHERE l.record_id = c.record_id AND l.leaf_index < ?)
  AND EXISTS (SELECT 1 FROM leaves l WHERE l.record_id = v.record_id AND l.leaf_index < ?)
ORDER BY EXISTS (SELECT 1 FROM problems p WHERE p.record_id = v.record_id AND p.code = 'needs-review'),
         c.captured_at DESC, c.record_id DESC
LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is exported: reports of these outlets, published in these days, that answer a query.

    What is empty or None asks for nothing. Days are of the outlet's own calendar, both included, and leave
    out reports that have no date. `as_of` is the size of a checkpoint: captures that it is not over are left
    out, and versions that were read from them. `record_id` is one capture, with what belongs to it.
    """

    outlets: tuple[str, ...] = ()
    from_: date | None = None
    to: date | None = None
    query: str | None = None
    as_of: int | None = None
    record_id: str | None = None

    @property
    def of_articles(self) -> bool:
        """Whether it asks something of reports, not only of outlets."""
        return self.query is not None or self.from_ is not None or self.to is not None

    def __str__(self) -> str:
        parts = [
            f"capture {self.record_id}" if self.record_id else "",
            f"outlets {', '.join(self.outlets)}" if self.outlets else "",
            f"published from {self.from_}" if self.from_ else "",
            f"published to {self.to}" if self.to else "",
            f"query {self.query}" if self.query is not None else "",
            f"as of the checkpoint over {self.as_of} leaves" if self.as_of is not None else "",
        ]
        return "; ".join(filter(None, parts)) or "everything"


def select_articles(archive: Archive, db: sqlite3.Connection, selection: Selection) -> list[str]:
    """The ids of the articles that are selected: in the order of their dates, the undated last.

    Raises ArchiveError for an outlet that the index does not have and a query that looks for nothing.
    """
    check_outlets(db, selection.outlets)
    wanted = _asked_for(archive, db, selection)
    return [
        article_id
        for article_id, outlet in read_tuples(db, ARTICLES)
        if (wanted is None or article_id in wanted) and (not selection.outlets or outlet in selection.outlets)
    ]


def check_outlets(db: sqlite3.Connection, outlets: tuple[str, ...]) -> None:
    """Raise ArchiveError when the index lacks one of these outlets: a slip is no empty export."""
    known = {slug for (slug,) in read_tuples(db, "SELECT slug FROM outlets")}
    for slug in outlets:
        if slug not in known:
            raise ArchiveError(f"no outlet {slug!r} in this index ({', '.join(sorted(known)) or 'none yet'})")


def _asked_for(archive: Archive, db: sqlite3.Connection, selection: Selection) -> set[str] | None:
    """The articles that answer query and days; None when neither was given."""
    if selection.query is not None:
        query = read_query(db, selection.query, synonyms_for(db))
        scope = scope_of(query, Filters(from_=selection.from_, to=selection.to))
        if scope is None:
            raise ArchiveError(f"the query {selection.query!r} looks for nothing: give it a word or a filter")
        return {row["article_id"] for row in read_rows(db, FOUND, scope.parameters)}
    if selection.of_articles:
        days = ((selection.from_ or date.min).isoformat(), (selection.to or date.max).isoformat())
        return {article_id for (article_id,) in read_tuples(db, BY_DAY, days)}
    return None


def newest_version(db: sqlite3.Connection, article_id: str, as_of: int | None = None) -> str | None:
    """The key of the version that `warraq show` shows; None for an article without a text.

    With `as_of`, the newest that was read from a record which the checkpoint over that many leaves is over.
    """
    if as_of is None:
        found = read_tuples(db, HEAD, (article_id,))
    else:
        found = read_tuples(db, HEAD_AS_OF, (article_id, as_of, as_of))
    return str(found[0][0]) if found else None


def file_name(warc: str, origin: str) -> str:
    """The name of a WARC file as an export gives it: below warcs/, or without its folders when imported.

    Where an imported file lies on its owner's machine is nobody else's business.
    """
    return warc if origin == "own" else warc.rpartition("/")[2]


@contextmanager
def writing(archive: Archive, target: str, *, force: bool = False) -> Iterator[BinaryIO]:
    """The export's file, or stdout for `-`: written beside and renamed when the block ends without an error.

    Raises ArchiveError when the file is there already (unless `force`), or lies where the archive keeps its
    own WARCs and log; OutOfSpace before it takes from the archive's disk what is kept for crawls.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    _check_target(archive, path, force=force)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with new_file(beside, kept_for_crawls(archive, path.parent), "the export") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _check_target(archive, path, force=force)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def require_room_for(archive: Archive, out: BinaryIO, size: int, what: str = "the export") -> None:
    """Raise OutOfSpace when a file that gets about so many bytes has no room for them where it lies.

    What goes to stdout is its reader's business.
    """
    place = folder_of(out)
    if place is not None:
        require_room(place, size, what, keep=kept_for_crawls(archive, place))


def folder_of(out: BinaryIO) -> Path | None:
    """The folder in which a file of `writing` lies; None for stdout."""
    name = getattr(out, "name", None)
    return Path(name).parent if isinstance(name, (str, Path)) and Path(name).is_file() else None


def _check_target(archive: Archive, path: Path, *, force: bool) -> None:
    place = path.resolve()
    if any(place.is_relative_to(kept.resolve()) for kept in (archive.warcs, archive.log)):
        raise ArchiveError(f"{path} lies where the archive keeps what it captured; give another place")
    if path.is_dir():
        raise ArchiveError(f"{path} is a directory; give a file")
    if path.exists() and not force:
        raise ArchiveError(f"{path} is there already; --force writes over it")
