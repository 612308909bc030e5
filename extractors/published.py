"""When a report was published and changed: the page's claims, the first certain one counting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from lxml.html import HtmlElement

from extractors.article import DateClaim, Problem, Stamp
from extractors.dates import DateError, is_ahead, is_update, printed_stamp, read_stamp
from extractors.document import Block, squeeze, visible_text
from extractors.jsonld import Claims
from extractors.metadata import Heading, Metas

_PUBLISHED = (
    *(
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
    ),
    *(
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
    ),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "datecreated"),
    *(
        "article.published",
        "cxenseparse:recs:publishtime",
        "citation_publication_date",
        "date",
        "rnews:datepublished",
    ),
)
_MODIFIED = (
    *(
        "article:modified_time",
        "og:updated_time",
        "datemodified",
        "lastmod",
        "last-modified",
        "article:modified",
    ),
    *("dcterms.modified", "dc.date.modified", "revised"),
)
_NEAR = 12  # blocks after the title in which its date is printed
_BEFORE = 3  # and before it
_DATE_LINE = 160  # characters; a longer block is prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The claim that counts, None without one; every claim with what became of it; and what is doubtful."""

    stamp: Stamp | None
    doubts: tuple[Problem, ...]
    claims: tuple[DateClaim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What a claim is held against: the moment of the capture, and the outlet's time zone."""

    captured_at: datetime
    zone: tzinfo


def read_published(
    tree: HtmlElement,
    seen: tuple[Block, ...],
    heading: Heading | None,
    metas: Metas,
    said: Claims,
    chosen: Iterable[str],
    clock: Clock,
) -> Dated:
    """Give the publication date: of the elements the outlet's layout chose, JSON-LD, meta, microdata, <time>,
    and last of a line printed about the title.
    """
    claimed = [
        *((text, "layout:date") for text in chosen),
        *_claim(said.published, "json-ld:datePublished"),
        *((value, f"meta:{name}") for name in _PUBLISHED for value in metas.all(name)[:1]),
        *_microdata(tree, "datePublished"),
        *_times(tree),
    ]
    dated = _first(claimed, clock)
    if dated.stamp or heading is None:
        return dated
    printed = _first_printed(_lines_near(seen, heading), clock)
    return Dated(stamp=printed.stamp, doubts=(*dated.doubts, *printed.doubts))


def read_modified(tree: HtmlElement, metas: Metas, said: Claims, clock: Clock) -> Dated:
    """Give the date of the last change that the page's metadata claims."""
    claimed = [
        *_claim(said.modified, "json-ld:dateModified"),
        *((value, f"meta:{name}") for name in _MODIFIED for value in metas.all(name)[:1]),
        *_microdata(tree, "dateModified"),
    ]
    return _first(claimed, clock)


def _first(claimed: list[tuple[str, str]], clock: Clock) -> Dated:
    doubts: list[Problem] = []
    for raw, source in claimed:
        try:
            stamp = read_stamp(raw, source, clock.zone)
        except DateError as error:
            doubts.append(Problem(code="unread-date", detail=f"{source} {raw[:60]!r}: {error}"))
            continue
        if not is_ahead(stamp, clock.captured_at, clock.zone):
            return Dated(stamp=stamp, doubts=tuple(doubts))
        doubts.append(_ahead(source, raw))
    return Dated(stamp=None, doubts=tuple(doubts))


def _first_printed(lines: Iterator[str], clock: Clock) -> Dated:
    doubts: list[Problem] = []
    for line in lines:
        try:
            stamp = printed_stamp(line, "text", clock.zone)
        except DateError:
            continue  # most lines near a title print no date
        if not is_ahead(stamp, clock.captured_at, clock.zone):
            return Dated(stamp=stamp, doubts=tuple(doubts))
        doubts.append(_ahead("text", line))
    return Dated(stamp=None, doubts=tuple(doubts))


def _ahead(source: str, raw: str) -> Problem:
    return Problem(code="future-date", detail=f"{source} {raw[:60]!r} lies after the capture")


def _lines_near(seen: tuple[Block, ...], heading: Heading) -> Iterator[str]:
    """Give the short lines printed about the title, those below it first, as far as the first prose."""
    at = next((index for index, block in enumerate(seen) if _prints(block, heading)), None)
    if at is None:
        return
    for block in seen[at + 1 : at + 1 + _NEAR]:
        if len(block.text) > _DATE_LINE:
            break
        if not block.is_link and not is_update(block.text):
            yield block.text
    for block in reversed(seen[max(0, at - _BEFORE) : at]):
        if len(block.text) <= _DATE_LINE and not block.is_link and not is_update(block.text):
            yield block.text


def _prints(block: Block, heading: Heading) -> bool:
    if heading.element is not None:
        return block.element is heading.element or block.text == visible_text(heading.element)
    return block.text == heading.text


def _claim(value: str | None, source: str) -> list[tuple[str, str]]:
    return [(value, source)] if value else []


def _microdata(tree: HtmlElement, name: str) -> list[tuple[str, str]]:
    found = tree.xpath("//*[@itemprop=$name and not(self::meta)]", name=name)[:1]
    return [(_machine_value(element), f"microdata:{name}") for element in found if _machine_value(element)]


def _times(tree: HtmlElement) -> list[tuple[str, str]]:
    """Give the machine value of the first <time> that stands in no link, list, aside or footer."""
    found = tree.xpath(
        "//time[@datetime and not(ancestor::a or ancestor::aside or ancestor::footer or ancestor::li)]"
    )
    return [(_machine_value(element), "time") for element in found[:1] if _machine_value(element)]


def _machine_value(element: HtmlElement) -> str:
    return squeeze(element.get("datetime") or element.get("content") or element.text_content())
