"""Generated weeks of an outlet, looked at after each crawl: each planted event alarms, and nothing else.

The generated outlet prints little at night, less on Fridays, less in Ramadan, and nothing at a feast.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from archive.health import Health, assess, everywhere
from archive.health_history import HISTORY, Crawl, Fetch, History, Sighting, Text
from archive.health_rows import is_feast
from extractors.hijri import YEARS as HIJRI_YEARS
from extractors.hijri import hijri_day

BEGIN = datetime(2026, 1, 5, 3, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Damascus")
FEED, HOME = "https://outlet.example/feed", "https://outlet.example/"
EVERY = timedelta(hours=2)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
RAMADAN = (datetime(2026, 2, 18, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC))
EVENT = BEGIN + 6 * WEEK + timedelta(hours=7)


@dataclass
class World:
    """What is planted; each changes what a crawl finds from EVENT on (or between two moments)."""

    per_hour: float = 2.0
    ours_down: tuple[datetime, datetime] | None = None
    theirs_down: tuple[datetime, datetime] | None = None
    text: Callable[[Text], Text] = lambda text: text
    wall: str | None = None
    wall_share: float = 1.0
    seed_cause: str | None = None
    feed_frozen: bool = False
    printing: Callable[[datetime], float] = lambda at: 1.0
    forbidden: bool = False
    seed: int = 1
    crawls: list[Crawl] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)

    def rate(self, at: datetime) -> float:
        """Reports to be expected in the hour that begins at `at`."""
        there = at.astimezone(ZONE)
        rate = self.per_hour * (0.15 if there.hour < 7 else 1.0)
        if there.weekday() == 4:
            rate *= 0.25
        if RAMADAN[0] <= at < RAMADAN[1]:
            rate *= 0.6
        if is_feast(there.date()):
            rate = 0
        return rate * self.printing(at)

    def run(self, until: datetime) -> Iterator[datetime]:
        """Crawl after crawl, up to `until`: each time the moment at which it has ended."""
        chance, at, waiting, number = random.Random(self.seed), BEGIN, 30, 0
        hour = BEGIN
        while at < until:
            while hour < at:
                rate = self.rate(hour)
                waiting += sum(chance.random() < rate / 12 for _ in range(12))
                hour += timedelta(hours=1)
            if self.ours_down and self.ours_down[0] <= at < self.ours_down[1]:
                at += EVERY
                continue
            happens = at >= EVENT
            down = self.theirs_down and self.theirs_down[0] <= at < self.theirs_down[1]
            if down or chance.random() < 0.004:
                self.crawls.append(Crawl(at=at, ended=True, read=False, cause="dns"))
                yield at + timedelta(minutes=5)
                at += EVERY
                continue
            self.crawls.append(Crawl(at=at, ended=True, read=True))
            self.fetches.append(Fetch(at=at, url=HOME, role="home"))
            gone = self.seed_cause if happens else None
            self.fetches.append(Fetch(at=at, url=FEED, role="feed", cause=gone))
            frozen = happens and (self.feed_frozen or self.seed_cause is not None)
            for _ in range(waiting):
                number += 1
                when = at + timedelta(seconds=1 + number % 97)
                forbidden = happens and self.forbidden
                self.sightings.append(Sighting(at=when, forbidden=forbidden))
                if forbidden:
                    continue
                url, cause = f"https://outlet.example/{number}", None
                if chance.random() < 0.02:
                    cause = chance.choice(["timeout", "http-500", "no-body", "http-404"])
                if happens and self.wall and chance.random() < self.wall_share:
                    cause = self.wall
                self.fetches.append(Fetch(at=when, url=url, role="article", cause=cause))
                if cause is None:
                    text = Text(
                        at=when,
                        article=url,
                        signed=chance.random() < 0.55,
                        dated=chance.random() < 0.99,
                        words=int(chance.lognormvariate(5.6, 0.6)),
                        digest=url,
                        seed=HOME if frozen or number % 3 == 0 else FEED,
                    )
                    self.texts.append(self.text(text) if happens else text)
            waiting = 0
            yield at + timedelta(minutes=5)
            at += EVERY

    def history(self, now: datetime, slug: str = "outlet") -> History:
        since = now - HISTORY
        return History(
            slug=slug,
            zone=ZONE,
            crawls=[one for one in self.crawls if one.at >= since],
            fetches=[one for one in self.fetches if one.at >= since],
            texts=[one for one in self.texts if one.at >= since],
            sightings=[one for one in self.sightings if one.at >= since],
            ever_read=bool(self.texts),
        )


def test_every_feast_of_the_tables_is_known_and_no_day_beside_it() -> None:
    """Hijri years are shorter: which of them lies in a year of ours changes now and then, as in 2030."""
    for year in range(HIJRI_YEARS.start + 1, HIJRI_YEARS.stop):
        fast, hajj = hijri_day(year, 10, 1), hijri_day(year, 12, 1)
        feasts = [fast + n * DAY for n in range(-1, 5)] + [hajj + n * DAY for n in range(7, 15)]
        assert [day for day in feasts if not is_feast(day)] == []
        assert not any(map(is_feast, (fast - 2 * DAY, fast + 5 * DAY, hajj + 6 * DAY, hajj + 15 * DAY)))
    assert not any(map(is_feast, (date.min, date(2090, 1, 1), date.max)))


def alarms(
    world: World, until: datetime, since: datetime = BEGIN, nth: int = 1
) -> list[tuple[datetime, Health]]:
    """Every look after a crawl (every `nth`), from `since` on, that raised an alarm."""
    found = []
    for number, now in enumerate(world.run(until)):
        if now >= since and number % nth == 0:
            health = assess(world.history(now), now, is_feast)
            if health.alarms:
                found.append((now, health))
    return found


def codes(found: list[tuple[datetime, Health]]) -> set[str]:
    return {alarm.code for _, health in found for alarm in health.alarms}


@pytest.mark.parametrize("per_hour", [0.1, 0.7, 3.0])
def test_ordinary_weeks_with_fridays_ramadan_and_a_feast_alarm_nobody(per_hour: float) -> None:
    world = World(per_hour=per_hour)
    found = alarms(world, BEGIN + 12 * WEEK, BEGIN + 3 * WEEK, nth=11)
    assert [(str(now), health.alarms) for now, health in found] == []
    last = assess(world.history(BEGIN + 12 * WEEK), BEGIN + 12 * WEEK, is_feast)
    assert last.typical_24h is not None


PLANTED: dict[str, tuple[dict[str, object], str, timedelta]] = {
    # What is planted, the code it raises, and how long a crawl that can show it may take to come.
    "dates": ({"text": lambda text: replace(text, dated=False)}, "dates-missing", timedelta(hours=6)),
    "bylines": ({"text": lambda text: replace(text, signed=False)}, "bylines-missing", timedelta(hours=20)),
    "titles": ({"text": lambda text: replace(text, titled=False)}, "titles-missing", timedelta(hours=6)),
    "lengths": ({"text": lambda text: replace(text, words=9)}, "lengths-changed", timedelta(hours=6)),
    "one text": ({"text": lambda text: replace(text, digest="same")}, "same-text", timedelta(hours=6)),
    "bot wall": ({"wall": "bot-challenge"}, "blocked", timedelta(hours=6)),
    "some walls": ({"wall": "http-403", "wall_share": 0.8}, "blocked", timedelta(hours=10)),
    "empty pages": ({"wall": "no-body"}, "bodies-missing", timedelta(hours=6)),
    "pages beyond readers": ({"wall": "reading-memory"}, "reading-limits", timedelta(hours=6)),
    "certificate": ({"wall": "tls"}, "certificate", timedelta(hours=6)),
    "gone feed": ({"seed_cause": "http-404"}, "dead-feed", timedelta(hours=2)),
    "failing feed": ({"seed_cause": "timeout"}, "dead-feed", timedelta(hours=6)),
    "frozen feed": ({"feed_frozen": True}, "dead-feed", timedelta(hours=64)),
    "robots": ({"forbidden": True}, "robots", timedelta(hours=6)),
    "silence": ({"printing": lambda at: float(at < EVENT)}, "silent", timedelta(hours=64)),
    "few": ({"per_hour": 4.0, "printing": lambda at: 1.0 if at < EVENT else 0.1}, "few", timedelta(hours=40)),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_alarms_in_time_with_its_code_alone(planted: str) -> None:
    changes, code, within = PLANTED[planted]
    world = World(**changes)  # type: ignore[arg-type]
    found = alarms(world, EVENT + within + 20 * EVERY, EVENT - 6 * EVERY)
    assert codes(found) == {code}
    first, health = found[0]
    assert EVENT <= first <= EVENT + within + EVERY
    assert health.alarms[0].since >= EVENT - DAY
    assert [str(health.alarms[0].what), str(health.alarms[0].cause), str(health.alarms[0].next)]
    # It stands as long as it lasts, from the first crawl that shows it on.
    assert len(found) >= (world.crawls[-1].at - first) // EVERY


def test_an_alarm_is_over_when_it_is_over() -> None:
    ended = EVENT + timedelta(hours=50)
    world = World(text=lambda text: replace(text, dated=text.at >= ended))
    found = alarms(world, EVENT + 5 * DAY, EVENT - DAY)
    assert codes(found) == {"dates-missing"}
    assert found[-1][0] <= ended + timedelta(hours=12)


@pytest.mark.parametrize("days", [0.5, 2, 6])
def test_an_outage_of_ours_is_no_silence_of_the_outlet(days: float) -> None:
    world = World(ours_down=(EVENT, EVENT + days * DAY))
    assert [(str(now), h.alarms) for now, h in alarms(world, EVENT + 10 * DAY, EVENT - DAY, 2)] == []


def test_an_outlet_that_cannot_be_reached_is_told_at_its_second_failure_and_is_over_at_once() -> None:
    world = World(theirs_down=(EVENT, EVENT + DAY))
    found = alarms(world, EVENT + 3 * DAY, EVENT - DAY)
    assert codes(found) == {"unreachable"}
    assert EVENT <= found[0][0] <= EVENT + 2 * EVERY
    assert found[-1][0] <= EVENT + DAY + timedelta(minutes=5)


def test_when_nothing_can_be_reached_it_is_the_network_and_no_outlet() -> None:
    worlds = [World(theirs_down=(EVENT, EVENT + DAY), seed=seed) for seed in (1, 2, 3)]
    for world in worlds:
        *_, now = world.run(EVENT + EVERY)
    told = [one.history(now, str(number)) for number, one in enumerate(worlds)]
    left, network = everywhere(told, now)
    assert [one.alarms for one in left] == [(), (), ()]
    assert network is not None
    assert (network.code, network.figures["outlets"]) == ("network", 3)
    worlds[0].crawls.append(Crawl(at=now, ended=True, read=True))
    left, network = everywhere([worlds[0].history(now, "0"), *told[1:]], now)
    assert network is None
    assert [one.alarms for one in left] == [(), (), ()]  # what failed meanwhile is none of theirs


def test_an_outlet_that_failed_twice_waits_for_word_of_another() -> None:
    down = World(theirs_down=(EVENT, EVENT + DAY), seed=1)
    *_, now = down.run(EVENT + 2 * EVERY)
    other = World(seed=2)
    *_, _ = other.run(EVENT - EVERY)
    told = [down.history(now, "down"), other.history(now, "other")]
    left, network = everywhere(told, now)
    assert [alarm.code for one in left for alarm in one.alarms] == []
    assert network is None
    other.crawls.append(Crawl(at=now, ended=True, read=True))
    left, network = everywhere([down.history(now, "down"), other.history(now, "other")], now)
    assert [alarm.code for one in left for alarm in one.alarms] == ["unreachable"]
    assert network is None


def test_a_single_refusal_where_all_was_read_is_told_at_once_and_a_single_failure_is_not() -> None:
    world = World()
    *_, now = world.run(EVENT)
    for cause, code in {
        "http-403": "blocked",
        "bot-challenge": "blocked",
        "tls": "certificate",
        "robots": "robots",
        "redirect-to-other-host": "moved",
        "timeout": None,
        "server-error": None,
    }.items():
        failed = Crawl(at=now, ended=True, read=False, cause=cause)
        health = assess(replace(world.history(now), crawls=[*world.crawls, failed]), now + EVERY)
        assert [alarm.code for alarm in health.alarms] == ([code] if code else []), cause


def test_too_little_history_tells_nothing() -> None:
    world = World(text=lambda text: replace(text, dated=False))
    for now in world.run(BEGIN + 5 * DAY):
        health = assess(world.history(now), now)
        assert health.typical_24h is None
        assert health.alarms == ()
    nobody = assess(History(slug="new", zone=ZONE), BEGIN)
    assert (nobody.last_crawl_at, nobody.alarms) == (None, ())


def test_an_outlet_of_which_nothing_was_ever_read_is_told_after_three_crawls() -> None:
    crawls = [Crawl(at=BEGIN + n * EVERY, ended=True, read=True) for n in range(3)]
    two, three = (assess(History(slug="new", zone=ZONE, crawls=crawls[:n]), BEGIN + DAY) for n in (2, 3))
    assert two.alarms == ()
    assert [alarm.code for alarm in three.alarms] == ["never-read"]


def test_what_was_due_long_ago_is_told() -> None:
    world = World()
    *_, now = world.run(BEGIN + DAY)
    due = replace(world.history(now), next_due_at=now + EVERY)
    assert assess(due, now + EVERY).alarms == ()
    assert [alarm.code for alarm in assess(due, now + DAY).alarms] == ["overdue"]


def test_a_crawl_that_read_nothing_ends_no_alarm() -> None:
    world = World(text=lambda text: replace(text, dated=False))
    *_, now = world.run(EVENT + DAY)
    assert [alarm.code for alarm in assess(world.history(now), now).alarms] == ["dates-missing"]
    failed = Crawl(at=now, ended=True, read=False, cause="timeout")
    health = assess(replace(world.history(now), crawls=[*world.crawls, failed]), now + EVERY)
    assert [alarm.code for alarm in health.alarms] == ["dates-missing"]


def test_a_feed_that_timed_out_now_and_then_is_gone_when_it_says_so() -> None:
    world = World()
    *_, now = world.run(EVENT)
    feeds = [index for index, one in enumerate(world.fetches) if one.url == FEED]
    for index in feeds[50:200:50]:
        world.fetches[index] = replace(world.fetches[index], cause="timeout")
    assert assess(world.history(now), now).alarms == ()
    world.fetches[feeds[-1]] = replace(world.fetches[feeds[-1]], cause="http-410")
    assert [alarm.code for alarm in assess(world.history(now), now).alarms] == ["dead-feed"]


def test_an_outlet_whose_crawls_were_all_cut_short_is_told_of_without_an_error() -> None:
    crawls = [Crawl(at=BEGIN + number * EVERY, ended=False, read=True) for number in range(10)]
    fetches = [Fetch(at=crawl.at, url=url, role="feed") for crawl in crawls for url in (FEED, HOME)]
    history = History(
        slug="outlet", zone=ZONE, crawls=crawls, fetches=fetches, texts=[], sightings=[], ever_read=True
    )
    assert assess(history, crawls[-1].at + EVERY).alarms == ()
