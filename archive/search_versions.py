"""Each article once: of its versions that match, the newest stands for it."""

import json
from collections.abc import Collection, Container

from archive.rows import read_rows
from archive.schema import sqlite3
from archive.search_scope import Scope

# Pairs of a version and a newer one of its article, from narrow rows and an index that covers what is asked
# of `versions`, whose own rows hold texts; the plus sign keeps SQLite to it. In the second statement the
# newer one must be in the scope itself.
NEWER = """
SELECT older.doc_id AS older, newer.doc_id AS newer
FROM json_each(:older) one CROSS JOIN search_rows s ON s.doc_id = one.value
CROSS JOIN versions older ON older.article_id = s.article_id AND +older.doc_id = s.doc_id
CROSS JOIN versions newer ON newer.article_id = s.article_id AND newer.version > older.version
"""
NEWER_IN_SCOPE = """
SELECT older.doc_id AS older, newer.doc_id AS newer
FROM json_each(:older) one CROSS JOIN search_rows s ON s.doc_id = one.value
CROSS JOIN versions older ON older.article_id = s.article_id AND +older.doc_id = s.doc_id
CROSS JOIN versions newer ON newer.article_id = s.article_id AND newer.version > older.version
WHERE newer.doc_id BETWEEN :first_row AND :last_row{further}
  AND EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH :match AND rowid = newer.doc_id)
"""


def superseded(db: sqlite3.Connection, older: Collection[int], matched: Container[int]) -> set[int]:
    """Those of the `older` row ids whose article has a newer version among the `matched` ones."""
    if not older:
        return set()
    pairs = read_rows(db, NEWER, {"older": json.dumps(list(older))})
    return {pair["older"] for pair in pairs if pair["newer"] in matched}


def superseded_in(db: sqlite3.Connection, older: Collection[int], scope: Scope) -> set[int]:
    """Those of the `older` row ids whose article has a newer version anywhere in the scope."""
    if not older:
        return set()
    statement = NEWER_IN_SCOPE.format(further=scope.further("newer.doc_id"))
    pairs = read_rows(db, statement, {"older": json.dumps(list(older)), **scope.parameters})
    return {pair["older"] for pair in pairs}
