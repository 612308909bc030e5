"""When a share falls against an outlet's own before: the dates that vanish, the answers that become refusals.

Each thing that happened is a yes or a no, in order of time. The newest are held against those before:
by chance they look so once in a million; what was seen twice before is the outlet's way.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

LEAST_BEFORE = 30
SIZES = (3, 4, 5, 6, 8, 10, 13, 16, 20, 26, 33, 42, 54, 70, 90, 120, 160, 220, 300)
LEAST_SHARE = 0.3  # of what was seldom there nobody misses anything
CHANCE = 1e-6
SEEN_BEFORE = 2  # as often in the past it is no news


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """The newest `size` of the things hold `good` good ones; the share before was `before`."""

    size: int
    good: int
    before: float


def fallen(good: Sequence[bool]) -> Fall | None:
    """The fall of the share of good ones at the end of a sequence, oldest first; None without one.

    None as well when there are too few to tell. Of several stretches that tell it the clearest is given.
    """
    sums = [0, *accumulate(good)]
    clearest: tuple[float, Fall] | None = None
    shortest: Fall | None = None
    for size in SIZES:
        begin = len(good) - size
        if begin < LEAST_BEFORE:
            break
        share, left = (sums[begin] + 1) / (begin + 2), sums[-1] - sums[begin]
        if share < LEAST_SHARE or left > size * share / 2:
            continue
        chance = at_most(left, size, share)
        if chance > CHANCE or _times(sums, begin, size, left) >= SEEN_BEFORE:
            continue
        fall = Fall(size=size, good=left, before=sums[begin] / begin)
        shortest = shortest or fall
        if clearest is None or chance < clearest[0]:
            clearest = (chance, fall)
    if clearest is None or shortest is None:
        return None
    # What is over does not go on: the very newest must tell the same.
    newest = min(shortest.size, SIZES[0] * 2)
    return clearest[1] if sums[-1] - sums[len(good) - newest] <= newest * shortest.before / 2 else None


def at_most(count: int, size: int, share: float) -> float:
    """How likely at most `count` of `size` are good when each is with this share (binomial)."""
    return sum(math.comb(size, k) * share**k * (1 - share) ** (size - k) for k in range(count + 1))


def _times(sums: Sequence[int], end: int, size: int, left: int) -> int:
    """How many stretches of this size before `end`, apart from each other, held as few good ones."""
    times, start = 0, 0
    while start + size <= end:
        if sums[start + size] - sums[start] <= left:
            times, start = times + 1, start + size
        else:
            start += 1
    return times
