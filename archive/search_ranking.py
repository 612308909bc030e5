"""Which of the matches come first: by rank, by rank and age, or by date alone.

Ranking costs some microseconds a match, so of very many only the newest BOUND are ranked: row ids run in the
order of dates, and the innermost query stops there. It touches the full-text index alone. What BM25 adds to
that, and no bound spares, is one walk through all that the index holds of each word: so a query for very many
words is not ranked. In the order of dates nothing is, and the index is read from the newest row on, no
further than the page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, Literal

from archive.rows import read_tuples
from archive.schema import DAY_BITS, sqlite3
from archive.search_cursors import Place
from archive.search_scope import Scope, only_dated, only_undated
from archive.search_versions import superseded, superseded_in

Sort = Literal["rank", "date", "recent"]

BOUND = 10_000  # matches ranked: the newest ones; fewer matches are ranked exactly
COUNTED = 20_000  # matches counted beside a ranking; of more it is only said that they are more
COUNTED_BY_DATE = 50  # the same where nothing is ranked, so that the count takes no longer than the page
PHRASES = 32  # a query that looks for more is answered in the order of dates
HALF_LIFE = 30.0  # days in which age halves a rank

# `rank` is weighed as the index itself says: see SEARCH_SETTINGS.
RANKED = """
SELECT m.doc_id, m.score, s.newest
FROM (
    SELECT rowid AS doc_id, -rank AS score
    FROM articles_fts
    WHERE articles_fts MATCH :match AND rowid BETWEEN :first_row AND :last_row
    ORDER BY rowid DESC LIMIT :bound
) m CROSS JOIN search_rows s ON s.doc_id = m.doc_id
"""
STREAMED = """
SELECT f.rowid, s.newest, s.published_date IS NOT NULL
FROM articles_fts f CROSS JOIN search_rows s ON s.doc_id = f.rowid
WHERE articles_fts MATCH :match AND f.rowid BETWEEN :first_row AND :last_row
ORDER BY f.rowid DESC LIMIT :bound
"""
COUNT = """
SELECT count(*), min(doc_id) FROM (
    SELECT rowid AS doc_id FROM articles_fts
    WHERE articles_fts MATCH :match AND rowid BETWEEN :first_row AND :last_row
    ORDER BY rowid DESC LIMIT :bound
)
"""
OLDER = "SELECT count(*) FROM search_rows WHERE newest = 0 AND doc_id BETWEEN :first_row AND :last_row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """One page of places in their order, and how many articles match.

    `more` says whether others follow. `matches` is exact or (`exact` false) a number that is reached at
    least. `ranked` is how many articles were ranked, None where none are.
    """

    page: tuple[Place, ...] = ()
    more: bool = False
    matches: int = 0
    exact: bool = True
    ranked: int | None = None


def rank(
    db: sqlite3.Connection,
    scope: Scope,
    sort: Sort,
    limit: int,
    after: Place | None,
    *,
    bound: int | None = None,
) -> Ranking:
    """The page of at most `limit` articles after a place; each article by its newest version that matches.

    Among equals the newer row comes first, so that an order is always whole and a place never ambiguous.
    `bound` stands in for BOUND.
    """
    if sort == "date" or scope.phrases > PHRASES:
        return _by_date(db, scope, limit, after)
    bound = BOUND if bound is None else bound
    rows = read_tuples(db, RANKED, {**scope.parameters, "bound": bound})
    doc_ids = {row[0] for row in rows}
    dropped = superseded(db, [row[0] for row in rows if not row[2]], doc_ids)
    places = [(row[1], row[0]) for row in rows if row[0] not in dropped]
    if sort == "recent" and places:
        places = list(_aged(places, rows[0][0]))
    rest = [place for place in places if place < (after.score, after.doc_id)] if after else places
    best = nlargest(limit + 1, rest)
    matches, exact = len(places), len(rows) < bound
    if not exact:
        matches, exact = _count_beyond(db, scope, rows[-1][0], len(rows), matches)
    return Ranking(
        page=tuple(Place(score=score, doc_id=doc_id) for score, doc_id in best[:limit]),
        more=len(best) > limit,
        matches=matches,
        exact=exact,
        ranked=len(places),
    )


def _aged(places: list[tuple[float, int]], newest: int) -> Iterator[tuple[float, int]]:
    """The places with their scores weakened by age: each HALF_LIFE days before the newest match halve one."""
    newest_day = newest >> DAY_BITS
    for score, doc_id in places:
        yield score * 0.5 ** ((newest_day - (doc_id >> DAY_BITS)) / HALF_LIFE), doc_id


def _count_beyond(
    db: sqlite3.Connection, scope: Scope, last: int, rows: int, articles: int
) -> tuple[int, bool]:
    """How many articles match when those before the row `last` are counted too, and whether exactly so.

    What is counted further on are versions. Those of them that are not their article's newest may be
    articles counted already: so many fewer there are at least.
    """
    further = {**scope.parameters, "last_row": last - 1}
    count, first = db.execute(COUNT, {**further, "bound": COUNTED - rows}).fetchone()
    if not count:
        return articles, True
    (older,) = db.execute(OLDER, {"first_row": first, "last_row": last - 1}).fetchone()
    return articles + max(0, count - older), rows + count < COUNTED and not older


def _by_date(db: sqlite3.Connection, scope: Scope, limit: int, after: Place | None) -> Ranking:
    """Dated reports first, then those without a date, which stand by the day of their capture.

    A few matches are read at once; of more, no further than the page.
    """
    rows = read_tuples(db, STREAMED, {**scope.parameters, "bound": COUNTED_BY_DATE + 1})
    exact = len(rows) <= COUNTED_BY_DATE
    if exact:
        dropped = superseded(db, [row[0] for row in rows if not row[1]], {row[0] for row in rows})
        places = [Place(score=float(row[2]), doc_id=row[0]) for row in rows if row[0] not in dropped]
        matches = len(places)
        found = sorted((place for place in places if after is None or place < after), reverse=True)
    else:
        matches = COUNTED_BY_DATE - sum(not row[1] for row in rows)
        found = _among(db, scope, rows, limit + 1, after) or list(_streamed(db, scope, limit + 1, after))
    return Ranking(page=tuple(found[:limit]), more=len(found) > limit, matches=matches, exact=exact)


def _among(
    db: sqlite3.Connection, scope: Scope, rows: Sequence[tuple[Any, ...]], wanted: int, after: Place | None
) -> list[Place]:
    """The first places after one, when so many dated reports are among these newest rows; else nothing."""
    last = None if after is None else after.doc_id if after.score else -1
    dated = [row for row in rows if row[2] and (last is None or row[0] < last)]
    if len(dated) < wanted:
        return []
    dropped = superseded_in(db, [row[0] for row in dated if not row[1]], scope)
    found = [Place(score=1.0, doc_id=row[0]) for row in dated if row[0] not in dropped]
    return found[:wanted] if len(found) >= wanted else []


def _streamed(db: sqlite3.Connection, scope: Scope, wanted: int, after: Place | None) -> Iterator[Place]:
    """The first places after one, in the order of dates."""
    for part, score in ((only_dated(scope), 1.0), (only_undated(scope), 0.0)):
        if after is None or score <= after.score:
            last = after.doc_id - 1 if after is not None and score == after.score else part.last_row
            doc_ids = _newest(db, scope, part, last, wanted)
            wanted -= len(doc_ids)
            yield from (Place(score=score, doc_id=doc_id) for doc_id in doc_ids)


def _newest(db: sqlite3.Connection, scope: Scope, part: Scope, last: int, wanted: int) -> list[int]:
    """The first row ids of this part of the scope, from `last` back, that stand for their article."""
    found: list[int] = []
    while wanted > len(found):
        bound = 2 * (wanted - len(found))
        parameters = {**part.parameters, "last_row": last, "bound": bound}
        rows = read_tuples(db, STREAMED, parameters)
        dropped = superseded_in(db, [row[0] for row in rows if not row[1]], scope)
        found += [row[0] for row in rows if row[0] not in dropped]
        if len(rows) < bound:
            break
        last = rows[-1][0] - 1
    return found[:wanted]
