"""The second reading: trafilatura's, which knows nothing of ours, for pages where ours is in question.

It costs several times what ours does, so it is asked only when prose under the title is unaccounted for or
next to nothing was found. What both hold is certain. Where they differ, ours stays unless it is empty, or the
other has none of it and begins higher under the title: then a box was taken for furniture that is none.
"""

import copy
import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import Problem
from extractors.container import Reading
from extractors.document import squeeze
from extractors.outline import PROSE

_LAYOUT_CELL = 200  # characters; a cell with more text holds a page, not a figure
_THEIR_LINES = frozenset(["p", "head", "item", "list", "quote", "row", "table", "lb", "code", "ab", "div"])
_BESIDE = 0.3  # prose under the title that is in no box and not in our text, for each character of it
_ABOVE = 1.0  # prose in boxes between title and text, likewise
_AGREED = 0.9  # the share of our words that another reading must hold
_STRANGE = 0.3  # below it the two read different texts
_SPLIT = re.compile(r"\n+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the second reading is taken for the report's text, and what is doubtful about either."""

    theirs: bool
    doubts: tuple[Problem, ...] = ()


def is_questionable(reading: Reading, paragraphs: list[str]) -> bool:
    """Say whether our reading asks for a second one: too little text, or prose left lying about it."""
    length = sum(map(len, paragraphs))
    beside = sum(len(block.text) for block in reading.unexplained)
    above = sum(len(block.text) for block in reading.above)
    return not length or beside > _BESIDE * length or above > _ABOVE * length


def compared(reading: Reading, ours: list[str], theirs: list[str]) -> Verdict:
    """Hold two readings against each other and say which is the report's text."""
    one, two = _words(ours), _words(theirs)
    if not two:
        return Verdict(theirs=False)
    share = (one & two).total() / max(1, one.total())
    if not one or (share < _STRANGE and _begins_above(reading, theirs)):
        detail = f"the text is the second reading's: it holds {share:.0%} of the words of the first"
        return Verdict(theirs=True, doubts=(Problem(code="readings-differ", detail=detail),))
    known = _words(block.text for block in (*reading.blocks, *reading.boxed))
    strange = (two - one - known).total() / one.total()
    if share < _AGREED:
        detail = f"the second reading holds {share:.0%} of the words of the first"
    elif strange > _BESIDE:
        detail = f"the second reading holds {strange:.0%} more words, of no box that is known"
    else:
        return Verdict(theirs=False)
    return Verdict(theirs=False, doubts=(Problem(code="readings-differ", detail=detail),))


def _begins_above(reading: Reading, theirs: list[str]) -> bool:
    """Say whether a reading opens with prose that stands between the title and our text."""
    above = {fold(block.text) for block in reading.above}
    return next((fold(line) in above for line in theirs if len(line) >= PROSE), False)


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
