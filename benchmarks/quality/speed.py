"""What reading a page costs, beside trafilatura on the same pages in the same warm process."""

import gc
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from statistics import median
from time import process_time

import trafilatura

from benchmarks.quality.printing import Sheet
from extractors.outlets import Outlet
from extractors.reader import read_article

_ROUNDS = 3
_IN_A_ROW = 8  # designs


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Milliseconds of CPU a page (medians), and the ratio ours : theirs, by page."""

    pages: int
    ours: float
    theirs: float
    ratio: float
    ratio_p90: float
    designs: tuple[tuple[str, float], ...]

    def __str__(self) -> str:
        """Say it in a line, and the ratio of every design in others, dearest first."""
        by_design = [f"{slug} {ratio:.2f}" for slug, ratio in self.designs]
        rows = (by_design[start : start + _IN_A_ROW] for start in range(0, len(by_design), _IN_A_ROW))
        return "\n       ".join((self._total(), *(" · ".join(row) for row in rows)))

    def _total(self) -> str:
        return (
            f"speed  {self.pages} pages: ours {self.ours:.1f} ms of CPU, trafilatura {self.theirs:.1f} ms; "
            f"median of ratios {self.ratio:.2f}, p90 {self.ratio_p90:.2f}"
        )


def measure(pages: Iterable[tuple[Sheet, Outlet]]) -> Speed:
    """Give what both readers cost on these pages: of each page the cheapest of three readings, in turns."""
    listed = list(pages)
    _cheapest(*listed[0], rounds=1)  # locales, caches
    gc.collect()
    gc.freeze()  # no reader pays for walking the material
    try:
        pairs = [_cheapest(sheet, outlet, rounds=_ROUNDS) for sheet, outlet in listed]
    finally:
        gc.unfreeze()
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    by_design: dict[str, list[float]] = {}
    for (sheet, _), (ours, theirs) in zip(listed, pairs, strict=True):
        by_design.setdefault(sheet.design, []).append(ours / theirs)
    return Speed(
        pages=len(pairs),
        ours=median(ours for ours, _ in pairs),
        theirs=median(theirs for _, theirs in pairs),
        ratio=median(ratios),
        ratio_p90=ratios[len(ratios) * 9 // 10],
        designs=tuple(
            sorted(((slug, median(some)) for slug, some in by_design.items()), key=lambda row: -row[1])
        ),
    )


def _cheapest(sheet: Sheet, outlet: Outlet, *, rounds: int) -> tuple[float, float]:
    """Give the least that ours and theirs took, in milliseconds."""
    readers: tuple[tuple[Callable[[], object], list[float]], ...] = (
        (partial(_ours, sheet, outlet), []),
        (partial(_theirs, sheet), []),
    )
    gc.collect()
    for number in range(rounds):
        for read, spent in readers if number % 2 == 0 else readers[::-1]:
            start = process_time()
            read()
            spent.append(process_time() - start)
    (_, ours), (_, theirs) = readers
    return 1000 * min(ours), 1000 * min(theirs)


def _ours(sheet: Sheet, outlet: Outlet) -> object:
    return read_article(sheet.page, outlet)


def _theirs(sheet: Sheet) -> object:
    return trafilatura.bare_extraction(sheet.page.body, url=sheet.page.url, with_metadata=True)
