"""CPU of single queries, and what it amounts to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import thread_time
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """CPU of one query, milliseconds, and the hits it gave."""

    milliseconds: float
    hits: int


def time_all(ask: Callable[[T], int], questions: Sequence[T], runs: int = 1) -> list[Timing]:
    """What each question takes, the median of `runs`, after it was asked before; `ask` gives its hits."""
    hits = [ask(question) for question in questions]
    taken = [[_milliseconds(ask, question) for question in questions] for _ in range(runs)]
    return [
        Timing(milliseconds=median(each), hits=found)
        for found, each in zip(hits, zip(*taken, strict=True), strict=True)
    ]


def _milliseconds(ask: Callable[[T], int], question: T) -> float:
    began = thread_time()
    ask(question)
    return 1000 * (thread_time() - began)


def middle(timings: Sequence[Timing]) -> float:
    """The median, milliseconds."""
    return median(one.milliseconds for one in timings)


def most(timings: Sequence[Timing]) -> float:
    """The 95th percentile, milliseconds: the least that 95 % of the queries keep."""
    ordered = sorted(one.milliseconds for one in timings)
    return ordered[-(-95 * len(ordered) // 100) - 1]
