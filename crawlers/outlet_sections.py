"""An outlet's listing pages: sections of its menu and archives by date, each looked at before it is named."""

import re
from collections import Counter
from collections.abc import Iterable

from crawlers.day_archives import DAY, MONTH, YEAR
from crawlers.links import parse_html
from crawlers.outlet_groups import TWIN, readable
from crawlers.outlet_links import Linked, LinkTable
from crawlers.outlet_visit import Visit
from extractors.urls import normalise

NO_SECTION = re.compile(
    r"/(?:tags?|authors?|writers?|users?|search(?!/label/)|about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?"
    r"|terms|login|logout|register|subscribe|wp-(?!content)[^/]*|feeds?|rss|pdf)(?:/|$|\.|\?)"
    r"|\.(?:pdf|jpe?g|png|gif|webp|mp[34]|zip|xml|apk)$|[?&](?:s|q|lang)=",
    re.IGNORECASE,
)
DATED = re.compile(r"(?P<year>20\d\d)(?P<mark>[/-])(?P<month>\d\d)(?:(?P=mark)(?P<day>\d\d))?(?=/?$|[?&])")
MOST_LOOKED_AT = 16
MOST_BESIDE_SITEMAPS = 8
MOST_SECTIONS = 20
ARCHIVE_PAGES = 2  # looked at
LEAST_LISTED = 3  # reports on a section's page that are not on every page


def explore(visit: Visit, table: LinkTable, most: int) -> None:
    """Look at the pages that may be sections, those of the menu first, and at a few of an archive by date."""
    for url in section_candidates(table)[:most]:
        _look_at(visit, table, url)
    for template, pages in templates(table.all()).items():
        for url in pages[:ARCHIVE_PAGES] if DAY in template else pages[:1]:
            _look_at(visit, table, url)


def section_candidates(table: LinkTable) -> list[str]:
    """Own URLs with short texts that may list reports: those in menus first, then those with others below."""
    linked = [one for one in table.all() if not one.is_headline and one.text]
    folders = Counter(folder for one in table.all() for folder in folders_of(one.url))
    fit = [
        one
        for one in linked
        if not NO_SECTION.search(readable(one.url))
        and not TWIN.search(readable(one.url))
        and not DATED.search(one.url)
        and readable(one.url) != "/"
    ]
    return [
        one.url for one in sorted(fit, key=lambda one: (not one.in_menu, not folders[one.url.rstrip("/")]))
    ]


def find_sections(table: LinkTable, reports: Iterable[str]) -> list[tuple[str, int]]:
    """Of the pages looked at, those that list reports of their own, each with how many."""
    wanted = set(reports)
    candidates = [url for url in section_candidates(table) if url in table.pages and url not in wanted]
    counted = [(url, len(table.of_its_own(url, wanted))) for url in candidates]
    return [(url, count) for url, count in counted if count >= LEAST_LISTED][:MOST_SECTIONS]


def find_archives(table: LinkTable, reports: Iterable[str]) -> list[tuple[str, int]]:
    """Templates of archives by date whose pages list reports of their own, days before months, each with how
    many links of its form there are."""
    wanted = set(reports)
    found = []
    for template, pages in templates(one for one in table.all() if one.url not in wanted).items():
        if any(table.of_its_own(url, wanted) for url in pages if url in table.pages):
            found.append((template, len(pages)))
    return sorted(found, key=lambda one: DAY not in one[0])[:1]


def templates(linked: Iterable[Linked]) -> dict[str, list[str]]:
    """The URLs that hold a date and nothing after it, by what they share: `{year}`, `{month}`, `{day}`."""
    found: dict[str, list[str]] = {}
    for one in linked:
        match = DATED.search(one.url)
        if match is None or one.is_headline:
            continue
        mark = match["mark"]
        date = f"{YEAR}{mark}{MONTH}{mark}{DAY}" if match["day"] else f"{YEAR}{mark}{MONTH}"
        found.setdefault(one.url[: match.start()] + date + one.url[match.end() :], []).append(one.url)
    return found


def _look_at(visit: Visit, table: LinkTable, url: str) -> None:
    answer = visit.get(url)
    page = parse_html(answer.body, normalise(answer.url), answer.content_type) if answer else None
    if page is not None and page.url == url:
        table.add(page)


def folders_of(url: str) -> list[str]:
    """Every folder that a URL lies in, without a last slash."""
    root, _, path = url.partition("://")
    parts = path.rstrip("/").split("/")
    return [f"{root}://" + "/".join(parts[:depth]) for depth in range(2, len(parts))]
