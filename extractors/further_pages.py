"""Whether a report goes on at another address: "page 2" of the same article, not the next article."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

_PATH_PAGE = re.compile(r"(?:/(?:page|صفحة|p)?[-/]?(\d{1,2})|[-_]p(?:age)?[-_]?(\d{1,2}))/?$", re.IGNORECASE)
_QUERY_PAGE = re.compile(r"(?:^|&)(?:page|p|pg|pagenum|paged|part|صفحة)=(\d{1,2})(?=&|$)", re.IGNORECASE)
_MOST = 60  # pages of one report


def next_page(tree: HtmlElement, url: str) -> str | None:
    """Give the absolute address of the page on which this report goes on; None for the last or only one.

    rel="next" alone tells nothing: many sites give it to the next report. The address must be this one's but
    for the number of a page, which is one higher.
    """
    base, number = _split(url)
    for target in _targets(tree):
        try:
            address = urljoin(url, target)
            other, following = _split(address)
        except ValueError:
            continue
        if other == base and following == max(number, 1) + 1 and following <= _MOST:
            return address
    return None


def _targets(tree: HtmlElement) -> Iterator[str]:
    for link in tree.iter("link", "a"):
        target = link.get("href")
        if not target:
            continue
        if link.get("rel") == "next" or (link.tag == "a" and _is_number((link.text or "").strip())):
            yield target


def _is_number(text: str) -> bool:
    return 0 < len(text) <= 2 and text.isdecimal()


def _split(url: str) -> tuple[tuple[str, str, str], int]:
    """Give an address without its page's number, and the number: 0 for none."""
    parts = urlsplit(url)
    path, query = parts.path, parts.query
    if match := _QUERY_PAGE.search(query):
        rest = (query[: match.start()] + query[match.end() :]).strip("&")
        return (parts.netloc, path.rstrip("/"), rest), int(match[1])
    if match := _PATH_PAGE.search(path):
        digits = match[1] or match[2]
        return (parts.netloc, path[: match.start()].rstrip("/"), query), int(digits)
    return (parts.netloc, path.rstrip("/"), query), 0
