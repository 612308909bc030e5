"""Dates as printed, no more precise, never guessed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.dates import (
    DateError,
    is_ahead,
    is_date_line,
    is_update,
    printed_stamp,
    read_stamp,
    weekday_disagrees,
)
from extractors.zones import ZoneError, zone

DAMASCUS = zone("Asia/Damascus")


@pytest.mark.parametrize(
    ("raw", "value", "precision", "day"),
    [
        ("2026-03-01", "2026-03-01", "day", "2026-03-01"),
        ("2026/3/1", "2026-03-01", "day", "2026-03-01"),
        ("2026-03-01T10:30", "2026-03-01T10:30+03:00", "minute", "2026-03-01"),
        ("2026-03-01 10:30:05", "2026-03-01T10:30:05+03:00", "second", "2026-03-01"),
        ("2026-03-01T10:30:05+03:00", "2026-03-01T10:30:05+03:00", "second", "2026-03-01"),
        ("2026-03-01T10:30:05.123456+0300", "2026-03-01T10:30:05+03:00", "second", "2026-03-01"),
        ("2026-03-01T22:30:00Z", "2026-03-01T22:30:00+00:00", "second", "2026-03-02"),
        ("2026-03-01T23:59:50+00:00", "2026-03-01T23:59:50+00:00", "second", "2026-03-02"),
        ("2026-03-01T23:30:00-05:00", "2026-03-01T23:30:00-05:00", "second", "2026-03-01"),
        ("2018-01-10T10:00:00", "2018-01-10T10:00:00+02:00", "second", "2018-01-10"),
        ("Sun, 01 Mar 2026 20:30:00 GMT", "2026-03-01T20:30:00+00:00", "second", "2026-03-01"),
        ("Sun, 01 Mar 2026 20:30:00 +0300", "2026-03-01T20:30:00+03:00", "second", "2026-03-01"),
        ("March 1, 2026", "2026-03-01", "day", "2026-03-01"),
        ("1 March 2026 8:15 PM", "2026-03-01T20:15+03:00", "minute", "2026-03-01"),
        ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07T12:09+03:00", "minute", "2020-10-07"),
    ],
)
def test_metadata_is_read_as_precisely_as_printed(raw: str, value: str, precision: str, day: str) -> None:
    stamp = read_stamp(raw, "meta:date", DAMASCUS)
    assert (stamp.value, stamp.precision, stamp.day) == (value, precision, day)
    assert (stamp.raw, stamp.source) == (raw, "meta:date")


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("الأحد 1 آذار 2026", "2026-03-01"),
        ("١ آذار ٢٠٢٦", "2026-03-01"),
        ("۱ مارس ۲۰۲۶", "2026-03-01"),
        ("الأحد ١ آذار/مارس ٢٠٢٦م", "2026-03-01"),
        ("1 مارس/ آذار 2026", "2026-03-01"),
        ("22 تشرين الثاني 2026", "2026-11-22"),
        ("22 تشرين الثاني/نوفمبر 2026", "2026-11-22"),
        ("2 كانون الأول (ديسمبر) 2025", "2025-12-02"),
        ("تونس في الجمعة 8 فيفري 2019", "2019-02-08"),
        ("3 جويلية 2026", "2026-07-03"),
        ("الخميس 14 أوت 2025", "2025-08-14"),
        ("5 غشت 2025", "2025-08-05"),
        ("12 شتنبر 2025", "2025-09-12"),
        ("9 يونيه 2025", "2025-06-09"),
        ("نُشر في: 5 أيّار 2025", "2025-05-05"),
        ("1 / 12 / 2020 الثلاثاء", "2020-12-01"),
        ("الثلاثاء ١ / ١٢ / ٢٠٢٠", "2020-12-01"),
        ("17.03.2020", "2020-03-17"),
        ("2020-03-17", "2020-03-17"),
        ("الأحد ١ مارس ٢٠٢٦م - الساعة ١٠:٣٠", "2026-03-01T10:30+03:00"),
        ("الأحد 1 آذار 2026 - 22:05 | كتب: فلان", "2026-03-01T22:05+03:00"),
        ("1 آذار 2026، 8:05 مساءً", "2026-03-01T20:05+03:00"),
        ("1 آذار 2026، 12:05 صباحاً", "2026-03-01T00:05+03:00"),
        ("1 آذار 2026 22:30 بتوقيت غرينتش", "2026-03-01T22:30+00:00"),
        ("1 آذار 2026 14:00 (GMT+0400)", "2026-03-01T14:00+04:00"),
        ("1 آذار 2026 14:00 بتوقيت طوكيو", "2026-03-01"),
        ("الأربعاء، 28 آب/اغسطس 2013، آخر تحديث 14:00 (GMT+0400)", "2013-08-28"),
        ("31 شباط 2026", None),
        ("1 آذار", None),
        ("آذار 2026", None),
        ("1 آذار/أبريل 2026", None),
        ("1 آذار 2026 - 2 نيسان 2026", None),
        ("12 رمضان 1447هـ", "2026-03-01"),
        ("© 2025 المثال", None),
        ("جميع الحقوق محفوظة 1 آذار 2026", None),
        ("10/7/2020", None),
        ("/2018/02/2-slug", None),
        ("الهاتف: 00 000 000", None),
    ],
)
def test_a_printed_line_gives_its_date_or_none(line: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(DateError):
            printed_stamp(line, "text", DAMASCUS)
        return
    stamp = printed_stamp(line, "text", DAMASCUS)
    assert stamp.value == value
    assert stamp.raw in line


@pytest.mark.parametrize(
    "raw",
    ["", "2026", "2026-13-01", "2026-02-30", "0000-00-00", "158446560", "yesterday", "2026-03-01T25:00"],
)
def test_what_is_no_certain_date_is_none(raw: str) -> None:
    with pytest.raises(DateError):
        read_stamp(raw, "meta:date", DAMASCUS)


@given(st.text(max_size=60) | st.text(alphabet="0123456789-/:TZ+ آذارم", max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    try:
        stamp = read_stamp(text, "meta:date", DAMASCUS)
    except DateError:
        return
    assert datetime.fromisoformat(stamp.value)
    assert len(stamp.day) == 10


def test_damascus_keeps_its_offset_since_2022() -> None:
    assert read_stamp("2021-12-01T10:00", "x", DAMASCUS).value == "2021-12-01T10:00+02:00"
    assert read_stamp("2022-12-01T10:00", "x", DAMASCUS).value == "2022-12-01T10:00+03:00"


def test_a_date_after_the_capture_is_told() -> None:
    captured_at = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    tomorrow = read_stamp("2026-03-02T01:00:00+03:00", "x", DAMASCUS)
    next_week = read_stamp("2026-03-08", "x", DAMASCUS)
    assert not is_ahead(tomorrow, captured_at, DAMASCUS)
    assert is_ahead(next_week, captured_at, DAMASCUS)
    assert not is_ahead(next_week, captured_at + timedelta(days=7), DAMASCUS)


def test_a_line_of_the_last_update_is_told() -> None:
    assert is_update("آخر تحديث: 1 آذار 2026")
    assert is_update("تم التحديث في 1 آذار 2026")
    assert not is_update("1 آذار 2026، آخر تحديث 14:00")


def test_a_date_line_is_little_more_than_a_date() -> None:
    assert is_date_line("الأحد ١ آذار/مارس ٢٠٢٦ - الساعة ١٠:٣٠")
    assert is_date_line("الثلاثاء 21 تموز 2015 - 02:55 | كتب: برلين: حسن الرماحي، طهران - موسكو")
    assert not is_date_line("قالت الوزارة إن الاتفاق الذي وُقّع في 1 آذار 2026 دخل حيز التنفيذ")


@pytest.mark.parametrize("name", ["Asia/Damascos", "", "../UTC", "/etc/passwd", "posixrules"])
def test_an_unknown_time_zone_is_an_error(name: str) -> None:
    with pytest.raises(ZoneError):
        zone(name)


def test_a_day_known_from_a_hijri_date_alone_says_so() -> None:
    alone = printed_stamp("الثلاثاء 5 شوال 1436هـ", "text", DAMASCUS)
    both = printed_stamp("الأربعاء 5 شوال 1436هـ - 22 تموز 2015", "text", DAMASCUS)
    assert (alone.day, alone.precision, alone.source) == ("2015-07-21", "day", "text:hijri")
    assert (both.day, both.source) == ("2015-07-22", "text")


def test_calendars_that_differ_are_both_named() -> None:
    with pytest.raises(DateError, match=r"5 شوال 1436.* and 30 تموز 2015"):
        printed_stamp("5 شوال 1436هـ - 30 تموز 2015", "text", DAMASCUS)


@pytest.mark.parametrize(
    ("line", "disagrees"),
    [
        ("الأربعاء 22 تموز 2015", False),
        ("الخميس 22 تموز 2015", True),
        ("22 تموز 2015، الخميس", True),
        ("22 تموز 2015", False),
        ("Thu, 22 Jul 2015 10:30:00 GMT", True),
        ("Wed, 22 Jul 2015 10:30:00 GMT", False),
        ("الجمعة 10/7/2020", False),
        ("الأربعاء 5 شوال 1436هـ", False),
        ("السبت 5 شوال 1436هـ", True),
        ("الأربعاء 5 شوال 1436هـ - 22 تموز 2015", False),
        ("خطبة الجمعة في المسجد، كتبت في 22 تموز 2015", False),
        ("لا تاريخ هنا يوم الخميس", False),
        ("", False),
    ],
)
def test_a_weekday_that_is_not_the_dates_is_told(line: str, disagrees: bool) -> None:
    assert weekday_disagrees(line) is disagrees


def test_a_weekday_that_disagrees_moves_no_date() -> None:
    assert printed_stamp("الخميس 22 تموز 2015", "text", DAMASCUS).value == "2015-07-22"


def test_bare_figures_are_dates_in_metadata_alone() -> None:
    for raw in ("1437550200", "1437550200000", "20150722", "20150722T103000Z"):
        assert read_stamp(raw, "json-ld:datePublished", DAMASCUS).day == "2015-07-22"
        for source in ("text", "layout:date"):
            with pytest.raises(DateError):
                read_stamp(raw, source, DAMASCUS)


@pytest.mark.parametrize(
    ("place", "line", "value"),
    [
        ("Asia/Beirut", "31 آذار 2024 00:30", "2024-03-31"),  # from midnight the clock went on at one
        ("Asia/Beirut", "26 تشرين الأول 2024 23:30", "2024-10-26"),  # and back, from midnight to eleven
        ("Asia/Beirut", "27 تشرين الأول 2024 23:30", "2024-10-27T23:30+02:00"),
        ("Africa/Cairo", "28 أبريل 2022 12:00", "2022-04-28T12:00+02:00"),  # a year without summer time
        ("Africa/Cairo", "28 أبريل 2023 12:00", "2023-04-28T12:00+03:00"),  # its first day again
        ("Africa/Cairo", "28 أبريل 2023 00:30", "2023-04-28"),
        ("Africa/Cairo", "26 أكتوبر 2023 23:30", "2023-10-26"),
        ("Africa/Cairo", "26 أكتوبر 2023 23:30 بتوقيت غرينتش", "2023-10-26T23:30+00:00"),
        ("Africa/Casablanca", "10 مارس 2024 02:30", "2024-03-10"),  # put back for Ramadan
        ("Africa/Casablanca", "20 مارس 2024 12:00", "2024-03-20T12:00+00:00"),
        ("Africa/Casablanca", "20 ماي 2024 12:00", "2024-05-20T12:00+01:00"),
    ],
)
def test_a_time_that_the_clock_shows_twice_or_never_leaves_the_day_alone(
    place: str, line: str, value: str
) -> None:
    found = printed_stamp(line, "text", zone(place))
    assert (found.value, found.day) == (value, value[:10] if "غرينتش" not in line else "2023-10-27")


@pytest.mark.parametrize("raw", ["2023-10-26T23:30:00", "2023-10-26 23:30", "20231026T233000"])
def test_metadata_without_an_offset_tells_no_moment_in_the_hour_that_comes_twice(raw: str) -> None:
    cairo = zone("Africa/Cairo")
    assert read_stamp(raw, "meta:date", cairo).value == "2023-10-26"
    assert read_stamp("2023-10-26T23:30:00+02:00", "meta:date", cairo).value == "2023-10-26T23:30:00+02:00"


@pytest.mark.parametrize(
    ("captured_at", "line", "value"),
    [
        # Cairo, from Thursday midnight on to one o'clock: 70 minutes of its clock are ten that passed.
        ("2026-04-23T22:10Z", "منذ 20 دقيقة", "2026-04-23"),
        ("2026-04-23T22:10Z", "الآن", None),
        ("2026-04-23T23:30Z", "منذ 100 دقيقة", "2026-04-23"),
        ("2026-04-23T23:30Z", "منذ ساعة", None),
        # And back, from midnight to eleven: at half past midnight, 80 minutes ago it was Thursday twice over.
        ("2026-10-29T22:30Z", "منذ 20 دقيقة", "2026-10-30"),
        ("2026-10-29T22:30Z", "منذ 40 دقيقة", "2026-10-29"),
        ("2026-10-29T21:10Z", "اليوم 23:05", "2026-10-29"),
        ("2026-10-29T21:10Z", "اليوم 22:05", "2026-10-29T22:05+03:00"),
    ],
)
def test_a_count_of_hours_is_of_hours_that_passed_though_the_clock_was_set(
    captured_at: str, line: str, value: str | None
) -> None:
    assert relative(line, "Africa/Cairo", captured_at) == value


@pytest.mark.parametrize(
    ("captured_at", "line", "value"),
    [
        ("2026-12-31T21:59Z", "أمس 22:05", "2026-12-30T22:05+02:00"),
        ("2026-12-31T22:05Z", "أمس 22:05", None),  # made before midnight, it would be of the day before
        ("2026-12-31T22:05Z", "اليوم", None),
        ("2026-12-31T22:05Z", "الخميس 22:05", None),
        ("2026-12-31T22:15Z", "أمس 22:05", "2026-12-31T22:05+02:00"),
        ("2026-12-31T22:15Z", "الخميس 22:05", "2026-12-31T22:05+02:00"),
        ("2026-12-31T22:15Z", "اليوم 00:05", "2027-01-01T00:05+02:00"),
        ("2028-02-29T22:30Z", "أمس", "2028-02-29"),
        ("2027-02-28T22:30Z", "أول أمس", "2027-02-27"),
        ("2026-12-31T23:00Z", "منذ 20 دقيقة", "2027-01-01"),
        ("2026-12-31T22:10Z", "منذ 20 دقيقة", "2026-12-31"),
        ("2026-12-31T22:10Z", "منذ 10 دقائق", None),
    ],
)
def test_a_day_that_is_named_turns_at_the_outlets_midnight(
    captured_at: str, line: str, value: str | None
) -> None:
    assert relative(line, "Asia/Beirut", captured_at) == value


@pytest.mark.parametrize(
    "line", ["31 ديسمبر", "31 ديسمبر 22:05", "الخميس 31 ديسمبر", "٣١ كانون الأول", "31/12", "30 رمضان"]
)
@pytest.mark.parametrize("captured_at", ["2026-12-31T12:00Z", "2027-01-01T12:00Z", "2028-02-29T12:00Z"])
def test_a_day_without_a_year_is_none_on_any_day(line: str, captured_at: str) -> None:
    assert relative(line, "Asia/Beirut", captured_at) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("٢٩ شباط ٢٠٢٨", "2028-02-29"),
        ("٢٩ شباط ٢٠٢٧", None),
        ("31 نيسان 2026", None),
        ("٣١ كانون الأول ٢٠٢٦", "2026-12-31"),
        ("١ كانون الثاني ٢٠٢٧", "2027-01-01"),
        ("29 ذو الحجة 1447هـ", "2026-06-15"),
        ("30 ذو الحجة 1447هـ", None),  # a month of 29 days
        ("1 محرم 1448هـ", "2026-06-16"),
        ("30 رمضان 1447هـ", "2026-03-19"),
        ("1 شوال 1447هـ", "2026-03-20"),
    ],
)
def test_the_last_days_of_months_are_days_only_where_there_are_such(line: str, value: str | None) -> None:
    assert relative(line, "Asia/Beirut", "2028-03-01T12:00Z") == value


def relative(line: str, place: str, captured_at: str) -> str | None:
    at = datetime.fromisoformat(captured_at)
    try:
        return printed_stamp(line, "text", zone(place), captured_at=at).value
    except DateError:
        return None


def test_only_a_time_in_utc_moves_the_day() -> None:
    utc = printed_stamp("22 تموز 2015 22:30 بتوقيت غرينتش", "text", DAMASCUS)
    mecca = printed_stamp("22 تموز 2015 00:30 بتوقيت مكة المكرمة", "text", zone("Europe/London"))
    assert (utc.value, utc.day) == ("2015-07-22T22:30+00:00", "2015-07-23")
    assert (mecca.value, mecca.day) == ("2015-07-22T00:30+03:00", "2015-07-22")


@pytest.mark.parametrize("line", ["منذ 3 ساعات", "أمس 22:05", "12 رمضان 1447هـ", "14 août 2026 à 10h30"])
def test_a_relative_a_hijri_and_a_foreign_line_are_date_lines(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["اليوم", "أمس", "الآن", "انفجار في بيروت قبل ساعتين", "3 مرات"])
def test_a_word_alone_or_a_headline_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)


@pytest.mark.parametrize(
    "part",
    ["1 ", "- ", " ", "1/", "12 آذار ", "الساعة ", "10:", "قبل ", "م ", "12 تشرين", "منذ 3 ", "\u0651"],
)
def test_a_hostile_line_is_a_date_or_none(part: str) -> None:
    for length in (10, 100, 1_000, 100_000):
        line = (part * length)[:length]
        for read in (printed_stamp, read_stamp):
            with pytest.raises(DateError):
                read(line, "text", DAMASCUS, captured_at=datetime(2026, 3, 1, tzinfo=UTC))
        assert not is_update(line)
        assert not weekday_disagrees(line)
