"""Links, feeds and requisites of pages, in whatever charset and shape they come."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.links import (
    declared_feeds,
    declared_sitemaps,
    parse_html,
    read_links,
    read_requisites,
    robots_sitemaps,
)

URL = "https://almithal.example/ar/index.html"
SHARED = Path(os.environ.get("WARRAQ_SHARED", Path(__file__).parents[3] / "shared"))


def links(html: str) -> list[tuple[str, str]]:
    return [(link.url, link.text) for link in read_links(html.encode(), URL, "text/html")]


def test_links_are_absolute_normalised_and_carry_their_text() -> None:
    html = '<a href="../news/1#top"> خبر\n <b>أول</b></a><a href="//M.almithal.example:443/خبر">ثان</a>'
    assert links(html) == [
        ("https://almithal.example/news/1", "خبر أول"),
        ("https://m.almithal.example/%D8%AE%D8%A8%D8%B1", "ثان"),
    ]


def test_a_base_element_moves_relative_links_but_not_the_page() -> None:
    html = '<head><base href="/root/"></head><a href="x">a</a><a href="/ar/index.html">self</a>'
    html += '<a href="#y">b</a>'
    assert links(html) == [("https://almithal.example/root/x", "a")]


def test_what_is_not_http_is_no_link() -> None:
    html = "".join(
        f'<a href="{target}">x</a>'
        for target in (
            "javascript:void(0)",
            "mailto:a@b.example",
            "tel:1",
            "file:///etc/passwd",
            "data:,x",
            "http://[",
        )
    )
    assert links(html) == []


def test_a_url_linked_twice_is_given_once_with_its_longest_text() -> None:
    html = '<a href="/1"><img alt="صورة" src=x></a><a href="/1">عنوان الخبر كاملا</a>'
    html += '<a href="/2"><img alt="صورة"></a>'
    assert links(html) == [
        ("https://almithal.example/1", "عنوان الخبر كاملا"),
        ("https://almithal.example/2", "صورة"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_texts_are_right_without_any_charset_label(encoding: str) -> None:
    body = '<html><body><a href="/1">الأخبار العاجلة</a></body></html>'.encode(encoding)
    assert [link.text for link in read_links(body, URL, None)] == ["الأخبار العاجلة"]


def test_links_of_menus_are_told_from_those_of_the_page() -> None:
    html = """<nav><a href=/a>a</a></nav><div class="main-menu"><ul><li><a href=/b>b</a></ul></div>
      <footer><p><a href=/c>c</a></p></footer><article class="tags"><a href=/d>d</a></article>
      <div id=menu><a href=/e>e</a></div><main><header><a href=/f>f</a></header><a href=/e>e</a></main>"""
    found = {link.url[-1]: link.in_menu for link in read_links(html.encode(), URL, None)}
    assert found == {"a": True, "b": True, "c": True, "d": False, "e": False, "f": True}


def test_declared_feeds_and_sitemaps_are_found_and_other_alternates_are_not() -> None:
    html = """<head>
      <link rel="alternate" type="application/rss+xml; charset=utf-8" title=" خلاصة " href="/feed/">
      <link rel=ALTERNATE type=application/atom+xml href=atom.xml>
      <link rel=alternate type=text/html href=/en/>
      <link rel=stylesheet type=application/rss+xml href=/no><link rel=sitemap href=/map.xml></head><body>"""
    page = parse_html(html.encode(), URL, None)
    assert page is not None
    assert [(feed.url, feed.text) for feed in declared_feeds(page)] == [
        ("https://almithal.example/feed/", "خلاصة"),
        ("https://almithal.example/ar/atom.xml", ""),
    ]
    assert declared_sitemaps(page) == ("https://almithal.example/map.xml",)


def test_requisites_are_images_and_stylesheets_and_no_icons() -> None:
    html = """<head><link rel=stylesheet href=/s.css><link rel="shortcut icon" href=/favicon.ico></head>
      <img src=/1.jpg><img src="data:image/gif;base64,AA" data-src=/2.jpg><script src=/x.js></script>
      <picture><source srcset="/3.webp 1x, /4.webp 2x"><img src=/5.jpg></picture>
      <audio><source src=/6.mp3></audio>
      <noscript><img src=/7.jpg></noscript><img src=/1.jpg>"""
    names = [url.rpartition("/")[2] for url in read_requisites(html.encode(), URL, None)]
    assert names == ["1.jpg", "2.jpg", "4.webp", "5.jpg", "7.jpg", "s.css"]
    images = read_requisites(html.encode(), URL, None, stylesheets=False)
    assert [url.rpartition("/")[2] for url in images] == names[:-1]


@pytest.mark.parametrize(
    ("srcset", "largest"),
    [
        ("a.jpg 300w, b.jpg 1024w, c.jpg 768w", "b.jpg"),
        ("a.jpg 1x,b.jpg 1.5x", "b.jpg"),
        ("a.jpg, b.jpg 2x", "b.jpg"),
        ("a.jpg", "a.jpg"),
        ("c_fill,w_100/a.jpg 100w, c_fill,w_900/a.jpg 900w", "c_fill,w_900/a.jpg"),
        ("a.jpg nonsense, b.jpg 99999999999999999999w", "a.jpg"),
    ],
)
def test_the_largest_image_of_a_set_is_wanted(srcset: str, largest: str) -> None:
    body = f'<img srcset="{srcset}">'.encode()
    assert read_requisites(body, URL, None) == (f"https://almithal.example/ar/{largest}",)


def test_robots_txt_names_sitemaps_in_any_case_and_nothing_else() -> None:
    body = (
        "\ufeffSitemap: https://almithal.example/1.xml\r\nUser-agent: *\nDisallow: /sitemap: x\n"
        "  SITEMAP:/2.xml # new\n# Sitemap: /3.xml\nsitemap: file:///etc/passwd\nSitemap:\nSite-map: /4.xml\n"
    )
    found = robots_sitemaps(body.encode(), "https://almithal.example/robots.txt")
    assert [url.rpartition("/")[2] for url in found] == ["1.xml", "2.xml", "4.xml"]


def test_only_the_first_500_kibibytes_of_robots_txt_are_read() -> None:
    body = b"#" * (500 << 10) + b"\nSitemap: /late.xml\n"
    assert robots_sitemaps(body, URL) == ()


def test_a_page_nested_deeper_than_libxml2_likes_still_gives_its_links() -> None:
    assert links("<div>" * 1500 + '<a href="/1">خبر</a>') == [("https://almithal.example/1", "خبر")]


@pytest.mark.parametrize("body", [b"", b" ", b"\x00", b"<!-- -->", b"<?xml version='1.0'?>", b"%PDF-1.7"])
def test_what_is_no_page_has_no_links(body: bytes) -> None:
    assert read_links(body, URL, None) == ()


def test_a_nul_byte_does_not_hide_the_rest_of_a_page() -> None:
    assert links('<p>\x00</p><a href="/1">خبر</a>') == [("https://almithal.example/1", "خبر")]


def test_real_home_pages_give_their_headlines() -> None:
    folder = SHARED / "data/pages/not-articles"
    if not folder.exists():
        pytest.skip(f"{folder} is not here: it is third-party material that is not part of the project")
    for name, url in (
        ("elbilad-home.html", "https://www.elbilad.net/"),
        ("bbc-arabic-home.html", "https://www.bbc.com/arabic"),
    ):
        found = read_links((folder / name).read_bytes(), url, None)
        assert sum(len(link.text.split()) >= 4 and not link.in_menu for link in found) > 25, name


@given(st.binary(max_size=300), st.sampled_from([None, "text/html; charset=windows-1256"]))
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_reading_raise(body: bytes, content_type: str | None) -> None:
    for link in read_links(body, URL, content_type):
        assert link.url.startswith(("http://", "https://"))
    read_requisites(body, URL, content_type)
    robots_sitemaps(body, URL)


PIECES = st.sampled_from(
    [
        "<html>",
        "<base href='http://[x'>",
        "<base href='//'>",
        "<a href='",
        "'>",
        "http://a..b/",
        "//[::1]:99999/",
        "</a>",
        "<link rel=alternate type=application/rss+xml href='",
        "<img srcset='",
        ", ,",
        " 2x",
        "<nav>",
        "\x00",
        "&#0;",
        "<svg>",
        "<picture><source srcset=",
        "<template>",
        "<frameset>",
        "\ud7ff",
        "<!--",
        "<![CDATA[",
        "<a>" * 20,
        "<table>",
    ]
)


@given(st.lists(PIECES, max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_broken_markup_makes_reading_raise(pieces: list[str]) -> None:
    body = "".join(pieces).encode()
    read_links(body, URL, None)
    read_requisites(body, URL, None)
    page = parse_html(body, URL, None)
    assert page is None or declared_feeds(page) is not None
