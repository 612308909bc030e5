"""The outlet of nodes: aliases, pagers that count from 0, print pages, a short feed, a paged sitemap."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from newsroom import Newsroom
from newsroom.printed import MOROCCAN

Visits = Callable[[str], Any]
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
ROW = re.compile(r'<div class="views-row"><h2><a href="([^"]+)"')
NEXT = re.compile(r'<li class="pager__item--next"><a href="([^"]+)" rel="next">التالي ›')
LAST = re.compile(r'<li class="pager__item--last"><a href="([^"]+)">الأخيرة »')


def test_a_node_number_leads_to_a_latin_or_an_arabic_alias(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["manara"]
    aliases = {unquote(url) for url in site.article_urls}
    assert any(re.search(r"/content/[ء-ي٠-٩\d-]+", alias) for alias in aliases)
    assert any(re.search(r"/politics/[a-z0-9-]+$", alias) for alias in aliases)
    nodes = [twin for twin in site.twins if "/node/" in twin]
    assert len(nodes) == len(aliases)
    assert all(visit(node).status == 301 for node in nodes)


def test_pagers_count_from_zero_and_reach_every_report(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["manara"]
    found: set[str] = set()
    for section in site.sections:
        page = visit(section)
        (last,) = page.links(LAST)
        pages = [section]
        while further := page.links(NEXT):
            found |= set(page.links(ROW))
            page = visit(further[0])
            pages.append(further[0])
        found |= set(page.links(ROW))
        assert pages == [section, *(f"{section}?page={n}" for n in range(1, len(pages)))]
        assert last == pages[-1]
        beyond = visit(f"{section}?page={len(pages)}")
        assert (beyond.status, beyond.links(ROW)) == (200, [])
    assert found == set(site.article_urls)


def test_the_feed_is_cut_at_ten_and_the_sitemap_names_more_than_reports(
    room: Newsroom, visit: Visits
) -> None:
    site = room.outlets["manara"]
    feed = ElementTree.fromstring(visit(site.feeds[0]).body)
    assert [item.findtext("link") for item in feed.iterfind("channel/item")] == list(site.article_urls[:10])
    children = [node.text or "" for node in ElementTree.fromstring(visit(site.sitemaps[0]).body).iter(LOC)]
    assert children == [f"{site.sitemaps[0]}?page={n}" for n in range(1, len(children) + 1)]
    assert len(children) > 1
    named = {node.text for child in children for node in ElementTree.fromstring(visit(child).body).iter(LOC)}
    assert set(site.article_urls) < named
    assert named - set(site.article_urls) <= {site.homepage, *site.others}


def test_a_print_page_names_its_report_and_a_video_has_the_form_of_one(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["manara"]
    prints = {twin: report for twin, report in site.twins.items() if "/print/" in twin}
    for twin, report in prints.items():
        assert f'<link rel="canonical" href="{report}">' in visit(twin).text
        assert twin in visit(report).links()
    assert any(re.search(r"/video/[a-z-]+$", url) for url in site.others)


def test_months_are_moroccan(room: Newsroom, visit: Visits) -> None:
    for url, gold in room.gold("manara").items():
        month = MOROCCAN[gold.published.month - 1]
        printed = f"{gold.published.day} {month} {gold.published.year} - {gold.published:%H:%M}"
        assert printed in visit(url).text
    assert {gold.published.month for gold in room.gold("manara").values()} >= {11, 12}  # نونبر, دجنبر
