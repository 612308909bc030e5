"""From a seed's bytes to judged URLs: which may be articles, which are refused and by which rule."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from archive.printed_days import printed_day, printed_moment
from crawlers.candidates import Candidate
from crawlers.day_archives import archive_page, day_of_page
from crawlers.days import days_of, disbelieved
from crawlers.feeds import Feed, read_feed
from crawlers.found import LISTING, REFUSED, WAITING, Found
from crawlers.fragments import as_html
from crawlers.links import page_links, parse_html
from crawlers.paging import next_page
from crawlers.sitemaps import SitemapStream, open_sitemap
from extractors.outlets import Outlet
from extractors.zones import zone

__all__ = [
    "FEED",
    "HOME",
    "NOT_AN_ARTICLE_URL",
    "OTHER_HOST",
    "ROBOTS",
    "SECTION",
    "SITEMAP",
    "Seed",
    "SeedReading",
    "archive_of",
    "judge",
    "printed_day",
    "printed_moment",
    "read_seed",
    "refusal",
    "seeds_of",
    "stream_sitemap",
]

NO_PATTERN = (
    "no-article-url: links of pages are only taken by a declared article_url, and there is no feed;"
    " `warraq outlet add` with the home page finds them"
)
FEED, SITEMAP, HOME, SECTION, ROBOTS = "feed", "sitemap", "home", "section", "robots"
OTHER_HOST, NOT_AN_ARTICLE_URL = "other-host", "not-an-article-url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A URL that discovery reads. `depth` counts sitemap indexes above it, `hops` redirects before it,
    `tries` how often it has failed in this crawl. A later page of a seed (role "listing") has that seed's URL
    as `listing` and its place in it, from 1, as `page`; `archive` is the template of an archive by date."""

    url: str
    role: str
    depth: int = 0
    hops: int = 0
    tries: int = 0
    via: str | None = None
    listing: str | None = None
    page: int = 1
    archive: str | None = None

    @property
    def origin(self) -> str:
        """The seed that what stands here is owed to."""
        return self.listing or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReading:
    """What a seed lists: URLs that may be articles, further sitemaps, pages of the outlet's archives by date,
    the URL of its next page, and what was wrong with it."""

    found: tuple[Found, ...]
    sitemaps: tuple[str, ...] = ()
    archives: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    next_page: str | None = None


def seeds_of(outlet: Outlet, today: date | None = None) -> tuple[Seed, ...]:
    """The outlet's seeds in the order they are read, each URL once: sitemaps, feeds, archives by date (with
    `today`, the page that day is on), sections, home page."""
    named = (
        *((url, SITEMAP, None) for url in outlet.sitemaps),
        *((url, FEED, None) for url in outlet.feeds),
        *((archive_page(one, today), SECTION, one) for one in outlet.archives if today is not None),
        *((url, SECTION, None) for url in outlet.sections),
        (outlet.homepage, HOME, None),
    )
    seeds: dict[str, Seed] = {}
    for url, role, archive in named:
        seeds.setdefault(url, Seed(url=url, role=role, archive=archive, listing=archive))
    return tuple(seeds.values())


def read_seed(seed: Seed, body: bytes, content_type: str | None, outlet: Outlet) -> SeedReading:
    """What a seed's body lists. A large sitemap costs seconds: not for the reactor.

    Raises MemoryError when there is not enough to read it, and nothing else.
    """
    if seed.role == SITEMAP:
        return _read_sitemap(seed, body, outlet)
    if seed.role == FEED:
        return _read_feed(seed, read_feed(body, seed.url, content_type), outlet)
    if seed.role == LISTING and body.lstrip()[:5] in (b"<?xml", b"<feed", b"<rss "):
        feed = read_feed(body, seed.url, content_type)
        if feed.is_feed:
            return _read_feed(seed, feed, outlet)
    return _read_page(seed, body, content_type, outlet)


def _read_feed(seed: Seed, feed: Feed, outlet: Outlet) -> SeedReading:
    dates = [entry.published_raw for entry in feed.entries]
    doubt = disbelieved(dates, zone(outlet.timezone), time.time())
    found = judge(feed.entries, seed, outlet, dated=doubt is None)
    problems = (*feed.problems, f"dates-not-believed: {doubt}") if doubt else feed.problems
    return SeedReading(found=found, problems=problems, next_page=feed.next_page)


def _read_page(seed: Seed, body: bytes, content_type: str | None, outlet: Outlet) -> SeedReading:
    fragment = as_html(body)
    page = parse_html(fragment or body, seed.url, "text/html; charset=utf-8" if fragment else content_type)
    if page is None:
        return SeedReading(found=(), problems=("not-a-page: nothing in it can be read",))
    if outlet.article_url is None:
        # Without a pattern every link of a page might be a report: feeds and sitemaps alone are believed.
        others = outlet.feeds or outlet.sitemaps
        return SeedReading(found=(), problems=() if others else (NO_PATTERN,))
    linked = page_links(page)
    links = (Candidate(url=link.url, title=link.text or None) for link in linked)
    # Every page links to menus, tags and other hosts: what has not the form of an article is no discovery.
    kept = tuple(found for found in judge(links, seed, outlet) if found.state == WAITING)
    onward = next_page(page, seed.page, seed.listing or seed.url) if seed.archive is None else None
    if onward is not None and refusal(onward, outlet) != NOT_AN_ARTICLE_URL:
        onward = None  # another host, or an article that is called "next"
    dated = tuple(link.url for link in linked if archive_of(link.url, outlet) is not None)
    return SeedReading(found=kept, archives=dated, next_page=onward)


def stream_sitemap(
    seed: Seed, body: bytes, outlet: Outlet, most: int
) -> tuple[Iterator[tuple[Found, ...]], SitemapStream]:
    """A sitemap's URLs, judged, some at a time, and the stream itself, whose problems are known at the end.

    Each step is a piece of work for a thread. An index is given no URL: its stream names its sitemaps.
    """
    stream = open_sitemap(body, seed.url)
    if stream.kind == "index":
        return iter(()), stream
    judged = _judged(stream, seed, outlet, dated=True)
    return iter(lambda: tuple(islice(judged, most)), ()), stream


def archive_of(url: str, outlet: Outlet) -> str | None:
    """The template of the outlet's archive by date that the URL is a page of, if it is one."""
    return next((one for one in outlet.archives if day_of_page(one, url) is not None), None)


def _read_sitemap(seed: Seed, body: bytes, outlet: Outlet) -> SeedReading:
    chunks, stream = stream_sitemap(seed, body, outlet, 1000)
    found = tuple(item for chunk in chunks for item in chunk)
    children = tuple(candidate.url for candidate in stream) if stream.kind == "index" else ()
    return SeedReading(found=found, sitemaps=children, problems=stream.problems)


def judge(
    candidates: Iterable[Candidate], seed: Seed, outlet: Outlet, *, dated: bool = True
) -> tuple[Found, ...]:
    """Each candidate with its state: waiting, or refused because of its host or its form. Unless `dated`, the
    seed's dates of publication are kept as printed but not relied on."""
    return tuple(_judged(candidates, seed, outlet, dated))


def _judged(candidates: Iterable[Candidate], seed: Seed, outlet: Outlet, dated: bool) -> Iterator[Found]:
    own = zone(outlet.timezone)
    for candidate in candidates:
        reason = refusal(candidate.url, outlet)
        days = days_of(candidate.url, candidate.published_raw if dated else None, candidate.modified_raw, own)
        yield Found(
            url=candidate.url,
            via=seed.url,
            seed=seed.listing,
            hops=seed.depth + 1,
            state=REFUSED if reason else WAITING,
            reason=reason,
            published=candidate.published_raw,
            modified=candidate.modified_raw,
            title=candidate.title,
            earliest=days.earliest,
            latest=days.latest,
            modified_at=printed_moment(candidate.modified_raw, own),
        )


def refusal(url: str, outlet: Outlet) -> str | None:
    """Why the outlet's declaration refuses a URL as an article, or None."""
    if not outlet.owns(url):
        return OTHER_HOST
    return None if outlet.is_article_url(url) else NOT_AN_ARTICLE_URL
