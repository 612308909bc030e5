"""Where a long sequence holds a short one of which some elements were changed, left out or put in.

All ends of such places are found in one pass that keeps a column of differences as the bits of two numbers
(G. Myers, 1999, as H. Hyyrö arranged it in 2003); the columns kept lead back from an end to its beginning.
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

MOST_PLACES = 20


class Near(NamedTuple):
    """text[start:end] is the sought sequence but for `edits`; `pairs` are the equal elements of both."""

    start: int
    end: int
    edits: int
    pairs: tuple[tuple[int, int], ...]


class _Columns:
    """Edit distances between the sought sequence's beginnings and what ends at each place of the text."""

    __slots__ = ("distances", "falls", "rises")

    def __init__(self, sought: Sequence[Hashable], text: Sequence[Hashable]) -> None:
        places: dict[Hashable, int] = {}
        for number, element in enumerate(sought):
            places[element] = places.get(element, 0) | 1 << number
        every, last = (1 << len(sought)) - 1, 1 << (len(sought) - 1)
        rise, fall, distance = every, 0, len(sought)
        self.rises, self.falls, self.distances = [rise], [fall], [distance]
        for element in text:
            here = places.get(element, 0)
            kept = ((((here & rise) + rise) ^ rise) | here | fall) & every
            right_rise = fall | (every & ~(kept | rise))
            right_fall = rise & kept
            if right_rise & last:
                distance += 1
            elif right_fall & last:
                distance -= 1
            right_rise = (right_rise << 1) & every
            rise = (right_fall << 1) & every | every & ~(kept | right_rise)
            fall = right_rise & kept
            self.rises.append(rise)
            self.falls.append(fall)
            self.distances.append(distance)

    def at(self, row: int, column: int) -> int:
        """Give the distance between the first `row` elements and what best ends before text[column]."""
        rows = (1 << row) - 1
        return (self.rises[column] & rows).bit_count() - (self.falls[column] & rows).bit_count()


def ends_near(sought: Sequence[Hashable], text: Sequence[Hashable], most: int) -> tuple[int, ...]:
    """Give where places end that differ in no more than `most` elements, as counts of elements before."""
    distances = _Columns(sought, text).distances if sought else []
    return tuple(end for end, distance in enumerate(distances) if end and distance <= most)


def nearest(sought: Sequence[Hashable], text: Sequence[Hashable], most: int) -> tuple[Near, ...]:
    """Give the places that differ in no more than `most` elements, the nearest first, none overlapping.

    No more than MOST_PLACES. Where the last or first element differs, the text's is taken as its change.
    Time grows with the text's length, and beyond some 60 sought elements with both.
    """
    if not sought or not text:
        return ()
    columns = _Columns(sought, text)
    distances = columns.distances
    ends = [end for end in range(1, len(distances)) if distances[end] <= most]
    taken: list[Near] = []
    for end in sorted(ends, key=lambda end: (distances[end], end)):
        if any(one.start < end <= one.end + most for one in taken):
            continue
        while end + 1 < len(distances) and distances[end + 1] == distances[end] > 0:
            end += 1  # the sought sequence ends with an element that this one replaces
        found = _traced(sought, text, columns, end)
        if found.pairs and not any(one.start < found.end and found.start < one.end for one in taken):
            taken.append(found)
            if len(taken) == MOST_PLACES:
                break
    return tuple(taken)


def _traced(sought: Sequence[Hashable], text: Sequence[Hashable], columns: _Columns, end: int) -> Near:
    pairs = []
    row, column = len(sought), end
    for step in _steps(sought, text, columns, end):
        if step == (1, 1) and sought[row - 1] == text[column - 1]:
            pairs.append((row - 1, column - 1))
        row, column = row - step[0], column - step[1]
    return Near(column, end, columns.distances[end], tuple(reversed(pairs)))


def _steps(
    sought: Sequence[Hashable], text: Sequence[Hashable], columns: _Columns, end: int
) -> Iterator[tuple[int, int]]:
    """Give the steps back from the end, by rows and columns: both for what is equal or was replaced."""
    row, column = len(sought), end
    while row:
        here = columns.at(row, column)
        if column and columns.at(row - 1, column - 1) + (sought[row - 1] != text[column - 1]) == here:
            step = (1, 1)
        elif column and columns.at(row, column - 1) + 1 == here:
            step = (0, 1)
        else:
            step = (1, 0)
        yield step
        row, column = row - step[0], column - step[1]
