"""Readers of days and months: «3 آذار/مارس», «آذار الماضي», «17 من الشهر الجاري», «10 محرم 1447»."""

import re

from extractors import text_date_patterns as said
from extractors.calendars import ARABIC_MONTHS, HIJRI_MONTHS, spaced
from extractors.day_readings import numeric_day
from extractors.hijri import HijriError, hijri_day
from extractors.text_anchors import iso_day, month_from, nearest, year_of_day, year_of_month
from extractors.text_guards import is_month, names_event
from extractors.text_scene import Said, Scene, day_number, entry, which_one
from extractors.text_tense import speaks_of_future


def read_dated(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give a day of a named month, or the two days of a range."""
    month, day = _month(match), day_number(match)
    if month is None or (not match["day"].isdigit() and not _said_of(match) and day != 1):
        return ()
    year = _told_year(scene, match)
    in_range = _year_of_range(scene, match, month, day) if year is None and _is_bare(match) else None
    if year is not None or in_range is not None:
        value = iso_day(year or in_range or 0, month, day)
        if value is None:
            return ()
    elif _is_bare(match):
        if names_event(scene.text, match.start()):
            return ()
        value = _nearest(scene, match, month, day)
    else:
        which = which_one(match)
        year = year_of_day(scene.published, month, day, which) if scene.published and which else None
        if scene.published and which == 0:
            year = scene.published.year
        value = iso_day(year, month, day) if year and which is not None else None
    told = int(match["year"]) if match["year"] else in_range
    if not match["from"] or value is None or int(match["from"]) >= day or not int(match["from"]):
        return (entry(match, value, "day", told is None, told),)
    first = f"{value[:8]}{int(match['from']):02}"
    return (
        _part(match, "from", "from", first, told),
        _part(match, "day", 0, value, told),
    )


def _year_of_range(scene: Scene, match: re.Match[str], month: int, day: int) -> int | None:
    """Give the year of the first day of «من 28 آذار إلى 5 نيسان 2019», told with the second."""
    link = said.TO_SECOND.match(scene.text, match.end())
    second = said.DATED.match(scene.text, link.end()) if link else None
    if second is None or not second["year"]:
        return None
    other = _month(second)
    if other is None:
        return None
    return int(second["year"]) - ((month, day) > (other, day_number(second)))


def read_hijri(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give a day of the Hijri calendar, by the tables of Umm al-Qura."""
    month = HIJRI_MONTHS[spaced(match["month"])]
    try:
        value = hijri_day(int(match["year"]), month, day_number(match)).isoformat()
    except HijriError:
        return (entry(match, None, None, False),)
    return (entry(match, value, "day", False),)


def read_day_of_month(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give a day of last, this or next month."""
    if scene.published is None:
        return (entry(match, None, None, True),)
    which = 0 if match["thismonth"] else which_one(match)
    value = iso_day(*month_from(scene.published, which or 0), day_number(match))
    return (entry(match, value, "day", True),) if value else ()


def read_numeric(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give a day in figures; without a value when day and month cannot be told apart."""
    day = numeric_day(scene.folded, match)
    apart = " " in match.group()[: match.end("third") - match.start()]  # «3 - 2 - 2015»: a score, or a sum
    if day is None or day.short or day.fault or apart:
        return ()
    if day.hijri is not None:
        try:
            return (entry(match, hijri_day(*day.hijri).isoformat(), "day", False),)
        except HijriError:
            return (entry(match, None, None, False),)
    if len(day.days) != 1:
        return (entry(match, None, None, False),)
    return (entry(match, day.days[0].isoformat(), "day", False, day.days[0].year),)


def read_edge_of_month(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give a month of which only a part is meant."""
    month = said.MONTHLY.match(scene.text, match.end())
    return read_monthly(scene, month, match.start()) if month is not None else ()


def read_monthly(scene: Scene, match: re.Match[str], start: int | None = None) -> tuple[Said, ...]:
    """Give a named month."""
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
        which = which_one(match)
        if year is None and scene.published is not None and which is not None:
            year = year_of_month(scene.published, month, which)
        value = f"{year:04}-{month:02}" if year is not None else None
    told = int(match["year"]) if match["year"] else None
    return (entry(match, value, "month", told is None, told, start),)


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
    return match["samely"] is None and which_one(match) is None and not any(match[name] for name in names)


def _month(match: re.Match[str]) -> int | None:
    """Give the month, None when two different ones are named."""
    month = ARABIC_MONTHS[spaced(match["month"])]
    if match["other"] and ARABIC_MONTHS[spaced(match["other"])] != month:
        return None
    return month


def _said_of(match: re.Match[str]) -> bool:
    """Say whether «من» stands between the day and the month: «الثالث من آذار»."""
    return " من " in match.string[match.end("day") : match.start("month")]


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
