"""The tables that are printed: what building costs, and what queries cost, ours beside other engines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.search.build import Analysed, Built, Cost, Sizes
from benchmarks.search.peers import Filled
from benchmarks.search.timing import Timing, middle, most

MILLION = 1_000_000
MEBIBYTE = 1 << 20
# What a million articles may take at most, milliseconds of CPU: median and 95th percentile.
TARGETS: Mapping[str, tuple[float, float]] = {
    "rare word": (2, 10),
    "three words": (30, 80),
    "phrase": (30, 120),
    "frequent word": (60, 120),
}
SHOWN = 30  # more, with snippets of 20 hits, and with outlet and year
BY_DATE = (5, 5)
FASTEST, LARGEST, LONGEST = 850, 1.0, 100  # articles a second; bytes a byte of text; milliseconds

Timings = Mapping[tuple[str, str], Sequence[Timing]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """One engine in the table of queries: its name with its size, what was measured, matches by class."""

    name: str
    timings: Timings
    matches: Mapping[str, Sequence[int]]


def build_table(built: Built, sizes: Sizes, again: Analysed, added: Cost, peak: int) -> str:
    """What building the index took, a figure a line, with its target."""
    rows = [
        ("figure", "measured", "target", ""),
        (
            "articles a CPU second, ingest's rows and the search index",
            f"{built.articles / built.cost.cpu:,.0f}",
            "",
            f"{built.cost.cpu:,.0f} s of CPU, {built.cost.wall:,.0f} s by the clock",
        ),
        (
            "articles a CPU second, search index alone (rebuild --search)",
            f"{again.articles / again.cost.cpu:,.0f}",
            f"≥ {FASTEST}",
            f"{again.cost.cpu:,.0f} s of CPU, {again.cost.wall:,.0f} s by the clock"
            + _verdict(again.articles / again.cost.cpu >= FASTEST),
        ),
        (
            "bytes of the search index a byte of text",
            f"{sizes.search / built.text:.3f}",
            f"≤ {LARGEST}",
            f"{_mebibytes(sizes.search)} over {_mebibytes(built.text)} of text, "
            f"{_mebibytes(sizes.file)} the whole file" + _verdict(sizes.search / built.text <= LARGEST),
        ),
        (
            "ms to add 100 articles to it",
            f"{1000 * added.cpu:.0f}",
            f"≤ {LONGEST}",
            f"{1000 * added.wall:.0f} ms by the clock" + _verdict(1000 * added.cpu <= LONGEST),
        ),
        ("MiB of memory at most, building and drawing", f"{peak / MEBIBYTE:,.0f}", "", ""),
    ]
    return _laid_out(rows, right=(1, 2))


def peer_table(filled: Sequence[Filled]) -> str:
    """What filling the other engines took."""
    rows = [("engine", "articles", "a CPU s", "index", "a byte of text", "texts kept")]
    rows += [
        (
            one.engine,
            f"{one.articles:,}",
            f"{one.articles / one.seconds:,.0f}",
            _mebibytes(one.index),
            f"{one.index / one.text:.3f}",
            _mebibytes(one.kept),
        )
        for one in filled
    ]
    return _laid_out(rows, right=(1, 2, 3, 4, 5))


def query_table(ours: Engine, peers: Sequence[Engine]) -> str:
    """CPU of queries, median / 95th percentile in milliseconds; × is how many times ours the other takes."""
    rows = [
        (
            *("query", "variant", "queries", "matches", "hits", ours.name, "target", ""),
            *(part for peer in peers for part in (peer.name, "×", "matches")),
        )
    ]
    for (name, variant), timings in ours.timings.items():
        target = target_of(name, variant)
        row = [
            *(name, variant, str(len(timings)), _matches(ours, name)),
            f"{median(one.hits for one in timings):.0f}" if variant != "facets" else "",
            _pair(timings),
            f"{target[0]:g} / {target[1]:g}" if target else "",
            _verdict(middle(timings) <= target[0] and most(timings) <= target[1]) if target else "",
        ]
        for peer in peers:
            theirs = peer.timings.get((name, variant))
            row += (
                [_pair(theirs), f"{middle(theirs) / middle(timings):.2f}", _matches(peer, name)]
                if theirs
                else ["", "", ""]
            )
        rows.append(tuple(row))
    return _laid_out(rows, right=range(2, len(rows[0])))


def target_of(name: str, variant: str) -> tuple[float, float] | None:
    """Median and 95th percentile that a million articles may take, milliseconds; None without a target."""
    if variant == "date":
        return BY_DATE
    target = TARGETS.get(name)
    if target is None or variant == "facets":
        return None
    more = 0 if variant == "rank" else SHOWN
    return target[0] + more, target[1] + more


def _matches(engine: Engine, name: str) -> str:
    return f"{median(engine.matches[name]):,.0f}"


def _pair(timings: Sequence[Timing]) -> str:
    return f"{middle(timings):.2f} / {most(timings):.2f}"


def _verdict(met: bool) -> str:
    return " met" if met else " MISSED"


def _mebibytes(size: float) -> str:
    return f"{size / MEBIBYTE:,.0f} MiB"


def _laid_out(rows: Sequence[Sequence[str]], right: Sequence[int]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(
            cell.rjust(width) if column in right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])
