"""From a seed's bytes to judged URLs: which may be articles, which are refused and by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawlers.candidates import Candidate
from crawlers.feeds import read_feed
from crawlers.frontier import REFUSED, WAITING, Found
from crawlers.links import read_links
from crawlers.sitemaps import open_sitemap
from extractors.outlets import Outlet

FEED, SITEMAP, HOME, SECTION, ROBOTS = "feed", "sitemap", "home", "section", "robots"
OTHER_HOST, NOT_AN_ARTICLE_URL = "other-host", "not-an-article-url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A URL that discovery reads. `depth` counts sitemap indexes above it, `hops` redirects before it,
    `tries` how often it has failed in this crawl."""

    url: str
    role: str
    depth: int = 0
    hops: int = 0
    tries: int = 0
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedReading:
    """What a seed lists: URLs that may be articles, further sitemaps, and what was wrong with it."""

    found: tuple[Found, ...]
    sitemaps: tuple[str, ...]
    problems: tuple[str, ...]


def seeds_of(outlet: Outlet) -> tuple[Seed, ...]:
    """The outlet's seeds in the order they are read: sitemaps, feeds, sections, home page; each URL once."""
    named = (
        *((url, SITEMAP) for url in outlet.sitemaps),
        *((url, FEED) for url in outlet.feeds),
        *((url, SECTION) for url in outlet.sections),
        (outlet.homepage, HOME),
    )
    roles: dict[str, str] = {}
    for url, role in named:
        roles.setdefault(url, role)
    return tuple(Seed(url=url, role=role) for url, role in roles.items())


def read_seed(seed: Seed, body: bytes, content_type: str | None, outlet: Outlet) -> SeedReading:
    """What a seed's body lists. Never raises. A large sitemap costs seconds: not for the reactor."""
    if seed.role == FEED:
        feed = read_feed(body, seed.url, content_type)
        return SeedReading(found=judge(feed.entries, seed, outlet), sitemaps=(), problems=feed.problems)
    if seed.role == SITEMAP:
        return _read_sitemap(seed, body, outlet)
    links = (Candidate(url=link.url) for link in read_links(body, seed.url, content_type))
    # Every page links to menus, tags and other hosts: what has not the form of an article is no discovery.
    kept = tuple(found for found in judge(links, seed, outlet) if found.state == WAITING)
    return SeedReading(found=kept if outlet.article_url is not None else (), sitemaps=(), problems=())


def _read_sitemap(seed: Seed, body: bytes, outlet: Outlet) -> SeedReading:
    stream = open_sitemap(body, seed.url)
    if stream.kind == "index":
        children = tuple(candidate.url for candidate in stream)
        return SeedReading(found=(), sitemaps=children, problems=stream.problems)
    found = judge(stream, seed, outlet)
    return SeedReading(found=found, sitemaps=(), problems=stream.problems)


def judge(candidates: Iterable[Candidate], seed: Seed, outlet: Outlet) -> tuple[Found, ...]:
    """Each candidate with its state: waiting, or refused because of its host or its form."""
    return tuple(_judged(candidates, seed, outlet))


def _judged(candidates: Iterable[Candidate], seed: Seed, outlet: Outlet) -> Iterator[Found]:
    zone = ZoneInfo(outlet.timezone)
    for candidate in candidates:
        reason = refusal(candidate.url, outlet)
        yield Found(
            url=candidate.url,
            via=seed.url,
            hops=seed.depth + 1,
            state=REFUSED if reason else WAITING,
            reason=reason,
            published=candidate.published_raw,
            modified=candidate.modified_raw,
            day=printed_day(candidate.published_raw or candidate.modified_raw, zone),
            modified_at=printed_moment(candidate.modified_raw, zone),
        )


def refusal(url: str, outlet: Outlet) -> str | None:
    """Why the outlet's declaration refuses a URL as an article, or None."""
    if not outlet.owns(url):
        return OTHER_HOST
    return None if outlet.is_article_url(url) else NOT_AN_ARTICLE_URL


def printed_day(raw: str | None, zone: ZoneInfo) -> str | None:
    """The outlet's own day (YYYY-MM-DD) of a feed's or sitemap's date, ISO 8601 or RFC 5322; else None."""
    moment = _moment(raw.strip()) if raw is not None else None
    if moment is None:
        return None
    try:
        return (moment.astimezone(zone) if moment.tzinfo else moment).date().isoformat()
    except OverflowError:  # the last hours of the year 9999, seen from further east
        return None


def printed_moment(raw: str | None, zone: ZoneInfo) -> float | None:
    """The moment a seed printed, in seconds since the epoch; without an offset it is in the outlet's zone."""
    moment = _moment(raw.strip()) if raw is not None else None
    if moment is None:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()
    except OverflowError:
        return None


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text)
        except (ValueError, OverflowError):
            continue
    return None
