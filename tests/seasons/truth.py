"""What is planted in the year, and what a documenter wants to be told of it: the table of test_seasons.py."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.seasons.newsrooms import DAY, HOUR

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that lasts from `begin` to `end`, on one outlet (`slug`) or on all of a `country`.

    `codes` are the alarms that may tell it, `by` the last moment at which they must (None: they may, and need
    not), `over_by` that at which they must be over (None: nobody asks).
    """

    kind: str
    slug: str | None = None
    country: str | None = None
    begin: datetime
    end: datetime
    codes: frozenset[str]
    by: datetime | None
    over_by: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.begin <= at < self.end


def wanted(chance: random.Random) -> tuple[Wanted, ...]:
    """What is planted in the year of these numbers."""

    def about(month: int, day: int, year: int = 2025, spread: int = 8, hour: float = 9) -> datetime:
        there = datetime(year, month, day, tzinfo=UTC) + timedelta(days=chance.randint(-spread, spread))
        return there + (hour + chance.random() * 8) * HOUR

    def one(
        kind: str,
        begin: datetime,
        lasts: timedelta,
        by: timedelta | None,
        over: timedelta | None,
        codes: str,
        slug: str | None = None,
        country: str | None = None,
    ) -> Wanted:
        end = min(begin + lasts, NEVER)
        return Wanted(
            kind=kind,
            slug=slug,
            country=country,
            begin=begin,
            end=end,
            codes=frozenset(codes.split()),
            by=None if by is None else begin + by,
            over_by=None if over is None else end + over,
        )

    ends = NEVER - datetime(2026, 1, 1, tzinfo=UTC)
    dies = about(9, 12)
    return (
        one("portal stops in Ramadan", about(3, 12, spread=4), 3 * DAY, 48 * HOUR, DAY, "silent few", "masr"),
        # From the last edition of 03:00 on, so that the third is missing after three days.
        one("edition on strike", about(10, 20, hour=4), 6 * DAY, 4 * DAY, 2 * DAY, "silent", "qahira"),
        one("weekly ends", _after_thursday(dies), ends, 15 * DAY, None, "silent", "usbua"),
        one("strike", about(7, 14, spread=5), 8 * DAY, 84 * HOUR, DAY, "silent", "tunis"),
        one("hardly anything", about(10, 15), 3 * DAY, 48 * HOUR, 2 * DAY, "few", "riyadh"),
        one("server down", about(11, 8), 2 * DAY, DAY, DAY, "unreachable", "atlas"),
        one("refuses more", about(9, 10), ends, 2 * DAY, None, "blocked", "amman"),
        one("slow death", about(4, 20), ends, 190 * DAY, None, "silent few", "sham"),
        one("new rhythm", about(8, 12), 21 * DAY, None, None, "silent few", "bayrut"),
        one("war", about(6, 25), 7 * DAY, None, None, "", "janub"),
        one("exams", about(6, 20, hour=0), 12 * DAY, None, None, "", "baghdad"),
        one(
            "shutdown",
            about(7, 5),
            2 * DAY,
            36 * HOUR,
            DAY,
            "country silent unreachable server-errors few",
            country="SD",
        ),
    )


def _after_thursday(at: datetime) -> datetime:
    """The evening of the Thursday on or after a moment."""
    return at + timedelta(days=(3 - at.weekday()) % 7, hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One alarm as somebody heard it; `slug` None: no outlet's, `figures` as it was told."""

    at: datetime
    over: bool
    slug: str | None
    code: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one thing wanted: "right", "missed", "late", "over late", "N times", or "-" where
    nothing had to be told and at most one thing was."""

    wanted: Wanted
    outcome: str
    told: Sequence[Told]


def judged(
    planted: Sequence[Wanted], told: Sequence[Told], end: datetime, outages: Sequence[Wanted] = ()
) -> tuple[list[Outcome], list[Told]]:
    """The outcome of all that was to be told by `end`, and what was told of nothing.

    Of `outages`, which are real and need not be told, the outcome of those that were told comes last.
    """
    left = list(told)
    found = []
    for one in planted:
        if one.begin >= end:
            continue
        mine = [alarm for alarm in left if _is_of(one, alarm)]
        left = [alarm for alarm in left if alarm not in mine]
        found.append(Outcome(wanted=one, outcome=_outcome(one, mine, end), told=mine))
    for one in outages:
        mine = [alarm for alarm in left if _is_of(one, alarm)]
        left = [alarm for alarm in left if alarm not in mine]
        if any(not alarm.over for alarm in mine):
            found.append(Outcome(wanted=one, outcome=_outcome(one, mine, end), told=mine))
    return found, [alarm for alarm in left if not alarm.over and not _went_on(alarm, found)]


def _is_of(one: Wanted, alarm: Told) -> bool:
    there = alarm.slug == one.slug if one.slug else alarm.country == one.country
    return there and alarm.code in one.codes and one.begin <= alarm.at <= max(one.end, one.over_by or one.end)


def _went_on(alarm: Told, found: Sequence[Outcome]) -> bool:
    return any(alarm in one.told for one in found)


def _outcome(one: Wanted, mine: Sequence[Told], end: datetime) -> str:
    over_at = {alarm.at for alarm in mine if alarm.over}  # where one alarm takes the place of another
    begun = [alarm for alarm in mine if not alarm.over]
    begun = [alarm for alarm in begun if alarm is begun[0] or alarm.at not in over_at]
    most = 1 if one.kind != "slow death" else 3  # it fell, it fell again, it is dead
    if len(begun) > most:
        return f"{len(begun)} times"
    if one.by is None:
        return "-"
    if not begun:
        return "missed" if end > one.by else "-"
    if begun[0].at > one.by:
        return "late"
    if one.over_by is None or end <= one.over_by:
        return "right"
    over = [alarm for alarm in mine if alarm.over]
    return "right" if over and over[-1].at <= one.over_by else "over late"
