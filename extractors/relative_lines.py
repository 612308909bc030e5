"""Lines that date a report by the clock of whoever reads it: «منذ 3 ساعات», «أمس 22:05».

The rule: such a line gives a day only when every moment that it may mean lies on that one day of the
outlet's calendar. Counts are rounded by the sites that print them, some down, some to the nearest, so a count
of minutes or hours stands for half a unit less up to one more; a count of days, weeks, months or years tells
no day. «أمس» and «اليوم» are days of the outlet's calendar; a time printed beside them makes a moment. A
weekday is the last such day before that of the capture, and counts only with a time or a part of the day
beside it; on the same weekday it may be today or a week ago, which is not certain. In the first minutes of a
day none of these is certain: the page may have been made before midnight.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from extractors.calendars import WEEKDAYS, alternatives, folded, spaced
from extractors.clock_times import ClockTime, clock_times
from extractors.date_errors import DateError
from extractors.date_lines import Reading
from extractors.day_patterns import GAP
from extractors.day_words import CARDINALS

LONGEST = 140  # characters
_LABEL_LETTERS = 24  # letters beside the expression that still are a section or a name
_SPLIT = re.compile(r"[|•·*\n()\[\]]|\s-\s|(?<=\w)\s?:\s(?=\D)")
_COUNT = alternatives(CARDINALS)
_UNITS = {
    **dict.fromkeys(
        folded("ثانية ثواني ثوان ثوانٍ ثانيتين second seconds sec secs seconde secondes"), "second"
    ),
    **dict.fromkeys(folded("دقيقة دقائق دقيقتين دقيقتان د min mins minute minutes mn"), "minute"),
    **dict.fromkeys(folded("ساعة ساعات ساعتين ساعتان س h hr hrs hour hours heure heures"), "hour"),
    **dict.fromkeys(folded("يوم أيام يومين يوما day days jour jours"), "day"),
    **dict.fromkeys(
        folded(
            "أسبوع أسابيع أسبوعين أسبوعا شهر أشهر شهور شهرين شهرا سنة سنوات سنتين عام أعوام عامين "
            "week weeks semaine semaines month months mois year years an ans"
        ),
        "long",
    ),
}
_PARTS = {"نصف": 0.5, "ربع": 0.25}
_DUALS = frozenset(folded("ثانيتين دقيقتين دقيقتان ساعتين ساعتان يومين أسبوعين شهرين سنتين عامين"))
_SINGLE = frozenset(folded("ثانية دقيقة ساعة يوم أسبوع شهر سنة عام"))
_UNIT = alternatives([*_UNITS])
_AGO = re.compile(
    rf"(?:(?:منذ|قبل|من|il y a|about){GAP})?(?:(?:نحو|حوالي){GAP})?"
    rf"(?:(?P<count>\d{{1,3}}|an?(?=\s)|نصف|ربع|{_COUNT}){GAP})?"
    rf"(?P<unit>{_UNIT})(?!\w)\.?(?:{GAP}واحده?(?!\w))?"
    rf"(?:{GAP}(?:و|,|and)?{GAP}(?:(?P<more>\d{{1,2}}|{_COUNT}){GAP})?(?P<lesser>{_UNIT})(?!\w))?"
    rf"(?P<ago>{GAP}ago)?"
)
_AGO_WORD = re.compile(r"(?:منذ|قبل|من|il y a)(?!\w)|.*ago$")
_JUST_NOW = re.compile(r"(?:منذ|قبل)\s(?:لحظات|ثوان|ثواني|قليل\sجدا)|الان|just now|a l'instant|now")
_NAMED_DAY = {
    **dict.fromkeys([*folded("اليوم هذا_اليوم"), "today", "aujourd hui", 'aujourd"hui'], 0),
    **dict.fromkeys([*folded("أمس البارحة يوم_أمس بالأمس"), "yesterday", "hier"], 1),
    **dict.fromkeys(folded("أول_أمس أمس_الأول أول_من_أمس"), 2),
}
_PART_OF_DAY = r"(?:صباح|ظهر|عصر|مسا|ليله?|فجر)"
_DAY = re.compile(
    rf"(?P<part>{_PART_OF_DAY}{GAP})?(?:(?P<named>{alternatives([*_NAMED_DAY])})(?!\w)"
    rf"{GAP}[,(]?{GAP}(?P<same>{alternatives(WEEKDAYS)})?(?:{GAP}\))?"
    rf"|(?:يوم{GAP})?(?P<weekday>{alternatives(WEEKDAYS)})(?:{GAP}(?P<last>الماضي|الفائت|المنصرم))?)"
    rf"(?:{GAP}(?:[,-]|at|في|a|عند)?{GAP}(?P<clock>(?:الساعه|\d).*))?"
)
_LABEL = re.compile(
    r"^(?:(?:تم|تاريخ|اخر|وقت|بتاريخ)\s)?(?:ال)?(?:نشرت?|تحديث|اضيفت?|كتبت?|published|posted|updated|publie)"
    r"(?:\s(?:في|منذ(?=\sاليوم)|le|on|الخبر|هذا الخبر|المقال))?\s?:?\s{0,4}"
)
_CLOCK_LEAD = timedelta(minutes=15)  # what «now» may be away from the capture
_LENGTHS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1)}


def read_relative(text: str, own: tzinfo, captured_at: datetime | None) -> Reading:
    """Give the day, or the moment, that a folded line tells by the capture's clock. Raises DateError."""
    found = relative_part(text)
    if found is None:
        raise DateError("no date")
    if captured_at is None:
        raise DateError("a relative date, and no capture to hold it against")
    start, end, match = found
    # Of hours that passed: in its own zone Python would count those that the clock shows, though it was set.
    now = captured_at.astimezone(UTC)
    if match.re is _DAY:
        day, at, precision = _of_day(match, now, own)
    elif match.re is _JUST_NOW:
        day, at, precision = _only_day(now - _CLOCK_LEAD, now, own), None, "day"
    else:
        day, at, precision = _ago(match, now, own), None, "day"
    return Reading(day=day, at=at, precision=precision, start=start, end=end)


def relative_part(text: str) -> tuple[int, int, re.Match[str]] | None:
    """Give where the one relative expression of a line stands; None when other things are said beside it."""
    if len(text) > LONGEST:
        return None
    found: list[tuple[int, int, re.Match[str]]] = []
    beside = 0
    for start, end in _segments(text):
        part = text[start:end]
        label = _LABEL.match(part)
        begin = start + (label.end() if label else 0)
        match = _whole(text[begin:end])
        if match is None:
            beside += sum(map(str.isalpha, part))
        else:
            found.append((begin, end, match))
    return found[0] if len(found) == 1 and beside <= _LABEL_LETTERS else None


def _segments(text: str) -> list[tuple[int, int]]:
    bounds, begin = [], 0
    for match in _SPLIT.finditer(text):
        bounds.append((begin, match.start()))
        begin = match.end()
    bounds.append((begin, len(text)))
    return [
        (
            start + len(text[start:end]) - len(text[start:end].lstrip(" ,-:.")),
            start + len(text[start:end].rstrip(" ,-:.")),
        )
        for start, end in bounds
        if text[start:end].strip(" ,-:.")
    ]


def _whole(part: str) -> re.Match[str] | None:
    now = _JUST_NOW.fullmatch(part)
    if now is not None:
        return now
    ago = _AGO.fullmatch(part)
    if ago is not None and _AGO_WORD.match(part):
        return ago
    day = _DAY.fullmatch(part)
    if day is None or (day["weekday"] and not (day["part"] or day["clock"])):
        return None
    return day


def _ago(match: re.Match[str], now: datetime, own: tzinfo) -> date:
    unit = _UNITS[spaced(match["unit"])]
    if unit not in _LENGTHS:
        raise DateError("a count of days or more tells no day")
    length = _LENGTHS[unit]
    away = _count(match["count"], match["unit"]) * length
    if match["lesser"]:
        lesser = _UNITS[spaced(match["lesser"])]
        if lesser not in _LENGTHS or _LENGTHS[lesser] >= length:
            raise DateError("two counts that do not belong together")
        length = _LENGTHS[lesser]
        away += _count(match["more"], match["lesser"]) * length
    return _only_day(now - away - length, min(now, now - away + length / 2), own)


def _count(printed: str | None, unit: str) -> float:
    unit = spaced(unit)
    if printed is None:
        if unit in _DUALS:
            return 2
        if unit in _SINGLE:
            return 1
        raise DateError("no count")
    if printed in _PARTS:
        return _PARTS[printed]
    if printed.isdigit():
        return int(printed)
    return 1 if printed in ("a", "an") else CARDINALS[spaced(printed)]


def _only_day(first: datetime, last: datetime, own: tzinfo) -> date:
    days = {moment.astimezone(own).date() for moment in (first, last)}
    if len(days) > 1:
        raise DateError("a count that may mean either of two days")
    return days.pop()


def _of_day(match: re.Match[str], now: datetime, own: tzinfo) -> tuple[date, datetime | None, str]:
    today = now.astimezone(own).date()
    if (now - _CLOCK_LEAD).astimezone(own).date() != today:
        raise DateError("a day named so soon after midnight that it may have been made before it")
    if match["named"]:
        day = today - timedelta(days=_NAMED_DAY[spaced(match["named"])])
        if match["same"] and WEEKDAYS[spaced(match["same"])] != day.weekday():
            raise DateError("a weekday that is another one at the capture")
    else:
        away = (today.weekday() - WEEKDAYS[spaced(match["weekday"])]) % 7
        if away == 0:
            raise DateError("a weekday that is today's or the last week's")
        day = today - timedelta(days=away)
    if not match["clock"]:
        return day, None, "day"
    clock = _only_clock(match["clock"])
    at = clock.on(datetime.combine(day, time()), own)
    if at is None:
        return day, None, "day"
    if at.astimezone(UTC) > now + _CLOCK_LEAD:
        raise DateError("a time after the capture")
    return day, at, clock.precision


def _only_clock(text: str) -> ClockTime:
    clocks = clock_times(text)
    if len(clocks) != 1 or clocks[0].start or text[clocks[0].end :].strip(" .)"):
        raise DateError("a day and something else than its time")
    return clocks[0]
