"""Finds an outlet's feeds and sitemaps: those that its pages name, then the usual places; each is read."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.language import Saying, saying
from crawlers.feeds import Feed, read_feed
from crawlers.links import HtmlPage, declared_feeds, declared_sitemaps, page_links, robots_sitemaps
from crawlers.outlet_system import System
from crawlers.outlet_visit import Visit
from crawlers.sitemaps import Sitemap, read_sitemap
from extractors.urls import normalise

Owns = Callable[[str], bool]
USUAL_FEEDS = (
    "/feed/",
    "/feed",
    "/rss",
    "/rss.xml",
    "/atom.xml",
    "/feeds/posts/default",
    "/index.xml",
    "/feed.xml",
    "/rss.php",
)
USUAL_SITEMAPS = (
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/wp-sitemap.xml",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
)
FEED_LIKE = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._?-]|\d*$)", re.IGNORECASE)
COMMENTS = re.compile(r"comments?/|comments?$|[?&]feed=comments|تعليقات", re.IGNORECASE)
NO_ARTICLES = re.compile(
    r"categor|taxonom|tags?\b|post_tag|authors?|users?|pages?\b(?!=)|image|video", re.IGNORECASE
)
# Where an address is known from, as findings say it.
SOURCES = {
    "given": saying("given"),
    "declared by the home page": saying("declared by the home page"),
    "linked from the home page": saying("linked from the home page"),
    "named in robots.txt": saying("named in robots.txt"),
    "usual place": saying("usual place"),
}
GUESSED = frozenset({"linked from the home page", "usual place"})  # by us: copies are left out
MOST_FEEDS = 12  # tried beside the usual places
LEARNT_FROM = 500  # URLs of one sitemap
CHILDREN_READ = 3  # of a sitemap index, to learn from
NOT_ARTICLE_CHILDREN_READ = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSitemap:
    """A working sitemap, with article URLs and surely-no-article URLs seen in it and its children."""

    url: str
    sitemap: Sitemap
    is_news: bool
    articles: tuple[str, ...]
    others: tuple[str, ...]


def find_feeds(
    visit: Visit, page: HtmlPage, given: Iterable[str], owns: Owns, system: System | None = None
) -> dict[str, Feed]:
    """Every working feed by URL: given ones, those the page declares or links, the usual places."""
    sources = dict.fromkeys(given, "given")
    for link in declared_feeds(page):
        sources.setdefault(link.url, "declared by the home page")
    linked = [link.url for link in page_links(page) if owns(link.url) and FEED_LIKE.search(link.url)]
    for url in linked[:MOST_FEEDS]:
        sources.setdefault(url, "linked from the home page")
    for place in (*(system.feeds if system else ()), *USUAL_FEEDS):
        sources.setdefault(normalise(place, page.base), "usual place")
    feeds: dict[str, Feed] = {}
    items: dict[frozenset[str], str] = {}
    for url, source in sources.items():
        found = _feed(visit, url, source, owns)
        if found is None or found[0] in feeds:
            continue
        address, feed = found
        content = frozenset(entry.url for entry in feed.entries)
        if content in items and source in GUESSED:
            visit.note("feeds", address, saying("left out: the same items as {url}", url=items[content]))
            continue
        items.setdefault(content, address)
        feeds[address] = feed
        listed = saying("{count} items", count=len(feed.entries))
        visit.note("feeds", address, _found(source, listed, feed.problems))
    return feeds


def _feed(visit: Visit, url: str, source: str, owns: Owns) -> tuple[str, Feed] | None:
    """The feed at `url` with its address after redirects, when it works and is the outlet's."""
    if not owns(url):
        visit.note("feeds", url, _left_out(source, saying("on another host")))
        return None
    if COMMENTS.search(url):
        visit.note("feeds", url, _left_out(source, saying("lists comments")))
        return None
    answer = visit.get(url)
    if answer is None:
        if source != "usual place":
            visit.note("feeds", url, _left_out(source, saying("{text}", text=visit.failures[url])))
        return None
    feed = read_feed(answer.body, answer.url, answer.content_type)
    if not feed.entries:
        if source != "usual place":
            visit.note("feeds", url, _left_out(source, saying("{text}", text=feed.problems[0])))
        return None
    address = normalise(answer.url)
    return (address if owns(address) else url), feed


def find_sitemaps(
    visit: Visit, page: HtmlPage, owns: Owns, system: System | None = None
) -> dict[str, FoundSitemap]:
    """Every working sitemap by URL: those of robots.txt and the page, then the usual places."""
    robots = visit.get(normalise("/robots.txt", page.base))
    sources = dict.fromkeys(robots_sitemaps(robots.body, robots.url), "named in robots.txt") if robots else {}
    for url in declared_sitemaps(page):
        sources.setdefault(url, "declared by the home page")
    for place in (*(system.sitemaps if system else ()), *USUAL_SITEMAPS):
        sources.setdefault(normalise(place, page.base), "usual place")
    found: dict[str, FoundSitemap] = {}
    listed: set[str] = set()
    contents: dict[frozenset[str], str] = {}
    for url, source in sources.items():
        read = _sitemap(visit, url, source, owns)
        if read is None or read[0] in found:
            continue
        address, sitemap = read
        content = frozenset(entry.url for entry in sitemap.entries)
        if content in contents and source in GUESSED:
            visit.note(
                "sitemaps", address, saying("left out: the same entries as {url}", url=contents[content])
            )
            continue
        contents.setdefault(content, address)
        if sitemap.kind == "index":
            listed |= content
        found[address] = _explored(visit, address, sitemap)
        count = len(sitemap.entries)
        index = sitemap.kind == "index"
        lists = saying("{count} sitemaps", count=count) if index else saying("{count} URLs", count=count)
        visit.note("sitemaps", address, _found(source, lists, sitemap.problems))
    for address in [address for address in found if address in listed]:
        visit.note("sitemaps", address, saying("left out: an index above lists it"))
        del found[address]
    return found


def _sitemap(visit: Visit, url: str, source: str, owns: Owns) -> tuple[str, Sitemap] | None:
    if not owns(url):
        visit.note("sitemaps", url, _left_out(source, saying("on another host")))
        return None
    answer = visit.get(url)
    sitemap = read_sitemap(answer.body, answer.url) if answer else None
    if answer and sitemap and sitemap.entries:
        address = normalise(answer.url)
        return (address if owns(address) else url), sitemap
    if source != "usual place":
        reason = sitemap.problems[0] if sitemap else visit.failures[url]
        visit.note("sitemaps", url, _left_out(source, saying("{text}", text=reason)))
    return None


def _explored(visit: Visit, address: str, sitemap: Sitemap) -> FoundSitemap:
    """The sitemap with URLs to learn from: its own, or those of a few children of an index."""
    entries = [entry.url for entry in sitemap.entries]
    if sitemap.kind != "index":
        entries = _sample(entries)
        listing = bool(NO_ARTICLES.search(_place(address)))
        articles, others = ([], entries) if listing else (entries, [])
        news = _is_news(sitemap)
        return FoundSitemap(
            url=address, sitemap=sitemap, is_news=news, articles=tuple(articles), others=tuple(others)
        )
    reports = [url for url in entries if not NO_ARTICLES.search(_place(url))]
    listings = [url for url in entries if NO_ARTICLES.search(_place(url))]
    # The last children of an index are as a rule the newest, the first the oldest: both habits are looked at.
    some = dict.fromkeys((*reports[:1], *reports[-CHILDREN_READ + 1 :]))
    articles = [url for child in some for url in _urls(visit, child)]
    others = [url for child in listings[:NOT_ARTICLE_CHILDREN_READ] for url in _urls(visit, child)]
    return FoundSitemap(
        url=address, sitemap=sitemap, is_news=False, articles=tuple(articles), others=tuple(others)
    )


def _is_news(sitemap: Sitemap) -> bool:
    """Whether a sitemap lists reports only: one of news gives each its date and title."""
    return bool(sitemap.entries) and all(entry.title and entry.published_raw for entry in sitemap.entries)


def _urls(visit: Visit, url: str) -> list[str]:
    answer = visit.get(url)
    sitemap = read_sitemap(answer.body, answer.url) if answer else None
    return _sample([entry.url for entry in sitemap.entries]) if sitemap and sitemap.kind != "index" else []


def _sample(urls: list[str]) -> list[str]:
    """At most LEARNT_FROM of the URLs, evenly spread from the first on."""
    return urls[:: -(-len(urls) // LEARNT_FROM) or 1]


def _place(url: str) -> str:
    """The path alone: a host such as videonews.example says nothing about a sitemap."""
    return url.split("/", 3)[-1]


def _found(source: str, listed: Saying, problems: tuple[str, ...]) -> Saying:
    known = SOURCES[source]
    if problems:
        return saying("{source}; {listed}, but {problem}", source=known, listed=listed, problem=problems[0])
    return saying("{source}; {listed}", source=known, listed=listed)


def _left_out(source: str, reason: Saying) -> Saying:
    return saying("left out: {source}, {reason}", source=SOURCES[source], reason=reason)
