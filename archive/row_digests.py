"""Digests of rows, kept beside them in `row_digests`: for what `verify` cannot make again from the WARCs.

What reading a page gave (a capture's reading and text digest, its problems and alias; a version with all
that hangs on it) would take reading every page again. Rows that depend on settings of their time (outlets,
imported captures, redirects) or on the order of ingest (filings) cannot be made again at all. A digest in the
same index shows accidental and careless changes: whoever changes a row on purpose can change its digest too.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from archive.tables import TABLES

if TYPE_CHECKING:
    from archive.schema import sqlite3

CAPTURES, VERSIONS, TEXTS, WARCS = "captures", "versions", "articles_fts", "warcs"
# Tables of which each row that `note_row` was told of has a digest of its own.
WHOLE = ("filings", "meta", "outlets", "problems")
HANGING = ("attributions", "date_claims", "dates", "images", "links")
# Columns of a version that follow from the rows around it.
PLACED = frozenset({"doc_id", "version"})
# Problems of a capture that follow from other rows.
DERIVED_PROBLEMS = ("duplicate-record", "needs-review")
HEX = 32  # digits: chance is all that these digests stand against

PUT = (
    "INSERT INTO row_digests (name, key, digest) VALUES (?, ?, ?)"
    " ON CONFLICT (name, key) DO UPDATE SET digest = excluded.digest"
)
DROP = "DELETE FROM row_digests WHERE name = ? AND key = ?"
DROP_WAITING = (
    "DELETE FROM row_digests WHERE name = 'captures'"
    " AND key IN (SELECT record_id FROM captures WHERE reading = 'waiting')"
)
CAPTURE = (
    "SELECT c.warc, c.offset, c.outlet, c.article_id IS NOT NULL, c.reading, c.text_digest, w.origin,"
    " c.status FROM captures c JOIN warcs w ON w.name = c.warc WHERE c.record_id = ?"
)
ALIAS = "SELECT * FROM aliases WHERE record_id = ?"
PROBLEMS = (
    "SELECT problem_key, code, detail FROM problems WHERE record_id = ? AND warc = ? AND offset = ?"
    " AND code NOT IN ('duplicate-record', 'needs-review') ORDER BY problem_key"
)


ROW = "SELECT * FROM {table} WHERE {key} = ?"
KEPT = "SELECT digest FROM row_digests WHERE name = ? AND key = ?"


def digest_of(values: Any) -> str:
    """The digest of a row, or of rows: of their values as JSON."""
    text = json.dumps(values, ensure_ascii=False, default=repr)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HEX]


def capture_digest(db: "sqlite3.Connection", record_id: str, reader: str | None) -> str | None:
    """The digest of what the index holds of a capture that its record alone does not say.

    It ends with what is known of the `reader` (see `reader_in`). None for a capture that has no digest: every
    column follows from its record, or it waits to be read.
    """
    row = db.execute(CAPTURE, (record_id,)).fetchone()
    if row is None:
        return None
    warc, offset, outlet, is_article, reading, text, origin, status = row
    if origin == "own" and not (is_read(reading) or is_redirect(status)):
        return None
    if reading == "waiting":
        return None
    alias = db.execute(ALIAS, (record_id,)).fetchone()
    problems = db.execute(PROBLEMS, (record_id, warc, offset)).fetchall()
    digest = "".join(
        digest_of(part)[: HEX // 2 if n == 0 else HEX // 4]
        for n, part in enumerate(
            (
                [outlet, bool(is_article), reading, text, reader],
                list(alias) if alias else None,
                [list(problem) for problem in problems],
            )
        )
    )
    return digest if reader is None else f"{digest}-{reader}"


def changed_tables(db: "sqlite3.Connection", record_id: str) -> list[str]:
    """Of which tables a capture's rows are not what was written, by their digest; none when all are."""
    row = db.execute(KEPT, (CAPTURES, record_id)).fetchone()
    kept = row[0] if row else None
    found = capture_digest(db, record_id, reader_in(kept))
    return [] if kept == found else unlike(kept, found)


def unlike(kept: str | None, found: str | None) -> list[str]:
    """Of which tables the rows of a capture differ when its digests do."""
    if kept is None or found is None or len(kept) < HEX:
        return [CAPTURES]
    ends = (("captures", 0, HEX // 2), ("aliases", HEX // 2, HEX * 3 // 4), ("problems", HEX * 3 // 4, HEX))
    return [table for table, begin, end in ends if kept[begin:end] != found[begin:end]] or [CAPTURES]


def reader_in(digest: str | None) -> str | None:
    """The reader that a capture's digest names (it begins the reader digest), if it names one."""
    return (digest or "").partition("-")[2] or None


def is_read(reading: str | None) -> bool:
    """Whether reading has given something."""
    return reading is not None and reading != "waiting"


def is_redirect(status: object) -> bool:
    """Whether an answer may lead elsewhere: whether its alias counts hung on the outlet's domains of then."""
    return isinstance(status, int) and 300 <= status < 400


def version_digest(db: "sqlite3.Connection", version_key: str) -> str | None:
    """The digest of a version with all that hangs on it; None when there is no such row."""
    row = db.execute(VERSION, (version_key,)).fetchone()
    if row is None:
        return None
    hanging = [[list(found) for found in db.execute(statement, (version_key,))] for statement in HANGING_ROWS]
    return digest_of([list(row), *hanging])


def row_digest(db: "sqlite3.Connection", table: str, key: str | int) -> str | None:
    """The digest of a row of one of the tables WHOLE; None when there is no such row."""
    row = db.execute(ROW.format(table=table, key=TABLES[table][1]), (key,)).fetchone()
    return None if row is None else digest_of(list(row))


def file_digest(name: str, origin: str) -> str:
    """The digest that tells that there is a row of a file in `warcs`; the rest of it changes."""
    return digest_of([name, origin])


def note_captures(db: "sqlite3.Connection", captures: Iterable[tuple[str, str | None]]) -> None:
    """Keep the digests of captures that were just written, or read: record ids, and who read them."""
    for record_id, reader in captures:
        put_digest(db, CAPTURES, record_id, capture_digest(db, record_id, reader))


def note_version(db: "sqlite3.Connection", version_key: str) -> None:
    """Keep the digest of a version that was just written with all that hangs on it."""
    put_digest(db, VERSIONS, version_key, version_digest(db, version_key))


def note_row(db: "sqlite3.Connection", table: str, key: str | int) -> None:
    """Keep the digest of a row that was just written, or forget that of one that is gone."""
    put_digest(db, table, str(key), row_digest(db, table, key))


def put_digest(db: "sqlite3.Connection", name: str, key: str, digest: str | None) -> None:
    """Keep a digest, or with None forget it."""
    if digest is None:
        db.execute(DROP, (name, key))
    else:
        db.execute(PUT, (name, key, digest))


def drop_digests(db: "sqlite3.Connection", name: str) -> None:
    """Forget all digests of a table."""
    db.execute("DELETE FROM row_digests WHERE name = ?", (name,))


def drop_waiting(db: "sqlite3.Connection") -> None:
    """Forget the digests of captures that are to be read again."""
    db.execute(DROP_WAITING)


def drop_problems(db: "sqlite3.Connection") -> None:
    """Forget the digests of problems that are gone."""
    db.execute(
        "DELETE FROM row_digests WHERE name = 'problems' AND key NOT IN (SELECT problem_key FROM problems)"
    )


def _columns(table: str) -> Iterator[str]:
    return (f'"{column}"' for column in TABLES[table][0] if column not in PLACED)


SELECTED = "SELECT {columns} FROM versions WHERE version_key = ?"
VERSION = SELECTED.format(columns=", ".join(_columns("versions")))
ORDERED = "SELECT * FROM {table} WHERE version_key = ? ORDER BY seq"
HANGING_ROWS = tuple(ORDERED.format(table=table) for table in HANGING)
