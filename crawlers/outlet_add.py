"""Drafts an outlet's declaration from nothing but the URL of its home page, a feed or an article.

Network access is the caller's: `fetch(url)` gives a `Fetched` (redirects followed) or raises `FetchError`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from archive.language import listed, saying
from crawlers.article_pattern import ArticlePattern, learn_pattern
from crawlers.feeds import Feed
from crawlers.fetched import Fetched
from crawlers.links import HtmlPage
from crawlers.outlet_groups import WHYS, Judged, judge_urls
from crawlers.outlet_home import DraftError, domains_of, find_home, given_url, is_on, page_of
from crawlers.outlet_links import LinkTable
from crawlers.outlet_names import authority, language_of, names_of, slug_of
from crawlers.outlet_place import find_country, find_zone
from crawlers.outlet_preview import Preview, Verdicts, preview
from crawlers.outlet_sections import (
    MOST_BESIDE_SITEMAPS,
    MOST_LOOKED_AT,
    explore,
    find_archives,
    find_sections,
    folders_of,
)
from crawlers.outlet_seeds import FoundSitemap, find_feeds, find_sitemaps
from crawlers.outlet_system import system_of
from crawlers.outlet_told import Told
from crawlers.outlet_toml import Value, write_toml
from crawlers.outlet_visit import Fetch, Finding, Visit
from extractors.countries import COUNTRIES, UNKNOWN
from extractors.outlets import is_slug, parse_outlet
from extractors.urls import is_mixed_script

PREVIEWED = 3  # reports
UNKNOWN_ZONE = "UTC"
COVERED = 0.9  # of the reports on pages: a sitemap that lists as many lists all


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletDraft:
    """What was found out about an outlet; `findings` say what told each value, what was left out and why.

    `reports` and `others` are the URLs seen, as they were judged; `previews` a few reports as they are read.
    """

    slug: str
    name: str
    name_en: str | None
    country: str
    timezone: str
    language: str
    homepage: str
    domains: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    sections: tuple[str, ...]
    archives: tuple[str, ...]
    pattern: ArticlePattern | None
    checked_on: date | None
    verify_tls: bool
    findings: tuple[Finding, ...]
    previews: tuple[Preview, ...] = ()
    reports: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The keys for which nothing told a value and a stand-in was written."""
        return tuple(
            key
            for key, value, stand_in in (
                ("country", self.country, UNKNOWN),
                ("timezone", self.timezone, UNKNOWN_ZONE),
            )
            if value == stand_in
        )

    def values(self) -> dict[str, Value]:
        """The declaration's keys; absent ones are None."""
        return {
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
            "archives": self.archives or None,
            "article_url": self.pattern.regex if self.pattern else None,
            "cadence": "1h",
            "checked_on": self.checked_on,
            "not_article": (self.pattern.not_article or None) if self.pattern else None,
            "verify_tls": None if self.verify_tls else False,
        }

    def to_toml(self) -> str:
        """The declaration as `parse_outlet` reads it."""
        return write_toml(self.values())


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
    system = system_of(page)
    if system is not None:
        visit.note("system", system.name, saying("its addresses look so"))
    domains = domains_of(page.url)
    if is_mixed_script(urlsplit(page.url).hostname or ""):
        visit.note("domains", domains[0], saying("mixes alphabets: another host may look just like it"))
    feeds = find_feeds(visit, page, given_feeds, lambda one: is_on(domains, one), system)
    domains = _with_hosts_of_reports(visit, domains, feeds.values())
    sitemaps = find_sitemaps(visit, page, lambda one: is_on(domains, one), system)
    table = LinkTable(lambda one: is_on(domains, one))
    table.add(page)
    explore(visit, table, MOST_BESIDE_SITEMAPS if sitemaps else MOST_LOOKED_AT)
    judged = _judged(visit, table, page, feeds, sitemaps, domains)
    pattern = _pattern(visit, judged, table)
    name, name_en, source = names_of(page, feeds.values())
    host = authority(page.url)
    told_name = saying(source) if source else saying("nothing printed, so the host")
    visit.note("name", name or host, told_name)
    language, told_by = language_of(page, feeds.values())
    visit.note("language", language, saying(told_by))
    printed = [entry.published_raw for feed in feeds.values() for entry in feed.entries]
    samples = _samples(visit, judged.reports, pattern)
    pages = [page, *(one for answer in samples if (one := page_of(answer)) is not None)]
    land, zone = _place(visit, host, pages, country, (name, name_en), printed)
    complete = _cover(sitemaps, judged.reports)
    draft = OutletDraft(
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
        sections=() if complete else _sections(visit, table, judged.reports),
        archives=() if complete else _archives(visit, table, judged.reports),
        pattern=pattern,
        checked_on=checked_on,
        verify_tls=verify_tls,
        findings=(),
        reports=judged.reports,
        others=judged.others,
    )
    outlet = parse_outlet(draft.to_toml(), draft.slug, f"the draft of {draft.slug}.toml")
    previews = tuple(preview(answer, outlet) for answer in samples[:PREVIEWED])
    return replace(draft, findings=tuple(visit.findings), previews=previews)


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
            why = saying("{count} of {of} feed items are there", count=hosts.count(host), of=len(hosts))
            visit.note("domains", host, why)
            return (*domains, *domains_of(f"https://{host}/"))
    return domains


def _judged(
    visit: Visit,
    table: LinkTable,
    page: HtmlPage,
    feeds: Mapping[str, Feed],
    sitemaps: Mapping[str, FoundSitemap],
    domains: tuple[str, ...],
) -> Judged:
    """Reports and others among all URLs that the outlet's pages, feeds and sitemaps name."""
    named = [entry.url for feed in feeds.values() for entry in feed.entries]
    named += [url for sitemap in sitemaps.values() if sitemap.is_news for url in sitemap.articles]
    mapped = [url for sitemap in sitemaps.values() if not sitemap.is_news for url in sitemap.articles]
    never = [page.url, *(url for sitemap in sitemaps.values() for url in sitemap.others)]
    never += list(feeds) + list(sitemaps)
    own = [url for url in named if is_on(domains, url)]
    return judge_urls(own, mapped, never, table, Verdicts(visit, table, page.url))


def _pattern(visit: Visit, judged: Judged, table: LinkTable) -> ArticlePattern | None:
    """The article pattern learnt from all URLs that were judged."""
    headlines = [one.url for one in table.all() if one.is_headline]
    folders = {folder for url in judged.reports for folder in folders_of(url)}
    menus = {one.url for one in table.all() if one.url.rstrip("/") in folders}
    others = {*judged.others, *(menus - set(judged.reports))}
    pattern = learn_pattern(judged.reports, others, [url for url in headlines if url not in others])
    if pattern is None:
        why = saying("left out: no feed, sitemap or headline shows what article URLs look like")
        visit.note("article_url", "", why)
        return None
    why = saying(
        "learnt from {known} reports and {others} other URLs, told by {by}: matches {found} and {mistaken}",
        known=pattern.known,
        others=pattern.others,
        found=pattern.found,
        mistaken=pattern.mistaken,
        by=listed([saying("{why} ({count} forms)", why=WHYS[why], count=count) for why, count in judged.by]),
    )
    visit.note("article_url", pattern.regex, why)
    return pattern


def _place(
    visit: Visit,
    host: str,
    pages: Sequence[HtmlPage],
    given: str | None,
    names: Iterable[str | None],
    printed: list[str | None],
) -> tuple[str, str]:
    """Country and time zone; a stand-in, noted as such, where nothing tells them."""
    told = find_country(urlsplit(f"//{host}").hostname or "", pages[0], [name for name in names if name])
    country = Told(value=given, why=saying("given")) if given else told
    if country is None:
        why = saying("unknown: nothing tells it; give --country CC or write it into the file")
        country = Told(value=UNKNOWN, why=why)
    visit.note("country", country.value, country.why)
    zone = find_zone(None if country.value == UNKNOWN else country.value, pages, printed)
    if zone is None:
        why = saying("unknown: times without an offset are read as UTC until you write the outlet's zone")
        zone = Told(value=UNKNOWN_ZONE, why=why)
    visit.note("timezone", zone.value, zone.why)
    return country.value, zone.value


def _cover(sitemaps: Mapping[str, FoundSitemap], reports: tuple[str, ...]) -> bool:
    """Whether the sitemaps list what the pages do; an index is taken to."""
    if not sitemaps:
        return False
    if any(one.sitemap.kind == "index" for one in sitemaps.values()):
        return True
    listed = {entry.url for one in sitemaps.values() for entry in one.sitemap.entries}
    return sum(url in listed for url in reports) >= COVERED * len(reports)


def _sections(visit: Visit, table: LinkTable, reports: tuple[str, ...]) -> tuple[str, ...]:
    found = find_sections(table, reports)
    for url, count in found:
        why = saying("lists {count} reports of its own; no sitemap lists all", count=count)
        visit.note("sections", url, why)
    return tuple(url for url, _ in found)


def _archives(visit: Visit, table: LinkTable, reports: tuple[str, ...]) -> tuple[str, ...]:
    found = find_archives(table, reports)
    for template, count in found:
        why = saying("{count} links to such pages, which list the reports of a day or month", count=count)
        visit.note("archives", template, why)
    return tuple(template for template, _ in found)


def _samples(visit: Visit, reports: tuple[str, ...], pattern: ArticlePattern | None) -> list[Fetched]:
    """Pages of a few reports: those that were had already, and as many more as a preview needs."""
    fit = [url for url in reports if pattern is not None and re.search(pattern.regex, url)]
    had = [answer for url in fit if (answer := visit.had(url)) is not None]
    for url in fit[: 2 * PREVIEWED]:
        if len(had) >= PREVIEWED:
            break
        if visit.had(url) is None and (answer := visit.get(url)) is not None:
            had.append(answer)
    return had
