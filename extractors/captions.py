"""What is printed beside a picture: its caption, and the credit of who took or sent it."""

import re

from lxml.html import HtmlElement

from extractors.agencies import agency_named
from extractors.arabic import fold
from extractors.document import squeeze, visible_text
from extractors.story import Story

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:captions?|wp-caption-text|caption-text|(?:img|image|photo|pic|picture|media)[_-]?"
    r"(?:caption|desc|description|title|text|info|alt)|row-inner-title|legend|legende|cutline|تعليق)(?:[\s_-]|$)"
    r"|caption",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:^|[\s_-])(?:credits?|copyright|copy|photo-?(?:by|credit|source|author|grapher)|photographer"
    r"|image-?(?:credit|source))(?:[\s_-]|$)|credit|copyright",
    re.IGNORECASE,
)
_CREDIT_WORD = (
    r"تصوير|عدسة|(?:مصدر )?الصورة(?: من)?|المصدر|صورة(?: من)?|المصور|photo(?:s|graph)?(?: by)?|credit|source"
    r"|image|©|\(c\)"
)
_SAID = re.compile(
    rf"(?:^|[\s.،(|\-–—]+)(?:{_CREDIT_WORD})\s*[:/\-–—]?\s+(?P<who>[^()|]{{2,60}}?)\s*\)?\.?\s*$",
    re.IGNORECASE,
)
_SAID_FIRMLY = re.compile(
    rf"(?:^|[\s.،(|\-–—]+)(?:(?:{_CREDIT_WORD})\s*[:/]|©)\s*(?P<who>[^()|:]{{2,60}}?)\s*\)?\.?\s*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*[(\[]\s*(?P<who>[^()\[\]]{2,60})\s*[)\]]\s*\.?\s*$")
_AFTER_DASH = re.compile(r"\s*(?:[-–—|/•]|\.)\s*(?P<who>[^-–—|/•.]{2,40}|\w(?:\.\w){1,3}\.?)\s*$")
_CREDITED = re.compile(rf"^(?:{_CREDIT_WORD})\s*[:/\-–—]?\s*", re.IGNORECASE)
_WITH = re.compile(r"\s*[/،,+&|]\s*")
_PICTURE_BOX = re.compile(
    r"(?:^|[\s_-])(?:img|image|photo|pic|picture|media|thumb(?:nail)?|featured)(?:[\s_-]|$)", re.IGNORECASE
)
_MOST_PARTS = 60  # elements of a box that are looked at
_LONGEST = 600  # characters of a caption
_HEIGHT = 4  # ancestors in which a caption may stand beside the picture


def caption_of(element: HtmlElement, story: Story, title: str) -> tuple[str | None, str | None]:
    """Give the text printed with a picture, and the credit where it is an element of its own."""
    box = _box(element, story)
    if box is None:
        return None, None
    caption = credit = None
    for node in box.iter():
        if not isinstance(node.tag, str) or node is box or node.tag in ("img", "source", "picture", "a"):
            continue
        marks = node.get("class") or ""
        if credit is None and (
            _CREDIT.search(marks) or node.get("itemprop") in ("creditText", "copyrightHolder")
        ):
            credit = visible_text(node) or None
        if caption is None and (
            node.tag == "figcaption" or (_CAPTION.search(marks) and not _CREDIT.search(marks))
        ):
            caption = visible_text(node) or None
    if (
        caption is None
        and box not in story.holders
        and (box.tag == "figure" or _PICTURE_BOX.search(box.get("class") or ""))
    ):
        caption = visible_text(box) or None
    if caption and credit and caption != credit:
        caption = _without(caption, credit)
    elif caption == credit:
        caption = None
    if caption is None or len(caption) > _LONGEST or fold(caption) == fold(title):
        return None, credit
    return caption, credit


def split_credit(caption: str | None, credit: str | None) -> tuple[str | None, str | None]:
    """Give a caption without the credit that ends it, and the credit: who is named, as printed."""
    if credit is not None:
        return caption, _credited(credit)
    if caption is None:
        return None, None
    for pattern in (_SAID_FIRMLY, _BRACKETED, _SAID, _AFTER_DASH):
        match = pattern.search(caption)
        if match is None:
            continue
        who = match["who"].strip(" .،-–—:")
        rest = caption[: match.start()].rstrip(" -–—|(،•")
        certain = (
            pattern is _SAID_FIRMLY or _is_credit(who) or (pattern is _BRACKETED and _CREDITED.match(who))
        )
        if certain and len(who.split()) <= 6:
            return rest or None, _credited(who)
    return (None, caption) if _is_credit(caption) else (caption, None)


def _credited(text: str) -> str | None:
    """Give the names of a credit without the word that says it is one."""
    return _CREDITED.sub("", text.strip(" ()[].|-–—")).strip(" ()[]|-–—:") or None


def _is_credit(text: str) -> bool:
    """Say whether a text names agencies of news or pictures and nothing else."""
    if agency_named(text):
        return True
    parts = _WITH.split(text)
    return len(parts) > 1 and any(map(agency_named, parts)) and all(len(part.split()) <= 3 for part in parts)


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
        if node.tag == "figure":
            return node
        if sum(next(image.iterancestors("noscript"), None) is None for image in node.iter("img")) > 1:
            return None
        for child, _ in zip(node.iter(), range(_MOST_PARTS), strict=False):
            if child is element or not isinstance(child.tag, str):
                continue
            marks = child.get("class") or ""
            if child.tag == "figcaption" or _CAPTION.search(marks) or _CREDIT.search(marks):
                return node
        if (
            node not in story.holders
            and _PICTURE_BOX.search(node.get("class") or "")
            and len(squeeze(node.text_content())) > 1
        ):
            return node
        node = node.getparent()
    return None
