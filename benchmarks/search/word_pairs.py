"""Pairs of words that a search should, or should not, take for one, and where their lists lie."""

import csv
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.material import ROOT

PAIRS = Path(__file__).with_name("pairs")
HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two words or short phrases, whether who types one is glad of the other, and what sort of pair it is."""

    a: str
    b: str
    should_match: bool
    category: str


def load_pairs(path: Path) -> tuple[Pair, ...]:
    """Give the pairs of a tab-separated file with a header; raises ValueError for a line that is no pair."""
    with path.open(encoding="utf-8", newline="") as file:
        _header, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(_pair(path, row) for row in rows)


def _pair(path: Path, row: list[str]) -> Pair:
    match row:
        case [a, b, "0" | "1" as flag, category] if a and b and a != b:
            return Pair(a=a, b=b, should_match=flag == "1", category=category)
    raise ValueError(f"{path.name}: no pair: {row}")


def pair_lists(*, held: bool = False) -> Mapping[str, tuple[Pair, ...]]:
    """Give the lists that are there, by name; the held one only when asked for.

    match-pairs is looked for in `data/text` of the folder that WARRAQ_SHARED names, or of ../shared.
    """
    shared = Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared"))
    paths = [shared / "data" / "text" / "match-pairs.tsv", PAIRS / "dev.tsv"]
    if held:
        paths.append(PAIRS / f"{HELD}.tsv")
    return {path.stem: load_pairs(path) for path in paths if path.exists()}
