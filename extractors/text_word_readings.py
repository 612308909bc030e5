"""Readers of words and counts: «أمس الأحد», «السبت المقبل», «الأسبوع الماضي», «قبل عامين», «عام 2011»."""

import re
from datetime import date

from extractors import text_date_patterns as said
from extractors.calendars import folded, spaced
from extractors.day_words import CARDINALS
from extractors.text_anchors import counted_back, iso_month, iso_week, weekday_from, weekday_of_week
from extractors.text_guards import is_times_past, is_today, is_weekday, is_year, word_before
from extractors.text_scene import Said, Scene, entry, which_one
from extractors.text_tense import speaks_of_future

_TANWEEN = "\u064b"
_HAMZA = "\u0621"
_AS_FAR_AS = frozenset(folded("إلى حتى لغاية"))


def read_yearly(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give a year, or two."""
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


def read_ago(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give what lies a count of days, weeks, months or years back."""
    unit = spaced(match["unit"])
    count = _count(match["count"], unit)
    # «منذ شهر الصيام», «قبل يوم الحسم»: what follows says which one.
    if count is None or (unit in said.SINGLE and scene.text.startswith(" ال", match.end())):
        return ()
    kind = said.AGO_UNITS[unit]
    value = counted_back(scene.published, count, kind) if scene.published else None
    return (entry(match, value, kind, True),)


def read_relative_day(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give today, tomorrow, yesterday and their neighbours."""
    name = spaced(match["named"])
    shift = said.NAMED_DAYS[name]
    if shift == 0 and not (match["same"] or is_today(scene.text, match.start(), match.end())):
        return ()
    if name == "غدا" and not _is_tomorrow(scene, match):
        return ()
    alone = match.start("named") == match.start() and not match["same"]
    if name in ("الغد", "غد") and alone:  # the future, not tomorrow
        return ()
    if shift < 0 and is_times_past(scene.text, match.end()):
        return ()
    if scene.published is None:
        return (entry(match, None, None, True),)
    value = counted_back(scene.published, -shift, "day")
    if match["same"] and value != _weekday_near(scene.published, match["same"], shift):
        value = None  # the text was written on another day than it was published
    return (entry(match, value, "day", True),)


def _weekday_near(published: date, name: str, shift: int) -> str:
    """Give the day within three days of the one that lies so far from publication, by its weekday."""
    number = said.WEEKDAYS[spaced(name)]
    away = (number - published.weekday() - shift + 3) % 7 - 3
    return counted_back(published, -shift - away, "day") or ""


def read_weekly(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give a weekday."""
    which = which_one(match)
    start = match.start()
    if which is None and not is_weekday(scene.text, start, match.end(), match["part"] is not None):
        return ()
    if scene.published is None:
        return (entry(match, None, None, True),)
    if which is None and (
        said.WEEKDAY_RANGE.match(scene.text, match.end()) or word_before(scene.text, start) in _AS_FAR_AS
    ):
        return (entry(match, None, None, True),)  # from one to another, of this week or every week
    number = said.WEEKDAYS[spaced(match["weekday"])]
    if match["week"]:
        day = weekday_of_week(scene.published, number, which or 0)
    else:
        day = weekday_from(scene.published, number, which, speaks_of_future(scene.text, start))
    return (entry(match, day.isoformat(), "day", True),)


def read_period(scene: Scene, match: re.Match[str]) -> tuple[Said, ...]:
    """Give last, this or next week, month or year."""
    unit = match["nowunit"] or match["unit"]
    which = 0 if match["nowunit"] else which_one(match) or 0
    if which >= 0 and not match["nowunit"] and not is_year(scene.text, match.start(), unit):
        return ()
    published = scene.published
    if published is None:
        return (entry(match, None, None, True),)
    if unit == "الاسبوع":
        return (entry(match, iso_week(published, which), "week", True),)
    if unit == "الشهر":
        return (entry(match, iso_month(published, which), "month", True),)
    return (entry(match, f"{published.year + which:04}", "year", True),)


def _is_tomorrow(scene: Scene, match: re.Match[str]) -> bool:
    """Say whether «غدا» is tomorrow: not «غداء», nor the verb, which has no tanween."""
    printed = scene.folded.printed(match.start("named"), match.end("named"))
    if _HAMZA in printed:
        return False
    return _TANWEEN in printed or bool(match["same"]) or speaks_of_future(scene.text, match.start())


def _count(printed: str | None, unit: str) -> int | None:
    if printed is not None:
        return int(printed) if printed.isdigit() else CARDINALS[spaced(printed)]
    return 2 if unit in said.DUALS else 1 if unit in said.SINGLE else None
