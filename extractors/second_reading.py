"""Readings by other methods that check ours: by shallow features always, trafilatura's where in question.

Ours is in question when it found nothing, when prose under the title is unaccounted for, when much prose
stands in boxes above it, or when the reading by features (density.py) lacks much of it. Then trafilatura is
asked, which knows nothing of either and costs several times what ours does. Ours stays, unless it is empty
(then that counts), or prose stands above it in a box that only its class's name makes one: when trafilatura's
reading opens with that prose and holds all that we read without believing classes, that counts.
"""

import copy
import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree
from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import Problem
from extractors.container import Reading
from extractors.density import dense_blocks
from extractors.document import Block, squeeze
from extractors.outline import PROSE

_LAYOUT_CELL = 200  # characters; a cell with more text holds a page, not a figure
_THEIR_LINES = frozenset(["p", "head", "item", "list", "quote", "row", "table", "lb", "code", "ab", "div"])
_BESIDE = 0.3  # prose under the title that is in no box and not in our text, for each character of it
_ABOVE = 1.0  # prose in boxes between title and text, likewise
_THIN = 0.2  # share of our text that does not read like text to the reading by features
_AGREED = 0.9  # the share of our words that another reading must hold
_LONGER = 2  # times
_SPLIT = re.compile(r"\n+")
_WORD = re.compile(r"\w+")


def is_questionable(reading: Reading, paragraphs: list[str], page: Sequence[Block]) -> bool:
    """Say whether our reading of a page's blocks is to be held against trafilatura's.

    It is when there is no text, when prose lies about it, or when much of it does not read like text.
    """
    length = sum(map(len, paragraphs))
    beside = sum(len(block.text) for block in reading.unexplained)
    above = sum(len(block.text) for block in reading.above)
    if not length or beside > _BESIDE * length or above > _ABOVE * length:
        return True
    dense = set(map(id, dense_blocks(page)))
    thin = sum(len(block.text) for block in reading.blocks if id(block) not in dense)
    return thin > _THIN * length


def is_mislabelled(reading: Reading, bare: Reading, theirs: list[str]) -> bool:
    """Say whether a class misled us: `bare` is read without believing any, and the second reading agrees.

    It must open with prose from a box above our text and be at least twice as long.
    """
    text = [block.text for block in bare.blocks]
    opening = next((line for line in text if len(line) >= PROSE), "")
    if opening not in {block.text for block in reading.above}:
        return False
    if sum(map(len, text)) < _LONGER * sum(len(block.text) for block in reading.blocks):
        return False
    begins = next((fold(line) for line in theirs if len(line) >= PROSE), "")
    return begins == fold(opening) and _held(text, theirs) >= _AGREED


def differences(reading: Reading, ours: list[str], theirs: list[str]) -> tuple[Problem, ...]:
    """Give the doubt that two readings leave: words of ours that the other lacks, or many of no known box."""
    if not theirs:
        return ()
    share = _held(ours, theirs)
    if share < _AGREED:
        return (_doubt(f"the second reading holds {share:.0%} of the words of the first"),)
    known = _words(block.text for block in (*reading.blocks, *reading.boxed))
    one = _words(ours)
    strange = (_words(theirs) - one - known).total() / max(1, one.total())
    if strange > _BESIDE:
        return (_doubt(f"the second reading holds {strange:.0%} more words, of no box that is known"),)
    return ()


def chosen_doubt(why: str) -> tuple[Problem, ...]:
    """Give the doubt of a text that is not our first reading's."""
    return (_doubt(why),)


def _doubt(detail: str) -> Problem:
    return Problem(code="readings-differ", detail=detail)


def _held(ours: list[str], theirs: list[str]) -> float:
    """Give the share of our words that stand in another reading, repeats counted."""
    one = _words(ours)
    return (one & _words(theirs)).total() / max(1, one.total())


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
