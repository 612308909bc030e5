"""Every sentence of text_dates.tsv says the dates that are marked in it, and no others."""

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.article import TextDate
from extractors.text_dates import find_dates

PUBLISHED = date(2019, 3, 18)
TABLE = Path(__file__).with_name("text_dates.tsv")
SHAPES = {"day": r"\d{4}-\d\d-\d\d", "week": r"\d{4}-W\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}
MARK = re.compile("⟦(.*?)⟧")


def rows() -> list[tuple[str, list[str]]]:
    lines = TABLE.read_text("utf-8").splitlines()
    return [
        (line.partition("\t")[0], line.partition("\t")[2].split())
        for line in lines
        if line[:1] not in ("", "#")
    ]


def told(found: TextDate) -> str:
    return ("~" if found.anchor else "") + (found.value or "?")


ROWS = rows()


@pytest.mark.parametrize(("marked", "values"), ROWS, ids=[marked for marked, _ in ROWS])
def test_a_sentence_says_what_is_marked(marked: str, values: list[str]) -> None:
    body = MARK.sub(r"\1", marked)
    found = find_dates(body, PUBLISHED)
    assert [(one.raw, told(one)) for one in found] == list(zip(MARK.findall(marked), values, strict=True))
    for marks, (one, mark) in enumerate(zip(found, MARK.finditer(marked), strict=True)):
        assert one.start == mark.start() - 2 * marks
        assert body[one.start : one.end] == one.raw


@pytest.mark.parametrize(
    ("published", "marked", "values"),
    [
        ("2026-12-31", "وقع الحادث في ⟦31 ديسمبر⟧ قرب السوق.", ["~2026-12-31"]),
        ("2027-01-01", "وقع الحادث في ⟦31 ديسمبر⟧ قرب السوق.", ["~2026-12-31"]),
        ("2027-01-01", "وقع الحادث في ⟦31 كانون الأول الماضي⟧.", ["~2026-12-31"]),
        ("2026-12-31", "سيبدأ العمل في ⟦2 كانون الثاني⟧.", ["~2027-01-02"]),
        ("2026-12-31", "يبدأ العمل في ⟦2 يناير المقبل⟧.", ["~2027-01-02"]),
        ("2026-12-31", "وفي ⟦1 يناير⟧ بدأ العمل.", ["?"]),  # nearly a year back
        ("2027-01-01", "وقع الحادث ⟦أمس⟧.", ["~2026-12-31"]),
        ("2027-01-01", "قال الوزير ⟦مساء الخميس⟧ إن الاتفاق جاهز.", ["~2026-12-31"]),
        ("2027-01-01", "زار المصنع ⟦الشهر الماضي⟧.", ["~2026-12"]),
        ("2027-01-01", "صدر القرار ⟦العام الماضي⟧.", ["~2026"]),
        ("2027-01-03", "زار البلاد ⟦الأسبوع الماضي⟧.", ["~2026-W53"]),
        ("2026-12-31", "في 31 من ⟦الشهر الماضي⟧ وقع الحادث.", ["~2026-11"]),  # no such day
        ("2028-02-29", "وقع الحادث في ⟦29 شباط⟧.", ["~2028-02-29"]),
        ("2028-03-01", "وقع الحادث ⟦أمس⟧.", ["~2028-02-29"]),
        ("2027-03-01", "وقع الحادث ⟦أمس⟧.", ["~2027-02-28"]),
        ("2027-03-01", "وقع الحادث في ⟦29 شباط⟧.", ["?"]),
        ("2027-03-01", "سيعقد اللقاء في ⟦29 شباط⟧.", ["~2028-02-29"]),
        ("2028-03-01", "سيعقد اللقاء في ⟦29 شباط⟧.", ["?"]),  # the next is four years ahead
        ("2026-01-31", "سيعقد اللقاء في ⟦29 شباط⟧.", ["?"]),
    ],
)
def test_a_sentence_says_the_same_at_the_turn_of_a_year_and_of_a_february(
    published: str, marked: str, values: list[str]
) -> None:
    found = find_dates(MARK.sub(r"\1", marked), date.fromisoformat(published))
    assert [(one.raw, told(one)) for one in found] == list(zip(MARK.findall(marked), values, strict=True))


def test_the_table_holds_enough_of_both_kinds() -> None:
    assert sum(bool(values) for _, values in ROWS) >= 100
    assert sum(not values for _, values in ROWS) >= 40


@pytest.mark.parametrize("marked", [marked for marked, values in ROWS if values])
def test_a_value_is_as_precise_as_it_says(marked: str) -> None:
    for one in find_dates(MARK.sub(r"\1", marked), PUBLISHED):
        assert (one.value is None) == (one.precision is None)
        if one.value is not None and one.precision is not None:
            assert re.fullmatch(SHAPES[one.precision], one.value)
        assert one.anchor in (None, PUBLISHED.isoformat())


@pytest.mark.parametrize(("marked", "values"), [row for row in ROWS if row[1]])
def test_without_a_day_of_publication_only_what_is_absolute_has_a_value(
    marked: str, values: list[str]
) -> None:
    found = find_dates(MARK.sub(r"\1", marked), None)
    assert [one.value for one in found if one.value] == [value for value in values if value[0] not in "~?"]
    assert all(one.anchor is None for one in found)


def test_all_sentences_in_one_body_keep_their_spans() -> None:
    body = "\n\n".join(MARK.sub(r"\1", marked) for marked, _ in ROWS)
    found = find_dates(body, PUBLISHED)
    assert [one.raw for one in found] == [raw for marked, _ in ROWS for raw in MARK.findall(marked)]
    assert all(body[one.start : one.end] == one.raw for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@given(st.integers(-3000, 3000))
def test_a_weekday_is_never_after_publication_nor_a_week_before(days: int) -> None:
    published = PUBLISHED + timedelta(days=days)
    for name, number in (("الأحد", 6), ("الثلاثاء", 1), ("الجمعة", 4)):
        (found,) = find_dates(f"قال الوزير يوم {name} ذلك.", published)
        said = date.fromisoformat(found.value or "")
        assert said.weekday() == number
        assert timedelta(0) <= published - said < timedelta(days=7)


@given(st.integers(-3000, 3000))
def test_a_day_without_its_year_lies_near_publication(days: int) -> None:
    published = PUBLISHED + timedelta(days=days)
    for text in ("وقع في 15 آذار هنا", "وقع في 29 شباط هنا", "سيقع في 31 كانون الأول هنا"):
        for found in find_dates(text, published):
            if found.value:
                away = date.fromisoformat(found.value) - published
                assert (away >= timedelta(0)) == text.startswith("س") or not away


@given(st.text(max_size=80) | st.text(alphabet="0123456789 /-مأسالحدرغ17آذ\u064b،.", max_size=80))
def test_any_text_gives_spans_of_itself(text: str) -> None:
    for one in find_dates(text, PUBLISHED):
        assert text[one.start : one.end] == one.raw != ""


def test_shaped_letters_and_marks_lead_back_to_what_was_printed() -> None:
    body = "ﻗﺎل الوزير يـوم اﻷحد إنّ ﻻ خلاف"
    assert [one.raw for one in find_dates(body, PUBLISHED)] == ["يـوم اﻷحد"]


def test_a_body_of_dates_alone_takes_no_more_than_its_length() -> None:
    found = find_dates("في 12 آذار 2019 و" * 5000, PUBLISHED)
    assert len(found) == 5000
