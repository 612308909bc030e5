"""Whether a page writes the day before the month in figures, where «5/3/2026» alone does not tell.

The rule, strongest first: what the metadata's day says; what other dates in figures on the page show, which
cannot be read in two orders; what the outlet's country writes (Unicode CLDR: day, month, year in every state
of the Arab League), but not on a page that contradicts itself, nor in a line with a Latin AM or PM, which
systems set to American English print.
"""

import re
from collections.abc import Iterable

_COUNTRIES = "AE BH DJ DZ EG IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TN YE DE ES FR GB IT NL TR"
DAY_FIRST = frozenset(_COUNTRIES.split())
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(?:19|20)\d\d(?![\d/.-])")
_HALF = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_MOST = 500  # lines of a page that are looked at


def orders_shown(lines: Iterable[str]) -> frozenset[bool]:
    """Give what the lines' dates in figures show: True for the day first, False for the month first."""
    shown = set()
    for _, line in zip(range(_MOST), lines, strict=False):
        for match in _FIGURES.finditer(line[:_MOST]):
            first, second = int(match[1]), int(match[3])
            if (first > 12) != (second > 12) and min(first, second) > 0 and max(first, second) <= 31:
                shown.add(first > 12)
    return frozenset(shown)


def is_day_first(line: str, shown: frozenset[bool], country: str | None) -> bool | None:
    """Say in which order a line's figures stand; None when nothing tells."""
    if shown:
        return next(iter(shown)) if len(shown) == 1 else None
    return True if country in DAY_FIRST and not _HALF.search(line) else None
