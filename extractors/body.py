"""The text of a report: our reading of the page, checked by readings of other methods."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.article import Problem
from extractors.container import Reading, read_container
from extractors.document import Block, blocks, squeeze, whole_text
from extractors.looks import signature
from extractors.outline import PROSE
from extractors.paragraphs import clean, rows_joined
from extractors.second_reading import (
    chosen_doubt,
    differences,
    is_mislabelled,
    is_questionable,
    second_reading,
)

_TOP = 4  # blocks at the top of a reading that may repeat what stands above it
_PLACED = re.compile(r"\s[-–—ـ]\s")
_SIGNATURES = 4  # lines at the end of a text that may be set apart; as many are a text of their own
_APART = ("strong", "b", "em", "i")
_PARTS = 20  # elements of a block that are looked at
_LITTLE = 300  # characters; a gallery with no more text is told by its captions


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of a report, paragraphs separated by an empty line.

    `footer` are the credits of an agency that stood below the text and were taken off it; `doubts` says what
    two readings do not agree on.
    """

    text: str
    footer: tuple[str, ...] = ()
    doubts: tuple[Problem, ...] = ()


def read_body(
    tree: HtmlElement,
    page: tuple[Block, ...],
    *,
    heading: str,
    title: HtmlElement | None = None,
    repeated: Iterable[str] = (),
    genre: str = "report",
) -> Body:
    """Give the report's text. `repeated` lines (subtitle, byline) are left out where they open the text.

    `title` is the element that prints the heading: the text stands below it. On a live page every entry is
    text, in a gallery with little text the captions are.
    """
    reading = read_container(page, tree, title, cards=genre != "live")
    tops = [squeeze(whole_text(element)) for element in tree.iter("h1")]
    opening = frozenset(fold(line) for line in (heading, *tops, *repeated, *_captions(tree)) if line)
    paragraphs, footer = _paragraphs(reading, opening, heading)
    if genre == "gallery" and sum(map(len, paragraphs)) < _LITTLE:
        told = read_container(page, tree, title, captions=True)
        whole, _ = _paragraphs(told, frozenset(map(fold, (heading, *tops, *repeated))), heading)
        paragraphs = max(paragraphs, whole, key=lambda lines: sum(map(len, lines)))
    doubts: tuple[Problem, ...] = ()
    if is_questionable(reading, paragraphs, page):
        theirs, credits = clean(second_reading(tree), opening, fold(heading))
        bare = read_container(page, tree, title, cards=genre != "live", classes=False)
        if not paragraphs:
            paragraphs, footer = theirs, credits
            doubts = chosen_doubt("the first reading found no text: this is the second's")
        elif is_mislabelled(reading, bare, theirs):
            paragraphs, footer = _paragraphs(bare, opening, heading)
            doubts = chosen_doubt("the text stands in a box whose class names furniture")
        else:
            doubts = differences(reading, paragraphs, theirs)
    return Body(text="\n\n".join(paragraphs), footer=footer, doubts=doubts)


def read_selected(elements: Iterable[HtmlElement], *, heading: str, repeated: Iterable[str] = ()) -> Body:
    """Give the text of the elements that an outlet's declaration names as its body."""
    opening = frozenset(fold(line) for line in (heading, *repeated) if line)
    lines = [block for element in elements for block in blocks(element)]
    kept, footer = clean(rows_joined(lines), opening, fold(heading))
    return Body(text="\n\n".join(kept), footer=footer)


def _paragraphs(reading: Reading, opening: frozenset[str], heading: str) -> tuple[list[str], tuple[str, ...]]:
    read = _unsigned(reading.blocks)
    return clean(rows_joined(read), opening - _set_alike(read), fold(heading))


def _unsigned(read: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the blocks without short lines at the end that are set apart as a whole: a subhead has text below.

    Who wrote, who took the pictures, where else the outlet is read stands there in bold, at most three lines.
    """
    prose = [block for block in read if len(block.text) >= PROSE]
    if len(prose) < 2 or any(map(_is_set_apart, prose[1:])):
        return read
    end = len(read)
    while end > len(read) - _SIGNATURES and len(read[end - 1].text) < PROSE and _is_set_apart(read[end - 1]):
        end -= 1
    return read[:end] if end > len(read) - _SIGNATURES else read


def _is_set_apart(block: Block) -> bool:
    """Say whether all of a block's text is bold or slanted."""
    return any(
        squeeze(part.text_content()) == block.text for part in islice(block.element.iter(*_APART), _PARTS)
    )


def _set_alike(read: tuple[Block, ...]) -> frozenset[str]:
    """Give the folded lines that stay at the top, whoever says that they are a subtitle or a byline.

    They are set like the text below them: prose, or the place that a report opens with («فلان - جدة»); and
    prose that is all there is.
    """
    prose = [block for block in read if len(block.text) >= PROSE]
    alike = [one for one, other in pairwise(prose[:_TOP]) if signature(one) == signature(other)]
    alike += prose if len(prose) == 1 else []
    placed = [one for one, other in pairwise(read[:2]) if signature(one) == signature(other)]
    alike += [block for block in placed if _PLACED.search(block.text)]
    return frozenset(fold(block.text) for block in alike)


def _captions(tree: HtmlElement) -> list[str]:
    captions = [squeeze(whole_text(element)) for element in tree.iter("figcaption")]
    captions += [squeeze(image.get("alt") or "") for image in tree.iter("img")]
    return [caption for caption in captions if len(caption) > 3]
