"""An outlet is looked at as it prints: often on busy mornings, seldom on quiet nights and Fridays."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.rhythm import WANTED, Rhythm, hour_of_week, learnt, next_visit
from crawlers.schedule import Attempt, due, visit_of
from extractors.outlets import Outlet

DAMASCUS = ZoneInfo("Asia/Damascus")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LONGEST = 12 * HOUR


def printed(weeks: int = 4, *, friday: bool = False) -> list[datetime]:
    """Four reports each hour from 8 to 16 in Damascus, none at night, none on Fridays unless told."""
    begin = (NOW - timedelta(weeks=weeks)).astimezone(DAMASCUS).replace(hour=0, minute=0)
    days = (begin + n * DAY for n in range(7 * weeks + 1))
    return [
        moment.astimezone(UTC)
        for day in days
        if friday or day.weekday() != 4
        for hour in range(8, 17)
        for minute in (0, 15, 30, 45)
        if (moment := day.replace(hour=hour, minute=minute)) <= NOW
    ]


def there(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DAMASCUS)


def outlet(slug: str = "almithal", cadence: timedelta = HOUR) -> Outlet:
    return Outlet(
        slug=slug,
        name="المثال",
        homepage="https://almithal.example/",
        domains=("almithal.example",),
        country="SY",
        timezone="Asia/Damascus",
        cadence=cadence,
    )


def test_busy_hours_are_visited_at_the_declared_cadence() -> None:
    rhythm = learnt(printed(), NOW, DAMASCUS)
    last = there("2026-03-02T10:00")
    assert next_visit(last, rhythm, HOUR, LONGEST) == last + HOUR


def test_a_night_is_slept_through_until_the_first_reports_of_the_morning() -> None:
    rhythm = learnt(printed(), NOW, DAMASCUS)
    last = there("2026-03-02T21:00")
    morning = next_visit(last, rhythm, HOUR, 24 * HOUR)
    assert there("2026-03-03T08:00") < morning < there("2026-03-03T10:00")
    assert next_visit(last, rhythm, HOUR, 3 * HOUR) == last + 3 * HOUR


def test_a_quiet_friday_is_visited_less_than_a_busy_one() -> None:
    last = there("2026-02-27T08:00")  # a Friday
    quiet = next_visit(last, learnt(printed(), NOW, DAMASCUS), HOUR, LONGEST)
    busy = next_visit(last, learnt(printed(friday=True), NOW, DAMASCUS), HOUR, LONGEST)
    assert busy == last + HOUR
    assert quiet > busy


def test_too_little_is_no_rhythm() -> None:
    assert learnt([], NOW, DAMASCUS) is None
    assert learnt([NOW - n * DAY for n in range(19)], NOW, DAMASCUS) is None
    assert learnt([NOW - n * HOUR for n in range(100)], NOW, DAMASCUS) is None  # of four days
    assert next_visit(NOW, None, HOUR, LONGEST) == NOW + HOUR


def test_reports_of_the_future_and_of_long_ago_do_not_count() -> None:
    odd = [NOW + DAY] * 50 + [NOW - timedelta(weeks=60)] * 50
    assert learnt(odd, NOW, DAMASCUS) is None
    assert learnt([*printed(), *odd], NOW, DAMASCUS) == learnt(printed(), NOW, DAMASCUS)


@given(
    rates=st.lists(st.floats(min_value=0.02, max_value=60), min_size=168, max_size=168),
    minutes=st.integers(min_value=0, max_value=20000),
    wanted=st.floats(min_value=0.1, max_value=20),
)
def test_the_moment_reached_is_where_so_much_is_expected(
    rates: list[float], minutes: int, wanted: float
) -> None:
    rhythm = Rhythm(zone=DAMASCUS, rates=tuple(rates))
    since = NOW + timedelta(minutes=minutes)
    reached = rhythm.reach(since, wanted, since + 1000 * HOUR)
    expected, moment, step = 0.0, since, timedelta(minutes=1)
    while moment < reached:
        part = min(step, reached - moment)
        expected += rhythm.rates[hour_of_week(moment, DAMASCUS)] * (part / HOUR)
        moment += part
    assert expected == pytest.approx(wanted, rel=0.05, abs=1.1)  # a minute may lie in two hours
    assert since < reached <= since + 1000 * HOUR


@given(hours=st.floats(min_value=0, max_value=400))
def test_a_visit_lies_between_the_shortest_wait_and_the_longest(hours: float) -> None:
    last = NOW + timedelta(hours=hours)
    visit = next_visit(last, learnt(printed(), NOW, DAMASCUS), HOUR, LONGEST)
    assert last + HOUR <= visit <= last + LONGEST
    assert WANTED > 0


def test_an_outlet_that_was_never_crawled_is_due_at_once() -> None:
    visit = visit_of(outlet(), None, (), None, NOW, LONGEST)
    assert visit.why == "never crawled"
    assert due([visit], NOW) == [visit]


def test_a_plan_moves_with_crawls_alone_not_as_weeks_go_by() -> None:
    last = NOW - HOUR
    plans = {visit_of(outlet(), last, printed(), None, NOW + n * DAY, LONGEST).due_at for n in range(30)}
    assert len(plans) == 1
    seldom = [NOW - n * timedelta(hours=30) for n in range(1, 23)]  # 22 of four weeks: soon too few
    visit = visit_of(outlet(), last, seldom, None, NOW + 10 * DAY, LONGEST)
    assert visit.why == "rhythm"


def test_what_failed_is_tried_again_after_ever_longer_waits() -> None:
    waits = []
    for failures in range(1, 9):
        attempt = Attempt(at=NOW.isoformat(), failures=failures)
        visit = visit_of(outlet(), NOW - DAY, printed(), attempt, NOW, LONGEST)
        assert visit.why == "failed before"
        waits.append(round((visit.due_at - NOW) / HOUR, 3))
    assert waits == sorted(waits)
    assert waits[0] < 1.2
    assert waits[-1] < 12 * 1.11


def test_a_crawl_that_seems_to_begin_in_the_future_does_not_put_an_outlet_off_for_ever() -> None:
    tomorrow = (NOW + 30 * DAY).isoformat()
    attempt = Attempt(at=tomorrow, failures=0)
    assert visit_of(outlet(), NOW + 30 * DAY, (), attempt, NOW, LONGEST).due_at < NOW


def test_after_an_outage_the_longest_overdue_comes_first_and_none_twice() -> None:
    begun = {f"outlet-{n}": NOW - (n + 2) * HOUR for n in range(5)}
    visits = [visit_of(outlet(slug), at, (), None, NOW, LONGEST) for slug, at in begun.items()]
    found = due(sorted(visits, key=lambda visit: visit.due_at), NOW)
    assert [visit.slug for visit in found] == ["outlet-4", "outlet-3", "outlet-2", "outlet-1", "outlet-0"]


def test_outlets_that_became_due_together_drift_apart() -> None:
    visits = {visit_of(outlet(f"o{n}"), NOW, (), None, NOW, LONGEST).due_at for n in range(40)}
    assert len(visits) == 40
    assert max(visits) - min(visits) > timedelta(minutes=2)
    assert min(visits) >= NOW + HOUR


@pytest.mark.parametrize(
    ("attempt", "why"),
    [
        (None, "cut short"),  # nobody heard how it ended: the machine died
        (Attempt(at=(NOW - DAY).isoformat(), failures=0), "cut short"),
        (Attempt(at=NOW.isoformat(), failures=1, cut_short=True), "cut short"),  # a round saw it die
        (Attempt(at=NOW.isoformat(), failures=2, cut_short=True), "failed before"),  # and again
        (Attempt(at=NOW.isoformat(), failures=1), "failed before"),
    ],
)
def test_what_was_cut_short_is_carried_on_at_once_but_not_for_ever(attempt: Attempt | None, why: str) -> None:
    visit = visit_of(outlet(), NOW - HOUR / 2, (), attempt, NOW, LONGEST, cut_short=True)
    assert visit.why == why
    assert (due([visit], NOW) == [visit]) is (why == "cut short")


def test_what_was_cut_short_and_ended_well_since_is_not_carried_on() -> None:
    attempt = Attempt(at=(NOW - HOUR).isoformat(), failures=1, cut_short=True)
    assert visit_of(outlet(), NOW - HOUR / 2, (), attempt, NOW, LONGEST).why != "cut short"
