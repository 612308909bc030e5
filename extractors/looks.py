"""How a block is set and what holds it: by this the parts of one text are known, and what is none of them."""

from lxml.html import HtmlElement

from extractors.document import Block
from extractors.outline import Outline

NESTED = frozenset(["p", "li", "h2", "h3", "h4", "h5", "td", "blockquote"])
_PARAGRAPH = frozenset(["p"])
_INTRUDER = 100  # characters of a line between the parts of a text that may be none of it
_FEWEST = 2  # components of a text

Signature = tuple[object, object, object, object]
Look = tuple[Signature, HtmlElement | None]


def signature(block: Block) -> Signature:
    """Give what an element has in common with others of its kind."""
    element, parent = block.element, block.element.getparent()
    if parent is None:
        return element.tag, element.get("class"), None, None
    return element.tag, element.get("class"), parent.tag, parent.get("class")


def look_of(outline: Outline, block: Block) -> Look:
    """Give how a block is set and what holds its parent: the parts of one text have both in common.

    What holds the parent holds more than it: components wrap each part of a text several times.
    """
    parent = block.element.getparent()
    above = None if parent is None else parent.getparent()
    if parent is not None and parent in outline.first:
        span = outline.first[parent], outline.last[parent]
        while above is not None and (outline.first[above], outline.last[above]) == span:
            above = above.getparent()
    return signature(block), above


def without_intruders(outline: Outline, kept: list[int], prose: list[int]) -> list[int]:
    """Give the blocks without single lines in components of another kind between those of the text."""
    holders = {
        look[1] for number in prose if (look := look_of(outline, outline.blocks[number]))[1] is not None
    }
    if len(holders) != 1:
        return kept
    holder = next(iter(holders))
    parts = [part for number in prose if (part := _part(outline.blocks[number], holder)) is not None]
    kinds = {part.get("class") for part in parts}
    if len(set(parts)) < _FEWEST or len(kinds) > 1 or None in kinds:
        return kept
    return [number for number in kept if not _intrudes(outline, outline.blocks[number], holder, kinds)]


def _intrudes(outline: Outline, block: Block, holder: HtmlElement | None, kinds: set[str | None]) -> bool:
    if len(block.text) > _INTRUDER or block.element.tag in NESTED - _PARAGRAPH:
        return False
    part = _part(block, holder)
    return (
        part is not None
        and len(outline.span(part)) == 1
        and bool(part.get("class"))
        and part.get("class") not in kinds
    )


def _part(block: Block, holder: HtmlElement | None) -> HtmlElement | None:
    """Give the child of an element that holds a block."""
    element: HtmlElement | None = block.element
    while element is not None:
        above = element.getparent()
        if above is holder:
            return element
        element = above
    return None
