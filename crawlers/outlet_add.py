"""Drafts an outlet's declaration from nothing but the URL of its home page, a feed or an article.

Network access is the caller's: `fetch(url)` gives a `Fetched` (redirects followed) or raises `FetchError`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from archive.errors import ArchiveError
from crawlers.article_pattern import ArticlePattern, learn_pattern
from crawlers.country_zones import country_of, zone_of
from crawlers.feeds import Feed, read_feed
from crawlers.fetched import Fetched
from crawlers.links import HtmlPage, Link, page_links, parse_html
from crawlers.outlet_names import authority, language_of, names_of, slug_of
from crawlers.outlet_seeds import Fetch, Finding, Visit, find_feeds, find_sitemaps, origin_of
from crawlers.outlet_toml import write_toml
from extractors.countries import COUNTRIES
from extractors.outlets import is_slug
from extractors.urls import UrlError, normalise

HEADLINE_WORDS = 4  # a link text with as many is a headline, with fewer a section or a button
ENOUGH_HEADLINES = 5
LANGUAGE_FOLDER = re.compile(r"^/(ar|arabic|ara|ar-[a-z]{2})(?:/|$)", re.IGNORECASE)
NEVER_ARTICLES = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|search|about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms|login"
    r"|register|wp-[^/]*|feed|rss|archives?|page)(?:/|$|\.|\?)|[?&](?:page|paged|s|q|cat|tag)=",
    re.IGNORECASE,
)
NEVER_SECTIONS = re.compile(
    r"/(?:search|about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms|login|register|wp-[^/]*|feed|rss)"
    r"(?:/|$|\.|\?)",
    re.IGNORECASE,
)
MOST_SECTIONS = 20


class DraftError(ArchiveError):
    """No declaration can be drafted; the text says what is missing and how to give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletDraft:
    """What was found out about an outlet; `findings` say what told each value, what was left out and why."""

    slug: str
    name: str
    name_en: str | None
    country: str | None
    timezone: str | None
    language: str
    homepage: str
    domains: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    sections: tuple[str, ...]
    pattern: ArticlePattern | None
    checked_on: date | None
    verify_tls: bool
    findings: tuple[Finding, ...]

    def to_toml(self) -> str:
        """The declaration as `parse_outlet` reads it; DraftError when country or time zone is unknown."""
        if self.country is None:
            raise unknown_country(self.homepage)
        if self.timezone is None:
            raise DraftError(
                f"{self.country} has several time zones: write the declaration with its timezone"
            )
        return write_toml(
            {
                "name": self.name,
                "name_en": self.name_en,
                "country": self.country,
                "timezone": self.timezone,
                "language": self.language,
                "homepage": self.homepage,
                "domains": self.domains,
                "feeds": self.feeds,
                "sitemaps": self.sitemaps,
                "sections": self.sections,
                "article_url": self.pattern.regex if self.pattern else None,
                "cadence": "1h",
                "checked_on": self.checked_on,
                "not_article": (self.pattern.not_article or None) if self.pattern else None,
                "verify_tls": None if self.verify_tls else False,
            }
        )


def draft_outlet(
    url: str,
    fetch: Fetch,
    *,
    slug: str | None = None,
    country: str | None = None,
    checked_on: date | None = None,
    verify_tls: bool = True,
) -> OutletDraft:
    """The draft for the outlet that `url` (home page, section, feed or article) belongs to.

    `checked_on` is today for a live check; `verify_tls` is False when `fetch` accepts any certificate.
    Raises DraftError when the home page cannot be had, or when the given URL, slug or country cannot be.
    """
    check_options(slug, country)
    visit = Visit(fetch)
    page, given_feeds = _home(visit, given_url(url))
    domains = _domains(page.url)
    feeds = find_feeds(visit, page, given_feeds, lambda one: _owns(domains, one))
    domains = _with_hosts_of_reports(visit, domains, feeds.values())
    sitemaps = find_sitemaps(visit, page, lambda one: _owns(domains, one))
    listed = [entry.url for feed in feeds.values() for entry in feed.entries]
    listed += [one for sitemap in sitemaps.values() for one in sitemap.articles]
    others = [one for sitemap in sitemaps.values() for one in sitemap.others]
    links = [link for link in page_links(page) if _owns(domains, link.url)]
    pattern = _pattern(visit, [one for one in listed if _owns(domains, one)], others, links, page)
    name, name_en, source = names_of(page, feeds.values())
    host = authority(page.url)
    visit.note("name", name or host, source or "nothing printed, so the host")
    language, told_by = language_of(page, feeds.values())
    visit.note("language", language, told_by)
    land, zone = _place(visit, host, country)
    return OutletDraft(
        slug=slug or slug_of(host),
        name=name or host,
        name_en=name_en,
        country=land,
        timezone=zone,
        language=language,
        homepage=page.url,
        domains=domains,
        feeds=tuple(feeds),
        sitemaps=tuple(sitemaps),
        sections=() if feeds or sitemaps else _sections(visit, links, pattern),
        pattern=pattern,
        checked_on=checked_on,
        verify_tls=verify_tls,
        findings=tuple(visit.findings),
    )


def unknown_country(homepage: str) -> DraftError:
    """The error for an outlet whose host does not tell its country, with what to do."""
    host = urlsplit(homepage).hostname
    return DraftError(f"{host} does not tell its country: give it with --country CC, such as --country SY")


def check_options(slug: str | None, country: str | None) -> None:
    """Raises DraftError for a slug or a country code that no declaration may have."""
    if slug is not None and not is_slug(slug):
        raise DraftError(f"{slug!r} is no slug: use a-z, 0-9, _ and -, at most 64, such as --slug almithal")
    if country is not None and country not in COUNTRIES:
        raise DraftError(
            f"{country!r} is no country code of ISO 3166-1: write two capital letters, such as SY"
        )


def given_url(url: str) -> str:
    """What a person typed as a normalised URL, https if no scheme was typed; raises DraftError."""
    try:
        return normalise(url if "://" in url else f"https://{url}")
    except UrlError as error:
        raise DraftError(f"{url!r} cannot be fetched: {error}") from error


def _home(visit: Visit, url: str) -> tuple[HtmlPage, tuple[str, ...]]:
    """The outlet's home page, and the given URL when it is a feed."""
    answer = _had(visit, url)
    feed = read_feed(answer.body, answer.url, answer.content_type)
    if feed.is_feed:
        home = feed.homepage if feed.homepage and _same_site(feed.homepage, url) else origin_of(url)
        visit.note("homepage", home, "the given URL is a feed, this is what it belongs to")
        page = _page(_had(visit, home))
        return (page or _must_be_page(_had(visit, origin_of(url)))), (url,)
    page = _must_be_page(answer)
    folder = LANGUAGE_FOLDER.match(urlsplit(page.url).path)
    root = origin_of(page.url)
    if folder:
        front = visit.get(root + folder.group(1) + "/") or visit.get(root + folder.group(1))
        edition = _page(front) if front else None
        if edition is not None:
            visit.note("homepage", edition.url, "the folder of the Arabic edition")
            return edition, ()
    if urlsplit(page.url).path == "/" and not urlsplit(page.url).query:
        visit.note("homepage", page.url, "given")
        return page, ()
    visit.note("homepage", root, "the root of the given URL's host")
    return _must_be_page(_had(visit, root)), ()


def _had(visit: Visit, url: str) -> Fetched:
    answer = visit.get(url)
    if answer is None:
        raise DraftError(f"{url} cannot be read: {visit.failures[url]}")
    return answer


def _page(answer: Fetched) -> HtmlPage | None:
    """The answer as a page under its normalised address; None for what holds no link."""
    page = parse_html(answer.body, normalise(answer.url), answer.content_type)
    return page if page is not None and page_links(page) else None


def _must_be_page(answer: Fetched) -> HtmlPage:
    page = _page(answer)
    if page is None:
        raise DraftError(
            f"{answer.url} is no page with links (it may need a browser or refuse crawlers): "
            "write the declaration by hand, or give the URL of a feed"
        )
    return page


def _same_site(one: str, other: str) -> bool:
    return _owns(_domains(one), other) or _owns(_domains(other), one)


def _domains(homepage: str) -> tuple[str, ...]:
    """The home page's host without www (its subdomains belong to it), with a port if there is one."""
    host = authority(homepage)
    return (host.removeprefix("www.") if host.count(".") > 1 else host,)


def _owns(domains: Collection[str], url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return any(
        parts.netloc == domain if ":" in domain else host == domain or host.endswith("." + domain)
        for domain in domains
    )


def _with_hosts_of_reports(visit: Visit, domains: tuple[str, ...], feeds: Iterable[Feed]) -> tuple[str, ...]:
    """The domains and the foreign host that at least half of the feeds' items are on, if there is one."""
    hosts = [authority(entry.url) for feed in feeds for entry in feed.entries]
    for host in dict.fromkeys(hosts):
        if hosts.count(host) * 2 >= len(hosts) and not _owns(domains, f"https://{host}/"):
            visit.note("domains", host, f"{hosts.count(host)} of {len(hosts)} feed items are there")
            return (*domains, *_domains(f"https://{host}/"))
    return domains


def _pattern(
    visit: Visit, listed: list[str], never: list[str], links: list[Link], page: HtmlPage
) -> ArticlePattern | None:
    """The article pattern learnt from feeds and sitemaps, or from the home page's headlines alone."""
    headlines = [
        link.url for link in links if _is_headline(link) and not NEVER_ARTICLES.search(_path(link.url))
    ]
    source = f"{len(listed)} URLs of feeds and sitemaps"
    if not listed and len(headlines) >= ENOUGH_HEADLINES:
        listed, source = headlines, f"{len(headlines)} headlines of the home page"
    known = [url for url in listed if url != page.url and not NEVER_ARTICLES.search(_path(url))]
    folders = {folder for url in known for folder in _folders(url)}
    others = {link.url for link in links if _is_menu(link) or NEVER_ARTICLES.search(_path(link.url))}
    others |= {link.url for link in links if link.url.rstrip("/") in folders}
    pattern = learn_pattern(known, (*never, page.url, *(others - set(listed))), headlines)
    if pattern is None:
        visit.note(
            "article_url", "", "left out: no feed, sitemap or headline shows what article URLs look like"
        )
    else:
        visit.note(
            "article_url",
            pattern.regex,
            f"learnt from {source}: matches {pattern.found} of {pattern.known}, "
            f"and {pattern.mistaken} of {pattern.others} URLs that are no articles",
        )
    return pattern


def _is_headline(link: Link) -> bool:
    return len(link.text.split()) >= HEADLINE_WORDS


def _is_menu(link: Link) -> bool:
    return link.in_menu and not _is_headline(link)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _folders(url: str) -> list[str]:
    """Every folder that a URL lies in, without a last slash."""
    parts = urlsplit(url)
    segments = parts.path.strip("/").split("/")
    root = f"{parts.scheme}://{parts.netloc}"
    return ["/".join((root, *segments[:depth])) for depth in range(1, len(segments))]


def _place(visit: Visit, host: str, given: str | None) -> tuple[str | None, str | None]:
    """Country and time zone, None where nothing tells them."""
    country = given or country_of(urlsplit(f"//{host}").hostname or "")
    if country is None:
        visit.note("country", "", f"unknown: {host} has no country's domain")
        return None, None
    visit.note("country", country, "given" if given else "the domain")
    zone = zone_of(country)
    visit.note("timezone", zone or "", f"that of {country}" if zone else f"unknown: {country} has several")
    return country, zone


def _sections(visit: Visit, links: list[Link], pattern: ArticlePattern | None) -> tuple[str, ...]:
    """Menu links that are no articles, for outlets without feeds and sitemaps."""
    article = re.compile(pattern.regex) if pattern else None
    menu = [link.url for link in links if _is_menu(link) and not NEVER_SECTIONS.search(_path(link.url))]
    sections = [url for url in menu if urlsplit(url).path != "/" and not (article and article.search(url))]
    for url in sections[:MOST_SECTIONS]:
        visit.note("sections", url, "in the home page's menu; there is no feed or sitemap")
    return tuple(sections[:MOST_SECTIONS])
