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
_PAIR = 2  # rows of a headline and its teaser
_SMALL = 3  # times less text than stands above it
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
        for element in _with_likes(outline, alike)
    ]


def _with_likes(outline: Outline, alike: list[HtmlElement]) -> list[HtmlElement]:
    """Give teasers with their like beside them whose headlines are too short to be told by themselves."""
    parent, kind = alike[0].getparent(), (alike[0].tag, alike[0].get("class"))
    if parent is None or kind[1] is None:
        return alike
    beside = (each for each in parent if (each.tag, each.get("class")) == kind and each in outline.first)
    return [*alike, *(each for each in beside if _opens_in_link(outline, each))]


def _opens_in_link(outline: Outline, element: HtmlElement) -> bool:
    span = outline.span(element)
    prose = sum(outline.prose[number] for number in span)
    return outline.blocks[span.start].is_link and len(span) <= _MOST_BLOCKS and prose <= _MOST_PROSE


def _is_teaser(outline: Outline, element: HtmlElement) -> bool:
    """Say whether an element holds one headline and, below it, a teaser."""
    span = outline.span(element)
    if len(span) > _MOST_BLOCKS:
        return False
    headlines = [number for number in span if _is_headline(outline.blocks[number])]
    prose = [number for number in span if outline.prose[number]]
    return len(headlines) <= 2 and len(prose) <= _MOST_PROSE and (not prose or headlines[0] < prose[0])


def teasers_in_rows(outline: Outline, holders: frozenset[HtmlElement]) -> list[HtmlElement]:
    """Give the children of an element that are headlines and teasers by turns: no box holds a pair."""
    heads: defaultdict[HtmlElement, list[HtmlElement]] = defaultdict(list)
    for number, block in enumerate(outline.blocks):
        if not _is_headline(block):
            continue
        element, parent = block.element, block.element.getparent()
        while parent is not None and outline.last[parent] == outline.first[parent] == number:
            element, parent = parent, parent.getparent()
        if parent is not None and parent not in holders and element not in holders:
            heads[parent].append(element)
    return [
        element
        for parent, rows in heads.items()
        if len(rows) >= _FEWEST
        for element in _by_turns(outline, parent, rows)
    ]


def _by_turns(outline: Outline, parent: HtmlElement, heads: list[HtmlElement]) -> list[HtmlElement]:
    """Give headlines and what follows each, when some are followed by prose, and by little of it.

    Prose before the first makes it a text that refers to others.
    """
    children = [child for child in parent if child in outline.first]
    places = [place for place, child in enumerate(children) if child in heads]
    if any(outline.prose[n] for child in children[: places[0]] for n in outline.span(child)):
        return []
    items = [
        children[start:end] for start, end in zip(places, (*places[1:], places[-1] + _PAIR), strict=True)
    ]
    told = [sum(sum(outline.prose[n] for n in outline.span(child)) for child in item) for item in items]
    if sum(map(bool, told)) < _FEWEST or max(told) > _MOST_PROSE:
        return []
    return [child for item in items for child in item]


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
    return [
        element
        for elements in groups.values()
        for element in elements
        if len(elements) > 1 or _is_small_beside(outline, element)
    ]


def _is_small_beside(outline: Outline, element: HtmlElement) -> bool:
    """Say whether an element is little beside the prose above it: one comment, no text below a byline."""
    first, end = outline.first[element], outline.last[element] + 1
    return 0 < outline.weight(first, end) * _SMALL <= outline.weight(0, first)
