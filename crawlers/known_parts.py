"""Selectors for values that are known: a report seen before a redesign says what is to be found after it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from lxml.html import HtmlElement

from archive.page_fields import Fields, plain, same_date
from crawlers.selectors import find_selector, spellings
from extractors.byline import selected_byline
from extractors.dates import DateError, is_ahead, read_stamp
from extractors.document import Block, blocks, squeeze, visible_text

ENOUGH = 0.8  # of the pages: a selector that finds less is no rule
WHOLE = 0.9  # of a text: what its elements must hold together
CLEAN = 0.995  # of what a selector finds must be of the text; else what is strange is looked for
SHORT = 12  # characters without spaces: such a line may stand anywhere
LONGEST_LINE = 200  # characters of a date line or byline
MOST_TRIED = 80
WAYS = 3  # to the text that are worth a reading of every page
LEFT_OUT = frozenset({"title", "script", "style", "option", "noscript", "template"})
Way = tuple[tuple[str, ...], tuple[str, ...]]  # selectors of the text, and of what is strange in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A page with the values that it is known to hold, as `archive.page_fields` names them."""

    url: str
    tree: HtmlElement
    values: Fields
    captured_at: datetime


def line_selector(pages: Sequence[Marked], field: str) -> str | None:
    """A selector whose first text is the title, subtitle or section; None when nothing prints it so."""

    def is_right(element: HtmlElement, page: Marked) -> bool:
        return plain(visible_text(element)) == plain(page.values[field] or "")

    return _selector(pages, field, is_right)


def byline_selector(pages: Sequence[Marked]) -> str | None:
    """A selector for the element that names the authors and nobody else."""

    def is_right(element: HtmlElement, page: Marked) -> bool:
        text = visible_text(element)
        found = selected_byline((text,), frozenset()) if 0 < len(text) <= LONGEST_LINE else None
        if found is None:
            return False
        return ("، ".join(found.persons) or found.agency) == page.values["byline"]

    return _selector(pages, "byline", is_right)


def date_selector(pages: Sequence[Marked], zone: tzinfo) -> str | None:
    """A selector for the element that prints the moment of publication."""

    def is_right(element: HtmlElement, page: Marked) -> bool:
        value = _date_in(element, page, zone)
        known = page.values["date"] or ""
        # Of two lines with the same day the one that tells the hour is the better, where the hour was known.
        return value is not None and same_date(known, value) and ("T" in value) >= ("T" in known)

    def is_of_day(element: HtmlElement, page: Marked) -> bool:
        value = _date_in(element, page, zone)
        return value is not None and same_date(page.values["date"] or "", value)

    return _selector(pages, "date", is_right) or _selector(pages, "date", is_of_day)


def text_selectors(pages: Sequence[Marked]) -> tuple[Way, ...]:
    """Ways to the text, the best first: selectors for what holds it, and for what is strange within.

    Without the former, only what is strange is to be left out. () when the pages do not print it.
    """
    kept = [(page, found) for page in pages if (found := _paragraphs(page)) is not None]
    if not kept or len(kept) < ENOUGH * len(pages):
        return ()
    scored: list[tuple[float, tuple[str, ...]]] = []
    for chosen in _ways_to_text(kept):
        score = sum(_agreement(page, _selected(page.tree, chosen)) for page, _ in kept) / len(kept)
        if score >= ENOUGH / 2 and all(score > other + 0.003 for other, _ in scored):
            scored.append((score, chosen))
    ways: list[Way] = []
    for score, chosen in scored[::-1][:WAYS]:
        within = [_selected(page.tree, chosen) for page, _ in kept]
        ways.append((chosen, tuple(_strange(kept, within)) if score < CLEAN else ()))
    strange = tuple(_strange(kept, [list(_holder(page, found)) for page, found in kept]))
    return (*ways, *([((), strange)] if strange else []))


def _selector(
    pages: Sequence[Marked], field: str, is_right: Callable[[HtmlElement, Marked], bool]
) -> str | None:
    told = [page for page in pages if page.values[field]]
    wanted = [_innermost(page, is_right) for page in told]
    if not told or sum(one is not None for one in wanted) < ENOUGH * len(told):
        return None

    def hits(number: int, found: list[HtmlElement]) -> float:
        first = next((element for element in found if visible_text(element)), None)
        if first is None or not is_right(first, told[number]):
            return 0.0
        return 1.0 if len(found) == 1 else 0.95

    return find_selector([page.tree for page in told], wanted, hits, ENOUGH)


def _innermost(page: Marked, is_right: Callable[[HtmlElement, Marked], bool]) -> HtmlElement | None:
    """The element with the least text that is right, outside links; the innermost of equal ones."""
    best: tuple[int, int, HtmlElement] | None = None
    for element in page.tree.iter():
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
            continue
        size = len(squeeze(element.text_content()))
        if not 0 < size <= 2 * LONGEST_LINE or (best is not None and size > best[0]):
            continue
        above = [element, *element.iterancestors()]
        if any(one.tag in ("a", "head") for one in above) or not is_right(element, page):
            continue
        if best is None or (size, -len(above)) < best[:2]:
            best = (size, -len(above), element)
    return best[2] if best else None


def _date_in(element: HtmlElement, page: Marked, zone: tzinfo) -> str | None:
    text = visible_text(element)
    if not 6 <= len(text) <= LONGEST_LINE:
        return None
    try:
        stamp = read_stamp(text, "layout:date", zone)
    except DateError:
        return None
    return None if is_ahead(stamp, page.captured_at, zone) else stamp.value


def _paragraphs(page: Marked) -> list[Block] | None:
    """The blocks that print the known text; None when they do not hold nearly all of it."""
    whole = plain(page.values["body"] or "")
    printed = ((block, plain(block.text)) for block in blocks(page.tree))
    found = [block for block, text in printed if len(text) > SHORT and text in whole]
    held = sum(len(plain(block.text)) for block in found)
    return found if whole and held >= WHOLE * len(whole) else None


def _ways_to_text(kept: Sequence[tuple[Marked, list[Block]]]) -> Iterator[tuple[str, ...]]:
    """Selectors that may find the text's elements: of one that holds all, of those that hold a part, of the
    paragraphs themselves; those that most pages share first."""
    for level in (_holder, _parents, _selves):
        counts: Counter[str] = Counter()
        ranks: dict[str, int] = {}
        for page, found in kept:
            spelt = {
                selector: rank
                for element in level(page, found)
                for rank, selector in enumerate(dict.fromkeys(spellings(element)))
            }
            counts.update(spelt.keys())
            for selector, rank in spelt.items():
                ranks[selector] = min(rank, ranks.get(selector, rank))
        for selector in sorted(counts, key=lambda one: (-counts[one], ranks[one]))[:MOST_TRIED]:
            yield (selector,)
    page, found = kept[0]
    parents = list(_parents(page, found))
    if 1 < len(parents) <= 6:
        firsts = [next(iter(spellings(element)), None) for element in parents]
        if all(firsts):
            yield tuple(dict.fromkeys(first for first in firsts if first))


def _holder(page: Marked, found: list[Block]) -> Iterator[HtmlElement]:
    weights: Counter[HtmlElement] = Counter()
    for block in found:
        for element in (block.element, *block.element.iterancestors()):
            weights[element] += len(plain(block.text))
    enough = WHOLE * len(plain(page.values["body"] or ""))
    holders = [element for element, weight in weights.items() if weight >= enough]
    if holders:
        yield max(holders, key=lambda element: sum(1 for _ in element.iterancestors()))


def _parents(page: Marked, found: list[Block]) -> Iterable[HtmlElement]:
    above = (block.element.getparent() for block in found)
    return dict.fromkeys(parent for parent in above if parent is not None)


def _selves(page: Marked, found: list[Block]) -> Iterable[HtmlElement]:
    return dict.fromkeys(block.element for block in found)


def _selected(tree: HtmlElement, selectors: tuple[str, ...]) -> list[HtmlElement]:
    return [element for selector in selectors for element in tree.cssselect(selector)]


def _agreement(page: Marked, found: list[HtmlElement]) -> float:
    """The harmonic mean of how much of the text is found, and how much of what is found is the text's."""
    whole = plain(page.values["body"] or "")
    texts = [plain(block.text) for element in found for block in blocks(element)]
    good = sum(len(text) for text in texts if text in whole)
    size = sum(map(len, texts))
    if not good or good > 1.05 * len(whole):  # elements within elements: the text would be read twice
        return 0.0
    covered, clean = min(1.0, good / len(whole)), good / size
    return 2 * covered * clean / (covered + clean)


def _strange(
    kept: Sequence[tuple[Marked, list[Block]]], within: Sequence[list[HtmlElement]]
) -> Iterator[str]:
    """Selectors for the elements within the text's that hold nothing of it; none that takes any of it."""
    own = [
        {one for block in found for one in (block.element, *block.element.iterancestors())}
        for _, found in kept
    ]
    left = {element for roots, ours in zip(within, own, strict=True) for element in _outermost(roots, ours)}
    told: Counter[str] = Counter()
    for element in left:
        told.update({one for one in spellings(element) if ":" not in one})
    for selector in sorted(told, key=lambda one: (-told[one], len(one), one)):
        taken = [set(page.tree.cssselect(selector)) for page, _ in kept]
        if any(ours & found for ours, found in zip(own, taken, strict=True)):
            continue
        fresh = left & set().union(*taken)
        if fresh:
            left -= fresh
            yield selector


def _outermost(roots: Iterable[HtmlElement], own: set[HtmlElement]) -> Iterator[HtmlElement]:
    """The outermost elements with a text, below `roots`, that are neither the text's nor above it."""
    for root in roots:
        waiting = list(root)
        while waiting:
            element = waiting.pop(0)
            if not isinstance(element.tag, str):
                continue
            if element in own:
                waiting += list(element)
            elif visible_text(element):
                yield element
