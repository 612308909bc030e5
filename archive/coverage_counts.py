"""The URLs of the ledger counted by outlet and day, as fast as the tables can be read.

Two columns as one and no order: what the tables give is put together here, in a third of a join's time.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import ne
from typing import Any
from zoneinfo import ZoneInfo

from archive.coverage_gaps import Window
from archive.coverage_looks import UTC
from archive.moments import moment
from archive.printed_days import printed_day
from archive.reasons import cause_of
from archive.rows import read_tuples
from archive.schema import sqlite3

LEDGER = "SELECT outlet || char(10) || url_key, outlet, state, reason, first_seen_at FROM ledger"
READ = "SELECT outlet || char(10) || url_key, article_id FROM captures"
ARTICLES = "SELECT article_id, published_date, outlet FROM articles"
SEVERAL = "SELECT article_id, outlet, published_date, version_count FROM articles WHERE version_count > 1"
ARTICLE_ROW = (
    "SELECT article_id, outlet, published_date, max(1, version_count) FROM articles WHERE article_id = ?"
)
AMONG = "outlet IN (SELECT value FROM json_each(?))"  # given a JSON list
BY_ID = "article_id IN (SELECT value FROM json_each(?))"
PRINTED = (
    "SELECT outlet || char(10) || url_key, published_raw, modified_raw FROM origins"
    " WHERE (published_raw IS NOT NULL OR modified_raw IS NOT NULL)"
)
PRINTED_OF = f"{PRINTED} AND outlet = ? AND url_key = ?"
FIRST_WORD = " ORDER BY published_raw IS NULL, first_seen_at, via"
FEW = 0.3  # share of the ledger up to which URLs are asked one by one for what seeds printed of them
HELD = frozenset({"captured", "revisit"})
ARTICLE, SEED, SIGHT = "article", "seed", "first sight"  # what told the day
NUMBERS = ("discovered", "captured", "unchanged", "articles", "versions", "gone", "waiting")
CAUSES = ("refused", "failed", "not_articles")
Place = tuple[str, str]  # outlet and day
Slot = tuple[
    str, str, str | None, bool
]  # what told the day, state, reason, whether it was read as an article


@dataclass(slots=True, kw_only=True)
class Day:
    """URLs of one outlet whose report is of one day: the outlet's own, or None for the sum of its days.

    `discovered` is the sum of captured, gone, waiting, refused and failed. Of those captured, `articles` were
    read as articles, `unchanged` were the same when last captured again; `not_articles` counts the others by
    what they are instead. `versions` counts the distinct texts of the day's articles. `day_from` counts what
    told the day: the article itself, the date a seed printed, or when the URL was first seen.
    """

    outlet: str
    day: date | None
    discovered: int = 0
    captured: int = 0
    unchanged: int = 0
    articles: int = 0
    versions: int = 0
    gone: int = 0
    waiting: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    not_articles: Counter[str] = field(default_factory=Counter)
    day_from: Counter[str] = field(default_factory=Counter)

    def count(self, state: str, reason: str | None, told_by: str, urls: int = 1, *, is_article: bool) -> None:
        """Count URLs with their state in the ledger."""
        self.discovered += urls
        self.day_from[told_by] += urls
        self.articles += urls * is_article
        if state in HELD:
            self.captured += urls
            self.unchanged += urls * (state == "revisit")
            if not is_article:
                self.not_articles[cause_of(reason) if reason else "not-read"] += urls
        elif state == "gone":
            self.gone += urls
        elif state == "waiting":
            self.waiting += urls
        elif state == "refused":
            self.refused[cause_of(reason)] += urls
        else:
            self.failed[cause_of(reason)] += urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many URLs each outlet and day (YYYY-MM-DD) has of each state and reason.

    `dated` are those read as an article that says its day, by far the most; `others` also have what told the
    day and whether they were read. `texts` is how many distinct texts a place has beyond its read URLs: more
    for articles that changed, fewer for those with several URLs. `across`: a URL counts with an article of
    another outlet, so that no outlet can be counted for itself.
    """

    dated: Mapping[tuple[str, str, str, str | None], int]
    others: Mapping[tuple[str, str, Slot], int]
    texts: Mapping[Place, int]
    across: bool = False

    def places(self, window: Window) -> list[Place]:
        """The outlets and days that lie within, in no order."""
        named = {key[:2] for key in self.dated}
        named.update(key[:2] for key in self.others)
        holds = window.holds
        return list(named) if window.open else [place for place in named if holds(place[1])]

    def days(self, window: Window, outlets: Collection[str] | None = None) -> list[Day]:
        """The days that lie within, by outlet and day; of `outlets` alone if they are given."""
        found: dict[Place, Day] = {}
        holds = window.holds
        for outlet, day, slot, urls in self._all():
            if (outlets is None or outlet in outlets) and holds(day):
                one = found.get((outlet, day))
                if one is None:
                    one = found[outlet, day] = Day(outlet=outlet, day=read_date(day))
                    one.versions = self.texts.get((outlet, day), 0)
                _count(one, slot, urls)
        return [found[place] for place in sorted(found)]

    def totals(self, window: Window) -> list[Day]:
        """The sums of each outlet's days that lie within, by outlet."""
        sums: dict[tuple[str, Slot], int] = {}
        holds = window.holds
        first, end = window.bounds
        for outlet, day, slot, urls in self._all():
            if first <= day <= end:
                sums[outlet, slot] = sums.get((outlet, slot), 0) + urls
        found: dict[str, Day] = {}
        for (outlet, slot), urls in sums.items():
            _count(found.setdefault(outlet, Day(outlet=outlet, day=None)), slot, urls)
        for (outlet, day), texts in self.texts.items():
            if outlet in found and holds(day):
                found[outlet].versions += texts
        return [found[outlet] for outlet in sorted(found)]

    def reported(self, window: Window) -> dict[str, set[date]]:
        """The days within of which each outlet has a URL, and its first and last day whatever the window."""
        found = defaultdict[str, list[str]](list)
        for outlet, day in self.places(Window()):
            found[outlet].append(day)
        first, end = window.bounds
        return {
            outlet: {
                read_date(one) for one in (min(days), max(days), *(d for d in days if first <= d <= end))
            }
            for outlet, days in found.items()
        }

    def within(self, window: Window) -> Counts:
        """What was counted of the days that lie within alone."""
        first, end = window.bounds
        return Counts(
            dated={key: urls for key, urls in self.dated.items() if first <= key[1] <= end},
            others={key: urls for key, urls in self.others.items() if first <= key[1] <= end},
            texts={place: texts for place, texts in self.texts.items() if first <= place[1] <= end},
        )

    def of(self, outlets: Collection[str]) -> Counts:
        """What was counted of some outlets alone."""
        return Counts(
            dated={key: urls for key, urls in self.dated.items() if key[0] in outlets},
            others={key: urls for key, urls in self.others.items() if key[0] in outlets},
            texts={place: texts for place, texts in self.texts.items() if place[0] in outlets},
        )

    def _all(self) -> Iterator[tuple[str, str, Slot, int]]:
        slots: dict[tuple[str, str | None], Slot] = {}
        for (outlet, day, state, reason), urls in self.dated.items():
            slot = slots.get((state, reason))
            if slot is None:
                slot = slots[state, reason] = (ARTICLE, state, reason, True)
            yield outlet, day, slot, urls
        for (outlet, day, slot), urls in self.others.items():
            yield outlet, day, slot, urls


def _count(day: Day, slot: Slot, urls: int) -> None:
    told_by, state, reason, is_article = slot
    day.count(state, reason, told_by, urls, is_article=is_article)
    day.versions += urls * is_article


def count_urls(db: sqlite3.Connection, zones: Mapping[str, ZoneInfo], wanted: Iterable[str] = ()) -> Counts:
    """Count every URL of these outlets, or of all when there are none, once; days are those of `zones`."""
    named = sorted(wanted)
    among: tuple[str, ...] = (json.dumps(named),) if named else ()
    # For all outlets the tables are read from end to end: an index would only send it back and forth.
    of_ledger = f"{LEDGER} WHERE {AMONG}" if named else f"{LEDGER} NOT INDEXED"
    of_captures = f"{READ} WHERE {AMONG} AND" if named else f"{READ} NOT INDEXED WHERE"
    articles: dict[str, str] = dict(read_tuples(db, f"{of_captures} reading = 'article'", among))
    published, homes = _days_and_homes(db, among, articles.values())
    rows = read_tuples(db, of_ledger, among)
    if not rows:
        return Counts(dated={}, others={}, texts={})
    # Column by column, so that no line of Python runs for each of the many that are read and dated.
    keys, outlets, states, reasons, _ = zip(*rows, strict=True)
    article_of = list(map(articles.get, keys))
    days: list[Any] = list(map(published.get, article_of))
    of_articles = map(homes.get, article_of, outlets)  # where there is no such row, the URL's own
    across = any(map(ne, of_articles, outlets))
    dated = Counter(zip(outlets, days, states, reasons, strict=True))
    for key in [key for key in dated if key[1] is None]:
        del dated[key]
    undated = [
        (row, article) for row, article, day in zip(rows, article_of, days, strict=True) if day is None
    ]
    names = [row[0] for row, _ in undated]
    printed = _printed(db, zones, names, among, many=len(undated) > FEW * len(rows))
    others: dict[tuple[str, str, Slot], int] = {}
    placed: dict[str, list[tuple[str, Place]]] = {}  # where the URLs of undated articles count
    for (name, outlet, state, reason, first_seen_at), article in undated:
        seen = printed.get(name)
        place = (outlet, seen or _local(first_seen_at[:16], zones.get(outlet)))
        other = (*place, (SEED if seen else SIGHT, state, reason, article is not None))
        others[other] = others.get(other, 0) + 1
        if article is not None:
            placed.setdefault(article, []).append((name, place))
    texts = _texts(db, () if across else among, Counter(article_of), placed)
    return Counts(dated=dated, others=others, texts=texts, across=across)


def _days_and_homes(
    db: sqlite3.Connection, among: tuple[str, ...], needed: Iterable[str]
) -> tuple[dict[str | None, str | None], dict[str | None, str | None]]:
    """The day and the outlet of each article of the outlets `among`, or of all, and of those `needed`."""
    rows = read_tuples(db, f"{ARTICLES} WHERE {AMONG}" if among else ARTICLES, among)
    days: dict[str | None, str | None] = {article: day for article, day, _ in rows}
    homes: dict[str | None, str | None] = {article: outlet for article, _, outlet in rows}
    elsewhere = sorted(set(needed) - homes.keys()) if among else []
    for article, day, outlet in (
        read_tuples(db, f"{ARTICLES} WHERE {BY_ID}", (json.dumps(elsewhere),)) if elsewhere else ()
    ):
        days[article], homes[article] = day, outlet
    return days, homes


def _texts(
    db: sqlite3.Connection,
    among: tuple[str, ...],
    urls: Mapping[str | None, int],
    placed: Mapping[str, Sequence[tuple[str, Place]]],
) -> dict[Place, int]:
    """How many distinct texts each place has beyond its read URLs.

    `urls` counts those of each article in the ledger; `placed` has those of articles that say no day, each
    with its place: the texts of such an article count at the first of them.
    """
    found = Counter[Place]()
    several = {row[0]: row for row in read_tuples(db, f"{SEVERAL} AND {AMONG}" if among else SEVERAL, among)}
    for article, count in urls.items():
        if article is None or (count == 1 and article not in several):
            continue
        row = several.get(article) or next(iter(read_tuples(db, ARTICLE_ROW, (article,))), None)
        if row is None:  # withdrawn meanwhile
            continue
        _, outlet, day, versions = row
        if day is not None:
            found[outlet, day] += versions - count
        else:
            found.update({min(placed[article])[1]: versions})
            found.subtract(place for _, place in placed[article])
    return {place: texts for place, texts in found.items() if texts}


@lru_cache(maxsize=1 << 14)
def read_date(day: str) -> date:
    """The day that YYYY-MM-DD is."""
    return date.fromisoformat(day)


def _printed(
    db: sqlite3.Connection,
    zones: Mapping[str, ZoneInfo],
    keys: Sequence[str],
    among: tuple[str, ...],
    *,
    many: bool,
) -> dict[str, str]:
    """The day that a seed printed of each of these URLs: of publication before of change, the earliest word.

    One by one they are looked up, `many` in one pass.
    """
    if many:
        which = f" AND {AMONG}" if among else ""
        rows: Iterable[tuple[str, str | None, str | None]] = read_tuples(
            db, f"{PRINTED}{which}{FIRST_WORD}", among
        )
    else:
        asked = (key.split("\n", 1) for key in keys)
        rows = (row for key in asked for row in read_tuples(db, PRINTED_OF + FIRST_WORD, key))
    wanted = frozenset(keys)
    found: dict[str, str] = {}
    for key, published_raw, modified_raw in rows:
        if key in found or key not in wanted:
            continue
        zone = zones.get(key.partition("\n")[0]) or UTC
        day = _read_day(published_raw, zone) or _read_day(modified_raw, zone)
        if day is not None:
            found[key] = day
    return found


@lru_cache(maxsize=1 << 16)
def _read_day(raw: str | None, zone: ZoneInfo) -> str | None:
    return printed_day(raw, zone)


@lru_cache(maxsize=1 << 16)
def _local(minute: str, zone: ZoneInfo | None) -> str:
    """The outlet's day of a minute of UTC, `2026-11-20T22:05`."""
    return moment(f"{minute}Z").astimezone(zone or UTC).date().isoformat()
