"""Which of the matches come first: by rank, by rank and age, or by date alone.

Ranking costs some microseconds a match, so of very many only the newest BOUND are ranked: row ids run in the
order of dates, and the innermost query stops there. It touches the full-text index alone. What BM25 adds to
that, and no bound spares, is one walk through all that the index holds of each word: so a query for very many
words is not ranked but given in the order of dates.
"""

from collections.abc import Iterator
from heapq import nlargest, nsmallest
from typing import Literal

from archive.rows import read_tuples
from archive.schema import DAY_BITS, sqlite3
from archive.search_cursors import Place, Ranking
from archive.search_dates import by_date
from archive.search_scope import Scope
from archive.search_versions import superseded

Sort = Literal["rank", "date", "recent", "oldest"]

BOUND = 10_000  # matches ranked: the newest ones; fewer matches are ranked exactly
COUNTED = 20_000  # matches counted beside a ranking; of more it is only said that they are more
PHRASES = 32  # a query that looks for more is answered in the order of dates
HALF_LIFE = 30.0  # days in which age halves a rank

# `rank` is weighed as the index itself says: see SEARCH_SETTINGS.
RANKED = """
SELECT m.doc_id, m.score, s.newest
FROM (
    SELECT rowid AS doc_id, -rank AS score
    FROM articles_fts
    WHERE articles_fts MATCH :match AND rowid BETWEEN :first_row AND :last_row{further}
    ORDER BY rowid DESC LIMIT :bound
) m CROSS JOIN search_rows s ON s.doc_id = m.doc_id
"""
COUNT = """
SELECT count(*), min(doc_id) FROM (
    SELECT rowid AS doc_id FROM articles_fts
    WHERE articles_fts MATCH :match AND rowid BETWEEN :first_row AND :last_row{further}
    ORDER BY rowid DESC LIMIT :bound
)
"""
OLDER = "SELECT count(*) FROM search_rows WHERE newest = 0 AND doc_id BETWEEN :first_row AND :last_row"


def rank(
    db: sqlite3.Connection,
    scope: Scope,
    sort: Sort,
    limit: int,
    after: Place | None,
    *,
    back: bool = False,
    bound: int | None = None,
) -> Ranking:
    """The page of at most `limit` articles after a place; each article by its newest version that matches.

    Among equals the newer row comes first, so that an order is always whole and a place never ambiguous.
    With `back` it is the page that ends before the place. `bound` stands in for BOUND.
    """
    if sort in ("date", "oldest") or scope.phrases > PHRASES:
        return by_date(db, scope, limit, after, oldest_first=sort == "oldest", back=back)
    bound = BOUND if bound is None else bound
    statement = RANKED.format(further=scope.further("articles_fts.rowid"))
    rows = read_tuples(db, statement, {**scope.parameters, "bound": bound})
    doc_ids = {row[0] for row in rows}
    dropped = superseded(db, [row[0] for row in rows if not row[2]], doc_ids)
    places = [(row[1], row[0]) for row in rows if row[0] not in dropped]
    if sort == "recent" and places:
        places = list(_aged(places, rows[0][0]))
    if back and after is not None:
        found = nsmallest(limit + 1, (place for place in places if place > after))
    else:
        found = nlargest(limit + 1, (place for place in places if after is None or place < after))
    page = found[:limit][::-1] if back else found[:limit]
    matches, exact = len(places), len(rows) < bound
    if not exact:
        matches, exact = _count_beyond(db, scope, rows[-1][0], len(rows), matches)
    return Ranking(
        page=tuple(Place(score=score, doc_id=doc_id) for score, doc_id in page),
        more=len(found) > limit,
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
    statement = COUNT.format(further=scope.further("articles_fts.rowid"))
    count, first = db.execute(statement, {**further, "bound": COUNTED - rows}).fetchone()
    if not count:
        return articles, True
    (older,) = db.execute(OLDER, {"first_row": first, "last_row": last - 1}).fetchone()
    return articles + max(0, count - older), rows + count < COUNTED and not older
