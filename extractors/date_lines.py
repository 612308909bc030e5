"""A visible line that prints a date: which day it is for certain, and which time stands beside it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from extractors.calendars import WEEKDAYS, folded, spaced
from extractors.clock_times import ClockTime, clock_times
from extractors.date_errors import DateError
from extractors.day_patterns import GAP, WEEKDAY
from extractors.day_readings import DayPrinted, printed_days
from extractors.folded import Folded
from extractors.hijri import HijriError, confirms, hijri_day
from extractors.place_zones import ABBREVIATIONS, shift_zone

LONGEST = 1000  # characters: what is longer is no line
UPDATE = re.compile(
    r"(?:(?:اخر|تم|تاريخ)\s{0,3})?(?<![^\W\d_])(?:ال)?(?:تحديث|تعديل)"
    r"|(?:last )?updated?\b|modifie\b|mis? a jour"
)
_RIGHTS = re.compile(
    r"©|\(c\)|copyright|all rights|tous droits"
    r"|جميع\s+(?:ال)?حقوق|حقوق\s+(?:ال)?(?:نشر|طبع|ملكيه|محفوظه|التاليف)|الحقوق\s+محفوظه"
)
_WORDS = re.compile(r"[^\W\d_]+")
_BESIDE = frozenset(
    [
        *folded("يوم اليوم في الموافق موافق المصادف ل لل نشر نشرت نُشرت بتاريخ تاريخ التاريخ م ه من الساعة"),
        *folded("النشر تم الخبر المقال الإثنين عند لـ و هـ نشرة كتب هجري هجرية ميلادي ميلادية الوقت"),
        *("at", "on", "le", "a", "published", "publie", "date", "posted", "the"),
    ]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weekday:
    start: int
    end: int
    number: int


_Part = DayPrinted | ClockTime | _Weekday


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A folded line and what it prints: days, times and weekdays in order, `chains` of those that adjoin."""

    text: str
    days: tuple[DayPrinted, ...]
    chains: tuple[tuple[_Part, ...], ...]

    def beside(self, day: DayPrinted) -> tuple[_Part, ...]:
        """Give the parts that stand with a day, itself included."""
        return next(chain for chain in self.chains if day in chain)


def split_line(text: Folded) -> Line:
    """Find the days, times and weekdays of a line."""
    days = printed_days(text)
    parts: list[_Part] = list(days)
    if days:
        bounds = [0, *(bound for day in days for bound in (day.start, day.end)), len(text.text)]
        for start, end in zip(bounds[::2], bounds[1::2], strict=True):
            parts += clock_times(text.text, start, end)
        taken = list(parts)
        parts += [part for part in _weekdays(text.text) if not _covered(part, taken)]
    parts.sort(key=lambda part: part.start)
    return Line(text=text.text, days=tuple(days), chains=_chains(text.text, parts))


def read_line(line: Line, own: tzinfo, captured_at: datetime | None) -> Reading:
    """Give the one date of a line. Raises DateError when it is not certain."""
    if _RIGHTS.search(line.text):
        raise DateError("a copyright line")
    days = _not_updates(line)
    for one in days:
        if one.fault:
            raise DateError(one.fault)
        if one.ranged:
            raise DateError("a range of days")
    gregorian = [day for day in days if day.hijri is None]
    hijri = [day for day in days if day.hijri is not None]
    if not gregorian:
        return _from_hijri(hijri)
    day = _resolve(line, gregorian, hijri, own, captured_at)
    at, precision, used = _moment(line, gregorian, day, own)
    parts = [*used, gregorian[0], *_kept(line.beside(gregorian[0]))]
    return Reading(
        day=day,
        at=at,
        precision=precision,
        start=min(part.start for part in parts),
        end=max(part.end for part in parts),
    )


def weekdays_beside(line: Line, day: DayPrinted) -> set[int]:
    """Give the weekdays printed beside a day, Monday being 0."""
    return {part.number for part in line.beside(day) if isinstance(part, _Weekday)}


def _kept(parts: tuple[_Part, ...]) -> list[_Part]:
    return [part for part in parts if not isinstance(part, ClockTime)]


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
    weekdays = set().union(*(weekdays_beside(line, day) for day in gregorian))
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
    except HijriError as error:
        raise DateError(f"a Hijri date that is none: {error}") from error


def _from_hijri(hijri: list[DayPrinted]) -> Reading:
    dates = {day.hijri for day in hijri if day.hijri is not None}
    if len(dates) != 1:
        raise DateError(f"{len(dates)} dates in one line")
    try:
        day = hijri_day(*dates.pop())
    except HijriError as error:
        raise DateError(f"a Hijri date that is none: {error}") from error
    return Reading(day=day, at=None, precision="day", start=hijri[0].start, end=hijri[0].end, hijri=True)


def _moment(
    line: Line, gregorian: list[DayPrinted], day: date, own: tzinfo
) -> tuple[datetime | None, str, list[_Part]]:
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
        if missed and not any(isinstance(part, ClockTime) for part in line.beside(gregorian[0])):
            raise DateError("a time that is none")
        return None, "day", []
    moments = {clock.on(midnight, own) for clock in clocks}
    at = moments.pop() if len(moments) == 1 else None
    return at, clocks[0].precision if at else "day", [clocks[0]] if at else []


def _clocks_of(line: Line, day: DayPrinted) -> list[ClockTime]:
    """Give the times that may be the day's: those after it, or else those before it."""
    chain = line.beside(day)
    after = [part for part in chain if isinstance(part, ClockTime) and part.start >= day.end]
    before = [part for part in chain if isinstance(part, ClockTime) and part.end <= day.start]
    if len(after) == 2 and _tells_other_clock(after):
        after = after[:1]
    if day.era_apart and after and not after[0].halved and after[0].hour <= 12:
        between = line.text[day.end : after[0].start]
        if not between.strip():
            # «2015 م 10:30»: the sign is the year's, or the hour's.
            return [*after, *after_noon(after[0])]
    return [*after, *before]


def after_noon(clock: ClockTime) -> list[ClockTime]:
    """Give the same time in the other half of the day."""
    return [
        ClockTime(
            start=clock.start,
            end=clock.end,
            hour=clock.hour % 12 + 12,
            minute=clock.minute,
            second=clock.second,
            zone=clock.zone,
            place=clock.place,
            halved=True,
            told=clock.told,
        )
    ]


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
        if _WORDS.search(label) and not (set(_WORDS.findall(label)) <= _BESIDE and day.hijri is not None):
            updates = bool(UPDATE.search(label)) or (updates and _is_beside(label))
        if not updates:
            kept.append(day)
        end = day.end
    return kept or list(line.days)


def _weekdays(text: str) -> list[_Weekday]:
    return [
        _Weekday(start=match.start(), end=match.end(), number=WEEKDAYS[spaced(match["weekday"])])
        for match in WEEKDAY.finditer(text)
    ]


def _covered(part: _Part, others: list[DayPrinted] | list[_Part]) -> bool:
    return any(part.start < other.end and other.start < part.end for other in others)


def _chains(text: str, parts: list[_Part]) -> tuple[tuple[_Part, ...], ...]:
    chains: list[list[_Part]] = []
    for part in parts:
        if chains and _is_beside(text[chains[-1][-1].end : part.start]):
            chains[-1].append(part)
        else:
            chains.append([part])
    return tuple(map(tuple, chains))


def _is_beside(between: str) -> bool:
    """Say whether nothing but marks and words such as «الموافق» stands between two parts."""
    return (
        len(between) <= 40 and not any(map(str.isdigit, between)) and set(_WORDS.findall(between)) <= _BESIDE
    )
