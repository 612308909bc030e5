"""A query over time: which share of the reports of each month or year answers it, and of each outlet's.

Shares, because archives grow and outlets publish more in some months than in others. Both numbers count
articles: those that answer by the date of their newest version that does.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.query import Query
from archive.schema import sqlite3
from archive.search_facets import MONTH, YEAR, matches_of, months_between, years_between
from archive.search_scope import Filters, only_dated, read_query, scope_of, synonyms_for
from archive.synonyms import Synonyms

By = Literal["month", "year"]

# The index over outlet and date covers this, and groups as it is sorted.
PUBLISHED = """
SELECT outlet, published_date, count(*) FROM articles
WHERE published_date BETWEEN ? AND ? GROUP BY outlet, published_date
"""
COUNTRY = "SELECT slug FROM outlets WHERE lower(country) = lower(?)"

_Counts = Counter[tuple[str, str]]  # by outlet and period


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many articles answer (`matches`) of how many that there are (`total`).

    `name` is a month as 2015-07, a year, or an outlet's slug. `share` is one by the other, None without any.
    """

    name: str
    matches: int
    total: int
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An outlet's share over all the time of a trend, and its periods, as many as the trend's."""

    whole: Share
    periods: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A query over time.

    `periods` are months or years in their order, without gaps, from the first that answers to the last, or
    over the days that were asked for. `outlets` are those with an answer in all that time, the greatest share
    first; `series` has those that were asked for or compared, each with its periods.
    """

    periods: tuple[Share, ...]
    outlets: tuple[Share, ...]
    series: tuple[Series, ...]


def trend(
    db: sqlite3.Connection,
    typed: str,
    *,
    by: By = "month",
    outlets: Sequence[str] = (),
    country: str | None = None,
    from_: date | None = None,
    to: date | None = None,
    compared: Sequence[str] = (),
    synonyms: Synonyms | None = None,
    monthly: Callable[[], Mapping[tuple[str, str], int]] | None = None,
) -> Trend:
    """The share of reports that answer what was typed, by month or year and by outlet.

    Outlets, a country and days narrow what is counted and what it is a share of alike, given here or typed as
    fields; a section that is typed narrows the matches alone. Undated reports are left out. Outlets that are
    `compared` have a series as well, and narrow nothing. `monthly` gives what `published_monthly` does where
    that is kept; it is asked when no days are.
    """
    filters = Filters(outlets=tuple(outlets), countries=(country,) if country else (), from_=from_, to=to)
    query = read_query(db, typed, synonyms_for(db) if synonyms is None else synonyms)
    scope = scope_of(query, filters)
    length = MONTH if by == "month" else YEAR
    matches = _Counts()
    if scope is not None:
        found = matches_of(db, only_dated(scope), None)
        for month, filings in found.by_month():
            if month is not None:
                for number, count in Counter(filings).items():
                    matches[found.named[number].outlet, month[:length]] += count
    periods = list(_periods(matches, by, filters))
    if not periods:
        return Trend(periods=(), outlets=(), series=())
    first, last = _span(periods, [days for days in ((filters.from_, filters.to), query.days) if days])
    narrowed = _narrowed(db, query, filters)
    if monthly is None or any(
        day for span in ((filters.from_, filters.to), query.days or ()) for day in span
    ):
        totals = _totals(db, (first, last), length, narrowed)
    else:
        totals = _of_months(monthly(), (periods[0], periods[-1]), length, narrowed)
    matching, published = _by_outlet(matches), _by_outlet(totals)
    return Trend(
        periods=tuple(_shares(_by_period(matches), _by_period(totals), periods)),
        outlets=tuple(sorted(_shares(matching, published), key=lambda one: (-(one.share or 0), one.name))),
        series=tuple(
            Series(
                whole=next(_shares(matching, published, [slug])),
                periods=tuple(_shares(_by_period(matches, slug), _by_period(totals, slug), periods)),
            )
            for slug in dict.fromkeys((*outlets, *compared))
        ),
    )


def _periods(matches: _Counts, by: By, filters: Filters) -> Iterator[str]:
    """The periods from the first to the last, in their order."""
    found = {period for _, period in matches}
    length = MONTH if by == "month" else YEAR
    if found:
        found |= {day.isoformat()[:length] for day in (filters.from_, filters.to) if day}
    return months_between(found) if by == "month" else years_between(found)


def _narrowed(db: sqlite3.Connection, query: Query, filters: Filters) -> frozenset[str] | None:
    """The outlets that count, by what was asked and typed; None for all."""
    choices: list[Collection[str]] = [wanted for wanted in (filters.outlets, query.outlets) if wanted]
    for codes in (filters.countries, query.countries):
        if codes:
            choices.append({slug for code in codes for (slug,) in db.execute(COUNTRY, (code,))})
    return frozenset.intersection(*map(frozenset, choices)) if choices else None


def _span(periods: Sequence[str], asked: Iterable[tuple[date | None, date | None]]) -> tuple[str, str]:
    """The first and last day that count, as they are compared with days."""
    first, last = periods[0], periods[-1] + "\uffff"
    for begin, end in asked:
        first = max(first, begin.isoformat()) if begin else first
        last = min(last, end.isoformat()) if end else last
    return first, last


def _totals(
    db: sqlite3.Connection, span: tuple[str, str], length: int, outlets: frozenset[str] | None
) -> _Counts:
    """How many articles each outlet published in each period of the span; a period has so many letters."""
    totals = _Counts()
    for outlet, day, count in db.execute(PUBLISHED, span):
        if outlets is None or outlet in outlets:
            totals[outlet, day[:length]] += count
    return totals


def published_monthly(db: sqlite3.Connection) -> Mapping[tuple[str, str], int]:
    """How many articles each outlet published in each month, by slug and month."""
    return _totals(db, ("", "\uffff"), MONTH, None)


def _of_months(
    published: Mapping[tuple[str, str], int],
    span: tuple[str, str],
    length: int,
    outlets: frozenset[str] | None,
) -> _Counts:
    totals = _Counts()
    for (outlet, month), count in published.items():
        if span[0] <= month[:length] <= span[1] and (outlets is None or outlet in outlets):
            totals[outlet, month[:length]] += count
    return totals


def _by_period(counts: _Counts, outlet: str | None = None) -> Counter[str]:
    found = Counter[str]()
    for (slug, period), count in counts.items():
        if outlet is None or slug == outlet:
            found[period] += count
    return found


def _by_outlet(counts: _Counts) -> Counter[str]:
    found = Counter[str]()
    for (slug, _), count in counts.items():
        found[slug] += count
    return found


def _shares(
    matches: Counter[str], totals: Counter[str], names: Iterable[str] | None = None
) -> Iterator[Share]:
    """The shares of these names, or of all that match."""
    for name in matches if names is None else names:
        share = matches[name] / totals[name] if totals[name] else None
        yield Share(name=name, matches=matches[name], total=totals[name], share=share)
