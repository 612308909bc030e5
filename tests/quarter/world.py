"""The outlets as crawls find them: what is on their sites at a moment, trouble and noise included.

A crawl gives the plain rows that `archive.health_rows` makes of a real crawl's captures.
"""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.health_history import Crawl, Fetch, Sighting, Text
from archive.health_seen import Seen
from tests.quarter.events import EVENTS, Event
from tests.quarter.presses import BEGIN, DAYS, END, Press, printed

LISTED = 30  # reports that a first look finds
REBOOT = timedelta(minutes=20)
CRAWL_CAUSES = {"refused", "too many", "robots", "certificate", "server down", "server errors", "moved"}
FEED_CAUSES = {"feed gone", "feed is a page"}
# How often what is well goes wrong by itself: a page, a date, a seed.
PAGE_NOISE, DATE_NOISE, SEED_NOISE, EDITED = 0.01, 0.004, 0.004, 0.08
NOISE = ("timeout", "http-404", "no-body", "server-error")


@dataclass
class Outlet:
    """One outlet's site, and what crawls have brought home of it, in order of the machine's clock."""

    press: Press
    chance: random.Random
    printed: Sequence[datetime]
    reboots: Sequence[datetime]
    taken: int = 0
    number: int = 0
    left: list[int] = field(default_factory=list)
    crawls: list[Crawl] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    found: list[datetime] = field(
        default_factory=list
    )  # when it printed what is held, by the machine's clock

    def crawl(self, true: datetime, wall: datetime, events: Sequence[Event], jump: timedelta) -> bool:
        """One crawl that begins at a true time, while the machine's clock shows `wall`; whether it read.

        `jump` is by how much that clock was set since the round before.
        """
        kinds = {event.kind: event for event in events}
        cause = self._no_way_in(true, kinds)
        seen = Seen(clock_jump_seconds=round(jump.total_seconds())) if jump else None
        self.crawls.append(Crawl(at=wall, ended=True, read=cause is None, cause=cause, seen=seen))
        if cause is not None:
            return False
        self._seeds(wall, kinds)
        upto = bisect_right(self.printed, true)
        begin = self.taken if self.taken else max(0, upto - LISTED)
        new, self.taken = [*self.left, *range(begin, upto)], upto
        self.left = []
        for place, index in enumerate(new):
            self._report(index, wall + timedelta(seconds=2 + place / 10), wall - true, kinds)
        for place in range(sum(self.chance.random() < EDITED for _ in new)):
            at = wall + timedelta(seconds=3 + (len(new) + place) / 10)
            url = self._url(self.chance.randrange(upto))
            self.fetches.append(Fetch(at=at, url=url, role="article", cause=_walled(kinds)))
        return True

    def _no_way_in(self, true: datetime, kinds: dict[str, Event]) -> str | None:
        if "network down" in kinds:
            return "timeout"
        for kind in CRAWL_CAUSES & kinds.keys():
            return kinds[kind].cause
        return "connection-refused" if any(at <= true < at + REBOOT for at in self.reboots) else None

    def _seeds(self, wall: datetime, kinds: dict[str, Event]) -> None:
        at = wall + timedelta(seconds=1)
        dead = next((kinds[kind].cause for kind in FEED_CAUSES & kinds.keys()), None)
        cause = dead or ("timeout" if self.chance.random() < SEED_NOISE else None)
        self.fetches.append(Fetch(at=at, url=self.url("feed"), role="feed", cause=cause))
        self.fetches.append(Fetch(at=at, url=self.url(""), role="home"))

    def _report(self, index: int, at: datetime, ahead: timedelta, kinds: dict[str, Event]) -> None:
        chance, url = self.chance, self._url(index)
        cause = chance.choice(NOISE) if chance.random() < PAGE_NOISE else None
        cause = _walled(kinds) or cause
        self.sightings.append(Sighting(at=at, forbidden=False))
        self.fetches.append(Fetch(at=at, url=url, role="article", cause=cause))
        if cause == "timeout":
            self.left.append(index)
        if cause is not None:
            return
        by_feed = index % 3 != 0 and not {"feed frozen", *FEED_CAUSES} & kinds.keys()
        dated = "undated" not in kinds and chance.random() >= DATE_NOISE
        self.texts.append(
            Text(
                at=at,
                article=url,
                titled="untitled" not in kinds,
                dated=dated,
                signed="unsigned" not in kinds and chance.random() < self.press.signed,
                words=9 if "short" in kinds else int(chance.lognormvariate(5.6, 0.6)),
                digest="consent" if "consent" in kinds else url,
                seed=self.url("feed" if by_feed else ""),
            )
        )
        if dated:
            self.found.append(self.printed[index] + ahead)

    def url(self, path: str) -> str:
        return f"https://{self.press.slug}.example/{path}"

    def _url(self, index: int) -> str:
        return self.url(f"report/{index}")


def _walled(kinds: dict[str, Event]) -> str | None:
    """What is wrong with every page, also with those that were captured before."""
    return next((kinds[kind].cause for kind in ("captcha", "no body") if kind in kinds), None)


def outlets(presses: Sequence[Press], seed: int, scale: float) -> dict[str, Outlet]:
    """The outlets of a seed, before anybody crawled them."""
    found = {}
    for press in presses:
        chance = random.Random(f"{seed} {press.slug}")
        moments = printed(
            press, chance, lambda at, slug=press.slug: _rate(slug, at), scale if press.per_day > 100 else 1.0
        )
        reboots = sorted(BEGIN + (END - BEGIN) * chance.random() for _ in range(DAYS // 9))
        found[press.slug] = Outlet(press=press, chance=chance, printed=moments, reboots=reboots)
    return found


def _rate(slug: str, at: datetime) -> float:
    kinds = {event.kind for event in EVENTS if event.slug == slug and event.holds(at)}
    return 0.0 if "silent" in kinds else 0.08 if "few" in kinds else 1.0
