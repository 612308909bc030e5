"""Fields: where words stand, and what reports are filed under."""

from datetime import date

import pytest

from archive.query import MAX_FILTERS, parse_query


@pytest.fixture
def filed(desk):
    desk.outlets = {"المثال": "almithal", "جريدة الغد": "alghad"}
    desk.add(
        "حرب في المدينة",
        "هدنة قريبة",
        outlet="almithal",
        country="SY",
        section="أخبار محلية",
        day="2015-07-21",
    )
    desk.add("هدنة في المدينة", "حرب بعيدة", outlet="alghad", country="JO", section="رياضة", day="2015-08-01")
    desk.add("حرب أخرى", "كلام", outlet="alghad", country="JO", day="2016-01-01")
    desk.add("حرب بلا تاريخ", "كلام", outlet="thalith", country="GB")
    return desk


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("حرب", [1, 2, 3, 4]),
        ("title:حرب", [1, 3, 4]),
        ("عنوان:حرب", [1, 3, 4]),
        ("العنوان: حرب", [1, 3, 4]),
        ("نص:حرب", [2]),
        ("body:حرب", [2]),
        ("text:(حرب | هدنة)", [1, 2]),
        ('title:"حرب في المدينة"', [1]),
        ("outlet:alghad حرب", [2, 3]),
        ("OUTLET:AlGhad حرب", [2, 3]),
        ("موقع:المثال حرب", [1]),
        ('صحيفة:"جريدة الغد" حرب', [2, 3]),
        ("outlet:alghad,almithal حرب", [1, 2, 3]),
        ("outlet:alghad outlet:almithal حرب", [1, 2, 3]),
        ("(outlet:alghad OR outlet:almithal) حرب", [1, 2, 3]),
        ("outlet:(alghad almithal) حرب", [1, 2, 3]),
        ("-outlet:alghad حرب", [1, 4]),
        ("حرب -outlet:(alghad almithal)", [4]),
        ("بدون:موقع:المثال حرب", [2, 3, 4]),
        ("outlet:alghad", [2, 3]),
        ("outlet:nobody حرب", []),
        ("country:jo", [2, 3]),
        ("بلد:الأردن", [2, 3]),
        ("دولة:الاردن حرب", [2, 3]),
        ('country:"المملكة المتحدة"', [4]),
        ("country:Jordan -حرب", []),
        ('قسم:"اخبار محليه"', [1]),
        ("section:رياضة", [2]),
        ("month:2015-07", [1]),
        ("شهر:٧/٢٠١٥", [1]),
        ('شهر:"تموز 2015"', [1]),
        ("سنة:2015", [1, 2]),
        ("عام:2015,2016", [1, 2, 3]),
        ("year:2015 month:2015-08", [2]),
        ("يوم:21/7/2015", [1]),
        ("on:2015-07..2015-08", [1, 2]),
        ("من:2015-07-22", [2, 3]),
        ("إلى:2015-07", [1]),
        ("الى:2015 حرب", [1, 2]),
        ("from:2015-07-22 to:2015-12", [2]),
        ("from:2016 to:2015", []),
        ("-year:2015 حرب", [3, 4]),
        ("حرب (year:2016 OR outlet:almithal)", [1, 3]),
        ("outlet:alghad -country:jo", []),
    ],
)
def test_a_field_narrows(filed, typed: str, found: list[int]) -> None:
    assert filed.find(typed) == found


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("من: بغداد إلى: بيروت", "من بغداد إلى بيروت"),
        ("يوم:الجمعة", "يوم الجمعة"),
        ("year:2015-99", "year 2015-99"),
        ("بلد:العجائب", "بلد العجائب"),
        ("موقع: البناء", "موقع البناء"),
        ("month:", "month"),
    ],
)
def test_what_cannot_be_read_is_words(typed: str, same: str) -> None:
    query = parse_query(typed)
    assert query.match == parse_query(same).match
    assert query.filters == ""
    assert query.days is None


def test_a_name_that_is_no_field_is_a_word_with_what_follows(desk) -> None:
    desk.add("وكالة: انفجار")
    desk.add("انفجار في وكالة")
    assert desk.find("وكالة:انفجار") == [1]
    assert "outlet" not in parse_query("http://almithal.example/").filters


def test_filters_are_given_as_data() -> None:
    query = parse_query('outlet:a,b country:SY section:رياضة من:2015-07-21 إلى:2016 "حرب"')
    assert query.outlets == ("a", "b")
    assert query.countries == ("SY",)
    assert query.sections == ("رياضه",)
    assert query.days == (date(2015, 7, 21), date(2016, 12, 31))
    assert "tags" not in query.words
    assert "حرب" not in query.filters


def test_days_are_those_that_every_filter_lets_through() -> None:
    assert parse_query("year:2015 from:2015-06").days == (date(2015, 6, 1), date(2015, 12, 31))
    assert parse_query("year:2014 year:2016").days == (date(2014, 1, 1), date(2016, 12, 31))
    assert parse_query("from:2015").days == (date(2015, 1, 1), date.max)
    assert parse_query("to:2015").days == (date.min, date(2015, 12, 31))
    first, last = parse_query("year:2014 month:2015-07").days or (date.min, date.max)
    assert first > last


def test_what_is_excluded_or_either_is_not_data() -> None:
    for typed in ("x -outlet:a", "x OR outlet:a", "(x OR outlet:a) y", "x -(outlet:a year:2015)"):
        query = parse_query(typed)
        assert (query.outlets, query.days, query.filters) == ((), None, ""), typed


def test_filters_beyond_the_limit_are_words() -> None:
    typed = " ".join(f"year:{year}" for year in range(1900, 1900 + MAX_FILTERS * 2))
    query = parse_query(typed)
    assert query.filters.count("year·") == MAX_FILTERS
    assert "1900" not in query.words
    assert str(1900 + MAX_FILTERS) in query.words


def test_stop_words_stay_when_only_filters_are_beside_them(desk) -> None:
    desk.add("في بغداد", outlet="a")
    desk.add("بغداد", outlet="a")
    assert desk.find("outlet:a في") == [1]
