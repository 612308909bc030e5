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

from extractors.class_names import found_in
from extractors.clocks_apart import only_clock, tells_others_time
from extractors.dates import is_update
from extractors.document import squeeze
from extractors.surroundings import Surroundings, beginning, is_in_prose

PUBLISHED, MODIFIED, CLOCK = "published", "modified", "clock"

_ATTRIBUTES = (
    *("data-datetime", "data-timestamp", "data-time", "data-date", "data-published", "data-publish-date"),
    *("data-pubdate", "data-published-at", "data-utime", "data-epoch", "data-livestamp", "data-utc"),
)
_TELLING = frozenset(["itemprop", "property", "pubdate", "datetime", *_ATTRIBUTES])
_DATED_CLASS = found_in(r"published|updated")
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
_DATE_CLASS = found_in(r"(?:^|[\s_-])(?:date|time|pubdate|publish|posted|tarikh)", re.I)
_NAIVE = re.compile(r"\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2})(?::\d{2})?")
_GREENWICH = re.compile(r"(?:\b(?:GMT|UTC)|[غج]رينتش)(?!\s?[+-]\s?\d)")
_DURATION = re.compile(r"-?P[\dT]")
_PAGE_WIDE = frozenset(["html", "body", "form", "main", "table"])
_TEASERS = 2  # times far from the title that are those of other reports
_MOST_ELEMENTS = 3000
_MOST = 12  # marks kept of one kind of place


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One date in the markup: what kind, as written, where, and how much weight such a place has.

    A mark of the kind CLOCK is a time of day alone, of the day that the page prints elsewhere.
    `utc` says that a time without an offset is printed as one of Greenwich («GMT 10:30»).
    """

    kind: str
    raw: str
    source: str
    weight: int
    utc: bool = False


def read_marks(tree: HtmlElement, around: Surroundings, near: frozenset[HtmlElement]) -> tuple[Mark, ...]:
    """Give the dates in the markup of the report itself, in document order.

    `near` are the elements that print lines about the title: only there do attributes of any name date
    the report.
    """
    found: list[Mark] = []
    counts: dict[tuple[str, str], int] = {}
    for element in islice(filter(_is_telling, tree.iter()), _MOST_ELEMENTS):
        for mark in _marks(element):
            if mark.kind == PUBLISHED and only_clock(mark.raw):
                mark = replace(mark, kind=CLOCK)
            place = (mark.source, mark.kind)
            if counts.get(place, 0) >= _MOST or not around.holds(element):
                break
            if mark.source.startswith("attribute:") and not _is_near(element, near):
                continue
            if mark.kind == CLOCK and (
                tells_others_time(element) or (mark.source == "time" and not _is_near(element, near))
            ):
                continue
            if mark.source.startswith(("microdata:", "rdfa:")) and not around.own_item(element):
                continue
            first = counts.get(place, 0) == 0
            counts[place] = counts.get(place, 0) + 1
            # Only the first <time> is likely the report's; what follows weighs little.
            plain = mark.source.startswith(("time", "attribute:"))
            near_title = mark.source != "time" or _is_near(element, near) or _is_sole(element, around)
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
    if "title" in names and (element.tag == "abbr" or _DATE_CLASS(marks)):
        return True
    return bool(element.tag == "time" or _DATED_CLASS(marks))


def _without_teasers(marks: list[Mark]) -> tuple[Mark, ...]:
    """Take the vote from what <time> says far from the title, when there are several: those are teasers'."""
    far = [mark for mark in marks if mark.source == "time" and mark.weight == 1]
    if len(far) < _TEASERS:
        return tuple(marks)
    return tuple(replace(mark, weight=0) if mark in far else mark for mark in marks)


def _is_near(element: HtmlElement, near: frozenset[HtmlElement]) -> bool:
    return element in near or element.getparent() in near or not near.isdisjoint(element)


def _is_sole(element: HtmlElement, around: Surroundings) -> bool:
    """Say whether a <time> is the page's only one and in one box with the title, as below a short message."""
    shared = around.shared(element)
    if shared is None or shared.tag in _PAGE_WIDE or not element.get("datetime"):
        return False
    return sum(1 for _ in islice(element.getroottree().iter("time"), 2)) == 1


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
            utc = _is_of_greenwich(element, raw)
            yield Mark(kind=kind, raw=raw, source=f"{place}:{name}", weight=weight, utc=utc)
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
    if element.tag == "time" or "datetime" in element.attrib or element.get("pubdate") is not None:
        if is_in_prose(element):
            return
        source = "time"
        raw = squeeze(element.get("datetime") or "")
        if not raw:
            raw = squeeze(beginning(element)[:200])
        if any(char.isdigit() for char in raw) and not _DURATION.match(raw):
            weight, utc = 3 if element.get("datetime") else 2, _is_of_greenwich(element, raw)
            yield Mark(kind=kind, raw=raw, source=source, weight=weight, utc=utc)
            return
    elif kinds:
        raw = squeeze(element.get("title") or element.get("content") or element.get("datetime") or "")
        if not raw and only_clock(text := squeeze(beginning(element))):
            raw = text
        if raw and any(char.isdigit() for char in raw):
            yield Mark(kind=kind, raw=raw, source=f"hatom:{kind}", weight=3)
            return
    for name in _ATTRIBUTES:
        if (raw := squeeze(element.get(name) or "")) and any(char.isdigit() for char in raw):
            yield Mark(kind=kind, raw=raw, source=f"attribute:{name}", weight=2)
            return
    title = squeeze(element.get("title") or "")
    if any(char.isdigit() for char in title) and (
        element.tag in ("time", "abbr") or _DATE_CLASS(element.get("class") or "")
    ):
        yield Mark(kind=kind, raw=title, source="attribute:title", weight=2)


def _is_of_greenwich(element: HtmlElement, raw: str) -> bool:
    """Say whether the text of an element gives Greenwich as the zone of the same clock time."""
    clock = _NAIVE.fullmatch(raw)
    text = beginning(element) if clock else ""
    return clock is not None and clock[1] in text and _GREENWICH.search(text) is not None


def _value(element: HtmlElement) -> str:
    """Give the machine's value of a property, the printed one where there is none."""
    value = element.get("content") or element.get("datetime")
    if not value and element.tag == "abbr":
        value = element.get("title")
    return squeeze(value if value else beginning(element))[:200]


def _speaks_of_change(element: HtmlElement) -> bool:
    """Say whether the words right before an element are «آخر تحديث» or the like."""
    sibling, parent = element.getprevious(), element.getparent()
    before = sibling.tail if sibling is not None else parent.text if parent is not None else None
    if not (before or "").strip() and sibling is not None and sibling.tag in ("span", "b", "strong", "label"):
        before = sibling.text
    return bool(before) and is_update(squeeze((before or "")[-60:]))
