"""What must be told of each planted event: at which crawl it can first be seen, and at which that it is over.

The evidence wanted is told here by itself, from the rates the world was made with: what would happen by
chance once in a million.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil, log

from tests.quarter.events import Event
from tests.quarter.quarter import CRAWLING, Quarter, Told, Visited
from tests.quarter.world import DATE_NOISE, PAGE_NOISE

MILLION = 1e-6
LEAST_IN_A_ROW = 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# What somebody says is seen at the first crawl, what may be an accident at the second.
AT_CRAWL = {
    **dict.fromkeys(("refused", "too many", "robots", "certificate", "moved", "feed gone"), 1),
    **dict.fromkeys(("server down", "server errors", "feed is a page"), 2),
}


def in_a_row(rate: float) -> int:
    """How many things in a row are beyond chance that go wrong at this rate by themselves."""
    return max(LEAST_IN_A_ROW, ceil(log(MILLION) / log(rate)))


def reports_needed(event: Event, unsigned: float) -> int | None:
    """After how many reports the event is beyond chance; None for what no number of reports shows."""
    return {
        "captcha": LEAST_IN_A_ROW,
        "no body": in_a_row(PAGE_NOISE / 4),
        "undated": in_a_row(DATE_NOISE),
        "untitled": LEAST_IN_A_ROW,
        "short": LEAST_IN_A_ROW,
        "unsigned": in_a_row(unsigned),
        "consent": 5,
    }.get(event.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """When an event can first be seen, and when that it is over; and what was told of it (None: nothing)."""

    event: Event
    first: datetime | None
    first_over: datetime
    told: Told | None
    over: Told | None

    @property
    def late(self) -> timedelta | None:
        """How long after the first crawl that could show it the alarm was told."""
        return None if self.told is None or self.first is None else self.told.at - self.first


def shown(quarter: Quarter, event: Event) -> Shown:
    told = [
        one
        for one in quarter.told
        if one.slug == event.slug and one.code == event.code and one.at >= event.begin
    ]
    begun = next((one for one in told if not one.over), None)
    over = next((one for one in told if one.over), None)
    return Shown(
        event=event,
        first=first_shown(quarter, event),
        first_over=first_over(quarter, event),
        told=begun,
        over=over,
    )


def first_over(quarter: Quarter, event: Event) -> datetime:
    """The end of the first crawl that can show that the event is over, or a bound of it.

    What kept crawls out is over with the first that reads; what pages and texts had, once most of the newest
    are well again; a silence with the first report; too few of them once a day has passed.
    """
    if event.code == "clock":
        return _all_again(quarter, event)
    if event.slug is None:
        return next(
            at
            for at in quarter.rounds
            if at >= event.end and (event.kind != "network down" or _read_at(quarter, at))
        )
    outlet = quarter.outlets[event.slug]
    after = [one for one in quarter.visited[event.slug] if one.at >= event.end]
    if event.code == "dead-feed" and event.kind in AT_CRAWL:  # the feed may time out once more by itself
        well = [one.at for one in outlet.fetches if one.role == "feed" and one.cause is None]
        return next(one.at for one in after if any(one.at <= at < one.at + HOUR for at in well))
    if event.kind in AT_CRAWL:
        return next(one.at for one in after if one.read)
    if event.kind == "few":
        return next(one.at for one in after if after[0].at <= one.at - DAY)
    wanted = {"silent": 1, "feed frozen": 1}.get(event.kind, 3)
    if event.kind == "unsigned":
        wanted = 10  # of ten most are signed again
    seed = outlet.url("feed") if event.kind == "feed frozen" else None
    well = [one.at for one in outlet.texts if one.at >= event.end and (seed is None or one.seed == seed)]
    return max(one.at for one in after if one.at <= well[wanted - 1])


def _all_again(quarter: Quarter, event: Event) -> datetime:
    """When all outlets were crawled again that the round crawled in which the clock was found set."""
    first = first_shown(quarter, event)
    all_ = [[one.at for one in visited] for visited in quarter.visited.values()]
    return max(next(at for at in one if first is not None and at > first) for one in all_ if first in one)


def _read_at(quarter: Quarter, at: datetime) -> bool:
    return any(one.at == at and one.read for all_ in quarter.visited.values() for one in all_)


def first_shown(quarter: Quarter, event: Event) -> datetime | None:
    """The end of the first crawl (for the machine's own: the first round) that can show the event."""
    if event.slug is None:
        return _of_machine(quarter, event)
    outlet = quarter.outlets[event.slug]
    after = [one for one in quarter.visited[event.slug] if one.at >= event.begin]
    if event.kind in AT_CRAWL:  # a crawl that its own accident kept out shows nothing of a feed
        seen = [one for one in after if one.read or event.code != "dead-feed"]
        return seen[AT_CRAWL[event.kind] - 1].at
    needed = reports_needed(event, 1 - outlet.press.signed)
    if needed is not None:
        rows = outlet.fetches if event.kind in ("captcha", "no body") else outlet.texts
        at = [
            one.at for one in rows if one.at >= event.begin and getattr(one, "role", "article") == "article"
        ]
        return None if len(at) < needed else max(one.at for one in after if one.at <= at[needed - 1])
    if event.kind == "few":
        # A crawl finds what was printed since the one before it: a whole day of the event must lie behind it.
        return next(one.at for one in after if after[0].at <= one.at - DAY)
    seed = outlet.url("feed") if event.kind == "feed frozen" else None
    news = [one.at for one in outlet.texts if (seed is None or one.seed == seed) and one.at < event.end]
    return _silent(news, quarter.visited[event.slug], event)


def _silent(news: Sequence[datetime], visited: Sequence[Visited], event: Event) -> datetime | None:
    """The first crawl after its own second longest gap and a quarter, ten mean gaps, and a day.

    Gaps are counted from crawl to crawl.
    """
    at = [one.at for one in visited if one.read]
    begun = sorted({max(one for one in at if one <= moment) for moment in news if moment < event.end})
    before = [one for one in begun if one < event.begin + DAY]
    gaps = sorted(b - a for a, b in pairwise(before))
    limit = max(DAY, 1.25 * gaps[-2], 10 * sum(gaps, timedelta(0)) / len(gaps))
    return next((one for one in at if one > before[-1] + limit), None)


def _of_machine(quarter: Quarter, event: Event) -> datetime | None:
    if event.kind == "network down":
        failed = sorted(
            (one.at, slug) for slug, all_ in quarter.visited.items() for one in all_ if event.holds(one.at)
        )
        for at, _ in failed:
            slugs = [slug for moment, slug in failed if moment <= at]
            if len(set(slugs)) >= 3 or (len(set(slugs)) == 2 and len(slugs) > 2):
                return at
        return None
    if event.code == "clock":
        return min(one.at for all_ in quarter.visited.values() for one in all_ if one.at >= event.begin)
    wait = {"disk": 0 * HOUR, "unsigned log": 6 * HOUR, "unstamped": 2 * DAY}[event.kind]
    return next(at for at in quarter.rounds if at + CRAWLING > event.begin + wait)
