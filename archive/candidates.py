"""Versions that may hold a quote, from the index: with a run of its words, or with most of its rare ones.

The work is bounded whatever the quote and however large the archive: a word is counted up to RARE texts, the
rarest are read, and the texts that hold most of them come first.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from archive.rows import Row, read_row, read_tuples
from archive.schema import sqlite3

IN_A_RUN = 500  # texts with a run of the quote's words that are compared with it, earliest first
LIKELIEST = 60  # of the others
RARE, VERY_RARE = 4000, 400  # texts that may hold a word for it to tell them from others
MOST_UNITS, MOST_ROWS = 12, 16_000  # words and pairs whose texts are read, and texts read for all of them

BY_RUN = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid LIMIT ?"
COUNT = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)"
HOLDING = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
CANDIDATE = """
SELECT v.version_key, v.article_id, v.version, v.title, v.body, v.url, v.record_id, v.captured_at,
       v.published_date, a.outlet
FROM versions v JOIN articles a USING (article_id)
WHERE v.doc_id = ?
"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Row ids of the search table, the likeliest first; `cut` when there are more than these."""

    rows: tuple[int, ...]
    cut: bool


def with_run(db: sqlite3.Connection, run: str) -> Candidates:
    """The texts that hold the words one after the other, earliest first."""
    found = read_tuples(db, BY_RUN, (run, IN_A_RUN + 1))
    return Candidates(tuple(number for (number,) in found[:IN_A_RUN]), len(found) > IN_A_RUN)


def with_most(db: sqlite3.Connection, units: Sequence[str]) -> Candidates:
    """Texts that hold most of the words and pairs, by how rare those are; of equals the earliest first."""
    worth: defaultdict[int, float] = defaultdict(float)
    rows = 0
    for count, unit in _rarest(db, units):
        rows += count
        if rows > MOST_ROWS and worth:
            break
        weight = log2(2 * RARE / count)
        for (number,) in read_tuples(db, HOLDING, (unit,)):
            worth[number] += weight
    best = sorted(worth, key=lambda number: (-worth[number], number))
    return Candidates(tuple(best[:LIKELIEST]), len(best) > LIKELIEST)


def candidate(db: sqlite3.Connection, number: int) -> Row | None:
    """The version with this row id, with what a citation needs of it."""
    return read_row(db, CANDIDATE, (number,))


def _rarest(db: sqlite3.Connection, units: Sequence[str]) -> list[tuple[int, str]]:
    """The units that few texts hold, with how many, the rarest first; no more are counted than will do."""
    counted: list[tuple[int, str]] = []
    enough = 0
    for unit in units:
        [(count,)] = read_tuples(db, COUNT, (unit, RARE + 1))
        if 0 < count <= RARE:
            counted.append((count, unit))
            enough += count <= VERY_RARE
        if enough == MOST_UNITS:
            break
    return sorted(counted)[:MOST_UNITS]
