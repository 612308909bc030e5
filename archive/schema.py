"""The one door to SQLite, and index.db with its tables.

`sqlite3` here is always pysqlite3, which brings its own SQLite: the one that Python was built with may lose
committed data in WAL mode (3.7.0 to 3.51.2) and lacks `contentless_delete`. sqlite-utils and Datasette pick
pysqlite3 up by themselves.
"""

import sys
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite3

from archive.errors import IndexUnusable, OutOfSpace
from archive.index_wal import CUT_BYTES
from archive.marks import is_marked, mark_changes
from archive.room import SQLITE_FULL
from archive.row_digests import note_row
from archive.tables import (
    DAY_BITS,
    INDEXES,
    PARTIAL_INDEXES,
    SCHEMA,
    SEARCH_SETTINGS,
    SEARCH_TABLE,
    SEARCH_VIEW,
    TABLES,
)

BUSY_SECONDS = 30
SOUND = (3, 51, 3)  # the first SQLite without the WAL-reset bug


def connect(path: Path, *, readonly: bool = False, shared: bool = False) -> sqlite3.Connection:
    """A connection to the index, made with its tables when it is missing (unless `readonly`).

    Autocommit: writers say BEGIN IMMEDIATE themselves. Rows are sqlite3.Row. A connection belongs to the
    thread that made it, unless it is `shared`: then its user sees to it that one thread uses it at a time.
    Raises IndexUnusable when the file is no index of this version.
    """
    if readonly and not path.is_file():
        raise IndexUnusable(f"{path} does not exist: make it with `warraq rebuild`")
    try:
        mode = "ro" if readonly else "rwc"
        db = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=not shared,
        )
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys=ON")
        if not readonly:
            _use_wal(db)
            db.execute("PRAGMA synchronous=FULL")
            db.execute(f"PRAGMA journal_size_limit={CUT_BYTES}")
            create(db)
        found = meta(db, "schema")
    except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter for a message of SQLite's own, too
        if str(error) in SQLITE_FULL:
            raise OutOfSpace(f"{path}: {error}; free some space and run the command again") from error
        raise IndexUnusable(f"{path} cannot be used: {error}; make it anew with `warraq rebuild`") from error
    if found != SCHEMA:
        db.close()
        raise IndexUnusable(
            f"{path} has schema {found}, this version wants {SCHEMA}; make it anew with `warraq rebuild`"
        )
    return db


def connect_scratch() -> sqlite3.Connection:
    """An empty index in a temporary file, which SQLite deletes as soon as it has opened it.

    It has neither a journal nor foreign keys: nothing of it is of use after a crash.
    """
    db = sqlite3.connect("", isolation_level=None)
    db.row_factory = sqlite3.Row
    db.execute("PRAGMA journal_mode=OFF")
    db.execute("PRAGMA synchronous=OFF")
    create(db)
    db.execute("BEGIN")
    return db


def _use_wal(db: sqlite3.Connection) -> None:
    """Switch to WAL. SQLite does not wait for a new file that another process is switching: we do."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def create(db: sqlite3.Connection) -> None:
    """Make what is missing of the tables, all or nothing; an index that has them gets its marks alone."""
    found = meta(db, "schema")
    if found is not None:
        if found == SCHEMA and not is_marked(db):
            _mark(db)
        return
    from sqlite_utils import Database  # slow to load, and hardly any process makes an index

    db.execute("BEGIN IMMEDIATE")
    try:
        if meta(db, "schema") is None:  # nobody else made them meanwhile
            utils = Database(db, execute_plugins=False)
            for name, (columns, key, foreign_keys) in TABLES.items():
                utils.table(name).create(dict(columns), pk=key, foreign_keys=foreign_keys)
            for table, fields, unique in INDEXES:
                utils.table(table).create_index(fields, unique=unique)
            make_search_table(db)
            db.execute(SEARCH_VIEW)
            for statement in PARTIAL_INDEXES:
                db.execute(statement)
            mark_changes(db)
            set_meta(db, "schema", SCHEMA)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _mark(db: sqlite3.Connection) -> None:
    """Have an index of an earlier version draw marks of what changes; see `archive.marks`."""
    db.execute("BEGIN IMMEDIATE")
    try:
        if not is_marked(db):
            mark_changes(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def make_search_table(db: sqlite3.Connection) -> None:
    """Make `articles_fts`, empty, with its settings."""
    db.execute(SEARCH_TABLE)
    configure_search(db, SEARCH_SETTINGS)


def configure_search(db: sqlite3.Connection, settings: Iterable[tuple[str, int | str]]) -> None:
    """Change settings of `articles_fts` (names and values are FTS5's)."""
    db.executemany("INSERT INTO articles_fts (articles_fts, rank) VALUES (?, ?)", settings)


def meta(db: sqlite3.Connection, key: str) -> str | None:
    """What the table `meta` says of `key`; None when it says nothing, or there is no such table yet."""
    try:
        row = db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return None
        raise
    return row[0] if row else None


def is_index(db: sqlite3.Connection) -> bool:
    """Say whether the connection's file is an index of an archive, of whatever version."""
    return meta(db, "schema") is not None


def is_index_file(path: Path) -> bool:
    """Say whether the file is an index of an archive; no for what is no database or cannot be opened."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            return is_index(db)
    except sqlite3.Error:
        return False


def set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    """Have the table `meta` say `value` of `key`."""
    db.execute("INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", (key, value))
    note_row(db, "meta", key)


def unsound_sqlite() -> str | None:
    """A sentence on what is wrong with the SQLite in use, or None when it is sound."""
    if sqlite3.sqlite_version_info >= SOUND:
        return None
    return (
        f"SQLite {sqlite3.sqlite_version} in {sys.executable} may lose data in WAL mode; "
        "install pysqlite3 0.6.1 or newer"
    )


__all__ = [
    "DAY_BITS",
    "SCHEMA",
    "TABLES",
    "configure_search",
    "connect",
    "connect_scratch",
    "create",
    "is_index",
    "is_index_file",
    "make_search_table",
    "meta",
    "set_meta",
    "sqlite3",
    "unsound_sqlite",
]
