"""Lines that print the report's date for readers: about the title, and at the end of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from extractors.date_marks import Surroundings
from extractors.dates import is_date_line, is_update
from extractors.document import Block, visible_text

NEAR = 12  # blocks after the title in which its date is printed
_BEFORE = 3  # and before it
_DATE_LINE = 160  # characters; a longer block is prose
_PROSE = 100
_CLOCK_ONLY = re.compile(r"[^\d]{0,24}\d{1,2}\s?:\s?\d{2}(?::\d{2})?[^\d]{0,30}")
_DIGIT = re.compile(r"\d")
_UPDATE = re.compile(r"(?:[آا]خر\s+|تم\s+(?:ال)?)?(?:ال)?(?:تحديث|تعديل|مُ?حدَّ?ثة?)")
_MASTHEAD = re.compile(r"(?:^|[\s_-])(?:top\w*|today|clock|masthead|nav\w*|menu|bar|now|weather)(?:[\s_-]|$)", re.I)
_PAGE_WIDE = frozenset(["body", "html", "form"])
_JOINED = re.compile(r"[|•·/,،-]\s|\s[–—]\s|نُ?شر|تاريخ|\d\s?:\s?\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as printed. `firm` says that it is the report's date beyond reasonable doubt: little more than
    a date, below the title or in one box with it. `above` says that it stands before the title.
    """

    text: str
    firm: bool
    above: bool = False
    change: bool = False
    after: str = ""


def lines_near(
    seen: tuple[Block, ...], title: str, element: HtmlElement | None, around: Surroundings
) -> Iterator[Line]:
    """Give the short lines printed about the title, those below it first, as far as the first prose."""
    at = _title_at(seen, title, element)
    if at is None:
        return
    for index, block in enumerate(seen[at + 1 : at + 1 + NEAR], at + 1):
        if len(block.text) > _DATE_LINE:
            break
        if _may_date(block) and around.holds(block.element):
            yield from _lines(block, seen, index, firm=True, above=False)
    for index in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        block = seen[index]
        if _may_date(block) and around.holds(block.element):
            yield from _lines(block, seen, index, firm=_in_one_box(block.element, around), above=True)


def last_line(seen: tuple[Block, ...], title: str, element: HtmlElement | None) -> Line | None:
    """Give the date line right after the last prose of the page, as old designs print it; None without one."""
    at = _title_at(seen, title, element) or 0
    prose = [i for i, block in enumerate(seen[at:], at) if len(block.text) > _PROSE and not block.is_link]
    for end in prose[:-4:-1]:
        for block in seen[end + 1 : end + 4]:
            if _may_date(block) and len(block.text) <= _PROSE and is_date_line(block.text):
                return Line(text=block.text, firm=False, change=is_update(block.text))
    return None


def _may_date(block: Block) -> bool:
    return len(block.text) <= _DATE_LINE and not block.is_link and _has_figure(block.text)


def _has_figure(text: str) -> bool:
    """Say whether a line may print a date: it holds a digit, or says how long ago or which day."""
    return _DIGIT.search(text) is not None or any(word in text for word in ("منذ", "قبل", "أمس", "اليوم"))


def _lines(block: Block, seen: tuple[Block, ...], index: int, *, firm: bool, above: bool) -> Iterator[Line]:
    """Give what a block prints of its date, and of its change, with the hour printed in the next block."""
    text = block.text
    cut = _UPDATE.search(text)
    before = text[: cut.start()] if cut else text
    if before.strip(" |-–—،,(["):
        firm = firm and (is_date_line(before) or _relative(before))
        if firm or (_JOINED.search(before) and block.element.tag not in ("h2", "h3", "h4", "h5", "h6")):
            yield Line(text=before, firm=firm, above=above, after=_clock_beside(seen, index))
    if cut:
        yield Line(text=text[cut.start() :], firm=True, change=True)


def _relative(text: str) -> bool:
    return len(text) <= 40 and _has_figure(text)


def _clock_beside(seen: tuple[Block, ...], index: int) -> str:
    for other in (index + 1, index - 1):
        if 0 <= other < len(seen) and len(seen[other].text) <= 40 and _CLOCK_ONLY.fullmatch(seen[other].text):
            return seen[other].text
    return ""


def _in_one_box(element: HtmlElement, around: Surroundings) -> bool:
    """Say whether a line above the title stands in a box with it, and not in the page's masthead."""
    shared = around.shared(element)
    if shared is None or shared.tag in _PAGE_WIDE:
        return False
    for above in (element, *element.iterancestors()):
        if above is shared:
            break
        if _MASTHEAD.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return False
    return next(shared.iter("nav", "footer"), None) is None


def _title_at(seen: tuple[Block, ...], title: str, element: HtmlElement | None) -> int | None:
    text = title if element is None else visible_text(element)
    for index, block in enumerate(seen):
        if block.text == text or (element is not None and block.element is element):
            return index
    return None
