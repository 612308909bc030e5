"""A new layout learnt from reports that are known: each was read well before the redesign, and is seen again.

What was read then says what is to be found now. A layout is only proposed after every page was read with it:
the new ones must give what the old ones gave, and the old ones, captured the same day, still what they gave.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from archive.page_fields import FIELDS, Comparison, Fields, compare, fields_of
from archive.readers import Reading
from archive.reading import article_json, design_json
from crawlers.known_parts import (
    Marked,
    byline_selector,
    date_selector,
    line_selector,
    text_selectors,
)
from crawlers.outlet_toml import Value
from extractors.article import Article, Page
from extractors.charset import decode
from extractors.document import bound_nesting, parse
from extractors.outlets import Layout, Outlet
from extractors.page_design import page_design
from extractors.reader import layout_of, read_article
from extractors.zones import zone

Recall = Callable[[str], Page | None]  # the capture of a report's page from before the redesign
ROUNDS = 3  # a layout may free what another part hid
MOST = 12  # pages that are learnt from: each is read several times
DECLARABLE = ("title", "subtitle", "body", "byline", "date", "section")
Parts = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A report's page before and after."""

    before: Page
    after: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What the pages taught: `parts` of a layout from `since` on, empty when nothing helps.

    `lost` are the fields that are read wrongly without it, `left` those that still are with it; `bad` pages
    of `count` are concerned.
    """

    since: date
    parts: Parts
    lost: tuple[str, ...]
    left: tuple[str, ...]
    bad: int
    count: int
    example: str


def relearn(seen: Sequence[Seen], outlet: Outlet, since: date | None = None) -> Learnt | None:
    """The layout that reads the pages as before; None when no page shows a redesign.

    `since` is the day of the first capture of the new design, by default that of the earliest page here.
    """
    before = {one.after.url: reading_of(one.before, outlet) for one in seen}
    found = [(one, compare(before[one.after.url], reading_of(one.after, outlet))) for one in seen]
    bad = [one for one, what in found if what.verdict == "layout"][:MOST]
    if not bad:
        return None
    day = since or min(one.after.captured_at.date() for one in bad)
    lost = _fields(what for _, what in found)
    best: tuple[str, ...] = lost
    parts: dict[str, Value] = {}
    for _ in range(ROUNDS):
        pages = [page for one in bad if (page := _marked(one, before[one.after.url])) is not None]
        lines = _lines_for(pages, best, outlet, parts)
        ways = _texts_for(pages, outlet, day) if "body" in best and "body" not in parts else []
        tried = [parts | lines | way for way in [*ways, {}] if lines or way]
        found_now = [(_left(seen, before, with_layout(outlet, one, day)), one) for one in tried]
        left, chosen = min(found_now, key=lambda one: len(one[0]), default=(best, parts))
        if len(left) >= len(best):
            break
        best, parts = left, chosen
        if not left:
            break
    return Learnt(
        since=day,
        parts=_needed(parts, best, seen, before, outlet, day),
        lost=lost,
        left=best,
        bad=len(bad),
        count=len(found),
        example=bad[0].after.url,
    )


def reading_of(page: Page, outlet: Outlet) -> Reading:
    """A page as a reader child reads it, here: with its design, but without limits of time and memory."""
    found = read_article(page, outlet)
    design = design_json(page_design(page, outlet))
    if isinstance(found, Article):
        return Reading(article=article_json(found), design=design)
    return Reading(refused=(found.code, found.detail), design=design)


def with_layout(outlet: Outlet, parts: Parts, day: date) -> Outlet:
    """The outlet with a layout from a day on; it keeps what the one in force says of other parts."""
    layouts = tuple(one for one in outlet.layouts if one.since != day)
    made = Layout(**{"since": day, **_in_force(outlet, day), **_tuples(parts)})  # type: ignore[arg-type]
    return replace(outlet, layouts=(*layouts, made))


def _in_force(outlet: Outlet, day: date) -> dict[str, tuple[str, ...]]:
    past = [one for one in outlet.layouts if one.since is None or one.since <= day]
    current = max(past, key=lambda one: one.since or date.min, default=Layout())
    return {name: value for name, value in asdict(current).items() if value and name != "since"}


def _tuples(parts: Parts) -> dict[str, tuple[str, ...]]:
    return {name: value for name, value in parts.items() if isinstance(value, tuple)}


def _fields(found: Iterator[Comparison]) -> tuple[str, ...]:
    lost = {one.field for what in found if what.verdict == "layout" for one in what.lost}
    return tuple(field for field in FIELDS if field in lost)


def _lines_for(
    pages: Sequence[Marked], lost: Sequence[str], outlet: Outlet, known: Parts
) -> dict[str, Value]:
    """Selectors for each lost field but the text."""
    wanted = [one for one in lost if one in DECLARABLE and one != "body" and one not in known]
    return {one: (selector,) for one in wanted if (selector := _line(one, pages, outlet))}


def _texts_for(pages: Sequence[Marked], outlet: Outlet, day: date) -> list[dict[str, Value]]:
    """Ways to the text, each as parts of a layout."""
    kept = _in_force(outlet, day).get("prune", ())
    return [
        {
            **({"body": body} if body else {}),
            **({"prune": tuple(dict.fromkeys((*kept, *strange)))} if strange else {}),
        }
        for body, strange in text_selectors(pages)
    ]


def _line(field: str, pages: Sequence[Marked], outlet: Outlet) -> str | None:
    if field == "byline":
        return byline_selector(pages)
    return date_selector(pages, zone(outlet.timezone)) if field == "date" else line_selector(pages, field)


def _marked(one: Seen, before: Reading) -> Marked | None:
    source, _ = bound_nesting(decode(one.after.body, one.after.content_type).text)
    tree = parse(source)
    if tree is None or before.article is None:
        return None
    values: Fields = fields_of(before.article)
    return Marked(url=one.after.url, tree=tree, values=values, captured_at=one.after.captured_at)


def _left(seen: Sequence[Seen], before: Mapping[str, Reading], outlet: Outlet) -> tuple[str, ...]:
    """The fields that the pages, new or old, still give otherwise than before."""
    lost: set[str] = set()
    for one in seen:
        was = before[one.after.url]
        for page in (one.after, one.before):
            if page is one.before and layout_of(outlet, page.captured_at).since is None:
                continue  # no new layout concerns it
            what = compare(was, reading_of(page, outlet))
            lost |= {one.field for one in what.lost} if what.verdict == "layout" else set()
            lost |= {"title", "body"} if what.verdict in ("unknown", "gone") else set()
    return tuple(field for field in FIELDS if field in lost)


def _needed(
    parts: Parts,
    left: tuple[str, ...],
    seen: Sequence[Seen],
    before: Mapping[str, Reading],
    outlet: Outlet,
    day: date,
) -> Parts:
    """The parts without those that change nothing."""
    needed = dict(parts)
    for name in parts:
        fewer = {one: value for one, value in needed.items() if one != name}
        if fewer and name != "body" and _left(seen, before, with_layout(outlet, fewer, day)) == left:
            needed = fewer
    return needed
