"""What is printed beside a picture: its caption, and the credit where it is an element of its own."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.byline_forms import is_bare_name, is_byline
from extractors.class_names import found_in
from extractors.dates import is_date_line
from extractors.document import blocks, squeeze, visible_text, whole_text
from extractors.story import Story

_CAPTION = found_in(
    r"(?:^|[\s_-])(?:captions?|wp-caption-text|caption-text|(?:img|image|photo|pic|picture|media)[_-]?"
    r"(?:caption|desc|description|title|text|info|alt)|row-inner-title|legend|legende|cutline|تعليق)(?:[\s_-]|$)"
    r"|caption",
    re.IGNORECASE,
)
_CREDIT = found_in(
    r"(?:^|[\s_-])(?:credits?|copyright|copy|photo-?(?:by|credit|source|author|grapher)|photographer"
    r"|image-?(?:credit|source))(?:[\s_-]|$)|credit|copyright",
    re.IGNORECASE,
)
_PICTURE_BOX = found_in(
    r"(?:^|[\s_-])(?:img|image|photo|pic|picture|media|thumb(?:nail)?|featured)(?:[\s_-]|$)", re.IGNORECASE
)
_WITH_CREDIT = re.compile(r"(©\s*[^/|]{2,40}?)\s*[/|]\s+(\S+(?:\s+\S+){2,})$")  # «© فلان / ما في الصورة»
_LABEL = re.compile(r"^(?:(?:ال)?صورة|تعليق الصورة|شرح الصورة|photo|légende)\s*[:：]\s*", re.IGNORECASE)
_SMALL = frozenset(["font", "small", "em", "i", "figcaption", "span", "center"])
_OUTER = frozenset(["body", "article", "main", "section", "aside", "nav", "header", "footer"])
_HEADS = frozenset(["h1", "h2", "h3", "h4", "h5"])
_FEWEST_WORDS = 3  # of a caption that nothing marks
_WRAPPERS = 3  # elements round a picture, of which the caption may be the next
_LONGEST_BESIDE = 220
_MOST_OF_FIGURE = 4  # pictures that one caption may be meant for
_MOST_PARTS = 60  # elements of a box that are looked at
_LONGEST = 600  # characters of a caption
_HEIGHT = 4  # ancestors in which a caption may stand beside the picture


def caption_of(element: HtmlElement, story: Story, title: str) -> tuple[str | None, str | None]:
    """Give the text printed with a picture, and the credit where it is an element of its own."""
    box = _box(element, story)
    if box is None:
        beside = _beside(element, story) or alone_with(element, story)
        beside = _LABEL.sub("", beside) if beside else beside
        return (beside if beside and fold(beside) != fold(title) else None), None
    caption = credit = None
    for node in box.iter():
        if not isinstance(node.tag, str) or node is box or node.tag in ("img", "source", "picture", "a"):
            continue
        marks = node.get("class") or ""
        if credit is None and (_CREDIT(marks) or node.get("itemprop") in ("creditText", "copyrightHolder")):
            credit = visible_text(node) or None
        if caption is None and (node.tag == "figcaption" or (_CAPTION(marks) and not _CREDIT(marks))):
            caption = visible_text(node) or None
    if (
        caption is None
        and box not in story.holders
        and (box.tag == "figure" or _PICTURE_BOX(box.get("class") or ""))
    ):
        caption = visible_text(box) or None
    if caption and credit and caption != credit:
        caption = _without(caption, credit)
    elif caption == credit:
        caption = None
    if caption is None and credit and (both := _WITH_CREDIT.match(credit)) and not both[2].isupper():
        credit, caption = both[1], both[2]  # but «© REUTERS / SOME MINISTRY» credits two
    caption = _LABEL.sub("", caption) if caption else caption
    if not caption or len(caption) > _LONGEST or fold(caption) == fold(title):
        return None, credit
    return caption, credit


def _beside(element: HtmlElement, story: Story) -> str | None:
    """Give the caption that follows a picture in small print or in an element of a caption's class."""
    node: HtmlElement | None = element
    for _ in range(_WRAPPERS):
        if node is None or node in story.prose_holders or (node.tail or "").strip():
            return None
        following = node.getnext()
        if following is not None and following.tag == "br" and not (following.tail or "").strip():
            following = following.getnext()
        if following is not None:
            if following in story.prose_holders or not isinstance(following.tag, str):
                return None
            marks = following.get("class") or ""
            if following.tag in _SMALL or _CAPTION(marks):
                text = visible_text(following)
                return text if 1 < len(text) <= _LONGEST_BESIDE else None
            return None
        node = node.getparent()
    return None


def alone_with(element: HtmlElement, story: Story) -> str | None:
    """Give the one line of text in the smallest box round a picture that holds any, if it is no link."""
    node = element.getparent()
    for _ in range(_HEIGHT):
        if node is None or node in story.holders or node.tag in _OUTER:
            return None
        if sum(1 for _ in islice(_shown_pictures(node), 2)) > 1:
            return None
        text = squeeze(whole_text(node))
        if len(text) > _LONGEST_BESIDE:
            return None
        lines = list(islice(blocks(node), 2)) if text else []
        if lines:
            line = lines[0]
            shaped = len(lines) == 1 and not line.is_link and line.element.tag not in _HEADS
            if not shaped or len(line.text.split()) < _FEWEST_WORDS or is_date_line(line.text):
                return None
            return None if is_byline(line.text) or is_bare_name(line.text) else line.text
        node = node.getparent()
    return None


def _shown_pictures(node: HtmlElement) -> Iterator[HtmlElement]:
    return (image for image in node.iter("img") if next(image.iterancestors("noscript"), None) is None)


def _without(caption: str, credit: str) -> str | None:
    head = caption.removesuffix(credit)
    if head == caption:
        head = caption.removeprefix(credit)
    return head.strip(" -–—|•/") or None


def _box(element: HtmlElement, story: Story) -> HtmlElement | None:
    """Give what holds a picture and its caption: its figure, else the nearest box with a caption's class."""
    node = element.getparent()
    for _ in range(_HEIGHT):
        if node is None or node in story.prose_holders or node.tag in ("body", "article", "main"):
            return None
        seen = (next(image.iterancestors("noscript"), None) is None for image in node.iter("img"))
        pictures = sum(islice(seen, _MOST_OF_FIGURE + 1))
        if node.tag == "figure":
            return node if pictures <= _MOST_OF_FIGURE else None
        if pictures > 1:
            return None
        for child, _ in zip(node.iter(), range(_MOST_PARTS), strict=False):
            if child is element or not isinstance(child.tag, str):
                continue
            marks = child.get("class") or ""
            if child.tag == "figcaption" or _CAPTION(marks) or _CREDIT(marks):
                return node
        if (
            node not in story.holders
            and _PICTURE_BOX(node.get("class") or "")
            and len(squeeze(whole_text(node))) > 1
        ):
            return node
        node = node.getparent()
    return None
