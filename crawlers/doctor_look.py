"""One look at an outlet: robots.txt, every declared seed, the home page, and a sample of its reports."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from urllib.parse import urljoin

from crawlers.candidates import Candidate
from crawlers.days import disbelieved
from crawlers.discovery import FEED, HOME, SECTION, SITEMAP, seeds_of
from crawlers.doctor_answers import Answers, Clock, NotSaved
from crawlers.feeds import Feed, read_feed
from crawlers.fetched import Fetched, FetchError
from crawlers.links import Link, page_links, parse_html
from crawlers.sitemaps import Sitemap, read_sitemap
from extractors.article import Article, NotAnArticle, Page
from extractors.outlets import Outlet
from extractors.reader import read_article
from extractors.urls import UrlError, normalise
from extractors.zones import zone

ARTICLES = 20  # looked at
OLDER_SHARE = 4  # one of so many is taken from what is listed last
CHILDREN = 2  # sitemaps of an index that are read, from its end and its beginning
HEADLINE_WORDS = 4
ENOUGH = 3  # addresses that match the declared pattern, or that one is not believed


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedSeen:
    """A declared seed and what it answered; `failure` says why it lists nothing, None when it does.

    `unknown` when only saved answers are looked at and none of this seed was saved.
    """

    url: str
    role: str
    answer: Fetched | None
    failure: str | None
    entries: tuple[Candidate, ...]
    links: tuple[Link, ...] = ()
    unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """One address taken for a report's, with what the seeds say of it and what reading its page gave.

    `linked` when no feed or sitemap lists it: then its title is a link's text, which may hold more or less.
    """

    url: str
    said: Candidate
    older: bool
    linked: bool
    answer: Fetched | None
    failure: str | None
    captured_at: datetime
    read: Article | NotAnArticle | None

    @property
    def article(self) -> Article | None:
        """The report, None when the page gave none."""
        return self.read if isinstance(self.read, Article) else None

    @property
    def refusal(self) -> str | None:
        """The code of the refusal, None for a report or no answer."""
        return self.read.code if isinstance(self.read, NotAnArticle) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """All that was seen of an outlet at one time."""

    outlet: Outlet
    robots: Fetched | None
    seeds: tuple[SeedSeen, ...]
    home: SeedSeen
    sample: tuple[Sampled, ...]
    now: datetime

    @property
    def listed(self) -> tuple[Candidate, ...]:
        """What feeds and sitemaps list, each URL once, the fullest entry of each; without the dates of feeds
        that cannot be right."""
        lists = (seed for seed in self.seeds if seed.role in (FEED, SITEMAP))
        return _merged(
            entry for seed in lists for entry in (_undated(seed) if self.lies(seed) else seed.entries)
        )

    def lies(self, seed: SeedSeen) -> str | None:
        """Why the dates that a feed prints say nothing; None when they may be right."""
        if seed.role != FEED:
            return None
        printed = (entry.published_raw for entry in seed.entries)
        return disbelieved(printed, zone(self.outlet.timezone), self.now.timestamp())

    @property
    def articles(self) -> tuple[Article, ...]:
        """The reports that were read."""
        return tuple(article for one in self.sample if (article := one.article) is not None)


def look_at(
    outlet: Outlet,
    answers: Answers,
    *,
    now: datetime,
    clock: Clock,
    articles: int = ARTICLES,
    also: Collection[str] = (),
) -> Look:
    """What the declaration leads to, and the reports `also`; never raises for what the outlet does."""
    every = tuple(_seed(seed.url, seed.role, answers) for seed in seeds_of(outlet))
    home = next(seed for seed in every if seed.url == outlet.homepage)
    seeds = tuple(seed for seed in every if not seed.unknown)
    look = Look(
        outlet=outlet,
        robots=_robots(outlet, answers),
        seeds=seeds,
        home=home,
        sample=(),
        now=now,
    )
    said = {entry.url: entry for entry in look.listed}
    chosen = [(said.get(url) or Candidate(url=url), True) for url in also]
    chosen += [one for one in _chosen(look, articles, answers.saved) if one[0].url not in also]
    listed = said.keys() | set(also)
    sample = tuple(
        _sampled(said, outlet, answers, clock, older=older, linked=said.url not in listed)
        for said, older in chosen
    )
    return Look(outlet=outlet, robots=look.robots, seeds=seeds, home=home, sample=sample, now=now)


def headlines(look: Look) -> tuple[Link, ...]:
    """The own links of home page and sections that read like headlines and stand in no menu."""
    links = {link.url: link for seed in look.seeds for link in seed.links}
    return tuple(
        link
        for link in links.values()
        if look.outlet.owns(link.url) and not link.in_menu and len(link.text.split()) >= HEADLINE_WORDS
    )


def _read(answer: Fetched, captured_at: datetime, outlet: Outlet) -> Article | NotAnArticle:
    page = Page(
        url=normalise(answer.url),
        captured_at=captured_at,
        status=answer.status,
        content_type=answer.content_type,
        body=answer.body,
    )
    try:
        return read_article(page, outlet)
    except MemoryError as error:
        return NotAnArticle(code="reading-memory", detail=str(error)[:100])


def _robots(outlet: Outlet, answers: Answers) -> Fetched | None:
    try:
        return answers.fetch(normalise(urljoin(outlet.homepage, "/robots.txt")))
    except FetchError:
        return None


def _seed(url: str, role: str, answers: Answers) -> SeedSeen:
    try:
        answer = answers.fetch(url)
    except FetchError as error:
        unknown = isinstance(error, NotSaved)
        return SeedSeen(url=url, role=role, answer=None, failure=str(error), entries=(), unknown=unknown)
    if not answer.ok:
        said = f"answered {answer.status}"
        return SeedSeen(url=url, role=role, answer=answer, failure=said, entries=())
    if role == FEED:
        feed = read_feed(answer.body, answer.url, answer.content_type)
        return SeedSeen(url=url, role=role, answer=answer, failure=_trouble(feed), entries=feed.entries)
    if role == SITEMAP:
        sitemap = read_sitemap(answer.body, answer.url)
        entries = sitemap.entries if sitemap.kind != "index" else tuple(_children(sitemap, answers))
        return SeedSeen(url=url, role=role, answer=answer, failure=_trouble(sitemap), entries=entries)
    page = parse_html(answer.body, normalise(answer.url), answer.content_type)
    links = page_links(page) if page else ()
    failure = None if links else "no links on the page"
    return SeedSeen(url=url, role=role, answer=answer, failure=failure, entries=(), links=links)


def _trouble(listing: Feed | Sitemap) -> str | None:
    if listing.entries:
        return None
    return listing.problems[0] if listing.problems else "it lists nothing"


def _children(index: Sitemap, answers: Answers) -> Iterator[Candidate]:
    """The entries of the last and the first children: outlets append as often as they prepend."""
    urls = [entry.url for entry in index.entries]
    for url in dict.fromkeys((*urls[-CHILDREN + 1 :], *urls[:1])):
        try:
            answer = answers.fetch(url)
        except FetchError:
            continue
        if answer.ok:
            yield from read_sitemap(answer.body, answer.url).entries


def _undated(seed: SeedSeen) -> Iterator[Candidate]:
    return (replace(entry, published_raw=None) for entry in seed.entries)


def _merged(entries: Iterable[Candidate]) -> tuple[Candidate, ...]:
    merged: dict[str, Candidate] = {}
    for entry in entries:
        known = merged.get(entry.url, entry)
        merged[entry.url] = Candidate(
            url=entry.url,
            published_raw=known.published_raw or entry.published_raw,
            modified_raw=known.modified_raw or entry.modified_raw,
            title=known.title or entry.title,
            author=known.author or entry.author,
        )
    return tuple(merged.values())


def _chosen(look: Look, count: int, saved: Collection[str] | None) -> list[tuple[Candidate, bool]]:
    """The addresses to look at, newest first from each seed in turn, then a few of the oldest.

    Of an outlet seen through saved answers, those alone; also what has the form of an article's address.
    """
    outlet = look.outlet
    said = {entry.url: entry for entry in look.listed}
    shown = [
        said.get(link.url) or Candidate(url=link.url, title=link.text)
        for link in headlines(look)
        if outlet.is_article_url(link.url) or outlet.article_url is None
    ]
    lists = [[said[entry.url] for entry in seed.entries] for seed in look.seeds if seed.entries]
    lists.append(shown)
    if saved is not None and outlet.article_url is not None:
        lists.append([Candidate(url=url) for url in saved if url not in said and outlet.is_article_url(url)])
    turns = [entry for turn in zip_longest(*lists) for entry in turn if entry is not None]
    distinct = {one.url: one for one in reversed(turns) if saved is None or one.url in saved}
    own = [entry for entry in reversed(distinct.values()) if outlet.owns(entry.url)]
    formed = [entry for entry in own if outlet.is_article_url(entry.url)]
    pool = formed if len(formed) >= min(ENOUGH, len(own)) and len(formed) * 2 >= len(own) else own
    if not pool:
        linked = [Candidate(url=link.url, title=link.text) for link in headlines(look)]
        pool = [one for one in linked if saved is None or one.url in saved]
    newest = pool[: count - count // OLDER_SHARE] if len(pool) > count else pool
    rest = pool[len(newest) :]
    step = max(1, len(rest) // max(1, count // OLDER_SHARE))
    older = rest[::-1][::step][: count // OLDER_SHARE]
    dated = set(_oldest(newest)) if not older else set()
    return [(one, one.url in dated) for one in newest] + [(one, True) for one in older]


def _oldest(pool: list[Candidate]) -> list[str]:
    """The last quarter of what the seeds list, where all of it is looked at."""
    return [one.url for one in pool[len(pool) - len(pool) // OLDER_SHARE :]]


def _sampled(
    said: Candidate, outlet: Outlet, answers: Answers, clock: Clock, *, older: bool, linked: bool
) -> Sampled:
    captured_at, answer, failure = clock(said.url), None, None
    try:
        answer = answers.fetch(said.url)
        normalise(answer.url)
    except (FetchError, UrlError) as error:
        answer, failure = None, str(error)
    if answer is not None and not answer.ok:
        failure = f"answered {answer.status}"
    return Sampled(
        url=said.url,
        said=said,
        older=older,
        linked=linked,
        answer=answer,
        failure=failure,
        captured_at=captured_at,
        read=_read(answer, captured_at, outlet) if answer is not None else None,
    )


__all__ = ["ARTICLES", "HOME", "SECTION", "Look", "Sampled", "SeedSeen", "headlines", "look_at"]
