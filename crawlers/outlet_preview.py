"""A look at single pages of an outlet with the reader's eyes: is this a report, and what is read of it?"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawlers.fetched import Fetched
from crawlers.links import parse_html
from crawlers.outlet_links import LinkTable
from crawlers.outlet_visit import Visit
from extractors.article import Article, NotAnArticle, Page
from extractors.outlets import Outlet, host_outlet
from extractors.reader import read_article
from extractors.urls import normalise

# Refusals that say nothing of the page itself.
CANNOT_SAY = frozenset({"http-status", "bot-challenge", "consent-wall", "undecodable", "wrong-language"})
FIRST_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is read of one report: None for what the page does not tell; `refused` is the reader's code."""

    url: str
    title: str | None = None
    published_at: str | None = None
    authors: tuple[str, ...] = ()
    words: int = 0
    begins: str | None = None
    refused: str | None = None


def preview(answer: Fetched, outlet: Outlet) -> Preview:
    """The report at a fetched page as the outlet's declaration has it read."""
    found = read_article(_page(answer), outlet)
    if isinstance(found, NotAnArticle):
        return Preview(url=answer.url, refused=f"{found.code}: {found.detail}")
    words = found.body.split()
    return Preview(
        url=answer.url,
        title=found.title,
        published_at=found.published.value if found.published else None,
        authors=found.authors,
        words=len(words),
        begins=" ".join(words[:FIRST_WORDS]),
    )


class Verdicts:
    """Says of a URL whether its page is a report, fetching it; takes the page's links into the table."""

    def __init__(self, visit: Visit, table: LinkTable, homepage: str) -> None:
        self._visit = visit
        self._table = table
        stand_in = host_outlet(urlsplit(homepage).netloc)
        self._outlet = replace(stand_in, homepage=homepage)

    def __call__(self, url: str) -> bool | None:
        answer = self._visit.get(url)
        if answer is None:
            return None
        page = parse_html(answer.body, normalise(answer.url), answer.content_type)
        if page is None:
            return False
        self._table.add(page)
        found = read_article(_page(answer), self._outlet)
        if isinstance(found, Article):
            # A page about the newsroom reads like a report, but nobody dates it.
            return found.published is not None or _says_article(page.root)
        if found.code == "paywall":
            return True
        return None if found.code in CANNOT_SAY else False


def _says_article(root: object) -> bool:
    kinds = root.xpath("//meta[@property='og:type']/@content")  # type: ignore[attr-defined]  # lxml's element
    return any(str(kind).lower() == "article" for kind in kinds)


def _page(answer: Fetched) -> Page:
    return Page(
        url=normalise(answer.url),
        captured_at=datetime.now(UTC),
        status=answer.status,
        content_type=answer.content_type,
        body=answer.body,
    )
