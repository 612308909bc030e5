"""Two readings of one page: what an editor did is told from what a new design did."""

from datetime import UTC, datetime
from typing import Any

import pytest

from archive.page_fields import compare, differs, same_date, shape
from archive.readers import Reading
from archive.reading import article_json, design_json
from extractors.article import Article, Page
from extractors.outlets import Outlet, parse_outlet
from extractors.page_design import page_design
from extractors.reader import read_article

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
TEXT = (
    "أعلنت بلدية المدينة يوم الأحد أن ترميم الجسر القديم سيبدأ مطلع الشهر المقبل بعد دراسة الأساسات.",
    "وقال رئيس البلدية إن الأعمال تستمر ثمانية أشهر، وإن الجسر يبقى مفتوحاً أمام المشاة من دون انقطاع.",
    "ويخدم الجسر نحو أربعين ألف نسمة، وكان قد أُغلق مرتين في السنوات العشر الأخيرة بسبب تشققات فيه.",
)
BOX = (
    "هل تتابع أخبارنا من هاتفك؟ نزّل تطبيقنا الجديد من المتجر، واختر الأقسام التي تهمّك، وستصلك عناوين"
    " الصباح والمساء."
)
LATER = "وأضاف أن الكلفة ارتفعت إلى ضعف ما كان مقدراً لها قبل عام كامل من الآن."
SLOGAN = "خبر صادق في وقته"
TITLE = "بلدية المدينة تبدأ ترميم الجسر القديم الشهر المقبل"
DECLARED = (
    'name = "المثال"\ncountry = "SY"\ntimezone = "Asia/Damascus"\nhomepage = "https://almithal.example/"\n'
    'domains = ["almithal.example"]\n'
)


def page(
    title: str = TITLE,
    text: tuple[str, ...] = TEXT,
    date: str = '<time datetime="2026-03-15T10:30:00+03:00">15 آذار 2026</time>',
    byline: str = '<span class="author">غيث الرفاعي</span>',
    box: str = "",
) -> str:
    body = "".join(f"<p>{line}</p>" for line in text)
    return (
        f"<html lang=ar><head><title>{title}</title></head><body><nav class=menu><a href=/>الرئيسية</a></nav>"
        f"<article class=story><header class=head><h1 class=title>{title}</h1>"
        f"<div class=meta>{byline} {date}</div></header><div class=text>{body}</div>{box}</article>"
        f"<footer class=foot>حقوق النشر</footer></body></html>"
    )


def redrawn(title: str = TITLE, text: tuple[str, ...] = TEXT, when: str = "") -> str:
    body = "".join(f"<section class=part><p>{line}</p></section><div class=ad>{BOX}</div>" for line in text)
    return (
        f"<html lang=ar><head><title>{SLOGAN}</title></head><body><div class=bar><h1>{SLOGAN}</h1></div>"
        f"<main class=grid><div class=hed>{title}</div><div class=copy>{body}</div>"
        f"<div class=end>{when}</div></main></body></html>"
    )


@pytest.fixture(scope="module")
def outlet() -> Outlet:
    return parse_outlet(DECLARED, "almithal", "almithal.toml")


def reading(html: str, outlet: Outlet) -> Reading:
    url = "https://almithal.example/2026/03/bridge/"
    made = Page(url=url, captured_at=NOW, status=200, content_type="text/html", body=html.encode())
    read, design = read_article(made, outlet), design_json(page_design(made, outlet))
    if isinstance(read, Article):
        return Reading(article=article_json(read), design=design)
    return Reading(refused=(read.code, read.detail), design=design)


def found(now: str, outlet: Outlet, before: str | None = None) -> tuple[str, list[str]]:
    what = compare(reading(before or page(), outlet), reading(now, outlet))
    return what.verdict, [one.field for one in what.lost]


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (page(), "same"),
        (page(box="<p class=share>شارك</p>"), "same"),
        (page(title="البلدية تؤجل ترميم الجسر القديم إلى الصيف"), "edited"),
        (
            page(text=(*TEXT[:2], "وأضاف أن الكلفة ارتفعت إلى ضعف ما كان مقدراً لها قبل عام كامل من الآن.")),
            "edited",
        ),
        (page(byline=""), "edited"),
        (redrawn(), "layout"),
        (page(date=""), "layout"),
        (page(text=()), "layout"),
    ],
)
def test_a_verdict_tells_an_editor_from_a_design(now: str, verdict: str, outlet: Outlet) -> None:
    assert found(now, outlet)[0] == verdict


def test_a_date_that_is_read_no_more_is_the_designs_doing(outlet: Outlet) -> None:
    assert found(page(date="<span>منذ أيام</span>"), outlet) == ("layout", ["date"])


def test_boxes_within_the_text_are_no_edit(outlet: Outlet) -> None:
    boxed = "".join(f"<p>{line}</p><p>{BOX}</p>" for line in TEXT)
    now = page().replace("".join(f"<p>{line}</p>" for line in TEXT), boxed)
    assert found(now, outlet) == ("layout", ["body"])


def test_a_wall_or_a_failed_reading_says_nothing_of_the_design(outlet: Outlet) -> None:
    wall = (
        "<html><body><h1>Just a moment...</h1><p>Checking your browser before you go on.</p>"
        '<script>cf_chl_opt={r:"1"}</script></body></html>'
    )
    assert found(wall, outlet)[0] == "unknown"
    failed = Reading(error=("reading-timeout", "the page takes longer to read than a reader may"))
    assert compare(reading(page(), outlet), failed).verdict == "unknown"


def test_a_notice_that_the_page_is_gone_is_told_as_gone(outlet: Outlet) -> None:
    notice = page(
        title="الصفحة غير موجودة",
        text=("عذراً، الصفحة التي تبحث عنها حُذفت أو تغيّر عنوانها.",),
        date="",
        byline="",
    )
    verdict, _ = found(notice, outlet)
    assert verdict in ("gone", "unknown", "edited")
    assert verdict != "layout"


def test_each_lost_field_says_what_it_was_and_whether_it_still_stands_there(outlet: Outlet) -> None:
    what = compare(reading(page(), outlet), reading(redrawn(when="15 آذار 2026"), outlet))
    lost = {one.field: one for one in what.lost}
    assert lost["title"].before == TITLE
    assert lost["title"].printed
    assert lost["title"].now != TITLE
    assert "body" not in lost  # boxes that all look alike are told from a text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2026-03-15T10:30:00+03:00", "2026-03-15", True),
        ("2026-03-15T10:30:00+03:00", "2026-03-15T07:30:00+00:00", True),
        ("2026-03-15T10:30:00+03:00", "2026-03-15T10:30:40+03:00", True),
        ("2026-03-15T10:30:00+03:00", "2026-03-15T12:30:00+03:00", False),
        ("2026-03-15", "2026-03-16", False),
    ],
)
def test_two_dates_are_the_same_as_far_as_both_tell(one: str, other: str, same: bool) -> None:
    assert same_date(one, other) is same
    assert differs("date", one, other) is not same


def test_the_shape_of_a_date_is_how_it_is_written_not_which_it_is() -> None:
    def shaped(raw: str) -> Any:
        return shape({"published": {"raw": raw, "source": "text"}})

    assert shaped("15 آذار 2026") == shaped("7 تشرين 2026")
    assert shaped("15 آذار 2026") != shaped("١٥ آذار ٢٠٢٦")
    assert shaped("15/03/2026") != shaped("15 آذار 2026")
