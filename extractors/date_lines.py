"""A visible line that prints a date: which day it is for certain, and which time stands beside it."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from extractors.clock_times import ClockTime
from extractors.date_errors import DateError
from extractors.day_patterns import GAP
from extractors.day_readings import DayPrinted
from extractors.hijri import HijriError, confirms, hijri_day
from extractors.line_parts import WORDS, Line, is_beside
from extractors.place_zones import ABBREVIATIONS, shift_zone

LONGEST = 1000  # characters: what is longer is no line
UPDATE = re.compile(
    r"(?:(?:اخر|تم|تاريخ)\s{0,3})?(?<![^\W\d_])(?:ال)?(?:تحديث|تعديل)|(?<!\w)عدلت?(?!\w)"
    r"|(?:last )?updated?\b|modifie\b|mis? a jour"
)
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|all rights|tous droits"
    r"|جميع\s+(?:ال)?حقوق|حقوق\s+(?:ال)?(?:نشر|طبع|ملكيه|محفوظه|التاليف)|الحقوق\s+محفوظه"
)
# A day of something else than the page's publication.
_OTHERS_DAY = re.compile(
    r"(?<!\w)(?:ولدت?|مواليد|(?:تاريخ )?الميلاد|توفيت?|مثل هذا اليوم|(?:ال)?موعد(?! النشر)"
    r"|(?:ال)?مباراه|[يت]نتهي|born|died|deadline)(?!\w)"
    r"|(?<!\w)(?:[تي]نطلق|[تي]قام|[تي]فتتح|[تي]بدا|[تي]عقد|انطلاق|(?:ال)?لقا)(?!\w)"
    r"|(?<!\w)(?:حتي|لغايه|ابتدا من|اعتبارا من|بدا من|until|from)\s{1,3}(?:يوم\s)?$"
)
_CLOCK_MISSED = re.compile(rf"(?:t|{GAP}[-,|]?{GAP}(?:الساعه{GAP})?)\d{{1,2}}:\d{{2}}")
_AHEAD = timedelta(days=1)  # a day may be this much ahead of the one of the capture in the outlet's zone
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The day a line prints, its moment where a certain time stands beside it, and text[start:end] of both.

    `hijri` says that the day is known from a Hijri date alone.
    """

    day: date
    at: datetime | None
    precision: str
    start: int
    end: int
    hijri: bool = False


def read_line(line: Line, own: tzinfo, captured_at: datetime | None) -> Reading:
    """Give the one date of a line. Raises DateError when it is not certain."""
    if _RIGHTS.search(line.text):
        raise DateError("a copyright line")
    days = _not_updates(line)
    if days and _OTHERS_DAY.search(line.text, 0, days[0].start):
        raise DateError("a day of something else")
    for one in days:
        if one.fault:
            raise DateError(one.fault)
        if one.ranged:
            raise DateError("a range of days")
    gregorian = [day for day in days if day.hijri is None]
    hijri = [day for day in days if day.hijri is not None]
    if not gregorian:
        return _from_hijri(line, hijri, own)
    day = _resolve(line, gregorian, hijri, own, captured_at)
    at, precision, used = _moment(line, gregorian, day, own)
    beside = (*line.before(gregorian[0]), *line.after(gregorian[0]))
    parts = [*used, gregorian[0], *(part for part in beside if not isinstance(part, ClockTime))]
    return Reading(
        day=day,
        at=at,
        precision=precision,
        start=min(part.start for part in parts),
        end=max(part.end for part in parts),
    )


def _resolve(
    line: Line,
    gregorian: list[DayPrinted],
    hijri: list[DayPrinted],
    own: tzinfo,
    captured_at: datetime | None,
) -> date:
    readings = set(gregorian[0].days).intersection(*(day.days for day in gregorian[1:]))
    if not readings:
        raise DateError(f"{len(gregorian)} dates in one line" if len(gregorian) > 1 else "no such day")
    borne_out = {reading for reading in readings if all(_agrees(reading, other) for other in hijri)}
    if not borne_out:
        printed = " and ".join(line.text[day.start : day.end] for day in (*hijri, *gregorian))
        raise DateError(f"{printed} are different days")
    weekdays = set().union(*(line.weekdays(day) for day in gregorian))
    short = all(day.short for day in gregorian)
    if len(borne_out) > 1 or short:
        settled = {day for day in borne_out if day.weekday() in weekdays}
        if settled or short:
            borne_out = settled
    if len(borne_out) > 1 and captured_at is not None:
        last = captured_at.astimezone(own).date() + _AHEAD
        borne_out = {day for day in borne_out if day <= last}
    if len(borne_out) != 1:
        raise DateError("day and month cannot be told apart" if not short else "a year of two figures")
    return borne_out.pop()


def _agrees(day: date, other: DayPrinted) -> bool:
    if other.hijri is None:
        return True
    try:
        return confirms(day, *other.hijri)
    except HijriError:
        return True  # a month that the tables do not hold says nothing against the other calendar


def _from_hijri(line: Line, hijri: list[DayPrinted], own: tzinfo) -> Reading:
    """Give the day of a Hijri date; with the time beside it only where a weekday bears the day out."""
    dates = {day.hijri for day in hijri if day.hijri is not None}
    if len(dates) != 1:
        raise DateError(f"{len(dates)} dates in one line")
    try:
        day = hijri_day(*dates.pop())
    except HijriError as error:
        raise DateError(f"a Hijri date that is none: {error}") from error
    borne_out = line.weekdays(hijri[0]) == {day.weekday()}
    at, precision, used = _moment(line, hijri[:1], day, own) if borne_out else (None, "day", [])
    parts: list[DayPrinted | ClockTime] = [*used, hijri[0]]
    return Reading(
        day=day,
        at=at,
        precision=precision,
        start=min(part.start for part in parts),
        end=max(part.end for part in parts),
        hijri=True,
    )


def _moment(
    line: Line, gregorian: list[DayPrinted], day: date, own: tzinfo
) -> tuple[datetime | None, str, list[ClockTime]]:
    """Give the moment, how precise it is, and the part that told it; no moment when no time is certain."""
    midnight = datetime.combine(day, time())
    within = next((one for one in gregorian if one.clock), None)
    if within is not None and within.clock is not None:
        zone = _clock_zone(within.clock_zone, own)
        at = datetime.combine(day, time.fromisoformat(within.clock), zone) if zone else None
        return at, "second" if at else "day", []
    clocks = [clock for one in gregorian for clock in _clocks_of(line, one)]
    if not clocks:
        missed = _CLOCK_MISSED.match(line.text, gregorian[0].end)
        if missed:
            raise DateError("a time that is none")
        return None, "day", []
    moments = {clock.on(midnight, own) for clock in clocks}
    at = moments.pop() if len(moments) == 1 else None
    return at, clocks[0].precision if at else "day", [clocks[0]] if at else []


def _clocks_of(line: Line, day: DayPrinted) -> list[ClockTime]:
    """Give the times that may be the day's: those after it, or else those before it."""
    after = [part for part in line.after(day) if isinstance(part, ClockTime)]
    before = [part for part in line.before(day) if isinstance(part, ClockTime)]
    if line.follows(day):
        before = []  # they belong to that other day
    if len(after) == 2 and _tells_other_clock(after):
        after = after[:1]
    if day.era_apart and after and not after[0].halved and after[0].hour <= 12:
        between = line.text[day.end : after[0].start]
        if not between.strip():
            # «2015 م 10:30»: the sign is the year's, or the hour's.
            return [*after, _after_noon(after[0])]
    return [*after, *before]


def _after_noon(clock: ClockTime) -> ClockTime:
    """Give the same time in the other half of the day."""
    return replace(clock, hour=clock.hour % 12 + 12, halved=True)


def _tells_other_clock(clocks: list[ClockTime]) -> bool:
    """Say whether the second of two times is the first one again, by a clock elsewhere."""
    first, second = clocks
    return first.zone is None and first.place is None and bool(second.zone or second.place)


def _clock_zone(printed: str | None, own: tzinfo) -> tzinfo | None:
    if printed is None:
        return own
    if printed[0] in "+-":
        return shift_zone(printed)
    return shift_zone(str(ABBREVIATIONS[printed])) if printed in ABBREVIATIONS else None


def _not_updates(line: Line) -> list[DayPrinted]:
    """Give the days that are not said to be those of an update, unless all are."""
    if len(line.days) < 2 or not UPDATE.search(line.text):
        return list(line.days)
    kept, end, updates = [], 0, False
    for day in line.days:
        label = line.text[end : day.start]
        if not is_beside(label):
            updates = bool(UPDATE.search(label))
        elif WORDS.search(label) and day.hijri is None:
            updates = False  # «تاريخ النشر»
        if not updates:
            kept.append(day)
        end = day.end
    return kept or list(line.days)
