"""The newsrooms' sites as crawls find them: feeds that reorder, pages that refuse, servers that are out."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.health_history import Crawl, Fetch, Sighting, Text
from tests.seasons.newsrooms import DAY, HOUR, Newsroom, poisson, printed
from tests.seasons.truth import Wanted

PAGE_NOISE, DATE_NOISE, FEED_NOISE = 0.012, 0.004, 0.005
NOISE = ("timeout", "timeout", "http-404", "no-body", "http-500")
AGAIN = 3  # crawls in which a page is asked for that failed
LOOKED_AGAIN = 6 * HOUR  # after an outage, at the latest
EXAMS = range(4, 8)  # hours of Baghdad in which there is no internet


@dataclass
class Site:
    """One outlet's site, and what crawls brought home of it."""

    room: Newsroom
    chance: random.Random
    printed: Sequence[datetime]
    outages: Sequence[tuple[datetime, datetime]]
    planted: Sequence[Wanted]
    held: set[int] = field(default_factory=set)
    left: dict[int, int] = field(default_factory=dict)
    lost: int = 0
    crawls: list[Crawl] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    found: list[datetime] = field(default_factory=list)

    def out(self) -> list[Wanted]:
        """Its outages, as something that may be told while it cannot be reached, and need not."""
        return [
            Wanted(
                kind="outage",
                slug=self.room.slug,
                begin=begin,
                end=end,
                codes=frozenset({"unreachable", "server-errors"}),
                by=None,
                over_by=end + LOOKED_AGAIN,
            )
            for begin, end in sorted(self.outages)
        ]

    def crawl(self, at: datetime) -> bool:
        """One crawl; whether it read."""
        cause = self._no_way_in(at)
        self.crawls.append(Crawl(at=at, ended=True, read=cause is None, cause=cause))
        if cause is not None:
            return False
        by_feed, by_front = self._listed(at)
        failed = self.chance.random() < FEED_NOISE
        self.fetches.append(
            Fetch(
                at=at + timedelta(seconds=1),
                url=self.url("feed"),
                role="feed",
                cause="timeout" if failed else None,
            )
        )
        self.fetches.append(Fetch(at=at + timedelta(seconds=1), url=self.url(""), role="home"))
        listed = {**dict.fromkeys(by_front, ""), **({} if failed else dict.fromkeys(by_feed, "feed"))}
        new = [(index, seed) for index, seed in sorted(listed.items()) if index not in self.held]
        self.held.update(listed)
        again, self.left = self.left, {}
        for place, (index, seed) in enumerate([*dict.fromkeys(again, "feed").items(), *new]):
            self._report(index, seed, at + timedelta(seconds=2 + place / 20), again.get(index, 0))
        return True

    def _no_way_in(self, at: datetime) -> str | None:
        if any(begin <= at < end for begin, end in self.outages):
            return self.chance.choice(("timeout", "http-503", "connection-refused"))
        kinds = {one.kind for one in self.planted if one.holds(at)}
        if "server down" in kinds or ("shutdown" in kinds and not self.room.abroad):
            return "timeout"
        if "exams" in kinds and (at + 3 * HOUR).hour in EXAMS:
            return "timeout"
        return None

    def _listed(self, at: datetime) -> tuple[list[int], list[int]]:
        """What feed and front page hold, by number; evergreens are known after the first crawl."""
        upto = bisect_right(self.printed, at)
        feed, front = self.room.feed, self.room.front
        by_feed = range(max(0, upto - feed), upto)
        if self.room.restless:
            wide = range(max(0, upto - feed * 3 // 2), upto)
            newest = list(wide)[-feed // 2 :]
            rest = [index for index in wide if index not in newest]
            by_feed = [0, 1, *self.chance.sample(rest, min(len(rest), feed // 2)), *newest]
        return list(by_feed), list(range(max(0, upto - front), upto))

    def _report(self, index: int, seed: str, at: datetime, tried: int) -> None:
        chance, url = self.chance, self.url(f"report/{index}")
        cause = chance.choice(NOISE) if chance.random() < PAGE_NOISE else None
        kinds = {one.kind for one in self.planted if one.holds(at)}
        if chance.random() < (0.6 if "refuses more" in kinds else self.room.refuses):
            cause = "http-403"
        if not tried:
            self.sightings.append(Sighting(at=at, forbidden=False))
        self.fetches.append(Fetch(at=at, url=url, role="article", cause=cause))
        if cause in ("timeout", "http-403", "http-500") and tried < AGAIN:
            self.left[index] = tried + 1
        if cause is not None:
            return
        restless = self.room.restless and chance.random() < 0.04  # it repeats an item, or dates it back
        dated = chance.random() >= DATE_NOISE
        self.texts.append(
            Text(
                at=at,
                article=url,
                dated=dated,
                signed=chance.random() < self.room.signed,
                words=int(chance.lognormvariate(5.6, 0.6)),
                digest=self.url(f"report/{max(2, index - 9)}") if restless else url,
                seed=self.url(seed),
            )
        )
        if dated:
            self.found.append(self.printed[index] - (chance.random() * 400 * DAY if restless else 0 * DAY))

    def url(self, path: str) -> str:
        return f"https://{self.room.slug}.example/{path}"


def sites(
    rooms: Sequence[Newsroom], seed: int, planted: Sequence[Wanted], begin: datetime, end: datetime
) -> dict[str, Site]:
    """The sites of a seed, before anybody crawled them."""
    found = {}
    for room in rooms:
        chance = random.Random(f"{seed} {room.slug}")
        mine = [one for one in planted if one.slug == room.slug or one.country == room.country]
        moments = printed(room, chance, lambda at, mine=mine: _factor(mine, at), begin, end)
        found[room.slug] = Site(
            room=room,
            chance=chance,
            printed=moments,
            outages=_outages(room, chance, begin, end),
            planted=mine,
        )
    return found


def _factor(planted: Sequence[Wanted], at: datetime) -> float:
    """What is left of a newsroom's output by all that is planted at a moment."""
    factor = 1.0
    for one in planted:
        if not one.holds(at):
            continue
        if one.kind in ("portal stops in Ramadan", "edition on strike", "weekly ends", "strike", "shutdown"):
            return 0.0
        if one.kind == "hardly anything":
            factor *= 0.1
        if one.kind == "war":
            factor *= 10
        if one.kind == "slow death":
            week = (at - one.begin) / (7 * DAY)
            factor *= 0.85**week if week < 22 else 0.0
    return factor * (
        _thrice(at) if any(one.kind == "new rhythm" and at >= one.begin for one in planted) else 1
    )


def _thrice(at: datetime) -> float:
    """Of a newsroom that printed on six days, on Monday, Wednesday and Friday alone, and twice as much."""
    return 2.0 if (at + 3 * HOUR).weekday() in (0, 2, 4) else 0.0


def _outages(
    room: Newsroom, chance: random.Random, begin: datetime, end: datetime
) -> list[tuple[datetime, datetime]]:
    found = []
    for _ in range(poisson(chance, room.outages * ((end - begin) / DAY))):
        at = begin + (end - begin) * chance.random()
        found.append((at, at + min(10.0, chance.lognormvariate(0, 0.8) * room.outage_hours) * HOUR))
    return found
