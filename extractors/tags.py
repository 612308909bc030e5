"""The section a report belongs to, and its tags, as its page says them."""

import re
from collections.abc import Iterator
from itertools import chain

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.class_names import found_in
from extractors.document import squeeze, whole_text
from extractors.heading_text import is_home
from extractors.jsonld import Claims
from extractors.kickers import TAG_PAGE, kickers, tags_below
from extractors.metas import Metas, unescape
from extractors.site_names import name_like
from extractors.story import Story

_CRUMBS = found_in(
    r"bread-?crumbs?|breadcumb|crumb|fil-?d?-?ariane|مسار|(?:^|\s)(?:path|pathway|trail|fil|you-?are-?here)(?:\s|$)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,،;؛]\s*")
_TAGS_CLASS = found_in(
    r"(?:^|[\s_-])(?:tags?|keywords?|topics?|labels?|wosoom|wosom"
    r"|wusum|wsm|mots?-?cles?|etiquettes?|الوسوم)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_SECTION_CLASS = found_in(
    r"(?:^|[\s_-])(?:category|categories|cat|cats|post-terms|section|sec|rubric|rubrique|topic|cat-links|qism|القسم|تصنيف)"
    r"(?:[\s_-]|$)|topic$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?:القسم|التصنيف|تصنيف|الباب|في)\s*:\s*|^في قسم\s+")
_HEADS = ("h1", "h2", "h3", "h4", "h5")
_TAG_MARKS = re.compile("tag|keyword|topic|mots?-cle|etiquette")
_TAG_WORDS = 4
_LEAVES = ("a", "span", "li")
_SECTION_WORDS = 5
_LONGEST_LINE = 120  # characters of a line that may hold a section
_WORD = re.compile(r"\w+")
_SECTION_METAS = ("article:section", "section", "articlesection", "parsely-section")
_CRUMB_MARKS = ("class", "id", "aria-label", "itemtype")
_MARKS = " \t#|/›»>«-–:"
_LONGEST_TAG = 80
_LONGEST_SECTION = 60
_MOST_TAGS = 50
_HOLDERS = 4  # ancestors in which the class of a list of tags may stand


def read_section(
    metas: Metas,
    claims: Claims,
    tree: HtmlElement,
    title: str,
    own: frozenset[str] = frozenset(),
    story: Story | None = None,
) -> str | None:
    """Give the section that the page says it belongs to: in metadata, else the last breadcrumb before its
    title, else the mark above it; None when it says none. `own` are folded names of the outlet, which are no
    section.
    """
    near = chain(_near_title(story), kickers(story)) if story is not None else ()
    for text in chain(_sections(metas, claims, tree), near):
        section = unescape(text).strip(_MARKS) if text else ""
        folded = fold(section)
        if not section or section.isdigit() or len(section) > _LONGEST_SECTION or name_like(folded, own):
            continue
        if folded != fold(title) and not fold(title).startswith(folded + " "):
            return section
    return None


def read_tags(
    metas: Metas, claims: Claims, tree: HtmlElement, title: str, story: Story | None = None
) -> tuple[str, ...]:
    """Give the tags: article:tag, else the linked ones, else keywords; each once, as printed."""
    tags = metas.all("article:tag", "parsely-tags")
    if not tags:
        tags = tuple(_linked(tree, story)) or (tuple(tags_below(story)) if story is not None else ())
    if not tags:
        tags = claims.tags or metas.all("news_keywords")[:1] or metas.all("keywords")[:1]
    parts = [unescape(part).strip(_MARKS) for tag in tags for part in _SPLIT.split(tag)]
    words = frozenset(_WORD.findall(fold(title)))
    if len(parts) > 2 and all(_is_word_of(words, part) for part in parts):
        return ()  # the title cut into words
    kept: dict[str, str] = {}
    for part in parts:
        if 1 < len(part) <= _LONGEST_TAG and fold(part) != fold(title):
            kept.setdefault(fold(part), part)
    return tuple(kept.values())[:_MOST_TAGS]


def _is_word_of(words: frozenset[str], part: str) -> bool:
    return len(part.split()) == 1 and words.issuperset(_WORD.findall(fold(part)))


def _sections(metas: Metas, claims: Claims, tree: HtmlElement) -> Iterator[str]:
    """Give what may name the section, the surest first."""
    yield from filter(None, (claims.section, *metas.all(*_SECTION_METAS)))
    for element in tree.iter("a", "span", "div", "p", "li", "h2", "h3", "strong"):
        if element.get("itemprop") == "articleSection":
            yield squeeze(whole_text(element))
    yield from reversed(list(_crumbs(tree)))


def _crumbs(tree: HtmlElement) -> Iterator[str]:
    for holder in tree.iter("nav", "ol", "ul", "div", "section", "p", "td"):
        marks = " ".join(filter(None, map(holder.get, _CRUMB_MARKS)))
        if marks and _CRUMBS(marks):
            break
    else:
        return
    for part in holder.iter("a", "span", "li", "b", "strong"):
        if part.tag != "a" and next(part.iterdescendants(*_LEAVES), None) is not None:
            continue
        text = squeeze(whole_text(part))
        if text and not (part.tag == "a" and is_home(part.get("href") or "")):
            yield text


def _near_title(story: Story) -> Iterator[str]:
    """Give what stands about the title in an element of a section's class."""
    for block in (*story.before(), *story.above()):
        if len(block.text) > _LONGEST_LINE or story.is_apart(block.element):
            continue
        parts = [block.element, *block.element.iterdescendants("a", "span", "b", "em", "strong")]
        parent = block.element.getparent()
        if parent is not None and parent not in story.holders:
            parts.append(parent)
        for part in parts:
            if _SECTION_CLASS(part.get("class") or ""):
                text = _LABEL.sub("", squeeze(whole_text(part)))
                if text and len(text.split()) <= _SECTION_WORDS:
                    yield text


def _linked(tree: HtmlElement, story: Story | None) -> Iterator[str]:
    """Give the texts of links that their rel, their mark or the list they stand in calls tags."""
    seen: set[HtmlElement] = set()
    for link in _candidates(tree):
        if link in seen:
            continue
        seen.add(link)
        text = squeeze(whole_text(link))
        rel = (link.get("rel") or "").split()
        if not text or "category" in rel or (story is not None and story.is_apart(link)):
            continue
        if "tag" in rel or _is_hashtag(link, text) or _in_list(link):
            yield text


def _candidates(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter("a", "div", "ul", "p", "span", "section", "footer", "li", "dl", "nav"):
        if element.tag == "a" and (
            "tag" in (element.get("rel") or "") or (element.text or "").startswith("#")
        ):
            yield element
        marks = element.get("class")
        if marks and _TAG_MARKS.search(marks):
            yield from element.iter("a")


def _is_hashtag(link: HtmlElement, text: str) -> bool:
    """Say whether a link is a tag by its mark: no headline that begins with one."""
    return (
        text.startswith("#")
        and len(text.split()) <= _TAG_WORDS
        and next(link.iterancestors(*_HEADS), None) is None
    )


def _in_list(link: HtmlElement) -> bool:
    """Say whether a link stands in a list of tags: by its holder's class, or its own address."""
    node = link
    for _ in range(_HOLDERS):
        if _TAGS_CLASS(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    return TAG_PAGE.search(link.get("href") or "") is not None
