"""Names, language and slug come from what a home page prints."""

import pytest

from crawlers.feeds import Feed
from crawlers.links import HtmlPage, parse_html
from crawlers.outlet_names import language_of, names_of, slug_of

URL = "https://almithal.example/"


def page(html: str) -> HtmlPage:
    parsed = parse_html(html.encode(), URL, "text/html; charset=utf-8")
    assert parsed is not None
    return parsed


def test_the_site_name_wins_over_the_title() -> None:
    html = '<title>الرئيسية | شعار طويل</title><meta property="og:site_name" content="المثال">'
    assert names_of(page(html), ()) == ("المثال", None, "og:site_name")


def test_linked_data_gives_both_names() -> None:
    html = """<script type="application/ld+json">{"@graph": [{"@type": ["WebPage"], "name": "Home"},
      {"@type": "NewsMediaOrganization", "name": "المثال", "alternateName": "Al-Mithal"}]}</script>"""
    assert names_of(page(html), ()) == ("المثال", "Al-Mithal", "JSON-LD")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("المثال | الرئيسية", "المثال"),
        ("الرئيسية - المثال", "المثال"),
        ("البلاد : أخبار الجزائر والعالم", "البلاد"),
        ("الصفحة الرئيسية » المثال", "المثال"),
        ("\u202bالمثال\u202c", "المثال"),
    ],
)
def test_a_title_is_freed_of_home_page_words_slogans_and_direction_marks(title: str, name: str) -> None:
    assert names_of(page(f"<title>{title}</title>"), ())[0] == name


def test_a_feeds_title_helps_a_page_without_any() -> None:
    assert names_of(page("<p>x</p>"), [Feed(title="المثال")]) == ("المثال", None, "feed title")


def test_a_newsroom_that_prints_latin_letters_only_is_named_by_them_once() -> None:
    assert names_of(page("<title>Al-Mithal</title>"), ()) == ("Al-Mithal", None, "title")


def test_a_page_without_any_name_has_none() -> None:
    assert names_of(page("<p>خبر</p>"), ()) == (None, None, "")


@pytest.mark.parametrize("data", ["[" * 100_000, "{", '{"@type": {"a": 1}, "name": 3}', '"@graph"', "null"])
def test_broken_or_hostile_linked_data_is_passed_over(data: str) -> None:
    html = f'<title>المثال</title><script type="application/ld+json">{data}</script>'
    assert names_of(page(html), ())[0] == "المثال"


@pytest.mark.parametrize(
    ("html", "feeds", "language"),
    [
        ('<html lang="ar-SY"><p>خبر', [], "ar"),
        ("<html><p>خبر عاجل", [Feed(language="fa_IR")], "fa"),
        ('<html lang="en-US"><p>خبر عاجل من دمشق', [], "ar"),
        ('<html lang="fr"><p>Nouvelles du jour', [], "fr"),
        ("<html><p>خبر عاجل", [], "ar"),
    ],
)
def test_the_language_is_what_is_declared_unless_the_letters_contradict(
    html: str, feeds: list[Feed], language: str
) -> None:
    assert language_of(page(html), feeds)[0] == language


@pytest.mark.parametrize(
    ("host", "slug"),
    [
        ("www.almithal.example", "almithal"),
        ("almithal.com.sy", "almithal"),
        ("arabic.almithal.co.uk", "almithal"),
        ("al-mithal.net", "al-mithal"),
        ("news.com", "news"),
        ("127.0.0.1:8080", "127-0-0-1"),
        ("[::1]:8080", "1"),
        ("localhost", "localhost"),
        ("___.example", "outlet"),
    ],
)
def test_a_slug_is_the_part_of_the_host_that_names_the_newsroom(host: str, slug: str) -> None:
    assert slug_of(host) == slug
