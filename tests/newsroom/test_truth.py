"""What the newsroom says of its sites is what a visitor finds by following every link."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from extractors.outlets import parse_outlet
from extractors.urls import normalise
from newsroom import Newsroom
from newsroom.outlets import FAULTY, OUTLETS

Visits = Callable[[str], Any]
SLUGS = tuple(outlet.slug for outlet in OUTLETS)
NEW = tuple(slug for slug in SLUGS if slug not in FAULTY)
FILES = re.compile(r"\.(?:css|png|xml|php)(?:\?ver=\w+)?$|/feeds/")  # stylesheets, and feeds that heads name


def spellings(urls: Any) -> set[str]:
    return {normalise(url) for url in urls}


def followed(room: Newsroom, slug: str, visit: Visits) -> tuple[set[str], set[str]]:
    """Every address that can be reached from the home page over pages of the site, and those among them that
    the site does not name as a report, a twin or another page."""
    site = room.outlets[slug]
    named = spellings((site.homepage, *site.article_urls, *site.twins, *site.others))
    waiting, met, strange = [site.homepage], {normalise(site.homepage)}, set()
    while waiting:
        for link in map(normalise, visit(waiting.pop()).links()):
            if link not in met:
                met.add(link)
                (waiting.append if link in named else strange.add)(link)
    return met, strange


@pytest.fixture(scope="module")
def walks(room: Newsroom, visit: Visits) -> dict[str, tuple[set[str], set[str]]]:
    return {slug: followed(room, slug, visit) for slug in NEW}


@pytest.mark.parametrize("slug", NEW)
def test_links_lead_to_every_report_and_every_other_page(
    room: Newsroom, walks: dict[str, tuple[set[str], set[str]]], slug: str
) -> None:
    site, (met, _) = room.outlets[slug], walks[slug]
    assert spellings(site.article_urls) <= met
    assert spellings(site.others) <= met
    assert spellings(site.twins) & met


@pytest.mark.parametrize(
    ("slug", "further"),
    [
        ("manara", set()),
        ("dafatir", set()),
        ("sadd", {"section/local/7", "section/politics?p=5", "section/economy?offset=20"}),
        ("midan", {"archive/2025/12/06"}),
    ],
)
def test_only_pagers_without_an_end_lead_where_the_site_does_not_say(
    room: Newsroom, walks: dict[str, tuple[set[str], set[str]]], slug: str, further: set[str]
) -> None:
    site, (_, strange) = room.outlets[slug], walks[slug]
    pages = {url.removeprefix(site.homepage) for url in strange if not FILES.search(url)}
    assert pages == further


@pytest.mark.parametrize("slug", NEW)
def test_what_is_no_report_answers_and_is_neither_report_nor_twin(
    room: Newsroom, visit: Visits, slug: str
) -> None:
    site = room.outlets[slug]
    assert len(site.others) > 40
    assert not spellings(site.others) & spellings((*site.article_urls, *site.twins))
    for url in site.others:
        found = visit(url)
        assert found.status == 200, url
        assert found.links() or url.endswith(("/ajax/culture/4", "/ajax/culture/5")), url


@pytest.mark.parametrize("slug", SLUGS)
def test_every_twin_shows_its_report_or_leads_to_it(room: Newsroom, visit: Visits, slug: str) -> None:
    site = room.outlets[slug]
    assert set(site.twins.values()) <= set(site.article_urls)
    assert not set(site.twins) & set(site.article_urls)
    for twin, report in site.twins.items():
        found = visit(twin)
        if found.status == 301:
            assert normalise(found.location, twin) == normalise(report), twin
        else:
            assert found.status == 200, twin
            assert site.gold[report].text[1] in found.text, twin


@pytest.mark.parametrize("slug", NEW)
def test_a_deleted_report_is_gone_under_all_of_its_addresses(
    room: Newsroom, visit: Visits, slug: str
) -> None:
    with Newsroom(outlets=(slug,)) as other:
        site = other.outlets[slug]
        url = site.article_urls[0]
        twins = [twin for twin, report in site.twins.items() if report == url]
        other.delete(url, "gone")
        assert {visit(address).status for address in (url, *twins)} == {410}
        other.restore(url)
        assert visit(url).status == 200


@pytest.mark.parametrize("slug", SLUGS)
def test_feeds_and_sitemaps_that_are_said_to_work_are_xml(room: Newsroom, visit: Visits, slug: str) -> None:
    site = room.outlets[slug]
    for url in (*site.feeds, *site.sitemaps):
        found = visit(url)
        assert found.status == 200
        assert found.body.startswith(b"<?xml")
    assert all(visit(url).status == 200 for url in site.sections)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_declared_pattern_takes_every_report_and_no_other_page(room: Newsroom, slug: str) -> None:
    site = room.outlets[slug]
    outlet = parse_outlet(room.declaration(slug), slug, f"{slug}.toml")
    assert all(outlet.is_article_url(url) for url in site.article_urls)
    assert [url for url in site.others if outlet.is_article_url(url)] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_names_the_system_that_made_it(room: Newsroom, visit: Visits, slug: str) -> None:
    site = room.outlets[slug]
    for url in (site.homepage, site.sections[0], site.article_urls[0], site.homepage + "nothing/here"):
        source = visit(url).body
        assert b"<!--" not in source
        assert b'name="generator"' not in source
        assert not re.search(rb"drupal|blogger|blogspot|wordpress|joomla", source, re.IGNORECASE)


@pytest.mark.parametrize("slug", NEW)
def test_faults_answer_there_too(room: Newsroom, visit: Visits, slug: str) -> None:
    site = room.outlets[slug]
    assert site.faults == {}
    found = visit(f"{site.homepage}faults/plain?n=3")
    assert found.status == 200
    assert "نشرة" in found.text or "سوق" in found.text
    assert visit(f"{site.homepage}faults/gone?n=3").status == 410
