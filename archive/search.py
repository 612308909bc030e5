"""Search in the index: each article once, best or newest first, with what is known of all that answer."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive.analysers import analyser_for
from archive.query import Query
from archive.schema import sqlite3
from archive.search_cursors import Ranking, read_cursor, write_cursor
from archive.search_facets import Facets, count_facets
from archive.search_hits import Hit, hits_at
from archive.search_narrowing import Lists, narrowed
from archive.search_ranking import Sort, rank
from archive.search_scope import Filters, outlet_names, read_query, scope_of, synonyms_for
from archive.suggestions import suggest
from archive.synonyms import Synonyms
from archive.widening import Expansion


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page of hits, and what is known of all that answer.

    `matches` is how many articles answer: exactly when `exact`, else at least so many. `ranked` is how many
    of them were ranked, the newest; None in the order of dates, which ranks nothing, and in which a query for
    very many words is answered too. `cursor` gives the next page, None when this is the last; `previous` the
    page before (as `before` of `find`), None when this is the first. `expansions`
    are the synonyms that were looked for beside what was typed; `suggestion`, where nothing answers, is a
    query near to it that finds something. `milliseconds` is the time it all took.
    """

    hits: tuple[Hit, ...]
    matches: int
    exact: bool
    ranked: int | None
    cursor: str | None
    previous: str | None
    facets: Facets | None
    expansions: tuple[Expansion, ...]
    suggestion: str | None
    milliseconds: float


def search(
    db: sqlite3.Connection,
    query: str,
    *,
    outlet: str | None = None,
    from_: date | None = None,
    to: date | None = None,
    sort: Sort = "rank",
    limit: int = 20,
) -> list[Hit]:
    """The articles that answer the query, best or newest first; an empty list when none does.

    The hits of `find`, for callers who want nothing else.
    """
    outlets = () if outlet is None else (outlet,)
    return list(find(db, query, outlets=outlets, from_=from_, to=to, sort=sort, limit=limit).hits)


def find(
    db: sqlite3.Connection,
    typed: str,
    *,
    outlets: Sequence[str] = (),
    countries: Sequence[str] = (),
    sections: Sequence[str] = (),
    months: Sequence[str] = (),
    states: Sequence[str] = (),
    sources: Sequence[str] = (),
    from_: date | None = None,
    to: date | None = None,
    sort: Sort = "rank",
    limit: int = 20,
    after: str | None = None,
    before: str | None = None,
    facets: bool = False,
    snippets: bool = True,
    synonyms: Synonyms | None = None,
    lists: Lists | None = None,
) -> Answer:
    """The articles that answer what was typed, a page of at most `limit`, with what is known of all of them.

    Any text is a query. `outlets` are slugs, of which any will do, as of all filters with several values;
    `countries` are codes as SY, `months` as 2015-07, `states` those of the table `articles`; `sources` are
    names of whom the text credits, compared as they are folded. `from_` and `to` are days of the outlet's own
    calendar, both included. Months and days leave out a report that neither its page nor a seed dates.

    Sorted by "rank", "date" (the newest first, the undated last), "oldest" (the oldest first, the undated
    last) or "recent" (rank weakened by age, counted from the newest match). Of very many matches the newest
    are ranked: `Answer.ranked` says how many. `after` is the cursor of the page before, or `before` the
    `previous` of the page after; raises BadCursor for anything else. Without `snippets` no body is read or
    searched, for a list of titles. `synonyms` are the archive's own with those of the project, unless others
    are given. `lists` keeps what narrowing by states and sources listed, for further searches by the same.
    """
    begun = time.perf_counter()
    filters = Filters(
        outlets=tuple(outlets),
        countries=tuple(countries),
        sections=tuple(sections),
        months=tuple(months),
        states=tuple(states),
        sources=tuple(sources),
        from_=from_,
        to=to,
    )
    known = synonyms_for(db) if synonyms is None else synonyms
    query = read_query(db, typed, known)
    scope = scope_of(query, filters)
    if scope is None or limit < 1:
        return _answer(begun, Ranking(), query=query)
    scope = narrowed(db, scope, filters, lists)
    asked = f"{sort} {scope.first_row} {scope.last_row} {scope.match}"
    if filters.states or filters.sources:
        asked += f" {filters.states} {filters.sources}"
    cursor = after if before is None else before
    place = read_cursor(cursor, asked) if cursor is not None else None
    back = before is not None
    ranking = rank(db, scope, sort, limit, place, back=back)
    first, last = (ranking.page[0], ranking.page[-1]) if ranking.page else (None, None)
    suggestion = None
    if not ranking.matches:
        suggestion = suggest(
            db, typed, analyser=analyser_for(db), synonyms=known, outlets=outlet_names(db, typed)
        )
    return _answer(
        begun,
        ranking,
        query=query,
        hits=tuple(hits_at(db, ranking.page, scope.patterns, snippets=snippets)),
        cursor=write_cursor(last, asked) if last and (ranking.more or back) else None,
        previous=write_cursor(first, asked) if first and (ranking.more if back else place) else None,
        facets=count_facets(db, scope) if facets else None,
        suggestion=suggestion,
    )


def _answer(
    begun: float,
    ranking: Ranking,
    *,
    query: Query,
    hits: tuple[Hit, ...] = (),
    cursor: str | None = None,
    previous: str | None = None,
    facets: Facets | None = None,
    suggestion: str | None = None,
) -> Answer:
    """The answer; facets that counted further than the ranking say how many articles match."""
    further = facets is not None and not ranking.exact and facets.articles >= ranking.matches
    return Answer(
        hits=hits,
        matches=facets.articles if facets is not None and further else ranking.matches,
        exact=facets.exact if facets is not None and further else ranking.exact,
        ranked=ranking.ranked,
        cursor=cursor,
        previous=previous,
        facets=facets,
        expansions=query.expansions,
        suggestion=suggestion,
        milliseconds=round((time.perf_counter() - begun) * 1000, 3),
    )
