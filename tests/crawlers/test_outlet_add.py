"""A declaration is drafted from any page of an outlet: on sites made of a few files, and on the newsroom."""

import gzip
import http.client
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import date

import pytest

from crawlers.fetched import Fetched, FetchError
from crawlers.outlet_add import OutletDraft, draft_outlet
from crawlers.outlet_home import DraftError
from crawlers.outlet_visit import MOST_FETCHES
from extractors.outlets import Outlet, parse_outlet
from newsroom import Newsroom
from newsroom.outlets import OUTLETS

ROOT = "https://www.almithal.sy"
SLUGS = [f"khabar-min-halab-{number}" for number in range(1, 13)]
ARTICLES = [f"{ROOT}/2026/11/{slug}/" for slug in SLUGS]
HOME = (
    '<html lang="ar"><head><title>المثال | الرئيسية</title><meta property="og:site_name" content="المثال">'
    "</head>"
    '<nav><a href="/category/siyasa/">سياسة</a><a href="/about/">من نحن</a></nav><main>'
    + "".join(f'<a href="{url}">خبر طويل من مدينة حلب رقم {url[-3:-1]}</a>' for url in ARTICLES)
    + "</main></html>"
)
FEED = (
    "<rss version='2.0'><channel><title>المثال</title><link>https://www.almithal.sy/</link><language>ar</language>"
    + "".join(f"<item><title>خبر</title><link>{url}</link></item>" for url in ARTICLES[:5])
    + "</channel></rss>"
)


class FakeSite:
    """Answers from a table of bodies; what is not in it is 404; counts what was asked for."""

    def __init__(self, pages: dict[str, str], redirects: dict[str, str] | None = None) -> None:
        self.pages = pages
        self.redirects = redirects or {}
        self.asked: list[str] = []

    def fetch(self, url: str) -> Fetched:
        self.asked.append(url)
        if url.startswith("https://down."):
            raise FetchError("connection refused")
        final = self.redirects.get(url, url)
        body = self.pages.get(final)
        kind = "text/html; charset=utf-8" if body is None or "<html" in body else "application/xml"
        return Fetched(
            url=final,
            status=404 if body is None else 200,
            content_type=kind,
            body=(body or "<html><a href=/>404</a></html>").encode(),
        )


def read(draft: OutletDraft) -> Outlet:
    return parse_outlet(draft.to_toml(), draft.slug, f"{draft.slug}.toml")


def reasons(draft: OutletDraft, key: str) -> dict[str, str]:
    return {finding.value: finding.why.in_english() for finding in draft.findings if finding.key == key}


def sitemap(*urls: str, kind: str = "urlset", entry: str = "url") -> str:
    return f"<{kind}>" + "".join(f"<{entry}><loc>{url}</loc></{entry}>" for url in urls) + f"</{kind}>"


def test_a_home_page_alone_is_enough() -> None:
    site = FakeSite({f"{ROOT}/": HOME, f"{ROOT}/feed/": FEED})
    draft = draft_outlet(f"{ROOT}/", site.fetch, checked_on=date(2026, 11, 22))
    outlet = read(draft)
    assert (outlet.slug, outlet.name, outlet.language) == ("almithal", "المثال", "ar")
    assert (outlet.country, outlet.timezone) == ("SY", "Asia/Damascus")
    assert (outlet.homepage, outlet.domains) == (f"{ROOT}/", ("almithal.sy",))
    assert (outlet.feeds, outlet.sitemaps) == ((f"{ROOT}/feed/",), ())
    assert outlet.checked_on == date(2026, 11, 22)
    assert all(outlet.is_article_url(url) for url in ARTICLES)
    assert not any(outlet.is_article_url(f"{ROOT}{path}") for path in ("/", "/about/", "/category/siyasa/"))
    assert draft.pattern is not None
    assert draft.pattern.precision == 1


@pytest.mark.parametrize(
    "given", [ARTICLES[0], f"{ROOT}/feed/", "www.almithal.sy", f"{ROOT}/category/siyasa/"]
)
def test_an_article_a_feed_a_section_or_a_bare_host_lead_to_the_same_declaration(given: str) -> None:
    page = f'<html lang="ar"><a href="{ROOT}/">الرئيسية</a></html>'
    pages = {f"{ROOT}/": HOME, f"{ROOT}/feed/": FEED, ARTICLES[0]: page, f"{ROOT}/category/siyasa/": page}
    from_home = draft_outlet(f"{ROOT}/", FakeSite(pages).fetch).to_toml()
    assert draft_outlet(given, FakeSite(pages).fetch).to_toml() == from_home


def test_an_article_of_an_arabic_edition_leads_to_that_editions_front_page() -> None:
    front = HOME.replace("/2026/", "/ar/2026/").replace('href="/', 'href="/ar/')
    site = FakeSite(
        {f"{ROOT}/": "<html lang=en><a href=/en/x>x</a></html>", f"{ROOT}/ar/": front, f"{ROOT}/ar/1": front}
    )
    assert draft_outlet(f"{ROOT}/ar/1", site.fetch).homepage == f"{ROOT}/ar/"


def test_redirects_are_followed_to_the_real_home_page() -> None:
    site = FakeSite({f"{ROOT}/": HOME}, {"http://almithal.sy/": f"{ROOT}/"})
    assert draft_outlet("http://almithal.sy/", site.fetch).homepage == f"{ROOT}/"


def test_soft_404_pages_are_neither_feeds_nor_sitemaps() -> None:
    class Soft(FakeSite):
        def fetch(self, url: str) -> Fetched:
            return Fetched(url=url, status=200, content_type="text/html", body=HOME.encode())

    draft = draft_outlet(f"{ROOT}/", Soft({}).fetch)
    assert (draft.feeds, draft.sitemaps) == ((), ())


def test_a_declared_feed_that_does_not_work_is_left_out_with_its_reason() -> None:
    declared = "".join(
        f'<link rel=alternate type=application/rss+xml href="{href}">'
        for href in ("/dead/", "/page/", "/comments/feed/", "https://feeds.elsewhere.example/x", "/good.xml")
    )
    pages = {f"{ROOT}/": HOME.replace("</head>", declared + "</head>"), f"{ROOT}/page/": HOME}
    pages |= {f"{ROOT}/good.xml": FEED, f"{ROOT}/comments/feed/": FEED, f"{ROOT}/rss.xml": FEED}
    draft = draft_outlet(f"{ROOT}/", FakeSite(pages).fetch)
    assert draft.feeds == (f"{ROOT}/good.xml",)
    why = reasons(draft, "feeds")
    assert "answered 404" in why[f"{ROOT}/dead/"]
    assert "not-a-feed: got an HTML page" in why[f"{ROOT}/page/"]
    assert "comments" in why[f"{ROOT}/comments/feed/"]
    assert "another host" in why["https://feeds.elsewhere.example/x"]
    assert f"the same items as {ROOT}/good.xml" in why[f"{ROOT}/rss.xml"]
    assert "declared by the home page; 5 items" in why[f"{ROOT}/good.xml"]


def test_sitemaps_of_robots_txt_count_and_children_of_an_index_are_not_named_again() -> None:
    pages = {
        f"{ROOT}/": HOME,
        f"{ROOT}/robots.txt": f"User-agent: *\nSitemap: {ROOT}/index.xml\nSitemap: {ROOT}/posts-1.xml\n"
        f"Sitemap: https://elsewhere.example/s.xml\nSitemap: {ROOT}/gone.xml\n",
        f"{ROOT}/index.xml": sitemap(
            f"{ROOT}/posts-1.xml", f"{ROOT}/category-1.xml", kind="sitemapindex", entry="sitemap"
        ),
        f"{ROOT}/posts-1.xml": sitemap(*ARTICLES),
        f"{ROOT}/category-1.xml": sitemap(f"{ROOT}/category/siyasa/", f"{ROOT}/category/riyada/"),
        f"{ROOT}/sitemap.xml": sitemap(*ARTICLES),
    }
    draft = draft_outlet(f"{ROOT}/", FakeSite(pages).fetch)
    assert draft.sitemaps == (f"{ROOT}/index.xml",)
    why = reasons(draft, "sitemaps")
    assert "an index above lists it" in why[f"{ROOT}/posts-1.xml"]
    assert "another host" in why["https://elsewhere.example/s.xml"]
    assert "answered 404" in why[f"{ROOT}/gone.xml"]
    outlet = read(draft)
    assert all(outlet.is_article_url(url) for url in ARTICLES)
    assert not outlet.is_article_url(f"{ROOT}/category/siyasa/")


def test_an_outlet_without_feed_and_sitemap_gets_its_sections_and_a_pattern_from_headlines() -> None:
    about = '<html lang="ar"><p>نحن صحيفة صغيرة</p><a href="/">الرئيسية</a></html>'
    pages = {f"{ROOT}/": HOME, f"{ROOT}/category/siyasa/": HOME, f"{ROOT}/about/": about}
    draft = draft_outlet(f"{ROOT}/", FakeSite(pages).fetch)
    assert draft.sections == (f"{ROOT}/category/siyasa/",)
    assert all(read(draft).is_article_url(url) for url in ARTICLES)
    assert "their links' texts" in next(iter(reasons(draft, "article_url").values()))


def test_reports_on_another_host_bring_that_host_in() -> None:
    feed = FEED.replace(f"<link>{ROOT}/2026", "<link>https://news.almithal.net/2026")
    draft = draft_outlet(f"{ROOT}/", FakeSite({f"{ROOT}/": HOME, f"{ROOT}/feed/": feed}).fetch)
    assert draft.domains == ("almithal.sy", "news.almithal.net")
    assert read(draft).is_article_url("https://news.almithal.net/2026/11/khabar-min-halab-3/")


def test_a_country_that_nothing_tells_is_left_open_and_not_guessed() -> None:
    site = FakeSite({"https://almithal.com/": HOME})
    draft = draft_outlet("https://almithal.com/", site.fetch)
    assert (draft.country, draft.timezone, draft.unknown) == ("ZZ", "UTC", ("country", "timezone"))
    assert "--country" in reasons(draft, "country")["ZZ"]
    assert (read(draft).country, read(draft).timezone) == ("ZZ", "UTC")
    assert read(draft_outlet("https://almithal.com/", site.fetch, country="IQ")).timezone == "Asia/Baghdad"


@pytest.mark.parametrize(
    ("page", "country", "zone", "why"),
    [
        (HOME.replace('lang="ar"', 'lang="ar-EG"'), "EG", "Africa/Cairo", "html lang"),
        (HOME.replace("</head>", '<meta property="og:locale" content="ar_IQ"></head>'), "IQ", "Asia/Baghdad",
         "og:locale"),
        (HOME.replace("</html>", '<footer>هاتف: ٠٠٩٦٣ ١١ ٢٢٣٣٤٤٥</footer></html>'), "SY", "Asia/Damascus",
         "telephone"),
        (HOME.replace('content="المثال"', 'content="وكالة الأنباء اليمنية"'), "YE", "Asia/Aden", "own name"),
        (HOME.replace("</head>", '<script type="application/ld+json">{"@type": "NewsMediaOrganization", '
                      '"address": {"addressCountry": "LB"}}</script></head>'), "LB", "Asia/Beirut",
         "JSON-LD"),
        (HOME.replace("</html>", "<footer>بيروت 00961 1 234567، دمشق 00963 11 223344</footer></html>"), "ZZ",
         "UTC", "unknown"),
    ],
)  # fmt: skip
def test_a_country_is_told_by_what_the_page_says_of_the_newsroom(
    page: str, country: str, zone: str, why: str
) -> None:
    draft = draft_outlet("https://almithal.com/", FakeSite({"https://almithal.com/": page}).fetch)
    assert (draft.country, draft.timezone) == (country, zone)
    assert why in next(iter(reasons(draft, "country").values()))


def test_the_offset_of_a_feed_s_dates_is_a_time_zone_when_no_country_tells_one() -> None:
    dated = FEED.replace("<title>خبر</title>", "<pubDate>Tue, 24 Nov 2026 10:00:00 +0300</pubDate>")
    site = FakeSite({"https://almithal.com/": HOME.replace(ROOT, "https://almithal.com"),
                     "https://almithal.com/feed/": dated.replace(ROOT, "https://almithal.com")})  # fmt: skip
    draft = draft_outlet("https://almithal.com/", site.fetch)
    assert draft.timezone == "Etc/GMT-3"


def test_three_reports_are_read_as_a_preview() -> None:
    text = " ".join(["قال رئيس المجلس المحلي إن الأشغال في الطريق الشمالي تنتهي قبل الشتاء."] * 9)
    page = (
        '<html lang="ar"><head><meta property="og:type" content="article"></head><body>'
        "<h1>خبر طويل من مدينة حلب</h1><time datetime='2026-11-20T10:00:00+03:00'></time>"
        f"<article><p>{text}</p></article></body></html>"
    )
    site = FakeSite({f"{ROOT}/": HOME, f"{ROOT}/feed/": FEED} | dict.fromkeys(ARTICLES, page))
    draft = draft_outlet(f"{ROOT}/", site.fetch)
    assert len(draft.previews) == 3
    for one in draft.previews:
        assert (one.title, one.published_at) == ("خبر طويل من مدينة حلب", "2026-11-20T10:00:00+03:00")
        assert one.refused is None
        assert one.words > 50


@pytest.mark.parametrize(
    ("url", "options", "message"),
    [
        ("https://down.example/", {}, "connection refused"),
        (f"{ROOT}/nothing", {}, "answered 404"),
        (f"{ROOT}/script", {}, "no page with links"),
        ("file:///etc/passwd", {}, "cannot be fetched"),
        ("http://[", {}, "cannot be fetched"),
        (f"{ROOT}/", {"slug": "../x"}, "no slug"),
        (f"{ROOT}/", {"country": "Syria"}, "no country code"),
    ],
)
def test_what_cannot_be_drafted_says_why(url: str, options: dict[str, str], message: str) -> None:
    site = FakeSite({f"{ROOT}/": HOME, f"{ROOT}/script": "<html><body><script>x()</script></body></html>"})
    with pytest.raises(DraftError, match=message):
        draft_outlet(url, site.fetch, **options)


def test_a_site_that_declares_endless_feeds_and_sitemaps_is_not_fetched_endlessly() -> None:
    links = "".join(f'<link rel=alternate type=application/rss+xml href="/f{n}.xml">' for n in range(300))
    robots = "".join(f"Sitemap: /s{n}.xml\n" for n in range(300))
    site = FakeSite({f"{ROOT}/": HOME.replace("</head>", links + "</head>"), f"{ROOT}/robots.txt": robots})
    draft_outlet(f"{ROOT}/", site.fetch)
    assert len(site.asked) <= MOST_FETCHES
    assert len(set(site.asked)) == len(site.asked)


def test_names_from_the_page_cannot_break_the_declaration() -> None:
    hostile = HOME.replace('content="المثال"', 'content=\'المثال"\n[x]\ncountry="XX"\u202e\'')
    outlet = read(draft_outlet(f"{ROOT}/", FakeSite({f"{ROOT}/": hostile, f"{ROOT}/feed/": FEED}).fetch))
    assert outlet.name == 'المثال" [x] country="XX"'
    assert outlet.country == "SY"


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(slow=0.01) as serving:
        yield serving


def over_loopback(url: str) -> Fetched:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        with urllib.request.urlopen(url, timeout=60, context=context) as answer:
            return fetched(answer)
    except urllib.error.HTTPError as error:
        with error:
            return Fetched(url=url, status=error.code, content_type=None, body=b"")
    except (OSError, EOFError, http.client.HTTPException) as error:  # faults of the newsroom
        raise FetchError(str(error)) from error


def fetched(answer: http.client.HTTPResponse) -> Fetched:
    body = answer.read()
    if answer.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return Fetched(
        url=answer.geturl(), status=answer.status, content_type=answer.headers.get("Content-Type"), body=body
    )


@pytest.mark.parametrize("slug", [outlet.slug for outlet in OUTLETS])
@pytest.mark.parametrize("start", ["home", "article"])
def test_the_newsrooms_outlets_are_found_whole(room: Newsroom, slug: str, start: str) -> None:
    site = room.outlets[slug]
    declared = parse_outlet(room.declaration(slug), slug, f"{slug}.toml")
    url = site.homepage if start == "home" else site.article_urls[0]
    draft = draft_outlet(url, over_loopback, slug=slug, country=declared.country)
    found = read(draft)
    assert (found.name, found.language, found.timezone) == (declared.name, "ar", declared.timezone)
    assert (found.homepage, found.domains) == (declared.homepage, declared.domains)
    assert set(found.feeds) == set(site.feeds)
    assert set(found.sitemaps) == set(site.sitemaps)
    right = sum(found.is_article_url(article) for article in site.article_urls)
    wrong = [url for url in site.others if found.is_article_url(url)]
    assert right >= 0.99 * len(site.article_urls)
    assert len(wrong) <= 0.01 * right, wrong
