"""index.db: its tables, and the one door to SQLite.

`sqlite3` here is always pysqlite3, which brings its own SQLite: the one that Python was built with may lose
committed data in WAL mode (3.7.0 to 3.51.2) and lacks `contentless_delete`. sqlite-utils and Datasette pick
pysqlite3 up by themselves.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from pysqlite3 import dbapi2 as sqlite3
from sqlite_utils import Database

from archive.errors import IndexUnusable

SCHEMA = "1"
BUSY_SECONDS = 30
SOUND = (3, 51, 3)  # the first SQLite without the WAL-reset bug
# A row id holds the day (since 1970) above these bits and a sequence within the day below them.
DAY_BITS = 20

Columns = dict[str, type]
TABLES: Mapping[str, tuple[Columns, str | tuple[str, ...], tuple[tuple[str, str, str], ...]]] = (
    MappingProxyType(
        {
            "outlets": (
                {
                    "slug": str,
                    "name": str,
                    "name_en": str,
                    "country": str,
                    "language": str,
                    "timezone": str,
                    "homepage": str,
                },
                "slug",
                (),
            ),
            "warcs": (
                {
                    "name": str,
                    "origin": str,
                    "sha256": str,
                    "bytes": int,
                    "records": int,
                    "first_captured_at": str,
                    "last_captured_at": str,
                    "ingested_to": int,
                    "closed": int,
                },
                "name",
                (),
            ),
            "crawls": (
                {
                    "crawl_id": str,
                    "outlet": str,
                    "started_at": str,
                    "finished_at": str,
                    "reason": str,
                    "counts": str,
                },
                "crawl_id",
                (),
            ),
            "captures": (
                {
                    "record_id": str,
                    "url": str,
                    "url_key": str,
                    "article_id": str,
                    "captured_at": str,
                    "status": int,
                    "content_type": str,
                    "kind": str,
                    "role": str,
                    "outcome": str,
                    "payload_digest": str,
                    "refers_to": str,
                    "outlet": str,
                    "via": str,
                    "crawl_id": str,
                    "robots": str,
                    "warc": str,
                    "offset": int,
                    "length": int,
                    "request_id": str,
                    "metadata_id": str,
                    "truncated": str,
                    # What reading gave: "article", a code of `problems`, or NULL for what is not read.
                    "reading": str,
                    "text_digest": str,
                },
                "record_id",
                (("warc", "warcs", "name"),),
            ),
            "articles": (
                {
                    "article_id": str,
                    "outlet": str,
                    "url": str,
                    "title": str,
                    "published_at": str,
                    "published_date": str,
                    "version_count": int,
                    "story_id": str,
                    "first_captured_at": str,
                    "last_seen_at": str,
                    "state": str,
                },
                "article_id",
                (),
            ),
            "versions": (
                {
                    "version_key": str,
                    "doc_id": int,
                    "article_id": str,
                    "version": int,
                    "record_id": str,
                    "captured_at": str,
                    "url": str,
                    "title": str,
                    "subtitle": str,
                    "authors": str,
                    "published_at": str,
                    "published_date": str,
                    "published_precision": str,
                    "published_raw": str,
                    "published_source": str,
                    "modified_at": str,
                    "modified_raw": str,
                    "modified_source": str,
                    "dateline_place": str,
                    "dateline_agency": str,
                    "section": str,
                    "tags": str,
                    "language": str,
                    "body": str,
                    "body_digest": str,
                    "text_digest": str,
                    "words": int,
                    "confidence": float,
                    "reader_digest": str,
                },
                "version_key",
                (("article_id", "articles", "article_id"), ("record_id", "captures", "record_id")),
            ),
            "problems": (
                {
                    "problem_key": str,
                    "warc": str,
                    "offset": int,
                    "record_id": str,
                    "code": str,
                    "detail": str,
                },
                "problem_key",
                (),
            ),
            "ledger": (
                {
                    "outlet": str,
                    "url_key": str,
                    "url": str,
                    "first_seen_at": str,
                    "last_at": str,
                    "via": str,
                    "state": str,
                    "reason": str,
                    "tries": int,
                    # What events said, merged so that their order does not matter; `state` is made from it.
                    "seen_id": str,
                    "event_at": str,
                    "event_id": str,
                    "event_state": str,
                    "event_reason": str,
                },
                ("outlet", "url_key"),
                (),
            ),
            "attributions": (
                {
                    "version_key": str,
                    "seq": int,
                    "source": str,
                    "source_kind": str,
                    "printed": str,
                    "cue": str,
                    "medium": str,
                    "hedge": str,
                    "claim_start": int,
                    "claim_end": int,
                    "start": int,
                    "end": int,
                },
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "dates": (
                {
                    "version_key": str,
                    "seq": int,
                    "raw": str,
                    "value": str,
                    "precision": str,
                    "anchor": str,
                    "start": int,
                    "end": int,
                },
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "images": (
                {"version_key": str, "seq": int, "url": str, "caption": str, "credit": str},
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "links": (
                {"version_key": str, "seq": int, "url": str, "text": str},
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "meta": ({"key": str, "value": str}, "key", ()),
            "leaves": ({"record_id": str, "leaf_index": int}, "record_id", ()),
        }
    )
)
INDEXES: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("captures", ("warc", "offset"), False),
    ("captures", ("article_id", "captured_at"), False),
    ("captures", ("outlet", "url_key"), False),
    ("captures", ("url_key",), False),
    ("articles", ("outlet", "published_date"), False),
    ("versions", ("doc_id",), True),
    ("versions", ("article_id", "version"), False),
    ("versions", ("record_id",), False),
    ("problems", ("record_id",), False),
    ("problems", ("warc", "offset"), False),
    ("ledger", ("url_key",), False),
)
SEARCH_TABLE = """
CREATE VIRTUAL TABLE articles_fts USING fts5(
    title, body, title_exact, body_exact,
    content='', contentless_delete=1, tokenize='ascii'
)
"""

WAITING_INDEX = "CREATE INDEX idx_captures_waiting ON captures (record_id) WHERE reading = 'waiting'"


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
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA journal_size_limit=67108864")
            create(db)
        found = meta(db, "schema")
    except sqlite3.Error as error:
        raise IndexUnusable(f"{path} cannot be used: {error}; make it anew with `warraq rebuild`") from error
    if found != SCHEMA:
        db.close()
        raise IndexUnusable(
            f"{path} has schema {found}, this version wants {SCHEMA}; make it anew with `warraq rebuild`"
        )
    return db


def create(db: sqlite3.Connection) -> None:
    """Make what is missing of the tables, all or nothing; an index that has them is left as it is."""
    if meta(db, "schema") is not None:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        if meta(db, "schema") is None:  # nobody else made them meanwhile
            utils = Database(db, execute_plugins=False)
            for name, (columns, key, foreign_keys) in TABLES.items():
                utils.table(name).create(dict(columns), pk=key, foreign_keys=foreign_keys)
            for table, fields, unique in INDEXES:
                utils.table(table).create_index(fields, unique=unique)
            db.execute(SEARCH_TABLE)
            db.execute(WAITING_INDEX)
            db.execute("INSERT INTO meta VALUES ('schema', ?)", (SCHEMA,))
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def meta(db: sqlite3.Connection, key: str) -> str | None:
    """What the table `meta` says of `key`; None when it says nothing, or there is no such table yet."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE type='table' AND name='meta'").fetchone():
        return None
    row = db.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
    return row[0] if row else None


def set_meta(db: sqlite3.Connection, key: str, value: str) -> None:
    """Have the table `meta` say `value` of `key`."""
    db.execute("INSERT INTO meta VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", (key, value))


def unsound_sqlite() -> str | None:
    """A sentence on what is wrong with the SQLite in use, or None when it is sound."""
    if sqlite3.sqlite_version_info >= SOUND:
        return None
    return (
        f"SQLite {sqlite3.sqlite_version} in {sys.executable} may lose data in WAL mode; "
        "install pysqlite3 0.6.1 or newer"
    )


__all__ = ["SCHEMA", "TABLES", "connect", "create", "meta", "set_meta", "sqlite3", "unsound_sqlite"]
