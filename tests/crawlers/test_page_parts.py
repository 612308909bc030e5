"""Selectors are learnt from pages laid side by side, and only from what repeats on them."""

from datetime import UTC, datetime

import pytest

from crawlers.candidates import Candidate
from crawlers.doctor_look import Sampled
from crawlers.fetched import Fetched
from crawlers.page_parts import (
    body_selectors,
    byline_selector,
    date_selector,
    furniture_selectors,
    title_selector,
)
from crawlers.page_views import PageView, page_views
from crawlers.selectors import spellings
from extractors.document import parse
from extractors.zones import zone
from newsroom.filler import bulletin

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAMASCUS = zone("Asia/Damascus")
COMMENT = "قرأت هذا الخبر رقم {} وأظن أن فيه مبالغة كبيرة، فأنا من سكان الحي ولم أرَ شيئاً مما ذكرتم فيه أبداً."


def views(template: str, count: int = 8, *, told: bool = True) -> tuple[PageView, ...]:
    """Pages of a template with {title}, {text}, {date}, {author} and {number} filled in."""
    sample = []
    for number in range(count):
        report = bulletin("parts", number, DAMASCUS)
        author = f"مراسل {'أبجدهوزح'[number % 8]} الأول"
        page = template.format(
            title=report.title,
            text="".join(f"<div>{line}</div>" for line in report.text),
            date=f"{report.published:%Y-%m-%d %H:%M}",
            author=author,
            number=number,
            comment=COMMENT.format(number),
        )
        said = Candidate(
            url=f"https://almithal.example/{number}",
            title=report.title if told else None,
            published_raw=report.published.isoformat() if told else None,
            author=author if told else None,
        )
        sample.append(
            Sampled(
                url=said.url,
                said=said,
                older=False,
                linked=False,
                answer=Fetched(url=said.url, status=200, content_type="text/html", body=page.encode()),
                failure=None,
                captured_at=NOW,
                read=None,
            )
        )
    return page_views(sample)


NAMED = (
    '<html><body><div class="top">صحيفة</div><div class="story n{number}{number}{number}" '
    'id="post-{number}{number}"><b class="hed">{title}</b><span class="by">{author}</span>'
    '<div class="txt">{text}</div><i class="when">{date}</i></div>'
    '<div class="comments"><p>{comment}</p><p>{comment}</p></div></body></html>'
)
OFFER = '<p class="offer">اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح قبل أن تشرب قهوتك.</p>'


def test_every_part_is_found_by_the_name_of_its_place() -> None:
    pages = views(NAMED)
    assert title_selector(pages) == "b.hed"
    assert byline_selector(pages) == "span.by"
    assert date_selector(pages, DAMASCUS) == "i.when"
    assert body_selectors(pages) == ("div.txt", ())


def test_what_readers_comment_is_no_prose_of_the_page() -> None:
    for page in views(NAMED):
        assert not any("سكان الحي" in block.text for block in page.own)


def test_names_that_count_pages_are_no_names() -> None:
    tree = parse('<html><body><p class="n123 lead" id="post-4711" data-kind="x"></p></body></html>')
    assert tree is not None
    named = list(spellings(tree.cssselect("p")[0]))
    assert named[:2] == ["p.lead", 'p[data-kind="x"]']
    assert not any("123" in one or "4711" in one for one in named)


def test_without_titles_from_seeds_none_is_guessed() -> None:
    pages = views(NAMED, told=False)
    assert title_selector(pages) is None
    assert byline_selector(pages) is None


def test_without_dates_from_seeds_one_that_differs_from_page_to_page_is_taken() -> None:
    assert date_selector(views(NAMED, told=False), DAMASCUS) == "i.when"
    same = NAMED.replace("{date}", "2026-11-20 08:00")
    assert date_selector(views(same, told=False), DAMASCUS) is None


def test_a_date_after_the_capture_is_none() -> None:
    ahead = NAMED.replace("{date}", "2027-01-0{number} 08:00")
    assert date_selector(views(ahead, told=False), DAMASCUS) is None


def test_furniture_within_the_text_is_named_and_nothing_of_the_report() -> None:
    pages = views(NAMED.replace("{text}", "{text}" + OFFER))
    assert body_selectors(pages) == ("div.txt", ("p.offer",))
    assert furniture_selectors(pages) == ("p.offer",)


def test_furniture_without_a_name_is_left_rather_than_counted_out() -> None:
    unnamed = OFFER.replace(' class="offer"', "").replace("p>", "div>").replace("<p", "<div")
    assert body_selectors(views(NAMED.replace("{text}", "{text}" + unnamed))) == ("div.txt", ())


def test_elements_that_no_selector_spells_break_nothing() -> None:
    odd = NAMED.replace('<div class="txt">', '<o:p><div class="txt">').replace(
        "{text}</div>", "{text}</div></o:p>"
    )
    assert body_selectors(views(odd)) == ("div.txt", ())
    tree = parse("<html><body><o:p>x</o:p></body></html>")
    assert tree is not None
    assert list(spellings(tree.xpath("//*[text()='x']")[0])) == []


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_pages_show_no_rule(count: int) -> None:
    pages = views(NAMED, count)
    assert title_selector(pages) is None
    assert body_selectors(pages) == (None, ())
    assert date_selector(pages, DAMASCUS) is None
