"""Which elements hold a byline by their class, their address or another attribute."""

import re

from lxml.html import HtmlElement

from extractors.class_names import found_in

_MARKED = found_in(
    r"author(?!i[tz])|by-?line|(?:reporter|journaliste?|correspondent)[_-]?name|(?:^|\s)editor(?:[_-]?name)?(?:\s|$)|writ(?:e|ten)[-_]?by|writer|kateb|katib|kuttab|auteur|redacteur|(?:^|[\s_-])(?:signature|reporters?|journalistes?|journalists?"
    r"|correspondent|posted-?by|written-?by|contributors?|vcard|pen|w|الكاتب|كاتب|الكاتبة)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_SOURCE = found_in(r"(?:^|[\s_-])(?:source|agency|news-?source|المصدر)(?:[\s_-]|$)", re.IGNORECASE)
NOT_OURS = found_in(
    r"(?:photo|image|img|picture|video|comment)s?[\s_-]*(?:author|credit|by)|author[\s_-]*(?:bio|image|img|avatar|photo"
    r"|desc\w*|social|posts|articles|count|follow)|authors?[\s_-]*list|bio(?:graphy)?(?:[\s_-]|$)",
    re.IGNORECASE,
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|writers?|kuttab|kateb|katib|journalists?|reporters?|profiles?|users?|contributors?|editors?|people"
    r"|الكاتب|كاتب|كتاب|الكتاب)(?:/|\?|=)|[?&](?:author|writer)(?:_?id)?=",
    re.IGNORECASE,
)
_AUTHOR_DATA = re.compile(r"(?:^|[\s_-])(?:authors?|by-?line|writer|reporter)(?:[\s_-]|$)", re.IGNORECASE)
_POSTS_OF = re.compile(
    r"(?:posts|articles|view all posts|all posts) by|(?:كل|جميع|عرض كل|المزيد من) (?:مقالات|مواضيع|تقارير"
    r"|مشاركات|منشورات) ",
    re.IGNORECASE,
)
_LONGEST_MARK = 40


def is_source(element: HtmlElement) -> bool:
    """Say whether an element is a source's by its class, and no author's."""
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _SOURCE(marks) and not _MARKED(marks)


def is_marked(element: HtmlElement) -> bool:
    """Say whether an element is an author's or a source's by its class, its address or another attribute."""
    if "Organization" in (element.get("itemtype") or ""):
        return False
    if element.get("rel") == "author" or element.get("itemprop") in ("author", "creator"):
        return True
    if element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""):
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if any(_names_author(name, value) for name, value in element.attrib.items()):
        return True
    if len(marks) == 1 or NOT_OURS(marks):
        return False
    return _MARKED(marks) or _SOURCE(marks)


def _names_author(name: str, value: str) -> bool:
    """Say whether an attribute calls its element an author's: data-author-id, data-testid="author-name"."""
    if name.startswith("data-") or name == "aria-label":
        marks = f"{name} {value}" if len(value) <= _LONGEST_MARK else name
        return _AUTHOR_DATA.search(marks) is not None and not NOT_OURS(marks)
    return name == "title" and _POSTS_OF.match(value) is not None
