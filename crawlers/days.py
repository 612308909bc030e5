"""Between which days a report was published, as far as its address and what a seed printed tell.

A crawl from one day to another leaves out what was surely published outside. So a doubt widens the days: a
report that is fetched in vain costs a request, one that is left out is lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from archive.printed_days import printed_day, printed_moment

# A day of its own in the address: /2026/03/05/ or /2026-03-05-title; not /2018/02/2-title.
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/-])(\d\d?)\2(\d\d?)(?=/|$|[.?])|(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)"
)
_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)(?=/)")
# When a page was changed tells that it was published by then, and as a rule not long before.
CHANGED_WITHIN = timedelta(days=7)
MARGIN = timedelta(days=1)  # an address may hold the day in another zone, or that of the draft
SAME = timedelta(seconds=60)
LEAST_DATED = 3
FIRST = 788_918_400.0  # 1995: an earlier date of a page is a zero, or a clock that was not set


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From `earliest` to `latest` (YYYY-MM-DD, the outlet's own days); None where nothing tells."""

    earliest: str | None = None
    latest: str | None = None

    def overlap(self, other: "Days") -> bool:
        """Whether a day lies in both."""
        return not (
            (self.latest and other.earliest and self.latest < other.earliest)
            or (other.latest and self.earliest and other.latest < self.earliest)
        )

    def both(self, other: "Days") -> "Days":
        """What two sources leave together: the days in both, or, where they contradict, those in either."""
        narrow = self.overlap(other)
        early = [day for day in (self.earliest, other.earliest) if day]
        late = [day for day in (self.latest, other.latest) if day]
        return Days(
            earliest=(max if narrow else min)(early, default=None),
            latest=(min if narrow else max)(late, default=None),
        )


def days_of(url: str, published: str | None, modified: str | None, zone: ZoneInfo) -> Days:
    """The days that a URL's address, the printed date of publication and that of the last change leave."""
    day = printed_day(published, zone)
    days = Days(earliest=day, latest=day).both(days_of_address(url))
    changed = printed_day(modified, zone)
    if changed is None:
        return days
    if days.earliest is None:
        days = Days(earliest=_before(changed), latest=days.latest)
    return Days(earliest=days.earliest, latest=min(days.latest or changed, max(changed, days.earliest or "")))


def days_of_address(url: str) -> Days:
    """The days that an address such as /2026/03/05/title or /2026/03/title tells."""
    path = "/" + url.partition("://")[2].partition("/")[2]
    for match in _DAY.finditer(path):
        year, month, day = (
            (int(part) for part in (match[1], match[3], match[4]) if part)
            if match[1]
            else (int(match[5]), int(match[6]), int(match[7]))
        )
        found = _date(year, month, day)
        if found is not None:
            return _widened(found, found)
    for match in _MONTH.finditer(path):
        first = _date(int(match[1]), int(match[2]), 1)
        if first is not None:
            return _widened(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    return Days()


def _before(changed: str) -> str:
    try:
        return (date.fromisoformat(changed) - CHANGED_WITHIN).isoformat()
    except OverflowError:
        return changed


def _widened(first: date, last: date) -> Days:
    return Days(earliest=(first - MARGIN).isoformat(), latest=(last + MARGIN).isoformat())


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def disbelieved(printed: Iterable[str | None], zone: ZoneInfo, seen: float) -> str | None:
    """Why the dates that one feed prints for its items say nothing, or None; `seen` is when it was fetched
    (seconds since the epoch). Some feeds date every item with the moment they are asked, or with one day."""
    moments = [moment for raw in printed if (moment := printed_moment(raw, zone)) is not None]
    if len(moments) < LEAST_DATED:
        return None
    if max(moments) - min(moments) <= SAME.total_seconds():
        return f"all {len(moments)} items carry the same date"
    if min(moments) > seen + MARGIN.total_seconds():
        return f"all {len(moments)} items are dated in the future"
    made_up = sum(abs(moment - seen) <= SAME.total_seconds() or moment < FIRST for moment in moments)
    if made_up * 2 >= len(moments):
        return f"{made_up} of {len(moments)} items are dated with the moment of asking or before the Web"
    return None


def newest(days: Sequence[Days]) -> str | None:
    """The latest day that any of these may be of; None when one of them is not dated, or there is none."""
    latest = [one.latest for one in days]
    return max((day for day in latest if day), default=None) if all(latest) else None
