"""From nothing but a home page to every report: `outlet add`, then `crawl`, on every make of the newsroom."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from extractors.urls import url_key
from newsroom import Newsroom
from newsroom.outlets import OUTLETS

SLUGS = [outlet.slug for outlet in OUTLETS]


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of an archive that follows all outlets: answers of `outlet add` by slug, and the crawl's."""

    desk: Any
    sites: dict[str, Any]
    added: dict[str, Any]
    crawled: Any


@pytest.fixture(scope="module")
def followed(new_desk: Callable[..., Any]) -> Followed:
    desk = new_desk()
    desk.set(politeness={"delay": 0.0})
    with Newsroom(faulty=False) as room:
        sites, added = room.outlets, {}
        for outlet in OUTLETS:
            trust = ["--no-verify-tls"] if outlet.tls else []
            home = sites[outlet.slug].homepage
            run = desk.warraq("outlet", "add", home, "--slug", outlet.slug, "--json", *trust)
            assert run.code == 0, run.err
            added[outlet.slug] = run.document
        crawled = desk.warraq("crawl", "--json", limit=400)
    return Followed(desk, sites, added, crawled)


def test_at_least_eight_makes_are_followed() -> None:
    assert len({outlet.make for outlet in OUTLETS}) >= 8


@pytest.mark.parametrize("slug", SLUGS)
def test_the_home_page_alone_shows_three_reports_as_they_are_read(followed: Followed, slug: str) -> None:
    previews = followed.added[slug]["preview"]
    assert len(previews) == 3
    titles = {gold.title for gold in followed.sites[slug].gold.values()}
    for one in previews:
        assert one["refused"] is None
        assert one["title"] in titles
        assert one["published_at"] is not None


@pytest.mark.parametrize("slug", SLUGS)
def test_the_crawl_that_follows_finds_every_report_and_indexes_nothing_else(
    followed: Followed, slug: str
) -> None:
    assert followed.crawled.code == 0, followed.crawled.err
    site = followed.sites[slug]
    held = {
        url_key(row["url"]) for row in followed.desk.rows("SELECT url FROM articles WHERE outlet = ?", slug)
    }
    reports = {url_key(url) for url in site.article_urls}
    twins = {url_key(twin): url_key(url) for twin, url in site.twins.items()}
    found = {twins.get(key, key) for key in held}
    assert len(reports & found) >= 0.995 * len(reports)
    assert found <= reports
    assert len(held) == len(found), "a twin became an article of its own"


@pytest.mark.parametrize("slug", SLUGS)
def test_every_report_is_dated_with_its_own_day(followed: Followed, slug: str) -> None:
    site = followed.sites[slug]
    days = {url_key(url): gold.published.date().isoformat() for url, gold in site.gold.items()}
    rows = followed.desk.rows("SELECT url, published_date FROM articles WHERE outlet = ?", slug)
    wrong = []
    for row in rows:
        day = days.get(url_key(row["url"]))  # None: captured under the address of a twin
        if day is not None and row["published_date"] not in (None, day):
            wrong.append((row["url"], row["published_date"], day))
    assert wrong == []


def test_a_later_crawl_has_nothing_left_to_fetch(followed: Followed) -> None:
    """The ledger's URLs are all settled: nothing that was discovered is still waiting."""
    rows = followed.desk.rows("SELECT outlet, url, state FROM ledger WHERE state = 'waiting'")
    assert rows == []


def test_a_capture_to_find_out_about_an_outlet_is_no_article(followed: Followed) -> None:
    rows = followed.desk.rows("SELECT count(*) AS n FROM captures WHERE role = 'look'")
    assert rows[0]["n"] > 50
    assert followed.desk.rows("SELECT 1 FROM captures WHERE role = 'look' AND article_id IS NOT NULL") == []
    json.dumps(followed.added)  # every answer of `outlet add --json` is plain JSON
