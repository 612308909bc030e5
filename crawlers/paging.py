"""From a page of headlines to the next one: rel=next, «التالي», page numbers, load-more elements.

One link is chosen, the surest first. Which page of its listing a page is, is told by the caller.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawlers.links import HtmlPage, absolute, label
from extractors.arabic import fold
from extractors.urls import url_key

_NEXT = """
التالي|التالية|الصفحة التالية|المقالات التالية|الأقدم|أقدم|رسائل أقدم|مقالات أقدم|المقالات الأقدم|مواضيع أقدم
|أخبار أقدم|تدوينات أقدم|مشاركات أقدم|المقالات السابقة|next|next page|older|older posts|older entries|suivant
|page suivante|articles plus anciens
"""
_MORE = """
المزيد|عرض المزيد|اعرض المزيد|تحميل المزيد|حمل المزيد|مشاهدة المزيد|شاهد المزيد|المزيد من الأخبار|أخبار أخرى
|more|load more|show more|more news|voir plus|plus
"""


def _phrases(text: str) -> frozenset[str]:
    return frozenset(fold(" ".join(phrase.split())) for phrase in text.split("|"))


NEXT, MORE = _phrases(_NEXT), _phrases(_MORE)
LOAD_DATA = (
    "data-url",
    "data-href",
    "data-next",
    "data-next-url",
    "data-next-page",
    "data-load",
    "data-ajax-url",
    "data-src-next",
    "data-more",
    "data-link",
    "hx-get",
)
LOADS = re.compile(r"more|load|next|infinite|pager|المزيد", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]{1,5}")
EDGES = ' \t\n\r«»‹›<>→←↓…."\u00a0\u200f\u200e'
PAGE_WORDS = re.compile(r"^(?:(?:ال)?صفحه|page)\s+")  # as they are folded
PAGE_PLACE = re.compile(r"/(?:page|p|صفحة)/?\d+/?$|/\d{1,5}/?$", re.IGNORECASE)


def next_page(page: HtmlPage, number: int, listing: str) -> str | None:
    """The URL of the page after `page`, which is the `number`th (from 1) of `listing`; None at the end.

    Only the form of the link decides: whether the address may be fetched is the caller's business.
    """
    here = {url_key(page.url)}
    for url in _in_order(page, number, listing):
        if url_key(url) not in here:
            return url
    return None


def _in_order(page: HtmlPage, number: int, listing: str) -> Iterator[str]:
    yield from _related(page)
    anchors = [
        (url, text)
        for anchor in page.root.iter("a")
        if (url := absolute(anchor.get("href"), page.base))
        for text in [_words(label(anchor))]
    ]
    yield from (url for url, text in anchors if text in NEXT)
    yield from _loaders(page)
    numbered = ((url, text) for url, text in anchors if NUMBER.fullmatch(text))
    yield from (url for url, text in numbered if int(text) == number + 1 and alike(url, listing))
    yield from (url for url, text in anchors if text in MORE and alike(url, listing))


def alike(url: str, listing: str) -> bool:
    """Whether a URL may be a page of a listing: its path but for a page number, or below it."""
    one, other = urlsplit(url), urlsplit(listing)
    if one.netloc != other.netloc:
        return False
    root = other.path.rstrip("/")
    place = PAGE_PLACE.sub("", one.path).rstrip("/")
    return place == root or place.startswith(root + "/")


def _related(page: HtmlPage) -> Iterator[str]:
    for element in page.root.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split() and (
            url := absolute(element.get("href"), page.base)
        ):
            yield url


def _loaders(page: HtmlPage) -> Iterator[str]:
    """What a button or an element at the list's end carries for a script: the URL of the next page."""
    for element in page.root.iter():
        if not isinstance(element.tag, str):
            continue
        names = [name for name in LOAD_DATA if element.get(name)]
        if not names:
            continue
        said = " ".join((element.get("class") or "", element.get("id") or "", *names))
        if LOADS.search(said) or _words(str(element.xpath("string()"))) in MORE:
            yield from (url for name in names if (url := absolute(element.get(name), page.base)))


def _words(text: str) -> str:
    """A link's text, folded, without arrows and "page"; Arabic digits as ASCII."""
    return PAGE_WORDS.sub("", fold(" ".join(text.split())).strip(EDGES))
