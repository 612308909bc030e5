"""The days that a folded text prints, each with every reading it may have; nothing is chosen here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.calendars import (
    ARABIC_MONTHS,
    HIJRI_MONTHS,
    LIBYAN_MONTHS,
    LIBYAN_YEARS,
    MONTHS,
    misspelt_month,
    spaced,
)
from extractors.day_patterns import (
    ANY_MONTH,
    CLOCK_WITHIN,
    HIJRI_NAMED,
    MISSPELT,
    NAMED,
    NUMERIC,
    SHORT_NAMED,
)
from extractors.day_words import ORDINALS
from extractors.folded import Folded

YEARS = range(1900, 2101)
HIJRI_YEARS = range(1300, 1501)
# An unmarked «1403/5/12» may be of Iran's solar Hijri calendar, which reaches this year in 2041.
_SURELY_LUNAR = 1420
_THIS_CENTURY = range(90)  # what two figures for a year stand for: 00 to 89 is 2000 to 2089
# Every day printed has two figures of a year at least, one that names its month mostly four.
_YEAR, _WHOLE_YEAR, _HIJRI_YEAR = re.compile(r"\d{2}"), re.compile(r"\d{4}"), re.compile(r"1[345]\d\d")
_NUMBER_BEFORE = re.compile(
    r"(?:رقم|الاصدار|اصدار|نسخه|النسخه|هاتف|الهاتف|فاكس|version|v|tel|fax|no)\.?\s{0,3}:?\s{0,3}$"
)
_FRENCH_BEFORE = re.compile(r"(?<!\w)(?:le|du|publie|modifie)\s{1,2}$")
_RANGE_BEFORE = re.compile(r"(?<![\d:./])\d{1,2}\s{0,3}(?:-|/|&|,|الي|حتي|و|to|au|and|et)\s{0,3}(?:ال\s?)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPrinted:
    """A day printed at text[start:end]: `days` are the readings it may have, none for an impossible day.

    `hijri` is the (year, month, day) of a Hijri one, whose `days` are empty. `short` says that two figures
    stood for the year: then a weekday must bear a reading out. `era_apart` says that the sign of the era
    stood apart from the year, `ranged` that the day ends a range, `clock` and `clock_zone` are what a clock
    within prints.
    """

    start: int
    end: int
    days: tuple[date, ...] = ()
    hijri: tuple[int, int, int] | None = None
    short: bool = False
    era_apart: bool = False
    ranged: bool = False
    fault: str = ""
    clock: str | None = None
    clock_zone: str | None = None


def printed_days(folded: Folded) -> list[DayPrinted]:
    """Give the days in a line, in order, none within another."""
    if not _YEAR.search(folded.text):
        return []
    found = sorted(_all(folded), key=lambda day: (day.start, -day.end))
    kept: list[DayPrinted] = []
    for day in found:
        if not kept or day.start >= kept[-1].end:
            kept.append(day)
    return kept


def _all(folded: Folded) -> Iterator[DayPrinted]:
    text = folded.text
    for match in NUMERIC.finditer(text):
        day = numeric_day(folded, match)
        if day is not None:
            yield day
    whole = _WHOLE_YEAR.search(text) is not None
    if ANY_MONTH.search(text):
        yield from _all_named(text, whole)
    elif whole:
        yield from _misspelt(text)


def _all_named(text: str, whole: bool) -> Iterator[DayPrinted]:
    """Give the days that name their month; `whole` says whether the text holds four figures at once."""
    named = _gregorian_named(text) if whole else []
    yield from named
    if _HIJRI_YEAR.search(text):
        for pattern in HIJRI_NAMED:
            yield from (_hijri_named(match) for match in pattern.finditer(text))
    for match in CLOCK_WITHIN.finditer(text) if text.count(":") > 1 else ():
        days = _day(int(match["year"]), MONTHS.get(spaced(match["month"]), 0), int(match["day"]))
        if days:
            yield DayPrinted(
                start=match.start(),
                end=match.end(),
                days=days,
                clock=match["clock"],
                clock_zone=match["zone"],
            )
    if named:
        return
    for match in SHORT_NAMED.finditer(text):
        days = _day(_whole_year(int(match["year"])), MONTHS.get(spaced(match["month"]), 0), int(match["day"]))
        yield DayPrinted(start=match.start(), end=match.end(), days=days, short=True)
    if whole:
        yield from _misspelt(text)


def _gregorian_named(text: str) -> list[DayPrinted]:
    return [day for pattern in NAMED for match in pattern.finditer(text) if (day := _named(text, match))]


def _misspelt(text: str) -> Iterator[DayPrinted]:
    for match in MISSPELT.finditer(text):
        month = misspelt_month(match["month"]) if match["month"] not in ARABIC_MONTHS else None
        if month is not None:
            days = _day(int(match["year"]), month, int(match["day"]))
            yield DayPrinted(start=match.start(), end=match.end(), days=days, era_apart=_apart(match))


def _named(text: str, match: re.Match[str]) -> DayPrinted | None:
    name, year = spaced(match["month"]), int(match["year"])
    if year not in YEARS:
        return None
    month = MONTHS.get(name)
    if month is None:
        if year not in LIBYAN_YEARS:
            return None
        month = LIBYAN_MONTHS[name]
    other = MONTHS[spaced(match["other"])] if match["other"] else month
    day = ORDINALS.get(spaced(match["day"])) or int(match["day"])
    days = _day(year, month, day) if other == month else ()
    return DayPrinted(
        start=match.start(),
        end=match.end(),
        days=days,
        era_apart=_apart(match),
        ranged=bool(_RANGE_BEFORE.search(text, max(0, match.start() - 12), match.start())),
        fault="" if days else "no such day" if other == month else "two names of different months",
    )


def _hijri_named(match: re.Match[str]) -> DayPrinted:
    day = ORDINALS.get(spaced(match["day"])) or int(match["day"])
    return DayPrinted(
        start=match.start(),
        end=match.end(),
        hijri=(int(match["year"]), HIJRI_MONTHS[spaced(match["month"])], day),
    )


def numeric_day(folded: Folded, match: re.Match[str]) -> DayPrinted | None:
    """Give the day of a match of NUMERIC; None for numbers that are none, such as a version's."""
    if _NUMBER_BEFORE.search(folded.text, max(0, match.start() - 12), match.start()):
        return None
    first, second, third = match["first"], match["second"], match["third"]
    era = (match["era"] or "").strip()
    sizes = (len(first), len(third))
    if sizes == (4, 1) or sizes == (4, 2):
        year, orders = int(first), [(int(second), int(third))]
    elif sizes in ((1, 4), (2, 4)):
        year, orders = int(third), [(int(second), int(first)), (int(first), int(second))]
    elif max(sizes) <= 2 and not era:
        return _short(match)
    else:
        return None
    start, end = match.span()
    hijri = era.startswith("ه") or (year in HIJRI_YEARS and not era.startswith("م"))
    if hijri:
        month, day = orders[0]
        if year not in HIJRI_YEARS:
            return DayPrinted(start=start, end=end, fault="a Hijri year that is none")
        if not era and year < _SURELY_LUNAR:
            return DayPrinted(start=start, end=end, fault="a year of one of two calendars")
        return DayPrinted(start=start, end=end, hijri=(year, month, day))
    if year not in YEARS:
        return None
    if len(orders) == 2 and _is_day_first(folded, match):
        orders = orders[:1]
    days = tuple(dict.fromkeys(day for month, number in orders for day in _day(year, month, number)))
    return DayPrinted(
        start=start, end=end, days=days, era_apart=_apart(match), fault="" if days else "no such day"
    )


def _is_day_first(folded: Folded, match: re.Match[str]) -> bool:
    """Say whether the language tells the order: Arabic with its own digits, and French, put the day first."""
    french = _FRENCH_BEFORE.search(folded.text, max(0, match.start() - 12), match.start())
    return french is not None or not folded.printed(match.start(), match.end("third")).isascii()


def _short(match: re.Match[str]) -> DayPrinted:
    """Give the readings of three numbers of two figures: the year last or first, the day or month first."""
    first, second, third = int(match["first"]), int(match["second"]), int(match["third"])
    readings = [
        *((third, second, first), (third, first, second)),
        *([(first, second, third)] if len(match["first"]) == 2 else []),
    ]
    days = [day for year, month, number in readings for day in _day(_whole_year(year), month, number)]
    return DayPrinted(start=match.start(), end=match.end(), days=tuple(dict.fromkeys(days)), short=True)


def _whole_year(year: int) -> int:
    return year + (2000 if year in _THIS_CENTURY else 1900)


def _day(year: int, month: int, day: int) -> tuple[date, ...]:
    """Give the day as the one reading, nothing when there is none."""
    if year not in YEARS:
        return ()
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _apart(match: re.Match[str]) -> bool:
    return (match.groupdict().get("era") or "")[:1].isspace()
