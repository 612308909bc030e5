"""Where an outlet's pages hold title, body, date and byline: found by laying them side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from lxml.html import HtmlElement

from crawlers.page_views import PageView
from crawlers.selectors import Hits, find_selector
from extractors.arabic import fold
from extractors.dates import DateError, is_ahead, read_stamp
from extractors.document import blocks, squeeze, visible_text

ENOUGH = 0.8  # of the pages: a selector that finds less is no rule
PAGES = 3  # fewer show no rule
DATE_TEXT = 160  # characters; a longer text is no date line
HELD = 0.85  # of a page's own prose: what its body must hold
INLINE = ("span", "b", "i", "em", "small", "font", "time", "strong")
PURE = 0.99  # of the selected text, or furniture within is looked for


def title_selector(pages: Sequence[PageView]) -> str | None:
    """A selector whose first match prints the title that the seeds give; None when nothing does so."""
    told = [page for page in pages if page.title]
    wanted = [_printing(page.tree, fold(page.title or "")) for page in told]

    def hits(number: int, found: list[HtmlElement]) -> float:
        text = next((text for element in found if (text := visible_text(element))), "")
        return float(fold(text) == fold(told[number].title or ""))

    return _found(told, wanted, hits)


def byline_selector(pages: Sequence[PageView]) -> str | None:
    """A selector that finds nothing but the author whom the feed names."""
    told = [page for page in pages if page.author]
    wanted = [_printing(page.tree, fold(page.author or "")) for page in told]

    def hits(number: int, found: list[HtmlElement]) -> float:
        return float([fold(visible_text(element)) for element in found] == [fold(told[number].author or "")])

    return _found(told, wanted, hits)


def date_selector(pages: Sequence[PageView], zone: tzinfo) -> str | None:
    """A selector for the element that prints the date: the feeds' where they give one, else one that can be
    read on nearly every page, differs between them, and is no page's future."""
    wanted: list[HtmlElement | None] = []
    values: list[str | None] = []
    for page in pages:
        element = _dated(page, zone)
        wanted.append(element)
        values.append(_stamp_of([element], page, zone) if element is not None else None)

    def hits(number: int, found: list[HtmlElement]) -> float:
        stamp = _stamp_of(found, pages[number], zone)
        right = stamp is not None and (stamp == values[number] or _near(stamp, pages[number].published, zone))
        return float(right) * (1.0 if len(found) == 1 else 0.9)

    chosen = _found(pages, wanted, hits)
    if chosen is None or any(page.published for page in pages):
        return chosen
    days = {_stamp_of(page.tree.cssselect(chosen), page, zone) for page in pages}
    return chosen if len(days) * 2 > len(pages) else None


def body_selectors(pages: Sequence[PageView]) -> tuple[str | None, tuple[str, ...]]:
    """A selector for the element that holds the report, and selectors for the furniture within it."""
    rich = [page for page in pages if page.own_length >= DATE_TEXT]
    wanted = [holder_of(page) for page in rich]

    def hits(number: int, found: list[HtmlElement]) -> float:
        return _agreement(rich[number], found)

    chosen = _found(rich, wanted, hits)
    if chosen is not None:
        paragraphs = f"{chosen} > p"
        plain = sum(_agreement(page, page.tree.cssselect(chosen)) for page in rich) / len(rich)
        narrow = sum(_agreement(page, page.tree.cssselect(paragraphs)) for page in rich) / len(rich)
        if narrow > plain + 0.005:
            return paragraphs, ()
        if plain < PURE:
            return chosen, furniture_selectors(rich, within=chosen)
    return chosen, ()


def furniture_selectors(pages: Sequence[PageView], *, within: str | None = None) -> tuple[str, ...]:
    """Selectors for elements that print the same on at least half of the pages and hold nothing of their own.

    Only those inside the element that holds the report (or that `within` selects) count.
    """
    counts: Counter[str] = Counter()
    elements: dict[str, list[HtmlElement | None]] = {}
    for number, page in enumerate(pages):
        found = page.tree.cssselect(within) if within else [holder_of(page)]
        for holder in (one for one in found if one is not None):
            for text, element in _repeated_in(holder, page):
                counts[text] += 1
                elements.setdefault(text, [None] * len(pages))[number] = element
    selectors: list[str] = []
    for text, count in counts.items():
        if count * 2 < len(pages) or count < PAGES:
            continue

        def hits(number: int, found: list[HtmlElement], text: str = text) -> float:
            own = {block.element for block in pages[number].own}
            texts = [fold(visible_text(element)) for element in found]
            spoils = any(own & set(element.iter()) for element in found)
            return float(text in texts and not spoils)

        chosen = _found(pages, elements[text], hits, named=True)
        if chosen and chosen not in selectors:
            selectors.append(chosen)
    return tuple(selectors)


def _found(
    pages: Sequence[PageView],
    wanted: Sequence[HtmlElement | None],
    hits: Hits,
    *,
    named: bool = False,
) -> str | None:
    there = sum(element is not None for element in wanted)
    if there < PAGES or there < ENOUGH * len(pages) / 2:
        return None
    return find_selector([page.tree for page in pages], wanted, hits, ENOUGH, named=named)


def _printing(tree: HtmlElement, text: str) -> HtmlElement | None:
    """The innermost element outside links that prints exactly this (folded) text."""
    found = None
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("title", "script", "style", "a", "option"):
            continue
        if any(ancestor.tag in ("a", "head") for ancestor in element.iterancestors()):
            continue
        printed = squeeze(element.text_content())
        if len(printed) <= 2 * len(text) + 20 and fold(printed) == text:
            found = element
            if not any(fold(squeeze(child.text_content())) == text for child in element):
                return found
    return found


def _dated(page: PageView, zone: tzinfo) -> HtmlElement | None:
    """The element with the least text that prints the page's date."""
    best: tuple[int, HtmlElement] | None = None
    for element in _small_elements(page.tree):
        stamp = _stamp_of([element], page, zone)
        if stamp is None or (page.published and not _near(stamp, page.published, zone)):
            continue
        if any(ancestor.tag in ("a", "aside", "li") for ancestor in (element, *element.iterancestors())):
            continue
        precise = 0 if "T" in stamp else 1000
        size = precise + len(element.text_content())
        if best is None or size < best[0]:
            best = (size, element)
    return best[1] if best else None


def _small_elements(tree: HtmlElement) -> Iterable[HtmlElement]:
    for block in blocks(tree):
        if len(block.text) <= DATE_TEXT:
            yield block.element
            yield from block.element.iterdescendants(*INLINE)


def _stamp_of(found: Iterable[HtmlElement], page: PageView, zone: tzinfo) -> str | None:
    """The first date that can be read in the elements' texts and does not lie after the capture."""
    for element in found:
        text = visible_text(element)
        if not 6 <= len(text) <= DATE_TEXT:
            continue
        try:
            stamp = read_stamp(text, "layout:date", zone)
        except DateError:
            continue
        if not is_ahead(stamp, page.captured_at, zone):
            return stamp.value
    return None


def _near(value: str, raw: str | None, zone: tzinfo) -> bool:
    """Whether a stamp's value and a date as a feed printed it are of one day, give or take a few hours."""
    if raw is None:
        return False
    try:
        said = read_stamp(raw, "feed", zone)
    except DateError:
        return False
    if "T" not in value or "T" not in said.value:
        return value[:10] == said.value[:10] or value[:10] == said.day
    apart = datetime.fromisoformat(value) - datetime.fromisoformat(said.value)
    return abs(apart.total_seconds()) < 15 * 3600


def holder_of(page: PageView) -> HtmlElement | None:
    """The innermost element that holds nearly all of the page's own prose."""
    weights: Counter[HtmlElement] = Counter()
    for block in page.own:
        for element in (block.element, *block.element.iterancestors()):
            weights[element] += len(block.text)
    enough = HELD * page.own_length
    holders = [element for element, weight in weights.items() if weight >= enough and weight > 0]
    return max(holders, key=lambda element: sum(1 for _ in element.iterancestors()), default=None)


def _agreement(page: PageView, found: list[HtmlElement]) -> float:
    """How well the selected text is the page's own prose: the harmonic mean of coverage and purity."""
    texts = [block for element in found for block in blocks(element)]
    own = {fold(block.text): len(block.text) for block in page.own}
    chosen = sum(len(block.text) for block in texts)
    held = sum(own[text] for block in texts if (text := fold(block.text)) in own)
    strange = sum(len(block.text) for block in texts if block.is_link or fold(block.text) in page.repeated)
    if not held or not chosen:
        return 0.0
    coverage, purity = held / page.own_length, 1 - strange / chosen
    return 2 * coverage * purity / (coverage + purity) if coverage + purity else 0.0


def _repeated_in(holder: HtmlElement, page: PageView) -> Iterable[tuple[str, HtmlElement]]:
    """The outermost elements within a holder whose whole text is printed on other pages, too, or is links."""
    own = {block.element for block in page.own}
    skipped: set[HtmlElement] = set()
    for element in holder.iterdescendants():
        if not isinstance(element.tag, str) or element in skipped:
            continue
        inside = list(blocks(element))
        if not inside or own & set(element.iter()):
            continue
        if all(fold(block.text) in page.repeated for block in inside):
            skipped.update(element.iterdescendants())
            yield fold(visible_text(element)), element
