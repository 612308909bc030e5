"""How far the crawls of a run have come, one line an outlet; shown on a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from archive.ingest import Outcome
from archive.language import tr
from archive.progress import placed, terminal

SHOWN = 20  # lines; of more, those that run


@dataclass(slots=True, kw_only=True)
class Course:
    """One outlet's crawl as it stands: pages looked at, those read as reports and those refused, bytes.

    `began` is by the clock that only counts; `seconds` is None as long as it runs.
    """

    slug: str
    began: float = field(default_factory=time.monotonic)
    exchanges: int = 0
    read: int = 0
    refused: int = 0
    bytes: int = 0
    seconds: float | None = None

    def see(self, outcome: Outcome) -> None:
        """Count an exchange that was indexed."""
        self.exchanges += 1
        if outcome.reading == "article":
            self.read += 1
        elif outcome.reading is not None:
            self.refused += 1


OnCourse = Callable[[Sequence[Course], int], None]  # those begun, and how many outlets there are


@contextmanager
def course_shown() -> Iterator[OnCourse | None]:
    """What to call with how far the crawls have come; None when nobody looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.live import Live

    with Live(
        console=terminal(), transient=True, refresh_per_second=2, redirect_stdout=sys.stdout.isatty()
    ) as live:
        yield lambda courses, total: live.update(_table(courses, total))


def _table(courses: Sequence[Course], total: int) -> Any:
    from rich.table import Table
    from rich.text import Text

    running = [one for one in courses if one.seconds is None]
    ended = [one for one in courses if one.seconds is not None]
    shown = [*ended[len(ended) - max(0, SHOWN - len(running)) :], *running[:SHOWN]]
    table = Table(box=None, pad_edge=False)
    for name in ("outlet", "exchanges", "read", "refused", "bytes", "time"):
        table.add_column(Text(placed(tr(name))), justify="left" if name == "outlet" else "right")
    for one in shown:
        seconds = time.monotonic() - one.began if one.seconds is None else one.seconds
        minutes, rest = divmod(int(seconds), 60)
        cells = (one.exchanges, one.read, one.refused, f"{one.bytes / 1e6:.1f} MB", f"{minutes}:{rest:02d}")
        done = "" if one.seconds is None else " ✓"
        table.add_row(*(Text(str(cell)) for cell in (one.slug + done, *cells)))
    table.add_row(Text(placed(tr("{ended} of {total} ended", ended=len(ended), total=total))))
    return table
