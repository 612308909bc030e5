"""AMP, print and mobile addresses, the plain ones they stand for, and which of two is fetched."""

import pytest

from extractors.urls import better_spelling, twin_of, url_key

TWINS = [
    ("https://sada.example/2026/03/bridge-opens/amp/", "https://sada.example/2026/03/bridge-opens/"),
    ("https://m.sada.example/a/5?utm_source=x", "https://sada.example/a/5"),
    ("https://www.m.sada.example/a/5", "https://sada.example/a/5"),
    ("https://sada.example/print/164913", "https://sada.example/node/164913"),
    ("http://sada.example/a?tmpl=component&print=1&layout=default&page=", "http://sada.example/a?page="),
    ("https://sada.example/amp/2026/8/خبر/4943459", "https://sada.example/2026/8/%D8%AE%D8%A8%D8%B1/4943459"),
    ("https://sada-example.cdn.ampproject.org/c/s/m.sada.example/a-b/amp", "https://sada.example/a-b"),
    ("https://sada.example/2026/b.html?m=1", "https://sada.example/2026/b.html"),
]
PLAIN = [
    "https://sada.example/2026/03/bridge-opens/",
    "https://sada.example/tag/amp/",
    "https://sada.example/print/",
    "https://sada.example/mobile/new-phone-review",
    "https://sada.example/2026/03/15/amp",
    "https://sada.example/a.php?amp=57&id=5",
    "https://m.com.sy/",
    "https://web.archive.org/web/2020/https://sada.example/amp-story",
]


@pytest.mark.parametrize(("twin", "plain"), TWINS)
def test_a_twin_names_the_plain_address(twin: str, plain: str) -> None:
    assert twin_of(twin) == plain
    assert url_key(twin) == url_key(plain)


@pytest.mark.parametrize("url", PLAIN)
def test_an_address_that_may_be_a_report_of_its_own_is_no_twin(url: str) -> None:
    assert twin_of(url) is None


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("https://sada.example/a-b", "https://m.sada.example/a-b"),
        ("http://sada.example/a-b", "https://sada.example/a-b/amp"),
        ("https://sada.example/a", "http://sada.example/a"),
        ("https://sada.example/%D8%A7", "https://sada.example/%25D8%25A7"),
        ("https://sada.example/%D8%A7", "https://sada.example/%C3%98%C2%A7"),
        ("https://sada.example/%D8%BA%D8%B2%D8%A9", "https://sada.example/%D8%BA%D9%80%D8%B2%D8%A9"),
        ("https://sada.example/a?id=5", "https://sada.example/a?id=5&PHPSESSID=1"),
        ("https://sada.example/a?b=1&id=5", "https://sada.example/a?b=1&amp;id=5"),
        ("https://sada.example/", "https://sada.example/index.php"),
        ("https://sada.example/a", "https://www.sada.example/a"),
    ],
)
def test_the_better_of_two_spellings_is_fetched(better: str, worse: str) -> None:
    assert url_key(better) == url_key(worse)
    assert better_spelling(better, worse) == better_spelling(worse, better) == better
