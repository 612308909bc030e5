"""The section a report belongs to, and its tags, as its page says them."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.document import squeeze
from extractors.heading_text import is_home
from extractors.jsonld import Claims
from extractors.metas import Metas, unescape
from extractors.site_names import name_like
from extractors.story import Story

_CRUMBS = re.compile(r"bread-?crumbs?|breadcumb|crumbs|fil-?ariane|مسار", re.IGNORECASE)
_SPLIT = re.compile(r"\s*[,،;؛]\s*")
_TAGS_CLASS = re.compile(
    r"(?:^|[\s_-])(?:tags?|keywords?|topics?|labels?|wosoom|الوسوم)(?:[\s_-]|$)", re.IGNORECASE
)
_TAG_PAGE = re.compile(r"/(?:tags?|keywords?|topics?|وسم|وسوم|tag_cloud)(?:/|\?|=)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SECTION_METAS = ("article:section", "section", "articlesection", "parsely-section")
_CRUMB_MARKS = ("class", "id", "aria-label", "itemtype")
_MARKS = " \t#|/›»>«-–:"
_LONGEST_TAG = 80
_LONGEST_SECTION = 60
_MOST_TAGS = 50
_HOLDERS = 3  # ancestors in which the class of a list of tags may stand
_TAG_PATH = (
    "//a[contains(@rel, 'tag')] | //*[contains(@class, 'tag') or contains(@class, 'keyword') or"
    " contains(@class, 'topic')]//a"
)


def read_section(
    metas: Metas, claims: Claims, tree: HtmlElement, title: str, own: frozenset[str] = frozenset()
) -> str | None:
    """Give the section that the page says it belongs to: in metadata, else the last breadcrumb before its
    title; None when it says none. `own` are folded names of the outlet, which are no section.
    """
    for text in _sections(metas, claims, tree):
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
        tags = tuple(_linked(tree, story))
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
    for element in tree.xpath("//*[@itemprop='articleSection']")[:2]:
        yield squeeze(element.text_content())
    yield from reversed(list(_crumbs(tree)))


def _crumbs(tree: HtmlElement) -> Iterator[str]:
    for holder in tree.iter("nav", "ol", "ul", "div", "section", "p"):
        marks = " ".join(filter(None, map(holder.get, _CRUMB_MARKS)))
        if marks and _CRUMBS.search(marks):
            break
    else:
        return
    for link in holder.iter("a"):
        text = squeeze(link.text_content())
        if text and not is_home(link.get("href") or ""):
            yield text


def _linked(tree: HtmlElement, story: Story | None) -> Iterator[str]:
    for link in tree.xpath(_TAG_PATH):
        if story is not None and story.is_apart(link):
            continue
        if "tag" not in (link.get("rel") or "").split() and not _in_list(link):
            continue
        text = squeeze(link.text_content())
        if text:
            yield text


def _in_list(link: HtmlElement) -> bool:
    """Say whether a link stands in a list of tags: by its holder's class, or its own address."""
    node = link
    for _ in range(_HOLDERS):
        if _TAGS_CLASS.search(f"{node.get('class') or ''} {node.get('id') or ''}"):
            return True
        parent = node.getparent()
        if parent is None:
            break
        node = parent
    return _TAG_PAGE.search(link.get("href") or "") is not None
