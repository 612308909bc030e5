"""`python -m benchmarks.quality`: prints pages with known gold and shows how well they are read.

Exit code 0 when every figure keeps its floor, 1 when one has fallen.
"""

import argparse
import importlib
import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence

from benchmarks.quality.figures import Figures, as_json, by_design, figures
from benchmarks.quality.floors import MUST, PATH, fallen, load_floors, owed, pinned, write_floors
from benchmarks.quality.held import HELD
from benchmarks.quality.material import Material, load_material, newsroom_material
from benchmarks.quality.peers import NoPeers, run_peers
from benchmarks.quality.running import ALL, run, sheets
from benchmarks.quality.saved import read_saved
from benchmarks.quality.scoring import Outcome
from benchmarks.quality.speed import measure
from benchmarks.quality.tables import aside_table, peer_table, refusal_table, table
from benchmarks.quality.worst import worst

_COUNT = 120  # reports of each design: nearly 7,000 pages in all, with those that are no report
_SPEED_PAGES = 4  # of each design, more of fewer designs
_SPEED_LEAST = 150  # pages in all
_SLOWEST = 1.0  # of what trafilatura takes
_ATTRIBUTIONS = "benchmarks.quality.attributions"
MARKS = {design.slug: " (held)" for design in HELD}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    given = _parser().parse_args(arguments)
    material = newsroom_material() if given.newsroom else load_material()
    count = given.count or load_floors().counts.get(material.kind, _COUNT)
    outcomes = run(material, given.designs, count, given.jobs)
    rows = by_design(outcomes)
    if given.json:
        print(json.dumps(as_json({**rows, "all": figures(outcomes)}), ensure_ascii=False, indent=1))
        return 0
    print(f"material  {material.origin}")
    all_rows = {**rows, **_together(outcomes)}
    beside = f"beside these, precision / recall in per cent\n{aside_table(all_rows, MARKS)}"
    print(table(all_rows, MARKS), beside, refusal_table(outcomes), sep="\n\n")
    failures = [*_against_floors(rows, material, count), *_beside(given, material)]
    if given.worst:
        shown = [one for one in outcomes if given.designs != tuple(ALL) or one.design not in MARKS]
        print("", *worst(shown, material, given.worst), sep="\n")
    if given.pin:
        floors = pinned(load_floors(), material.kind, count, rows, _must(material), given.lower)
        PATH.write_text(write_floors(floors), "utf-8")
    print("", *(f"FALLEN  {line}" for line in failures), sep="\n")
    if not failures and count == load_floors().counts.get(material.kind):
        print("every floor is kept", *(f"OWED    {line}" for line in owed(load_floors())), sep="\n")
    return 1 if failures else 0


def _together(outcomes: Sequence[Outcome]) -> dict[str, Figures]:
    """Give the figures of all designs that readers may be tuned on, of those that are held, and of both."""
    seen = [one for one in outcomes if one.design not in MARKS]
    held = [one for one in outcomes if one.design in MARKS]
    groups = {"all seen": seen, "all held": held, "all": outcomes}
    return {name: figures(group) for name, group in groups.items() if group}


def _against_floors(rows: dict[str, Figures], material: Material, count: int) -> Iterator[str]:
    floors = load_floors()
    at = floors.counts.get(material.kind)
    if at != count:
        print(
            f"\nfloors were pinned at {at} reports a design of the {material.kind}: not compared at {count}"
        )
        return
    yield from fallen(rows, floors.tables[material.kind])


def _must(material: Material) -> dict[str, float]:
    return MUST if material.kind == "corpus" else {}


def _beside(given: argparse.Namespace, material: Material) -> Iterator[str]:
    """Print what is measured beside the designs; give a line for what has fallen."""
    if given.alone:
        return
    each = max(_SPEED_PAGES, -(-_SPEED_LEAST // len(given.designs)))
    pages = [
        (sheet, ALL[slug].outlet)
        for slug in given.designs
        for sheet in sheets(ALL[slug], material, range(each), 0)
    ]
    speed = measure(pages)
    print(f"\n{speed}")
    if speed.ratio > _SLOWEST:
        yield f"speed: {speed.ratio:.2f} times what trafilatura takes"
    if saved := read_saved():
        print(saved)
        yield from (f"saved page {fault.strip()}" for fault in saved.faults)
    if importlib.util.find_spec(_ATTRIBUTIONS):
        # `report` prints its own table and gives a line for whatever has fallen.
        yield from getattr(importlib.import_module(_ATTRIBUTIONS), "report", tuple)()
    if given.peers:
        yield from _peers(given, material)


def _peers(given: argparse.Namespace, material: Material) -> Iterator[str]:
    try:
        readings = run_peers(material, given.designs, given.peers, given.jobs)
    except NoPeers as error:
        yield f"peers: {error}"
        return
    print(f"\npeers, on {given.peers} reports of each design", peer_table(readings, MARKS), sep="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument(
        "--count", type=int, help="reports of each design (as many as the floors were pinned at)"
    )
    parser.add_argument(
        "--designs", type=_designs, default=tuple(ALL), help=f"such as a,b of {', '.join(ALL)}"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument(
        "--worst",
        type=int,
        default=0,
        metavar="N",
        help="show the N worst pages of each design (of held ones when named)",
    )
    parser.add_argument(
        "--peers", type=int, default=0, metavar="N", help="other readers on N reports of each design"
    )
    parser.add_argument(
        "--newsroom", action="store_true", help="print our own newsroom's reports, not the corpus"
    )
    parser.add_argument("--alone", action="store_true", help="designs only: no speed, saved pages, peers")
    parser.add_argument("--json", action="store_true", help="figures as JSON, nothing else")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--lower", metavar="REASON", help="with --pin: lower floors too, and write down why")
    return parser


def _designs(text: str) -> tuple[str, ...]:
    wanted = tuple(part.strip() for part in text.split(","))
    if unknown := [slug for slug in wanted if slug not in ALL]:
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(ALL)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
