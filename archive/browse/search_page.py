"""The page that searches: hits with what matches in them, and what they can be narrowed down to."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeGuard, get_args

from archive.browse.asking import BadRequest, read_day
from archive.browse.kept import kept_here
from archive.browse.site import Asked, Site
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.search import Answer, find
from archive.search_choices import choices_of, loosened
from archive.search_cursors import BadCursor
from archive.search_narrowing import Lists
from archive.search_ranking import Sort
from archive.search_scope import Filters
from archive.search_unknown import Unknown, unknown_filters
from archive.tables import STATES

PAGE = 20
SORTS = get_args(Sort)
NAMES = "SELECT slug, name, name_en FROM outlets"
# The parameters that narrow a search, each repeatable, by the kinds of filters.
NARROWING: Mapping[str, str] = MappingProxyType(
    {
        "outlet": "outlets",
        "country": "countries",
        "section": "sections",
        "month": "months",
        "source": "sources",
        "state": "states",
    }
)
PARAMETER_OF: Mapping[str, str] = MappingProxyType({kind: name for name, kind in NARROWING.items()})
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search that was asked for: `parameters` are those of its address, without blank ones and cursors.

    `unknown` are sources that nobody credits: the search finds nothing by them.
    """

    typed: str | None
    filters: Filters
    sort: Sort
    parameters: Mapping[str, Any]
    unknown: tuple[Unknown, ...]


def search_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq search --answer --facets` tells, what it can be narrowed down to, and `names` of outlets.

    Parameters: q, outlet, country, section, month, source, state (each of these repeatable), from, to, sort,
    after, before. `asked` has the last country and section, `parameters` all. `choices` count what can be
    chosen; `unknown` are sources that nobody credits; `loosened` says, where nothing is found, which filters
    keep it from being found. Without q `answer` is None. Raises BadRequest as `wanted_in`, and for a cursor
    of another search.
    """
    wanted = wanted_in(site, db, asked)
    answer = answer_to(db, wanted, asked) if wanted.typed is not None else None
    typed, filters = wanted.typed or "", wanted.filters
    choices = (
        choices_of(db, typed, filters, answer.facets, _lists(db, wanted)) if answer and answer.facets else {}
    )
    loose = loosened(db, typed, filters) if answer and not answer.matches else ()
    return {
        "asked": {
            **wanted.parameters,
            "country": asked.one("country"),
            "section": asked.one("section"),
        },
        "parameters": dict(wanted.parameters),
        "answer": asdict(answer) if answer else None,
        "choices": {PARAMETER_OF[kind]: asdict(choice) for kind, choice in choices.items()},
        "unknown": [one._asdict() for one in wanted.unknown],
        "loosened": [
            {**asdict(one), "without": ["from", "to"] if one.kind == "days" else [PARAMETER_OF[one.kind]]}
            for one in loose
        ],
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
    }


def wanted_in(site: Site, db: sqlite3.Connection, asked: Asked) -> Wanted:
    """The search that a reader asks for.

    Raises BadRequest for a day or month that is none, a sort, country, state or outlet there is not.
    """
    sort = asked.one("sort") or "rank"
    if not _is_sort(sort):
        raise BadRequest("sort", sort, " ".join(SORTS))
    values = {name: tuple(dict.fromkeys(asked.all(name))) for name in NARROWING}
    for month in values["month"]:
        _check_month(month)
    from_, to = read_day("from", asked.one("from")), read_day("to", asked.one("to"))
    narrowing = {NARROWING[name]: found for name, found in values.items()}
    filters = Filters(**narrowing, from_=from_, to=to)
    followed = [path.stem for path in site.archive.outlets_dir.glob("*.toml")] if filters.outlets else ()
    unknown = unknown_filters(db, filters, followed)
    for one in unknown:
        if one.kind != "source":
            raise BadRequest(one.kind, one.value, " ".join(one.near) or _EXAMPLES[one.kind])
    return Wanted(
        typed=asked.one("q"),
        filters=filters,
        sort=sort,
        parameters={
            "q": asked.one("q"),
            **{name: list(found) for name, found in values.items()},
            "from": asked.one("from"),
            "to": asked.one("to"),
            "sort": sort,
        },
        unknown=tuple(unknown),
    )


_EXAMPLES = {"outlet": "/outlets", "country": "SY", "state": " ".join(STATES)}


def answer_to(db: sqlite3.Connection, wanted: Wanted, asked: Asked, *, facets: bool = True) -> Answer:
    """A page of what was asked for; raises BadRequest for a cursor of another search."""
    filters = wanted.filters
    before = asked.one("before")
    try:
        return find(
            db,
            wanted.typed or "",
            **{kind: getattr(filters, kind) for kind in NARROWING.values()},
            from_=filters.from_,
            to=filters.to,
            sort=wanted.sort,
            limit=PAGE,
            after=None if before else asked.one("after"),
            before=before,
            facets=facets,
            lists=_lists(db, wanted),
        )
    except BadCursor as error:
        name = "before" if before else "after"
        raise BadRequest(name, asked.one(name) or "", str(error)) from error


def _lists(db: sqlite3.Connection, wanted: Wanted) -> Lists:
    """What narrowing by these states and sources listed, for as long as the index holds."""
    name = f"listed {wanted.filters.states} {wanted.filters.sources}"
    empty: Lists = {}
    return kept_here(db, name, lambda: empty)


def _check_month(month: str) -> None:
    try:
        if _MONTH.fullmatch(month):
            date.fromisoformat(f"{month}-01")
            return
    except ValueError:
        pass
    raise BadRequest("month", month, "2024-03")


def _is_sort(name: str) -> TypeGuard[Sort]:
    return name in SORTS
