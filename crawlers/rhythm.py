"""When an outlet prints: how many new reports to expect in each hour of its week, and so when to look again.

An outlet that prints forty reports on a working day and none on a Friday night is looked at accordingly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

WEEKS = 4  # of the past that count: Ramadan and Eid move a rhythm, and pass
LEAST_REPORTS = 20
LEAST_DAYS = 7
WANTED = 2.0  # new reports that are worth a visit
# Of an hour's rate so much is that of the same hour on other days: a week has few of each hour.
ANY_DAY = 0.5
UNSEEN = 0.02  # reports an hour that are expected where none was ever seen
HOUR = timedelta(hours=1)
HOURS = 7 * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """Reports to be expected in each hour of the outlet's week; hour 0 is Monday, midnight to one."""

    zone: ZoneInfo
    rates: tuple[float, ...]

    def reach(self, since: datetime, wanted: float, until: datetime) -> datetime:
        """When so many reports printed after `since` are to be expected (UTC); `until` at the latest."""
        moment, sum_ = since, 0.0
        while moment < until:
            rate = self.rates[hour_of_week(moment, self.zone)]
            left = min(until, _next_hour(moment)) - moment
            expected = rate * (left / HOUR)
            if sum_ + expected >= wanted:
                return moment + HOUR * ((wanted - sum_) / rate)
            sum_, moment = sum_ + expected, moment + left
        return until


def learnt(printed: Iterable[datetime], now: datetime, zone: ZoneInfo) -> Rhythm | None:
    """The rhythm of reports printed at these moments (UTC) in the weeks before `now`.

    None when there are too few of them, or of too few days, to tell one.
    """
    begin = now - timedelta(weeks=WEEKS)
    moments = [moment for moment in printed if begin <= moment <= now]
    if len(moments) < LEAST_REPORTS or now - min(moments) < timedelta(days=LEAST_DAYS):
        return None
    weeks = (now - min(moments)) / timedelta(weeks=1)
    by_hour = Counter(hour_of_week(moment, zone) for moment in moments)
    of_day = [sum(by_hour[day * 24 + hour] for day in range(7)) / (7 * weeks) for hour in range(24)]
    rates = (
        UNSEEN + (1 - ANY_DAY) * by_hour[hour] / weeks + ANY_DAY * of_day[hour % 24] for hour in range(HOURS)
    )
    return Rhythm(zone=zone, rates=tuple(rates))


def next_visit(last: datetime, rhythm: Rhythm | None, shortest: timedelta, longest: timedelta) -> datetime:
    """When an outlet last visited at `last` is due again: after `shortest`, and before `longest` has passed.

    Without a rhythm that is `shortest`, the cadence its declaration asks for.
    """
    if rhythm is None:
        return last + shortest
    latest = last + max(shortest, longest)
    return max(last + shortest, rhythm.reach(last, WANTED, latest))


def hour_of_week(moment: datetime, zone: ZoneInfo) -> int:
    """The hour of the outlet's week, 0 to 167, that a moment lies in."""
    there = moment.astimezone(zone)
    return there.weekday() * 24 + there.hour


def _next_hour(moment: datetime) -> datetime:
    utc = moment.astimezone(UTC)
    return utc.replace(minute=0, second=0, microsecond=0) + HOUR
