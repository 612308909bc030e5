"""All stories of an archive at once: its articles grouped by the text that they have in common."""

from collections.abc import Iterator
from typing import Any

from archive.rows import read_row, read_rows, read_tuples
from archive.schema import sqlite3
from extractors.shingles import Shingled, groups, near_pairs, shingled, tells_the_same

NEWEST = "SELECT doc_id FROM search_rows WHERE newest = 1 ORDER BY article_id"
BODY = "SELECT body FROM versions WHERE doc_id = ?"
MEMBER = (
    "SELECT v.article_id, a.outlet, v.url, v.title, v.published_at, v.published_date, a.first_captured_at"
    " FROM versions v JOIN articles a USING (article_id) WHERE v.doc_id = ?"
)


def stories(db: sqlite3.Connection) -> Iterator[list[dict[str, Any]]]:
    """Every story of two or more articles, the largest first; its members in the order of our first capture.

    The newest version of each article is compared. Memory: about 4 kB for each article, and the shingles of
    those that share any.
    """
    numbered = [int(row[0]) for row in read_tuples(db, NEWEST)]
    held: dict[int, Shingled] = {}

    def of(number: int) -> Shingled:
        if number not in held:
            held[number] = shingled(_body(db, numbered[number]))
        return held[number]

    pairs = near_pairs(_body(db, doc_id) for doc_id in numbered)
    found = groups(pair for pair in pairs if tells_the_same(of(pair[0]), of(pair[1])))
    for group in sorted(found, key=lambda group: (-len(group), group)):
        members = [row for number in group for row in read_rows(db, MEMBER, (numbered[number],))]
        yield sorted(members, key=lambda row: (row["first_captured_at"], row["article_id"]))


def _body(db: sqlite3.Connection, doc_id: int) -> str:
    row = read_row(db, BODY, (doc_id,))
    return row["body"] or "" if row is not None else ""
