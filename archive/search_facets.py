"""What the matches of a search are filed under, counted: by outlet, country, section, month and year.

Articles are counted, each once, where its newest matching version is filed. All matches are visited, of very
many the newest COUNTED.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from archive.rows import read_tuples
from archive.schema import sqlite3
from archive.search_scope import Scope
from archive.search_versions import superseded
from extractors.arabic import fold

COUNTED = 100_000  # matching versions visited

Counts = tuple[tuple[str, int], ...]

# All that is counted of a row as one string, its day first: a Counter takes it as it is, where SQLite would
# sort the rows to group them. FTS5 comes first (CROSS JOIN keeps the order) and gives row ids in their order,
# so that `search_rows` is read from one end to the other.
FILED = """
SELECT f.rowid, s.newest, coalesce(s.published_date, :undated) || char(31) || s.outlet
       || char(31) || coalesce(s.country, '') || char(31) || coalesce(s.section, '')
FROM articles_fts f CROSS JOIN search_rows s ON s.doc_id = f.rowid
WHERE articles_fts MATCH :match AND f.rowid BETWEEN :first_row AND :last_row
ORDER BY f.rowid DESC LIMIT :bound
"""
UNDATED = "0000-00-00"  # stands for the day of what has none
DAY, MONTH, YEAR = len(UNDATED), len("0000-00"), len("0000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Articles counted by what they are filed under, the most first; months and years in their order.

    `months` and `years` have no gaps: one without a match has 0. Undated articles are in neither, and
    `undated` says how many they are. `exact` is false when only the newest of very many matches are counted;
    `articles` is how many are.
    """

    articles: int
    exact: bool
    outlets: Counts
    countries: Counts
    sections: Counts
    months: Counts
    years: Counts
    undated: int


def count_facets(db: sqlite3.Connection, scope: Scope) -> Facets:
    """The matches of the scope, counted by all they are filed under."""
    filed, exact = filed_under(db, scope, COUNTED)
    months = Counter([one[:MONTH] for one in filed])
    undated = months.pop(UNDATED[:MONTH], 0)
    years = Counter[str]()
    for month, count in months.items():
        years[month[:YEAR]] += count
    outlets, countries, sections = Counter[str](), Counter[str](), Counter[str]()
    for rest, count in Counter([one[DAY + 1 :] for one in filed]).items():
        outlet, country, section = rest.split("\x1f", 2)
        outlets[outlet] += count
        countries[country] += count
        sections[section] += count
    return Facets(
        articles=len(filed),
        exact=exact,
        outlets=_most_first(outlets),
        countries=_most_first(countries),
        sections=_most_first(_spelled_alike(sections)),
        months=tuple((month, months[month]) for month in months_between(months)),
        years=tuple((year, years[year]) for year in years_between(years)),
        undated=undated,
    )


def filed_under(db: sqlite3.Connection, scope: Scope, bound: int | None) -> tuple[list[str], bool]:
    """For each article of the scope a string, and whether the bound left none out.

    The string is day (or UNDATED), outlet, country and section, the last two empty where there is none,
    parted by the unit separator U+001F.
    """
    parameters = {**scope.parameters, "undated": UNDATED, "bound": -1 if bound is None else bound}
    rows = read_tuples(db, FILED, parameters)
    exact = bound is None or len(rows) < bound
    older = [row[0] for row in rows if not row[1]]
    dropped = superseded(db, older, {row[0] for row in rows}) if older else set()
    if dropped:
        return [row[2] for row in rows if row[0] not in dropped], exact
    return [row[2] for row in rows], exact


def months_between(found: Iterable[str]) -> Iterator[str]:
    """Every month from the first to the last of these, as 2015-07."""
    numbers = [int(month[:4]) * 12 + int(month[5:]) - 1 for month in found]
    if numbers:
        for number in range(min(numbers), max(numbers) + 1):
            yield f"{number // 12:04d}-{number % 12 + 1:02d}"


def years_between(found: Iterable[str]) -> Iterator[str]:
    """Every year from the first to the last of these, as 2015."""
    years = sorted(map(int, found))
    if years:
        yield from (f"{year:04d}" for year in range(years[0], years[-1] + 1))


def _most_first(counts: Counter[str]) -> Counts:
    named = ((name, count) for name, count in counts.items() if name)
    return tuple(sorted(named, key=lambda item: (-item[1], item[0])))


def _spelled_alike(sections: Counter[str]) -> Counter[str]:
    """Sections that differ only in what folding drops made one, under their most frequent spelling."""
    by_fold = sorted((fold(name), -count, name) for name, count in sections.items())
    merged = Counter[str]()
    for _, spellings in groupby(by_fold, key=lambda item: item[0]):
        together = list(spellings)
        merged[together[0][2]] = -sum(count for _, count, _ in together)
    return merged
