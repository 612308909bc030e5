"""Lines that print the report's date for readers: about the title, and at the end of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.class_names import found_in
from extractors.clocks_apart import clock_apart
from extractors.dates import is_date_line, is_update
from extractors.document import Block, squeeze, visible_text
from extractors.furniture import COMMENTS, RELATED, is_signature, opens_box
from extractors.surroundings import Surroundings, is_in_prose

NEAR = 12  # blocks after the title in which its date is printed
_BEFORE = 3  # and before it
_REMARK = 25  # characters of what a reader says
_MENU_LINKS = 4  # links in one block, and no more, that may stand about a title
_MOST_LINES = 300  # short lines with figures that are looked at for a date at the end
_LONG_TITLE = 12  # characters that tell one title from another
_TITLE_MARKS = " «»\"'.:!؟"
_MANY = 40  # elements of a block that are looked at
_INLINE = ("span", "b", "i", "em", "strong", "small", "font", "label", "a", "bdi", "u", "abbr")
_LINKED = 40  # characters of a link that prints no more than a date
_DATE_LINE = 160  # characters; a longer block is prose
_PROSE = 100
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_WORD = re.compile(r"\w+")
_LABEL_WORDS = """
نشر نشرت النشر تاريخ بتاريخ التاريخ يوم اليوم في على الساعة الموافق تم آخر تحديث التحديث صباحا مساء ظهرا
ص م هـ بتوقيت توقيت السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة
gmt utc am pm published on date at
"""
_LABELS = frozenset(map(fold, _LABEL_WORDS.split()))
_BYLINES = frozenset(map(fold, ["كتب", "كتبت", "بقلم", "إعداد", "تحرير", "محرر", "الكاتب", "مراسل"]))
_MARKS = frozenset("|:؛;،,-–—/•·()[]«»")
_PLACE = 2  # words beside a date that are a place or an agency
_MOST_WORDS = 12
_CLOCK_ONLY = re.compile(r"[^\d]{0,24}(\d{1,2}\s?:\s?\d{2}(?::\d{2})?(?!\d).{0,30})")
_ZONE_FIRST = re.compile(r"\b(GMT|UTC)\s{1,3}(\d{1,2}:\d{2}(?::\d{2})?)(?!\d|\s?(?:GMT|UTC|[+-]))")
_ERA = re.compile(r"(\d{4})\s{1,3}م\s{1,3}(\d{1,2})(?=:\d{2})")
_HIJRI_YEAR = re.compile(r"\d{4}\s?هـ?")
_FULL_DATE = re.compile(r"\d{4}(?!\d)(?!\s*\))")
_ANY_YEAR = re.compile(r"\d{4}|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}")
_DIGIT = re.compile(r"\d")
_UPDATE = re.compile(
    r"(?:[آا]خر\s+|تم\s+(?:ال)?)?(?:ال)?(?:تحديث|تعديل|محدثة?|مُحدّثة?)"
    r"|(?:last )?updated?\b|modifi[eé]|mise? à jour",
    re.I,
)
_MASTHEAD = found_in(
    r"(?:^|[\s_-]|lbl)(?:top\w*|today|clock|masthead|nav\w*|menu|bar|now|weather)(?:[\s_-]|$)", re.I
)
_MENU = 4  # marks between words that make a line a menu
_PAGE_WIDE = frozenset(["body", "html", "form"])
_JOINED = re.compile(r"[|•·/,،-]\s|\s[–—]\s|نُ?شر|تاريخ|\d\s?:\s?\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as printed. `firm` says that it stands where a report's date does: below the title and before
    its prose, or in one box with it above. `above` says that it stands before the title, `loose` that it may
    date the report among other words; `after` is the hour printed beside it, `block` tells the
    lines of one block.
    """

    text: str
    firm: bool
    above: bool = False
    loose: bool = False
    change: bool = False
    after: str = ""
    block: int = -1


def lines_near(
    seen: tuple[Block, ...], title: str, element: HtmlElement | None, around: Surroundings
) -> Iterator[Line]:
    """Give the short lines printed about the title, those below it first, as far as the first prose."""
    at = _title_at(seen, title, element)
    if at is None:
        return
    firm = True
    for index, block in enumerate(seen[at + 1 : at + 1 + NEAR], at + 1):
        if len(block.text) > _DATE_LINE:
            break
        if not firm and _is_of_remark(seen, index):
            continue
        if _may_date(block) and around.holds(block.element):
            after = clock_apart(seen, index, around)
            yield from _lines(block, after, index, firm=firm, above=False)
        firm = firm and not _is_prose(block)
    for index in range(at - 1, max(-1, at - 1 - _BEFORE), -1):
        block = seen[index]
        if block.element.tag == "marquee" or _holds_menu(block.element):
            break
        if _is_menu(block) or not _may_date(block):
            continue
        if around.holds(block.element) and not _in_masthead(block.element, around):
            firm = _in_one_box(block.element, around)
            if firm or index == at - 1:
                after = clock_apart(seen, index, around)
                yield from _lines(block, after, index, firm=firm, above=True)


def elements_near(seen: tuple[Block, ...], title: str, element: HtmlElement | None) -> frozenset[HtmlElement]:
    """Give the elements that print the lines about the title, as far as the first prose."""
    at = _title_at(seen, title, element)
    if at is None:
        return frozenset()
    below = takewhile(lambda block: not _is_prose(block), seen[at + 1 : at + 1 + NEAR])
    return frozenset(block.element for block in (*seen[max(0, at - _BEFORE) : at + 1], *below))


def plain(text: str) -> str:
    """Give a line with a zone before its clock put behind it, and the era's «م» kept from being «مساءً»."""
    moved = _ZONE_FIRST.sub(r"\2 \1", text)
    return _ERA.sub(_closed_era, moved)


def _closed_era(match: re.Match[str]) -> str:
    """Close «2011 م 03:47» where the sign is the era's: beside a Hijri year, or with an hour of 24."""
    certain = _HIJRI_YEAR.search(match.string) is not None or int(match[2]) not in range(1, 13)
    return f"{match[1]}م {match[2]}" if certain else match[0]


def stands_alone(line: Line, raw: str) -> bool:
    """Say whether a line's date is no part of a sentence: labels, a place or a byline beside it, no more."""
    before, found, after = line.text.partition(raw)
    if not found:  # put together from two boxes
        return True
    head, tail = _words(before), _words(after)
    while head and head[-1] in _LABELS:
        head.pop()
    ends = before.rstrip()[-1:]
    introduced = not head or len(head) <= _PLACE or head[0] in _BYLINES or ends in _MARKS
    begins = after.lstrip()[:1]
    closed = not tail or len(tail) <= _PLACE or tail[0] in _LABELS | _BYLINES or begins in _MARKS
    return introduced and closed and len(head) <= _MOST_WORDS


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text)) if not word.isdigit()]


def last_lines(
    seen: tuple[Block, ...], title: str, element: HtmlElement | None, around: Surroundings
) -> tuple[Line, ...]:
    """Give the date line right after the last prose of the page, as old designs print it.

    Its parts («فلان» «1 آذار 2026») are lines too, unless words stand between them: that is a sentence.
    Nothing without one, and on a page that prints several: those are dates of a list.
    """
    at = _title_at(seen, title, element) or 0
    short = (
        index for index, block in enumerate(seen[at:], at) if len(block.text) <= _PROSE and _may_date(block)
    )
    dated = (index for index in islice(short, _MOST_LINES) if is_date_line(seen[index].text))
    first, second = next(dated, None), next(dated, None)
    if first is None or second is not None or not around.holds(seen[first].element):
        return ()
    if not _ANY_YEAR.search(seen[first].text):
        return ()  # «منذ ساعة» below a text is that of a reader's comment
    before, block, after = seen[max(at, first - 3) : first], seen[first], seen[first + 1 :]
    if not any(map(_is_prose, before)) or any(map(_is_prose, after)):
        return ()
    if any(opens_box(one.text, str(one.element.tag)) in (COMMENTS, RELATED) for one in before):
        return ()
    if _is_of_remark(seen, first):
        return ()
    change = is_update(block.text)
    texts = dict.fromkeys((block.text, *(() if _has_own_words(block) else _parts(block))))
    return tuple(Line(text=text, firm=False, change=change, block=first) for text in texts)


def _is_of_remark(seen: tuple[Block, ...], index: int) -> bool:
    """Say whether a line below a text is a reader's name and day above what he says."""
    said = seen[index + 1] if index + 1 < len(seen) else None
    return (
        said is not None and not said.is_link and len(said.text) >= _REMARK and is_signature(seen[index].text)
    )


def _has_own_words(block: Block) -> bool:
    element = block.element
    texts = (element.text, *(child.tail for child in element))
    return any(_WORD.search(text) for text in texts if text)


def _is_prose(block: Block) -> bool:
    return len(block.text) > _PROSE and not block.is_link


def _is_menu(block: Block) -> bool:
    """Say whether a line above the title lists a page's sections, with the day of the visit beside them."""
    return max(map(block.text.count, "|•·")) >= _MENU


def _may_date(block: Block) -> bool:
    longest = _LINKED if block.is_link else _DATE_LINE  # some sites link a date to the archive of its day
    return len(block.text) <= longest and _has_figure(block.text) and not is_in_prose(block.element)


def _has_figure(text: str) -> bool:
    """Say whether a line may print a date: it holds a digit, or says how long ago or which day."""
    return _DIGIT.search(text) is not None or any(word in text for word in ("منذ", "قبل", "أمس", "اليوم"))


def _lines(block: Block, after: str, index: int, *, firm: bool, above: bool) -> Iterator[Line]:
    """Give what a block prints of its date and its change, whole and by its parts («فلان» «1 آذار 2026»)."""
    heads = block.element.tag in _HEADINGS
    for text in dict.fromkeys((_spaced(block), *_parts(block))):
        cut = _UPDATE.search(text)
        before = text[: cut.start()] if cut else text
        if before.strip(" |-–—،,(["):
            loose = bool(_JOINED.search(before)) and not heads
            yield Line(text=before, firm=firm, above=above, loose=loose, after=after, block=index)
        if cut:
            yield from _change(before, text[cut.start() :], index)


def _change(before: str, tail: str, index: int) -> Iterator[Line]:
    clock = _CLOCK_ONLY.fullmatch(tail)
    if clock and not _FULL_DATE.search(clock[1]):  # «28 آب 2013، آخر تحديث 14:00»
        yield Line(text=before, firm=True, change=True, after=clock[1], block=index)
    elif is_date_line(tail):
        yield Line(text=tail, firm=True, change=True, block=index)


def _spaced(block: Block) -> str:
    """Give a block's text with a space between its elements: styles part what the text does not."""
    element = block.element
    if not len(element) or len(element) > _MANY:
        return block.text
    text = squeeze(" ".join(islice(element.itertext(), 2 * _MANY)))
    return text if text.replace(" ", "") == block.text.replace(" ", "") else block.text


def _parts(block: Block) -> Iterator[str]:
    """Give the texts of a block's own elements that may print a date by themselves."""
    for element in islice(block.element.iterdescendants(*_INLINE), _MANY):
        text = squeeze("".join(islice(element.itertext(), _MANY)))
        if 4 <= len(text) < len(block.text) and _has_figure(text) and text in block.text:
            yield text


def _in_one_box(element: HtmlElement, around: Surroundings) -> bool:
    """Say whether a line above the title stands in a box with it, one smaller than the page."""
    shared = around.shared(element)
    if shared is None or shared.tag in _PAGE_WIDE:
        return False
    return next(shared.iter("nav", "footer"), None) is None


def _holds_menu(element: HtmlElement) -> bool:
    """Say whether an element holds several links: what stands there and above is the page's head."""
    links = islice(element.iter("a"), _MENU_LINKS, None)
    return element.tag not in _PAGE_WIDE and next(links, None) is not None


def _in_masthead(element: HtmlElement, around: Surroundings) -> bool:
    """Say whether a line stands at the page's head, not the report's: it prints the day of the visit."""
    shared = around.shared(element)
    for above in (element, *element.iterancestors()):
        if above is shared:
            return False
        if above.tag == "header" or _MASTHEAD(f"{above.get('class') or ''} {above.get('id') or ''}"):
            return True
    return False


def _title_at(seen: tuple[Block, ...], title: str, element: HtmlElement | None) -> int | None:
    text = title if element is None else visible_text(element)
    for index, block in enumerate(seen):
        if block.text == text or (element is not None and block.element is element):
            return index
    # A title of the metadata may lack a mark of the printed one, or the name of a section before it.
    key = fold(text).strip(_TITLE_MARKS)
    if len(key) < _LONG_TITLE:
        return None
    return next(
        (
            index
            for index, block in enumerate(seen)
            if len(text) <= len(block.text) < len(text) + _LONG_TITLE and key in fold(block.text)
        ),
        None,
    )
