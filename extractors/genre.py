"""What form a report has: news, opinion, a live page, a gallery, a video."""

from lxml.html import HtmlElement

from extractors.jsonld import Claims
from extractors.metadata import Metas

GENRES = ("report", "opinion", "live", "gallery", "video")


def genre_of(tree: HtmlElement, metas: Metas, claims: Claims, section: str | None, url: str) -> str:
    """Give the form that the page's own marks say it has; "report" where none does."""
    return "report"
