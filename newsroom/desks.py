"""Reports that an outlet's desks file besides the written ones: invented, each with a text of its own, the
same ones each time. The stock of phrases lies under `reports/desks/`, the outlet's wishes in `desk.toml`."""

import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from newsroom.outlets import Outlet
from newsroom.printed import WEEKDAYS
from newsroom.reports import REPORTS, Report, load_reports, paragraphs

_MEN = ("سليم", "عادل", "نادر", "خليل", "بشير", "زكريا", "ماهر", "طارق", "نصر", "عوض", "رجب", "هيثم", "غسان")
_WOMEN = ("سلمى", "نجاة", "هاجر", "ليلى", "ثريا", "ميمونة", "رقية", "إيمان", "صفية", "بدور", "زهرة", "حليمة")
_FAMILIES = (
    *("الخياط", "البنّاء", "السقّا", "الحطاب", "العطار", "الطحان", "النجار", "الفوّال", "القصّار", "الدلال"),
    *("الورّاق", "الصياد", "المزيّن", "الكيّال", "الفحام", "السروجي", "الحدّاد", "الخبّاز"),
)
_CHOICE = re.compile(r"\[([^\[\]|]+(?:\|[^\[\]|]+)+)\]")
_FIRST_HOUR, _MINUTES = 7, 14 * 60  # reports go out between seven in the morning and nine in the evening


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """The phrases of one desk."""

    name: str
    titles: tuple[str, ...]
    slugs: tuple[str, ...]
    tags: tuple[str, ...]
    subtitles: tuple[str, ...]
    openings: tuple[str, ...]
    middles: tuple[str, ...]
    closings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an outlet wants of its desks: `sections` by desk, `towns` with their Latin names."""

    count: int
    first: date
    last: date
    writers: tuple[str, ...]
    sections: Mapping[str, str]
    towns: Mapping[str, str]


def outlet_reports(outlet: Outlet, directory: Path = REPORTS) -> tuple[Report, ...]:
    """Every report of an outlet by number, the written ones first; raises ReportError where a
    written one is broken."""
    written = load_reports(outlet.slug, directory)
    path = directory / outlet.slug / "desk.toml"
    if not path.exists():
        return written
    wishes = _wishes(path)
    stocks = tuple(_stock(directory / "desks" / f"{name}.toml") for name in wishes.sections)
    return (*written, *_file(outlet, wishes, stocks, len(written) + 1))


def _file(outlet: Outlet, wishes: Wishes, stocks: tuple[Stock, ...], first: int) -> list[Report]:
    taken: set[str] = set()  # titles and paragraphs
    filed: list[Report] = []
    for turn in range(wishes.count):
        dice = random.Random(f"desk {outlet.slug} {turn}")
        stock = stocks[turn % len(stocks)]
        report = _report(dice, stock, wishes, first + turn, _moment(dice, wishes, turn, outlet.zone))
        while not taken.isdisjoint((report.title, *report.text)):
            report = _report(dice, stock, wishes, first + turn, report.published)
        taken.update((report.title, *report.text))
        filed.append(report)
    return filed


def _moment(dice: random.Random, wishes: Wishes, turn: int, zone: tzinfo) -> datetime:
    """A minute of the turn's day; the turns are spread evenly over the days wished for."""
    days = (wishes.last - wishes.first).days * turn // max(1, wishes.count - 1)
    opening = datetime.combine(wishes.first + timedelta(days=days), time(_FIRST_HOUR), zone)
    # The turn keeps two reports of one day apart.
    return opening + timedelta(minutes=dice.randrange(_MINUTES // 10) * 10 + turn % 10)


def _report(dice: random.Random, stock: Stock, wishes: Wishes, number: int, published: datetime) -> Report:
    town, other = dice.sample(sorted(wishes.towns), 2)
    place = {"town": town, "town2": other, "number": f"{dice.randrange(100, 999)}/{number}"}
    which = dice.randrange(len(stock.titles))
    middles = dice.sample(stock.middles, dice.choice((4, 4, 5, 5)))
    opening = stock.openings[which % len(stock.openings)]  # the first titles have an opening each
    text = (opening, *middles, dice.choice(stock.closings))
    return Report(
        number=number,
        title=_filled(dice, stock.titles[which], place),
        subtitle=_filled(dice, dice.choice(stock.subtitles), place) if number % 3 else None,
        text=tuple(_filled(dice, paragraph, place) for paragraph in text),
        published=published,
        section=wishes.sections[stock.name],
        slug=f"{stock.slugs[which]}-{wishes.towns[town]}-{number}",
        byline=dice.choice(wishes.writers) if number % 4 else None,
        place=town,
        tags=tuple(dice.sample(stock.tags, 3)),
    )


def _filled(dice: random.Random, phrase: str, place: Mapping[str, str]) -> str:
    """The phrase with one of every choice, and people, days and numbers of its own."""
    chosen = _CHOICE.sub(lambda match: dice.choice(match[1].split("|")), phrase)
    man, other = dice.sample(_MEN, 2)
    family, second, third = dice.sample(_FAMILIES, 3)
    return chosen.format(
        **place,
        person=f"{man} {family}",
        person2=f"{other} {second}",
        woman=f"{dice.choice(_WOMEN)} {third}",
        day=dice.choice(WEEKDAYS),
        a=dice.randrange(11, 40),
        b=dice.randrange(11, 30),
        c=dice.randrange(41, 90),
        d=dice.randrange(3, 10),
        e=dice.randrange(2, 10) * 100,
    )


def _stock(path: Path) -> Stock:
    row = tomllib.loads(path.read_text("utf-8"))
    return Stock(
        name=path.stem,
        titles=tuple(row["titles"]),
        slugs=tuple(row["slugs"]),
        tags=tuple(row["tags"]),
        subtitles=tuple(row["subtitles"]),
        openings=paragraphs(row["openings"]),
        middles=paragraphs(row["middles"]),
        closings=paragraphs(row["closings"]),
    )


def _wishes(path: Path) -> Wishes:
    row = tomllib.loads(path.read_text("utf-8"))
    return Wishes(
        count=row["count"],
        first=row["first"],
        last=row["last"],
        writers=tuple(row["writers"]),
        sections=row["sections"],
        towns=row["towns"],
    )
