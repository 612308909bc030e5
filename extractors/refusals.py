"""Why a page is not an article. Every code that `read_article` can refuse with is listed here.

http-status        the answer's status is not 200
not-html           the answer is no HTML page
undecodable        the bytes are no text in any charset we know
unreadable         the page broke the parser
section-page       a home, section, topic, tag, author, search, archive or figures page, or one so declared
standing-page      a page about the outlet itself: who it is, how to reach it, its terms
bot-challenge      a page that tests the visitor, served in the article's place
not-found-page     "page not found", "deleted", "no results" served with status 200
geo-block          a page that is shown in other countries only
access-denied      "forbidden" served with status 200
maintenance-page   a site that is closed for works
server-error       the message of a server or a program that failed, served with status 200
login-wall         a page that asks for a password in the article's place
consent-wall       a page that asks for consent to cookies in the article's place
paywall            a page that shows subscribers only what it is about
redirect-page      a page that only leads to another address
script-only        an empty shell that scripts fill: it needs a browser
placeholder        filler text, a parked domain, a server's default page
wrong-language     the text is not in the outlet's language
no-body            no text was found
too-short          a heading with next to no text
no-title           a text without any title
"""

import re
from functools import lru_cache

from extractors.arabic import fold
from extractors.article import NotAnArticle, Page
from extractors.charset import REPLACEMENT, Decoded
from extractors.jsonld import Claims
from extractors.language import is_wanted, language_of
from extractors.messages import FILLER, OFFER_WORDS, PAYWALL, PLACEHOLDER
from extractors.openings import LEAST, is_headline
from extractors.outlets import Outlet
from extractors.urls import UrlError, url_key

_HTML = re.compile(r"^\s*(?:text/html|application/xhtml\+xml|application/xml|text/xml)\b", re.IGNORECASE)
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|table|p|h1)\b", re.IGNORECASE)
_FEED_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL
)

_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20)))
_STUB = 700  # characters; a longer text is a report, whatever stands below it
_LEAST_WITH_DATE = 40  # characters of the shortest report, with title and date
_LEAST = 150  # and without a date, below a title that may be a label


def refuse_answer(page: Page, outlet: Outlet) -> NotAnArticle | None:
    """Refuse what is no article by its status, type or address, before anything is parsed."""
    if page.status != 200:
        return NotAnArticle(code="http-status", detail=str(page.status))
    if not page.body.strip():
        return NotAnArticle(code="no-body", detail="the answer is empty")
    start = page.body[:2048]
    if page.content_type and not _HTML.match(page.content_type):
        return NotAnArticle(code="not-html", detail=page.content_type[:100])
    if _FEED_START.match(start) or not (page.content_type or _HTML_START.search(start.replace(b"\x00", b""))):
        return NotAnArticle(code="not-html", detail="no sign of HTML in the first bytes")
    if _is_seed(page.url, outlet):
        return NotAnArticle(
            code="section-page", detail="the outlet declares this address as a home or section page"
        )
    return None


def refuse_text(decoded: Decoded) -> NotAnArticle | None:
    """Refuse bytes that no charset turns into text."""
    plain = decoded.text.encode("ascii", "ignore")
    beyond = len(decoded.text) - len(plain)
    lost = decoded.text.count(REPLACEMENT)
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    if lost * 4 > beyond and lost > 20:
        return NotAnArticle(code="undecodable", detail=f"{lost} of {beyond} characters beyond ASCII are lost")
    if controls * 10 > len(decoded.text):
        return NotAnArticle(code="undecodable", detail=f"{controls} control characters")
    return None


def refuse_body(
    body: str,
    outlet: Outlet,
    claims: Claims,
    text: str,
    *,
    title: str,
    dated: bool,
    withheld: bool,
    mojibake: bool,
) -> NotAnArticle | None:
    """Refuse a text that is none, a stub before a paywall, too short, or in another language.

    `text` is what short lines of the page say; `withheld` says that the part for subscribers stands empty.
    """
    if not body:
        return NotAnArticle(code="no-body", detail="no text was found on the page")
    start = fold(body[:_STUB])
    if FILLER.match(start) or (len(body) < _STUB and PLACEHOLDER.match(start)):
        return NotAnArticle(code="placeholder", detail=body[:100])
    found = language_of(body)
    if not mojibake and not is_wanted(found, outlet.language):
        return NotAnArticle(code="wrong-language", detail=f"found {found}, wanted {outlet.language}")
    if withheld or (len(body) < _STUB and (not claims.is_free or has_offer(text))):
        return NotAnArticle(code="paywall", detail=f"{len(body)} characters before the offer to subscribe")
    if len(body) < (_LEAST_WITH_DATE if dated else LEAST if is_headline(title) else _LEAST):
        return NotAnArticle(code="too-short", detail=f"{len(body)} characters")
    return None


@lru_cache(maxsize=2)  # asked once to refuse and once to doubt
def has_offer(text: str) -> bool:
    """Say whether a page offers to show more to subscribers."""
    folded = fold(text)
    return any(word in folded for word in OFFER_WORDS) and PAYWALL.search(folded) is not None


def _is_seed(url: str, outlet: Outlet) -> bool:
    try:
        key = url_key(url)
        seeds = _keys((outlet.homepage, *outlet.sections))
    except UrlError:
        return False
    return key in seeds or key.endswith(")/")


@lru_cache(maxsize=64)
def _keys(urls: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(url_key, urls))
