"""`python -m benchmarks.quality`: prints pages with known gold and shows how well they are read."""

import argparse
import json
import sys
from collections.abc import Sequence

from benchmarks.quality.figures import as_json, by_design, figures
from benchmarks.quality.held import HELD
from benchmarks.quality.material import load_material
from benchmarks.quality.running import ALL, run
from benchmarks.quality.tables import refusal_table, table
from benchmarks.quality.worst import worst


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    given = _parser().parse_args(arguments)
    material = load_material()
    print(f"material  {material.origin}", file=sys.stderr)
    outcomes = run(material, given.designs, given.count, given.jobs)
    rows = by_design(outcomes)
    if given.json:
        print(json.dumps(as_json(rows), ensure_ascii=False, indent=1))
        return 0
    marks = {design.slug: " (held)" for design in HELD}
    print(table({**rows, "all": figures(outcomes)}, marks))
    print()
    print(refusal_table(outcomes))
    if given.worst:
        print("", *worst(outcomes, material, given.worst), sep="\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--count", type=int, default=300, help="reports of each design")
    parser.add_argument(
        "--designs", type=_designs, default=tuple(ALL), help=f"such as a,b of {', '.join(ALL)}"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="show the N worst pages of each design"
    )
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    return parser


def _designs(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(","))
    if unknown := [slug for slug in wanted if slug not in ALL]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(ALL)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
