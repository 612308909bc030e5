"""The second reading: trafilatura's, which knows nothing of ours, to hold it against."""

import copy
import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from extractors.document import squeeze

_LAYOUT_CELL = 200  # characters; a cell with more text holds a page, not a figure
_THEIR_LINES = frozenset(["p", "head", "item", "list", "quote", "row", "table", "lb", "code", "ab", "div"])
_NO_TEXT = ("script", "style", "noscript", "template", "svg", "iframe", "nav", "footer", "aside", "form")
_SPLIT = re.compile(r"\n+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How much of either reading the other holds, as shares of words from 0 to 1."""

    ours: float
    theirs: float


def second_reading(tree: HtmlElement) -> list[str]:
    """Give trafilatura's reading by line, [] for none. The tree is copied: it is cut to pieces."""
    import trafilatura.core  # 0.6 s, and no caller but this needs it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    copied = copy.deepcopy(tree)
    etree.strip_elements(copied, "script", "style", "noscript", "template", "svg", with_tail=False)
    _dissolve_layout_tables(copied)
    document = trafilatura.core.bare_extraction(
        copied, include_comments=False, include_tables=True, with_metadata=False, fast=True
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return _printed_lines(document.body)


def agreement(ours: Iterable[str], theirs: Iterable[str]) -> Agreement:
    """Give the share of each reading's words that stand in the other, repeats counted; 0 for no words."""
    one, two = _words(ours), _words(theirs)
    common = (one & two).total()
    return Agreement(ours=common / max(1, one.total()), theirs=common / max(1, two.total()))


def _words(lines: Iterable[str]) -> Counter[str]:
    return Counter(_WORD.findall("\n".join(lines)))


def _printed_lines(body: etree._Element) -> list[str]:
    """Give the lines of trafilatura's tree as printed: its text form adds marks for items and cells."""
    lines = [""]
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _THEIR_LINES:
            lines.append("")
        elif element.tag == "cell":
            lines[-1] += " "
        text = element.text if event == "start" else element.tail
        for number, part in enumerate(_SPLIT.split(text or "")):
            if number:
                lines.append("")
            lines[-1] += part
    return [line for line in map(squeeze, lines) if line]


def _dissolve_layout_tables(tree: HtmlElement) -> None:
    """Make plain divisions of tables that hold a page's layout, so that they are not read as figures."""
    for table in reversed(list(tree.iter("table"))):
        if _is_layout(table):
            for part in table.iter("table", "tbody", "thead", "tfoot", "tr", "td", "th", "center"):
                part.tag = "div"


def _is_layout(table: HtmlElement) -> bool:
    for cell in table.iter("td", "th"):
        if any(True for _ in cell.iter("p", "table", "div", "h1", "h2", "article")):
            return True
        if len(squeeze(cell.text_content())) > _LAYOUT_CELL:
            return True
    return False
