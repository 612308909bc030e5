"""What a search looks through: the expression that rows must match, and the row ids they must lie between."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from archive.analysers import analyser_for
from archive.patterns import Pattern
from archive.query import Query, parse_query
from archive.query_days import Days, covering
from archive.row_ids import EPOCH
from archive.schema import DAY_BITS, sqlite3
from archive.synonyms import Synonyms, shipped, synonyms_of
from archive.tags import UNDATED, tag

LAST_ROW = (1 << 63) - 1
_TAGS = "{tags} :"  # begins what filters say of one field
_DAY_TAGS = re.compile(r'"(?:day|month|year)·[^"]*"\*?')
OUTLET_NAMES = "SELECT slug, name, name_en FROM outlets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What reports must be filed under, beside answering a query; what is empty or None asks for nothing.

    `from_` and `to` are days of the outlet's own calendar, both included; a report that neither its page nor
    a seed dates is left out when either is given. Of several values of one kind any will do. `countries` are
    codes as SY, `months` as 2015-07, `states` those of articles, `sources` names of whom a version credits.
    """

    outlets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    from_: date | None = None
    to: date | None = None


class Condition(NamedTuple):
    """One thing more that rows must fulfil: SQL about `{row}`, a row id, with one parameter and its value.

    `looks_up` says that it reads other tables for each row, of very many.
    """

    sql: str
    name: str
    value: str
    looks_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Rows of `articles_fts` that match and lie between two row ids, both included; what to highlight.

    `phrases` is how many words and phrases the query looks for, in all the forms they are looked for in.
    `conditions` must all be fulfilled as well; each has a parameter of its own name.
    """

    match: str
    first_row: int
    last_row: int
    patterns: tuple[Pattern, ...]
    phrases: int
    conditions: tuple[Condition, ...] = ()

    @property
    def parameters(self) -> dict[str, str | int]:
        """The scope as parameters of a statement: match, first_row, last_row, and those of its conditions."""
        place: dict[str, str | int] = {"first_row": self.first_row, "last_row": self.last_row}
        return {"match": self.match, **place, **{one.name: one.value for one in self.conditions}}

    @property
    def looks_up(self) -> bool:
        """Whether a condition reads other tables for each of very many rows."""
        return any(one.looks_up for one in self.conditions)

    def further(self, row: str) -> str:
        """The conditions as the end of a statement's WHERE; `row` is what it calls the row id."""
        return "".join(f" AND {one.sql.format(row=row)}" for one in self.conditions)


def synonyms_for(db: sqlite3.Connection) -> Synonyms:
    """The synonyms of the archive whose index this is; of an index in memory, those of the project.

    Raises ArchiveError, naming file and line, when the archive's own list cannot be read.
    """
    (path,) = (row[2] for row in db.execute("PRAGMA database_list") if row[1] == "main")
    return synonyms_of(Path(path).parent) if path else shipped()


def read_query(db: sqlite3.Connection, typed: str, synonyms: Synonyms | None) -> Query:
    """What was typed, read with the analyser of this index and the names of its outlets."""
    return parse_query(typed, analyser=analyser_for(db), synonyms=synonyms, outlets=outlet_names(db, typed))


def outlet_names(db: sqlite3.Connection, typed: str) -> dict[str, str]:
    """The slugs of the outlets by their names, where what was typed may name one."""
    if ":" not in typed:
        return {}
    rows = db.execute(OUTLET_NAMES).fetchall()
    return {name: slug for slug, *names in rows for name in (slug, *names) if name}


def scope_of(query: Query, filters: Filters) -> Scope | None:
    """The scope of a query under these filters; None when nothing is looked for.

    Outlet, country, section and month are further terms of the expression. Days are a span of row ids, which
    run in the order of days and cost nothing; undated reports stand on the day of their capture and are then
    refused by their tag. States and sources are no part of it: see `narrowed` of search_narrowing.
    """
    if not query.match:
        return None
    by_days = _is_span(query)
    scope = Scope(
        match=" AND ".join([*(_narrowed(query) if by_days else [query.match]), *_filed(filters)]),
        first_row=0,
        last_row=LAST_ROW,
        patterns=query.patterns,
        phrases=query.words.count('"') // 2,  # forms hold no ASCII marks
    )
    if query.days:
        scope = _within(scope, query.days)
        scope = _dated(scope, query.days) if by_days else scope
    if filters.months:
        scope = _within(scope, (_first_day(min(filters.months)), _last_day(max(filters.months))))
    if filters.from_ is not None or filters.to is not None:
        days = (filters.from_ or date.min, filters.to or date.max)
        scope = _dated(_within(scope, days), days)
    return scope


def _is_span(query: Query) -> bool:
    """Whether what the query's filters say of days is a single span, which row ids say as well.

    They say it cheaper: BM25 walks through all that the index holds of each tag of an expression, too.
    """
    if not query.days or not query.words:
        return False
    tags = set(_DAY_TAGS.findall(query.filters))
    return tags == set(covering(query.days)) and query.filters.count(_TAGS) == 1 + sum(
        map(bool, (query.outlets, query.countries, query.sections))
    )


def _narrowed(query: Query) -> list[str]:
    """The query's words, and its filters but for those of days."""
    return [
        query.words,
        *_either(tag("outlet", slug) for slug in query.outlets),
        *_either(tag("country", code) for code in query.countries),
        *_either(tag("section", name) for name in query.sections),
    ]


def _filed(filters: Filters) -> list[str]:
    return [
        *_either(tag("outlet", slug) for slug in filters.outlets),
        *_either(tag("country", code) for code in filters.countries),
        *_either(tag("section", name) for name in filters.sections),
        *_either(tag("month", month) for month in filters.months),
    ]


def only_undated(scope: Scope) -> Scope:
    """The undated reports of the scope."""
    return replace(scope, match=f'({scope.match}) AND {{tags}} : "{UNDATED}"')


def only_dated(scope: Scope) -> Scope:
    """The reports of the scope that have a date."""
    return replace(scope, match=f'({scope.match}) NOT {{tags}} : "{UNDATED}"')


def _within(scope: Scope, days: Days) -> Scope:
    first, last = (_day_number(day) << DAY_BITS for day in days)
    return replace(
        scope,
        first_row=max(scope.first_row, first),
        last_row=min(scope.last_row, last + (1 << DAY_BITS) - 1),
    )


def _dated(scope: Scope, days: Days) -> Scope:
    """The reports of the scope that are published in these days; the days before EPOCH share row ids."""
    if days[1] < EPOCH or date.min < days[0] < EPOCH:
        wanted = " OR ".join(covering(days)) or f'"{UNDATED}"'
        scope = replace(scope, match=f"{scope.match} AND {{tags}} : ({wanted})")
    return only_dated(scope)


def _either(tags: Iterable[str]) -> list[str]:
    """An expression for rows under any of these tags; none when there are none."""
    phrases = [f'"{one}"' for one in tags]
    return [f"{{tags}} : ({' OR '.join(phrases)})"] if phrases else []


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _last_day(month: str) -> date:
    first = _first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def _day_number(day: date) -> int:
    return max(0, (day - EPOCH).days)
