"""Newsrooms of a year, and when each prints: weekdays, Ramadan, feasts, wars, editions, summer time.

Made from what Arabic newsrooms do, not from what health measures. The year is one whose calendar is past: in
it each country kept the feasts on days of its own.
"""

import math
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
BEGIN, END = datetime(2024, 11, 25, tzinfo=UTC), datetime(2025, 12, 1, tzinfo=UTC)
BEFORE = 40  # days before, of which sites still list reports
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
RAMADAN = (date(2025, 3, 1), date(2025, 3, 29))
# The first day of each feast, where the moon was seen late: a day after Mecca's.
FITR = {"EG": date(2025, 3, 31), "MA": date(2025, 3, 31), "TN": date(2025, 3, 31), "IQ": date(2025, 3, 31)}
ADHA = {"MA": date(2025, 6, 7), "IQ": date(2025, 6, 7)}
MECCA = (date(2025, 3, 30), date(2025, 6, 6))
# Single days on which offices are closed.
FREE = {
    "EG": (date(2025, 1, 7), date(2025, 1, 25), date(2025, 4, 21), date(2025, 7, 24), date(2025, 10, 6)),
    "LB": (date(2024, 12, 25), date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 8, 15)),
    "PS": (date(2025, 1, 1), date(2025, 5, 1), date(2025, 6, 26), date(2025, 9, 4)),
    "MA": (date(2025, 1, 1), date(2025, 1, 14), date(2025, 7, 30), date(2025, 8, 20), date(2025, 8, 21)),
    "TN": (date(2025, 1, 14), date(2025, 3, 20), date(2025, 4, 9), date(2025, 5, 1), date(2025, 7, 25)),
    "SA": (date(2025, 2, 22), date(2025, 9, 23)),
    "SD": (date(2025, 1, 1), date(2025, 9, 4)),
    "IQ": (date(2025, 1, 6), date(2025, 7, 5), date(2025, 7, 6), date(2025, 8, 14), date(2025, 8, 15)),
    "JO": (date(2025, 5, 25), date(2025, 6, 26), date(2025, 9, 4)),
    "KW": (date(2025, 2, 25), date(2025, 2, 26)),
}
Changed = Callable[[datetime], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """An outlet's habits. Numbers are factors of `per_day` unless said otherwise.

    `weekdays` (Monday 0) and `free` are of days off and single holidays, `feast` of `feast_days` days from
    `feast_from` (0: the first day of the feast there). `edition` is the local hour at which all of a day
    comes at once. `uneven` is how much one day differs from the next (sigma of a lognormal). `feed` and
    `front` are the items that feed and front page hold; `refuses` of requests for pages are refused, always.
    `abroad`: its server stands outside of the country.
    """

    slug: str
    country: str
    zone: str
    per_day: float
    weekdays: Mapping[int, float] = field(default_factory=dict)
    free: float = 0.6
    ramadan: float = 0.75
    keeps_hours: bool = False
    feast: float = 0.5
    feast_from: int = 0
    feast_days: int = 3
    edition: int | None = None
    monthly: bool = False
    uneven: float = 0.25
    feed: int = 25
    front: int = 30
    refuses: float = 0.0
    restless: bool = False  # its feed reorders, repeats, holds evergreens and what is dated back
    abroad: bool = True
    outages: float = 1 / 25  # a day
    outage_hours: float = 1.5
    cadence: str = "6h"
    signed: float = 0.6


ONLY_THURSDAY = {day: 0.0 for day in range(7) if day != THURSDAY}
NO_FRIDAY, NO_SUNDAY = {FRIDAY: 0.0}, {SUNDAY: 0.0}
NO_WEEKEND = {SATURDAY: 0.0, SUNDAY: 0.0}
NEWSROOMS = (
    Newsroom(slug="qahira", country="EG", zone="Africa/Cairo", per_day=45, edition=3, feast=0.7, signed=0.8),
    Newsroom(
        slug="masr", country="EG", zone="Africa/Cairo", per_day=100, weekdays={FRIDAY: 0.6}, ramadan=0.85
    ),
    Newsroom(
        slug="usbua",
        country="EG",
        zone="Africa/Cairo",
        per_day=18,
        weekdays=ONLY_THURSDAY,
        edition=10,
        free=1.0,
        feast=0.0,
        feast_from=-1,
        feast_days=5,
        uneven=0.1,
    ),
    Newsroom(
        slug="wafd",
        country="EG",
        zone="Africa/Cairo",
        per_day=6,
        weekdays=NO_FRIDAY,
        feast=0.0,
        feast_from=-1,
        feast_days=4,
        signed=0.95,
    ),
    Newsroom(slug="bayrut", country="LB", zone="Asia/Beirut", per_day=20, weekdays=NO_SUNDAY, free=0.2),
    Newsroom(
        slug="janub",
        country="LB",
        zone="Asia/Beirut",
        per_day=40,
        ramadan=0.9,
        feast=0.7,
        feed=10,
        front=25,
        uneven=0.35,
        signed=0.05,
        cadence="3h",
    ),
    Newsroom(
        slug="ghazza",
        country="PS",
        zone="Asia/Gaza",
        per_day=30,
        uneven=0.7,
        abroad=False,
        outages=1 / 5,
        outage_hours=3.0,
        ramadan=0.9,
    ),
    Newsroom(slug="quds", country="PS", zone="Asia/Hebron", per_day=14, weekdays=NO_FRIDAY, feast=0.0),
    Newsroom(
        slug="atlas", country="MA", zone="Africa/Casablanca", per_day=25, weekdays=NO_WEEKEND, feast=0.0
    ),
    Newsroom(
        slug="rif",
        country="MA",
        zone="Africa/Casablanca",
        per_day=14,
        monthly=True,
        edition=11,
        ramadan=1.0,
        free=1.0,
        uneven=0.1,
        signed=1.0,
    ),
    Newsroom(
        slug="tunis",
        country="TN",
        zone="Africa/Tunis",
        per_day=12,
        weekdays={SATURDAY: 0.5, SUNDAY: 0.0},
        feast=0.1,
    ),
    Newsroom(
        slug="london",
        country="GB",
        zone="Europe/London",
        per_day=20,
        weekdays=NO_WEEKEND,
        ramadan=1.0,
        keeps_hours=True,
        feast=1.0,
    ),
    Newsroom(
        slug="nil", country="SD", zone="Africa/Khartoum", per_day=30, weekdays={FRIDAY: 0.4}, abroad=False
    ),
    Newsroom(
        slug="khartum",
        country="SD",
        zone="Africa/Khartoum",
        per_day=12,
        weekdays=NO_FRIDAY,
        abroad=False,
        feast=0.2,
        feast_days=4,
    ),
    Newsroom(slug="umdurman", country="SD", zone="Africa/Khartoum", per_day=20, weekdays={FRIDAY: 0.5}),
    Newsroom(slug="darfur", country="SD", zone="Africa/Khartoum", per_day=4, uneven=0.5, feast=0.3),
    Newsroom(
        slug="riyadh",
        country="SA",
        zone="Asia/Riyadh",
        per_day=90,
        weekdays={FRIDAY: 0.7},
        feast=0.35,
        feast_days=5,
        cadence="3h",
        signed=0.05,
    ),
    Newsroom(
        slug="jidda",
        country="SA",
        zone="Asia/Riyadh",
        per_day=25,
        weekdays={FRIDAY: 0.0, SATURDAY: 0.0},
        free=0.0,
        ramadan=0.7,
        feast=0.0,
        feast_from=-1,
        feast_days=6,
    ),
    Newsroom(
        slug="baghdad",
        country="IQ",
        zone="Asia/Baghdad",
        per_day=25,
        weekdays={FRIDAY: 0.4},
        free=0.3,
        feast=0.0,
        feast_days=4,
        abroad=False,
    ),
    Newsroom(
        slug="kuwait",
        country="KW",
        zone="Asia/Kuwait",
        per_day=35,
        weekdays={FRIDAY: 0.5, SATURDAY: 0.6},
        restless=True,
        feast=0.4,
    ),
    Newsroom(slug="amman", country="JO", zone="Asia/Amman", per_day=30, weekdays={FRIDAY: 0.5}, refuses=0.08),
    Newsroom(slug="mudawwana", country="JO", zone="Asia/Amman", per_day=2 / 7, uneven=0.5, signed=1.0),
    Newsroom(slug="sham", country="SY", zone="Asia/Damascus", per_day=20, weekdays={FRIDAY: 0.5}),
)


def by_day(hour: int) -> float:
    return 1.0 if 8 <= hour < 23 else 0.1


def by_night(hour: int) -> float:
    """In Ramadan: little before the fast is broken, most of it after, until the meal before dawn."""
    if 4 <= hour < 10:
        return 0.05
    return 0.3 if 10 <= hour < 18 else 0.1 if hour == 18 else 1.0


def of_day(room: Newsroom, day: date) -> float:
    """What the calendar makes of a day of this newsroom."""
    if room.monthly:
        return float(day.day == 3)
    rate = room.weekdays.get(day.weekday(), 1.0)
    rate *= room.ramadan if RAMADAN[0] <= day <= RAMADAN[1] else 1.0
    rate *= room.free if day in FREE.get(room.country, ()) else 1.0
    fitr, adha = FITR.get(room.country, MECCA[0]), ADHA.get(room.country, MECCA[1])
    for feast in (fitr, adha):
        if room.feast_from <= (day - feast).days < room.feast_from + room.feast_days:
            rate *= room.feast
    return rate


def printed(
    room: Newsroom, chance: random.Random, changed: Changed, begin: datetime, end: datetime
) -> list[datetime]:
    """When it prints (UTC, in order), from BEFORE days before `begin` on; `changed` multiplies it."""
    zone = ZoneInfo(room.zone)
    found: list[datetime] = []
    level = 1.0  # a newsroom's output wanders slowly
    day = (begin - BEFORE * DAY).date()
    while day <= end.date():
        if day.weekday() == MONDAY:
            level = min(1.3, max(0.75, level * math.exp(chance.gauss(0, 0.05))))
        mean = room.per_day * of_day(room, day) * level * math.exp(chance.gauss(0, room.uneven))
        for moment in _of_one(room, day, mean, zone, chance):
            factor = changed(moment)
            copies = int(factor) + (chance.random() < factor % 1)
            found += [moment + n * timedelta(minutes=chance.random() * 30) for n in range(copies)]
        day += DAY
    return sorted(found)


def _of_one(
    room: Newsroom, day: date, mean: float, zone: ZoneInfo, chance: random.Random
) -> Iterator[datetime]:
    fasts = RAMADAN[0] <= day <= RAMADAN[1] and not room.keeps_hours
    profile = by_night if fasts else by_day
    weights = [profile(hour) for hour in range(24)]
    late = chance.random() * 50  # minutes: no edition is punctual
    for _ in range(poisson(chance, mean)):
        if room.edition is None:
            (hour,) = chance.choices(range(24), weights)
            minutes = chance.random() * 60
        else:
            hour, minutes = room.edition, late + chance.random() * 10
        there = datetime.combine(day, time(hour), zone)
        yield there.astimezone(UTC) + timedelta(minutes=minutes)


def poisson(chance: random.Random, mean: float) -> int:
    """How many events come where `mean` are to be expected."""
    count, left = 0, chance.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + chance.expovariate(1.0)
    return count
