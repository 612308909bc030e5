"""Whether a report goes on at another address."""

import pytest

from extractors.document import parse
from extractors.further_pages import next_page

HOST = "https://almithal.example"


@pytest.mark.parametrize(
    ("url", "html", "expected"),
    [
        ("/a/bridge/", "<a href='/a/bridge/2/'>2</a>", "/a/bridge/2/"),
        ("/a/bridge", "<a href='/a/bridge?page=2'>٢</a>", "/a/bridge?page=2"),
        ("/a/bridge", "<link rel='next' href='/a/bridge/page/2'>", "/a/bridge/page/2"),
        ("/a/bridge/2/", "<a href='/a/bridge/'>1</a> <a href='/a/bridge/3/'>3</a>", "/a/bridge/3/"),
        ("/a.asp?id=7", "<a href='a.asp?id=7&p=2'>2</a>", "/a.asp?id=7&p=2"),
        ("/a/bridge/", "<link rel='next' href='/a/market/'>", None),
        ("/a/bridge/2/", "<a href='/a/bridge/'>1</a>", None),
        ("/a/bridge/", "<a href='/section?page=2'>2</a>", None),
        ("/a/bridge/", "<a href='http://['>2</a>", None),
        ("/a/bridge/", "<a href='/a/bridge/2/'>الجسر</a>", None),
        ("/news/76", "<a href='/news/77'>2</a>", None),
    ],
)
def test_only_the_next_page_of_the_same_report_counts(url: str, html: str, expected: str | None) -> None:
    tree = parse(html)
    assert tree is not None
    assert next_page(tree, HOST + url) == (HOST + expected if expected else None)
