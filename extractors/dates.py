"""Dates as an outlet claims them: exact patterns, as precise as printed, never invented, never from a URL.

No clock is read: a date is held against the moment of the capture only.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from extractors.arabic import fold_map
from extractors.article import Stamp
from extractors.calendars import ENGLISH_MONTHS, MONTHS, WEEKDAYS

AHEAD = timedelta(hours=26)  # how far a printed date may lie after the capture: the widest zones, no more
_YEARS = range(1900, 2101)

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_OFFSET = r"(?P<offset>z|utc|gmt|[+-]\d{2}:?\d{2}|[+-]\d{2})"
_ISO = re.compile(
    rf"(?<![\w/.-])(?P<year>\d{{4}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?![\d/-])"
    rf"(?:(?:t|\s*[-,]?\s*)(?<!\d){_CLOCK}\s*(?:{_OFFSET})?)?\s*",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:[a-z]{3,9}\.?,?\s+)?"
_ENGLISH_NAME = r"(?P<name>[a-z]{3,9})\.?"
_ENGLISH_TIME = rf"(?:,?\s*(?:at\s+|-\s*)?{_CLOCK}\s*(?P<half>am|pm)?\s*(?:{_OFFSET})?)?\s*"
_ENGLISH = (
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s-]{_ENGLISH_NAME}[\s-](?P<year>\d{{4}}){_ENGLISH_TIME}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WEEKDAY}{_ENGLISH_NAME}\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}}){_ENGLISH_TIME}", re.IGNORECASE
    ),
)
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DAY_NAME = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_JOINT = r"\s*[/\\(|-]\s*"
_ARABIC = re.compile(
    rf"(?<!\w)(?:(?:يوم\s+)?(?:{_DAY_NAME})\s*[,:-]?\s*)?"
    rf"(?P<day>\d{{1,2}})\s*(?:من\s+|[-/.]\s*)?(?P<name>{_MONTH})(?:{_JOINT}(?P<other>{_MONTH})\s*\)?)?(?!\w)"
    r"\s*(?:[,/.-]|من عام|عام)?\s*(?P<year>\d{4})(?!\d)\s*(?:م(?!\w)\.?)?"
)
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4})(?![\d/-])"
)
_TIME_AFTER = re.compile(
    rf"\s*[-,|/]?\s*(?:(?:في\s+)?(?:تمام\s+)?الساعه\s*:?\s*)?{_CLOCK}(?!\d)"
    r"\s*(?P<half>صباحا|مساء?|ظهرا|ص|م|am|pm)?(?!\w)\s*"
    r"(?:\(?\s*(?:بتوقيت\s+)?(?P<zone>غرينتش|جرينتش|gmt|utc)\s*(?P<shift>[+-]\s?\d{1,2}(?::?\d{2})?)?\s*\)?)?"
    r"(?P<local>\s*\(?\s*بتوقيت\s+\w+)?",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"(?:اخر|تم|تاريخ)?\s*(?:ال)?(?:تحديث|تعديل)")
_RIGHTS = re.compile(r"©|\(c\)|copyright|حقوق", re.IGNORECASE)
_BYLINE_AFTER = re.compile(r"[\s\d:|/-]*(?:كتبت?|بقلم|اعداد|تحرير)\s*:")
_BESIDE_A_DATE = re.compile(r"[\W\d_]|الساعه|صباحا|مساء?|نشر|تاريخ|تحديث|اخر|في|gmt|يوم")
_LABEL = 24  # letters beside a date that still are a label, a place or a weekday
_LONGEST_LINE = 140  # characters
_HIJRI = re.compile(r"^\s*(?:هـ|ه\b|هجري)")


class DateError(ValueError):
    """The text holds no date that is certain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A date as read: naive or with the printed offset, and how precise it was printed."""

    at: datetime
    precision: str


def read_stamp(raw: str, source: str, zone: tzinfo, *, captured_at: datetime | None = None) -> Stamp:
    """Give the date a metadata value prints (ISO 8601, RFC 822, English or Arabic month names).

    `zone` is the outlet's, given to times without an offset; `captured_at` is the moment of the capture,
    without which nothing relative is read. Raises DateError for anything else.
    """
    text = raw.strip()
    moment = _iso(text) or _english(text)
    if moment is None:
        return printed_stamp(raw, source, zone, captured_at=captured_at)
    return _stamp(moment, text, source, zone)


def printed_stamp(raw: str, source: str, zone: tzinfo, *, captured_at: datetime | None = None) -> Stamp:
    """Give the date that a visible line prints, such as «الأحد ١ آذار/مارس ٢٠٢٦ - الساعة ١٠:٣٠».

    Raises DateError when there is none, more than one, or one that is not certain.
    """
    folded, offsets = fold_map(raw)
    if _RIGHTS.search(raw):
        raise DateError("a copyright line")
    found = [*_ARABIC.finditer(folded)]
    numeric = [] if found else [*_NUMERIC.finditer(folded)]
    iso = [] if found or numeric else [match for match in [_ISO.search(folded)] if match]
    matches = found or numeric or iso
    if len(matches) != 1:
        raise DateError(f"{len(matches)} dates in one line")
    match = matches[0]
    if iso:
        moment = _of_iso(match)
        return _stamp(moment, _printed(raw, offsets, match.start(), match.end()), source, zone)
    if _HIJRI.match(folded[match.end() :]):
        raise DateError("a Hijri date")
    day = _day_of(match, raw[offsets[match.start()] : offsets[match.end() - 1] + 1])
    clock = _TIME_AFTER.match(folded, match.end())
    end = match.end()
    moment = Moment(at=day, precision="day")
    if clock is not None and not clock["local"]:
        moment = _with_clock(day, clock)
        end = clock.end()
    return _stamp(moment, _printed(raw, offsets, match.start(), end), source, zone)


def is_update(line: str) -> bool:
    """Say whether a line speaks of the last update before it gives its date."""
    folded, _ = fold_map(line)
    update = _UPDATE.search(folded)
    date = _ARABIC.search(folded) or _NUMERIC.search(folded) or _ISO.search(folded)
    return update is not None and (date is None or update.start() < date.start())


def is_date_line(line: str) -> bool:
    """Say whether a short line is little more than a printed date."""
    folded, _ = fold_map(line)
    match = _ARABIC.search(folded) or _NUMERIC.search(folded) or _ISO.search(folded)
    if match is None or len(folded) > _LONGEST_LINE:
        return False
    before, after = folded[: match.start()], folded[match.end() :]
    if len(before) <= _LABEL and _BYLINE_AFTER.match(after):
        return True
    return len(_BESIDE_A_DATE.sub("", before + after)) <= _LABEL


def is_ahead(stamp: Stamp, captured_at: datetime, zone: tzinfo) -> bool:
    """Say whether a date lies later than a capture of that moment can have seen."""
    at = datetime.fromisoformat(stamp.value)
    return (at if at.tzinfo else at.replace(tzinfo=zone)) > captured_at + AHEAD


def _iso(text: str) -> Moment | None:
    match = _ISO.fullmatch(text.translate(_DIGITS))
    return None if match is None else _of_iso(match)


def _of_iso(match: re.Match[str]) -> Moment:
    day = _date(int(match["year"]), int(match["month"]), int(match["day"]))
    return Moment(at=day, precision="day") if match["hour"] is None else _with_clock(day, match)


def _english(text: str) -> Moment | None:
    for pattern in _ENGLISH:
        match = pattern.fullmatch(text)
        month = ENGLISH_MONTHS.get(match["name"].lower()) if match else None
        if match and month:
            day = _date(int(match["year"]), month, int(match["day"]))
            return Moment(at=day, precision="day") if match["hour"] is None else _with_clock(day, match)
    return None


def _day_of(match: re.Match[str], raw: str) -> datetime:
    """Give the day of an Arabic or a numeric match; both names of a month must agree, order be certain."""
    groups = match.groupdict()
    if groups.get("name"):
        month = MONTHS[groups["name"]]
        if groups.get("other") and MONTHS[groups["other"]] != month:
            raise DateError("two names of different months")
        return _date(int(groups["year"]), month, int(groups["day"]))
    first, second = int(groups["day"]), int(groups["month"])
    if first <= 12 and first != second and raw.isascii():
        raise DateError("day and month cannot be told apart")
    return _date(int(groups["year"]), second, first)


def _date(year: int, month: int, day: int) -> datetime:
    if year not in _YEARS:
        raise DateError(f"the year {year}")
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - a calendar day; its zone comes later or never
    except ValueError as error:
        raise DateError(str(error)) from error


def _with_clock(day: datetime, match: re.Match[str]) -> Moment:
    groups = match.groupdict()
    hour = _hour(int(groups["hour"]), groups.get("half"))
    second = groups.get("second")
    offset = _offset(groups)
    try:
        at = day.replace(hour=hour, minute=int(groups["minute"]), second=int(second or 0), tzinfo=offset)
    except ValueError as error:
        raise DateError(str(error)) from error
    return Moment(at=at, precision="second" if second else "minute")


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if hour > 12:
        return hour
    after_noon = half.lower() in ("م", "مسا", "مساء", "ظهرا", "pm")
    return hour % 12 + (12 if after_noon else 0)


def _offset(groups: dict[str, str | None]) -> tzinfo | None:
    printed = groups.get("offset")
    if groups.get("zone"):
        printed = groups.get("shift") or "z"
    if printed is None:
        return None
    digits = re.sub(r"\D", "", printed)
    if not digits:
        return UTC
    hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    shift = timedelta(hours=hours, minutes=minutes)
    if shift > timedelta(hours=14):
        raise DateError(f"the offset {printed}")
    return timezone(-shift if "-" in printed else shift)


def _stamp(moment: Moment, raw: str, source: str, zone: tzinfo) -> Stamp:
    if moment.precision == "day":
        day = moment.at.date().isoformat()
        return Stamp(value=day, precision="day", day=day, raw=raw, source=source)
    at = moment.at if moment.at.tzinfo else moment.at.replace(tzinfo=zone)
    own = at.astimezone(zone) if at.utcoffset() == timedelta(0) else at
    timespec = "seconds" if moment.precision == "second" else "minutes"
    return Stamp(
        value=at.isoformat(timespec=timespec),
        precision=moment.precision,
        day=own.date().isoformat(),
        raw=raw,
        source=source,
    )


def _printed(raw: str, offsets: tuple[int, ...], start: int, end: int) -> str:
    """Give what was printed for a stretch of the folded text."""
    return raw[offsets[start] : offsets[end - 1] + 1].strip()


_DIGITS = {
    ord(char): str(value)
    for zero in ("\u0660", "\u06f0")
    for value, char in enumerate(map(chr, range(ord(zero), ord(zero) + 10)))
}
