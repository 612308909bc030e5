"""Dates in a page's markup: microdata, RDFa, hAtom, <time>, and attributes that carry a machine's time.

One pass over the tree. What counts is the report's own: not the date of a comment, of a related report, of a
teaser, of a picture. An element belongs to the report when nothing between it and the elements that also
hold the title says otherwise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml.html import HtmlElement

from extractors.dates import is_update
from extractors.document import squeeze

PUBLISHED, MODIFIED = "published", "modified"

_ATTRIBUTES = (
    *("data-datetime", "data-timestamp", "data-time", "data-date", "data-published", "data-publish-date"),
    *("data-pubdate", "data-published-at", "data-utime", "data-epoch", "data-livestamp", "data-utc"),
)
_TELLING = frozenset(["itemprop", "property", "pubdate", "datetime", *_ATTRIBUTES])
_DATED_CLASS = re.compile(r"published|updated")
_PROPERTIES = {
    **dict.fromkeys(("datepublished", "published_time", "issued", "pubdate"), (PUBLISHED, 3)),
    **dict.fromkeys(("datecreated", "created", "date"), (PUBLISHED, 2)),
    **dict.fromkeys(("datemodified", "modified_time", "modified", "dateupdated"), (MODIFIED, 3)),
}
_VOCABULARY = re.compile(r"(?:schema|dc|dct|dcterms|dc11|article|og|rnews|sioc|pav)$|schema\.org|purl\.org")
_TOKENS = {
    **dict.fromkeys(("published", "dt-published", "entry-published", "post-published"), PUBLISHED),
    **dict.fromkeys(("updated", "dt-updated", "entry-updated", "modified"), MODIFIED),
}
_DATE_CLASS = re.compile(r"(?:^|[\s_-])(?:date|time|pubdate|publish|posted|tarikh)", re.I)
_APART = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|side-bar|(?<!elementor-)widget|comments?|latest|most|popular|trending|ticker|breaking|"
    r"recommend\w*|more-?\w*|also|teaser|carousel|slider|swiper|playlist|next|prev\w*|footer|similar|"
    r"copyrights?|masthead|topbar|top-bar|clock|today|weather|prayer)(?:[\s_-]|s?$)",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(r"submitted|entry|meta|post|article|byline|info", re.IGNORECASE)
_APART_TAGS = frozenset(["aside", "nav", "select", "form", "template", "noscript"])
_ARTICLE_ITEM = re.compile(r"(?:Article|Posting|Report|Review|WebPage|CreativeWork|Blog)$")
_DURATION = re.compile(r"-?P[\dT]")
_CARD = 25  # characters of a link that make it a teaser and not a permanent link around a date
_SENTENCE = 80  # characters beside a <time> that make a sentence
_PIECES, _BEGINNING = 60, 1000  # text nodes and characters that are enough to judge an element
_TEASERS = 2  # times far from the title that are those of other reports
_MOST_ELEMENTS = 3000
_MOST = 12  # marks kept of one kind of place
_DEEPEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One date in the markup: what kind, as written, where, and how much weight such a place has."""

    kind: str
    raw: str
    source: str
    weight: int


class Surroundings:
    """What stands around the title, so that an element of the report can be told from one of another text."""

    def __init__(self, title: HtmlElement | None) -> None:
        """Take the element that prints the title, None for a page where no element does."""
        self._around: frozenset[HtmlElement] = frozenset()
        self._one_article = True
        self._apart: dict[HtmlElement, bool] = {}  # each element is judged once, however much it holds
        if title is not None:
            self._around = frozenset([title, *title.iterancestors()])
            articles = [*title.getroottree().iter("article")][:2]
            self._one_article = len(articles) < 2 and next(title.iterancestors("article"), None) is None

    def holds(self, element: HtmlElement) -> bool:
        """Say whether an element belongs to the report that the title heads."""
        for depth, above in enumerate(_upwards(element)):
            if above in self._around or above.tag == "body":
                return True
            if depth > _DEEPEST or self._sets_apart(above):
                return False
        return True

    def _sets_apart(self, element: HtmlElement) -> bool:
        found = self._apart.get(element)
        if found is None:
            found = _is_apart(element) or (element.tag == "article" and not self._one_article)
            self._apart[element] = found
        return found

    def shared(self, element: HtmlElement) -> HtmlElement | None:
        """Give the innermost element that holds both the title and this one."""
        return next((above for above in _upwards(element) if above in self._around), None)

    def own_item(self, element: HtmlElement) -> bool:
        """Say whether a property is one of the report's item: an article's, the one that holds the title."""
        for above in element.iterancestors():
            kind = above.get("itemtype") or above.get("typeof")
            if kind is None and above.get("itemscope") is None:
                continue
            if kind and not any(_ARTICLE_ITEM.search(name) for name in kind.split()):
                return above in self._around and above.get("itemprop") is None
            return not self._around or above in self._around or self._one_article
        return True


def read_marks(tree: HtmlElement, around: Surroundings, near: frozenset[HtmlElement]) -> tuple[Mark, ...]:
    """Give the dates in the markup of the report itself, in document order.

    `near` are the elements that print lines about the title: only there do attributes of any name date
    the report.
    """
    found: list[Mark] = []
    counts: dict[tuple[str, str], int] = {}
    for element in islice(filter(_is_telling, tree.iter()), _MOST_ELEMENTS):
        for mark in _marks(element):
            place = (mark.source, mark.kind)
            if counts.get(place, 0) >= _MOST or not around.holds(element):
                break
            if mark.source.startswith("attribute:") and not _is_near(element, near):
                continue
            if mark.source.startswith(("microdata:", "rdfa:")) and not around.own_item(element):
                continue
            first = counts.get(place, 0) == 0
            counts[place] = counts.get(place, 0) + 1
            # Only the first <time> is likely the report's; what follows weighs little.
            plain = mark.source.startswith(("time", "attribute:"))
            near_title = mark.source != "time" or _is_near(element, near)
            found.append(mark if near_title and (first or not plain) else _light(mark))
    return _without_teasers(found)


def _is_telling(element: HtmlElement) -> bool:
    """Say whether an element may date anything; asked of every element of a page, so it asks little."""
    names = element.keys()
    if not names:
        return bool(element.tag == "time")
    if not _TELLING.isdisjoint(names):
        return True
    if "class" not in names:
        return bool(element.tag == "time" or (element.tag == "abbr" and "title" in names))
    marks = element.get("class") or ""
    if "title" in names and (element.tag == "abbr" or _DATE_CLASS.search(marks)):
        return True
    return bool(element.tag == "time" or _DATED_CLASS.search(marks))


def _without_teasers(marks: list[Mark]) -> tuple[Mark, ...]:
    """Take the vote from what <time> says far from the title, when there are several: those are teasers'."""
    far = [mark for mark in marks if mark.source == "time" and mark.weight == 1]
    if len(far) < _TEASERS:
        return tuple(marks)
    return tuple(replace(mark, weight=0) if mark in far else mark for mark in marks)


def _is_near(element: HtmlElement, near: frozenset[HtmlElement]) -> bool:
    return element in near or element.getparent() in near or not near.isdisjoint(element)


def _light(mark: Mark) -> Mark:
    return Mark(kind=mark.kind, raw=mark.raw, source=mark.source, weight=1)


def _marks(element: HtmlElement) -> Iterator[Mark]:
    """Give what one element says: by its property, else by its class, else as a <time>, else an attribute."""
    named = [
        *((name, "microdata") for name in (element.get("itemprop") or "").split()),
        *((name, "rdfa") for name in _rdfa(element)),
    ]
    done = False
    for name, place in named:
        vocabulary, _, short = name.rpartition(":") if "://" not in name else name.rpartition("/")
        kind, weight = _PROPERTIES.get(short.lower(), (None, 0))
        if kind is None or (short.lower() in ("date", "created", "modified", "issued") and not vocabulary):
            continue
        if vocabulary and not _VOCABULARY.search(vocabulary.lower()):
            continue
        if (raw := _value(element)) and not done:
            done = True
            yield Mark(kind=kind, raw=raw, source=f"{place}:{name}", weight=weight)
    if done or element.tag == "meta":
        return
    yield from _unnamed(element)


def _rdfa(element: HtmlElement) -> list[str]:
    """Give the RDFa properties of an element; those of a <meta> are read as metadata."""
    return [] if element.tag == "meta" else (element.get("property") or "").split()


def _unnamed(element: HtmlElement) -> Iterator[Mark]:
    tokens = (element.get("class") or "").lower().split()
    kinds = {_TOKENS[token] for token in tokens if token in _TOKENS}
    kind = MODIFIED if kinds == {MODIFIED} or _speaks_of_change(element) else PUBLISHED
    if element.tag == "time" or element.get("pubdate") is not None:
        if is_in_prose(element):
            return
        source = "time"
        raw = squeeze(element.get("datetime") or "")
        if not raw:
            raw = squeeze(_some_text(element)[:200])
        if any(char.isdigit() for char in raw) and not _DURATION.match(raw):
            yield Mark(kind=kind, raw=raw, source=source, weight=3 if element.get("datetime") else 2)
            return
    elif kinds:
        raw = squeeze(element.get("title") or element.get("content") or element.get("datetime") or "")
        if raw and any(char.isdigit() for char in raw):
            yield Mark(kind=kind, raw=raw, source=f"hatom:{kind}", weight=3)
            return
    for name in _ATTRIBUTES:
        if (raw := squeeze(element.get(name) or "")) and any(char.isdigit() for char in raw):
            yield Mark(kind=kind, raw=raw, source=f"attribute:{name}", weight=2)
            return
    title = squeeze(element.get("title") or "")
    if any(char.isdigit() for char in title) and (
        element.tag in ("time", "abbr") or _DATE_CLASS.search(element.get("class") or "")
    ):
        yield Mark(kind=kind, raw=title, source="attribute:title", weight=2)


def _value(element: HtmlElement) -> str:
    """Give the machine's value of a property, the printed one where there is none."""
    value = element.get("content") or element.get("datetime")
    return squeeze(value if value else _some_text(element))[:200]


def _speaks_of_change(element: HtmlElement) -> bool:
    """Say whether the words right before an element are «آخر تحديث» or the like."""
    sibling, parent = element.getprevious(), element.getparent()
    before = sibling.tail if sibling is not None else parent.text if parent is not None else None
    if not (before or "").strip() and sibling is not None and sibling.tag in ("span", "b", "strong", "label"):
        before = sibling.text
    return bool(before) and is_update(squeeze((before or "")[-60:]))


def _is_list_of_reports(items: HtmlElement | None) -> bool:
    """Say whether a list holds more dates than one report has."""
    return items is not None and sum(1 for _ in zip(items.iter("time"), range(3), strict=False)) > 2


def is_in_prose(element: HtmlElement) -> bool:
    """Say whether a <time> is part of a sentence: it tells of an event."""
    parent = element.getparent()
    if element.tag != "time" or parent is None or parent.tag not in ("p", "blockquote", "dd"):
        return False
    return len(_some_text(parent)) - len(_some_text(element)) > _SENTENCE


def _some_text(element: HtmlElement) -> str:
    """Give the beginning of an element's text: enough to judge it, whatever a hostile page puts into it."""
    return "".join(islice(element.itertext(), _PIECES))[:_BEGINNING]


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _is_apart(element: HtmlElement) -> bool:
    """Say whether an element sets its content apart from the report: by name, by class, or as a teaser."""
    tag = element.tag
    if tag in _APART_TAGS:
        return True
    if tag == "footer":
        parent = element.getparent()
        own = parent is not None and (parent.tag == "article" or _OF_REPORT.search(parent.get("class") or ""))
        return not own and not _OF_REPORT.search(element.get("class") or "")
    if tag == "li" and _is_list_of_reports(element.getparent()):
        return True
    if tag == "a":
        dated = sum(len(_some_text(time)) for time in islice(element.iter("time"), 4))
        return len(squeeze(_some_text(element))) - dated > _CARD
    if tag in ("li", "article", "tr") and any(
        len(squeeze(_some_text(link))) > _CARD for link in islice(element.iter("a"), 4)
    ):
        return True
    return bool(_APART.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
