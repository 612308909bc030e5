"""The outlet without feed and sitemap: five sections, five ways to the next page."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin

import pytest

from newsroom import Newsroom
from newsroom.printed import hijri_day

Visits = Callable[[str], Any]
CARD = re.compile(r'<div class="card"><h3><a href="([^"]+)"')
WAYS = {
    "local": re.compile(r'<a class="num" href="([^"]+)"'),
    "politics": re.compile(r'<a class="next" href="([^"]+)">التالي'),
    "economy": re.compile(r'<a class="btn" href="([^"]+)">المزيد'),
    "culture": re.compile(r'<div class="load-more" data-(?:url|href)="([^"]+)">المزيد'),
    "sport": re.compile(r'(?:data-next|<a href)="(/api/[^"]+)"'),
}


def cards_of(room: Newsroom, visit: Visits, name: str) -> list[list[str]]:
    """The reports that each page of a section shows, until one shows nothing new."""
    site = room.outlets["sadd"]
    page, shown, met = visit(f"{site.homepage}section/{name}"), [], set()
    while set(page.links(CARD)) - met:
        shown.append(page.links(CARD))
        met |= set(shown[-1])
        further = page.links(WAYS[name])
        if not further:
            break
        page = visit(further[-1])
    return shown


def test_sections_alone_lead_to_every_report_and_the_home_page_to_few(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["sadd"]
    assert len(site.article_urls) >= 60
    assert (site.feeds, site.sitemaps) == ((), ())
    found = {name: cards_of(room, visit, name) for name in WAYS}
    assert all(len(shown) >= 3 for shown in found.values())
    assert all(5 <= len(page) <= 8 for shown in found.values() for page in shown[:-1])
    assert {link for shown in found.values() for page in shown for link in page} == set(site.article_urls)
    assert len(visit(site.homepage).links(CARD)) == 8


@pytest.mark.parametrize("path", ["section/local/40", "section/politics?p=40"])
def test_past_the_end_there_are_empty_pages_for_ever(room: Newsroom, visit: Visits, path: str) -> None:
    page = visit(room.outlets["sadd"].homepage + path)
    assert (page.status, page.links(CARD)) == (200, [])
    assert any(re.search(r"/41$|p=41$", link) for link in page.links())


def test_one_section_repeats_its_last_page_for_ever(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["sadd"]
    last = cards_of(room, visit, "economy")[-1]
    beyond = visit(f"{site.homepage}section/economy?offset=500")
    assert beyond.links(CARD) == last
    assert beyond.links(WAYS["economy"]) == [f"{site.homepage}section/economy?offset=505"]


def test_pieces_are_html_without_a_page_or_json(room: Newsroom, visit: Visits) -> None:
    home = room.outlets["sadd"].homepage
    piece = visit(f"{home}ajax/culture/2")
    assert piece.media_type.startswith("text/html")
    assert "<html" not in piece.text
    assert visit(f"{home}ajax/culture/99").body == b""
    answer = json.loads(visit(f"{home}api/list?section=sport&page=2").body)
    assert set(answer) == {"html", "next"}
    last = json.loads(visit(f"{home}api/list?section=sport&page=3").body)
    assert last["next"] is None


def test_amp_and_print_pages_are_linked_and_the_number_leads_to_the_words(
    room: Newsroom, visit: Visits
) -> None:
    site = room.outlets["sadd"]
    for url in site.article_urls:
        page = visit(url)
        (number,) = re.findall(r"/(\d{5})(?:/|$)", url)
        amp, printed = (urljoin(url, path) for path in (f"/amp/news/{number}", f"/news/{number}?print=1"))
        assert {amp, printed} <= set(page.links())
        assert f'<link rel="amphtml" href="{amp}">' in page.text
        assert f'<link rel="canonical" href="{url}">' in visit(amp).text
        if "/article/" in url:
            assert visit(urljoin(url, f"/news/{number}")).status == 301


def test_the_hijri_day_stands_beside_the_gregorian_one(room: Newsroom, visit: Visits) -> None:
    months = set()
    for url, gold in room.gold("sadd").items():
        months.add(hijri_day(gold.published).split()[1])
        assert f"{hijri_day(gold.published)}هـ الموافق {gold.published.day} " in visit(url).text
    assert {"رجب", "شعبان", "رمضان", "شوال"} <= months


def test_nothing_for_machines_answers(room: Newsroom, visit: Visits) -> None:
    home = room.outlets["sadd"].homepage
    for path in (
        "feed",
        "rss.xml",
        "feed/",
        "atom.xml",
        "sitemap.xml",
        "sitemap_index.xml",
        "news-sitemap.xml",
    ):
        assert visit(home + path).status == 404
    assert "sitemap" not in visit(home + "robots.txt").text.lower()


def test_a_hijri_month_has_a_thirtieth_and_no_day_before_its_first() -> None:
    start = datetime(2024, 7, 1, tzinfo=UTC)
    days = [hijri_day(start + timedelta(days=count)).split() for count in range(3_000)]
    assert {int(day[0]) for day in days} == set(range(1, 31))
    assert all(int(two[0]) in (1, int(one[0]) + 1) for one, two in pairwise(days))
