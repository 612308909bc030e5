"""Days as typed, and the tags that cover them."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.query_days import covering, read_days
from archive.tags import tag

YEARS = st.dates(min_value=date(1890, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("٢٠١٥", "2015-01-01", "2015-12-31"),
        ("۲۰۱۵-۰۷", "2015-07-01", "2015-07-31"),
        ("2016/2", "2016-02-01", "2016-02-29"),
        ("2/2015", "2015-02-01", "2015-02-28"),
        ("2015-7-1", "2015-07-01", "2015-07-01"),
        ("21.7.2015", "2015-07-21", "2015-07-21"),
        ("تموز 2015", "2015-07-01", "2015-07-31"),
        ("كانون الثاني 2015", "2015-01-01", "2015-01-31"),
        ("21 يوليو 2015", "2015-07-21", "2015-07-21"),
        ("July-2015", "2015-07-01", "2015-07-31"),
        ("2014..2015-03", "2014-01-01", "2015-03-31"),
    ],
)
def test_a_day_month_or_year_is_read(typed: str, first: str, last: str) -> None:
    assert read_days(typed) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "15",
        "2015-13",
        "31/4/2015",
        "2015-02-29",
        "0999",
        "0000-01-01",
        "الجمعة",
        "كلمة 2015",
        "..",
        "2015..",
        "20151",
    ],
)
def test_other_things_are_no_day(typed: str) -> None:
    assert read_days(typed) is None


def is_covered(day: date, phrases: list[str]) -> bool:
    iso = day.isoformat()
    own = (tag("day", iso), tag("month", iso[:7]), tag("year", iso[:4]))
    return any(
        any(one.startswith(phrase[1:-2]) for one in own) if phrase.endswith("*") else phrase[1:-1] in own
        for phrase in phrases
    )


@settings(max_examples=300, deadline=None)
@given(YEARS, YEARS)
@example(date(2015, 7, 1), date(2015, 7, 31))
@example(date(1999, 12, 31), date(2000, 1, 1))
def test_tags_cover_the_span_and_nothing_beside_it(first: date, last: date) -> None:
    phrases = list(covering((first, last)))
    assert len(phrases) <= 181
    assert len(set(phrases)) == len(phrases)
    if first > last:
        assert phrases == []
        return
    day = timedelta(days=1)
    assert all(is_covered(inside, phrases) for inside in (first, last, first + (last - first) / 2))
    assert not any(is_covered(outside, phrases) for outside in (first - day, last + day))


def test_the_longest_spans_have_as_many_tags_as_is_said() -> None:
    assert len(list(covering((date(1990, 1, 2), date(2039, 12, 30))))) == 130
    assert len(list(covering((date(1000, 1, 2), date(2099, 12, 30))))) == 181


def test_an_open_side_has_few_tags() -> None:
    since = list(covering((date(2015, 7, 21), date.max)))
    until = list(covering((date.min, date(2026, 11, 26))))
    assert is_covered(date(2099, 12, 31), since)
    assert is_covered(date(1876, 8, 5), until)
    assert max(len(since), len(until)) < 70
