"""Why a page is not an article. Every code that `read_article` can refuse with is listed here.

http-status        the answer's status is not 200
not-html           the answer is no HTML page
undecodable        the bytes are no text in any charset we know
unreadable         the page broke the parser
section-page       a home page, a list of headlines, or an address declared as such
bot-challenge      a page that tests the visitor, served in the article's place
not-found-page     "page not found" served with status 200
consent-wall       a page that asks for consent to cookies in the article's place
paywall            a page that shows subscribers only what it is about
wrong-language     the text is not in the outlet's language
no-body            no text was found
too-short          a heading with next to no text
no-title           a text without any title
"""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import NotAnArticle, Page
from extractors.charset import REPLACEMENT, Decoded, beyond_ascii
from extractors.document import Block
from extractors.jsonld import Claims
from extractors.language import language_of
from extractors.metadata import Metas
from extractors.outlets import Outlet
from extractors.urls import UrlError, url_key

_HTML = re.compile(r"^\s*(?:text/html|application/xhtml\+xml|application/xml|text/xml)\b", re.IGNORECASE)
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|div|table|p|h1)\b", re.IGNORECASE)
_FEED_START = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL
)

_CHALLENGE = re.compile(
    r"cf[_-]chl|cf-browser-verification|just a moment\.\.\.|checking (?:if the site connection|your browser)"
    r"|attention required! \| cloudflare|enable javascript and cookies to continue|_incapsula_resource"
    r"|incapsula incident|ddos-guard|sucuri_cloudproxy|px-captcha|perimeterx|datadome|geo\.captcha-delivery"
    r"|bobcmn|tspd|hcaptcha|recaptcha|are you a robot|verify you are human"
    r"|التحقق من أنك (?:إنسان|لست روبوت)|لست روبوت|جار[يٍ]? التحقق من (?:متصفحك|أمان)",
    re.IGNORECASE,
)
_NOT_FOUND = tuple(
    fold(text)
    for text in (
        "الصفحة غير موجودة",
        "الصفحة المطلوبة غير موجودة",
        "هذه الصفحة غير موجودة",
        "لم يتم العثور على الصفحة",
        "لم نعثر على الصفحة",
        "الصفحة التي تبحث عنها",
        "الصفحة التي طلبتها",
        "المقال غير موجود",
        "الخبر غير موجود",
        "المحتوى غير موجود",
        "المحتوى غير متوفر",
        "تم حذف هذا الخبر",
        "خطأ 404",
        "404 not found",
        "page not found",
        "error 404",
    )
)
_CONSENT = tuple(
    fold(text)
    for text in (
        "ملفات تعريف الارتباط",
        "ملفات تعريف الإرتباط",
        "ملفات الارتباط",
        "سياسة الكوكيز",
        "الكوكيز",
        "cookies",
        "before you continue",
        "we value your privacy",
        "نحن نقدر خصوصيتك",
    )
)
_PAYWALL = tuple(
    fold(text)
    for text in (
        "للمشتركين فقط",
        "هذا المحتوى متاح للمشتركين",
        "هذا المحتوى مخصص للمشتركين",
        "اشترك الآن لمتابعة القراءة",
        "اشترك لمتابعة القراءة",
        "اشترك لقراءة",
        "سجل الدخول لمتابعة القراءة",
        "سجّل الدخول لقراءة",
        "لإكمال القراءة",
        "لمتابعة القراءة",
        "subscribe to continue",
        "subscribers only",
        "this content is for subscribers",
    )
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_SHORT_PAGE = 700  # characters of visible text outside links; a wall says less than that
_STUB = 700  # characters; a longer text is a report, whatever stands below it
_HEADLINE = 22  # characters of a link that reads like a headline
_MANY_HEADLINES = 10
_LISTING_TYPES = ("website", "site", "blog")
_LEAST_WITH_DATE = 40  # characters of the shortest report, with title and date
_LEAST = 150  # and without a date
_SEVERAL_DATES = 4


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
    beyond = beyond_ascii(decoded.text)
    lost = decoded.text.count(REPLACEMENT)
    controls = len(_CONTROLS.findall(decoded.text))
    if lost * 4 > beyond and lost > 20:
        return NotAnArticle(code="undecodable", detail=f"{lost} of {beyond} characters beyond ASCII are lost")
    if controls * 10 > len(decoded.text):
        return NotAnArticle(code="undecodable", detail=f"{controls} control characters")
    return None


def refuse_wall(source: str, tree: HtmlElement, page: tuple[Block, ...]) -> NotAnArticle | None:
    """Refuse a page that stands in an article's place: challenge, "not found", consent."""
    said = sum(len(block.text) for block in page if not block.is_link)
    if said > _SHORT_PAGE:
        return None
    heads = " ".join(element.text_content() for element in tree.iter("title", "h1", "h2"))
    text = fold(heads + " " + " ".join(block.text for block in page if not block.is_link))
    if _CHALLENGE.search(source) or (said < 40 and not heads.strip() and "<script" in source):
        return NotAnArticle(code="bot-challenge", detail=_excerpt(heads, page))
    if any(sign in text for sign in _NOT_FOUND):
        return NotAnArticle(code="not-found-page", detail=_excerpt(heads, page))
    if any(sign in text for sign in _CONSENT) and not _has_report(page):
        return NotAnArticle(code="consent-wall", detail=_excerpt(heads, page))
    return None


def refuse_list(
    page: tuple[Block, ...],
    metas: Metas,
    claims: Claims,
    body: str,
    *,
    certain: bool,
    dated: bool,
    times: int,
) -> NotAnArticle | None:
    """Refuse a page of headlines: many links that read like headlines, little prose of its own.

    `certain` says that the page's metadata dates it, `dated` that anything does; `times` counts its dates.
    """
    if claims.is_article or certain:
        return None
    headlines = sum(block.is_link and len(block.text) >= _HEADLINE for block in page)
    linked = {fold(block.text) for block in page if block.is_link}
    own = sum(len(line) for line in body.split("\n\n") if fold(line) not in linked)
    listing = (metas.first("og:type") or "").lower() in _LISTING_TYPES or times >= _SEVERAL_DATES
    if headlines and own * 2 <= len(body):
        return NotAnArticle(code="section-page", detail=f"{headlines} headlines, most of the text in links")
    if headlines >= _MANY_HEADLINES and listing and (own < _STUB or not dated):
        return NotAnArticle(code="section-page", detail=f"{headlines} headlines, little text beside them")
    return None


def refuse_body(
    body: str, outlet: Outlet, claims: Claims, text: str, *, dated: bool, mojibake: bool
) -> NotAnArticle | None:
    """Refuse a text that is none, a stub before a paywall, too short, or in another language."""
    if not body:
        return NotAnArticle(code="no-body", detail="no text was found on the page")
    wanted = outlet.language.partition("-")[0]
    found = language_of(body)
    if wanted == "ar" and found not in (None, wanted) and not mojibake:
        return NotAnArticle(code="wrong-language", detail=f"found {found}, wanted {wanted}")
    folded = fold(text)
    if len(body) < _STUB and (not claims.is_free or any(sign in folded for sign in _PAYWALL)):
        return NotAnArticle(code="paywall", detail=f"{len(body)} characters before the offer to subscribe")
    if len(body) < (_LEAST_WITH_DATE if dated else _LEAST):
        return NotAnArticle(code="too-short", detail=f"{len(body)} characters")
    return None


def has_offer(text: str) -> bool:
    """Say whether a page offers to show more to subscribers."""
    folded = fold(text)
    return any(sign in folded for sign in _PAYWALL)


def _is_seed(url: str, outlet: Outlet) -> bool:
    try:
        key = url_key(url)
        seeds = {url_key(seed) for seed in (outlet.homepage, *outlet.sections)}
    except UrlError:
        return False
    return key in seeds or key.endswith(")/")


def _has_report(page: Iterable[Block]) -> bool:
    """Say whether two blocks read like a report and do not speak of cookies."""
    prose = [block for block in page if len(block.text) > 120 and not block.is_link]
    return sum(not any(sign in fold(block.text) for sign in _CONSENT) for block in prose) >= 2


def _excerpt(heads: str, page: tuple[Block, ...]) -> str:
    text = " ".join(heads.split()) or " ".join(block.text for block in page[:3])
    return text[:100]
