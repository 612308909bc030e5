"""The captures of one article on a line of time, from left to right: which text each showed, or that none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive.grades import presence
from archive.moments import moment

Document = Mapping[str, Any]  # a capture or a version
WIDTH, HEIGHT, EDGE = 420, 78, 14  # units of the picture; room at both ends
LINE = 46  # where the line lies
MOST = 300  # captures that are drawn
APART = 15  # units between two numbers beside each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One capture: where it stands, and what it shows of the report (shown, absent, barred or silent)."""

    x: float
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """The first capture of a version: where it stands; `label_y` is None where its number has no room."""

    x: float
    version: int
    label_y: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """What is drawn, and the first and last moment."""

    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    begins: str
    ends: str


def time_line(
    captures: Sequence[Mapping[str, Any]], versions: Iterable[Mapping[str, Any]]
) -> TimeLine | None:
    """The picture of captures and versions as `archive.history.history` tells them; None without any."""
    if not captures:
        return None
    begins, ends = captures[0]["captured_at"], captures[-1]["captured_at"]
    start = moment(begins)
    whole = (moment(ends) - start).total_seconds()

    def place(at: str) -> float:
        share = (moment(at) - start).total_seconds() / whole if whole else 0.5
        return round(EDGE + min(max(share, 0.0), 1.0) * (WIDTH - 2 * EDGE), 1)

    step = -(-len(captures) // MOST)
    ticks = tuple(Tick(x=place(one["captured_at"]), shows=presence(one["grade"])) for one in captures[::step])
    return TimeLine(
        ticks=ticks,
        dots=tuple(_dots((place(one["captured_at"]), one["version"]) for one in versions)),
        begins=begins,
        ends=ends,
    )


def _dots(placed: Iterable[tuple[float, int]]) -> list[Dot]:
    """Numbers in two rows, so that near ones do not lie on one another; the third of three has none."""
    last: dict[int, float] = {}
    found = []
    for x, version in sorted(placed):
        row = next((y for y in (LINE - 14, LINE - 30) if x - last.get(y, -APART) >= APART), None)
        if row is not None:
            last[row] = x
        found.append(Dot(x=x, version=version, label_y=row))
    return found
