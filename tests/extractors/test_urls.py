"""One spelling for what is fetched, one key for what is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.urls import UrlError, article_id, decoded, normalise, url_key

NORMALISED = [
    ("HTTP://Example.ORG:80/a", "http://example.org/a"),
    ("https://example.org:443", "https://example.org/"),
    ("https://example.org:8443/", "https://example.org:8443/"),
    ("https://example.org./a", "https://example.org/a"),
    ("https://example.org/a#part", "https://example.org/a"),
    ("  https://example.org/a\n", "https://example.org/a"),
    ("https://example.org/a/./b/../c", "https://example.org/a/c"),
    ("https://example.org/a/%2e%2e/c", "https://example.org/c"),
    ("https://example.org/a/..", "https://example.org/"),
    ("https://example.org/../../a", "https://example.org/a"),
    ("https://example.org//a//b", "https://example.org//a//b"),
    ("https://example.org/أخبار", "https://example.org/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
    ("https://example.org/%d8%a3%D8%AE", "https://example.org/%D8%A3%D8%AE"),
    ("https://example.org/%41%7e%2F%3f", "https://example.org/A~%2F%3F"),
    ("https://example.org/%25D8%25A3", "https://example.org/%25D8%25A3"),
    ("https://example.org/100%", "https://example.org/100%25"),
    ("https://example.org/%C7%E1", "https://example.org/%C7%E1"),
    ("https://example.org/a b|c", "https://example.org/a%20b%7Cc"),
    ("https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"),
    ("https://example.org/?utm_source=x&id=7&fbclid=y", "https://example.org/?id=7"),
    ("https://example.org/?UTM_Medium=x", "https://example.org/"),
    ("https://example.org/?q=غزة&x", "https://example.org/?q=%D8%BA%D8%B2%D8%A9&x"),
    ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ("http://127.0.0.1:8801/x", "http://127.0.0.1:8801/x"),
    ("http://موقع.وزارة-الاتصالات.مصر/", "http://xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c/"),
]


@pytest.mark.parametrize(("printed", "wanted"), NORMALISED)
def test_a_url_is_spelled_one_way(printed: str, wanted: str) -> None:
    assert normalise(printed) == wanted
    assert normalise(wanted) == wanted


@pytest.mark.parametrize(
    ("relative", "wanted"),
    [
        ("../b?x=1#y", "https://example.org/b?x=1"),
        ("//other.example/z", "https://other.example/z"),
        ("خبر", "https://example.org/a/%D8%AE%D8%A8%D8%B1"),
        ("", "https://example.org/a/"),
    ],
)
def test_a_relative_url_is_resolved_against_its_page(relative: str, wanted: str) -> None:
    assert normalise(relative, "https://example.org/a/") == wanted


@pytest.mark.parametrize(
    "refused",
    [
        *(
            "",
            "/a",
            "example.org/a",
            "javascript:alert(1)",
            "file:///etc/hostname",
            "data:text/html,x",
            "ftp://a/",
        ),
        *("https://", "https:///a", "https://user@example.org/", "https://user:pw@example.org/"),
        *("https://example.org/a\r\nX: y", "https://exa\x00mple.org/", "https://example.org/\x1b[2J"),
        *("http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://[::1/"),
        *("https://example.org:0/", "https://example.org:99999/", "https://exa mple.org/", "https://a..b/"),
        *("https://example.org\\@evil.example/", "https://%65xample.org/", "https://example.org/\ud800"),
        "https://example.org/" + "a" * 9000,
    ],
)
def test_what_is_no_public_web_address_is_refused(refused: str) -> None:
    with pytest.raises(UrlError):
        normalise(refused)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/Path?Query=A", "org,example)/Path?query=A"),
        ("http://example.org/path/?query=a", "org,example)/path?query=a"),
        ("https://news.example.co.uk/", "uk,co,example,news)/"),
        ("http://127.0.0.1:8080/x", "127.0.0.1:8080)/x"),
        ("https://[::1]:8443/x/", "[::1]:8443)/x"),
        ("https://www.sy/", "sy,www)/"),
        ("https://example.org/%D8%A7", "org,example)/%d8%a7"),
        ("https://example.org/%c7", "org,example)/%c7"),
    ],
)
def test_the_key_is_a_surt(url: str, key: str) -> None:
    assert url_key(url) == key


def test_composed_and_decomposed_letters_have_one_key_but_are_fetched_as_printed() -> None:
    composed, decomposed = "https://example.org/أمن", "https://example.org/ا\u0654من"
    assert url_key(composed) == url_key(decomposed)
    assert normalise(composed) != normalise(decomposed)


def test_escaped_and_plain_arabic_name_one_article() -> None:
    plain, escaped = "https://example.org/خبر", "http://www.example.org/%d8%ae%d8%a8%d8%b1/?utm_source=rss"
    assert article_id("almithal", plain) == article_id("almithal", escaped)
    assert article_id("almithal", plain) != article_id("sada", plain)
    assert len(article_id("almithal", plain)) == 16


def test_the_id_of_an_article_never_changes() -> None:
    assert article_id("almithal", "https://almithal.example/2026/03/a/") == "710e1938eb4b8ae3"


def test_a_url_is_readable_where_its_escapes_are_utf8() -> None:
    assert decoded("https://example.org/%D8%AE%D8%A8%D8%B1%2F%C7") == "https://example.org/خبر%2F%C7"


@given(st.text(max_size=60))
def test_any_text_is_normalised_or_refused(text: str) -> None:
    try:
        url = normalise("https://example.org/" + text)
    except UrlError:
        return
    assert url.isascii()
    assert normalise(url) == url
    assert url_key(url) == url_key(url_key_as_url(url))


def url_key_as_url(url: str) -> str:
    """Give the same address in another scheme and with www."""
    return url.replace("https://", "http://www.")
