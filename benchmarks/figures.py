"""From samples to figures, and the table that shows them beside their targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.variants import Sample

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table. `target` is None for a figure that explains another; `unit` follows both."""

    letter: str
    name: str
    value: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return None if self.target is None else self.value <= self.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """CPU of one side of a comparison: medians over the rounds, in seconds, with start and end and of start
    and end alone."""

    gross: float
    start: float

    @property
    def net(self) -> float:
        """Without start and end."""
        return self.gross - self.start

    def per_page(self, pages: int) -> float:
        """Milliseconds of CPU a page, without start and end."""
        return 1000 * self.net / pages


def cost(samples: Sequence[Sample], starts: Sequence[Sample]) -> Cost:
    """The cost that samples of a crawl and samples of its start and end amount to."""
    return Cost(gross=median(one.cpu for one in samples), start=median(one.cpu for one in starts))


def ratio(ours: Cost, plain: Cost) -> float:
    """How many times the plain CPU ours is, start and end taken away on both sides."""
    return ours.net / plain.net


def least(samples: Sequence[Sample], starts: Sequence[Sample]) -> Cost:
    """The cost of the cheapest runs: what else a machine does only ever adds."""
    return Cost(gross=min(one.cpu for one in samples), start=min(one.cpu for one in starts))


def spread(
    ours: Sequence[Sample], our_start: float, plain: Sequence[Sample], plain_start: float
) -> tuple[float, float]:
    """The smallest and the largest ratio of single rounds."""
    ratios = [
        (one.cpu - our_start) / (other.cpu - plain_start) for one, other in zip(ours, plain, strict=True)
    ]
    return min(ratios), max(ratios)


def table(figures: Sequence[Figure]) -> str:
    """The figures as text, a line each."""
    rows = [("", "figure", "measured", "target", "", "")]
    rows += [
        (
            figure.letter,
            figure.name,
            _number(figure.value, figure.unit),
            "" if figure.target is None else f"≤ {_number(figure.target, figure.unit)}",
            {True: "met", False: "MISSED", None: ""}[figure.met],
            figure.note,
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        cells = [
            text.rjust(width) if column in (2, 3) else text.ljust(width)
            for column, (text, width) in enumerate(zip(row[:5], widths, strict=True))
        ]
        lines.append("  ".join((*cells, row[5])).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def _number(value: float, unit: str) -> str:
    digits = 2 if unit in ("", "ms/page", "s") else 1
    return f"{value:.{digits}f} {unit}".rstrip()
