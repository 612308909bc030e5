"""The title of a page that has neither a heading nor metadata for it: a line above the text, by its looks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.byline_forms import is_byline
from extractors.dates import is_date_line
from extractors.document import Block, squeeze
from extractors.furniture import line_kind
from extractors.outline import is_reference

_PROSE = (80, 40)  # characters of a block of prose; less where a page holds no more
_ABOVE = 16  # blocks above the text in which its title may stand
_SHORTEST, _LONGEST = 12, 220  # characters
_WORDS = (3, 2)  # of a line; of one that is set apart
_HEADLINE = 22  # characters of a link that names another report: a title stands below it
_MENU = 2  # bars in a line of links, and more, that make it a menu
_WHOLE = 0.8  # share of a line that is set large or bold
_RUNS = 12  # elements in a block that are looked at
_LEVELS = 3  # elements about a line that hold nothing else
_PICTURES = frozenset(["img", "picture", "figure"])
_PARAGRAPHS = frozenset(["p", "li", "td", "font", "span"])
_TAGS = dict.fromkeys(("h1", "h2", "h3", "h4"), 4) | dict.fromkeys(("b", "strong", "big"), 1)
_NAMED = re.compile(
    r"(?:^|[\s_-]|lbl)(?:news|post|art|story)?(?:title|ttl|head(?:line|ing)?|subject|onwan)(?:$|[\s_\d-])",
    re.I,
)
_SIZE = re.compile(r"font-size\s*:\s*(?:(\d+(?:\.\d+)?)\s*(px|pt|r?em|%)|(?:x+-)?large)", re.I)
_LARGE = {"px": 17.0, "pt": 13.0, "em": 1.15, "rem": 1.15, "%": 115.0}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_FONT_LARGE = re.compile(r"[4-7]|\+[1-4]")
_SIGNED = re.compile(r"(?:كتبت?|بقلم|اعداد|تحرير|ترجمه|تصوير|مراسل|المصدر|القسم|التاريخ)\s*(?:$|[:/|–—-])")
_PARTS = re.compile(r"\s*[|/•»]\s*|\s*[-–—]\s+|\s+[-–—]\s*")
_ENDS = (".", "،", "؛", ":")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleLine:
    """A line that stands where a title would; `weight` says how much it is set like one, 0 for not at all."""

    text: str
    element: HtmlElement
    weight: int


def find_title_line(page: tuple[Block, ...], names: frozenset[str]) -> TitleLine | None:
    """Give the line above the page's text that is set most like a title.

    Where none is set apart it is the topmost with no link between it and the text. `names` are the folded
    names of the outlet. None where only links, dates and labels stand there.
    """
    start = _text_starts(page)
    if start is None:
        return None
    lines = list(_lines(page, start, names))
    best = max((line.weight for _, line in lines), default=0)
    if best:
        return next(line for _, line in reversed(lines) if line.weight == best)
    menu = next((index for index in range(start - 1, -1, -1) if page[index].is_link), -1)
    below = [line for index, line in lines if index > menu]
    return below[-1] if below else lines[0][1] if lines else None


def _text_starts(page: tuple[Block, ...]) -> int | None:
    """Give where the element that holds most prose has its first block of prose."""
    for shortest in _PROSE:
        weights: dict[HtmlElement, int] = {}
        firsts: dict[HtmlElement, int] = {}
        for index, block in enumerate(page):
            if (
                len(block.text) < shortest
                or block.linked * 3 > len(block.text)
                or block.element.tag == "marquee"
            ):
                continue
            if _is_teased(page, index):
                continue
            parent = block.element.getparent()
            holder = parent if block.element.tag in _PARAGRAPHS and parent is not None else block.element
            weights[holder] = weights.get(holder, 0) + len(block.text)
            firsts.setdefault(holder, index)
        if weights:
            return firsts[max(weights, key=lambda holder: weights[holder])]
    return None


def _is_headline(block: Block) -> bool:
    return len(block.text) >= _HEADLINE and is_reference(block) and block.text.count(" | ") < _MENU


def _is_teased(page: tuple[Block, ...], index: int) -> bool:
    """Say whether a headline stands right above a text, or above its date: then it is a teaser."""
    above = page[max(0, index - 2) : index]
    if above and is_date_line(above[-1].text):
        above = above[:-1]
    return bool(above) and _is_headline(above[-1])


def _lines(page: tuple[Block, ...], start: int, names: frozenset[str]) -> Iterator[tuple[int, TitleLine]]:
    """Give the lines that may be the title of the text that starts there, by their places, nearest first."""
    for index in range(start, max(-1, start - _ABOVE), -1):
        block = page[index]
        if _is_headline(block):
            return
        if not _may_be_title(block, names):
            continue
        line = _looked_at(block)
        goes_on = index + 1 < len(page) and len(page[index + 1].text) >= _PROSE[-1]
        enough = len(line.text.split()) >= _WORDS[line.weight > 0]
        if enough and (index < start or (line.weight and goes_on)):
            yield index, line


def _may_be_title(block: Block, names: frozenset[str]) -> bool:
    text = block.text
    if not _SHORTEST <= len(text) <= _LONGEST or block.element.tag == "marquee" or block.linked:
        return False
    folded = fold(text)
    if (
        text.endswith(_ENDS)
        or _SIGNED.match(folded)
        or is_byline(text, names)
        or is_date_line(text)
        or line_kind(text)
    ):
        return False
    return not any(part in names for part in _PARTS.split(folded)) and not _is_caption(block)


def _is_caption(block: Block) -> bool:
    """Say whether a line stands in one element with a picture, or right below one."""
    element: HtmlElement | None = block.element
    for _ in range(_LEVELS):
        if element is None or squeeze(element.text_content()) != block.text:
            return False
        before = element.getprevious()
        if before is not None and (before.tag in _PICTURES or before.find(".//img") is not None):
            return True
        if element.find(".//img") is not None:
            return True
        element = element.getparent()
    return False


def _looked_at(block: Block) -> TitleLine:
    """Give a line with the weight of its setting: of what holds it alone, and of what holds most of it."""
    element, weight = block.element, 0
    around: HtmlElement | None = element
    for _ in range(_LEVELS):
        if around is None or squeeze(around.text_content()) != block.text:
            break
        weight = max(weight, _weight(around))
        around = around.getparent()
    text = block.text
    for run in islice(element.iter("b", "strong", "big", "font", "span", "u", "center"), _RUNS):
        said = squeeze(run.text_content())
        if said and said in block.text and len(said) >= _WHOLE * len(block.text):
            own = _weight(run)
            if own or said == block.text:
                weight, text, element = weight + own, said, run
    return TitleLine(text=text, element=element, weight=weight)


def _weight(element: HtmlElement) -> int:
    """Give how much an element's tag, style, class and id set it like a title."""
    weight = _TAGS.get(str(element.tag), 0)
    style = element.get("style") or ""
    size = _SIZE.search(style)
    if size and (size[1] is None or float(size[1]) >= _LARGE[size[2].lower()]):
        weight += 2
    if _BOLD.search(style):
        weight += 1
    if element.tag == "font" and _FONT_LARGE.fullmatch((element.get("size") or "").strip()):
        weight += 2
    if any(_NAMED.search(element.get(mark) or "") for mark in ("class", "id")):
        weight += 2
    return weight
