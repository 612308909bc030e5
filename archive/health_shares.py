"""When a share falls against an outlet's own before: the dates that vanish, the answers that become refusals.

Each thing that happened is a yes or a no, in order of time. The newest are held against those before:
by chance they look so once in a million; what was seen twice before is the outlet's way. What comes and goes
is one fall until the newest show beyond chance that it is over.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

LEAST_BEFORE = 30
SIZES = (3, 4, 5, 6, 8, 10, 13, 16, 20, 26, 33, 42, 54, 70, 90, 120, 160, 220, 300)
LEAST_SHARE = 0.3  # of what was seldom there nobody misses anything
LATELY = 600  # things whose share is held against the newest as well: half a way is no fall from the whole
CHANCE = 1e-6
SEEN_BEFORE = 2  # as often in the past it is no news
# Of the things of a fall are good where it is clear cut, and are not of those after it: a few end that.
CLEAR, AFTER_CLEAR = 0.1, 0.25
ALIKE = 3  # spreads of the good ones, within which stretches of what comes and goes are of one kind


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
    falls = _falls(sums, len(good))
    if falls:
        # What is over does not go on: the very newest must tell the same.
        newest = min(falls[0][1].size, SIZES[0] * 2)
        if sums[-1] - sums[len(good) - newest] <= newest * falls[0][1].before / 2:
            return min(falls, key=_chance)[1]
    return _coming_and_going(good, sums)


def _falls(sums: Sequence[int], end: int) -> list[tuple[float, Fall]]:
    """The falls up to `end`, shortest first, each with how likely it is by chance."""
    found = []
    for size in SIZES:
        begin = end - size
        if begin < LEAST_BEFORE:
            break
        lately = max(0, begin - LATELY)
        share = min((sums[begin] + 1) / (begin + 2), (sums[begin] - sums[lately] + 1) / (begin - lately + 2))
        left = sums[end] - sums[begin]
        if share < LEAST_SHARE or left > size * share / 2:
            continue
        chance = at_most(left, size, share)
        if chance <= CHANCE and _times(sums, begin, size, left) < SEEN_BEFORE:
            found.append((chance, Fall(size=size, good=left, before=sums[begin] / begin)))
    return found


def _coming_and_going(good: Sequence[bool], sums: Sequence[int]) -> Fall | None:
    """The clearest fall of before, if it left some good and what came since is no better beyond chance.

    It must have ended within as many things as the longest fall holds.
    """
    ends = [
        at
        for at in range(len(good), max(LEAST_BEFORE, len(good) - SIZES[-1]), -1)
        if not good[at - 1] and (at == len(good) or good[at])
    ]
    falls = [(chance, fall, end) for end in ends for chance, fall in _falls(sums, end)]
    if not falls:
        return None
    _, fall, end = min(falls, key=_chance)
    begun = end - fall.size
    begin, upto = (begun + at for at in _worst(good[begun:end]))
    size, left = upto - begin, sums[upto] - sums[begin]
    since, well = len(good) - upto, sums[-1] - sums[upto]
    clear_cut = left <= CLEAR * size and since - well <= AFTER_CLEAR * since
    if clear_cut or at_most(since - well, since, (size - left + 1) / (size + 2)) <= CHANCE:
        return None
    return Fall(size=len(good) - begun, good=sums[-1] - sums[begun], before=fall.before)


def _worst(good: Sequence[bool]) -> tuple[int, int]:
    """Begin and end of the part in which those that are not good outnumber the good ones most."""
    worst, best = (0, len(good)), 0
    begin = more = 0
    for at, one in enumerate(good, 1):
        more += -1 if one else 1
        if more <= 0:
            begin, more = at, 0
        elif more >= best:
            worst, best = (begin, at), more
    return worst


def _chance(found: tuple[float, Fall] | tuple[float, Fall, int]) -> float:
    return found[0]


def at_most(count: int, size: int, share: float) -> float:
    """How likely at most `count` of `size` are good when each is with this share (binomial)."""
    return sum(math.comb(size, k) * share**k * (1 - share) ** (size - k) for k in range(count + 1))


def _times(sums: Sequence[int], end: int, size: int, left: int) -> int:
    """How many stretches of this size before `end`, apart from each other, held as few good ones.

    Where it is none of the clear cut, about as few: one that is a little worse is no news.
    """
    most = left + (ALIKE * math.sqrt(left * (1 - left / size)) if left > CLEAR * size else 0)
    times, start = 0, 0
    while start + size <= end:
        if sums[start + size] - sums[start] <= most:
            times, start = times + 1, start + size
        else:
            start += 1
    return times
