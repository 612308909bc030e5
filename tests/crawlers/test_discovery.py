"""From a seed's bytes to judged URLs: what is waiting, what is refused and by which rule, on which day."""

from zoneinfo import ZoneInfo

import pytest

from crawlers.discovery import (
    FEED,
    HOME,
    NOT_AN_ARTICLE_URL,
    OTHER_HOST,
    SECTION,
    SITEMAP,
    Seed,
    printed_day,
    printed_moment,
    read_seed,
    refusal,
    seeds_of,
)
from crawlers.frontier import REFUSED, WAITING
from extractors.outlets import Outlet, parse_outlet

DAMASCUS = ZoneInfo("Asia/Damascus")
HOST = "https://almithal.example"
DECLARATION = f"""
name = "المثال"
country = "SY"
timezone = "Asia/Damascus"
homepage = "{HOST}/"
domains = ["almithal.example"]
feeds = ["{HOST}/feed/", "{HOST}/"]
sitemaps = ["{HOST}/sitemap.xml"]
sections = ["{HOST}/local/"]
article_url = '/20\\d\\d/[^/]+/$'
not_article = ["/video/"]
"""


def outlet(text: str = DECLARATION) -> Outlet:
    return parse_outlet(text, "almithal", "almithal.toml")


def seed(role: str) -> Seed:
    return Seed(url=f"{HOST}/seed", role=role, depth=1)


def sitemap(*rows: str) -> bytes:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(rows)}</urlset>'.encode()


def row(url: str, lastmod: str = "") -> str:
    return f"<url><loc>{url}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"


def test_each_seed_is_read_once_sitemaps_first() -> None:
    assert [(one.url, one.role) for one in seeds_of(outlet())] == [
        (f"{HOST}/sitemap.xml", SITEMAP),
        (f"{HOST}/feed/", FEED),
        (f"{HOST}/", FEED),
        (f"{HOST}/local/", SECTION),
    ]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"{HOST}/2026/report/", None),
        ("http://www.almithal.example/2026/report/", None),
        (f"{HOST}/2026/%D8%AE%D8%A8%D8%B1/", None),
        (f"{HOST}/about/", NOT_AN_ARTICLE_URL),
        (f"{HOST}/video/2026/report/", NOT_AN_ARTICLE_URL),
        ("https://elsewhere.example/2026/report/", OTHER_HOST),
        ("https://notalmithal.example/2026/report/", OTHER_HOST),
        ("https://almithal.example.evil.example/2026/report/", OTHER_HOST),
        ("https://127.0.0.1/2026/report/", OTHER_HOST),
    ],
)
def test_the_declaration_says_what_may_be_an_article(url: str, reason: str | None) -> None:
    assert refusal(url, outlet()) == reason


@pytest.mark.parametrize(
    "lookalike",
    [
        "https://аlmithal.example/2026/report/",  # the first letter is Cyrillic
        "https://xn--lmithal-26g.example/2026/report/",  # the same in punycode
        "https://almithaⅼ.example.evil.example/2026/report/",
    ],
)
def test_a_host_that_only_looks_the_same_is_another_host(lookalike: str) -> None:
    reading = read_seed(seed(SITEMAP), sitemap(row(lookalike)), None, outlet())
    assert [found.reason for found in reading.found] in ([OTHER_HOST], [])
    assert all(found.state == REFUSED for found in reading.found)


def test_every_url_of_a_sitemap_is_judged_and_none_dropped() -> None:
    body = sitemap(row(f"{HOST}/2026/a/", "2026-11-01"), row(f"{HOST}/about/"), row("https://x.example/"))
    reading = read_seed(seed(SITEMAP), body, "application/xml", outlet())
    assert [(found.url, found.state, found.reason) for found in reading.found] == [
        (f"{HOST}/2026/a/", WAITING, None),
        (f"{HOST}/about/", REFUSED, NOT_AN_ARTICLE_URL),
        ("https://x.example/", REFUSED, OTHER_HOST),
    ]
    assert {found.via for found in reading.found} == {f"{HOST}/seed"}
    assert {found.hops for found in reading.found} == {2}
    assert (reading.found[0].earliest, reading.found[0].latest) == ("2026-10-25", "2026-11-01")


def test_a_sitemap_index_gives_sitemaps_and_no_articles() -> None:
    body = (
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<sitemap><loc>https://almithal.example/2026/s1/</loc></sitemap></sitemapindex>"
    )
    reading = read_seed(seed(SITEMAP), body, None, outlet())
    assert (reading.found, reading.sitemaps) == ((), (f"{HOST}/2026/s1/",))


def test_local_files_and_data_in_a_sitemap_are_problems_and_never_candidates() -> None:
    body = sitemap(row("file:///etc/hostname"), row("data:text/html,x"), row(f"{HOST}/2026/a/"))
    reading = read_seed(seed(SITEMAP), body, None, outlet())
    assert [found.url for found in reading.found] == [f"{HOST}/2026/a/"]
    assert [problem.partition(":")[0] for problem in reading.problems] == ["bad-url", "bad-url"]


def test_a_page_gives_only_links_that_have_the_form_of_an_article() -> None:
    body = b'<a href="/2026/a/">a</a><a href="/about/">b</a><a href="https://x.example/2026/c/">c</a>'
    for role in (HOME, SECTION):
        reading = read_seed(seed(role), body, "text/html", outlet())
        assert [found.url for found in reading.found] == [f"{HOST}/2026/a/"]


def test_a_page_gives_nothing_when_any_address_may_be_an_article() -> None:
    anything = DECLARATION.replace("article_url = '/20\\d\\d/[^/]+/$'\n", "")
    reading = read_seed(seed(HOME), b'<a href="/2026/a/">a</a>', "text/html", outlet(anything))
    assert reading.found == ()


@pytest.mark.parametrize("role", [FEED, SITEMAP])
@pytest.mark.parametrize("body", [b"", b"<!DOCTYPE html><html><body>closed</body></html>", b"\x00\xff"])
def test_what_is_no_feed_and_no_sitemap_says_so(role: str, body: bytes) -> None:
    reading = read_seed(seed(role), body, "text/html", outlet())
    assert (reading.found, reading.sitemaps) == ((), ())
    assert reading.problems


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("2026-11-22", "2026-11-22"),
        (" 2026-11-22\n", "2026-11-22"),
        ("2026-11-22T22:30:00Z", "2026-11-23"),  # half past one in Damascus
        ("2026-11-22T22:30:00+03:00", "2026-11-22"),
        ("2026-11-22T22:30:00", "2026-11-22"),  # without an offset: the outlet's own
        ("Sun, 22 Nov 2026 22:30:00 GMT", "2026-11-23"),
        ("Sun, 22 Nov 2026 01:30:00 +0300", "2026-11-22"),
        ("٢٢ تشرين الثاني", None),
        ("", None),
        ("2026-13-45", None),
        ("9999-12-31T23:59:59-12:00", None),
        (None, None),
    ],
)
def test_the_day_is_the_outlets_own(raw: str | None, day: str | None) -> None:
    assert printed_day(raw, DAMASCUS) == day


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("1970-01-01T00:00:10Z", 10.0),
        ("Thu, 01 Jan 1970 03:00:10 +0300", 10.0),
        ("2026-11-22T22:30:00", 1795375800.0),
        ("2026-11-22", 1795294800.0),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_moment_is_the_same_however_it_is_printed(raw: str | None, moment: float | None) -> None:
    assert printed_moment(raw, DAMASCUS) == moment


@pytest.mark.parametrize("raw", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "0001-01-01"])
def test_a_date_out_of_all_bounds_costs_no_other_url(raw: str) -> None:
    body = sitemap(row(f"{HOST}/2026/a/", raw), row(f"{HOST}/2026/b/"))
    assert len(read_seed(seed(SITEMAP), body, None, outlet()).found) == 2
