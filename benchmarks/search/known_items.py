"""Known-item search: does a query of four remembered words find the report they are from?

See `remembering` for the queries.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.search.remembering import Item

LISTED = 10  # a report is found when it is among so many first hits

Ask = Callable[[str], Sequence[int]]  # a query -> the numbers of the reports that it finds, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of an item: the place of its report among the hits, from 1, and how many were given."""

    item: Item
    rank: int | None
    hits: int


def look_up(items: Sequence[Item], ask: Ask) -> Iterator[Found]:
    """Ask every query and give what became of it."""
    for item in items:
        hits = list(ask(item.query))
        rank = hits.index(item.number) + 1 if item.number in hits else None
        yield Found(item=item, rank=rank, hits=len(hits))


def summary(found: Sequence[Found]) -> str:
    """Give the figures as text: share in the top ten, median rank, queries without hits, shares by change."""
    ranks = [one.rank for one in found if one.rank is not None]
    lines = [
        ("queries", f"{len(found):,}"),
        (f"report in the top {LISTED}", _percent(found)),
        ("median rank where found", f"{median(ranks):g}" if ranks else "-"),
        ("nothing found", f"{sum(one.hits == 0 for one in found):,}"),
    ]
    kinds = Counter(word.kind for one in found for word in one.item.words)
    for kind in sorted(kinds):
        some = [one for one in found if any(word.kind == kind for word in one.item.words)]
        lines.append((f"top {LISTED} with a change of {kind}", f"{_percent(some)} of {len(some):,}"))
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in lines)


def _percent(found: Sequence[Found]) -> str:
    return f"{100 * sum(map(is_listed, found)) / len(found):.1f} %" if found else "-"


def is_listed(found: Found) -> bool:
    """Say whether the report is in the top ten."""
    return found.rank is not None and found.rank <= LISTED


def misses(found: Sequence[Found]) -> list[str]:
    """Give the queries whose report is not in the top ten, a line each, with the words as printed."""
    return [
        f"{one.item.query}  printed: {' '.join(word.printed for word in one.item.words)}"
        f"  rank {one.rank or '-'} of {one.hits}"
        for one in found
        if not is_listed(one)
    ]
