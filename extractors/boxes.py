"""Which blocks of a page are not the report's: boxes known by marks, by their heading, or by their repetition."""

from collections import defaultdict
from collections.abc import Iterable

from lxml.html import HtmlElement

from extractors.document import Block
from extractors.furniture import BOX, BOXED, COMMENTS, LABEL, RELATED, TAGS, is_imprint, is_signature, line_kind, opens_box
from extractors.outline import PROSE, Outline, is_reference

_HEADLINE = 15  # characters of a link that names another report
_CARDS = 3  # like elements side by side, each a headline with a teaser
_CARD_PROSE = 2  # blocks of prose in one of them, at most
_CARD_BLOCKS = 7  # and blocks of any kind
_CAPTION = 300  # characters
_TAG = 40  # characters
_ROOTS = ("body", "html")


def mark_boxes(
    outline: Outline, tree: HtmlElement, holders: frozenset[HtmlElement], *, cards: bool
) -> list[bool]:
    """Give for every block whether it is furniture. `cards` says whether like elements may be teasers."""
    out = [False] * len(outline.blocks)
    for element, kind in outline.marks(holders).items():
        if kind in (BOX, LABEL):
            _drop(out, outline.span(element))
    for number in _captions(outline, tree):
        out[number] = True
    if cards:
        for element in (*_cards(outline, holders), *_comments(outline, holders)):
            _drop(out, outline.span(element))
    for number, block in enumerate(outline.blocks):
        if not out[number]:
            _read_label(outline, holders, out, number, block)
    _drop_imprint(outline, holders, out)
    return out


def _drop(out: list[bool], numbers: Iterable[int]) -> None:
    for number in numbers:
        out[number] = True


def _read_label(
    outline: Outline, holders: frozenset[HtmlElement], out: list[bool], number: int, block: Block
) -> None:
    """Drop a line that is furniture by its words and, under a heading of such a box, what belongs to it."""
    certain = bool(line_kind(block.text))
    kind = opens_box(block.text, block.element.tag)
    if not (certain or kind):
        return
    out[number] |= certain
    if not kind:
        return
    box = _box(outline, holders, number, kind)
    if box is not None:
        _drop(out, outline.span(box))
    if box is not None or not certain:
        return
    parent: HtmlElement | None = block.element
    while parent is not None and outline.last[parent] == number:
        parent = parent.getparent()
    end = number + 1 if parent is None else outline.last[parent] + 1
    _drop(out, range(number + 1, _end_of_flat(outline, kind, number + 1, end)))


def _box(
    outline: Outline, holders: frozenset[HtmlElement], number: int, kind: str
) -> HtmlElement | None:
    """Give the element that this block opens as its heading; None when it stands among other text.

    An element that holds most of the page's prose is no box.
    """
    box, whole = None, outline.weight(0, len(outline.blocks))
    element: HtmlElement | None = outline.blocks[number].element
    while element is not None and outline.first[element] == number:
        if element in holders or element.tag in _ROOTS:
            break
        span = outline.span(element)
        if not _refers_only(outline, element) if kind == RELATED else outline.weight(number, span.stop) * 2 > whole:
            break
        if box is not None and not _is_heading_only(outline, outline.span(box)):
            following = outline.span(box).stop
            if kind != RELATED or following == span.stop or not outline.blocks[following].linked:
                break
        box, element = element, element.getparent()
    return box if box is not None and len(outline.span(box)) > 1 else None


def _is_heading_only(outline: Outline, span: range) -> bool:
    """Say whether a box so far holds next to its heading neither prose nor references."""
    return not any(outline.prose[number] or outline.blocks[number].linked for number in span[1:])


def _refers_only(outline: Outline, box: HtmlElement) -> bool:
    """Say whether a box holds references: no prose but the teaser that follows a headline."""
    after_link, teasers, beside = False, 0, False
    for number in outline.span(box)[1:]:
        block = outline.blocks[number]
        if is_reference(block) or (block.linked and len(block.text) < PROSE):
            after_link = True
        elif outline.prose[number]:
            if not after_link:
                return False
            after_link = False
            teasers += 1
            beside |= block.element.getparent() is box
    return not beside or teasers > 1


def _drop_imprint(outline: Outline, holders: frozenset[HtmlElement], out: list[bool]) -> None:
    """Drop what stands with a line about rights in a box below the report: the outlet on itself."""
    for number, block in enumerate(outline.blocks):
        if not (out[number] and is_imprint(block.text)):
            continue
        element: HtmlElement | None = block.element
        while element is not None and len(outline.span(element)) == 1:
            element = element.getparent()
        if element is None or element in holders or element.tag in _ROOTS:
            continue
        span = outline.span(element)
        kept = [other for other in range(len(out)) if outline.prose[other] and not out[other]]
        above = sum(len(outline.blocks[other].text) for other in kept if other < span.start)
        if above * 2 > outline.weight(span.start, span.stop) and all(other < span.stop for other in kept):
            _drop(out, span)


def _end_of_flat(outline: Outline, kind: str, start: int, end: int) -> int:
    """Give the number after the last block under a heading that shares its element with the report."""
    blocks = outline.blocks
    if kind == COMMENTS:
        return end
    if kind == BOXED:
        return start
    at = start
    if kind == TAGS:
        while at < end and (is_reference(blocks[at]) or len(blocks[at].text) <= _TAG):
            at += 1
        return at
    teasers = 0
    while at < end:
        if is_reference(blocks[at]) or not _is_said(blocks[at]):
            at += 1
            continue
        run = at
        while run < end and not is_reference(blocks[run]) and not line_kind(blocks[run].text):
            run += 1
        prose = sum(outline.prose[at:run])
        if at == start or prose > 1 or (run == end and not teasers):
            break
        if run < end and line_kind(blocks[run].text):
            break
        teasers += 1
        at = run
    return at


def _is_said(block: Block) -> bool:
    return len(block.text) > 20


def _cards(outline: Outline, holders: frozenset[HtmlElement]) -> list[HtmlElement]:
    """Give elements that stand side by side, alike, each with a headline that is a link and little prose."""
    groups: defaultdict[tuple[HtmlElement, str, str], dict[HtmlElement, None]] = defaultdict(dict)
    for block in outline.blocks:
        if not _is_headline(block):
            continue
        element = block.element
        for _ in range(4):
            parent = element.getparent()
            if parent is None or element in holders or parent.tag == "html":
                break
            groups[(parent, element.tag, element.get("class") or "")][element] = None
            element = parent
    return [
        element
        for (_, tag, _), elements in groups.items()
        if tag not in ("p", "br") and len(alike := [each for each in elements if _is_card(outline, each)]) >= _CARDS
        for element in alike
    ]


def _is_card(outline: Outline, element: HtmlElement) -> bool:
    """Say whether an element holds one headline and, below it, a teaser."""
    span = outline.span(element)
    if len(span) > _CARD_BLOCKS:
        return False
    headlines = [number for number in span if _is_headline(outline.blocks[number])]
    prose = [number for number in span if outline.prose[number]]
    return len(headlines) <= 2 and len(prose) <= _CARD_PROSE and (not prose or headlines[0] < prose[0])


def _is_headline(block: Block) -> bool:
    return block.linked >= _HEADLINE and block.linked * 2 >= len(block.text)


def _comments(outline: Outline, holders: frozenset[HtmlElement]) -> list[HtmlElement]:
    """Give elements side by side, alike, each a name with its date above a text: what readers wrote."""
    groups: defaultdict[tuple[HtmlElement, str, str], list[HtmlElement]] = defaultdict(list)
    for number, block in enumerate(outline.blocks):
        if not is_signature(block.text):
            continue
        element = block.element
        while len(outline.span(element)) == 1 and (parent := element.getparent()) is not None:
            element = parent
        parent = element.getparent()
        if parent is None or element in holders or outline.first[element] != number:
            continue
        if len(outline.span(element)) <= _CARD_BLOCKS:
            groups[(parent, element.tag, element.get("class") or "")].append(element)
    return [element for elements in groups.values() if len(elements) > 1 for element in elements]


def _captions(outline: Outline, tree: HtmlElement) -> Iterable[int]:
    """Give the blocks that stand alone beside a picture: they are its caption."""
    for image in tree.iter("img", "picture", "video"):
        element = image.getparent()
        for _ in range(4):
            if element is None or element.tag in _ROOTS:
                break
            first = outline.first.get(element)
            if first is not None:
                if outline.last[element] != first:
                    break
                block = outline.blocks[first]
                paragraph = block.element.tag == "p" and block.element in (element, image.getparent())
                if len(block.text) <= (PROSE if paragraph else _CAPTION):
                    yield first
                break
            element = element.getparent()
