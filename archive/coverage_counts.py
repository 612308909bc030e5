"""The URLs of the ledger counted by outlet and day, as fast as the tables can be read.

Two columns as one and no order: what the tables give is put together here, in a third of a join's time.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
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
ARTICLES = "SELECT article_id, published_date FROM articles"
VERSIONS = "SELECT article_id, version_count FROM articles WHERE version_count > 1"
AMONG = "outlet IN (SELECT value FROM json_each(?))"  # given a JSON list
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
    """How many URLs each outlet and day (YYYY-MM-DD) has of each slot, and how many distinct texts."""

    slots: Mapping[tuple[str, str], Mapping[Slot, int]]
    versions: Mapping[tuple[str, str], int]

    def places(self, window: Window) -> list[tuple[str, str]]:
        """The outlets and days that lie within, in no order."""
        return [place for place in self.slots if read_date(place[1]) in window]

    def day(self, place: tuple[str, str]) -> Day:
        """What was counted of an outlet and day."""
        day = Day(outlet=place[0], day=read_date(place[1]))
        return _filled(day, self.slots[place], self.versions.get(place, 0))

    def days(self, window: Window) -> list[Day]:
        """The days that lie within, by outlet and day."""
        return [self.day(place) for place in sorted(self.places(window))]

    def of(self, outlets: Collection[str]) -> Counts:
        """What was counted of some outlets alone."""
        return Counts(
            slots={place: slots for place, slots in self.slots.items() if place[0] in outlets},
            versions=self.versions,
        )

    def totals(self, window: Window) -> list[Day]:
        """The sums of each outlet's days that lie within, by outlet."""
        sums: dict[str, Counter[Slot]] = {}
        texts = Counter[str]()
        for key, slots in self.slots.items():
            if read_date(key[1]) in window:
                of_outlet = sums.setdefault(key[0], Counter())
                for slot, urls in slots.items():
                    of_outlet[slot] += urls
                texts[key[0]] += self.versions.get(key, 0)
        return [_filled(Day(outlet=slug, day=None), sums[slug], texts[slug]) for slug in sorted(sums)]

    def reported(self) -> dict[str, set[date]]:
        """The days of which each outlet has any URL."""
        found: dict[str, set[date]] = {}
        for outlet, day in self.slots:
            found.setdefault(outlet, set()).add(read_date(day))
        return found


def _filled(day: Day, slots: Mapping[Slot, int], versions: int) -> Day:
    for (told_by, state, reason, is_article), urls in slots.items():
        day.count(state, reason, told_by, urls, is_article=is_article)
    day.versions = versions
    return day


def count_urls(db: sqlite3.Connection, zones: Mapping[str, ZoneInfo], wanted: Iterable[str] = ()) -> Counts:
    """Count every URL of these outlets, or of all when there are none, once; days are those of `zones`."""
    named = sorted(wanted)
    among: tuple[str, ...] = (json.dumps(named),) if named else ()
    # For all outlets the tables are read from end to end: an index would only send it back and forth.
    of_ledger = f"{LEDGER} WHERE {AMONG}" if named else f"{LEDGER} NOT INDEXED"
    of_captures = f"{READ} WHERE {AMONG} AND" if named else f"{READ} NOT INDEXED WHERE"
    articles: dict[str, str] = dict(read_tuples(db, f"{of_captures} reading = 'article'", among))
    published: dict[str, str | None] = dict(read_tuples(db, ARTICLES))
    rows = read_tuples(db, of_ledger, among)
    undated = [row[0] for row in rows if published.get(articles.get(row[0], "")) is None]
    printed = _printed(db, zones, undated, among, many=len(undated) > FEW * len(rows))
    slots: dict[tuple[str, str], dict[Slot, int]] = {}
    texts: dict[str, tuple[str, tuple[str, str]]] = {}  # of an article: its first URL, and where that counts
    for key, outlet, state, reason, first_seen_at in rows:
        article = articles.get(key)
        day = published.get(article) if article is not None else None
        if day is not None:
            told_by = ARTICLE
        elif key in printed:
            day, told_by = printed[key], SEED
        else:
            day, told_by = _local(first_seen_at[:16], zones.get(outlet)), SIGHT
        place, slot = (outlet, day), (told_by, state, reason, article is not None)
        of_day = slots.get(place)
        if of_day is None:
            slots[place] = {slot: 1}
        else:
            of_day[slot] = of_day.get(slot, 0) + 1
        if article is not None and (article not in texts or key < texts[article][0]):
            texts[article] = (key, place)
    versions = Counter(place for _, place in texts.values())
    for article, count in read_tuples(db, VERSIONS):
        if article in texts:
            versions[texts[article][1]] += count - 1
    return Counts(slots=slots, versions=versions)


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
