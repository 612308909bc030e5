"""An outlet's silence and its volume, against its own gaps and its own weekdays.

Only time in which somebody looked counts: what an outage of ours left out is no silence of the outlet.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate, pairwise
from statistics import fmean, median, pstdev
from zoneinfo import ZoneInfo

DAY, WEEK, MOMENT = timedelta(days=1), timedelta(weeks=1), timedelta(microseconds=1)
WEEKS = 8
LEAST_NEWS, LEAST_DAYS, LEAST_WEEKS = 20, 14, 4
SHORTEST_SILENCE = DAY
BEYOND = 1.25  # times its own long gap
SELDOM = 10.0  # times its mean gap: of reports that come at random, one in 20,000 waits that long
# What comes by the clock, an edition or a weekly, is missed sooner, and a few gaps show that it does.
REGULAR, LEAST_GAPS = 0.25, 5  # of the mean gap is the spread of such
SPREADS = 9.0  # beyond its mean gap
TOGETHER = 0.125  # of its long gap: what lies so near is of one issue, though a page may be read late
BUSY = 10  # reports a day; fewer do not tell a bad day from a quiet one
FEW = 0.4  # of the second lowest of the same weekdays
CHANCE = 1e-4
Holiday = Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nothing new since `since`, for `hours` in which somebody looked; its own long gap is `usual_hours`."""

    since: datetime
    hours: float
    usual_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """New reports of the last 24 hours, and of those on the same weekday before.

    `typical` (their median) is None when fewer than four weeks can tell it, `low` is their second lowest.
    """

    new: int
    typical: float | None
    low: int | None


@dataclass(frozen=True, slots=True)
class Looks:
    """When an outlet was looked at with success, in order; `longest` is the wait that counts as watching."""

    at: Sequence[datetime]
    longest: timedelta

    @classmethod
    def of(cls, at: Sequence[datetime]) -> Looks:
        """Looks at these moments. Watching is twice the wait that nine of ten do not exceed, or an hour."""
        waits = sorted(after - before for before, after in pairwise(at))
        usual = waits[int(0.9 * (len(waits) - 1))] if waits else timedelta(0)
        return cls(at, max(timedelta(hours=1), 2 * usual))

    def day_before(self, end: datetime) -> datetime:
        """From when on everything found was printed within the 24 hours to `end`, or a little before them.

        A crawl finds what was printed since the crawl before it: those of a whole day begin after the last
        crawl that the day does not hold. An outlet that prints once a day never has a day without.
        """
        after = bisect_right(self.at, end - DAY)
        return self.at[after] - MOMENT if after < len(self.at) else end - DAY

    def watched(self, begin: datetime, end: datetime) -> bool:
        """Whether somebody looked all the time from `begin` to `end`."""
        first, last = bisect_right(self.at, begin) - 1, bisect_right(self.at, end)
        seen = self.at[max(first, 0) : last]
        if first < 0 or not seen:
            return False
        longest = self.longest
        return end - seen[-1] <= longest and all(
            after - before <= longest for before, after in pairwise(seen)
        )


def silence(
    news: Sequence[datetime], looks: Looks, zone: ZoneInfo, is_holiday: Holiday, *, clocks: bool = True
) -> Silence | None:
    """The silence that goes on, if it is longer than the outlet's own; None also when nobody can tell.

    `news` are the moments new reports were first held, in order. Its own is the second longest gap of the
    past (what happens every Friday happens twice), a quarter more; at least ten times its mean gap, a day. Of
    what comes by the clock the mean gap and nine times the spread of the gaps take the place of the ten,
    unless `clocks` is False.
    """
    if len(news) < LEAST_NEWS or len(looks.at) < 2 or looks.at[-1] - news[0] < LEAST_DAYS * DAY:
        return None
    longest = looks.longest
    spans = (
        timedelta(0) if is_holiday(after.astimezone(zone).date()) else min(after - before, longest)
        for before, after in pairwise(looks.at)
    )
    watched = [timedelta(0), *accumulate(spans, initial=timedelta(0))][1:]

    def until(moment: datetime) -> timedelta:
        return watched[max(0, bisect_right(looks.at, moment) - 1)]

    marks = [until(moment) for moment in news]
    gaps = sorted(after - before for before, after in pairwise(marks) if after > before)
    if len(gaps) < LEAST_GAPS:
        return None
    usual = gaps[-2]
    # Fewer weeks do not tell a weekend from an accident.
    known = clocks and looks.at[-1] - news[0] >= LEAST_WEEKS * WEEK
    by_chance = _by_the_clock(_between_issues(marks, usual)) if known else None
    if by_chance is None:
        if len(gaps) < LEAST_NEWS:
            return None
        by_chance = SELDOM * sum(gaps, timedelta(0)) / len(gaps)
    quiet = watched[-1] - marks[-1]
    if quiet <= max(SHORTEST_SILENCE, BEYOND * usual, by_chance):
        return None
    return Silence(since=news[-1], hours=quiet / timedelta(hours=1), usual_hours=usual / timedelta(hours=1))


def _between_issues(marks: Sequence[timedelta], usual: timedelta) -> list[timedelta]:
    """The gaps between what comes together, shortest first."""
    begun, last = [marks[0]], marks[0]
    for mark in marks:
        if mark - last >= usual * TOGETHER:
            begun.append(mark)
        last = mark
    return sorted(after - before for before, after in pairwise(begun))


def _by_the_clock(gaps: Sequence[timedelta]) -> timedelta | None:
    """How long an outlet whose gaps are all about the same may be silent; None for one whose are not.

    Its longest gap is left out: what happened once is not its way. One usual gap more than its long one is
    an issue that was skipped.
    """
    seconds = [gap.total_seconds() for gap in gaps[:-1]]
    if len(seconds) < LEAST_GAPS - 1:
        return None
    mean, spread = fmean(seconds), pstdev(seconds)
    if spread > REGULAR * mean:
        return None
    return timedelta(seconds=max(mean + SPREADS * spread, seconds[-1] + mean))


def volume(
    news: Sequence[datetime],
    looks: Looks,
    end: datetime,
    begin_of: Callable[[datetime], datetime] | None = None,
) -> Volume:
    """New reports of the 24 hours to `end`, beside those of the same weekday in the eight weeks before.

    `begin_of` says for the end of a day when what was found counts as of that day, else 24 hours before.
    """
    begun = begin_of or _a_day_before
    samples = sorted(
        _between(news, begun(end - weeks * WEEK), end - weeks * WEEK)
        for weeks in range(1, WEEKS + 1)
        # The first look finds what others would have found on many days.
        if looks.at
        and end - weeks * WEEK - DAY > looks.at[0] + DAY
        and looks.watched(end - weeks * WEEK - DAY, end - weeks * WEEK)
    )
    told = len(samples) >= LEAST_WEEKS
    return Volume(
        new=_between(news, begun(end), end),
        typical=float(median(samples)) if told else None,
        low=samples[1] if told else None,
    )


def is_few(found: Volume) -> bool:
    """Whether so few new reports are no ordinary bad day, nor a Ramadan."""
    if found.typical is None or found.low is None or found.typical < BUSY:
        return False
    return found.new < FEW * found.low and poisson_at_most(found.new, found.typical / 2) < CHANCE


def poisson_at_most(count: int, mean: float) -> float:
    """How likely at most `count` events are where `mean` are to be expected."""
    return math.exp(-mean) * sum(mean**k / math.factorial(k) for k in range(count + 1))


def _between(moments: Sequence[datetime], after: datetime, until: datetime) -> int:
    return bisect_right(moments, until) - bisect_left(moments, after + MOMENT)


def _a_day_before(end: datetime) -> datetime:
    return end - DAY
