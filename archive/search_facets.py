"""What the matches of a search are filed under, counted: outlets, months and others, and their sources.

Articles are counted, each once, where its newest matching version is filed. All matches are visited, of very
many the newest COUNTED.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from archive.filings import Filing, filings_by_number
from archive.row_ids import EPOCH
from archive.rows import read_tuples
from archive.schema import DAY_BITS, sqlite3
from archive.search_scope import Scope
from archive.search_versions import superseded
from extractors.arabic import fold

COUNTED = 100_000  # matching versions visited
COUNTED_SLOWLY = 20_000  # the same where a filter is looked up for each of very many
LOOKED_INTO = 2_500  # articles whose states and sources are looked up
LISTED = 200  # sources

Counts = tuple[tuple[str, int], ...]

# As two JSON arrays, which take half as long to read as so many rows. The filing of a version that is not its
# article's newest is negative. FTS5 comes first (CROSS JOIN keeps the order) and gives row ids in their
# order, so that `search_rows` is read from one end to the other.
FILED = """
SELECT json_group_array(doc_id), json_group_array(filing) FROM (
    SELECT f.rowid AS doc_id, CASE WHEN s.newest THEN s.filing ELSE -s.filing END AS filing
    FROM articles_fts f CROSS JOIN search_rows s ON s.doc_id = f.rowid
    WHERE articles_fts MATCH :match AND f.rowid BETWEEN :first_row AND :last_row{further}
    ORDER BY f.rowid DESC LIMIT :bound
)
"""
STATES = """
SELECT a.state, count(*) FROM json_each(?) one CROSS JOIN search_rows s ON s.doc_id = one.value
CROSS JOIN articles a ON a.article_id = s.article_id WHERE a.state IS NOT NULL GROUP BY a.state
"""
# Whom nobody can tell from others (witnesses, anonymous sources) is no source to narrow down to.
SOURCES = """
SELECT one.id, c.source FROM json_each(?) one CROSS JOIN versions v ON v.doc_id = one.value
CROSS JOIN attributions c ON c.version_key = v.version_key
WHERE c.source IS NOT NULL AND c.source_kind NOT IN ('anonymous', 'witness')
"""
_DAY_0 = EPOCH.toordinal()
MONTH, YEAR = len("0000-00"), len("0000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """The articles of a scope, each by its newest version that matches.

    `filings` are the numbers of what they are filed under, beside their row ids, which ascend; `named` says
    what the numbers stand for, `counts` how many articles each has. `exact` says whether a bound left none
    out.
    """

    doc_ids: list[int]
    filings: list[int]
    counts: Counter[int]
    named: dict[int, Filing]
    exact: bool

    def by_month(self) -> Iterator[tuple[str | None, list[int]]]:
        """Months (2015-07, None for undated) with the filings of their articles; a month may come twice."""
        doc_ids, filings = self.doc_ids, self.filings
        others = {number for number, filing in self.named.items() if not filing.by_date}
        for number in others:
            other = self.named[number].other_date
            yield other[:MONTH] if other else None, [number] * self.counts[number]
        if others:
            placed = [pair for pair in zip(doc_ids, filings, strict=True) if pair[1] not in others]
            doc_ids, filings = [doc_id for doc_id, _ in placed], [filing for _, filing in placed]
        at = 0
        while at < len(doc_ids):
            day = date.fromordinal(_DAY_0 + (doc_ids[at] >> DAY_BITS))
            end = bisect_left(doc_ids, (_month_end(day) - _DAY_0) << DAY_BITS, at)
            yield day.isoformat()[:MONTH], filings[at:end]
            at = end


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Articles counted by what they are filed under, the most first; months and years in their order.

    `months` and `years` have no gaps: one without a match has 0. Undated articles are in neither, and
    `undated` says how many they are. `exact` is false when only the newest of very many matches are counted;
    `articles` is how many are. States are the articles' own, sources those that the matching versions credit
    by a name, at most LISTED; both are counted of the newest `looked_into` articles.
    """

    articles: int
    exact: bool
    outlets: Counts
    countries: Counts
    sections: Counts
    months: Counts
    years: Counts
    undated: int
    states: Counts
    sources: Counts
    looked_into: int


def count_facets(db: sqlite3.Connection, scope: Scope, *, look_up: bool = True) -> Facets:
    """The matches of the scope, counted by all they are filed under, and by states and sources.

    Unless `look_up`, states and sources are left out: each match's must be looked up.
    """
    found = matches_of(db, scope, COUNTED_SLOWLY if scope.looks_up else COUNTED)
    dated = by_month(found)
    months = {month: count for month, count in dated.items() if month is not None}
    years = Counter[str]()
    for month, count in months.items():
        years[month[:YEAR]] += count
    return Facets(
        articles=len(found.doc_ids),
        exact=found.exact,
        outlets=by_filing(found, "outlet"),
        countries=by_filing(found, "country"),
        sections=by_filing(found, "section"),
        months=tuple((month, months.get(month, 0)) for month in months_between(months)),
        years=tuple((year, years.get(year, 0)) for year in years_between(years)),
        undated=dated[None],
        states=by_state(db, found) if look_up else (),
        sources=by_source(db, found) if look_up else (),
        looked_into=min(LOOKED_INTO, len(found.doc_ids)) if look_up else 0,
    )


def by_filing(found: Matches, column: Literal["outlet", "country", "section"]) -> Counts:
    """The articles counted by outlet, country or section, the most first.

    Sections that fold alike are one, under their most frequent spelling.
    """
    counts = Counter[str]()
    for number, count in found.counts.items():
        counts[getattr(found.named[number], column) or ""] += count
    return _most_first(_spelled_alike(counts) if column == "section" else counts)


def by_month(found: Matches) -> Counter[str | None]:
    """The articles counted by month as 2015-07; under None those without a date."""
    months = Counter[str | None]()
    for month, filings in found.by_month():
        months[month] += len(filings)
    return months


def by_state(db: sqlite3.Connection, found: Matches) -> Counts:
    """The newest LOOKED_INTO articles counted by state, the most first."""
    doc_ids = json.dumps(found.doc_ids[-LOOKED_INTO:])
    return _most_first(Counter(dict(read_tuples(db, STATES, (doc_ids,)))))


def by_source(db: sqlite3.Connection, found: Matches) -> Counts:
    """The newest LOOKED_INTO articles counted by the sources they credit, the most first, at most LISTED.

    Names that fold alike are one source, under the spelling that most articles have.
    """
    credited = set(read_tuples(db, SOURCES, (json.dumps(found.doc_ids[-LOOKED_INTO:]),)))
    spelled = Counter(source for _, source in credited)
    folded = {source: fold(source) for source in spelled}
    shown: dict[str, str] = {}
    for source in sorted(spelled, key=lambda source: (-spelled[source], source)):
        shown.setdefault(folded[source], source)
    if len(shown) < len(spelled):  # an article may credit one source under two spellings
        spelled = Counter(shown[name] for _, name in {(n, folded[source]) for n, source in credited})
    return _most_first(spelled)[:LISTED]


def matches_of(db: sqlite3.Connection, scope: Scope, bound: int | None) -> Matches:
    """The articles of the scope with what they are filed under; at most `bound` versions are visited."""
    parameters = {**scope.parameters, "bound": -1 if bound is None else bound}
    ((first, second),) = read_tuples(db, FILED.format(further=scope.further("f.rowid")), parameters)
    doc_ids, filings = json.loads(first)[::-1], json.loads(second)[::-1]
    exact = bound is None or len(doc_ids) < bound
    counts = Counter[int](filings)
    if any(number < 0 for number in counts):
        older = [doc_id for doc_id, number in zip(doc_ids, filings, strict=True) if number < 0]
        dropped = superseded(db, older, set(doc_ids))
        kept = [pair for pair in zip(doc_ids, filings, strict=True) if pair[0] not in dropped]
        doc_ids, filings = [doc_id for doc_id, _ in kept], [abs(number) for _, number in kept]
        counts = Counter(filings)
    named = filings_by_number(db, counts)
    return Matches(doc_ids=doc_ids, filings=filings, counts=counts, named=named, exact=exact)


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


def _month_end(day: date) -> int:
    """The ordinal of the day after the month of this one."""
    if (day.year, day.month) == (date.max.year, date.max.month):
        return date.max.toordinal() + 1
    return date(day.year + day.month // 12, day.month % 12 + 1, 1).toordinal()


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
