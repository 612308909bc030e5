"""Filters that nothing in the archive can fulfil: outlets, countries, states and sources that there are not.

A slip in a name would look like a search that finds nothing; so it is told apart, with what may be meant.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple

from archive.language import Saying, saying
from archive.query_fields import country_code
from archive.rows import read_tuples
from archive.schema import sqlite3
from archive.search_scope import OUTLET_NAMES, Filters
from archive.source_names import names_near, spellings_of
from archive.tables import STATES
from extractors.arabic import fold
from extractors.countries import COUNTRIES

LIKENESS, NEAR = 0.5, 3
SAID: Mapping[str, str] = MappingProxyType(
    {
        "outlet": "There is no outlet {value} in this archive.",
        "country": "There is no country {value}; countries are two letters, as SY.",
        "state": "There is no state {value} of an article.",
        "source": "No report credits {value}.",
    }
)


class Unknown(NamedTuple):
    """A filter's value that there is not: `kind` is outlet, country, state or source; `near` may be meant."""

    kind: str
    value: str
    near: tuple[str, ...]


def unknown_filters(
    db: sqlite3.Connection, filters: Filters, followed: Collection[str] = ()
) -> list[Unknown]:
    """The filters' values that there are not; `followed` are outlets that may have no report yet."""
    return [
        *_unknown_outlets(db, filters.outlets, followed),
        *_unknown_countries(filters.countries),
        *(Unknown("state", name, STATES) for name in filters.states if name not in STATES),
        *(
            Unknown("source", name, names_near(db, name))
            for name in filters.sources
            if not spellings_of(db, name)
        ),
    ]


def in_words(unknown: Unknown) -> Saying:
    """That there is no such thing, and what may be meant."""
    said = saying(SAID[unknown.kind], value=unknown.value)
    if not unknown.near:
        return said
    return saying("{problem} Near to it: {names}", problem=said, names=" · ".join(unknown.near))


def _unknown_outlets(
    db: sqlite3.Connection, slugs: Sequence[str], followed: Collection[str]
) -> Iterator[Unknown]:
    if not slugs:
        return
    by_name = {fold(name): row[0] for row in read_tuples(db, OUTLET_NAMES) for name in row if name}
    by_name |= {slug: slug for slug in followed}
    known = set(by_name.values())
    for slug in slugs:
        if slug.lower() not in known:
            near = get_close_matches(fold(slug), by_name, n=NEAR, cutoff=LIKENESS)
            yield Unknown("outlet", slug, tuple(dict.fromkeys(by_name[name] for name in near)))


def _unknown_countries(codes: Sequence[str]) -> Iterator[Unknown]:
    for code in codes:
        if code.upper() not in COUNTRIES:
            meant = country_code(code)
            yield Unknown("country", code, (meant,) if meant else ())
