"""Twelve outlets of different habits, and when each prints in a quarter: from a seed, in true time."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.health_rows import is_feast

BEGIN = datetime(2026, 1, 5, 3, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAYS = 91
BEFORE = 21  # days before the quarter of which the sites still list reports
END = BEGIN + DAYS * DAY
RAMADAN = (datetime(2026, 2, 18, tzinfo=UTC), datetime(2026, 3, 20, tzinfo=UTC))
MORNING, EVENING = 7, 23


def by_day(hour: int) -> float:
    return 1.0 if MORNING <= hour < EVENING else 0.15


def at_ten_in_the_evening(hour: int) -> float:
    return 1.0 if hour == 22 else 0.0


def at_ten_in_the_morning(hour: int) -> float:
    return 1.0 if hour == 10 else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """An outlet's habits: reports a day, the hours and weekdays (Monday 0) they come at, how many are signed.

    `bursts` are days of breaking news a quarter, on which it prints three times as much.
    """

    slug: str
    zone: str
    per_day: float
    hours: Callable[[int], float] = by_day
    weekdays: Mapping[int, float] = field(default_factory=dict)
    closed_at_feasts: bool = False
    ramadan: float = 0.7
    signed: float = 0.6
    bursts: int = 0


FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
ONLY_THURSDAY = {day: 0.0 for day in range(7) if day != 3}
PRESSES = (
    Press(slug="agency", zone="Asia/Riyadh", per_day=200, weekdays={FRIDAY: 0.5}, signed=0.05),
    Press(slug="daily", zone="Asia/Beirut", per_day=30, hours=at_ten_in_the_evening, signed=0.9),
    Press(
        slug="weekly", zone="Africa/Cairo", per_day=14, hours=at_ten_in_the_morning, weekdays=ONLY_THURSDAY
    ),
    Press(slug="portal", zone="Asia/Damascus", per_day=45, weekdays={FRIDAY: 0.25}),
    Press(slug="gulf", zone="Asia/Kuwait", per_day=35, weekdays={FRIDAY: 0.3, SATURDAY: 0.4}),
    Press(slug="maghreb", zone="Africa/Casablanca", per_day=25, weekdays={SATURDAY: 0.5, SUNDAY: 0.3}),
    Press(slug="blog", zone="Asia/Amman", per_day=1 / 7, signed=1.0),
    Press(slug="breaking", zone="Asia/Beirut", per_day=15, bursts=5),
    Press(slug="radio", zone="Asia/Baghdad", per_day=14, weekdays={FRIDAY: 0.5}),
    Press(slug="local", zone="Asia/Aden", per_day=8, weekdays={FRIDAY: 0.2}, closed_at_feasts=True),
    Press(slug="magazine", zone="Africa/Tunis", per_day=4, weekdays={SUNDAY: 0.2}),
    Press(slug="slow", zone="Asia/Gaza", per_day=3 / 7, signed=0.9),
)
# The last has those that print least: what comes of them all together may stop by chance soonest.
COUNTRIES = {press.slug: "ABC"[place // 4] for place, press in enumerate(PRESSES)}
Changed = Callable[[datetime], float]


def printed(press: Press, chance: random.Random, changed: Changed, scale: float = 1.0) -> list[datetime]:
    """When it prints; `changed` multiplies its rate at a moment. Hour by hour at random, and at batches."""
    zone = ZoneInfo(press.zone)
    bursts = {chance.randrange(DAYS) for _ in range(press.bursts)}
    weight = sum(press.hours(hour) for hour in range(24))
    moments = [BEGIN - BEFORE * DAY]  # no site is empty when it is first looked at
    for number in range(-BEFORE * 24, DAYS * 24):
        begin = BEGIN + number * HOUR
        there = begin.astimezone(zone)
        rate = (
            scale
            * press.per_day
            * press.hours(there.hour)
            / weight
            * press.weekdays.get(there.weekday(), 1.0)
        )
        rate *= 3.0 if number // 24 in bursts else 1.0
        rate *= press.ramadan if RAMADAN[0] <= begin < RAMADAN[1] else 1.0
        if is_feast(there.date()):
            rate *= 0.0 if press.closed_at_feasts else 0.6
        for _ in range(_poisson(chance, rate * changed(begin))):
            moments.append(begin + HOUR * chance.random())
    return sorted(moments)


def _poisson(chance: random.Random, mean: float) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + chance.expovariate(1.0)
    return count
