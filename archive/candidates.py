"""Versions that may hold a quote, from the index: with a run of its words, or with most of its rare ones.

The work is bounded whatever the quote and however large the archive: a word is counted up to RARE texts, the
rarest are read, and the texts that hold most of them come first.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from archive.match import both_match
from archive.quote_lookup import Lookup
from archive.rows import Row, read_row, read_tuples
from archive.schema import sqlite3

IN_A_RUN = 500  # texts with a run of the quote's words that are compared with it, earliest first
LIKELIEST, FEWEST = 60, 15  # of the others, at most and in any case
LEAST = 0.25  # of what the words looked up are worth, for a text to be compared beyond those
RARE, VERY_RARE = 4000, 400  # texts that may hold a word for it to tell them from others
MOST_UNITS, MOST_ROWS = 10, 8_000  # words and pairs whose texts are read, and texts read for all of them

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


def with_most(db: sqlite3.Connection, looked_up: Lookup) -> Candidates:
    """Texts that hold most of the numbers, words and pairs, by how rare those are; the earliest of equals."""
    numbers, common = _counted(db, looked_up.numbers)
    units, _ = _counted(db, looked_up.units)
    worth: defaultdict[int, float] = defaultdict(float)
    rows, total = 0, 0.0
    for count, unit in [*numbers, *units]:
        rows += count
        if rows > MOST_ROWS and worth:
            break
        weight = log2(2 * RARE / count)
        total += weight
        for (number,) in read_tuples(db, HOLDING, (unit,)):
            worth[number] += weight
    for number in common if units else ():
        for (row,) in read_tuples(db, HOLDING, (both_match(units[0][1], number),)):
            worth[row] += 1
    best = sorted(worth, key=lambda number: (-worth[number], number))
    likely = sum(one >= LEAST * total for one in worth.values())
    most = min(max(likely, FEWEST), LIKELIEST)
    return Candidates(tuple(best[:most]), len(best) > most)


def candidate(db: sqlite3.Connection, number: int) -> Row | None:
    """The version with this row id, with what a citation needs of it."""
    return read_row(db, CANDIDATE, (number,))


def _counted(db: sqlite3.Connection, units: Sequence[str]) -> tuple[list[tuple[int, str]], list[str]]:
    """The units that few texts hold, with how many, the rarest first, as many as will do; and the others."""
    rare: list[tuple[int, str]] = []
    common: list[str] = []
    enough = 0
    for unit in units:
        [(count,)] = read_tuples(db, COUNT, (unit, RARE + 1))
        if count > RARE:
            common.append(unit)
        elif count:
            rare.append((count, unit))
            enough += count <= VERY_RARE
        if enough == MOST_UNITS:
            break
    return sorted(rare)[:MOST_UNITS], common
