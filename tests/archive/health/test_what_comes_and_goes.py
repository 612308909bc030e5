"""What fails at random, or every other crawl, is told once and over once; what is clear cut at once."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from archive.health_crawls import BACK, coming_and_going, failing
from archive.health_history import Crawl
from archive.health_shares import fallen

EVERY = timedelta(hours=6)
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
CRAWLS, REQUESTS = 40, 12  # before anything happens; of each crawl


def told(bad: float, crawls: int, after: int = 16, seed: int = 1) -> list[int]:
    """After which crawl an alarm began or was over, of requests of which for `crawls` crawls so many fail."""
    chance = random.Random(seed)
    good: list[bool] = []
    stood, changes = False, []
    for number in range(CRAWLS + crawls + after):
        share = bad if CRAWLS <= number < CRAWLS + crawls else 0.08
        good += [chance.random() >= share for _ in range(REQUESTS)]
        stands = number >= CRAWLS and fallen(good) is not None
        if stands != stood:
            changes.append(number - CRAWLS)
        stood = stands
    return changes


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("bad", [0.6, 0.7])
def test_what_fails_at_random_is_told_once_and_over_once(bad: float, seed: int) -> None:
    begun, over = told(bad, crawls=16, seed=seed)
    assert begun <= 4
    assert 16 <= over <= 16 + 8


@pytest.mark.parametrize("seed", range(3))
def test_what_always_fails_is_over_with_the_first_crawl_that_shows_it(seed: int) -> None:
    assert told(1.0, crawls=10, seed=seed) == [0, 10]


def test_what_fails_now_and_then_is_never_told() -> None:
    assert told(0.08, crawls=60) == []


def crawls_of(read: str) -> list[Crawl]:
    """Crawls one after another: `.` read, `x` was refused, `t` was not answered."""
    causes = {".": None, "x": "http-403", "t": "timeout"}
    return [
        Crawl(at=BEGIN + number * EVERY, ended=True, read=one == ".", cause=causes[one])
        for number, one in enumerate(read)
    ]


def stands(read: str) -> list[str]:
    """The alarms after the last of these crawls."""
    crawls = crawls_of("." * 12 + read)
    return [alarm.code for alarm in (failing(crawls), coming_and_going(crawls)) if alarm is not None]


def test_crawls_that_are_kept_out_once_are_over_with_the_first_that_reads() -> None:
    assert stands("xxx") == ["blocked"]
    assert stands("xxx.") == []
    assert stands("ttt.") == []


def test_what_is_back_within_days_is_over_after_days_without_it() -> None:
    away = BACK // EVERY
    assert stands("x...x") == ["blocked"]
    assert stands("x...x.") == ["blocked"]
    assert stands("x...x" + "." * (away - 1)) == ["blocked"]
    assert stands("x...x" + "." * away) == []
    assert stands("tt..tt.") == ["unreachable"]


def test_what_is_back_after_days_is_one_for_itself() -> None:
    away = "." * (BACK // EVERY)
    assert stands(f"x{away}x.") == []
    assert stands("xx.tt.") == []
    assert stands("t.t.t.") == []
