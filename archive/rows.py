"""The index as the modules that only read it see it: open for a while, rows as dictionaries."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any

from archive.errors import IndexUnusable
from archive.place import Archive
from archive.schema import connect, sqlite3

Row = dict[str, Any]
Parameters = Sequence[Any] | Mapping[str, Any]


@contextmanager
def reading_index(archive: Archive) -> Iterator[sqlite3.Connection]:
    """The archive's index, open for reading only, in one state however long the block takes.

    Raises IndexUnusable, which says what to run, when there is no index or SQLite cannot read it.
    """
    if not archive.index.is_file():
        raise IndexUnusable(
            f"{archive.index} does not exist yet: crawl an outlet, ingest a file, or run `warraq rebuild`"
        )
    try:
        with closing(connect(archive.index, readonly=True)) as db:
            db.execute("BEGIN")
            yield db
    except sqlite3.DatabaseError as error:
        raise IndexUnusable(
            f"{archive.index} cannot be read ({error}): `warraq rebuild` makes a new one from the WARCs"
        ) from error


@contextmanager
def one_state(db: sqlite3.Connection) -> Iterator[None]:
    """Have all that is read in the block come from one state of the index, whatever is written meanwhile.

    Within a transaction of the caller's it does nothing; else nothing is held any more when the block ends.
    """
    if db.in_transaction:
        yield
        return
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def read_rows(db: sqlite3.Connection, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
    """Each row of the query as column name -> value, whatever row factory the connection has."""
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(sql, parameters)
    columns = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(columns, values, strict=True))


def read_row(db: sqlite3.Connection, sql: str, parameters: Parameters = ()) -> Row | None:
    """The first row of the query, or None when there is none."""
    return next(read_rows(db, sql, parameters), None)


def read_tuples(db: sqlite3.Connection, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """All rows of the query as plain tuples, the cheapest form where there are very many."""
    cursor = db.cursor()
    cursor.row_factory = None
    return list(cursor.execute(sql, parameters))


def each_tuple(db: sqlite3.Connection, sql: str, parameters: Parameters = ()) -> Iterator[tuple[Any, ...]]:
    """The rows of the query as plain tuples, one after another: where they are too many to be held."""
    cursor = db.cursor()
    cursor.row_factory = None
    yield from cursor.execute(sql, parameters)
