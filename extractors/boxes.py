"""Which blocks of a page are not the report's: known by marks, by a heading, or by what stands beside."""

from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from extractors.alike import comments, teasers, teasers_in_rows
from extractors.document import Block
from extractors.furniture import BOXED, COMMENTS, RELATED, TAGS, is_imprint, line_kind, opens_box
from extractors.marks import BOX, CAPTION, LABEL, is_named_by_tag
from extractors.outline import PROSE, Outline, is_reference

_CAPTION = 300  # characters
_TAG = 40  # characters
_SAID = 20  # characters; less beside a heading is a mark or a count
_IMPRINTS = 5  # lines about rights that are looked at
_ROOTS = ("body", "html")


def mark_boxes(
    outline: Outline,
    tree: HtmlElement,
    holders: frozenset[HtmlElement],
    *,
    cards: bool = True,
    captions: bool = False,
    classes: bool = True,
) -> list[bool]:
    """Give for every block whether it is furniture.

    `cards` says whether like elements may be teasers and comments, `captions` whether captions are text,
    `classes` whether the names of classes are believed.
    """
    out = [False] * len(outline.blocks)
    for element, kind in outline.marks.items():
        if not classes and not is_named_by_tag(element):
            continue
        if kind in (BOX, LABEL) or (kind == CAPTION and not captions):
            _drop(out, outline.span(element))
    if not captions:
        _drop(out, _captions(outline, tree))
    if cards:
        for element in (
            *teasers(outline, holders),
            *teasers_in_rows(outline, holders),
            *comments(outline, holders),
        ):
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
    kind = opens_box(block.text, str(block.element.tag))
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


def _box(outline: Outline, holders: frozenset[HtmlElement], number: int, kind: str) -> HtmlElement | None:
    """Give the element that this block opens as its heading; None when it stands among other text.

    An element that holds most of the page's prose is no box.
    """
    box, whole = None, outline.weight(0, len(outline.blocks))
    element: HtmlElement | None = outline.blocks[number].element
    while element is not None and outline.first[element] == number:
        if element in holders or element.tag in _ROOTS:
            break
        span = outline.span(element)
        if (
            not _refers_only(outline, element)
            if kind == RELATED
            else outline.weight(number, span.stop) * 2 > whole
        ):
            break
        if box is not None and not _is_heading_only(outline, outline.span(box)):
            following = outline.span(box).stop
            if kind != RELATED or following == span.stop or not outline.blocks[following].linked:
                break
        box, element = element, element.getparent()
    return box if box is not None and len(outline.span(box)) > 1 else None


def _is_heading_only(outline: Outline, span: range) -> bool:
    """Say whether a box so far holds next to its heading neither text nor references."""
    beside = [outline.blocks[number] for number in span[1:]]
    return sum(len(block.text) for block in beside) <= _SAID and not any(block.linked for block in beside)


def _refers_only(outline: Outline, box: HtmlElement) -> bool:
    """Say whether a box holds references: no prose but the teaser that follows a headline."""
    after_link, told, beside = False, 0, False
    for number in outline.span(box)[1:]:
        block = outline.blocks[number]
        if is_reference(block) or (block.linked and len(block.text) < PROSE):
            after_link = True
        elif outline.prose[number]:
            if not after_link:
                return False
            after_link = False
            told += 1
            beside |= block.element.getparent() is box
    return not beside or told > 1


def _drop_imprint(outline: Outline, holders: frozenset[HtmlElement], out: list[bool]) -> None:
    """Drop what stands with a line about rights in a box below the report: the outlet on itself."""
    kept = [number for number, prose in enumerate(outline.prose) if prose and not out[number]]
    rights = (number for number, block in enumerate(outline.blocks) if out[number] and is_imprint(block.text))
    for number in islice(rights, _IMPRINTS):
        element: HtmlElement | None = outline.blocks[number].element
        while element is not None and len(outline.span(element)) == 1:
            element = element.getparent()
        if element is None or element in holders or element.tag in _ROOTS:
            continue
        span = outline.span(element)
        above = sum(len(outline.blocks[other].text) for other in kept if other < span.start)
        if above * 2 > outline.weight(span.start, span.stop) and (not kept or kept[-1] < span.stop):
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
    told, first = 0, start
    while at < end:
        if is_reference(blocks[at]) or not _is_said(blocks[at]):
            at += 1
            continue
        run = at
        while run < end and not is_reference(blocks[run]) and not line_kind(blocks[run].text):
            run += 1
        prose = sum(outline.prose[at:run])
        if told and prose > 1 and _is_beside(blocks[first], blocks[at]):
            return first  # the text goes on: what stood between two references was of it
        if at == start or prose > 1 or (run == end and not told):
            break
        if run < end and line_kind(blocks[run].text):
            break
        told, first = told + 1, first if told else at
        at = run
    return at


def _is_beside(one: Block, other: Block) -> bool:
    return one.element.getparent() is other.element.getparent() and one.element.tag == other.element.tag


def _is_said(block: Block) -> bool:
    return len(block.text) > _SAID


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
