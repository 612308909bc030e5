"""The line printed under a title as its subtitle: a standfirst, a deck, a list of highlights."""

import re
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.byline_forms import is_byline, is_credit, is_names, says_who
from extractors.class_names import found_in
from extractors.dates import is_date_line
from extractors.document import Block, visible_text
from extractors.heading import Heading
from extractors.story import Story, is_caption, is_furniture

_MARKED = found_in(
    r"sub[-_]?tit(?:le|re)|(?:^|[\s_-])(?:sub-?title|sub-?titre|sub-?head(?:ing|line)?|second(?:ary)?-?title|alt-?title|standfirst|stand-first"
    r"|dek|deck|chapo|chapeau|tagline|strapline|highlights?|key-?points|bullets|teaser-?text|sub|s)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_LOOSELY = found_in(
    r"(?:^|[\s_-])(?:lead|lede|excerpt|summary|intro|brief|abstract|description|desc)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_SUBTITLE = found_in(r"sub[-_]?tit(?:le|re)|sub[-_]?head", re.IGNORECASE)
# What sites offer between a title and its text.
_SERVICE = re.compile(
    r"اضغط|تابع|اشترك|مشاهد|قراءه|قراءات|تعليق|الخط\b|طباعه|استمع|شارك|تحميل|القسم|المصدر|حجم|زياره|نسخ|http|@|\|"
)
_FEWEST_ABOVE = 2
_FOLLOWING = 3
_FEWEST_UNMARKED = 5  # words
_ABOVE = 2  # lines before a title that may be its subtitle
_HEADS = frozenset(["h2", "h3", "h4", "h5"])
_SHORTEST = 10  # characters
_LONGEST = 400
_LONGEST_LOOSE = 220
_LONGEST_SENTENCE = 130  # a longer sentence with a full stop is a first paragraph
_FEWEST_WORDS = 2
_HEIGHT = 3  # ancestors in which a subtitle's class may stand


def read_subtitle(story: Story, heading: Heading) -> str | None:
    """Give the subtitle as printed, the lines of a list joined by spaces; None when there is none."""
    ours = fold(heading.text)
    inner = heading.element.iterdescendants() if heading.element is not None else ()
    for element in inner:
        if isinstance(element.tag, str) and _MARKED(element.get("class") or ""):
            text = visible_text(element)
            if _is_subtitle(text, ours) and fold(text) not in ours:
                return text
    for block in story.above():
        holder = _holder(block.element, story)
        if holder is None or is_caption(block.element) or story.is_apart(block.element):
            continue
        text = visible_text(holder)
        if _is_subtitle(text, ours) and not (block.is_link and len(block.text) * 2 > len(text)):
            return text
    return _within(story, ours) or _above_title(story, ours) or _before_date(story, ours)


def _above_title(story: Story, ours: str) -> str | None:
    """Give a subtitle printed before the title, where its class leaves no doubt."""
    for block in story.before()[:_ABOVE]:
        if block.is_link or story.is_apart(block.element):
            continue
        if _SUBTITLE(block.element.get("class") or "") and _is_subtitle(block.text, ours):
            return block.text
    return None


def _before_date(story: Story, ours: str) -> str | None:
    """Give a short line that nothing marks, right after the title and before a byline or a date."""
    lines = story.above()
    if story.at < 0 or len(lines) < _FEWEST_ABOVE:
        return None
    block = lines[0]
    if (
        block.is_link
        or story.is_apart(block.element)
        or is_caption(block.element)
        or _has_picture(block.element)
    ):
        return None
    if len(block.text.split()) < _FEWEST_UNMARKED or len(block.text) > _LONGEST_SENTENCE:
        return None
    if (
        block.text.endswith((".", ":"))
        or _SERVICE.search(fold(block.text))
        or is_credit(block.text)
        or is_names(block.text)
    ):
        return None
    after = [line.text for line in lines[1:_FOLLOWING]]
    if not any(is_date_line(text) or is_byline(text) or is_names(text) for text in after):
        return None
    return block.text if _is_subtitle(block.text, ours) else None


def _has_picture(element: HtmlElement) -> bool:
    """Say whether a picture stands right before a line, which is its caption then."""
    before = element.getprevious()
    return before is not None and (before.tag == "img" or next(before.iter("img"), None) is not None)


def _within(story: Story, ours: str) -> str | None:
    """Give a subtitle that stands where the prose begins, or in a box of more text than a short line has."""
    for block in story.seen[story.first : story.first + 1]:
        holder = _marked_holder(block.element, _MARKED, story)
        text = visible_text(holder) if holder is not None else ""
        if holder is not None and not _is_prose_holder(holder, story) and _is_subtitle(text, ours):
            return text
    return None


def _holder(element: HtmlElement, story: Story) -> HtmlElement | None:
    """Give the element that is a subtitle by its class, property, tag or size."""
    marked = _marked_holder(element, _MARKED, story)
    if marked is not None:
        return marked
    if element.tag in _HEADS or (element.tag == "font" and element.get("size") == "4"):
        return element
    inner = next((child for child in element.iter("font") if child.get("size") == "4"), None)
    if inner is not None and visible_text(inner) == visible_text(element):
        return element
    parent = element.getparent()
    if parent is not None and parent.tag in _HEADS:
        return parent
    loose = _marked_holder(element, _LOOSELY, story)
    if loose is None:
        return None
    text = visible_text(loose)
    if len(text) > _LONGEST_LOOSE or (text.endswith(".") and len(text) > _LONGEST_SENTENCE):
        return None
    return loose


def _marked_holder(
    element: HtmlElement, is_marked: Callable[[str], bool], story: Story
) -> HtmlElement | None:
    for node in _near(element):
        if node in story.holders:
            return None
        if node.get("itemprop") == "alternativeHeadline":
            return node
        if is_marked(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return node
    return None


def _near(element: HtmlElement) -> Iterator[HtmlElement]:
    node: HtmlElement | None = element
    for _ in range(_HEIGHT):
        if node is None:
            return
        yield node
        node = node.getparent()


def _is_prose_holder(holder: HtmlElement, story: Story) -> bool:
    blocks: tuple[Block, ...] = story.seen[story.first + 1 : story.first + 2]
    return any(holder in (block.element, *block.element.iterancestors()) for block in blocks)


def _is_subtitle(text: str, ours: str) -> bool:
    if not _SHORTEST <= len(text) <= _LONGEST or len(text.split()) < _FEWEST_WORDS:
        return False
    if fold(text) == ours or is_date_line(text) or is_furniture(text) or text.startswith("©"):
        return False
    return not says_who(text) and not is_byline(text)
