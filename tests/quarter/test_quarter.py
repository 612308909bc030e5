"""A quarter of twelve outlets with trouble of every kind: each is told in time, once, and nothing else is."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from archive.health import everywhere
from archive.health_rows import is_feast
from archive.place import init_archive
from extractors.outlets import parse_outlet
from tests.quarter.events import CLOCK, OUTAGE
from tests.quarter.expected import Shown, shown
from tests.quarter.presses import PRESSES
from tests.quarter.quarter import CRAWLING, TICK, Quarter
from tests.quarter.world import outlets


def quarter_of(folder: Path, seed: int, scale: float, cadence: str) -> Quarter:
    """A quarter that begins: `scale` makes large outlets smaller, `cadence` is everybody's."""
    archive = init_archive(folder / "archive", contact="tests@example.org")
    declared = {}
    for press in PRESSES:
        site = f"https://{press.slug}.example"
        text = f"""name = "{press.slug}"
country = "SY"
timezone = "{press.zone}"
homepage = "{site}/"
domains = ["{press.slug}.example"]
feeds = ["{site}/feed"]
cadence = "{cadence}"
"""
        declared[press.slug] = parse_outlet(text, press.slug, f"{press.slug}.toml")
    return Quarter(archive=archive, outlets=outlets(PRESSES, seed, scale), declared=declared)


CADENCE = timedelta(hours=6)
HOUR = timedelta(hours=1)
SHORT = (1, 0.5, "6h")  # seed, size of the agency, cadence


def run(folder: Path, seed: int, scale: float, cadence: str) -> Quarter:
    """A quarter that has ended. Now and then all are judged anew, by the function that rounds call."""
    quarter = quarter_of(folder, seed, scale, cadence)

    def compare(true: datetime) -> None:
        if len(quarter.rounds) % 400:
            return
        wall = true + quarter.ahead(true) + CRAWLING
        found, network = everywhere(quarter.histories(wall), wall, is_feast)
        told = quarter.judged(true, wall)
        codes = [[alarm.code for alarm in one.alarms] for one in told.outlets]
        assert [[alarm.code for alarm in one.alarms] for one in found] == codes
        assert network in (None, *told.alarms)

    quarter.run(on_round=compare)
    return quarter


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Quarter:
    """The quarter that `make test` looks at."""
    return run(tmp_path_factory.mktemp("quarter"), *SHORT)


def outcomes(quarter: Quarter) -> list[Shown]:
    return [shown(quarter, event) for event in quarter.events if event.code is not None]


def complaints(quarter: Quarter, waits: timedelta = timedelta(0)) -> list[str]:
    """What was told late, wrongly, twice, or of nothing at all; silences may be told so much late."""
    found, expected = [], []
    for one in outcomes(quarter):
        event = one.event
        name = f"{event.kind} of {event.slug or 'the machine'}"
        if one.told is None or one.over is None or one.first is None:
            found.append(f"{name}: told {one.told}, over {one.over}, could be seen {one.first}")
            continue
        expected += [one.told, one.over]
        allowed = waits if event.kind in ("silent", "feed frozen") else timedelta(0)
        if one.told.at > one.first + allowed:
            found.append(f"{name}: told {one.told.at}, could be seen {one.first}")
        if event.cause is not None and one.told.cause != event.cause:
            found.append(f"{name}: {one.told.cause} is told as its cause")
        if one.over.at > one.first_over or (event is not CLOCK and one.over.at < event.end - HOUR):
            found.append(f"{name}: over {one.over.at}, could be seen {one.first_over}")
    return found + [f"told of nothing: {one}" for one in quarter.told if not any(one is e for e in expected)]


def unpunctual(quarter: Quarter, cadence: timedelta) -> list[str]:
    """Crawls that came later than they were due, or too soon after the one before."""
    found = []
    for slug, visited in quarter.visited.items():
        for before, after in pairwise(visited):
            name = f"{slug} at {after.at}"
            clock = any(before.at < at <= after.at for at in (CLOCK.begin, CLOCK.end))
            if OUTAGE.holds(after.at - TICK) or clock:
                continue  # at the first tick after an outage all are overdue, when the clock was set some are
            if after.at + quarter.ahead(after.at) - after.due_at >= TICK:
                found.append(f"{name} was due at {after.due_at}")
            if after.at - before.at < cadence:
                found.append(f"{name} came after {before.at}")
    return found


def test_every_event_is_told_at_the_first_crawl_that_shows_it_and_nothing_else_is(quarter: Quarter) -> None:
    assert complaints(quarter) == []
    assert len(outcomes(quarter)) >= 20


def test_no_due_crawl_is_missed_and_none_doubled(quarter: Quarter) -> None:
    assert unpunctual(quarter, CADENCE) == []
    assert min(map(len, quarter.visited.values())) > 91


def test_after_an_outage_all_are_crawled_once_and_at_once(quarter: Quarter) -> None:
    for slug, visited in quarter.visited.items():
        assert not [one for one in visited if OUTAGE.holds(one.at)]
        after = [one.at for one in visited if OUTAGE.end <= one.at < OUTAGE.end + CADENCE]
        due = min(one.due_at for one in visited if one.at >= OUTAGE.end)
        assert after[:1] == ([OUTAGE.end] if due <= OUTAGE.end else []), slug
        assert len(after) <= 1, slug


def test_a_clock_set_ahead_and_back_costs_a_crawl_each_and_alarms_no_outlet(quarter: Quarter) -> None:
    for slug, visited in quarter.visited.items():
        for moment in (CLOCK.begin, CLOCK.end):
            assert len([one for one in visited if moment <= one.at < moment + CADENCE]) <= 1, slug
        assert [one for one in visited if CLOCK.end <= one.at < CLOCK.end + timedelta(hours=13)], slug


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_quarters_of_other_seeds_tell_the_same(tmp_path: Path, seed: int) -> None:
    quarter = run(tmp_path, seed, 0.5, "6h")
    assert complaints(quarter) == []
    assert unpunctual(quarter, CADENCE) == []


@pytest.mark.soak
def test_an_hourly_quarter_with_a_large_agency_tells_the_same(tmp_path: Path) -> None:
    quarter = run(tmp_path, 21, 1.0, "1h")
    # Health counts of a gap only what was watched, an hour or two from crawl to crawl; the truth counts all.
    assert complaints(quarter, waits=timedelta(hours=12)) == []
    assert unpunctual(quarter, HOUR) == []
