"""What opens a page below its title, before any list: prose, a date; by which a report is told."""

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.arabic import fold
from extractors.article import Stamp
from extractors.document import Block
from extractors.heading import Heading
from extractors.messages import PAYWALL
from extractors.teasers import Teasers, begins

LEAST = 100  # characters of the shortest report without a date, below a headline
PROSE = 40  # characters of a block of prose; with a date, of the shortest report
_BRIEF = 80  # of one below a title of three words
_LONG = 150  # of one below a shorter title
_TEXT = 700  # a longer text is a report, whatever stands around it
_TITLE = 25  # characters of a title that is more than a section's name
_TITLE_WORDS = 4  # or so many words
_FEW_WORDS = 3
_ABOVE = 6  # blocks above a title in which its date may stand
_LONGEST_DATE = 140  # characters of a line that bears a date
_KEY = 40  # characters of a date by which it is found
_LONGEST_OFFER = 300
_LONGEST_PAGER = 40
_REFERENCES = 3  # headlines in a row that are a list; fewer may be «اقرأ أيضاً»
_LABEL = re.compile(  # nothing that a report's title may open with: «البحث عن ناجين», «قسم الطوارئ يستقبل»
    r"#|(?:ال)?(?:وسم|هاشتاغ|هاشتاج|تصنيف|قسم|تاغ|كاتب|بحث عن)\s*[:|«\"]|نتائج (?:ال)?بحث|كل ما (?:كتب|نشر)\b"
    r"|(?:ال)?ارشيف(?:\W*$|\W+(?:\d|يوم|شهر|عام|سنه|الوسم|التصنيف|الكاتب|الاخبار|المقالات|الموقع))"
    r"|(?:جميع|كل|احدث|اخر|مزيد من|المزيد من) (?:ال)?(?:اخبار|مقالات|مواد|مواضيع|تقارير|منشورات|مشاركات)\W*$"
    r"|(?:مقالات|مواد|مواضيع) (?:الكاتب|كتبها)"
    r"|(?:tag|category|author|auteur|etiquette)\s*:|archives?\W*(?:$|for|of|:)|search results|resultats",
    re.IGNORECASE,
)
_PAGER = re.compile(
    r"^(?:\d{1,3}\W+){2,}|الصفحه التاليه|صفحه تاليه|(?:عرض|تحميل|شاهد) المزيد"
    r"|(?:مقالات|رسائل|مشاركات|اخبار) اقدم|(?:المقالات|المشاركات) (?:الاقدم|القديمه)"
    r"|load more|older (?:posts|entries)|next page|page suivante"
)
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What stands below a title before any list: characters of prose, whether a date, whether an offer.

    `is_listed` says that a list stands there at once, without prose.

    Below much prose neither date nor offer is looked for.
    """

    prose: int
    is_dated: bool
    has_offer: bool
    is_listed: bool


def read_opening(
    page: tuple[Block, ...], heading: Heading | None, teasers: Teasers, published: Stamp | None, body: str
) -> Opening | None:
    """Give what of the text stands below the title, as far as a list; None where the title is in one."""
    at = _place(page, heading)
    if at is None or at in teasers.places:
        return None
    end = _end(page, at, teasers)
    below = [
        block
        for index, block in enumerate(page[at + 1 : end], at + 1)
        if index not in teasers.places and not block.is_link
    ]
    prose = _prose(below, body)
    if prose >= _TEXT:
        return Opening(prose=prose, is_dated=False, has_offer=False, is_listed=False)
    around = page[max(0, at - _ABOVE) : end]
    own = (block for block in around if not _is_of_item(block, page[at], page, end))
    short = (block.text for block in below if len(block.text) <= _LONGEST_OFFER)
    return Opening(
        prose=prose,
        is_dated=published is not None and any(_bears(block, published) for block in own),
        has_offer=any(PAYWALL.search(fold(text)) for text in short),
        is_listed=end < len(page) and not prose,
    )


def _prose(below: list[Block], body: str) -> int:
    """Give the characters of prose that are of the page's text, as far as they are enough."""
    length = 0
    for block in below:
        if is_prose(block) and begins(block.text) in body:
            length += len(block.text)
            if length >= _TEXT:
                break
    return length


def _place(page: tuple[Block, ...], heading: Heading | None) -> int | None:
    """Give where the title is printed: by its element, else by its text."""
    if heading is None:
        return None
    same = (index for index, block in enumerate(page) if block.text == heading.text and not block.is_link)
    if heading.element is None:
        return next(same, None)
    inside = frozenset(heading.element.iter())
    return next((index for index, block in enumerate(page) if block.element in inside), next(same, None))


def _end(page: tuple[Block, ...], at: int, teasers: Teasers) -> int:
    """Give where what stands below a title ends: at several headlines in a row, or at a teaser."""
    run: list[int] = []
    below = [head for head in teasers.heads if head > at]
    if _alternates(page, at, below[:_REFERENCES]):
        return below[0]
    for head in below:
        if run and any(is_prose(block) for block in page[run[-1] + 1 : head]):
            run = []
        run.append(head)
        if head in teasers.places or len(run) == _REFERENCES:
            return run[0]
    return len(page)


def _alternates(page: tuple[Block, ...], at: int, heads: list[int]) -> bool:
    """Say whether a headline comes first below the title, and one paragraph at most below it and the next."""
    if len(heads) < _REFERENCES or any(map(is_prose, page[at + 1 : heads[0]])):
        return False
    return all(sum(map(is_prose, page[one:other])) <= 1 for one, other in pairwise(heads))


def _is_of_item(block: Block, title: Block, page: tuple[Block, ...], end: int) -> bool:
    """Say whether a block stands in one box with the first headline below a title: it is that report's."""
    parent = block.element.getparent()
    if end == len(page) or parent in (None, title.element) or parent in title.element.iterancestors():
        return False
    return any(parent is ancestor for ancestor in page[end].element.iterancestors())


def is_prose(block: Block) -> bool:
    """Say whether a block reads like a sentence, not like a label or a link."""
    return len(block.text) >= PROSE and not block.is_link


def _bears(block: Block, published: Stamp) -> bool:
    """Say whether a block prints the date, or stands in a <time> that says it."""
    raw = published.raw[:_KEY]
    if raw in block.text:
        return True
    if len(block.text) > _LONGEST_DATE:
        return False
    element = block.element
    times = [element] if element.tag == "time" else element.iter("time")
    return any(raw in (time.get("datetime") or "") for time in times)


def is_report(opening: Opening, title: str, page: tuple[Block, ...], teasers: Teasers) -> bool:
    """Say whether prose enough stands below the title: little of it where a date or an offer is printed."""
    headline = is_headline(title)
    if opening.prose >= _TEXT or (opening.has_offer and (headline or opening.prose >= PROSE)):
        return True
    if opening.is_dated:
        least = PROSE if headline else _BRIEF if len(_WORD.findall(title)) >= _FEW_WORDS else _LONG
        return opening.prose >= least and not names_list(title)
    listed = len(teasers.heads) >= _REFERENCES and is_paged(page)
    return headline and opening.prose >= LEAST and not listed


def is_paged(page: tuple[Block, ...]) -> bool:
    """Say whether links lead to further pages of a list: by their numbers or by words."""
    numbers = 0
    for block in page:
        if not block.is_link or len(block.text) > _LONGEST_PAGER:
            continue
        if block.text.isdecimal():
            numbers += 1
        if numbers > 1 or _PAGER.search(fold(block.text)):
            return True
    return False


def is_headline(title: str) -> bool:
    """Say whether a title says more than the name of a section would."""
    if len(title) < _TITLE and len(_WORD.findall(title)) < _TITLE_WORDS:
        return False
    return not names_list(title)


def names_list(title: str) -> bool:
    """Say whether a title calls its page a list: an archive, a tag, what was found."""
    return _LABEL.match(fold(title)) is not None
