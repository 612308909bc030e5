"""The text of a report: trafilatura's reading, without what it keeps too much, held against our own."""

import copy
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from extractors.arabic import fold, tidy
from extractors.dates import is_date_line
from extractors.document import Block, blocks, squeeze

_LONG = 60  # characters of a block that reads like prose
_HEAD_LINES = 5  # lines at the top of a body that may repeat heading, date, byline or caption
_RECOGNISED = 40  # characters by which a line is found again on the page
_LEADS = 2  # paragraphs that may stand between heading and text
_POOR = 300  # characters; trafilatura found a morsel, if anything
_LAYOUT_CELL = 200  # characters; a cell with more text holds a page, not a figure
_TAIL = re.compile(
    r"^(?:شارك|شاركها|مشاركة|طباعة|نسخة للطباعة|إرسال|تعليقات|اقرأ أيض[اًا]*|اقرا ايضا|مواضيع ذات صلة"
    r"|أخبار ذات صلة|مقالات أخرى|المزيد|تابعونا|©.*|.*(?:جميع|كل) الحقوق محفوظة.*)[\s:.!]*$"
)
_HOUSE_RULES = re.compile("لا تعب[ّ]?ر (?:بالضرورة )?عن (?:رأي|آراء|وجهة نظر)|شروط استخدام الموقع")
_FURNITURE = frozenset(["nav", "footer", "aside", "header", "form", "button", "figcaption", "select"])
_CAPTION_CLASS = re.compile(r"caption|img-desc|photo-desc|تعليق", re.IGNORECASE)
_THEIR_LINES = frozenset(["p", "head", "item", "list", "quote", "row", "table", "lb", "code", "ab", "div"])
_SPLIT = re.compile(r"\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of a report, paragraphs separated by an empty line; `own` when trafilatura's was not used.

    `footer` are the credits of an agency that stood below the text and were taken off it.
    """

    text: str
    own: bool
    footer: tuple[str, ...] = ()


def read_body(
    tree: HtmlElement, page: tuple[Block, ...], *, heading: str, repeated: Iterable[str] = ()
) -> Body:
    """Give the report's text. `repeated` lines (subtitle, byline) are left out where they open the text."""
    tops = (squeeze(element.text_content()) for element in tree.iter("h1"))
    opening = frozenset(fold(line) for line in (heading, *tops, *repeated, *_captions(tree)) if line)
    theirs = _clean(_with_lead(_trafilatura(tree), page, heading, opening), opening)
    ours = _clean(_densest(page), opening)
    if _length(theirs) < _POOR and (
        _length(theirs) * 3 < _length(ours) or (ours and _is_glued(theirs, heading))
    ):
        return Body(text="\n\n".join(ours), own=True)
    return Body(text="\n\n".join(theirs), own=False)


def read_selected(elements: Iterable[HtmlElement], *, heading: str, repeated: Iterable[str] = ()) -> Body:
    """Give the text of the elements that an outlet's declaration names as its body."""
    opening = frozenset(fold(line) for line in (heading, *repeated) if line)
    lines = [block.text for element in elements for block in blocks(element)]
    return Body(text="\n\n".join(_clean(lines, opening)), own=True)


def _trafilatura(tree: HtmlElement) -> list[str]:
    """Give trafilatura's reading by line, [] for none. The tree is copied: it is cut to pieces."""
    import trafilatura.core  # 0.6 s, and no caller but this needs it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    copied = copy.deepcopy(tree)
    _dissolve_layout_tables(copied)
    document = trafilatura.core.bare_extraction(
        copied, include_comments=False, include_tables=True, with_metadata=False, favor_recall=False
    )
    if document is None or isinstance(document, dict) or document.body is None:
        return []
    return _printed_lines(document.body)


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


def _is_glued(lines: list[str], heading: str) -> bool:
    """Say whether heading and text stand in one line: so trafilatura gives a page with very little text."""
    title = fold(heading)
    return any(fold(line).startswith(title) for line in lines[:1] if title)


def _with_lead(lines: list[str], page: tuple[Block, ...], heading: str, opening: frozenset[str]) -> list[str]:
    """Put the prose printed between heading and text first: trafilatura loses a lead in a box of its own."""
    start = next((fold(line)[:_RECOGNISED] for line in lines if len(line) >= _LONG), None)
    if start is None:
        return lines
    title = fold(heading)
    texts = [fold(block.text) for block in page]
    first = next((index for index, text in enumerate(texts) if text.startswith(start)), 0)
    above = next((index for index in range(first - 1, -1, -1) if texts[index] == title), first)
    known = frozenset(map(fold, lines)) | opening
    lead = [
        block.text
        for block, text in zip(page[above + 1 : first], texts[above + 1 : first], strict=True)
        if _is_prose(block) and text not in known and not is_date_line(block.text) and "://" not in block.text
    ]
    return [*lead[-_LEADS:], *lines]


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


def _densest(page: tuple[Block, ...]) -> list[str]:
    """Give the blocks of the container that holds most prose, from its first long block to its last."""
    weights: dict[HtmlElement, int] = {}
    for block in page:
        if not _is_prose(block):
            continue
        share = len(block.text)
        for ancestor in _holders(block.element):
            weights[ancestor] = weights.get(ancestor, 0) + share
            share = share * 3 // 4  # the nearest holder wins unless an outer one holds much more
    if not weights:
        return []
    best = max(weights, key=lambda element: weights[element])
    inside = [block for block in page if best in _holders(block.element) and not _in_furniture(block)]
    prose = [index for index, block in enumerate(inside) if _is_prose(block)]
    return [block.text for block in inside[prose[0] : prose[-1] + 1] if not block.is_link]


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _LONG and not block.is_link and not _in_furniture(block)


def _holders(element: HtmlElement) -> list[HtmlElement]:
    """Give the element (a paragraph's parent) and three ancestors."""
    start = element.getparent() if element.tag in ("p", "li", "h2", "h3", "h4") else element
    holders = [start] if start is not None else []
    while holders and len(holders) < 4 and (parent := holders[-1].getparent()) is not None:
        holders.append(parent)
    return holders


def _in_furniture(block: Block) -> bool:
    ancestors = (ancestor.tag for ancestor in block.element.iterancestors())
    return block.element.tag in _FURNITURE or any(tag in _FURNITURE and tag != "header" for tag in ancestors)


def _captions(tree: HtmlElement) -> list[str]:
    captions = [squeeze(element.text_content()) for element in tree.iter("figcaption")]
    captions += [
        squeeze(element.text_content())
        for element in tree.iter("div", "p", "span")
        if _CAPTION_CLASS.search(element.get("class") or "")
    ]
    captions += [squeeze(image.get("alt") or "") for image in tree.iter("img")]
    return [caption for caption in captions if len(caption) > 3]


def _clean(lines: list[str], opening: frozenset[str]) -> list[str]:
    """Drop lines at the top that repeat heading, date, byline or caption, and furniture at the end."""
    kept = [line for line in lines if line.strip(" |-–—•*_")]
    top = kept[:_HEAD_LINES]
    first = 0
    for index, line in enumerate(top):
        if _is_head(line, opening):
            first = index + 1
        elif len(line) >= _LONG:
            break
    kept = [line for line in top[:first] if _stays(line, opening)] + kept[first:]
    while kept and (_TAIL.match(kept[-1]) or _HOUSE_RULES.search(kept[-1])):
        kept.pop()
    return [tidy(line) for line in kept]


def _stays(line: str, opening: frozenset[str]) -> bool:
    return len(line) >= _LONG and not _is_head(line, opening)


def _is_head(line: str, opening: frozenset[str]) -> bool:
    """Say whether a line is a date or repeats what stands above the text: "author | date" is both."""
    parts = [part for part in re.split(r"\s*[|•]\s*", line) if part]
    return bool(parts) and all(fold(part) in opening or is_date_line(part) for part in parts)


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))
