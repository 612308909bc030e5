"""Dates as an outlet claims them: as precise as printed, never invented, never from a URL.

No clock is read: what is relative is held against the moment of the capture only.
"""

import re
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from extractors.article import Stamp
from extractors.date_errors import DateError
from extractors.date_lines import LONGEST, UPDATE, Reading, read_line
from extractors.folded import Folded
from extractors.hijri import HijriError, hijri_day
from extractors.line_parts import Line, split_line
from extractors.machine_dates import machine_date
from extractors.relative_lines import read_relative, relative_part

__all__ = [
    "AHEAD",
    "DateError",
    "is_ahead",
    "is_date_line",
    "is_update",
    "printed_stamp",
    "read_stamp",
    "weekday_disagrees",
]

AHEAD = timedelta(hours=26)  # how far a printed date may lie after the capture: the widest zones, no more
HIJRI_ONLY = ":hijri"  # ends the source of a day that no other calendar confirms: it may be off by one
_BYLINE_AFTER = re.compile(r"[\s\d:|/-]*(?:كتبت?|بقلم|اعداد|تحرير)\s*:")
_BESIDE_A_DATE = re.compile(r"[\W\d_]|الساعه|صباحا|مسا|نشر|تاريخ|تحديث|اخر|الموافق|في|gmt|يوم")
# A figure, or a word of every relative line: without them a line is told to be none before it is folded.
_MAY_DATE = re.compile(
    r"\d|منذ|قبل|مس|البارح|اليوم|صباح|مساء|ظهر|عصر|ليل|فجر|ago|yesterday|today|hier|aujourd|now",
    re.IGNORECASE,
)
_LABEL = 24  # letters beside a date that still are a label, a place or a weekday
_LONGEST_DATE_LINE = 140  # characters


def read_stamp(raw: str, source: str, zone: tzinfo, *, captured_at: datetime | None = None) -> Stamp:
    """Give the date that a metadata value prints: ISO 8601, RFC 822, or what a visible line may print.

    A bare count of seconds or milliseconds, and figures without marks such as 20260301, are dates only when
    the source is metadata (not "text" or "layout"). Otherwise as `printed_stamp`. Raises DateError.
    """
    text = raw.strip()
    if len(text) > LONGEST:
        raise DateError("too long for a date")
    found = machine_date(Folded(text).text, source)
    if found is None:
        return printed_stamp(raw, source, zone, captured_at=captured_at)
    at = found.at.replace(tzinfo=zone) if found.at and found.at.tzinfo is None else found.at
    reading = Reading(day=found.day, at=at, precision=found.precision, start=0, end=len(text))
    return _stamp(reading, text, source, zone)


def printed_stamp(raw: str, source: str, zone: tzinfo, *, captured_at: datetime | None = None) -> Stamp:
    """Give the date that a visible line prints, such as «الأحد ١ آذار/مارس ٢٠٢٦ - الساعة ١٠:٣٠».

    `zone` is the outlet's, given to times without an offset. The value keeps a printed offset; `day` is the
    printed day, but for a time in UTC, which machines print for every outlet: then it is the outlet's own.
    Beside a Gregorian date a Hijri one confirms it; alone it gives a day whose source ends in ":hijri". A
    line without a date may tell one relative to `captured_at` (see relative_lines.py). Where a clock's place
    is not known, a time contradicts its half of the day, or the clock shows it twice or not at all on the day
    when it is set, the day stands alone.

    Raises DateError when there is no date, when there are several, or when one is not certain: day and month
    that nothing tells apart (a weekday, a Hijri date, the capture), calendars that differ, ranges.
    """
    if len(raw) > LONGEST:
        raise DateError("too long for a date")
    folded, line = _split(raw)
    if line.days:
        reading = read_line(line, zone, captured_at)
    else:
        reading = read_relative(folded.text, zone, captured_at)
    end = reading.end
    bracket = folded.text.count("(", reading.start, end) > folded.text.count(")", reading.start, end)
    if bracket and folded.text.startswith(")", end):
        end += 1
    printed = folded.printed(reading.start, end).strip()
    return _stamp(reading, printed, source, zone)


def weekday_disagrees(raw: str) -> bool:
    """Say whether a weekday printed beside a date is not that of the date.

    False without a weekday, and for dates that are not certain. A Hijri date may be off by a day.
    """
    if len(raw) > LONGEST:
        return False
    _, line = _split(raw)
    for day in line.days:
        weekdays = line.weekdays(day)
        if day.hijri is not None and len(line.days) == 1:
            try:
                own = {(hijri_day(*day.hijri).weekday() + shift) % 7 for shift in (-1, 0, 1)}
            except HijriError:
                continue
        else:
            own = {reading.weekday() for reading in day.days}
        if weekdays and own and not weekdays & own:
            return True
    return False


def is_update(line: str) -> bool:
    """Say whether a line speaks of the last update before it gives its date."""
    update = UPDATE.search(_one_line(line[:LONGEST]).text)
    if update is None:
        return False
    days = _split(line[:LONGEST])[1].days
    return not days or update.start() < days[0].start


def is_date_line(line: str) -> bool:
    """Say whether a short line is little more than a printed date, or one relative to its reader's clock."""
    return len(line) <= 2 * _LONGEST_DATE_LINE and _is_date_line(line)


@lru_cache(maxsize=512)
def _is_date_line(line: str) -> bool:
    if not _MAY_DATE.search(line):
        return False
    if len(_one_line(line).text) > _LONGEST_DATE_LINE:
        return False
    folded, parts = _split(line)
    text = folded.text
    if not parts.days:
        return relative_part(text) is not None and len(text.split()) > 1
    before, after = text[: parts.days[0].start], text[parts.days[-1].end :]
    if len(before) <= _LABEL and _BYLINE_AFTER.match(after):
        return True
    return len(_BESIDE_A_DATE.sub("", parts.around())) <= _LABEL


def is_ahead(stamp: Stamp, captured_at: datetime, zone: tzinfo) -> bool:
    """Say whether a date lies later than a capture of that moment can have seen."""
    at = datetime.fromisoformat(stamp.value)
    return (at if at.tzinfo else at.replace(tzinfo=zone)) > captured_at + AHEAD


@lru_cache(maxsize=256)  # a line is asked whether it dates anything, which day, and whether its weekday fits
def _split(raw: str) -> tuple[Folded, Line]:
    folded = _one_line(raw)
    return folded, split_line(folded)


def _one_line(raw: str) -> Folded:
    folded = Folded(raw)
    folded.text = folded.text.replace("\n", " ")
    return folded


def _stamp(reading: Reading, raw: str, source: str, zone: tzinfo) -> Stamp:
    if reading.at is None or _is_of_a_set_clock(reading.at):
        day = reading.day.isoformat()
        place = source + HIJRI_ONLY if reading.hijri else source
        return Stamp(value=day, precision="day", day=day, raw=raw, source=place)
    own = reading.at if reading.at.utcoffset() else reading.at.astimezone(zone)
    return Stamp(
        value=reading.at.isoformat(timespec="seconds" if reading.precision == "second" else "minutes"),
        precision=reading.precision,
        day=own.date().isoformat(),
        raw=raw,
        source=source,
    )


def _is_of_a_set_clock(at: datetime) -> bool:
    """Say whether its zone's clock shows this time twice, or never: nobody can tell which moment it was."""
    return at.utcoffset() != at.replace(fold=1).utcoffset()
