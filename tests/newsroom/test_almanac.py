"""The outlet of days: a script and a number, a calendar, a feed that lies, a sitemap that is none."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

from extractors.urls import normalise
from newsroom import Newsroom

Visits = Callable[[str], Any]
ITEM = re.compile(r'<div class="item"><a href="([^"]+)"')
BEFORE = re.compile(r'<a href="([^"]+)">اليوم السابق')
AFTER = re.compile(r'<a href="([^"]+)">اليوم التالي')
DAY = re.compile(r'<td><a href="([^"]+)">\d+</a></td>')


def test_days_before_days_lead_to_every_report(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["midan"]
    calendar = visit(site.homepage).links(DAY)
    page, found = visit(calendar[-1]), set()
    assert page.links(AFTER) == []
    oldest = min(gold.published for gold in site.gold.values()).date()
    while f"{oldest:%Y/%m/%d}" not in page.url:
        found |= set(page.links(ITEM))
        (before,) = page.links(BEFORE)
        earlier = visit(before)
        assert earlier.links(AFTER) == [page.url]
        page = earlier
    assert found | set(page.links(ITEM)) == set(site.article_urls)


def test_the_template_of_days_names_the_day_of_every_report(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["midan"]
    (template,) = site.archives
    for url, gold in site.gold.items():
        day = gold.published
        archive = template.format(year=f"{day:%Y}", month=f"{day:%m}", day=f"{day:%d}")
        assert url in visit(archive).links(ITEM)


def test_sections_and_home_show_the_newest_alone(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["midan"]
    shown = {link for url in (site.homepage, *site.sections) for link in visit(url).links(ITEM)}
    assert shown < set(site.article_urls)
    assert len(shown) <= 42


def test_a_day_that_is_none_is_not_found_and_an_empty_one_is(room: Newsroom, visit: Visits) -> None:
    home = room.outlets["midan"].homepage
    assert visit(f"{home}archive/2026/02/30").status == 404
    assert visit(f"{home}archive/0001/01/01").status == 404
    assert visit(f"{home}archive/2026/3/5").status == 404
    empty = visit(f"{home}archive/2019/05/05")
    assert (empty.status, empty.links(ITEM)) == (200, [])


def test_the_feed_holds_ten_items_of_this_moment_or_of_1970(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["midan"]
    asked = datetime.now(UTC).replace(microsecond=0)
    items = ElementTree.fromstring(visit(site.feeds[0]).body).findall("channel/item")
    assert [normalise(item.findtext("link") or "") for item in items] == list(site.article_urls[:10])
    dates = [parsedate_to_datetime(item.findtext("pubDate") or "") for item in items]
    assert all(date >= asked for date in dates[::2])
    assert {date.year for date in dates[1::2]} == {1970}


def test_the_sitemap_that_robots_txt_names_is_a_page(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["midan"]
    (named,) = re.findall(r"Sitemap: (\S+)", visit(site.homepage + "robots.txt").text)
    found = visit(named)
    assert (found.status, found.media_type) == (200, "text/html; charset=utf-8")
    assert site.sitemaps == ()


def test_one_report_is_linked_under_several_spellings(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["midan"]
    links = {link for url in site.article_urls for link in visit(url).links() if "/details.php" in link}
    assert any(re.search(r"\?cat=\d+&id=\d+$", link) for link in links)
    assert any("fbclid=" in link for link in links)
    assert any("gclid=" in link for link in links)
    assert any(link.endswith("&") for link in links)
    assert {normalise(link) for link in links} <= {
        normalise(url) for url in (*site.twins, *site.article_urls)
    }
    for link in links:
        assert visit(link).status == 200
