"""What holds for every address: spellings settle, keys survive respelling, twins agree with plain ones."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parameters import name_of
from extractors.urls import UrlError, better_spelling, normalise, twin_of, url_key

WORDS = st.sampled_from(
    [
        "خبر",
        "غزة-اليوم",
        "ا\u0654من",
        "\ufefb",
        "غـزة",
        "2026",
        "03",
        "15",
        "5",
        "4943459",
        "amp",
        "print",
        "mobile",
        "m",
        "node",
        "article",
        "tag",
        "bridge-opens",
        "a.amp.html",
        "b.aspx",
        "index.php",
        "%D8",
        "%25D8%25A7",
        "%2F",
        "%C3%98%C2%A7",
        *[
            "%41",
            "",
            "..",
            ".",
            "a+b",
            "c d",
            "s",
            "c",
            "sada.example",
            "comment-page-2",
            ";jsessionid=1",
            "١٢",
        ],
    ]
)
NAMES = st.sampled_from(
    [
        "id",
        "ID",
        "amp",
        "amp;id",
        "print",
        "m",
        "utm_source",
        "%75tm_x",
        "sid",
        "PHPSESSID",
        "q",
        "tmpl",
        "layout",
        "view",
        "وسم",
        "",
    ]
)
VALUES = st.sampled_from(
    [
        "5",
        "1",
        "",
        "غزة",
        "a+b",
        "a%20b",
        "%26",
        "amp",
        "print",
        "component",
        "default",
        "f" * 32,
        "x=y",
        "%25D8%25A7",
        "5?utm_source=x",
        "?x",
        "5?%75tm_x=1",
    ]
)
HOSTS = st.sampled_from(
    [
        "sada.example",
        "www.sada.example",
        "m.sada.example",
        "amp.sada.example",
        "وادي.example",
        "cdn.ampproject.org",
        "www.google.com",
    ]
)
ITEMS = st.lists(st.one_of(NAMES, st.builds("{}={}".format, NAMES, VALUES)), max_size=4)
FRAGMENTS = st.sampled_from(["", "#top", "#!/article/5", "#/a/b", "#!", "#!%", "#038;id=5"])


@st.composite
def addresses(draw: st.DrawFn) -> str:
    path = "/".join(draw(st.lists(WORDS, max_size=6)))
    query = "&".join(draw(ITEMS))
    scheme = draw(st.sampled_from(["http", "https"]))
    return f"{scheme}://{draw(HOSTS)}/{path}{'?' + query if query else ''}{draw(FRAGMENTS)}"


@given(addresses())
def test_spelling_settles_at_once_and_keeps_the_key(url: str) -> None:
    spelt = normalise(url)
    assert spelt.isascii()
    assert normalise(spelt) == spelt
    assert url_key(spelt) == url_key(url)


@given(addresses())
def test_a_twin_agrees_with_what_it_stands_for(url: str) -> None:
    plain = twin_of(url)
    if plain is not None:
        assert normalise(plain) == plain
        assert twin_of(plain) is None
        assert url_key(plain) == url_key(url)


@given(addresses(), st.randoms(use_true_random=False))
def test_respelling_keeps_the_key(url: str, rng: random.Random) -> None:
    address, hash_mark, fragment = normalise(url).partition("#")
    path, _, query = address.partition("?")
    items = query.split("&") if query else []
    if len({name_of(item) for item in items}) == len(items):
        rng.shuffle(items)
    items.insert(rng.randint(0, len(items)), "utm_source=x")
    path = re.sub("%[0-9A-F]{2}", lambda match: rng.choice([match.group(), match.group().lower()]), path)
    respelt = f"{path}?{'&'.join(items)}{hash_mark}{fragment}"
    assert url_key(respelt.replace("https://", "HTTP://")) == url_key(url)


@given(addresses(), addresses())
def test_the_better_spelling_is_one_of_the_two_whatever_their_order(one: str, other: str) -> None:
    better = better_spelling(one, other)
    assert better in (normalise(one), normalise(other))
    assert better == better_spelling(other, one)


@given(st.text(max_size=40), st.text(max_size=20))
def test_whatever_can_be_fetched_has_a_key(path: str, query: str) -> None:
    try:
        url = normalise(f"https://sada.example/{path}?{query}")
    except UrlError:
        return
    assert url_key(url).isascii()
    assert url_key(url) == url_key(normalise(url))


@pytest.mark.parametrize("one", ["5", "6"])
def test_the_number_of_a_report_is_never_dropped(one: str) -> None:
    others = [f"https://sada.example/{form}" for form in ("?id=7", "7", "node/7", "a.php?print=1&id=7")]
    for other in others:
        assert url_key(other.replace("7", one)) != url_key(other)
