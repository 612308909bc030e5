"""Feeds of every make, whole and broken, become candidates; what is no feed says so."""

import os
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.feeds import read_feed

URL = "https://almithal.example/feed/"
SHARED = Path(os.environ.get("WARRAQ_SHARED", Path(__file__).parents[3] / "shared"))


def rss(items: str, before: str = '<?xml version="1.0" encoding="utf-8"?>', head: str = "") -> bytes:
    return f'{before}<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def item(number: int, more: str = "") -> str:
    return f"<item><title>خبر {number}</title><link>https://almithal.example/{number}/</link>{more}</item>"


def codes(problems: tuple[str, ...]) -> set[str]:
    return {problem.partition(":")[0] for problem in problems}


def urls(body: bytes, url: str = URL, content_type: str | None = None) -> list[str]:
    return [entry.url for entry in read_feed(body, url, content_type).entries]


def test_rss_2_gives_url_title_and_the_date_as_printed() -> None:
    feed = read_feed(rss(item(1, "<pubDate>الأحد، 22 Nov 2026 10:00 +0300</pubDate>")), URL, "text/xml")
    (entry,) = feed.entries
    assert (entry.url, entry.title) == ("https://almithal.example/1/", "خبر 1")
    assert entry.published_raw == "الأحد، 22 Nov 2026 10:00 +0300"
    assert entry.modified_raw is None
    assert feed.problems == ()


def test_the_channel_tells_title_home_page_and_language() -> None:
    head = "<title>المثال</title><link>https://almithal.example</link><language>ar-SY</language>"
    feed = read_feed(rss(item(1), head=head), URL, None)
    assert (feed.title, feed.homepage, feed.language) == ("المثال", "https://almithal.example/", "ar-SY")


def test_rss_1_takes_its_dublin_core_date_as_the_publication() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>ص</title></channel>
      <item rdf:about="https://almithal.example/1"><title>خبر</title><link>https://almithal.example/1</link>
      <dc:date>2026-11-22T08:00+03:00</dc:date></item></rdf:RDF>"""
    (entry,) = read_feed(body.encode(), URL, None).entries
    assert (entry.published_raw, entry.modified_raw) == ("2026-11-22T08:00+03:00", None)


def test_rss_0_91_with_its_public_doctype_is_read() -> None:
    body = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>a</title>'
        f"{item(1)}</channel></rss>"
    )
    assert urls(body.encode()) == ["https://almithal.example/1/"]


def test_atom_prefers_the_alternate_link_and_keeps_both_dates_apart() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>ص</title><entry><title>خبر</title>
      <id>tag:almithal.example,2026:1</id>
      <link rel="self" href="https://almithal.example/feeds/1"/>
      <link rel="replies" type="text/html" href="https://almithal.example/1#comments"/>
      <link rel="alternate" type="application/json" href="https://almithal.example/1.json"/>
      <link rel="alternate" type="text/html" href="https://almithal.example/1"/>
      <published>2026-11-01T00:00:00Z</published><updated>2026-11-02T00:00:00Z</updated></entry></feed>"""
    (entry,) = read_feed(body.encode(), URL, "application/atom+xml").entries
    assert entry.url == "https://almithal.example/1"
    assert (entry.published_raw, entry.modified_raw) == ("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z")


def test_an_atom_entry_with_an_update_alone_has_no_publication_date() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://almithal.example/1"/>
      <updated>2026-11-02T00:00:00Z</updated></entry></feed>"""
    (entry,) = read_feed(body.encode(), URL, None).entries
    assert (entry.published_raw, entry.modified_raw) == (None, "2026-11-02T00:00:00Z")


def test_a_guid_is_the_link_only_when_it_is_a_permalink() -> None:
    body = rss(
        "<item><title>a</title><guid>https://almithal.example/1</guid></item>"
        '<item><title>b</title><guid isPermaLink="false">https://almithal.example/2</guid></item>'
    )
    feed = read_feed(body, URL, None)
    assert [entry.url for entry in feed.entries] == ["https://almithal.example/1"]
    assert feed.problems == ("no-link: b",)


def test_feedburners_original_link_wins_over_its_redirect() -> None:
    body = (
        '<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>'
        "<link>http://feedproxy.google.com/~r/almithal/1</link>"
        "<feedburner:origLink>https://almithal.example/1</feedburner:origLink></item></channel></rss>"
    )
    assert urls(body.encode()) == ["https://almithal.example/1"]


def test_relative_links_start_from_the_feed_or_its_xml_base() -> None:
    assert urls(rss("<item><link>/news/1</link></item>")) == ["https://almithal.example/news/1"]
    based = b'<rss version="2.0" xml:base="https://almithal.example/ar/"><channel><item><link>1</link></item></channel></rss>'
    assert urls(based) == ["https://almithal.example/ar/1"]


def test_a_newline_before_the_declaration_harms_nothing() -> None:
    feed = read_feed(b"\r\n \n" + rss(item(1) + item(2)), URL, "text/xml")
    assert len(feed.entries) == 2
    assert feed.problems == ()


def test_rubbish_before_the_root_is_named_and_skipped() -> None:
    feed = read_feed(b"Warning: mysql_connect()\n" + rss(item(1)), URL, None)
    assert len(feed.entries) == 1
    assert "leading-text" in codes(feed.problems)


def test_bare_ampersands_are_repaired_with_a_warning_and_change_no_url() -> None:
    body = rss(
        "<item><title>A & B</title><link>https://almithal.example/?x=1&y=2&copy=3&lang;</link></item>"
        + item(2)
    )
    feed = read_feed(body, URL, None)
    assert feed.entries[0].url == "https://almithal.example/?x=1&y=2&copy=3&lang;".replace(
        "&lang;", "%E2%8C%A9"
    )
    assert feed.entries[0].title == "A & B"
    assert len(feed.entries) == 2
    assert "bare-ampersand" in codes(feed.problems)


def test_ampersands_in_cdata_are_left_alone() -> None:
    feed = read_feed(
        rss("<item><link><![CDATA[https://almithal.example/?a=1&b=2]]></link></item>"), URL, None
    )
    assert [entry.url for entry in feed.entries] == ["https://almithal.example/?a=1&b=2"]
    assert feed.problems == ()


def test_a_cut_feed_keeps_its_whole_items_and_invents_no_url() -> None:
    body = rss("".join(item(number) for number in range(1, 6)))
    cut = body[: body.index(b"almithal.example/4/") + len(b"almithal.ex")]
    feed = read_feed(cut, URL, None)
    assert [entry.url for entry in feed.entries] == [f"https://almithal.example/{n}/" for n in (1, 2, 3)]
    assert "malformed-feed" in codes(feed.problems)


@pytest.mark.parametrize("cut", range(60, 400, 17))
def test_wherever_a_feed_is_cut_every_url_found_is_one_of_the_whole(cut: int) -> None:
    body = rss("".join(item(number) for number in range(100, 106)))
    assert set(urls(body[:cut])) <= set(urls(body))


@pytest.mark.parametrize(
    ("declared", "real", "header"),
    [
        ("utf-8", "windows-1256", None),
        ("windows-1256", "utf-8", None),
        ("windows-1256", "windows-1256", "text/xml; charset=ISO-8859-1"),
        ("iso-8859-6", "iso-8859-6", None),
        ("utf-8", "utf-8", "text/xml; charset=windows-1256"),
        ("utf-16", "utf-16", None),
        ("no-such-charset", "windows-1256", None),
    ],
)
def test_titles_are_right_whatever_charset_is_claimed(declared: str, real: str, header: str | None) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>{item(1)}</channel></rss>'
    (entry,) = read_feed(text.encode(real), URL, header).entries
    assert entry.title == "خبر 1"


def test_a_charset_label_that_lies_is_named() -> None:
    text = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{item(1)}</channel></rss>'
    assert "charset" in codes(read_feed(text.encode("windows-1256"), URL, None).problems)
    assert "charset" not in codes(read_feed(text.encode(), URL, None).problems)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f']><rss version="2.0"><channel>{item(1)}<item><title>&j;</title></item></channel></rss>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_an_entity_bomb_is_refused_before_any_parser_sees_it(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedparser, "parse", lambda *_, **__: pytest.fail("was parsed"))
    feed = read_feed(BOMB.encode(encoding), URL, None)
    assert feed.entries == ()
    assert codes(feed.problems) == {"dtd-in-feed"}


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET123")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    feed = read_feed(rss(item(1, "&x;"), before=doctype), URL, None)
    assert codes(feed.problems) == {"dtd-in-feed"}


def test_a_doctype_hidden_behind_a_quoted_bracket_declares_nothing() -> None:
    body = (
        '<!DOCTYPE rss SYSTEM "a>b" [<!ENTITY x "boom">]><rss version="2.0"><channel>'
        + item(1)
        + ("<item><title>&x;</title><link>https://almithal.example/2/</link></item></channel></rss>")
    )
    assert all("boom" not in (entry.title or "") for entry in read_feed(body.encode(), URL, None).entries)


def test_the_body_is_never_taken_for_a_file_name_or_an_address(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(item(1)))
    assert read_feed(str(path).encode(), URL, None).entries == ()
    assert read_feed(path.as_uri().encode(), URL, None).entries == ()


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html><body><p>404</p></body></html>",
        b"\n<html lang=ar><head></head></html>",
        b"<!-- x --><HTML><body></body></HTML>",
    ],
)
def test_a_page_served_as_a_feed_is_no_feed(body: bytes) -> None:
    feed = read_feed(body, URL, "application/rss+xml")
    assert feed.problems == ("not-a-feed: got an HTML page",)
    assert not feed.is_feed


def test_what_else_is_no_feed_says_what_it_is() -> None:
    assert read_feed(b"<urlset></urlset>", URL, None).problems == ("not-a-feed: got a sitemap",)
    assert read_feed(b'{"items": []}', URL, None).problems == ("not-a-feed: got text without any element",)


@pytest.mark.parametrize("body", [b"", b" \n\t", rss("")])
def test_an_empty_feed_is_named_empty(body: bytes) -> None:
    assert "empty-feed" in codes(read_feed(body, URL, None).problems)


def test_urls_that_are_not_http_are_problems_not_candidates() -> None:
    links = [
        "file:///etc/hostname",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user:pass@almithal.example/",
    ]
    feed = read_feed(rss("".join(f"<item><link>{link}</link></item>" for link in links) + item(1)), URL, None)
    assert [entry.url for entry in feed.entries] == ["https://almithal.example/1/"]
    bad = [problem for problem in feed.problems if problem.startswith("bad-url: ")]
    assert len(bad) == len(links)
    assert "file:" in bad[0]


def test_a_hostile_value_is_escaped_in_its_problem() -> None:
    feed = read_feed(rss("<item><link>javascript:\u202ex\u0085y</link></item>"), URL, None)
    (bad,) = (problem for problem in feed.problems if problem.startswith("bad-url"))
    assert "\u202e" not in bad
    assert "\\u202e" in bad


def test_a_thousand_equal_problems_are_counted_not_listed() -> None:
    feed = read_feed(rss("<item><link>ftp://almithal.example/</link></item>" * 1000), URL, None)
    assert len(feed.problems) < 30
    assert "bad-url: and 980 more" in feed.problems


def test_each_url_is_a_candidate_once() -> None:
    assert urls(rss(item(1) + item(1) + item(2))) == [
        "https://almithal.example/1/",
        "https://almithal.example/2/",
    ]


def test_a_character_xml_forbids_loses_no_item() -> None:
    feed = read_feed(rss(item(1, "<author>\x0b&#11;&#99999999;</author>") + item(2)), URL, None)
    assert len(feed.entries) == 2


def test_a_feed_of_endless_tags_is_cut_and_keeps_what_came_before() -> None:
    feed = read_feed(rss(item(1) + "<b/>" * 150_000 + item(2)), URL, None)
    assert [entry.url for entry in feed.entries] == ["https://almithal.example/1/"]
    assert "too-large" in codes(feed.problems)


def test_the_malformed_feed_of_2011_gives_all_its_items() -> None:
    path = SHARED / "data/pages/feed-almasryalyoum-2011-malformed.rss.xml"
    if not path.exists():
        pytest.skip(f"{path} is not here: it is third-party material that is not part of the project")
    feed = read_feed(path.read_bytes(), "http://www.almasryalyoum.com/news_homepage_feed", "text/xml")
    assert len(feed.entries) == 228
    assert all(entry.published_raw and entry.title for entry in feed.entries)
    half = read_feed(path.read_bytes()[:600_000], "http://www.almasryalyoum.com/feed", "text/xml")
    assert [entry.url for entry in half.entries[:120]] == [entry.url for entry in feed.entries[:120]]


@given(st.binary(max_size=300), st.sampled_from([None, "text/xml", "text/html; charset=utf-7"]))
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_reading_raise(body: bytes, content_type: str | None) -> None:
    read_feed(body, URL, content_type)


PIECES = st.sampled_from(
    [
        b"<rss>",
        b"<channel>",
        b"<item>",
        b"</item>",
        b"<link>",
        b"</link>",
        b"<guid",
        b"<![CDATA[",
        b"]]>",
        b"&#x",
        b"&amp",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<entry>",
        b"<link href='http://[x'/>",
        b"http://a..b/",
        b"&#55555;",
        b"<title type='xhtml'>",
        b"<div>",
        b"<svg>",
        b"</svg>",
        b"<!DOCTYPE",
        b"[",
        b">",
        b"<?x",
        b"\xff",
        b"\x00",
        b"<pubDate>",
        b"9999-99-99T99:99:99Z",
        b"</pubDate>",
        b"xml:base='http://['",
        b"<content mode='base64'>",
        b"<media:content url='x'/>",
        b"<image>",
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=400, deadline=None)
def test_no_broken_markup_makes_reading_raise(pieces: list[bytes]) -> None:
    feed = read_feed(b"<rss>" + b"".join(pieces), URL, None)
    assert all(entry.url.startswith(("http://", "https://")) for entry in feed.entries)
