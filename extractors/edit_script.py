"""The shortest way from one sequence to another (E. Myers, 1986), with a bound on how far it looks."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

MOST_EDITS = 400  # insertions and deletions; beyond, all that differs counts as replaced


class Hunk(NamedTuple):
    """before[before_start:before_end] gave way to after[after_start:after_end]; either may be empty."""

    before_start: int
    before_end: int
    after_start: int
    after_end: int


def hunks(before: Sequence[Hashable], after: Sequence[Hashable], most: int = MOST_EDITS) -> tuple[Hunk, ...]:
    """Give where two sequences differ, in order; what lies between is equal.

    Time grows with length plus the square of the edits, of which no more than `most` are looked for.
    """
    head = _common_head(before, after)
    tail = _common_tail(before, after, head)
    a, b = before[head : len(before) - tail], after[head : len(after) - tail]
    if not a and not b:
        return ()
    trace = _trace(a, b, most) if a and b else None
    if trace is None:
        return (Hunk(head, head + len(a), head, head + len(b)),)
    return tuple(_gathered(_kept(a, b, trace), len(a), len(b), head))


def _common_head(a: Sequence[Hashable], b: Sequence[Hashable]) -> int:
    count = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        count += 1
    return count


def _common_tail(a: Sequence[Hashable], b: Sequence[Hashable], head: int) -> int:
    count, most = 0, min(len(a), len(b)) - head
    while count < most and a[-1 - count] == b[-1 - count]:
        count += 1
    return count


def _trace(a: Sequence[Hashable], b: Sequence[Hashable], most: int) -> list[dict[int, int]] | None:
    """Give how far each diagonal was reached after 0, 1, 2 … edits; None when `most` do not suffice."""
    reached = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(most, len(a) + len(b)) + 1):
        trace.append(dict(reached))
        for diagonal in range(-edits, edits + 1, 2):
            x = _step(reached, diagonal, edits)
            y = x - diagonal
            while x < len(a) and y < len(b) and a[x] == b[y]:
                x, y = x + 1, y + 1
            reached[diagonal] = x
            if x >= len(a) and y >= len(b):
                return trace
    return None


def _step(reached: dict[int, int], diagonal: int, edits: int) -> int:
    if diagonal == -edits or (
        diagonal != edits and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
    ):
        return reached[diagonal + 1]
    return reached[diagonal - 1] + 1


def _kept(a: Sequence[Hashable], b: Sequence[Hashable], trace: list[dict[int, int]]) -> list[tuple[int, int]]:
    """Give the pairs of equal elements that the way found keeps, in order."""
    kept: list[tuple[int, int]] = []
    x, y = len(a), len(b)
    for edits in range(len(trace) - 1, -1, -1):
        reached = trace[edits]
        diagonal = x - y
        if edits == 0:
            from_x, from_y = 0, 0
        else:
            down = diagonal == -edits or (
                diagonal != edits and reached.get(diagonal - 1, -1) < reached.get(diagonal + 1, -1)
            )
            from_diagonal = diagonal + 1 if down else diagonal - 1
            from_x = reached[from_diagonal]
            from_y = from_x - from_diagonal
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            kept.append((x, y))
        x, y = from_x, from_y
    kept.reverse()
    return kept


def _gathered(kept: list[tuple[int, int]], length_a: int, length_b: int, head: int) -> list[Hunk]:
    found, x, y = [], 0, 0
    for next_x, next_y in [*kept, (length_a, length_b)]:
        if next_x > x or next_y > y:
            found.append(Hunk(head + x, head + next_x, head + y, head + next_y))
        x, y = next_x + 1, next_y + 1
    return found
