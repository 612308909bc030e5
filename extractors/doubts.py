"""What may be doubtful about an article that was read, and how much each kind of doubt weighs."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from extractors.article import Problem

# What each kind takes from an article's confidence of 1; the codes are explained in docs/reading.md.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "mojibake": 0.4,
        "undecodable-bytes": 0.2,
        "readings-differ": 0.2,
        "deep-nesting": 0.2,
        "no-date": 0.15,
        "dates-differ": 0.1,
        "day-order": 0.1,
        "hijri-only": 0.1,
        "weekday-differs": 0.1,
        "more-pages": 0.05,
        "too-long": 0.05,
        "unread-date": 0.05,
        "future-date": 0.05,
        "many-dates": 0.05,
        "modified-before-published": 0.05,
        "paywall": 0.05,
        "broken-json-ld": 0.05,
        "wrong-charset": 0.05,
        "repaired-mojibake": 0.05,
    }
)


def confidence(doubts: Iterable[Problem]) -> float:
    """Give 1 less the weight of every kind of doubt, at least 0; a kind counts once."""
    codes = {doubt.code for doubt in doubts}
    return round(max(0.0, 1.0 - sum(WEIGHTS[code] for code in codes)), 2)
