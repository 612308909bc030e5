"""The sites print what their gold says, in the way of their make."""

import gzip
import html
import json
import re
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from newsroom import Gold, Newsroom
from newsroom.outlets import FAULTY, OUTLETS
from newsroom.pictures import png
from newsroom.printed import LEVANTINE, TUNISIAN, arabic_indic
from newsroom.site import PRIVATE_PATH

Fetch = Callable[..., bytes]
SLUGS = tuple(outlet.slug for outlet in OUTLETS)
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


def body_of(answer: bytes) -> bytes:
    """The entity of an answer, its chunks joined."""
    head, _, rest = answer.partition(b"\r\n\r\n")
    if b"Transfer-Encoding: chunked" in head:
        joined = bytearray()
        while True:
            line, _, rest = rest.partition(b"\r\n")
            if not (size := int(line.partition(b";")[0], 16)):
                break
            joined += rest[:size]
            rest = rest[size + 2 :]
        rest = bytes(joined)
    return gzip.decompress(rest) if b"Content-Encoding: gzip" in head else rest


def charset_of(slug: str) -> str:
    return "windows-1256" if slug == "sada" else "utf-8"


def page_text(page: bytes, slug: str) -> str:
    """What a page prints, tags gone and entities resolved."""
    return html.unescape(re.sub(r"<[^>]+>", "\n", page.decode(charset_of(slug))))


def newest(room: Newsroom, slug: str) -> tuple[str, Gold]:
    site = room.outlets[slug]
    return site.article_urls[0], site.gold[site.article_urls[0]]


def test_at_least_forty_reports_of_news_length_are_served(room: Newsroom) -> None:
    texts = [gold.text for slug in FAULTY for gold in room.outlets[slug].gold.values()]
    assert len(texts) >= 40
    lengths = sorted(sum(len(paragraph.split()) for paragraph in text) for text in texts)
    assert lengths[0] >= 120
    assert lengths[len(lengths) // 2] >= 220


@pytest.mark.parametrize("slug", SLUGS)
def test_every_report_prints_its_gold(room: Newsroom, fetch: Fetch, slug: str) -> None:
    for url, gold in room.gold(slug).items():
        text = page_text(body_of(fetch(url)), slug)
        for printed in (gold.title, gold.subtitle, gold.byline, *gold.text):
            if printed:
                assert printed in text, url


@pytest.mark.parametrize("slug", FAULTY)
def test_the_home_page_links_every_report_and_no_dead_end(room: Newsroom, fetch: Fetch, slug: str) -> None:
    site = room.outlets[slug]
    page = body_of(fetch(site.homepage)).decode(charset_of(slug))
    links = {urljoin(site.homepage, html.unescape(link)) for link in re.findall(r'href="([^"]+)"', page)}
    assert set(site.article_urls) <= links
    for link in links:
        if "/faults/" not in link and not link.endswith("#"):
            answer = fetch(link)
            assert answer.startswith(b"HTTP/1.1 200") or "/about/" in link or "/contact/" in link, link


@pytest.mark.parametrize("slug", SLUGS)
def test_pictures_and_stylesheets_of_a_report_are_served(room: Newsroom, fetch: Fetch, slug: str) -> None:
    site = room.outlets[slug]
    kinds = set()
    for url in site.article_urls:
        page = body_of(fetch(url)).decode(charset_of(slug))
        sources = re.findall(r'<img[^>]* src="([^"]+)"', page)
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
        assert sheets
        for address in {*sources, *sheets}:
            answer = fetch(urljoin(url, address))
            assert answer.startswith(b"HTTP/1.1 200"), address
            if address in sources:
                assert body_of(answer).startswith(b"\x89PNG")
        kinds.add(len(sources))
    assert kinds == {1, 2}


def test_the_picture_of_a_name_never_changes() -> None:
    assert png("a") == png("a") != png("b")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_page_has_the_same_bytes_in_another_newsroom(
    room: Newsroom, fetch: Fetch, slug: str
) -> None:
    with Newsroom(outlets=(slug,)) as other:
        mine, theirs = room.outlets[slug], other.outlets[slug]
        one = body_of(fetch(mine.article_urls[2])).replace(b"%d" % mine.port, b"PORT")
        two = body_of(fetch(theirs.article_urls[2])).replace(b"%d" % theirs.port, b"PORT")
    assert one == two


def test_almithal_tells_machines_everything(room: Newsroom, fetch: Fetch) -> None:
    for url, gold in room.gold("almithal").items():
        page = body_of(fetch(url)).decode()
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
        (article,) = [node for node in json.loads(data)["@graph"] if node["@type"] == "NewsArticle"]
        assert article["headline"] == gold.title
        assert datetime.fromisoformat(article["datePublished"]) == gold.published
        assert f'property="article:published_time" content="{gold.published.isoformat()}"' in page


def test_a_few_addresses_of_almithal_are_arabic_and_percent_encoded(room: Newsroom) -> None:
    urls = room.outlets["almithal"].article_urls
    arabic = [url for url in urls if "%d8" in url]
    assert 2 <= len(arabic) < len(urls)
    assert all(re.search("[ء-ي]", unquote(url)) for url in arabic)


def test_an_address_spelt_otherwise_leads_to_the_same_report(room: Newsroom, fetch: Fetch) -> None:
    urls = room.outlets["almithal"].article_urls
    url = next(url for url in urls if "%d8" in url)
    upper = re.sub("%[0-9a-f]{2}", lambda escape: escape[0].upper(), url)
    assert fetch(upper) == fetch(url)
    assert fetch(url.rstrip("/")).startswith(b"HTTP/1.1 301")


def test_sada_declares_windows_1256_in_the_header_in_the_page_or_nowhere(
    room: Newsroom, fetch: Fetch
) -> None:
    found = []
    for url, gold in room.gold("sada").items():
        answer = fetch(url)
        head = answer.partition(b"\r\n\r\n")[0]
        page = body_of(answer)
        found.append((b"charset=windows-1256" in head, b"charset=windows-1256" in page))
        assert gold.title.encode("windows-1256", "xmlcharrefreplace") in page
        with pytest.raises(UnicodeDecodeError):
            page.decode("utf-8")
    assert set(found) == {(True, False), (False, True), (False, False)}


def test_sada_prints_levantine_months_and_the_hour(room: Newsroom, fetch: Fetch) -> None:
    url, gold = newest(room, "sada")
    month = LEVANTINE[gold.published.month - 1]
    text = page_text(body_of(fetch(url)), "sada")
    assert f"{gold.published.day} {month} {gold.published.year} - {gold.published:%H:%M}" in text


def test_the_feed_of_sada_is_windows_1256_by_its_declaration(room: Newsroom, fetch: Fetch) -> None:
    site = room.outlets["sada"]
    feed = body_of(fetch(site.homepage + "rss.php"))
    assert feed.startswith(b'<?xml version="1.0" encoding="windows-1256"?>')
    items = ElementTree.fromstring(feed).findall("channel/item")
    titles = {item.findtext("link"): item.findtext("title") for item in items}
    assert {url: titles[url] for url in site.gold} == {url: gold.title for url, gold in site.gold.items()}


def test_waha_prints_arabic_indic_digits_between_breaks(room: Newsroom, fetch: Fetch) -> None:
    url, gold = newest(room, "waha")
    page = body_of(fetch(url)).decode()
    assert f'<meta name="pubdate" content="{gold.published.isoformat()}">' in page
    assert arabic_indic(f"{gold.published:%H:%M}") in page
    assert "<p" not in page
    assert page.count("<br><br>") == len(gold.text) - 1


def test_the_atom_feed_of_waha_names_a_report_that_its_robots_forbid(room: Newsroom, fetch: Fetch) -> None:
    site = room.outlets["waha"]
    feed = ElementTree.fromstring(body_of(fetch(site.homepage + "atom.xml")))
    links = {
        urljoin(site.homepage, link.get("href", "")) for link in feed.iterfind(f"{ATOM}entry/{ATOM}link")
    }
    hidden = urljoin(site.homepage, PRIVATE_PATH)
    assert {*site.article_urls, hidden} <= links
    robots = RobotFileParser()
    robots.parse(body_of(fetch(site.homepage + "robots.txt")).decode().splitlines())
    assert not robots.can_fetch("anybody", hidden)
    assert robots.can_fetch("anybody", site.article_urls[0])
    assert b"Crawl-delay: 0.2" in body_of(fetch(site.homepage + "robots.txt"))


def test_barid_has_no_metadata_and_maghrebi_months(room: Newsroom, fetch: Fetch) -> None:
    for url, gold in room.gold("barid").items():
        page = body_of(fetch(url)).decode()
        assert re.findall(r"<meta[^>]*>", page) == ['<meta charset="utf-8">']
        assert "<time" not in page
        assert "ld+json" not in page
        assert "<title>بريد الساحل</title>" in page
        assert f"{gold.published.day} {TUNISIAN[gold.published.month - 1]} {gold.published.year}" in page
        assert gold.precision == "day"


def test_the_feed_of_barid_has_no_dates_and_campaign_parameters(room: Newsroom, fetch: Fetch) -> None:
    site = room.outlets["barid"]
    feed = ElementTree.fromstring(body_of(fetch(site.homepage + "rss.xml")))
    items = feed.findall("channel/item")
    assert all(item.find("pubDate") is None for item in items)
    links = [item.findtext("link") or "" for item in items]
    assert all("utm_source=rss" in link for link in links)
    report = next(link for link in links if "/akhbar/" in link)
    assert body_of(fetch(report)) == body_of(fetch(report.partition("?")[0]))


def test_mirsad_says_utc_and_the_day_differs_from_that_of_beirut(room: Newsroom, fetch: Fetch) -> None:
    differing = 0
    for url, gold in room.gold("mirsad").items():
        page = body_of(fetch(url)).decode()
        (value,) = re.findall(r'<time datetime="([^"]+Z)">', page)
        moment = datetime.fromisoformat(value)
        assert moment == gold.published
        assert gold.published.utcoffset() == gold.published.astimezone(ZoneInfo("Asia/Beirut")).utcoffset()
        differing += moment.astimezone(UTC).date() != gold.published.date()
    assert differing >= 1


def test_sitemaps_lead_to_every_report(room: Newsroom, fetch: Fetch) -> None:
    for slug in ("almithal", "barid", "mirsad"):
        site = room.outlets[slug]
        declared = tomllib.loads(room.declaration(slug))["sitemaps"]
        robots = body_of(fetch(site.homepage + "robots.txt")).decode()
        assert re.findall(r"Sitemap: (\S+)", robots) == declared
        found = set()
        queue = list(declared)
        while queue:
            tree = ElementTree.fromstring(body_of(fetch(queue.pop())))
            queue += [node.text or "" for node in tree.iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc")]
            found |= {node.text for node in tree.iterfind(f"{SITEMAP}url/{SITEMAP}loc")}
        assert set(site.article_urls) <= found
        assert set(site.faults) <= found


def test_the_news_sitemap_tells_when_and_what(room: Newsroom, fetch: Fetch) -> None:
    site = room.outlets["mirsad"]
    tree = ElementTree.fromstring(body_of(fetch(site.homepage + "sitemap-news.xml")))
    told = {
        row.findtext(f"{SITEMAP}loc"): (
            row.findtext(f"{NEWS}news/{NEWS}title"),
            datetime.fromisoformat(row.findtext(f"{NEWS}news/{NEWS}publication_date") or ""),
        )
        for row in tree
    }
    assert {url: told[url] for url in site.gold} == {
        url: (gold.title, gold.published) for url, gold in site.gold.items()
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_the_declaration_names_what_is_served(room: Newsroom, fetch: Fetch, slug: str) -> None:
    site = room.outlets[slug]
    told = tomllib.loads(room.declaration(slug))
    assert told["homepage"] == site.homepage
    assert told["domains"] == [urlsplit(site.homepage).netloc]
    assert told.get("verify_tls", True) is (slug != "mirsad")
    for url in (*told["feeds"], *told["sitemaps"], *told["sections"]):
        assert fetch(url).startswith(b"HTTP/1.1 200"), url
    assert told["feeds"] or told["sitemaps"] or told["sections"]
    assert (tuple(told["feeds"]), tuple(told["sitemaps"])) == (site.feeds, site.sitemaps)
    assert tuple(told["sections"]) in ((), site.sections)
    assert all(re.search(told["article_url"], url) for url in (*site.article_urls, *site.faults))
    assert not re.search(told["article_url"], site.homepage)


def test_a_faultless_newsroom_links_no_fault() -> None:
    with Newsroom(faulty=False) as room:
        assert not any(site.faults for site in room.outlets.values())
        assert all("faults" not in room.declaration(slug) for slug in room.outlets)


def test_five_edits_change_text_date_feed_and_gold(fetch: Fetch) -> None:
    with Newsroom(outlets=("almithal",)) as room:
        bodies, tags, golds = [], [], []
        for number in range(6):
            url = room.edit(number) if number else next(u for u in room.gold("almithal") if "ain-" in u)
            answer = fetch(url)
            bodies.append(body_of(answer))
            tags += re.findall(rb"\r\nETag: (\S+)\r\n", answer)
            golds.append(room.gold("almithal")[url])
            assert all(paragraph in page_text(bodies[-1], "almithal") for paragraph in golds[-1].text)
            refreshed = fetch(url, headers=f"If-None-Match: {tags[0].decode()}\r\n")
            assert refreshed.startswith(b"HTTP/1.1 200" if number else b"HTTP/1.1 304")
        assert len(set(tags)) == 6
        assert all(before.text != after.text for before, after in pairwise(golds))
        assert len({gold.published for gold in golds}) == 1
        modified = re.findall(r'article:modified_time" content="([^"]+)"', bodies[5].decode())
        assert datetime.fromisoformat(modified[0]) == golds[0].published + timedelta(hours=5)
        with pytest.raises(LookupError, match="no edit 6"):
            room.edit(6)


@pytest.mark.parametrize(("how", "status"), [("gone", 410), ("missing", 404), ("soft", 200)])
def test_a_deleted_report_is_gone_until_it_is_restored(fetch: Fetch, how: str, status: int) -> None:
    with Newsroom(outlets=("barid", "mirsad")) as room:
        for slug in ("barid", "mirsad"):
            url, gold = newest(room, slug)
            before = fetch(url)
            room.delete(url, how)  # type: ignore[arg-type]
            answer = fetch(url)
            assert int(answer.split(b" ")[1]) == status
            text = page_text(body_of(answer), slug)
            assert "الصفحة غير موجودة" in text
            assert gold.text[1] not in text
            room.restore(url)
            assert fetch(url) == before


def test_what_is_no_report_cannot_be_deleted(room: Newsroom) -> None:
    for url in (room.outlets["waha"].homepage, "http://127.0.0.1:1/x"):
        with pytest.raises(LookupError):
            room.delete(url)


def test_an_unknown_address_is_404_in_the_design_of_the_site(room: Newsroom, fetch: Fetch) -> None:
    for slug in SLUGS:
        answer = fetch(room.outlets[slug].homepage + "nothing/here")
        assert answer.startswith(b"HTTP/1.1 404 ")
        assert "الصفحة غير موجودة" in page_text(body_of(answer), slug)
