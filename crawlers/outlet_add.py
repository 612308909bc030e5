"""Drafts an outlet's declaration from nothing but the URL of its home page, a feed or an article.

Network access is the caller's: `fetch(url)` gives a `Fetched` (redirects followed) or raises `FetchError`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawlers.article_pattern import ArticlePattern, learn_pattern
from crawlers.country_zones import country_of, zone_of
from crawlers.feeds import Feed
from crawlers.links import HtmlPage, Link, page_links
from crawlers.outlet_home import DraftError, domains_of, find_home, given_url, is_on
from crawlers.outlet_names import authority, language_of, names_of, slug_of
from crawlers.outlet_seeds import find_feeds, find_sitemaps
from crawlers.outlet_toml import write_toml
from crawlers.outlet_visit import Fetch, Finding, Visit
from extractors.countries import COUNTRIES
from extractors.outlets import is_slug

HEADLINE_WORDS = 4  # a link text with as many is a headline, with fewer a section or a button
ENOUGH_HEADLINES = 5
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
    page, given_feeds = find_home(visit, given_url(url))
    domains = domains_of(page.url)
    feeds = find_feeds(visit, page, given_feeds, lambda one: is_on(domains, one))
    domains = _with_hosts_of_reports(visit, domains, feeds.values())
    sitemaps = find_sitemaps(visit, page, lambda one: is_on(domains, one))
    listed = [entry.url for feed in feeds.values() for entry in feed.entries]
    listed += [one for sitemap in sitemaps.values() for one in sitemap.articles]
    others = [one for sitemap in sitemaps.values() for one in sitemap.others]
    links = [link for link in page_links(page) if is_on(domains, link.url)]
    pattern = _pattern(visit, [one for one in listed if is_on(domains, one)], others, links, page)
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


def _with_hosts_of_reports(visit: Visit, domains: tuple[str, ...], feeds: Iterable[Feed]) -> tuple[str, ...]:
    """The domains and the foreign host that at least half of the feeds' items are on, if there is one."""
    hosts = [authority(entry.url) for feed in feeds for entry in feed.entries]
    for host in dict.fromkeys(hosts):
        if hosts.count(host) * 2 >= len(hosts) and not is_on(domains, f"https://{host}/"):
            visit.note("domains", host, f"{hosts.count(host)} of {len(hosts)} feed items are there")
            return (*domains, *domains_of(f"https://{host}/"))
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
