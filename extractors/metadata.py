"""What a page says of its article: title, subtitle, byline, section, tags; what is printed is preferred."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.document import Block, squeeze, visible_text
from extractors.jsonld import Claims

_SEPARATORS = re.compile(r"\s+[|\-–—:»«•·/\\]{1,2}\s+|\s*[|»]\s*|\s+::\s+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_HEADLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:headline|entry-title|post-title|article-title|news-title|title|t)(?:[\s_-]|$)", re.I
)
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|writer|signature|kateb|w)(?:[\s_-]|$)", re.I)
_SUBTITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:subtitle|sub-title|subheadline|standfirst|dek|excerpt|lead|chapeau|deck|s)(?:[\s_-]|$)",
    re.I,
)
_BY = re.compile(
    r"^(?:كتب(?:ت|ه|ته)?|بقلم|تقرير|إعداد|تحرير|المصدر|الكاتب|تحقيق|حوار|by)\s*[:\-–/]?\s*", re.I
)
_AUTHOR_SPLIT = re.compile(r"\s*[،,;؛|/]\s*")
_BYLINE_IN_LINE = re.compile(
    r"(?:^|[|،-])\s*(?:كتب(?:ت)?|بقلم|إعداد|تحرير)\s*[:/]\s*([^|،\d]{3,60}?)\s*(?:$|[|،])"
)
_BY_WORD = re.compile(r"\s*(?:كتب(?:ت|ها|ه)?|بقلم|إعداد|تحرير|تقرير)\s*[:/-]?\s*")
_LONGEST_TITLE = 300
_ESCAPED_AT_MOST = 2  # times
_SECTION_NAME = 10  # characters
_LOGIN = re.compile(r"[a-z0-9_.-]+|admin|administrator", re.ASCII | re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|@|developed by|designed by|powered by|\.(?:com|net|org)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The title of a page and, where one was found, the element that prints it."""

    text: str
    element: HtmlElement | None


class Metas:
    """The <meta> values of a page, by lower-case name, property or itemprop; in document order."""

    def __init__(self, tree: HtmlElement) -> None:
        """Read every <meta> with a content."""
        self.values: list[tuple[str, str]] = []
        for meta in tree.iter("meta"):
            content = squeeze(meta.get("content") or "")
            for attribute in ("property", "name", "itemprop"):
                name = (meta.get(attribute) or "").strip().lower()
                if name and content:
                    self.values.append((name, content))

    def first(self, *names: str) -> str | None:
        """Give the value of the first of these names that the page has."""
        return next((value for name in names for key, value in self.values if key == name), None)

    def all(self, *names: str) -> tuple[str, ...]:
        """Give every value of these names, in document order."""
        return tuple(value for key, value in self.values if key in names)


def read_heading(
    tree: HtmlElement, page: tuple[Block, ...], metas: Metas, claims: Claims, sites: Iterable[str]
) -> Heading | None:
    """Give the title: the printed heading that agrees with what the metadata says, else the metadata's.

    `sites` are names of the outlet, which are no titles. None when the page has no title of its own.
    """
    names = frozenset(
        fold(site) for site in (*sites, claims.site or "", metas.first("og:site_name") or "") if site
    )
    claimed = [
        title
        for raw in (claims.headline, metas.first("og:title"), metas.first("twitter:title"), _title_tag(tree))
        if raw and (title := without_site(unescape(raw), names))
    ]
    printed = [heading for heading in _headings(tree) if fold(heading.text) not in names]
    for title in claimed:
        for heading in printed:
            if _agree(fold(title), fold(heading.text)):
                shorter = min(title, heading.text, key=lambda text: abs(len(text) - len(title)))
                return Heading(
                    text=shorter if len(heading.text) > 2 * len(title) else heading.text,
                    element=heading.element,
                )
    for title in claimed:
        for block in page:
            if fold(block.text) == fold(title) and not block.is_link:
                return Heading(text=block.text, element=block.element)
    if claimed:
        tops = [heading for heading in printed if heading.element is not None and heading.element.tag == "h1"]
        return Heading(text=claimed[0], element=tops[0].element if len(tops) == 1 else None)
    return next((heading for heading in printed if _can_stand_alone(heading)), None)


def read_subtitle(heading: Heading) -> str | None:
    """Give the line printed under the title as its subtitle; None when there is none."""
    if heading.element is None:
        return None
    ours = fold(heading.text)
    for element in _following(heading.element, 6):
        tag, text = element.tag, ""
        named = _SUBTITLE_CLASS.search(element.get("class") or "") and tag in (
            "div",
            "p",
            "h2",
            "h3",
            "h4",
            "span",
        )
        if named or tag in ("h2", "h3", "h4") or (tag == "font" and element.get("size") == "4"):
            text = visible_text(element)
        if 10 < len(text) < _LONGEST_TITLE and fold(text) != ours:
            return text
    return None


def read_authors(tree: HtmlElement, page: Iterable[Block], metas: Metas, claims: Claims) -> tuple[str, ...]:
    """Give the authors as printed: in JSON-LD, a meta, rel=author, or a line of the page so marked."""
    found: list[str] = list(claims.authors) or list(
        metas.all("author", "article:author", "dc.creator", "parsely-author")
    )
    if not any(map(_names, found)):
        found = [visible_text(link) for link in tree.xpath("//*[@rel='author' or @itemprop='author']")[:3]]
    if not any(map(_names, found)):
        marked = (
            element for element in tree.iter("div", "span", "p", "li", "address") if _is_byline(element)
        )
        found = [visible_text(element) for element in marked][:1]
    if not any(map(_names, found)):
        found = [
            match[1]
            for block in page
            if (match := _BYLINE_IN_LINE.search(block.text)) and len(block.text) < 160
        ][:1]
    if not any(map(_names, found)):
        found = [visible_text(link) for link in tree.iter("a") if _follows_by(link)][:1]
    return tuple(dict.fromkeys(name for text in found for name in _names(text)))


def _follows_by(link: HtmlElement) -> bool:
    """Say whether a link follows «بقلم» or the like and nothing else: the name is the link's text."""
    sibling, parent = link.getprevious(), link.getparent()
    before = sibling.tail if sibling is not None else parent.text if parent is not None else None
    return before is not None and _BY_WORD.fullmatch(before) is not None


def read_section(metas: Metas, claims: Claims, tree: HtmlElement) -> str | None:
    """Give the section the page says it belongs to."""
    section = claims.section or metas.first("article:section", "section", "parsely-section")
    if section is None:
        crumbs = [visible_text(link) for link in tree.xpath("//*[contains(@class,'breadcrumb')]//a")]
        section = crumbs[-1] if len(crumbs) > 1 else None
    return unescape(section) if section else None


def read_tags(metas: Metas, claims: Claims, tree: HtmlElement, title: str) -> tuple[str, ...]:
    """Give the tags: article:tag, else rel=tag, else keywords; each once, as printed."""
    tags = metas.all("article:tag", "parsely-tags")
    if not tags:
        tags = tuple(
            visible_text(link) for link in tree.xpath("//a[contains(concat(' ', @rel, ' '), ' tag ')]")
        )
    if not tags:
        tags = claims.tags or metas.all("news_keywords", "keywords")[:1]
    parts = [unescape(part).strip() for tag in tags for part in re.split("[,،;؛]", tag)]
    words = frozenset(fold(title).split())
    if len(parts) > 2 and all(fold(part) in words for part in parts):
        return ()  # the title cut into words
    return tuple(dict.fromkeys(part for part in parts if 1 < len(part) <= 80))[:50]


def without_site(title: str, names: frozenset[str]) -> str:
    """Give the title without the outlet's name at either end; "" when nothing else remains.

    `names` are folded. Without a known name, a short last part after a separator is taken for one.
    """
    parts = [part for part in _SEPARATORS.split(title) if part.strip()]
    kept = [part for part in parts if not _is_site(fold(part), names)]
    if not kept:
        return ""
    if len(kept) < len(parts):
        start = title.index(kept[0])
        return title[start : title.rindex(kept[-1]) + len(kept[-1])].strip()
    return title.strip()


def unescape(text: str) -> str:
    """Give text whose entities were escaped twice as it was meant; other text as it is, squeezed."""
    for _ in range(_ESCAPED_AT_MOST):
        if not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return squeeze(text)


def _is_site(part: str, names: frozenset[str]) -> bool:
    return any(part == name or part.removeprefix("ال") == name.removeprefix("ال") for name in names)


def _title_tag(tree: HtmlElement) -> str | None:
    title = tree.find(".//head/title")
    title = tree.find(".//title") if title is None else title
    return squeeze(title.text_content()) if title is not None else None


def _headings(tree: HtmlElement) -> Iterator[Heading]:
    """Give what may print the title, likeliest first: h1, elements of a headline's class, h2, large fonts."""
    for path in (
        "//h1[not(ancestor::footer)]",
        "//*[@itemprop='headline' and not(self::meta)]",
        "//h2[not(ancestor::footer or ancestor::aside or ancestor::nav)]",
    ):
        yield from _as_headings(tree.xpath(path)[:6])
    marked = (
        element
        for element in tree.iter("div", "span", "p", "h3", "td")
        if _HEADLINE_CLASS.search(element.get("class") or "")
    )
    yield from _as_headings([element for element, _ in zip(marked, range(6), strict=False)])
    yield from _as_headings(
        tree.xpath("//font[@size='5' or @size='6' or @size='7' or @size='+2' or @size='+3']")[:2]
    )


def _as_headings(elements: Iterable[HtmlElement]) -> Iterator[Heading]:
    for element in elements:
        text = visible_text(element)
        if 3 < len(text) <= _LONGEST_TITLE:
            yield Heading(text=text, element=element)


def _agree(claimed: str, printed: str) -> bool:
    """Say whether two folded titles are one: equal, or one holds the other and little more."""
    if claimed == printed:
        return True
    short, long = sorted((claimed, printed), key=len)
    return len(short) > 8 and short in long and len(long) < 2 * len(short) + 30


def _can_stand_alone(heading: Heading) -> bool:
    """Say whether a heading that no metadata confirms is a title: an <h1>, or more than a section's name."""
    return heading.element is not None and (heading.element.tag == "h1" or len(heading.text) > _SECTION_NAME)


def _following(element: HtmlElement, count: int) -> Iterator[HtmlElement]:
    """Give the next elements after an element in document order, its own descendants left out."""
    inside = set(element.iter())
    root = element.getroottree().getroot()
    after = False
    for other in root.iter():
        if other is element:
            after = True
        elif after and other not in inside and isinstance(other.tag, str):
            yield other
            count -= 1
            if not count:
                return


def _is_byline(element: HtmlElement) -> bool:
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_BYLINE_CLASS.search(marks))


def _names(text: str) -> tuple[str, ...]:
    line = squeeze(unescape(text)).strip("()[]{} -–|:")
    if not line or len(line) > 120 or _NO_NAME.search(line):
        return ()
    line = _BY.sub("", line)
    names = (name.strip() for name in _AUTHOR_SPLIT.split(line))
    return tuple(
        name for name in names if 2 < len(name) <= 60 and not _LOGIN.fullmatch(name) and not name.isdigit()
    )
