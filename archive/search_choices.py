"""What a search can be narrowed down to, counted; and which filter to loosen when nothing is found.

Of several values of one kind any will do. So what stands beside a chosen value is counted without the choices
of its own kind, and with all others: each number is how many reports there would be with that value alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from archive.schema import sqlite3
from archive.search_facets import (
    Counts,
    Facets,
    Matches,
    by_filing,
    by_month,
    by_source,
    by_state,
    matches_of,
)
from archive.search_narrowing import Lists, narrowed
from archive.search_scope import Filters, read_query, scope_of, synonyms_for
from extractors.arabic import fold

BESIDE = 20_000  # matching versions visited for the kinds that are chosen from
LOOSENED = 1_000  # the same for what there would be without a filter
DAYS = "days"  # the kind of the filter on days

_COUNTED: Mapping[str, Callable[[sqlite3.Connection, Matches], Counts]] = MappingProxyType(
    {
        "outlets": lambda _, found: by_filing(found, "outlet"),
        "countries": lambda _, found: by_filing(found, "country"),
        "sections": lambda _, found: by_filing(found, "section"),
        "months": lambda _, found: tuple((name, n) for name, n in by_month(found).items() if name),
        "states": lambda db, found: by_state(db, found),
        "sources": lambda db, found: by_source(db, found),
    }
)
KINDS = tuple(_COUNTED)
LOOKED_UP = ("states", "sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What one kind of filter offers: values with their numbers, months the newest first, others the most.

    `chosen` are those of them that the filter asks for; a chosen value that was not counted stands last, with
    0. `counted` is how many articles were looked at, the newest; `exact` says whether they are all.
    """

    counts: Counts
    chosen: tuple[str, ...]
    counted: int
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Loosened:
    """How many articles answer without the filters of one kind: exactly, or so many at least."""

    kind: str
    matches: int
    exact: bool


def choices_of(
    db: sqlite3.Connection, typed: str, filters: Filters, facets: Facets, lists: Lists | None = None
) -> dict[str, Choice]:
    """For each of KINDS what can be chosen; `facets` are those of the search with all its filters.

    `lists` are as `narrowed` takes them.
    """
    lists = {} if lists is None else lists
    found = {}
    for kind in KINDS:
        wanted: tuple[str, ...] = getattr(filters, kind)
        counted = facets.looked_into if kind in LOOKED_UP else facets.articles
        exact = facets.exact and counted == facets.articles
        counts: Counts = getattr(facets, kind)
        if wanted:
            matches = _matches(db, typed, _without(filters, kind), BESIDE, lists)
            if matches is not None:
                counts = _COUNTED[kind](db, matches)
                counted = len(matches.doc_ids)
                exact = matches.exact
        found[kind] = _choice(kind, counts, wanted, counted, exact)
    return found


def loosened(db: sqlite3.Connection, typed: str, filters: Filters) -> Iterator[Loosened]:
    """The kinds of filters without which something is found, the most first, by how much."""
    lists: Lists = {}
    found = []
    for kind in (*KINDS, DAYS):
        without = _without(filters, kind)
        if without != filters and (matches := _matches(db, typed, without, LOOSENED, lists)) is not None:
            found.append(Loosened(kind=kind, matches=len(matches.doc_ids), exact=matches.exact))
    yield from sorted((one for one in found if one.matches), key=lambda one: -one.matches)


def _without(filters: Filters, kind: str) -> Filters:
    changed: dict[str, Any] = {"from_": None, "to": None} if kind == DAYS else {kind: ()}
    return replace(filters, **changed)


def _matches(
    db: sqlite3.Connection, typed: str, filters: Filters, bound: int, lists: Lists
) -> Matches | None:
    scope = scope_of(read_query(db, typed, synonyms_for(db)), filters)
    return None if scope is None else matches_of(db, narrowed(db, scope, filters, lists), bound)


def _choice(kind: str, counts: Counts, wanted: tuple[str, ...], counted: int, exact: bool) -> Choice:
    if kind == "months":
        counts = tuple(sorted((one for one in counts if one[1]), reverse=True))
    keys = {same_as(kind, value): value for value in wanted}
    held = {same_as(kind, value): value for value, _ in counts}
    missing = tuple((value, 0) for key, value in keys.items() if key not in held)
    chosen = tuple(held.get(key, value) for key, value in keys.items())
    return Choice(counts=(*counts, *missing), chosen=chosen, counted=counted, exact=exact)


def same_as(kind: str, value: str) -> str:
    """What two values of a kind have alike that ask for the same."""
    return fold(value) if kind in ("sections", "sources") else value.casefold()
