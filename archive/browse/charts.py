"""Pictures of numbers: where each mark of a picture stands, for templates that draw them as SVG.

Units are those of a picture WIDTH wide, which is shown about as wide as a column of text. Time runs from left
to right in both languages, as Arabic newspapers print it; both ends are labelled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

WIDTH, HEIGHT = 420, 130
LEFT, TOP, BOTTOM = 4, 16, 22  # room beside, above and below what is drawn
WIDEST = 40
LINES = 4  # dash patterns that can be told from one another
NETWORK_WIDTH, ROW = 420, 26
NETWORK_LEFT, NETWORK_RIGHT = 120, 250  # where lines begin and end
THINNEST, THICKEST = 1.0, 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: its place, and the name and value that it stands for."""

    x: float
    y: float
    width: float
    height: float
    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One line of a network, from (LEFT, y1) to (RIGHT, y2), as thick as it counts."""

    y1: float
    y2: float
    thickness: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Names on the left and on the right with their heights, and the lines between them."""

    height: int
    left: tuple[tuple[str, float], ...]
    right: tuple[tuple[str, float], ...]
    links: tuple[Link, ...]


def bar_chart(points: Sequence[tuple[str, float | None]], most: float | None = None) -> list[Bar]:
    """A bar for each name and value, from left to right; `most` (else the greatest value) is full height."""
    top = most or max((value or 0 for _, value in points), default=0) or 1
    step = (WIDTH - 2 * LEFT) / max(1, len(points))
    room = HEIGHT - TOP - BOTTOM
    return [
        Bar(
            x=round(LEFT + at * step, 2),
            y=round(TOP + room - room * (value or 0) / top, 2),
            width=round(min(max(step * 0.8, 0.4), WIDEST), 2),
            height=round(room * (value or 0) / top, 2),
            name=name,
            value=value or 0,
        )
        for at, (name, value) in enumerate(points)
    ]


def line_chart(values: Sequence[float | None], most: float) -> list[str]:
    """The values as lines from left to right, each as the attribute `points`; a gap where there is none."""
    step = (WIDTH - 2 * LEFT) / max(1, len(values))
    room = HEIGHT - TOP - BOTTOM
    placed = [
        (
            None
            if value is None
            else f"{LEFT + (at + 0.4) * step:.2f},{TOP + room - room * value / (most or 1):.2f}"
        )
        for at, value in enumerate(values)
    ]
    return [
        " ".join(filter(None, run))
        for there, run in groupby(placed, key=lambda one: one is not None)
        if there
    ]


def line_dots(values: Sequence[float | None], most: float) -> list[tuple[str, str]]:
    """Where a line's dots stand, one for each value there is, as `cx` and `cy`."""
    points = (point for line in line_chart(values, most) for point in line.split(" "))
    return [(x, y) for x, _, y in (point.partition(",") for point in points)]


def network_of(told: Mapping[str, Any]) -> Network:
    """What `sources_page` tells as `network`: outlets on the left, sources on the right."""
    counts = {(one["outlet"], one["source"]): one["reports"] for one in told["links"]}
    return network(counts, told["outlets"], told["sources"])


def network(counts: Mapping[tuple[str, str], int], left: Iterable[str], right: Iterable[str]) -> Network:
    """The names of `left` and `right` in their order, and a line for each pair of them that is counted."""
    lefts, rights = list(left), list(right)
    rows = max(len(lefts), len(rights), 1)
    left_at = {name: (at + 0.5) * rows / len(lefts) * ROW for at, name in enumerate(lefts)}
    right_at = {name: (at + 0.5) * rows / len(rights) * ROW for at, name in enumerate(rights)}
    drawn = {pair: n for pair, n in counts.items() if pair[0] in left_at and pair[1] in right_at}
    most = max(drawn.values(), default=1)
    links = [
        Link(
            y1=round(left_at[one], 1),
            y2=round(right_at[other], 1),
            thickness=round(THINNEST + (THICKEST - THINNEST) * count / most, 2),
            count=count,
        )
        for (one, other), count in sorted(drawn.items(), key=lambda item: -item[1])
    ]
    return Network(
        height=rows * ROW,
        left=tuple((name, round(at, 1)) for name, at in left_at.items()),
        right=tuple((name, round(at, 1)) for name, at in right_at.items()),
        links=tuple(links),
    )
