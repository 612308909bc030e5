"""When nothing new comes from any outlet of a country: one alarm for it, and none for each outlet.

Networks are shut down, newsrooms close together: whether a server there cannot be reached or one abroad has
nothing new, it is one thing that happened. The measure is that of an outlet's silence, taken of all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from archive.health import Health
from archive.health_history import Alarm, History, code_of, moments_of
from archive.health_silence import SHORTEST_SILENCE, Holiday, Looks, silence

LEAST_OUTLETS = 3  # that print, each something in the days before
ALIVE = timedelta(days=3)
HELD = timedelta(hours=36)  # so long an outlet's alarm waits for word of another of its country
SOON = timedelta(hours=6)  # before that an outlet with too few reports says nothing of its country
SHARED = frozenset({"unreachable", "server-errors", "silent", "few"})


@dataclass(frozen=True, slots=True)
class Country:
    """The outlets of one country, taken together: their news, when each was read, and all crawls."""

    zone: ZoneInfo
    outlets: Mapping[str, Sequence[datetime]]
    looks: Mapping[str, Sequence[datetime]]
    news: Sequence[datetime]
    crawls: Sequence[datetime]

    @classmethod
    def of(cls, histories: Sequence[History], now: datetime) -> Country:
        """That of these histories, up to `now`. What this machine could not ask nobody was asked."""
        outlets = {
            one.slug: [at for at in moments_of(one.texts) if at <= now] for one in histories if one.texts
        }
        looks = {
            one.slug: [crawl.at for crawl in one.crawls if crawl.read and crawl.at <= now]
            for one in histories
        }
        crawls = [
            crawl.at
            for one in histories
            for crawl in one.crawls
            if crawl.at <= now and not crawl.ours and (crawl.read or code_of(crawl.cause) in SHARED)
        ]
        return cls(
            histories[0].zone,
            outlets,
            looks,
            sorted(at for news in outlets.values() for at in news),
            sorted(crawls),
        )

    def alive(self, at: datetime) -> int:
        """How many of its outlets printed something in the days before a moment."""
        return sum(_any(news, at - ALIVE, at) for news in self.outlets.values())

    def printed(self, since: datetime, at: datetime) -> bool:
        """Whether any outlet surely printed between two moments: the first crawl finds what is of before."""
        return any(
            _any(news, looks[first + 1], at)
            for slug, news in self.outlets.items()
            if (first := bisect_right(looks := self.looks[slug], since)) + 1 < len(looks)
        )

    def quiet(self, at: datetime, is_holiday: Holiday) -> datetime | None:
        """Since when nothing new came, where that is longer at `at` than its own gaps; None: it is not."""
        news, crawls = (rows[: bisect_right(rows, at)] for rows in (self.news, self.crawls))
        if not news or not crawls or self.alive(news[-1]) < LEAST_OUTLETS:
            return None
        found = silence(news, Looks.of(crawls), self.zone, is_holiday)
        return found.since if found else None


def quiet_countries(
    histories: Sequence[History],
    healths: Sequence[Health],
    countries: Mapping[str, str],
    now: datetime,
    is_holiday: Holiday = lambda day: False,
) -> tuple[list[Health], Alarm | None]:
    """The outlets without the alarms that are their country's, and the alarm of countries that are quiet.

    `countries` are codes by slug; outlets without one are left as they are.
    """
    by_code: dict[str, list[tuple[History, Health]]] = {}
    for history, health in zip(histories, healths, strict=True):
        if (code := countries.get(history.slug)) is not None:
            by_code.setdefault(code, []).append((history, health))
    since: dict[str, datetime] = {}
    quiet: list[str] = []
    kept = {one.slug: one for one in healths}
    for code, ones in by_code.items():
        if len(ones) < LEAST_OUTLETS or not _may_be_quiet([health for _, health in ones], now):
            continue
        country = Country.of([history for history, _ in ones], now)
        if (begun := country.quiet(now, is_holiday)) is not None:
            since[code] = begun
            quiet += country.outlets
        kept.update((one.slug, _without_shared(one, country, is_holiday)) for _, one in ones)
    found = (
        Alarm(
            code="country",
            since=min(since.values()),
            figures={"countries": sorted(since), "outlets": sorted(quiet)},
        )
        if since
        else None
    )
    return [kept[one.slug] for one in healths], found


def _may_be_quiet(healths: Sequence[Health], now: datetime) -> bool:
    """Whether it is worth a closer look: an alarm that may be the country's, or a day without anything."""
    news = [one.last_new_at for one in healths if one.last_new_at is not None]
    alarms = {alarm.code for one in healths for alarm in one.alarms}
    return bool(alarms & SHARED) or (bool(news) and now - max(news) >= SHORTEST_SILENCE)


def _without_shared(one: Health, country: Country, is_holiday: Holiday) -> Health:
    kept = tuple(alarm for alarm in one.alarms if not _is_shared(one, alarm, country, is_holiday))
    return one if len(kept) == len(one.alarms) else replace(one, alarms=kept)


def _is_shared(one: Health, alarm: Alarm, country: Country, is_holiday: Holiday) -> bool:
    """Whether an alarm tells no more than that nothing came from its country up to its last crawl."""
    at = one.last_crawl_at
    if alarm.code not in SHARED or at is None:
        return False
    since = alarm.since
    if alarm.code in ("silent", "few") and one.last_new_at is not None:
        since = one.last_new_at
        if at - since < SOON:
            return False
    if country.alive(since) < LEAST_OUTLETS or country.printed(since, at):
        return False
    return at - since <= HELD or country.quiet(at, is_holiday) is not None


def _any(moments: Sequence[datetime], after: datetime, until: datetime) -> bool:
    return bisect_right(moments, until) > bisect_right(moments, after)
