"""The text of a heading without what is no title: kickers, labels, words for screen readers, site logos."""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from extractors.class_names import found_in
from extractors.document import HIDDEN, squeeze

_UNSEEN_CLASS = found_in(
    r"(?:^|[\s_-])(?:sr-only|screen-reader(?:-text)?|visually-?hidden|element-invisible|assistive(?:-text)?"
    r"|hidden|d-none|invisible)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_KICKER_CLASS = found_in(
    r"(?:^|[\s_-])(?:kicker|overline|eyebrow|super-?title|sup-?title|pre-?title|top-?title|upper-?title|surtitre"
    r"|surtitle|over-?title|label|badge|category|cat|section|rubric|rubrique|breaking|urgent|flag|topic|hat|tag"
    r"|sub-?title|sub-?head(?:ing|line)?|deck|dek|standfirst|date|time|share|icon|count|counter|views|edit"
    r"|comments?|live)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_LOGO = found_in(r"(?:^|[\s_-])(?:logo|brand|site-?(?:title|name|logo)|branding|masthead)(?:[\s_-]|$)", re.I)
_HOME = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w{2,5}|home|default\.\w{2,5})?/?", re.IGNORECASE)
_NO_HEADING = frozenset(["time", "button", "nav", "sup"])
_FURNITURE = frozenset(["nav", "footer", "aside"])
_BREAKS = frozenset(["br", "div", "p", "h1", "h2", "h3", "h4", "li", "ul", "tr", "td", "section", "header"])
_LONGEST_HOME = 60  # characters
_MOST_PIECES = 400  # of text in a heading; one that was never closed holds the page
_LONGEST_LOGO = 400  # characters; what holds more is no logo, whatever its class
_LOGO_HEIGHT = 4  # ancestors in which a logo's class may stand


def heading_texts(element: HtmlElement) -> Iterator[str]:
    """Give the texts that a heading may be meant to print: without kickers and labels, as it stands, and
    without its first or its last part, where that is an element of its own.
    """
    given: set[str] = set()
    inner = _innermost(element)
    parts = [child for child in inner if isinstance(child.tag, str) and child.tag not in HIDDEN]
    choices: list[Callable[[HtmlElement], bool]] = [_is_no_title, _is_unseen]
    if parts and element.tag in ("h1", "h2"):
        first, last = parts[0], parts[-1]
        choices += [
            lambda part: part is first or _is_unseen(part),
            lambda part: part is last or _is_unseen(part),
        ]
    for unwanted in choices:
        text = squeeze("".join(islice(_texts(element, unwanted), _MOST_PIECES)))
        if text and text not in given:
            given.add(text)
            yield text


def is_home(href: str) -> bool:
    """Say whether an address is a site's home page: "/", "https://host/", "/index.php"."""
    return 0 < len(href) <= _LONGEST_HOME and _HOME.fullmatch(href.strip() or "x") is not None


def is_logo(element: HtmlElement) -> bool:
    """Say whether a heading holds the outlet's name: in a logo's element, linked to the home page, or in the
    page's furniture.
    """
    link = element.find(".//a")
    if link is not None and is_home(link.get("href") or ""):
        return True
    ancestor: HtmlElement | None = element
    height = 0
    while ancestor is not None:
        if ancestor.tag in _FURNITURE:
            return True
        if height < _LOGO_HEIGHT and _LOGO(_marks(ancestor)):
            return len(ancestor.text_content()) < _LONGEST_LOGO
        if ancestor.tag == "a" and is_home(ancestor.get("href") or ""):
            return True
        ancestor = ancestor.getparent()
        height += 1
    return False


def _marks(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _innermost(element: HtmlElement) -> HtmlElement:
    """Give the only child of an only child …, as long as it holds all of the text."""
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        if not isinstance(element[0].tag, str):
            break
        element = element[0]
    return element


def _texts(element: HtmlElement, unwanted: Callable[[HtmlElement], bool]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in HIDDEN and not unwanted(child):
            space = " " if child.tag in _BREAKS else ""
            yield space
            yield from _texts(child, unwanted)
            yield space
        yield child.tail or ""


def _is_unseen(element: HtmlElement) -> bool:
    if "hidden" in element.attrib or _UNSEEN_CLASS(element.get("class") or ""):
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style


def _is_no_title(element: HtmlElement) -> bool:
    return element.tag in _NO_HEADING or _is_unseen(element) or _KICKER_CLASS(element.get("class") or "")
