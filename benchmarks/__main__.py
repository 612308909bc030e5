"""`python -m benchmarks`: measures, and prints one table with the machine and the versions.

The newsroom serves the pages from a process of its own, whose CPU is not counted. Every crawl runs in fresh
processes into a fresh archive. Exit code 0 whether targets are met or not, 1 when a measurement broke.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import machine
from benchmarks.figures import Figure, table
from benchmarks.measurements import MEASUREMENTS
from benchmarks.processes import BrokenMeasurement
from benchmarks.serving import Serving
from benchmarks.variants import Crawls


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    given = _parser().parse_args(arguments)
    command = "python -m benchmarks " + " ".join(sys.argv[1:] if arguments is None else arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="warraq-bench-") as directory:
            _measure(Path(directory), command.strip(), given.pages, given.runs, given.only)
    except BrokenMeasurement as error:
        print(f"a measurement broke: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--pages", type=_count, default=1000, help="reports to crawl")
    parser.add_argument(
        "--runs",
        type=_count,
        default=5,
        help="rounds (at most 3 of the long crawls, twice as many of capture alone)",
    )
    kinds = ", ".join(f"{letter} {title}" for letter, (title, _) in MEASUREMENTS.items())
    parser.add_argument("--only", type=letters, default=tuple(MEASUREMENTS), help=f"such as A,B: {kinds}")
    return parser


def letters(text: str) -> tuple[str, ...]:
    """The measurements that "a,B" names, in the table's order; raises ArgumentTypeError."""
    wanted = {part.strip().upper() for part in text.split(",")}
    if unknown := sorted(wanted - set(MEASUREMENTS)):
        raise argparse.ArgumentTypeError(f"{unknown[0]!r} is none of {', '.join(MEASUREMENTS)}")
    return tuple(letter for letter in MEASUREMENTS if letter in wanted)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _measure(directory: Path, command: str, pages: int, runs: int, only: Sequence[str]) -> None:
    print(f"command   {command}", *machine.describe(), f"load      {machine.load()} at the start", sep="\n")
    figures: list[Figure] = []
    with Serving(pages, directory) as newsroom:
        print(
            f"pages     {newsroom.served.pages} {newsroom.reports}, gzip-encoded, 16 requests at once",
            flush=True,
        )
        crawls = Crawls(served=newsroom.served, directory=directory)
        for warm_up in (crawls.plain_start, crawls.capture_start, crawls.warraq_start):
            warm_up()  # compiled modules, file caches
        for measure in dict.fromkeys(MEASUREMENTS[letter][1] for letter in only):
            figures += measure(crawls, runs, _tell)
        served = newsroom.cpu()
    print(f"load      {machine.load()} at the end; the newsroom used {served:.0f} s of CPU")
    print()
    print(table(figures))


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
