"""What else a reader found in a version: rows of the tables that hang on `versions`."""

from collections.abc import Mapping, Sequence
from typing import Any

from archive.schema import sqlite3

Finds = Mapping[str, Sequence[Mapping[str, Any]]]  # table to its rows, in the keys of the reader's JSON

# Each table is also the key of the reader's JSON that fills it.
PUT = {
    "attributions": (
        "INSERT INTO attributions (version_key, seq, source, source_kind, printed, cue, medium, hedge,"
        ' claim_start, claim_end, start, "end") VALUES (:version_key, :seq, :source, :source_kind, :printed,'
        " :cue, :medium, :hedge, :claim_start, :claim_end, :start, :end)"
    ),
    "date_claims": (
        "INSERT INTO date_claims (version_key, seq, kind, raw, source, value, precision, day, verdict,"
        " detail) VALUES (:version_key, :seq, :kind, :raw, :source, :value, :precision, :day, :verdict,"
        " :detail)"
    ),
    "dates": (
        'INSERT INTO dates (version_key, seq, raw, value, precision, anchor, start, "end")'
        " VALUES (:version_key, :seq, :raw, :value, :precision, :anchor, :start, :end)"
    ),
    "images": (
        "INSERT INTO images (version_key, seq, url, caption, credit)"
        " VALUES (:version_key, :seq, :url, :caption, :credit)"
    ),
    "links": "INSERT INTO links (version_key, seq, url, text) VALUES (:version_key, :seq, :url, :text)",
}
REMOVE = (
    "DELETE FROM attributions WHERE version_key = ?",
    "DELETE FROM date_claims WHERE version_key = ?",
    "DELETE FROM dates WHERE version_key = ?",
    "DELETE FROM images WHERE version_key = ?",
    "DELETE FROM links WHERE version_key = ?",
)


def finds_of(article: Mapping[str, Any]) -> Finds:
    """What the reader's `article` (its JSON) holds beside the text, table by table."""
    return {table: tuple(article.get(table) or ()) for table in PUT}


def put_finds(db: sqlite3.Connection, version_key: str, finds: Finds) -> None:
    """Write what was found in a version, numbered from 1 in the order of the text."""
    for table, rows in finds.items():
        db.executemany(
            PUT[table], ({**row, "version_key": version_key, "seq": seq} for seq, row in enumerate(rows, 1))
        )


def remove_finds(db: sqlite3.Connection, version_key: str) -> None:
    """Take out what was found in a version."""
    for statement in REMOVE:
        db.execute(statement, (version_key,))
