"""Rows of the index that are held against the digests beside them, and against one another."""

from collections.abc import Iterator

from archive.analysers import COUNTS
from archive.articles import (
    article_row,
    captures_of,
    doubt_problems,
    texts_of,
    told_by_seeds,
)
from archive.problems import insert_problems
from archive.report import Report
from archive.row_digests import (
    CAPTURES,
    HANGING,
    TEXTS,
    VERSIONS,
    WARCS,
    WHOLE,
    file_digest,
    row_digest,
    version_digest,
)
from archive.schema import sqlite3
from archive.scratch import Scratch
from archive.table_check import key_columns, short
from archive.versions import text_digest, version_key
from extractors.article import body_digest

VERSION_ROWS = (
    "SELECT v.*, c.article_id AS captured_article, c.text_digest AS captured_text,"
    " c.captured_at AS captured_when, d.digest AS kept FROM versions v"
    " LEFT JOIN captures c USING (record_id)"
    " LEFT JOIN row_digests d ON d.name = 'versions' AND d.key = v.version_key"
)
UNSHOWN = (
    "SELECT record_id FROM captures c WHERE reading = 'article' AND NOT EXISTS"
    " (SELECT 1 FROM versions v WHERE v.article_id = c.article_id AND v.text_digest = c.text_digest)"
)
UNKEPT = (
    "SELECT DISTINCT article_id FROM versions v WHERE NOT EXISTS"
    " (SELECT 1 FROM articles a WHERE a.article_id = v.article_id)"
)
HANGS_ON_NOTHING = (
    "SELECT version_key, seq FROM {table} t WHERE NOT EXISTS"
    " (SELECT 1 FROM versions v WHERE v.version_key = t.version_key)"
)
OUTLETS_OF = "SELECT DISTINCT outlet FROM captures WHERE article_id = ?"
DIGEST_ALONE = (
    "SELECT key FROM row_digests d WHERE name = ? AND NOT EXISTS (SELECT 1 FROM {table} t WHERE t.{key})"
)
FILES = (
    "SELECT w.name, w.origin, d.digest FROM warcs w"
    " LEFT JOIN row_digests d ON d.name = 'warcs' AND d.key = w.name"
)
COUNT = "SELECT count(*) FROM {table}"
KEYS = "SELECT {key} FROM {table}"
NAMES = (
    "SELECT name, key FROM row_digests WHERE name IS NULL OR name NOT IN ({names})"
    " OR (name = 'word_counts' AND key IS NOT 'word_counts')"
)
# What has digests: the table to look in, and how its rows are found by the key of a digest.
DIGESTED = {
    CAPTURES: (CAPTURES, "record_id = d.key"),
    VERSIONS: (VERSIONS, "version_key = d.key"),
    WARCS: (WARCS, "name = d.key"),
    TEXTS: ("articles_fts_docsize", "id = CAST(d.key AS INTEGER) AND CAST(t.id AS TEXT) = d.key"),
    "filings": ("filings", "filing = CAST(d.key AS INTEGER) AND CAST(t.filing AS TEXT) = d.key"),
    **{table: (table, f"{key_columns(table)[0]} = d.key") for table in WHOLE if table != "filings"},
}


def check_versions(report: Report, db: sqlite3.Connection) -> None:
    """Every version with all that hangs on it against its digest, its capture and the texts' own digests."""
    for row in db.execute(VERSION_ROWS):
        report.checked["rows"] += 1
        key = row["version_key"]
        where = f"versions {key}"
        if row["kept"] is None or row["kept"] != version_digest(db, key):
            detail = f"the row, a row of {', '.join(HANGING)} under its key, or their digest was changed"
            report.fail("row-digest", where, detail)
        if body_digest(str(row["body"])) != row["body_digest"]:
            report.fail("body-digest", where, f"the body of record {row['record_id']} is not what was read")
        elif text_digest(str(row["title"]), str(row["body"])) != row["text_digest"]:
            report.fail("text-digest", where, f"the title of record {row['record_id']} is not what was read")
        claims = {
            "version_key": version_key(str(row["record_id"]), str(row["reader_digest"])),
            "article_id": row["captured_article"],
            "text_digest": row["captured_text"],
            "captured_at": row["captured_when"],
        }
        for column, value in claims.items():
            if row[column] != value:
                detail = f"{column} is {short(row[column])}, its capture says {short(value)}"
                report.fail("changed-row", where, detail)
    for table in HANGING:
        report.checked["rows"] += db.execute(COUNT.format(table=table)).fetchone()[0]
        for key, seq in db.execute(HANGS_ON_NOTHING.format(table=table)):
            report.fail("row-without-record", f"{table} {key} {seq}", "there is no version with this key")
    for row in db.execute(UNSHOWN):
        report.fail("missing-row", f"captures {row[0]}", "its text has no row in versions")


def check_articles(report: Report, db: sqlite3.Connection, scratch: Scratch) -> None:
    """Every article against its captures and versions; the doubts about texts go into the scratch index."""
    for row in db.execute("SELECT * FROM articles"):
        report.checked["rows"] += 1
        key = row["article_id"]
        where = f"articles {key}"
        texts, captures = texts_of(db, key), captures_of(db, key)
        try:
            wanted = article_row(captures, texts, told_by_seeds(db, key, texts))
        except ValueError as error:
            report.fail("changed-row", where, str(error))
            continue
        outlets = [found[0] for found in db.execute(OUTLETS_OF, (key,))]
        wanted |= {"outlet": outlets[0] if outlets else None, "story_id": None}
        for column, value in wanted.items():
            if row[column] != value:
                detail = f"{column} is {short(row[column])}, its versions say {short(value)}"
                report.fail("changed-row", where, detail)
        for number, text in enumerate(texts, 1):
            if text.number != number:
                detail = f"version is {short(text.number)}, by its capture's time it is {number}"
                report.fail("changed-row", f"versions {text.version_key}", detail)
        if len(captures) > 1:
            insert_problems(scratch.db, doubt_problems(captures, texts))
    for row in db.execute(UNKEPT):
        report.fail("missing-row", f"articles {row[0]}", "it has versions and no row")


def check_digests(report: Report, db: sqlite3.Connection) -> None:
    """Every row of small tables against its digest; every digest against having a row."""
    for table in WHOLE:
        if table == "problems":
            continue  # those that have a digest are looked at with their table
        key = key_columns(table)[0]
        for row in db.execute(KEYS.format(key=key, table=table)):
            report.checked["rows"] += 1
            kept = db.execute(
                "SELECT digest FROM row_digests WHERE name = ? AND key = ?", (table, str(row[0]))
            ).fetchone()
            if kept is None or kept[0] != row_digest(db, table, row[0]):
                detail = "the row is not what was written, or its digest was changed"
                report.fail("row-digest", f"{table} {row[0]}", detail)
    for row in db.execute(FILES):
        if row["digest"] != file_digest(row["name"], row["origin"]):
            report.fail("row-digest", f"warcs {row['name']}", "it has no digest, or another row's")
    for name, (table, found) in DIGESTED.items():
        for row in db.execute(DIGEST_ALONE.format(table=table, key=found), (name,)):
            report.fail("missing-row", f"{name} {row[0]}", "it has a digest in row_digests and no row")
    for row in _of_nothing(db, {*DIGESTED, COUNTS}):
        report.fail("row-without-record", f"row_digests {row[0]} {row[1]}", "no row has such a digest")


def _of_nothing(db: sqlite3.Connection, known: set[str]) -> Iterator[tuple[str, str]]:
    names = ", ".join(f"'{name}'" for name in sorted(known))
    yield from db.execute(NAMES.format(names=names))
