"""Whatever a page holds, reading it gives an article or a refusal, never an exception."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.article import Article, NotAnArticle
from extractors.document import DEEPEST, blocks, bound_nesting, parse
from extractors.reader import read_article

TEXT = (
    "<p>"
    + "قال وزير الخارجية إن المحادثات مستمرة بين الطرفين في العاصمة دمشق حتى نهاية الشهر الحالي. " * 4
    + "</p>"
)
HEAD = "<h1>عنوان الخبر الطويل جداً</h1>"
LEVELS = 10_000


@pytest.mark.parametrize(
    ("tag", "levels"),
    [
        ("div", 10 * LEVELS),
        ("span", LEVELS),
        ("table><tr><td", 1000),
        ("ul><li", 1000),
        ("blockquote", 300),
        ("b", 300),
    ],
)
@pytest.mark.parametrize("closed", [True, False])
def test_deep_nesting_does_not_lose_the_text(
    tag: str, levels: int, closed: bool, make_page, make_outlet
) -> None:
    name = tag.partition(">")[0]
    html = f"<html><body>{HEAD}" + f"<{tag}>" * levels + TEXT * 3 + (f"</{name}>" * levels if closed else "")
    article = read_article(make_page(html), make_outlet())
    assert isinstance(article, Article), article
    assert "المحادثات مستمرة" in article.body
    assert "deep-nesting" in {doubt.code for doubt in article.doubts}


def test_a_page_of_usual_depth_is_not_touched() -> None:
    html = "<div>" * DEEPEST + TEXT + "</div>" * DEEPEST + "<p>" * 1000 + "<li>" * 1000
    assert bound_nesting(html) == (html, DEEPEST)


def test_tags_in_scripts_and_comments_do_not_nest() -> None:
    html = "<script>" + "'<div>'" * 1000 + "</script><!-- " + "<div>" * 1000 + " -->" + TEXT
    assert bound_nesting(html) == (html, 0)


HOSTILE = {
    "NULs": HEAD + TEXT.replace(".", ".\x00"),
    "lone surrogates": HEAD + TEXT + "<p>\ud800\udfff</p>",
    "bidi controls": f"<h1>\u202eعنوان\u202c الخبر \u2066الطويل\u2069 هنا</h1>{TEXT}\u202e",
    "no end": HEAD + TEXT + "<div class='",
    "comment without end": HEAD + TEXT + "<!-- " * 5000,
    "script without end": HEAD + TEXT + "<script>" * 5000,
    "tags without end": HEAD + TEXT + "<a" * 5000,
    "XML declaration": '<?xml version="1.0" encoding="windows-1256"?>' + HEAD + TEXT,
    "DTD with entities": '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + HEAD + TEXT + "&b;",
    "deep JSON-LD": '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + HEAD + TEXT,
    "JSON-LD of odd types": '<script type="application/ld+json">{"@type":7,"headline":{"a":[1]},'
    '"author":[null,3,{"name":{}}],'
    '"@graph":"x","datePublished":5e999}</script>' + HEAD + TEXT,
    "odd JSON-LD article": '<script type="application/ld+json">[{"@type":"NewsArticle","headline":[],'
    '"author":{"name":[1,null]},'
    '"datePublished":[],"keywords":{"a":1},"articleSection":[[]]}]</script>' + HEAD + TEXT,
    "five thousand attributes": "<div "
    + " ".join(f'a{n}="x"' for n in range(5000))
    + ">"
    + HEAD
    + TEXT
    + "</div>",
    "frames": "<frameset><frame src='x'></frameset>",
    "only a comment": "<html><!-- nothing --></html>",
    "a title alone": "<title>عنوان</title>",
    "text without a tag": "<html>" + TEXT.replace("<p>", "").replace("</p>", ""),
    "odd processing": "<?php echo 1 ?><![CDATA[x]]>" + HEAD + TEXT,
    "character references": HEAD + TEXT + "&#0;&#xD800;&#x110000;&#xFFFFFFFFFF;&bogus;",
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_gives_an_article_or_a_refusal(html: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(html), make_outlet())
    assert isinstance(answer, Article | NotAnArticle)
    if isinstance(answer, Article):
        whole = answer.title + answer.body
        whole.encode("utf-8")
        assert not set(whole) & set("\x00\u202e\u202c\u2066\u2069")


@pytest.mark.parametrize(
    "name", ["NULs", "lone surrogates", "bidi controls", "XML declaration", "five thousand attributes"]
)
def test_a_report_survives_what_is_odd_about_its_page(name: str, make_page, make_outlet) -> None:
    answer = read_article(make_page(HOSTILE[name]), make_outlet())
    assert isinstance(answer, Article), answer
    assert "المحادثات مستمرة" in answer.body


FRAGMENTS = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            "<p>",
            "<h1>",
            "</h1>",
            "<table>",
            "<td>",
            "</table>",
            "<script>",
            "</script>",
            "<!--",
            "-->",
        ),
        *(
            "<a href='/x'>",
            "</a>",
            "<br>",
            "<time datetime='2026-01-01'>",
            "<meta name='date' content='x'>",
            "&amp;",
            "&#0;",
        ),
        *(
            "قال الوزير إن ",
            "1 آذار 2026",
            "\x00",
            "\u202e",
            "\ud800",
            "©",
            "<",
            ">",
            '"',
            "<li>",
            "<title>",
            "<font size=5>",
        ),
    ]
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(FRAGMENTS, max_size=60), st.sampled_from([None, "text/html", "text/html; charset=windows-1256"])
)
def test_any_soup_gives_an_article_or_a_refusal(parts: list[str], content_type: str | None) -> None:
    from datetime import UTC, datetime

    from extractors.article import Page
    from extractors.outlets import host_outlet

    page = Page(
        url="https://almithal.example/a/b",
        captured_at=datetime(2026, 11, 22, tzinfo=UTC),
        status=200,
        content_type=content_type,
        body="".join(parts).encode("utf-8", "surrogatepass"),
    )
    assert isinstance(read_article(page, host_outlet("almithal.example")), Article | NotAnArticle)


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_a_refusal(data: bytes) -> None:
    tree = parse(data.decode("latin-1"))
    if tree is not None:
        for block in blocks(tree):
            assert block.text
            assert block.linked >= 0


def test_reading_does_not_change_the_recursion_limit(make_page, make_outlet) -> None:
    before = sys.getrecursionlimit()
    read_article(make_page(HEAD + "<div>" * LEVELS + TEXT), make_outlet())
    assert sys.getrecursionlimit() == before
