"""From any page of an outlet, or a feed of it, to its home page and the hosts that are its own."""

import re
from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

from archive.errors import ArchiveError
from archive.language import saying
from crawlers.feeds import read_feed
from crawlers.fetched import Fetched
from crawlers.links import HtmlPage, page_links, parse_html
from crawlers.outlet_names import authority
from crawlers.outlet_visit import Visit
from extractors.urls import UrlError, normalise

LANGUAGE_FOLDER = re.compile(r"^/(ar|arabic|ara|ar-[a-z]{2})(?:/|$)", re.IGNORECASE)


class DraftError(ArchiveError):
    """No declaration can be drafted; the text says what is missing and how to give it."""


def given_url(url: str) -> str:
    """What a person typed as a normalised URL, https if no scheme was typed; raises DraftError."""
    try:
        return normalise(url if "://" in url else f"https://{url}")
    except UrlError as error:
        raise DraftError(f"{url!r} cannot be fetched: {error}") from error


def find_home(visit: Visit, url: str) -> tuple[HtmlPage, tuple[str, ...]]:
    """The home page, and the given URL when it is a feed; raises DraftError when they cannot be had."""
    answer = _had(visit, url)
    feed = read_feed(answer.body, answer.url, answer.content_type)
    if feed.is_feed:
        home = feed.homepage if feed.homepage and _same_site(feed.homepage, url) else origin_of(url)
        visit.note("homepage", home, saying("the given URL is a feed, this is what it belongs to"))
        page = page_of(_had(visit, home))
        return (page or _must_be_page(_had(visit, origin_of(url)))), (url,)
    page = _must_be_page(answer)
    folder = LANGUAGE_FOLDER.match(urlsplit(page.url).path)
    root = origin_of(page.url)
    if folder:
        front = visit.get(root + folder.group(1) + "/") or visit.get(root + folder.group(1))
        edition = page_of(front) if front else None
        if edition is not None:
            visit.note("homepage", edition.url, saying("the folder of the Arabic edition"))
            return edition, ()
    if urlsplit(page.url).path == "/" and not urlsplit(page.url).query:
        visit.note("homepage", page.url, saying("given"))
        return page, ()
    if (front_page := visit.get(root)) is None:
        why = saying("given; the root of its host cannot be read: {reason}", reason=visit.failures[root])
        visit.note("homepage", page.url, why)
        return page, ()
    visit.note("homepage", root, saying("the root of the given URL's host"))
    return _must_be_page(front_page), ()


def _had(visit: Visit, url: str) -> Fetched:
    answer = visit.get(url)
    if answer is None:
        reason = visit.failures[url]
        hint = " (--no-verify-tls accepts it, if you know it)" if "certificate" in reason.lower() else ""
        raise DraftError(f"{url} cannot be read: {reason}{hint}")
    return answer


def page_of(answer: Fetched) -> HtmlPage | None:
    """The answer as a page under its normalised address; None for what holds no link."""
    page = parse_html(answer.body, normalise(answer.url), answer.content_type)
    return page if page is not None and page_links(page) else None


def _must_be_page(answer: Fetched) -> HtmlPage:
    page = page_of(answer)
    if page is None:
        raise DraftError(
            f"{answer.url} is no page with links (it may need a browser or refuse crawlers): "
            "write the declaration by hand, or give the URL of a feed"
        )
    return page


def _same_site(one: str, other: str) -> bool:
    return is_on(domains_of(one), other) or is_on(domains_of(other), one)


def domains_of(homepage: str) -> tuple[str, ...]:
    """The home page's host without www (its subdomains belong to it), with a port if there is one."""
    host = authority(homepage)
    return (host.removeprefix("www.") if host.count(".") > 1 else host,)


def is_on(domains: Collection[str], url: str) -> bool:
    """Whether a normalised URL's host is one of the domains or, for those without a port, below one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return any(
        parts.netloc == domain if ":" in domain else host == domain or host.endswith("." + domain)
        for domain in domains
    )


def origin_of(url: str) -> str:
    """The root of the site that a URL is on."""
    return urljoin(url, "/")
