"""Days in figures that could be read in two orders: what settles them, what does not, and what is said."""

from datetime import UTC, datetime

import pytest

from extractors.article import Article, Page
from extractors.day_order import is_day_first, orders_shown
from extractors.outlets import Outlet
from extractors.reader import read_article

TITLE = "بدء ترميم الجسر الحجري في البلدة القديمة"
TEXT = "".join(
    f"<p>بدأت البلدية المرحلة {n} من ترميم الجسر الحجري الذي يربط ضفتي النهر.</p>" for n in "123456"
)


def read(line: str, *, country: str = "JO", head: str = "", foot: str = "") -> Article:
    outlet = Outlet(
        slug="jisr",
        name="الجسر",
        country=country,
        timezone="Asia/Amman",
        homepage="https://jisr.example/",
        domains=("jisr.example",),
    )
    html = (
        f"<html lang=ar><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>"
        f"<div>{line}</div><div>{TEXT}</div>{foot}</body></html>"
    )
    page = Page(
        url="https://jisr.example/2026/7/9/news-04-03",
        captured_at=datetime(2026, 11, 26, 12, tzinfo=UTC),
        status=200,
        content_type="text/html; charset=utf-8",
        body=html.encode(),
    )
    found = read_article(page, outlet)
    assert isinstance(found, Article), found
    return found


def day(found: Article) -> str | None:
    return found.published.day if found.published else None


def other(figures: str) -> str:
    return f"<ul><li><a href=/x>عنوان خبر آخر عن أحياء المدينة القديمة</a> <span>{figures}</span></li></ul>"


CASES = [
    ("تاريخ النشر: 05/03/2026", {}, "2026-03-05"),
    ("5-3-2026", {}, "2026-03-05"),
    ("05.03.2026 - 14:20", {}, "2026-03-05"),
    ("05/03/2026", {"country": "US"}, None),
    ("05/03/2026", {"country": "ZZ"}, None),
    ("5/3/2026 10:30:00 AM", {}, None),
    ("05/03/2026", {"foot": other("03/25/2026")}, "2026-05-03"),
    ("05/03/2026", {"foot": other("25/03/2026")}, "2026-03-05"),
    ("05/03/2026", {"country": "US", "foot": other("25/03/2026")}, "2026-03-05"),
    ("05/03/2026", {"foot": other("25/03/2026") + other("03/25/2026")}, None),
    ("05/03/2026", {"head": '<meta property="article:published_time" content="2026-05-03">'}, "2026-05-03"),
    ("الأحد 05/03/2026", {}, "2026-05-03"),
    ("الأحد 03/05/2026", {}, "2026-05-03"),
    ("الثلاثاء 03/05/2026", {}, None),
    ("25/03/2026", {"country": "US"}, "2026-03-25"),
    ("05/12/2026", {}, "2026-05-12"),
]


@pytest.mark.parametrize(("line", "page", "wanted"), CASES)
def test_figures_are_read_in_the_order_that_something_tells(
    line: str, page: dict[str, str], wanted: str | None
) -> None:
    assert day(found := read(line, **page)) == wanted, found.date_claims


def test_an_order_that_only_custom_tells_is_a_doubt() -> None:
    by_custom, by_metadata = read("05/03/2026"), read("25/03/2026")
    assert [doubt.code for doubt in by_custom.doubts] == ["day-order"]
    assert by_custom.confidence < by_metadata.confidence
    (claim,) = by_custom.date_claims
    assert claim.verdict == "chosen"
    assert claim.detail == "figures read with the day before the month"


def test_metadata_outweighs_what_custom_reads() -> None:
    found = read(
        "05/03/2026", head='<meta property="article:published_time" content="2026-03-07T10:00+03:00">'
    )
    assert day(found) == "2026-03-07"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (("25/3/2026", "3/5/2026"), {True}),
        (("3/25/2026",), {False}),
        (("25/3/2026", "3/25/2026"), {True, False}),
        (("3/5/2026", "13/13/2026", "40/2/2026", "1.2.3.2026"), set()),
    ],
)
def test_only_dates_of_one_reading_show_an_order(lines: tuple[str, ...], shown: set[bool]) -> None:
    assert orders_shown(lines) == shown


def test_a_latin_half_of_day_is_no_custom_of_the_country() -> None:
    assert is_day_first("5/3/2026 10:30 م", frozenset(), "EG") is True
    assert is_day_first("5/3/2026 10:30 PM", frozenset(), "EG") is None
