"""What each kind of expression says: one reader for each pattern of text_date_patterns.py."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from extractors import text_date_patterns as said
from extractors.calendars import ARABIC_MONTHS, HIJRI_MONTHS, spaced
from extractors.day_patterns import NUMERIC
from extractors.day_readings import numeric_day
from extractors.day_words import CARDINALS, ORDINALS
from extractors.folded import Folded
from extractors.hijri import HijriError, hijri_day
from extractors.text_anchors import (
    counted_back,
    iso_day,
    iso_month,
    iso_week,
    month_from,
    nearest,
    weekday_from,
    weekday_of_week,
    year_of_day,
    year_of_month,
)
from extractors.text_guards import is_month, is_times_past, is_today, is_weekday, is_year, names_event
from extractors.text_tense import speaks_of_future

_TANWEEN = "\u064b"
_HAMZA = "\u0621"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A date at text[start:end]; `relative` when the day of publication had, or would have, a part in it.

    `year` is the year that was told outright.
    """

    start: int
    end: int
    value: str | None
    precision: str | None
    relative: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an expression stands: the text, the day of publication, and the last year told near it."""

    folded: Folded
    published: date | None
    year_near: int | None

    @property
    def text(self) -> str:
        """The folded text."""
        return self.folded.text


def read_at(scene: Scene, start: int) -> tuple[Said, ...]:
    """Give what the first kind that fits says at a place of the text; nothing when none does."""
    digit = scene.text[start].isdigit()
    for pattern, read in _KINDS:
        if digit and pattern not in _OF_DIGITS:
            continue
        match = pattern.match(scene.text, start)
        entries = read(scene, match) if match is not None else ()
        if entries:
            return entries
    return ()


def _dated(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    month, day = _month(match), _day_number(match)
    if month is None or (not match["day"].isdigit() and not _said_of(match) and day != 1):
        return ()
    year = _told_year(scene, match)
    if year is not None:
        value = iso_day(year, month, day)
        if value is None:
            return ()
    elif _is_bare(match):
        if names_event(scene.text, match.start()):
            return ()
        value = _nearest(scene, match, month, day)
    else:
        which = _which(match)
        year = year_of_day(scene.published, month, day, which) if scene.published and which else None
        if scene.published and which == 0:
            year = scene.published.year
        value = iso_day(year, month, day) if year and which is not None else None
    told = int(match["year"]) if match["year"] else None
    if not match["from"] or value is None or int(match["from"]) >= day or not int(match["from"]):
        return (_entry(match, value, "day", told is None, told),)
    first = f"{value[:8]}{int(match['from']):02}"
    return (
        _part(match, "from", "from", first, told),
        _part(match, "day", 0, value, told),
    )


def _hijri(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    month = HIJRI_MONTHS[spaced(match["month"])]
    try:
        value = hijri_day(int(match["year"]), month, _day_number(match)).isoformat()
    except HijriError:
        return (_entry(match, None, None, False),)
    return (_entry(match, value, "day", False),)


def _day_of_month(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    if scene.published is None:
        return (_entry(match, None, None, True),)
    which = 0 if match["thismonth"] else _which(match)
    value = iso_day(*month_from(scene.published, which or 0), _day_number(match))
    return (_entry(match, value, "day", True),) if value else ()


def _numeric(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    day = numeric_day(scene.folded, match)
    apart = " " in match.group()[: match.end("third") - match.start()]  # «3 - 2 - 2015»: a score, or a sum
    if day is None or day.short or day.fault or apart:
        return ()
    if day.hijri is not None:
        try:
            return (_entry(match, hijri_day(*day.hijri).isoformat(), "day", False),)
        except HijriError:
            return (_entry(match, None, None, False),)
    if len(day.days) != 1:
        return (_entry(match, None, None, False),)
    return (_entry(match, day.days[0].isoformat(), "day", False, day.days[0].year),)


def _edge_of_month(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    month = said.MONTHLY.match(scene.text, match.end())
    return _monthly(scene, month, match.start()) if month is not None else ()


def _monthly(scene: Scene, match: re.Match[str], start: int | None = None) -> tuple[Said, ...]:
    month = _month(match)
    if month is None:
        return ()
    year = _told_year(scene, match)
    if year is None and _is_bare(match):
        name = spaced(match["month"])
        if not (match["lead"] or start is not None or is_month(scene.text, match.start(), name)):
            return ()
        value = _nearest(scene, match, month, None)
    else:
        which = _which(match)
        if year is None and scene.published is not None and which is not None:
            year = year_of_month(scene.published, month, which)
        value = f"{year:04}-{month:02}" if year is not None else None
    told = int(match["year"]) if match["year"] else None
    return (_entry(match, value, "month", told is None, told, start),)


def _yearly(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    year = match["year"]
    if match["second"] is None or not match["two"]:
        end = match.end() if match["second"] is None else match.end("year")
        return (Said(start=match.start(), end=end, value=year, precision="year", year=int(year)),)
    second = match["second"]
    return (
        Said(start=match.start(), end=match.end("year"), value=year, precision="year", year=int(year)),
        Said(
            start=match.start("second"),
            end=match.end("second"),
            value=second,
            precision="year",
            year=int(second),
        ),
    )


def _ago(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    unit = spaced(match["unit"])
    count = _count(match["count"], unit)
    # «منذ شهر الصيام», «قبل يوم الحسم»: what follows says which one.
    if count is None or (unit in said.SINGLE and scene.text.startswith(" ال", match.end())):
        return ()
    kind = said.AGO_UNITS[unit]
    value = counted_back(scene.published, count, kind) if scene.published else None
    return (_entry(match, value, kind, True),)


def _relative_day(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    name = spaced(match["named"])
    shift = said.NAMED_DAYS[name]
    if shift == 0 and not (match["same"] or is_today(scene.text, match.start(), match.end())):
        return ()
    if name == "غدا" and not _is_tomorrow(scene, match):
        return ()
    if name == "الغد" and match.start("named") == match.start():  # «الغد» alone is the future
        return ()
    if shift < 0 and is_times_past(scene.text, match.end()):
        return ()
    if scene.published is None:
        return (_entry(match, None, None, True),)
    value = counted_back(scene.published, -shift, "day")
    if match["same"] and value != weekday_near(scene.published, match["same"], shift):
        value = None  # the text was written on another day than it was published
    return (_entry(match, value, "day", True),)


def weekday_near(published: date, name: str, shift: int) -> str:
    """Give the day within three days of the one that lies so far from publication, by its weekday."""
    number = said.WEEKDAYS[spaced(name)]
    away = (number - published.weekday() - shift + 3) % 7 - 3
    return counted_back(published, -shift - away, "day") or ""


def _weekly(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    which = _which(match)
    start = match.start()
    if which is None and not is_weekday(scene.text, start, match.end(), match["part"] is not None):
        return ()
    if scene.published is None:
        return (_entry(match, None, None, True),)
    number = said.WEEKDAYS[spaced(match["weekday"])]
    if match["week"]:
        day = weekday_of_week(scene.published, number, which or 0)
    else:
        day = weekday_from(scene.published, number, which, speaks_of_future(scene.text, start))
    return (_entry(match, day.isoformat(), "day", True),)


def _period(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    unit = match["nowunit"] or match["unit"]
    which = 0 if match["nowunit"] else _which(match) or 0
    if which >= 0 and not match["nowunit"] and not is_year(scene.text, match.start(), unit):
        return ()
    published = scene.published
    if published is None:
        return (_entry(match, None, None, True),)
    if unit == "الاسبوع":
        return (_entry(match, iso_week(published, which), "week", True),)
    if unit == "الشهر":
        return (_entry(match, iso_month(published, which), "month", True),)
    return (_entry(match, f"{published.year + which:04}", "year", True),)


def _is_tomorrow(scene: Scene, match: re.Match[str]) -> bool:
    """Say whether «غدا» is tomorrow: not «غداء», nor the verb, which has no tanween."""
    printed = scene.folded.printed(match.start("named"), match.end("named"))
    if _HAMZA in printed:
        return False
    return _TANWEEN in printed or bool(match["same"]) or speaks_of_future(scene.text, match.start())


def _nearest(scene: Scene, match: re.Match[str], month: int, day: int | None) -> str | None:
    """Give the day or month that is meant when no year is told, unless another year was just told."""
    if scene.published is None:
        return None
    weekday = match.groupdict().get("weekday")
    number = said.WEEKDAYS[spaced(weekday)] if weekday else None
    found = nearest(scene.published, month, day, number, speaks_of_future(scene.text, match.start()))
    if found is None or (scene.year_near is not None and scene.year_near != found.year):
        return None
    return found.isoformat() if day else f"{found:%Y-%m}"


def _told_year(scene: Scene, match: re.Match[str]) -> int | None:
    """Give the year that is told outright, or by «من العام الماضي»."""
    if match["year"]:
        return int(match["year"])
    if scene.published is None:
        return None
    if match["yearlast"]:
        return scene.published.year - 1
    if match["yearnext"]:
        return scene.published.year + 1
    return scene.published.year if match["yearthis"] else None


def _is_bare(match: re.Match[str]) -> bool:
    """Say whether nothing tells which year it is, not even «من العام نفسه»."""
    names = ("year", "yearlast", "yearnext", "yearthis", "same")
    return match["samely"] is None and _which(match) is None and not any(match[name] for name in names)


def _which(match: re.Match[str]) -> int | None:
    """Give -2 for «قبل الماضي», -1 for «الماضي», 0 for «الجاري», 1 for «المقبل», None for none of them."""
    for name, which in (("beforelast", -2), ("last", -1), ("this", 0), ("next", 1)):
        if match[name]:
            return which
    return None


def _month(match: re.Match[str]) -> int | None:
    """Give the month, None when two different ones are named."""
    month = ARABIC_MONTHS[spaced(match["month"])]
    if match["other"] and ARABIC_MONTHS[spaced(match["other"])] != month:
        return None
    return month


def _day_number(match: re.Match[str]) -> int:
    printed = match["day"]
    return int(printed) if printed.isdigit() else ORDINALS[spaced(printed)]


def _said_of(match: re.Match[str]) -> bool:
    """Say whether «من» stands between the day and the month: «الثالث من آذار»."""
    return " من " in match.string[match.end("day") : match.start("month")]


def _count(printed: str | None, unit: str) -> int | None:
    if printed is not None:
        return int(printed) if printed.isdigit() else CARDINALS[spaced(printed)]
    return 2 if unit in said.DUALS else 1 if unit in said.SINGLE else None


def _entry(
    match: re.Match[str],
    value: str | None,
    precision: str | None,
    relative: bool,
    year: int | None = None,
    start: int | None = None,
) -> Said:
    return Said(
        start=match.start() if start is None else start,
        end=match.end(),
        value=value,
        precision=precision if value is not None else None,
        relative=relative,
        year=year,
    )


def _part(match: re.Match[str], first: str, last: str | int, value: str, year: int | None) -> Said:
    """Give the entry of a part of a range."""
    return Said(
        start=match.start(first),
        end=match.end(last),
        value=value,
        precision="day",
        relative=year is None,
        year=year,
    )


_Reader = Callable[[Scene, re.Match[str]], tuple[Said, ...]]
_KINDS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (said.HIJRI, _hijri),
    (said.DATED, _dated),
    (said.DAY_OF_MONTH, _day_of_month),
    (NUMERIC, _numeric),
    (said.EDGE_OF_MONTH, _edge_of_month),
    (said.MONTHLY, _monthly),
    (said.AGO, _ago),
    (said.RELATIVE_DAY, _relative_day),
    (said.WEEKLY, _weekly),
    (said.PERIOD, _period),
    (said.YEARLY, _yearly),
)
_OF_DIGITS = (said.HIJRI, said.DATED, said.DAY_OF_MONTH, NUMERIC)
