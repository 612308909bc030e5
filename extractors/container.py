"""Our own reading of a page: the element that holds the report, found by the prose under the title."""

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from extractors.boxes import mark_boxes
from extractors.document import Block, squeeze
from extractors.furniture import is_head_line, line_kind
from extractors.looks import NESTED, Look, Signature, look_of, signature, without_intruders
from extractors.marks import TEXT, kind_of
from extractors.outline import PROSE, Outline, is_reference

_SHORTEST = (PROSE, 30, 12)  # characters of prose; less when a page holds no more
_LEVELS = 6  # elements above a block that may be the report's
_FIRST = 1.5  # what the first prose under the title weighs: texts start there, imprints do not
_NAMED = 1.5  # and what an element weighs whose marks say that it holds the text
_LEADS = 2  # paragraphs that may stand between title and text
_TWIN_PROSE = 2  # paragraphs of a text beside which another may stand
_SIBLINGS = 6  # elements after it that are looked at
_HEADLINE = 20  # characters of a link that names another report
_HEADINGS = frozenset(["h1", "h2", "h3"])
_CELLS = frozenset(["td", "th"])
_LABEL = 40  # characters of a line that announces a reference
_TOP = 20  # blocks of an element in which its title is looked for
_LISTED = frozenset(["li", "td", "th", "dd", "dt", "blockquote"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The blocks that make the report, in order, and the prose under the title that was left out.

    `boxed` is what lies in boxes that are no part of the report, `above` those of them that stand between
    title and text; `unexplained` is what merely lies elsewhere.
    """

    blocks: tuple[Block, ...]
    boxed: tuple[Block, ...] = ()
    above: tuple[Block, ...] = ()
    unexplained: tuple[Block, ...] = ()


def read_container(
    page: tuple[Block, ...],
    tree: HtmlElement,
    title: HtmlElement | None,
    *,
    cards: bool = True,
    captions: bool = False,
    classes: bool = True,
) -> Reading:
    """Give the report's blocks, none for a page without text. `title` is the element that prints the title.

    `cards` says whether like elements side by side may be teasers: on a live page they are its entries.
    `captions` says whether the captions of pictures are text too, `classes` whether the names of classes are
    believed when they name a box.
    """
    holders = _holders(title)
    for shortest in _SHORTEST:
        outline = Outline(page, holders, shortest)
        out = mark_boxes(outline, tree, holders, cards=cards, captions=captions, classes=classes)
        start = _start(outline, title) if title is not None else 0
        kept = _report(outline, out, start, holders)
        if not kept and start:
            kept = _report(outline, out, 0, holders)
        if kept:
            return _reading(outline, kept, out, start)
    outline = Outline(page, holders)
    out = [bool(line_kind(block.text)) for block in page]
    return _reading(outline, _report(outline, out, 0, holders), out, 0)


def _start(outline: Outline, title: HtmlElement) -> int:
    """Give the number of the block below the title, which may be set within a line or begin a text."""
    for element in (title, *title.iterancestors()):
        if element not in outline.last:
            continue
        span = outline.span(element)
        if element is title or len(span) == 1:
            return span.stop
        text = squeeze(title.text_content())
        return next((n + 1 for n in span[:_TOP] if text and text in outline.blocks[n].text), 0)
    return 0


def _reading(outline: Outline, kept: list[int], out: list[bool], start: int) -> Reading:
    report = frozenset(kept)
    left = [number for number in range(start, len(out)) if outline.prose[number] and number not in report]
    for number in left:
        out[number] = out[number] or _opens_with_headline(outline, outline.blocks[number])
    return Reading(
        blocks=tuple(outline.blocks[number] for number in kept),
        boxed=tuple(outline.blocks[number] for number in left if out[number]),
        above=tuple(outline.blocks[number] for number in left if out[number] and number < kept[0])
        if kept
        else (),
        unexplained=tuple(outline.blocks[number] for number in left if not out[number]),
    )


def _holders(title: HtmlElement | None) -> frozenset[HtmlElement]:
    return frozenset() if title is None else frozenset([title, *title.iterancestors()])


def _report(outline: Outline, out: list[bool], start: int, holders: frozenset[HtmlElement]) -> list[int]:
    prose = [number for number in range(start, len(out)) if outline.prose[number] and not out[number]]
    own = _of_one_report(outline, prose, holders)
    for number in frozenset(prose).difference(own):
        out[number] = True
    prose = own
    if not prose:
        return []
    best = _best(outline, prose)
    span = outline.span(best)
    inside = [number for number in prose if number in span]
    inside = _grown(outline, prose, inside, out)
    inside = _with_lead(outline, prose, inside, out)
    signatures = {signature(outline.blocks[number]) for number in inside}
    looks = Counter(look_of(outline, outline.blocks[number]) for number in inside)
    first, last = inside[0], inside[-1]
    low = max(start, min(span[0], outline.first[_around(outline, outline.blocks[first], holders)]))
    high = max(span[-1], outline.last[_around(outline, outline.blocks[last], holders)])
    kept = []
    for number in range(low, high + 1):
        block = outline.blocks[number]
        if out[number] or is_reference(block) or _announces(outline, number):
            continue
        if looks[look_of(outline, block)] < _TWIN_PROSE and _is_card(outline, block, best, len(inside)):
            continue
        if not first <= number <= last and not _belongs(block, signatures, before=number < first):
            continue
        kept.append(number)
    return without_intruders(outline, kept, inside)


def _of_one_report(outline: Outline, prose: list[int], holders: frozenset[HtmlElement]) -> list[int]:
    """Give the prose of the report that the title heads, where another report follows it on the same page.

    What bounds it is the title's own <article>; else an element that holds title and text and has a twin with
    a heading of its own; else the next <h1>, unless that stands among the paragraphs, where it is a subhead.
    """
    if not prose:
        return prose
    own = next((element for element in holders if element.tag == "article"), None)
    own = _twin(outline, prose, holders) if own is None else own
    if own is not None:
        span = outline.span(own)
        return [number for number in prose if number in span] or prose
    beside = outline.blocks[prose[0]].element.getparent()
    for number in range(prose[0] + 1, prose[-1]):
        element = outline.blocks[number].element
        if element.tag == "h1" and element.getparent() is not beside:
            return [one for one in prose if one < number]
    return prose


def _twin(outline: Outline, prose: list[int], holders: frozenset[HtmlElement]) -> HtmlElement | None:
    """Give the innermost element that holds title and text, when its like with another heading follows it."""
    element: HtmlElement | None = outline.blocks[prose[0]].element
    while element is not None and element not in holders:
        element = element.getparent()
    if element is None or sum(number in outline.span(element) for number in prose) < _TWIN_PROSE:
        return None
    for other in islice(element.itersiblings(), _SIBLINGS):
        alike = other.tag == element.tag and other.get("class") == element.get("class")
        if alike and other in outline.first:
            opening = outline.blocks[outline.first[other]].element
            return element if opening.tag in ("h1", "h2") else None
    return None


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
    return max(weights, key=lambda each: weights[each] * (_NAMED if kind_of(each) == TEXT else 1.0))


def _setter(block: Block) -> HtmlElement:
    """Give the element in which a block stands beside others: a paragraph's parent."""
    parent = block.element.getparent()
    return block.element if parent is None or block.element.tag not in NESTED else parent


def _around(outline: Outline, block: Block, holders: frozenset[HtmlElement]) -> HtmlElement:
    """Give the element in which short lines set like a block may stand: not one that holds the title too."""
    around = outline.around(block)
    return _setter(block) if around is None or around in holders else around


def _grown(outline: Outline, prose: list[int], inside: list[int], out: list[bool]) -> list[int]:
    """Give the prose with what stands next to it outside its element but looks the same: a text in parts."""
    looks = {look_of(outline, outline.blocks[number]) for number in inside}
    first = last = prose.index(inside[0])
    last += len(inside) - 1
    while first and _goes_on(outline, looks, prose[first - 1], prose[first - 1 : first + 1], out):
        first -= 1
    while last + 1 < len(prose) and _goes_on(outline, looks, prose[last + 1], prose[last : last + 2], out):
        last += 1
    return prose[first : last + 1]


def _goes_on(outline: Outline, looks: set[Look], number: int, pair: list[int], out: list[bool]) -> bool:
    """Say whether a block looks like the text, and nothing parts the two blocks of the pair.

    One reference in a box of its own may stand between: "read also" within a text in parts.
    """
    block = outline.blocks[number]
    if look_of(outline, block) not in looks:
        return False
    between = [n for n in range(pair[0] + 1, pair[1]) if not out[n]]
    parting = [outline.blocks[n] for n in between if _parts(outline.blocks[n])]
    if not parting:
        return True
    if len(parting) > 1 or parting[0].element.tag in _HEADINGS or _opens_with_headline(outline, block):
        return False
    return parting[0].element.getparent() not in (block.element.getparent(), look_of(outline, block)[1])


def _parted(outline: Outline, before: int, after: int, out: list[bool]) -> bool:
    """Say whether a heading or a reference stands between two blocks: then they are two texts."""
    return any(
        not out[number] and _parts(block)
        for number, block in enumerate(outline.blocks[before + 1 : after], before + 1)
    )


def _parts(block: Block) -> bool:
    return is_reference(block) or block.element.tag in _HEADINGS


def _with_lead(outline: Outline, prose: list[int], inside: list[int], out: list[bool]) -> list[int]:
    """Give the prose with what stands between title and text in a box of its own: a lead, no list."""
    lead = prose[: prose.index(inside[0])]
    if not lead or len(lead) > _LEADS or _parted(outline, lead[0], inside[0], out):
        return inside
    return [*lead, *inside]


def _announces(outline: Outline, number: int) -> bool:
    """Say whether a line of few words and a colon stands right above a reference: it belongs to that."""
    text = outline.blocks[number].text
    if len(text) > _LABEL or not text.endswith((":", "..")) or number + 1 == len(outline.blocks):
        return False
    following = outline.blocks[number + 1]
    return following.linked * 20 >= len(following.text) * 19 and is_reference(following)


def _is_card(outline: Outline, block: Block, holder: HtmlElement, prose: int) -> bool:
    """Say whether a block is the teaser of another report: in a box of its own that a headline opens."""
    own_box = block.element.getparent() is not holder
    return prose >= _TWIN_PROSE and own_box and _opens_with_headline(outline, block)


def _opens_with_headline(outline: Outline, block: Block) -> bool:
    """Say whether a headline that is a link opens the element that holds a block."""
    parent = block.element.getparent()
    if parent is None or parent not in outline.first:
        return False
    opening = outline.blocks[outline.first[parent]]
    return opening is not block and is_reference(opening) and len(opening.text) >= _HEADLINE


def _is_in_row(block: Block) -> bool:
    """Say whether a block stands in a row with other cells: above a text these are labels and values."""
    row = block.element.getparent()
    return block.element.tag in _CELLS and row is not None and len(row) > 1


def _belongs(block: Block, signatures: set[Signature], *, before: bool) -> bool:
    """Say whether a short block above or below all prose is of the text: set like it, or a list's item."""
    if signature(block) in signatures:
        return not (before and (is_head_line(block.text) or _is_in_row(block)))
    return not before and block.element.tag in _LISTED
