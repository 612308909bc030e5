"""What load-more addresses answer, made into HTML whose links can be read."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.fragments import as_html
from crawlers.links import parse_html
from crawlers.paging import next_page

URL = "https://almithal.example/ajax?n=2"


def links(document: object) -> list[tuple[str, str]]:
    made = as_html(json.dumps(document, ensure_ascii=False).encode())
    assert made is not None
    page = parse_html(made, URL, "text/html; charset=utf-8")
    return [] if page is None else [(a.get("href"), a.text_content()) for a in page.root.iter("a")]


def test_pieces_of_html_keep_their_links() -> None:
    assert links({"html": '<li><a href="/report/1">خبر</a></li>', "count": 1}) == [("/report/1", "خبر")]


def test_objects_with_an_address_become_links_with_their_title() -> None:
    document = {"items": [{"url": "/report/1", "title": "خبر <b>"}, {"permalink": "https://a.example/2"}]}
    assert links(document) == [("/report/1", "خبر <b>"), ("https://a.example/2", "")]


def test_the_next_address_is_the_next_page() -> None:
    made = as_html(json.dumps({"html": "<a href='/report/1'>خبر</a>", "next": "/ajax?n=3"}).encode())
    assert made is not None
    page = parse_html(made, URL, None)
    assert page is not None
    assert next_page(page, 2, "https://almithal.example/local") == "https://almithal.example/ajax?n=3"


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"{", b"[1, 2", b"\xff\xfe{}", b"{" * 50_000])
def test_what_is_no_json_is_left_as_it_is(body: bytes) -> None:
    assert as_html(body) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["url", "next", "html"]), inner)
    ),
)


@given(JSON)
def test_any_json_is_read_without_an_error(document: object) -> None:
    made = as_html(json.dumps(document).encode())
    assert made is None or made.startswith(b"<html>")
