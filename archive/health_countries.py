"""When nothing new comes from any outlet of a country: one alarm for it, beside those of its outlets.

Networks are shut down, newsrooms close together: whether a server there cannot be reached or one abroad has
nothing new, it is one thing that happened. The measure is that of an outlet's silence, taken of all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from archive.health import Health
from archive.health_history import Alarm, History, code_of, moments_of
from archive.health_network import machine, ours_marked
from archive.health_silence import SHORTEST_SILENCE, Holiday, Looks, silence

LEAST_OUTLETS = 3  # that print, each something in the days before
ALIVE = timedelta(days=3)
# Of a crawl that read nothing: nobody there could be asked, or had anything.
FAILED = frozenset({"unreachable", "server-errors"})


def quiet_countries(
    histories: Sequence[History],
    healths: Sequence[Health],
    countries: Mapping[str, str],
    now: datetime,
    is_holiday: Holiday = lambda day: False,
) -> Alarm | None:
    """The alarm of the countries from none of whose outlets anything new comes; None: there is none such.

    `countries` are codes by slug; outlets without one belong to none. What this machine could not ask, as it
    was offline, nobody was asked.
    """
    by_code: dict[str, list[tuple[History, Health]]] = {}
    for history, health in zip(histories, healths, strict=True):
        if (code := countries.get(history.slug)) is not None and history.texts:
            by_code.setdefault(code, []).append((history, health))
    candidates = {
        code: [history for history, _ in ones]
        for code, ones in by_code.items()
        if len(ones) >= LEAST_OUTLETS and _may_be_quiet([health for _, health in ones], now)
    }
    if not candidates:
        return None
    found = machine(histories, now)
    since: dict[str, datetime] = {}
    quiet: list[str] = []
    for code, there in candidates.items():
        asked = [ours_marked(history, found) for history in there]
        if (begun := _quiet_since(asked, now, is_holiday)) is not None:
            since[code] = begun
            quiet += (history.slug for history in there)
    if not since:
        return None
    figures = {"countries": sorted(since), "outlets": sorted(quiet)}
    return Alarm(code="country", since=min(since.values()), figures=figures)


def _may_be_quiet(healths: Sequence[Health], now: datetime) -> bool:
    """Whether it is worth a closer look: nobody had anything for as long as the shortest silence."""
    news = [one.last_new_at for one in healths if one.last_new_at is not None]
    return bool(news) and now - max(news) >= SHORTEST_SILENCE


def _quiet_since(there: Sequence[History], now: datetime, is_holiday: Holiday) -> datetime | None:
    """Since when nothing new came of any of them, where that is longer than their own gaps taken together."""
    of_each = [[at for at in moments_of(one.texts) if at <= now] for one in there]
    news = sorted(at for moments in of_each for at in moments)
    crawls = sorted(
        crawl.at
        for one in there
        for crawl in one.crawls
        if crawl.at <= now and not crawl.ours and (crawl.read or code_of(crawl.cause) in FAILED)
    )
    if not news or not crawls or sum(_printed(moments, news[-1]) for moments in of_each) < LEAST_OUTLETS:
        return None
    found = silence(news, Looks.of(crawls), there[0].zone, is_holiday)
    return found.since if found else None


def _printed(moments: Sequence[datetime], last: datetime) -> bool:
    """Whether an outlet printed something in the days before the last that anybody did."""
    return bisect_right(moments, last) > bisect_right(moments, last - ALIVE)
