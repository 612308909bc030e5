"""The hosted blog: labels, older posts by date, months, mobile pages, Atom in pages."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from newsroom import Newsroom
from newsroom.printed import arabic_indic

Visits = Callable[[str], Any]
ATOM = "{http://www.w3.org/2005/Atom}"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
TITLE = re.compile(r'<h3 class="post-title entry-title"><a href="([^"]+)"')
ROW = re.compile(r'<h3 class="post-title"><a href="([^"]+)"')
OLDER = re.compile(r'<a class="blog-pager-older-link" href="([^"]+)">رسائل أقدم')


def pages(start: str, visit: Visits) -> Iterator[Any]:
    """A list and what its way to older posts leads to."""
    further = [start]
    while further:
        page = visit(further[0])
        yield page
        further = page.links(OLDER)


def test_older_posts_lead_from_the_home_page_to_every_report(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["dafatir"]
    seen = list(pages(site.homepage, visit))
    found = [link for page in seen for link in page.links(TITLE)]
    assert found == list(site.article_urls)
    assert all(len(page.links(TITLE)) == 7 for page in seen[:-1])
    assert all("/search?updated-max=" in page.url and "max-results=7" in page.url for page in seen[1:])


def test_every_label_leads_to_its_posts(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["dafatir"]
    assert f"{site.homepage}search/label/سياسة" in {unquote(url) for url in site.sections}
    found = {link for label in site.sections for page in pages(label, visit) for link in page.links(TITLE)}
    assert found == set(site.article_urls)


def test_months_and_years_list_their_posts(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["dafatir"]
    for form in (r"/\d{4}/\d{2}/$", r"/\d{4}/$"):
        archives = [url for url in site.others if re.search(form, url)]
        listed = {link for archive in archives for link in visit(archive).links(ROW)}
        assert listed == set(site.article_urls)
    assert visit(f"{site.homepage}2019/01/").status == 404


def test_atom_comes_in_pages_of_twenty_five(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["dafatir"]
    named, further, counts = [], [site.feeds[0]], []
    while further:
        feed = ElementTree.fromstring(visit(further[0]).body)
        links = [entry.find(f"{ATOM}link").get("href") for entry in feed.iterfind(f"{ATOM}entry")]  # type: ignore[union-attr]
        named += [site.homepage[:-1] + str(link) for link in links]
        counts.append(len(links))
        further = [str(link.get("href")) for link in feed.iterfind(f"{ATOM}link[@rel='next']")]
        assert all("max-results=25" in url for url in further)
    assert counts == [25, 25, len(site.article_urls) - 50]
    assert named == list(site.article_urls)


def test_the_sitemap_is_an_index_of_pages_of_itself(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["dafatir"]
    children = [node.text or "" for node in ElementTree.fromstring(visit(site.sitemaps[0]).body).iter(LOC)]
    assert children == [f"{site.sitemaps[0]}?page={n}" for n in (1, 2, 3)]
    named = {node.text for child in children for node in ElementTree.fromstring(visit(child).body).iter(LOC)}
    assert named == set(site.article_urls)


def test_the_mobile_page_names_the_other_and_links_mobile_pages_only(room: Newsroom, visit: Visits) -> None:
    site = room.outlets["dafatir"]
    url = site.article_urls[3]
    assert f"{url}?m=1" in visit(url).links()
    mobile = visit(f"{url}?m=1")
    assert f'<link rel="canonical" href="{url}">' in mobile.text
    assert f"{url}?m=0" in mobile.links()
    links = [link for link in mobile.links() if re.search(r"\.html|/search/", link) and "?m=0" not in link]
    assert all("?m=1" in link for link in links if link != url)


def test_days_and_hours_are_arabic_indic(room: Newsroom, visit: Visits) -> None:
    for url, gold in room.gold("dafatir").items():
        text = visit(url).text
        assert arabic_indic(f"{gold.published:%I:%M}") in text
        assert arabic_indic(f"{gold.published.day} ") in text
        assert f"{gold.published.year} " not in re.sub(r"<[^>]+>", "", text.partition("post-body")[0])
