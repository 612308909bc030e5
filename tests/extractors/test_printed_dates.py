"""Every string of printed_dates.tsv gives the date that stands beside it, or none."""

import csv
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path
from typing import NamedTuple

import pytest

from extractors.arabic import fold
from extractors.calendars import HIJRI_MONTHS, LIBYAN_MONTHS, MONTHS
from extractors.dates import DateError, is_date_line, printed_stamp, read_stamp
from extractors.day_words import ORDINALS
from extractors.zones import zone

CAPTURED_AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
ZONES = {
    "SY": "Asia/Damascus",
    "LB": "Asia/Beirut",
    "JO": "Asia/Amman",
    "PS": "Asia/Hebron",
    "IQ": "Asia/Baghdad",
    "SA": "Asia/Riyadh",
    "AE": "Asia/Dubai",
    "QA": "Asia/Qatar",
    "KW": "Asia/Kuwait",
    "BH": "Asia/Bahrain",
    "OM": "Asia/Muscat",
    "YE": "Asia/Aden",
    "EG": "Africa/Cairo",
    "SD": "Africa/Khartoum",
    "LY": "Africa/Tripoli",
    "TN": "Africa/Tunis",
    "DZ": "Africa/Algiers",
    "MA": "Africa/Casablanca",
    "MR": "Africa/Nouakchott",
    "SO": "Africa/Mogadishu",
    "DJ": "Africa/Djibouti",
    "KM": "Indian/Comoro",
}
TABLE = Path(__file__).with_name("printed_dates.tsv")


class Row(NamedTuple):
    """One string, what it gives, and where it is printed."""

    country: str
    kind: str
    text: str
    value: str
    precision: str


def rows() -> list[Row]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        lines = (line for line in table if not line.startswith("#"))
        return [Row(*cells) for cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def read(row: Row, captured_at: datetime | None = CAPTURED_AT) -> tuple[str, str, str]:
    """Give value, precision (with ":hijri" for a day known from a Hijri date alone) and day."""
    reader = read_stamp if row.kind == "meta" else printed_stamp
    source = "meta:date" if row.kind == "meta" else "text"
    try:
        stamp = reader(row.text, source, zone(ZONES[row.country]), captured_at=captured_at)
    except DateError:
        return "none", "", ""
    assert stamp.raw in row.text
    return stamp.value, stamp.precision + stamp.source.removeprefix(source), stamp.day


ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.country} {row.text}")
def test_a_string_gives_its_date_or_none(row: Row) -> None:
    value, precision, _ = read(row)
    assert (value, precision) == (row.value, row.precision)


def test_the_table_holds_every_country_of_the_arab_league_and_enough_that_is_no_date() -> None:
    assert {row.country for row in ROWS} == ZONES.keys()
    assert len(ZONES) == 22
    assert len(ROWS) >= 400
    assert sum(row.value == "none" for row in ROWS) >= 100


@pytest.mark.parametrize("row", [row for row in ROWS if row.value != "none"], ids=lambda row: row.text)
def test_no_part_of_a_date_comes_from_nowhere(row: Row) -> None:
    """Day, month, year, hour, minute: printed, named, or told by a count, a weekday or the other calendar."""
    text = fold(row.text)
    if row.precision.endswith("hijri") or not re.search(r"\d{4}", text) or row.value[:4] not in text:
        return  # derived: from the tables of Umm al-Qura, the capture's clock, or two figures and a weekday
    if re.fullmatch(r"[\d.]{10,14}|\d{4}-?w?\d{2}-?\d", text):
        return  # derived: a count of seconds, a day of the year or the week
    numbers = {int(number) for number in re.findall(r"\d{1,2}", text)}
    numbers |= {number for name, number in ORDINALS.items() if name in text}
    names = {number for name, number in {**MONTHS, **LIBYAN_MONTHS}.items() if name in text}
    day, month = int(row.value[8:10]), int(row.value[5:7])
    assert day in numbers
    assert month in numbers | names or "اكتوبل" in text
    if "T" in row.value and row.precision != "hour":
        hour, minute = int(row.value[11:13]), int(row.value[14:16])
        assert minute in numbers
        assert hour in numbers or hour % 12 in numbers or hour % 12 + 12 in numbers


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind == "line"], ids=lambda row: row.text)
def test_nothing_relative_is_read_without_a_capture(row: Row) -> None:
    value = read(row, None)[0]
    assert value in (row.value, "none")
    if value == "none" and row.value != "none":
        figures = re.search(r"\d{1,2}\D\d{1,2}\D\d{4}", row.text)
        assert figures or not re.search(r"\d{4}", fold(row.text))


def test_day_and_month_change_places_only_when_the_capture_says_so() -> None:
    row = Row("SY", "line", "3/12/2026", "", "")
    assert read(row, datetime(2026, 11, 26, tzinfo=UTC))[0] == "2026-03-12"
    assert read(row, datetime(2026, 12, 26, tzinfo=UTC))[0] == "none"


def test_a_line_with_a_date_is_a_date_line() -> None:
    missed = [
        row.text for row in ROWS if row.kind == "line" and row.value != "none" and row.precision != "day"
    ]
    assert [text for text in missed if not is_date_line(text)] == []


def test_hours_that_may_be_of_two_days_tell_none() -> None:
    """At noon in Damascus fifteen hours ago is nine in the evening before; at three it is midnight."""
    row = Row("SY", "line", "منذ 3 ساعات", "", "")
    at = datetime(2026, 11, 26, 0, 30, tzinfo=UTC)  # half past three in Damascus
    days = [read(row, at + timedelta(hours=hours))[0] for hours in range(-3, 3)]
    assert days == ["2026-11-25", "2026-11-25", "none", "none", "2026-11-26", "2026-11-26"]


READ_ALL = """
import json, sys
sys.path.insert(0, "tests/extractors")
from test_printed_dates import ROWS, read
print(json.dumps([read(row) for row in ROWS]))
"""


def test_the_machines_zone_and_locale_do_not_count() -> None:
    root = Path(__file__).parents[2]
    answers = {
        subprocess.run(
            [sys.executable, "-c", READ_ALL],
            cwd=root,
            env={**environ, "TZ": name, "LC_ALL": locale, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for name, locale, seed in [("Pacific/Kiritimati", "C", "1"), ("America/Los_Angeles", "C.UTF-8", "2")]
    }
    assert len(answers) == 1


def test_every_hijri_month_has_twelve_numbers() -> None:
    assert set(HIJRI_MONTHS.values()) == set(MONTHS.values()) == set(range(1, 13))
