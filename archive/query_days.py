"""Days as people type them, and the tags that together cover a span of days.

Read are a year, a month or a day, in numbers of any script and in the Arab order (2015, 2015-07, 7/2015,
2015-07-21, 21/7/2015) or with the month's name (تموز 2015, 21 يوليو 2015), and a span of two of them
(2015-03..2015-05).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from archive.tags import Kind, tag
from extractors.arabic import fold
from extractors.calendars import MONTHS

Days = tuple[date, date]  # first and last, both included; date.min and date.max where a side is open

FIRST_YEAR, LAST_YEAR = 1000, 2099  # tags are looked for between these
# Within these years each has a tag of its own in the expression. Whole decades and centuries outside them are
# looked for by their first digits: SQLite merges all that begin so before it answers, which is cheap for
# years with few reports only.
BUSY_YEARS = range(1990, 2040)

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})",
        r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})[-/.](?P<month>\d{1,2})[-/.](?P<year>\d{4})",
        r"(?:(?P<day>\d{1,2})[- ])?(?P<name>[^\W\d_][^\d]{0,20}?)[- ](?P<year>\d{4})",
    )
)


def read_days(typed: str) -> Days | None:
    """The days that a year, month, day or span of them covers; None for what is none of these."""
    first, dots, last = fold(typed).partition("..")
    if not dots:
        return _read(first)
    begins, ends = _read(first.strip()), _read(last.strip(" ."))
    return (begins[0], ends[1]) if begins and ends else None


def _read(text: str) -> Days | None:
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(text):
            break
    else:
        return None
    said = found.groupdict()
    year = int(said["year"])
    month = MONTHS.get(said["name"].replace("-", " ")) if "name" in said else int(said.get("month") or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR or month is None or month > 12:
        return None
    if said.get("month") == said.get("name") is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not month:
        return None
    if said.get("day") is None:
        return date(year, month, 1), _month_end(year, month)
    day = int(said["day"])
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return date(year, month, day), date(year, month, day)


def covering(days: Days) -> Iterator[str]:
    """The fewest tags that cover these days, as FTS5 phrases, some of which stand for all that begin so.

    Days and months at both ends, years between: at most 130 within BUSY_YEARS, 181 for any span.
    Nothing for an empty one.
    """
    first, last = max(days[0], date(FIRST_YEAR, 1, 1)), min(days[1], date(LAST_YEAR, 12, 31))
    while first <= last:
        month_end = _month_end(first.year, first.month)
        if (first.month, first.day) == (1, 1) and (end := _last_year_end(last)) > first:
            yield from _years(first.year, end.year)
        elif first.day == 1 and month_end <= last:
            end = month_end
            yield _phrase("month", first.isoformat()[:7])
        else:
            end = first
            yield _phrase("day", first.isoformat())
        first = end + timedelta(days=1)


def _last_year_end(day: date) -> date:
    """The last 31 December that is not after the day."""
    return date(day.year if (day.month, day.day) == (12, 31) else day.year - 1, 12, 31)


def _years(first: int, last: int) -> Iterator[str]:
    while first <= last:
        length = next(length for length in (1000, 100, 10, 1) if _go_together(first, length, last))
        yield _phrase("year", str(first // length)) + ("*" if length > 1 else "")
        first += length


def _go_together(first: int, length: int, last: int) -> bool:
    """Whether so many years from the first on are asked for and may be looked for by their first digits."""
    end = first + length - 1
    busy = first in BUSY_YEARS or end in BUSY_YEARS
    return first % length == 0 and end <= last and (not busy or length in (1, 1000))


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _phrase(kind: Kind, value: str) -> str:
    return f'"{tag(kind, value)}"'
