"""The matches in the order of dates, either way: dated reports first, then those without a date.

Undated reports stand by the day of their capture. The index is read from one end, or from a place, no further
than the page: row ids run in the order of dates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.rows import read_tuples
from archive.schema import sqlite3
from archive.search_cursors import Place, Ranking
from archive.search_scope import Scope, only_dated, only_undated
from archive.search_versions import superseded, superseded_in

COUNTED = 50  # matches, so that the count takes no longer than the page

STREAMED = """
SELECT f.rowid, s.newest, s.published_date IS NOT NULL
FROM articles_fts f CROSS JOIN search_rows s ON s.doc_id = f.rowid
WHERE articles_fts MATCH :match AND f.rowid BETWEEN :first_row AND :last_row{further}
ORDER BY f.rowid {way} LIMIT :bound
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """Which way a page is read: by rising row ids or not, and backwards or not in the order that is shown."""

    rising: bool
    back: bool

    def key(self, place: Place) -> tuple[float, int]:
        """What comes first on this way has the least."""
        part = place.score if self.back else -place.score
        return part, place.doc_id if self.rising else -place.doc_id


def by_date(
    db: sqlite3.Connection,
    scope: Scope,
    limit: int,
    place: Place | None,
    *,
    oldest_first: bool = False,
    back: bool = False,
) -> Ranking:
    """The page of at most `limit` articles after a place, newest or oldest first; with `back` that before it.

    A few matches are read at once; of more, no further than the page.
    """
    way = _Way(rising=oldest_first != back, back=back)
    rows = _rows(db, scope, way=_Way(rising=False, back=False), bound=COUNTED + 1)
    exact = len(rows) <= COUNTED
    if exact:
        dropped = superseded(db, [row[0] for row in rows if not row[1]], {row[0] for row in rows})
        places = [Place(score=float(row[2]), doc_id=row[0]) for row in rows if row[0] not in dropped]
        matches = len(places)
        found = sorted((one for one in places if place is None or way.key(one) > way.key(place)), key=way.key)
    else:
        matches = COUNTED - sum(not row[1] for row in rows)
        found = [] if way.rising or back else _among(db, scope, rows, limit + 1, place)
        found = found or list(_streamed(db, scope, limit + 1, place, way))
    page = found[:limit][::-1] if back else found[:limit]
    return Ranking(page=tuple(page), more=len(found) > limit, matches=matches, exact=exact)


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


def _streamed(
    db: sqlite3.Connection, scope: Scope, wanted: int, place: Place | None, way: _Way
) -> Iterator[Place]:
    """The first places after one on this way."""
    parts = [(only_dated(scope), 1.0), (only_undated(scope), 0.0)]
    for part, score in reversed(parts) if way.back else parts:
        if place is not None and score == place.score:
            part = _beyond(part, place.doc_id, way)
        elif place is not None and (score < place.score if way.back else score > place.score):
            continue  # what comes before the place on this way
        doc_ids = _first_of(db, scope, part, wanted, way)
        wanted -= len(doc_ids)
        yield from (Place(score=score, doc_id=doc_id) for doc_id in doc_ids)


def _first_of(db: sqlite3.Connection, scope: Scope, part: Scope, wanted: int, way: _Way) -> list[int]:
    """The first row ids on this way, in this part of the scope, that stand for their article."""
    found: list[int] = []
    while wanted > len(found):
        bound = 2 * (wanted - len(found))
        rows = _rows(db, part, way=way, bound=bound)
        dropped = superseded_in(db, [row[0] for row in rows if not row[1]], scope)
        found += [row[0] for row in rows if row[0] not in dropped]
        if len(rows) < bound:
            break
        part = _beyond(part, rows[-1][0], way)
    return found[:wanted]


def _beyond(part: Scope, doc_id: int, way: _Way) -> Scope:
    """What of the scope comes after a row on this way."""
    if way.rising:
        return replace(part, first_row=max(part.first_row, doc_id + 1))
    return replace(part, last_row=min(part.last_row, doc_id - 1))


def _rows(db: sqlite3.Connection, scope: Scope, *, way: _Way, bound: int) -> list[tuple[Any, ...]]:
    statement = STREAMED.format(further=scope.further("f.rowid"), way="ASC" if way.rising else "DESC")
    return read_tuples(db, statement, {**scope.parameters, "bound": bound})
