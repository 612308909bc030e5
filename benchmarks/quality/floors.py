"""Floors: figures that may rise and not fall. They are kept in floors.toml, raised by `--pin`."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil, floor
from pathlib import Path

from benchmarks.quality.asides import FIELDS
from benchmarks.quality.figures import Figures

PATH = Path(__file__).with_name("floors.toml")
# What the reader is to show on every design before anything else; no floor of the corpus lies below it.
MUST = {
    "body": 0.995,
    "body_p10": 0.98,
    "title": 0.995,
    "day": 0.995,
    "day_wrong": 0.0,
    "minute": 0.99,
    "byline": 0.97,
}
CEILINGS = frozenset(("day_wrong", "made_up_time", "invented", "let_through"))  # less is better
FLOORS = (
    *("body", "body_p10", "title", "day", "minute", "byline", "read", "refused", *sorted(CEILINGS)),
    *FIELDS,
)
_HEAD = """\
# Floors of the quality gate: a figure under its floor (over it, for {ceilings}) fails `make quality`.
# Written by `python -m benchmarks.quality --pin`, which never lowers one without `--lower REASON`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """A floor that was given up, and why."""

    material: str
    design: str
    figure: str
    before: float
    after: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """Floors by material ("corpus", "newsroom"), design and figure; at how many reports of each design they
    were measured; and what was ever lowered."""

    counts: Mapping[str, int]
    tables: Mapping[str, Mapping[str, Mapping[str, float]]]
    lowered: Sequence[Lowered] = ()


def load_floors(path: Path = PATH) -> Floors:
    """Give the floors of a file; none where there is none."""
    if not path.exists():
        return Floors(counts={}, tables={})
    values = tomllib.loads(path.read_text("utf-8"))
    lowered = tuple(Lowered(**row) for row in values.pop("lowered", []))
    counts: dict[str, int] = {material: table.pop("count") for material, table in values.items()}
    return Floors(counts=counts, tables=values, lowered=lowered)


def write_floors(floors: Floors) -> str:
    """Give the file that holds these floors."""
    lines = [_HEAD.format(ceilings=", ".join(sorted(CEILINGS)))]
    for material, table in floors.tables.items():
        lines.append(f"[{material}]\ncount = {floors.counts[material]}\n")
        for design, row in table.items():
            bounds = "\n".join(f"{name} = {row[name]}" for name in FLOORS if name in row)
            lines.append(f"[{material}.{design}]\n{bounds}\n")
    for one in floors.lowered:
        entry = "\n".join(f"{name} = {_toml(value)}" for name, value in asdict(one).items())
        lines.append(f"[[lowered]]\n{entry}\n")
    return "\n".join(lines)


def fallen(rows: Mapping[str, Figures], floors: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Give a line for every figure under its floor."""
    for design, row in rows.items():
        for name, bound in floors.get(design, {}).items():
            value = getattr(row, name)
            if value is not None and _worse(name, value, bound):
                yield f"{design}: {name} is {value:.4f}, its {_word(name)} {bound:g}"


def pinned(
    floors: Floors,
    material: str,
    count: int,
    rows: Mapping[str, Figures],
    must: Mapping[str, float],
    reason: str | None,
) -> Floors:
    """Give the floors with those of this material raised to what was measured, at least to `must`.

    A floor that the figures fall short of stays, unless a `reason` lowers it, also below `must`; that is
    written down, and what lies below `must` stays in the list of what was lowered until it is reached.
    """
    before = floors.tables.get(material, {})
    lowered = list(floors.lowered)
    table: dict[str, dict[str, float]] = {slug: dict(row) for slug, row in before.items()}
    for design, row in rows.items():
        new: dict[str, float] = {}
        for name in FLOORS:
            value, old = getattr(row, name), before.get(design, {}).get(name)
            if value is None:
                continue
            bound = _bound(name, value, {} if reason else must)
            old = must.get(name) if old is None else old
            if old is not None and _worse(name, bound, old):
                if reason is None:
                    bound = old
                else:
                    lowered.append(
                        Lowered(
                            material=material,
                            design=design,
                            figure=name,
                            before=old,
                            after=bound,
                            reason=reason,
                        )
                    )
            new[name] = bound
        table[design] = new
    return Floors(
        counts={**floors.counts, material: count}, tables={**floors.tables, material: table}, lowered=lowered
    )


def owed(floors: Floors) -> Iterator[str]:
    """Give a line for every floor of the corpus that lies below what the reader must show."""
    for design, row in floors.tables.get("corpus", {}).items():
        for name, bound in row.items():
            if name in MUST and _worse(name, bound, MUST[name]):
                yield f"{design}: {name} is held at {bound}, and must reach {MUST[name]}"


def _bound(name: str, value: float, must: Mapping[str, float]) -> float:
    if name in CEILINGS:
        return min(ceil(value * 10_000) / 10_000, must.get(name, 1.0))
    return max(floor(value * 10_000) / 10_000, must.get(name, 0.0))


def _worse(name: str, value: float, bound: float) -> bool:
    return value > bound + 1e-9 if name in CEILINGS else value < bound - 1e-9


def _word(name: str) -> str:
    return "ceiling" if name in CEILINGS else "floor"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # a JSON string or number is one of TOML's
