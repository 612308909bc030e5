"""Times printed apart from their day: in a box of their own near it, or in the element that marks them up."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from extractors.arabic import fold
from extractors.clock_times import clock_times
from extractors.document import Block
from extractors.surroundings import Surroundings

_REACH = 3  # blocks from a day to its clock: an author, a section, a counter may stand between
_SHORT = 40  # characters of a clock's block
_BETWEEN = 80  # and of what may stand between: names, not a text
_CARD = 25  # characters of a link that is the title of another report
_CLOCK = re.compile(r"\d{1,2}(?:\s?[:\u2236.]\s?|\s?[hH]\s?|\s?سا?\s?)\d{2}")
_WORDS = re.compile(r"[^\W\d_]+")
_LABELS = frozenset(
    map(
        fold,
        [
            "في",
            "على",
            "الساعة",
            "ساعة",
            "الوقت",
            "وقت",
            "النشر",
            "نشر",
            "نشرت",
            "عند",
            "تمام",
            "بتمام",
            "توقيت",
            "at",
            "published",
            "à",
            "le",
        ],
    )
)
_FIGURES = re.compile(r"\d{4}|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d|\d\s?[:\u2236]\s?\d{2}")
_UPDATE = re.compile("تحديث|تعديل|محدث|update|modifi|mise? à jour", re.IGNORECASE)
# What else than the report's publication has a time: a film, a reading, a match, a prayer, a show.
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:duration|length|play\w*|video|audio|podcast|listen|reading|readtime|match|score|fixture|"
    r"kick-?off|prayer|weather|schedule|hours|countdown|timer|clock|now)(?:[\s_-]|$)",
    re.IGNORECASE,
)


def clock_apart(seen: tuple[Block, ...], index: int, around: Surroundings) -> str:
    """Give the time of day that stands in a box of its own near the day of a block; "" without a certain one.

    The nearest after the day counts, else the nearest before it, as far as another day or a text. Of two that
    differ the one after counts only when the other one has a day of its own.
    """
    after, _ = _nearest(seen, range(index + 1, min(len(seen), index + 1 + _REACH)), around)
    before, at = _nearest(seen, range(index - 1, max(-1, index - 1 - _REACH), -1), around)
    if after and before and after != before and not (at and _FIGURES.search(seen[at - 1].text)):
        return ""
    return after or before


def only_clock(text: str) -> bool:
    """Say whether a text prints a time of day with its label, its half and its zone, and nothing else."""
    if len(text) > _SHORT or not _CLOCK.search(text):
        return False
    folded = fold(text)
    clocks = clock_times(folded)
    if len(clocks) != 1 or not clocks[0].told or clocks[0].minute is None:
        return False
    rest = folded[: clocks[0].start] + " " + folded[clocks[0].end :]
    return not any(map(str.isdigit, rest)) and set(_WORDS.findall(rest)) <= _LABELS


def tells_others_time(element: HtmlElement) -> bool:
    """Say whether the marks of an element, or of the box about it, are those of a film, a match, a prayer."""
    parent = element.getparent()
    return any(
        _OTHERS.search(f"{one.get('class') or ''} {one.get('id') or ''}") is not None
        for one in (element, parent)
        if one is not None and one.tag not in ("body", "html")
    ) or any(_OTHERS.search(child.get("class") or "") for child in element[:4] if isinstance(child.tag, str))


def _nearest(seen: tuple[Block, ...], reach: Iterable[int], around: Surroundings) -> tuple[str, int]:
    for at in reach:
        block = seen[at]
        if only_clock(block.text):
            its = around.holds(block.element) and not tells_others_time(block.element)
            return (block.text, at) if its else ("", 0)
        if block.is_link and len(block.text) > _CARD:
            break
        if len(block.text) > _BETWEEN or _FIGURES.search(block.text) or _UPDATE.search(block.text):
            break
        if around.shared(block.element) is block.element:  # the title
            break
    return "", 0
