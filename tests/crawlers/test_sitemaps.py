"""Sitemaps of every form become candidates; broken ones keep their whole entries; what is none says so."""

import gzip
import random
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers import gunzip
from crawlers.sitemaps import open_sitemap, read_sitemap

URL = "https://almithal.example/sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(entries: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{NAMESPACE}">{entries}</urlset>'.encode()


def entry(number: int) -> str:
    day = f"2026-11-{number % 28 + 1:02}"
    return f"<url><loc>https://almithal.example/{number}/</loc><lastmod>{day}</lastmod></url>"


def urls(body: bytes) -> list[str]:
    return [candidate.url for candidate in read_sitemap(body, URL).entries]


def codes(problems: tuple[str, ...]) -> set[str]:
    return {problem.partition(":")[0] for problem in problems}


def test_a_urlset_gives_each_url_with_its_date_as_printed() -> None:
    sitemap = read_sitemap(urlset(entry(1) + "<url><loc> https://almithal.example/2/ </loc></url>"), URL)
    assert sitemap.kind == "urlset"
    assert [(one.url, one.modified_raw, one.published_raw) for one in sitemap.entries] == [
        ("https://almithal.example/1/", "2026-11-02", None),
        ("https://almithal.example/2/", None, None),
    ]
    assert sitemap.problems == ()


def test_a_news_sitemap_gives_publication_date_and_title_and_no_names_of_pictures() -> None:
    body = f"""<urlset xmlns="{NAMESPACE}" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>
      <image:image><image:loc>https://almithal.example/1.jpg</image:loc><image:title>صورة</image:title>
      </image:image>
      <loc>https://almithal.example/1/</loc><n:news><n:publication><n:name>المثال</n:name></n:publication>
      <n:publication_date>2026-11-22T10:00:00+03:00</n:publication_date>
      <n:title>خبر &amp; آخر</n:title></n:news>
      </url></urlset>"""
    (one,) = read_sitemap(body.encode(), URL).entries
    assert one.url == "https://almithal.example/1/"
    assert (one.published_raw, one.title) == ("2026-11-22T10:00:00+03:00", "خبر & آخر")


def test_an_index_names_its_sitemaps() -> None:
    body = f'<sitemapindex xmlns="{NAMESPACE}"><sitemap><loc>/sitemap-1.xml</loc></sitemap></sitemapindex>'
    sitemap = read_sitemap(body.encode(), URL)
    assert sitemap.kind == "index"
    assert [one.url for one in sitemap.entries] == ["https://almithal.example/sitemap-1.xml"]


def test_a_list_of_urls_is_a_sitemap_too() -> None:
    sitemap = read_sitemap("\ufeffhttps://almithal.example/خبر\r\n\r\nfile:///etc/hostname\r\n".encode(), URL)
    assert sitemap.kind == "text"
    assert [one.url for one in sitemap.entries] == ["https://almithal.example/%D8%AE%D8%A8%D8%B1"]
    assert codes(sitemap.problems) == {"bad-url"}


def test_elements_without_namespace_or_with_a_prefix_are_understood() -> None:
    assert urls(b"<urlset><url><loc>https://almithal.example/1</loc></url></urlset>") == [
        "https://almithal.example/1"
    ]
    prefixed = (
        f'<s:urlset xmlns:s="{NAMESPACE}"><s:url><s:loc>https://almithal.example/1</s:loc></s:url></s:urlset>'
    )
    assert urls(prefixed.encode()) == ["https://almithal.example/1"]


def test_gzip_is_told_by_its_bytes_also_when_packed_twice() -> None:
    body = urlset(entry(1))
    assert urls(gzip.compress(body)) == urls(gzip.compress(gzip.compress(body))) == urls(body)


def test_a_gzip_bomb_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gunzip, "MAX_BYTES", 1 << 20)
    bomb = gzip.compress(urlset(entry(1) + " " * (32 << 20) + entry(2)))
    tracemalloc.start()
    sitemap = read_sitemap(bomb, URL)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [one.url for one in sitemap.entries] == ["https://almithal.example/1/"]
    assert "too-large" in codes(sitemap.problems)
    assert peak < 16 << 20


def test_a_cut_gzip_file_keeps_what_can_be_unpacked() -> None:
    noise = random.Random(1)
    whole = urlset("".join(entry(noise.randrange(10**9)) for _ in range(2000)))
    packed = gzip.compress(whole)
    sitemap = read_sitemap(packed[: len(packed) // 2], URL)
    assert 500 < len(sitemap.entries) < 2000
    assert {one.url for one in sitemap.entries} <= set(urls(whole))
    assert "gzip" in codes(sitemap.problems)


def test_damage_in_a_gzip_file_keeps_what_came_before() -> None:
    noise = random.Random(2)
    whole = urlset("".join(entry(noise.randrange(10**9)) for _ in range(3000)))
    packed = bytearray(gzip.compress(whole))
    packed[len(packed) // 2 : len(packed) // 2 + 40] = b"\xff" * 40
    sitemap = read_sitemap(bytes(packed), URL)
    assert "gzip" in codes(sitemap.problems)
    assert len(sitemap.entries) > 500
    assert set(urls(whole)) >= {one.url for one in sitemap.entries[:500]}


def test_a_bare_ampersand_is_repaired_with_a_warning_and_no_parameter_is_lost() -> None:
    sitemap = read_sitemap(urlset("<url><loc>https://almithal.example/?x=1&y=2</loc></url>" + entry(1)), URL)
    assert [one.url for one in sitemap.entries] == [
        "https://almithal.example/?x=1&y=2",
        "https://almithal.example/1/",
    ]
    assert sitemap.problems == ("bare-ampersand: 1 repaired",)


def test_a_cut_sitemap_keeps_its_whole_entries_and_invents_no_url() -> None:
    whole = urlset("".join(entry(number) for number in range(100, 140)))
    known = urls(whole)
    for cut in range(80, len(whole), 53):
        found = urls(whole[:cut])
        assert found == known[: len(found)]
        assert len(found) >= whole[:cut].count(b"</url>")


def test_entries_after_broken_markup_are_still_found_once() -> None:
    body = urlset(
        entry(1) + "<url><loc>https://almithal.example/2/</lock></url>" + entry(3) + "<b<" + entry(4)
    )
    sitemap = read_sitemap(body, URL)
    found = [one.url for one in sitemap.entries]
    assert [one for one in found if not one.endswith("/2/")] == [
        f"https://almithal.example/{n}/" for n in (1, 3, 4)
    ]
    assert "malformed-sitemap" in codes(sitemap.problems)


def test_entities_of_broken_files_are_resolved() -> None:
    body = b"<urlset><url><loc>https://almithal.example/?a=1&amp;b=&#x32;</loc></url><broken"
    assert urls(body) == ["https://almithal.example/?a=1&b=2"]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE urlset [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>',
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<?xml version="1.0"?><!-- < > --><!doctype urlset [<!ENTITY % p SYSTEM "http://127.0.0.2/">%p;]>',
    ],
)
def test_a_dtd_is_refused_and_named(doctype: str) -> None:
    body = f"{doctype}<urlset><url><loc>https://almithal.example/&c;&x;</loc></url></urlset>"
    sitemap = read_sitemap(body.encode(), URL)
    assert sitemap.kind is None
    assert sitemap.entries == ()
    assert codes(sitemap.problems) == {"dtd-in-sitemap"}


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "the body is empty"),
        (b" \n ", "the body is empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "got an HTML page"),
        (b"<rss version='2.0'></rss>", "got a feed"),
        (b"<foo/>", "got <foo>"),
        (b"Not found", "got text that is no list of URLs"),
        (gzip.compress(b""), "the body is empty"),
    ],
)
def test_what_is_no_sitemap_says_what_it_is(body: bytes, what: str) -> None:
    sitemap = read_sitemap(body, URL)
    assert (sitemap.kind, sitemap.entries) == (None, ())
    assert sitemap.problems == (f"not-a-sitemap: {what}",)


def test_a_sitemap_without_entries_says_so() -> None:
    assert read_sitemap(urlset(""), URL).problems == ("empty-sitemap: no usable entry",)


def test_only_http_urls_become_candidates_and_the_others_are_named_and_escaped() -> None:
    bad = [
        "file:///etc/hostname",
        "data:text/html,x",
        "ftp://almithal.example/",
        "https://u:p@almithal.example/",
    ]
    body = urlset(
        "".join(f"<url><loc>{value}</loc></url>" for value in [*bad, "java:\u202escript"]) + entry(1)
    )
    sitemap = read_sitemap(body, URL)
    assert [one.url for one in sitemap.entries] == ["https://almithal.example/1/"]
    assert len(sitemap.problems) == 5
    assert any("file:///etc/hostname" in problem for problem in sitemap.problems)
    assert "\\u202e" in sitemap.problems[-1]


def test_a_homograph_host_appears_in_punycode() -> None:
    assert urls(urlset("<url><loc>https://\u0430ljazeera.example/1</loc></url>")) == [
        "https://xn--ljazeera-06g.example/1"
    ]


def test_an_entry_without_loc_is_a_problem() -> None:
    assert "no-loc" in codes(
        read_sitemap(urlset("<url><lastmod>2026</lastmod></url>" + entry(1)), URL).problems
    )


def test_candidates_are_made_as_they_are_asked_for() -> None:
    stream = open_sitemap(urlset("".join(entry(number) for number in range(1000))), URL)
    assert stream.kind == "urlset"
    assert next(iter(stream)).url == "https://almithal.example/0/"
    assert sum(1 for _ in stream) == 999


def test_fifty_thousand_urls_stream_in_little_memory() -> None:
    body = urlset("".join(entry(number) for number in range(50_000)))
    tracemalloc.start()
    count = sum(1 for _ in open_sitemap(body, URL))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 50_000
    assert peak < 6 * len(body)  # the text in a few copies, and no list of entries or tree


@given(st.binary(max_size=200))
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_reading_raise(body: bytes) -> None:
    read_sitemap(body, URL)
    read_sitemap(b"\x1f\x8b\x08" + body, URL)


PIECES = st.sampled_from(
    [
        b"<urlset>",
        b"<url>",
        b"</url>",
        b"<loc>",
        b"</loc>",
        b"https://a.example/",
        b"&",
        b"&amp;",
        b"<![CDATA[",
        b"]]>",
        b"<lastmod>",
        b"</lastmod>",
        b"<!--",
        b"-->",
        b"<!DOCTYPE",
        b"[",
        b"<x:url>",
        b"&#99999999;",
        b"\x00",
        b"\xff",
        b"</urlset>",
        b"<sitemap>",
        b"</sitemap>",
        b"http://[",
        b" ",
        b"<",
        b">",
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=400, deadline=None)
def test_no_broken_markup_makes_reading_raise(pieces: list[bytes]) -> None:
    for one in read_sitemap(b"<urlset>" + b"".join(pieces), URL).entries:
        assert one.url.startswith(("http://", "https://"))
