"""Our own reading of a page: the element that holds the report, found by where prose stands under the title."""

from lxml.html import HtmlElement

from extractors.boxes import mark_boxes
from extractors.document import Block
from extractors.furniture import TEXT, is_head_line, kind_of
from extractors.outline import PROSE, Outline, is_reference

_SHORTEST = (PROSE, 30, 12)  # characters of prose; less when a page holds no more
_LEVELS = 6  # elements above a block that may be the report's
_FIRST = 1.5  # what the first prose under the title weighs: texts start there, imprints do not
_LEADS = 2  # paragraphs that may stand between title and text
_NESTED = frozenset(["p", "li", "h2", "h3", "h4", "h5", "td", "blockquote"])
_HEADINGS = frozenset(["h1", "h2", "h3"])
_LISTED = frozenset(["li", "td", "th", "dd", "dt", "blockquote"])

Signature = tuple[object, object, object, object]


def read_container(
    page: tuple[Block, ...], tree: HtmlElement, title: HtmlElement | None, *, cards: bool = True
) -> list[Block]:
    """Give the blocks of the report in order, [] for none. `title` is the element that prints the title."""
    holders = _holders(title)
    for shortest in _SHORTEST:
        outline = Outline(page, shortest)
        out = mark_boxes(outline, tree, holders, cards=cards)
        start = outline.last.get(title, -1) + 1 if title is not None else 0
        kept = _report(outline, out, start, holders)
        if not kept and start:
            kept = _report(outline, out, 0, holders)
        if kept:
            return [page[number] for number in kept]
    outline = Outline(page)
    return [page[number] for number in _report(outline, [False] * len(page), 0, holders)]


def _holders(title: HtmlElement | None) -> frozenset[HtmlElement]:
    return frozenset() if title is None else frozenset([title, *title.iterancestors()])


def _report(outline: Outline, out: list[bool], start: int, holders: frozenset[HtmlElement]) -> list[int]:
    prose = [
        number for number in range(start, len(out)) if outline.prose[number] and not out[number]
    ]
    if not prose:
        return []
    best = _best(outline, prose)
    span = outline.span(best)
    inside = [number for number in prose if number in span]
    inside = _grown(outline, prose, inside, out)
    inside = _with_lead(outline, prose, inside, out)
    signatures = {signature(outline.blocks[number]) for number in inside}
    first, last = inside[0], inside[-1]
    low = max(start, min(span[0], outline.first[_around(outline.blocks[first], holders)]))
    high = max(span[-1], outline.last[_around(outline.blocks[last], holders)])
    kept = []
    for number in range(low, high + 1):
        block = outline.blocks[number]
        if out[number] or is_reference(block):
            continue
        if not first <= number <= last and not _belongs(block, signatures, before=number < first):
            continue
        kept.append(number)
    return kept


def _best(outline: Outline, prose: list[int]) -> HtmlElement:
    """Give the element that holds most prose: the nearest one unless an outer one holds much more."""
    weights: dict[HtmlElement, float] = {}
    for number in prose:
        block = outline.blocks[number]
        share = len(block.text) * (_FIRST if number == prose[0] else 1.0)
        element = _setter(block)
        for _ in range(_LEVELS):
            weights[element] = weights.get(element, 0.0) + share
            share *= 0.75
            parent = element.getparent()
            if parent is None or parent.tag == "html":
                break
            element = parent
    return max(weights, key=lambda element: weights[element] * (1.5 if kind_of(element) == TEXT else 1.0))


def _setter(block: Block) -> HtmlElement:
    """Give the element in which a block stands beside others: a paragraph's parent."""
    parent = block.element.getparent()
    return block.element if parent is None or block.element.tag not in _NESTED else parent


def _around(block: Block, holders: frozenset[HtmlElement]) -> HtmlElement:
    """Give the element in which short lines set like a block may stand: not one that holds the title too."""
    parent = block.element.getparent()
    return _setter(block) if parent is None or parent in holders else parent


def _grown(outline: Outline, prose: list[int], inside: list[int], out: list[bool]) -> list[int]:
    """Give the prose with what stands next to it outside its element but looks the same: a text in parts."""
    looks = {_look(outline.blocks[number]) for number in inside}
    at = prose.index(inside[0])
    grown = list(inside)
    for number in reversed(prose[:at]):
        if _look(outline.blocks[number]) not in looks or _parted(outline, number, grown[0], out):
            break
        grown.insert(0, number)
    for number in prose[at + len(inside) :]:
        if _look(outline.blocks[number]) not in looks or _parted(outline, grown[-1], number, out):
            break
        grown.append(number)
    return grown


def _parted(outline: Outline, before: int, after: int, out: list[bool]) -> bool:
    """Say whether a heading or a reference stands between two blocks: then they are two texts."""
    return any(
        not out[number] and (is_reference(block) or block.element.tag in _HEADINGS)
        for number, block in enumerate(outline.blocks[before + 1 : after], before + 1)
    )


def _with_lead(outline: Outline, prose: list[int], inside: list[int], out: list[bool]) -> list[int]:
    """Give the prose with what stands between title and text in a box of its own: a lead, no list."""
    lead = prose[: prose.index(inside[0])]
    if not lead or len(lead) > _LEADS or _parted(outline, lead[0], inside[0], out):
        return inside
    return [*lead, *inside]


def _look(block: Block) -> tuple[Signature, HtmlElement | None]:
    """Give how a block is set and what holds its parent: the parts of one text have both in common."""
    parent = block.element.getparent()
    return signature(block), None if parent is None else parent.getparent()


def signature(block: Block) -> Signature:
    """Give what an element has in common with others of its kind."""
    element, parent = block.element, block.element.getparent()
    if parent is None:
        return element.tag, element.get("class"), None, None
    return element.tag, element.get("class"), parent.tag, parent.get("class")


def _belongs(block: Block, signatures: set[Signature], *, before: bool) -> bool:
    """Say whether a short block above or below all prose is of the text: set like it, or a list's item."""
    if signature(block) in signatures:
        return not (before and is_head_line(block.text))
    return not before and block.element.tag in _LISTED
