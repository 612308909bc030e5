"""Elements that stand side by side and alike: teasers of other reports, comments of readers."""

from collections import defaultdict

from lxml.html import HtmlElement

from extractors.document import Block
from extractors.furniture import is_signature
from extractors.outline import Outline

_HEADLINE = 15  # characters of a link that names another report
_LEVELS = 4  # elements above a headline that may be its card
_FEWEST = 3  # teasers; two links with text may well be the report's
_MOST_PROSE = 2  # blocks of prose in a teaser
_MOST_BLOCKS = 7  # and blocks of any kind


def teasers(outline: Outline, holders: frozenset[HtmlElement]) -> list[HtmlElement]:
    """Give elements that stand side by side, alike, each with a headline that is a link and little prose."""
    groups: defaultdict[tuple[HtmlElement, str, str], dict[HtmlElement, None]] = defaultdict(dict)
    for block in outline.blocks:
        if not _is_headline(block):
            continue
        element = block.element
        for _ in range(_LEVELS):
            parent = element.getparent()
            if parent is None or element in holders or parent.tag == "html":
                break
            groups[(parent, str(element.tag), element.get("class") or "")][element] = None
            element = parent
    return [
        element
        for (_, tag, _), elements in groups.items()
        if tag not in ("p", "br")
        and len(alike := [each for each in elements if _is_teaser(outline, each)]) >= _FEWEST
        for element in alike
    ]


def _is_teaser(outline: Outline, element: HtmlElement) -> bool:
    """Say whether an element holds one headline and, below it, a teaser."""
    span = outline.span(element)
    if len(span) > _MOST_BLOCKS:
        return False
    headlines = [number for number in span if _is_headline(outline.blocks[number])]
    prose = [number for number in span if outline.prose[number]]
    return len(headlines) <= 2 and len(prose) <= _MOST_PROSE and (not prose or headlines[0] < prose[0])


def _is_headline(block: Block) -> bool:
    return block.linked >= _HEADLINE and block.linked * 2 >= len(block.text)


def comments(outline: Outline, holders: frozenset[HtmlElement]) -> list[HtmlElement]:
    """Give elements side by side, alike, each a name with its date above a text: what readers wrote."""
    groups: defaultdict[tuple[HtmlElement, str, str], list[HtmlElement]] = defaultdict(list)
    for number, block in enumerate(outline.blocks):
        if not is_signature(block.text):
            continue
        element = block.element
        parent = element.getparent()
        while parent is not None and (
            len(outline.span(element)) == 1 or outline.span(parent) == outline.span(element)
        ):
            element, parent = parent, parent.getparent()
        if parent is None or element in holders or outline.first[element] != number:
            continue
        if len(outline.span(element)) <= _MOST_BLOCKS:
            groups[(parent, str(element.tag), element.get("class") or "")].append(element)
    return [element for elements in groups.values() if len(elements) > 1 for element in elements]
