"""Dates as machines write them for machines: ISO 8601 in its forms, and counts of seconds."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from extractors.date_errors import DateError
from extractors.day_readings import YEARS
from extractors.place_zones import shift_zone

_CLOCK = r"(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_ONE_FIGURE_CLOCK = _CLOCK.replace(r"<hour>\d{2}", r"<hour>\d{1,2}")
_OFFSET = r"(?P<offset>z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})(?:\[[\w/+-]{1,40}\])?"
# What a machine wrote even where people read it.
_EXTENDED = re.compile(
    rf"(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
    rf"(?:(?:t|\s?[-,]?\s)(?:{_ONE_FIGURE_CLOCK}|(?<=t)(?P<oclock>\d{{2}}))\s?(?:{_OFFSET})?)?"
)
# What is a date only where a date is wanted.
_BASIC = re.compile(
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"
    rf"(?:t?(?P<hour>\d{{2}})(?:(?P<minute>\d{{2}})(?P<second>\d{{2}})?(?:[.,]\d{{1,9}})?)?\s?(?:{_OFFSET})?)?"
)
_OTHER_DAYS = re.compile(
    rf"(?P<year>\d{{4}})-?(?:w(?P<week>\d{{2}})-?(?P<weekday>[1-7])|(?<=-)(?P<nth>\d{{3}}))"
    rf"(?:t{_CLOCK}\s?(?:{_OFFSET})?)?"
)
_SECONDS = re.compile(
    r"(?:/date\()?(?P<seconds>\d{10})(?P<millis>\d{3})?(?:[+-]\d{4})?(?:\)/)?|(?P<float>\d{10})\.\d{1,9}"
)
_NO_NEWS_BEFORE = datetime(1995, 1, 1, tzinfo=UTC)  # a smaller count of seconds is some other number
_FOR_PEOPLE = ("text", "layout", "line", "visible")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineDate:
    """A day, and the moment on it where a time was written: naive without an offset."""

    day: date
    at: datetime | None
    precision: str


def is_for_machines(source: str) -> bool:
    """Say whether a claim's source is metadata, where a bare number can be a date."""
    return source.partition(":")[0] not in _FOR_PEOPLE


def machine_date(text: str, source: str) -> MachineDate | None:
    """Give the date that a whole folded value is; None when it is no such form.

    Raises DateError for a form that names a day or a time that does not exist.
    """
    match = _EXTENDED.fullmatch(text)
    if match is not None:
        return _dated(_day(int(match["year"]), int(match["month"]), int(match["day"])), match)
    if not is_for_machines(source):
        return None
    match = _SECONDS.fullmatch(text)
    if match is not None:
        return _counted(int(match["seconds"] or match["float"]))
    match = _BASIC.fullmatch(text)
    if match is not None:
        return _dated(_day(int(match["year"]), int(match["month"]), int(match["day"])), match)
    match = _OTHER_DAYS.fullmatch(text)
    return None if match is None else _dated(_other_day(match), match)


def _day(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise DateError(f"the year {year}")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DateError(str(error)) from error


def _other_day(match: re.Match[str]) -> date:
    year = int(match["year"])
    first = _day(year, 1, 1)
    if match["nth"]:
        found = first + timedelta(days=int(match["nth"]) - 1)
        if found.year != year:
            raise DateError(f"day {match['nth']} of {year}")
        return found
    try:
        return date.fromisocalendar(year, int(match["week"]), int(match["weekday"]))
    except ValueError as error:
        raise DateError(str(error)) from error


def _dated(day: date, match: re.Match[str]) -> MachineDate:
    groups = match.groupdict()
    hour = groups["hour"] or groups.get("oclock")
    if hour is None:
        return MachineDate(day=day, at=None, precision="day")
    minute, second = groups["minute"], groups["second"]
    try:
        clock = time(int(hour), int(minute or 0), int(second or 0), tzinfo=_zone(groups["offset"]))
    except ValueError as error:
        raise DateError(str(error)) from error
    precision = "second" if second else "minute" if minute else "hour"
    return MachineDate(day=day, at=datetime.combine(day, clock), precision=precision)


def _zone(offset: str | None) -> tzinfo | None:
    if offset is None:
        return None
    zone = shift_zone(offset if offset[0] in "+-" else "0")
    if zone is None:
        raise DateError(f"the offset {offset}")
    return zone


def _counted(seconds: int) -> MachineDate:
    at = datetime.fromtimestamp(seconds, UTC)
    if at < _NO_NEWS_BEFORE or at.year not in YEARS:
        raise DateError(f"{seconds} seconds are no date of news")
    return MachineDate(day=at.date(), at=at, precision="second")
