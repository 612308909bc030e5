"""What stands in an article's place: challenges, apologies, demands, empty shells; told by what a page says.

A sign counts where it *is* the message: in the title, a heading or a short line of its own that says little
else. In the running text of a report it counts for nothing.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import NotAnArticle
from extractors.document import Block
from extractors.gone_messages import HOME, LOST, NOT_FOUND, SORRY
from extractors.messages import ADDRESS, BARE_CHALLENGE, CONSENT, GEO, MESSAGES, PAYWALL, PRIVACY, VISITOR
from extractors.openings import LEAST

_MACHINERY = re.compile(
    r"_cf_chl_opt|cf_chl_|cf-browser-verification|cf-challenge-running|_incapsula_resource|sucuri_cloudproxy"
    r"|geo\.captcha-delivery|captcha-delivery\.com|px-captcha|window\._pxappid|bobcmn|awswafcookiedomainlist"
    r"|gokuprops|awswafintegration|challenge\.js[\"'?]|/\.well-known/ddos-guard|__arcsjs|arvancloud|tspd_101"
    r"|/_sec/cp_challenge|sec-if-cpt|kramericaindustries|_guardtest",
    re.IGNORECASE,
)
_WIDGET = re.compile(r"g-recaptcha|h-captcha|hcaptcha\.com|cf-turnstile|recaptcha/api", re.IGNORECASE)
_SCRIPTED_MOVE = re.compile(r"location\s*(?:\.href)?\s*=\s*[\"']|location\.(?:replace|assign)\s*\(")
_REFRESH = re.compile(r"^\s*(\d{1,4})(?:\.\d+)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\s\"']+)", re.IGNORECASE)
_AT_ONCE = 10  # seconds; pages that renew themselves wait minutes
_APP = re.compile(
    r"""<app-root\b|<(?:div|main)\b[^<>]{0,200}?\bid=["']?"""
    r"""(?:app|root|__next|__nuxt|___gatsby|react-root|svelte|main-app|application)["'\s>]""",
    re.IGNORECASE,
)
_SHORT_PAGE = 700  # characters of visible text outside links; most walls say less than that
_BARE_PAGE = 40
_SHELL = 150
_PROSE = 100  # characters of a block that may belong to a report
_START = 80  # characters of a block in which a message comes to the point
_LONGEST = 400  # characters of a line, or of a title, that may be a message
_MOST = 200  # blocks in which an apology is looked for
_FIRST = 6  # blocks among which a long page says what it is
_LINE = 220  # characters; a message says no more at once
_OPENING = 40  # characters before the sign: an apology
_BESIDE = 60  # characters beside the sign, and as many again as it has
_HEADLINE = 22  # characters of a link that reads like a headline; a wall leads to few reports
_MANY_HEADLINES = 10
_HEADING = 25  # characters of a title that is no label
_APOLOGIES = (("not-found-page", LOST), ("geo-block", GEO))
_TECHNICAL = ("redirect-page", "script-only")  # what a challenge may say of itself
_HEADINGS = ("h1", "h2", "h3", "h4")
_SENTENCE = 80  # characters
_HOME_LINK = 40  # characters
_BARE = 30  # characters of a title beside its message
_MARKS = " .!?؟…:"
_HEADLINE_MARKS = re.compile(r"\?|:|\.\.")
_SITE = re.compile(r"\s*[|•·»«]\s*|\s+[-–—]\s+")


def refuse_wall(
    source: str, tree: HtmlElement, page: tuple[Block, ...], *, reported: bool = False, dated: bool = False
) -> NotAnArticle | None:
    """Refuse a page that stands in an article's place.

    `reported` says that its metadata dates a report, `dated` that a line below its title does.
    """
    own = [block for block in page if not block.is_link]
    said = sum(len(block.text) for block in own)
    heads = _heads(tree)
    excerpt = " ".join(" ".join(heads).split())[:100] or " ".join(block.text for block in page[:3])[:100]
    if said <= _SHORT_PAGE and not reported:
        code = _refused_short(source, tree, page, own, heads, dated)
        return NotAnArticle(code=code, detail=_target(tree) or excerpt or "no text") if code else None
    if said > _SHORT_PAGE and not reported and (apology := _apology(tree, own)):
        return NotAnArticle(code=apology, detail=excerpt)
    if not (reported or dated) and _leads_home(tree, page):
        return NotAnArticle(code="not-found-page", detail=excerpt)
    if not (reported or dated or _is_list(page)):
        if _is_all_consent(own):
            return NotAnArticle(code="consent-wall", detail=excerpt)
        if _is_all_challenge(heads, own):
            return NotAnArticle(code="bot-challenge", detail=excerpt)
    return None


def _refused_short(
    source: str, tree: HtmlElement, page: tuple[Block, ...], own: list[Block], heads: list[str], dated: bool
) -> str | None:
    if _has_report(own):
        return _apology(tree, own)
    said = sum(len(block.text) for block in own)
    prose = [block for block in own if len(block.text) >= _PROSE]
    lines = [fold(text) for text in (*heads, *(block.text for block in own if len(block.text) <= _LINE))]
    bare = any(_is_only(BARE_CHALLENGE, line) for line in lines)
    said_first = "bot-challenge" if bare else _first_said(lines)
    if said_first in (None, *_TECHNICAL) and _MACHINERY.search(source) and not prose:
        return "bot-challenge"
    if said_first == "login-wall" and any(PAYWALL.search(line) for line in lines):
        return "paywall"
    if said_first:
        return said_first
    if not prose and _target(tree):
        return "redirect-page"
    if not prose and (
        any(SORRY.fullmatch(fold(head)) for head in heads) or (not dated and _leads_home(tree, page))
    ):
        return "not-found-page"
    if not (dated or _is_list(page)) and any(CONSENT.search(fold(block.text)) for block in own):
        return "consent-wall"
    if not prose and any(says(PAYWALL, line) for line in lines):
        return "paywall"
    if said <= _SHELL and not prose and _is_shell(source, tree):
        return "script-only"
    if said < _BARE_PAGE and not any(head.strip() for head in heads) and "<script" in source:
        return "redirect-page" if _SCRIPTED_MOVE.search(source) else "bot-challenge"
    if said < _SHELL and not prose and _WIDGET.search(source):
        return "bot-challenge"
    return None


def _first_said(lines: list[str]) -> str | None:
    return next((code for code, sign in MESSAGES if any(says(sign, line) for line in lines)), None)


def says(signs: re.Pattern[str], line: str) -> bool:
    """Say whether a folded line is the message that a sign stands for, and little else."""
    match = signs.search(line) if len(line) <= _LONGEST else None
    if match is None or match.start() > _OPENING:
        return False
    return len(line) - len(match.group()) <= _BESIDE + len(match.group())


def _is_bare(signs: re.Pattern[str], line: str) -> bool:
    """Say whether a title is the message and nothing else: reports have titles about such messages too."""
    match = signs.search(line)
    return match is not None and len(line) - len(match.group()) <= _BARE and not _HEADLINE_MARKS.search(line)


def _is_only(signs: re.Pattern[str], line: str) -> bool:
    """Say whether a folded line is a message to the last letter, but for marks."""
    return signs.fullmatch(line.strip(_MARKS)) is not None


def _heads(tree: HtmlElement) -> list[str]:
    """Give the page's title in its parts, and its headings that are no links."""
    found = _title_parts(tree)
    for element, _ in zip(tree.iter("h1", "h2"), range(20), strict=False):
        if element.find(".//a") is None and element.getparent() is not None:
            found.append(" ".join(element.text_content()[:_LONGEST].split()))
    return found


def _title_parts(tree: HtmlElement) -> list[str]:
    title = next((element.text_content() for element in tree.iter("title")), "")
    return [part for part in _SITE.split(" ".join(title[:_LONGEST].split())) if part]


def _apology(tree: HtmlElement, own: list[Block]) -> str | None:
    """Give the code of a page that apologises and shows other news too: in its title or first lines."""
    parts = list(map(fold, _title_parts(tree)))
    for code, signs in _APOLOGIES:
        if any(_is_bare(signs, part) for part in parts):
            return code
        for block in _until_prose(own):
            said = _is_bare if block.element.tag in _HEADINGS else says
            if said(signs, fold(block.text)) and not _has_title(tree, block, signs):
                return code
    for block, following in pairwise(own[:_MOST]):
        sorry = block.element.tag in _HEADINGS and SORRY.fullmatch(fold(block.text))
        if sorry and says(NOT_FOUND, fold(following.text)):
            return "not-found-page"
    return None


def _leads_home(tree: HtmlElement, page: tuple[Block, ...]) -> bool:
    """Say whether the page's title, a short line and a link to the home page are all there is to a page.

    Headlines may follow; prose that follows is a report, with the link between its title and its text.
    """
    parts = frozenset(map(fold, _title_parts(tree)))
    for at, (head, line, link) in enumerate(zip(page[:_MOST], page[1:], page[2:], strict=False)):
        if not link.is_link or len(link.text) > _HOME_LINK or len(line.text) >= LEAST or line.is_link:
            continue
        titled = head.element.tag == "h1" or fold(head.text) in parts
        if titled and not head.is_link and HOME.match(fold(link.text)):
            return not _goes_on(page[at + 3 :])
    return False


def _goes_on(below: tuple[Block, ...]) -> bool:
    """Say whether prose follows before any headline does."""
    for block in below:
        if block.is_link and len(block.text) >= _HEADLINE:
            return False
        if not block.is_link and len(block.text) >= _SENTENCE:
            return PRIVACY.search(fold(block.text)) is None
    return False


def _until_prose(own: Iterable[Block]) -> Iterator[Block]:
    """Give the short lines that stand above the second block of prose."""
    prose = 0
    for block in own:
        if len(block.text) >= _PROSE:
            prose += 1
            if prose == 2:
                return
        if len(block.text) <= _LINE:
            yield block


def _has_title(tree: HtmlElement, message: Block, signs: re.Pattern[str]) -> bool:
    """Say whether the page has a heading of its own, no link, beside the message."""
    for element in tree.iter("h1"):
        text = element.text_content().strip()
        own = element.find(".//a") is None and element is not message.element
        if own and len(text) >= _HEADING and not says(signs, fold(text)):
            return True
    return False


def _is_list(page: tuple[Block, ...]) -> bool:
    return sum(block.is_link and len(block.text) >= _HEADLINE for block in page) >= _MANY_HEADLINES


def _is_all_consent(own: list[Block]) -> bool:
    """Say whether all prose of a page is about cookies and data, and the page asks for consent to them."""
    prose = [fold(block.text) for block in own if len(block.text) >= _PROSE]
    asks = any(CONSENT.search(text) for text in prose[:3])
    told = [PRIVACY.search(text) is not None for text in prose]
    rest = (text for text, is_told in zip(prose, told, strict=True) if not is_told)
    return asks and sum(told) * 2 >= len(told) and all(ADDRESS.search(text) for text in rest)


def _is_all_challenge(heads: list[str], own: list[Block]) -> bool:
    """Say whether a page's title or heading is a challenge, and all its prose speaks to whoever is tested."""
    lines = [fold(text) for text in (*heads, *(block.text for block in own[:_FIRST]))]
    told = any(_is_only(BARE_CHALLENGE, line) or _first_said([line]) == "bot-challenge" for line in lines)
    return told and not _has_report(own)


def _has_report(own: Iterable[Block]) -> bool:
    """Say whether prose reads like a report: some of it speaks neither of the visitor nor of a fault.

    Or most of it, two blocks at least, speaks to nobody: of cookies and faults newsrooms report too.
    """
    prose = [fold(block.text) for block in own if len(block.text) >= _PROSE]
    addressed = sum(ADDRESS.search(text) is not None for text in prose)
    if len(prose) - addressed >= max(2, addressed + 1):
        return True
    return any(
        not (PRIVACY.search(text) or VISITOR.search(text) or ADDRESS.search(text))
        and not any(signs.search(text[:_START]) for _, signs in MESSAGES)
        for text in prose
    )


def _target(tree: HtmlElement) -> str | None:
    """Give where a page sends its visitor at once, None for one that stays."""
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(meta.get("content") or "")
            if match and int(match[1]) <= _AT_ONCE:
                return match[2][:100]
    return None


def _is_shell(source: str, tree: HtmlElement) -> bool:
    """Say whether scripts are to fill the page: an empty container, or a plea for JavaScript."""
    pleas = (fold(element.text_content()) for element in tree.iter("noscript"))
    if any("javascript" in plea.lower() or "جافا" in plea for plea in pleas):
        return True
    return "<script" in source and _APP.search(source) is not None
