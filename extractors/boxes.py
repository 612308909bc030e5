"""Which blocks of a page are not the report's: boxes known by marks, by their heading, or by their repetition."""

from collections import defaultdict
from collections.abc import Iterable

from lxml.html import HtmlElement

from extractors.document import Block
from extractors.furniture import BOX, BOXED, COMMENTS, LABEL, RELATED, TAGS, line_kind, opens_box
from extractors.outline import PROSE, Outline, is_reference

_HEADLINE = 15  # characters of a link that names another report
_CARDS = 3  # like elements side by side, each a headline with a teaser
_CARD_PROSE = 2  # blocks of prose in one of them, at most
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
        for element in _cards(outline, holders):
            _drop(out, outline.span(element))
    for number, block in enumerate(outline.blocks):
        if not out[number]:
            _read_label(outline, holders, out, number, block)
    return out


def _drop(out: list[bool], numbers: Iterable[int]) -> None:
    for number in numbers:
        out[number] = True


def _read_label(
    outline: Outline, holders: frozenset[HtmlElement], out: list[bool], number: int, block: Block
) -> None:
    """Drop a line that is furniture by its words and, under a heading of such a box, what belongs to it."""
    if not line_kind(block.text):
        return
    out[number] = True
    kind = opens_box(block.text)
    if not kind:
        return
    box = _box(outline, holders, block.element, number)
    span = outline.span(box) if box is not None else range(number, number + 1)
    if len(span) > 1 and (kind != RELATED or _refers_only(outline, span)):
        if outline.weight(span[0], span[-1] + 1) * 2 <= outline.weight(0, len(out)):
            _drop(out, span)
            return
    parent = block.element if box is None else box if len(span) > 1 else box.getparent()
    end = outline.last.get(parent, number) + 1 if parent is not None else number + 1
    _drop(out, range(number + 1, _end_of_flat(outline, kind, number + 1, end)))


def _box(
    outline: Outline, holders: frozenset[HtmlElement], element: HtmlElement, number: int
) -> HtmlElement | None:
    """Give the widest element that this block opens: a heading's box. None when others open its own."""
    box = None
    while (
        element is not None
        and outline.first.get(element) == number
        and element not in holders
        and element.tag not in _ROOTS
    ):
        box, element = element, element.getparent()
    return box


def _refers_only(outline: Outline, span: range) -> bool:
    """Say whether a box holds references: no prose but the teaser that follows a headline."""
    after_link = False
    for number in span[1:]:
        block = outline.blocks[number]
        if is_reference(block) or (block.linked and len(block.text) < PROSE):
            after_link = True
        elif outline.prose[number]:
            if not after_link:
                return False
            after_link = False
    return True


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
        if not (block.is_link and len(block.text) >= _HEADLINE):
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
        if len(elements) >= _CARDS and tag not in ("p", "br")
        for element in elements
        if _is_card(outline, element)
    ]


def _is_card(outline: Outline, element: HtmlElement) -> bool:
    """Say whether an element holds a headline and, below it, a teaser."""
    prose = [number for number in outline.span(element) if outline.prose[number]]
    if len(prose) > _CARD_PROSE:
        return False
    above = outline.blocks[outline.first[element] : prose[0]] if prose else ()
    return not prose or any(block.is_link and len(block.text) >= _HEADLINE for block in above)


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
