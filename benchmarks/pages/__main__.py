"""`python -m benchmarks.pages`: how quickly pages of a large index are answered, and what a browser loads.

An index of many articles, served by `warraq serve` and by plain `datasette`. Of each kind of page the time of
the server is told, the first answer after a start apart; then what Chromium loads on a first view; then what
eight who ask at once get, and what readers get while articles are added. Targets: 150 ms of the server's time
in the middle, 200 KB on first view, fonts included.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from archive.place import Archive
from benchmarks.machine import describe, load
from benchmarks.pages.addresses import Kind, kinds
from benchmarks.pages.index import build, crawled
from benchmarks.pages.servers import datasette, warraq
from benchmarks.pages.times import AT_ONCE, Times, asked_in_turn, asked_together, meanwhile
from benchmarks.pages.weight import DESK, PHONE, browser, first_view, told_of
from benchmarks.search.corpus import load_corpus

ARTICLES, RUNS, VIEWS = 100_000, 40, 3
TARGET, MOST = 0.150, 200_000  # seconds, bytes
TOGETHER = ("search: three words", "article")
ADDED = 20  # articles in a transaction of the crawl beside


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit code 0 whether targets are met or not, as the tables say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many the index holds")
    parser.add_argument("--runs", type=int, default=RUNS, help="answers of each kind of page")
    parser.add_argument("--views", type=int, default=VIEWS, help="first views of each page in Chromium")
    parser.add_argument("--keep", type=Path, help="a folder for the index, used again the next time")
    parser.add_argument("--only", help="kinds of pages whose names begin so")
    parser.add_argument("--no-browser", action="store_true", help="measure the server alone")
    parser.add_argument("--no-peer", action="store_true", help="leave plain Datasette out")
    chosen = parser.parse_args(arguments)
    print("\n".join(describe()))
    with tempfile.TemporaryDirectory(prefix="warraq-pages-") as folder:
        archive = build(chosen.keep or Path(folder), chosen.articles)
        print(f"index     {chosen.articles:,} articles, {load_corpus().origin}; {_size(archive)} MB\n")
        some = [one for one in kinds(archive.index) if one.name.startswith(chosen.only or "")]
        server_times(archive, some, chosen.runs, peer=not chosen.no_peer)
        program = None if chosen.no_browser else shutil.which("chromium")
        if program is not None:
            first_views(archive, some, program, chosen.views, peer=not chosen.no_peer)
        if chosen.only is None:
            many(archive, some, chosen.runs)
            beside_a_crawl(archive, some, chosen.runs)
    return 0


def server_times(archive: Archive, some: Sequence[Kind], runs: int, *, peer: bool) -> None:
    """Print the server's time of each kind, in ms, beside that of plain Datasette."""
    print(f"the server's time in ms, to the last byte; {runs} answers a kind; load {load()}")
    _row(
        "page",
        "first",
        "median",
        "p95",
        "to byte 1",
        "CPU",
        "KB",
        "",
        "Datasette",
        "p95",
        "CPU",
        "KB",
        "× CPU",
    )
    with warraq(archive) as ours, datasette(archive) as plain:
        for kind in some:
            own = asked_in_turn(ours, kind.paths, runs)
            other = asked_in_turn(plain, kind.plain, runs) if peer and kind.plain else None
            _row(kind.name, *_told(own), *_beside(own, other))
    print(f"load {load()}\n")


def _told(own: Times | None) -> Iterator[str]:
    if own is None:
        yield "refused"
        return
    first = sorted(own.to_first)[len(own.to_first) // 2]
    yield from (_ms(own.first), _ms(own.middle), _ms(own.late), _ms(first), _ms(own.cpu))
    yield f"{own.size / 1000:.1f}"
    yield "" if own.middle <= TARGET else "MISSED"


def _beside(own: Times | None, other: Times | None) -> Iterator[str]:
    if own is None or other is None:
        return
    yield from (_ms(other.middle), _ms(other.late), _ms(other.cpu), f"{other.size / 1000:.1f}")
    yield f"{other.cpu / own.cpu:.1f}" if own.cpu else "-"
    if other.refused:
        yield f"{other.refused} refused"


def first_views(archive: Archive, some: Sequence[Kind], program: str, views: int, *, peer: bool) -> None:
    """Print what Chromium loads of each kind on a first view, in KB, and when it paints."""
    print(f"first view in Chromium, empty cache; medians of {views}; ms; load {load()}")
    _row("page", "KB", "requests", "FCP", "LCP", "CLS", "", "of which KB")
    with warraq(archive) as ours, datasette(archive) as plain, browser(program) as chromium:
        for kind in some:
            for server, path, name in (
                (ours, kind.paths[0], kind.name),
                (plain, kind.plain[0] if kind.plain else None, "  Datasette's"),
            ):
                if path is None or (server == plain and not peer):
                    continue
                for size, where in ((PHONE, "390"), (DESK, "1280")):
                    url = f"http://127.0.0.1:{server.port}{path}"
                    seen = first_view(chromium, url, size=size, language="ar", runs=views)
                    row = (
                        f"{seen.bytes / 1000:.1f}",
                        str(seen.requests),
                        f"{seen.fcp:.0f}",
                        f"{seen.lcp:.0f}",
                    )
                    verdict = "" if seen.bytes <= MOST else "MISSED"
                    _row(f"{name}, {where} px", *row, f"{seen.cls:.3f}", verdict, told_of(seen.of))
    print()


def many(archive: Archive, some: Sequence[Kind], runs: int) -> None:
    """Print what AT_ONCE get who ask at once."""
    print(f"{AT_ONCE} who ask at once; load {load()}")
    _row("page", "a second", "together", "×", "median ms")
    with warraq(archive) as ours:
        for kind in some:
            if kind.name in TOGETHER:
                got = asked_together(ours, kind.paths, runs)
                ratio = f"{got.together / got.alone:.2f}"
                _row(kind.name, f"{got.alone:.1f}", f"{got.together:.1f}", ratio, _ms(got.middle))
    print()


def beside_a_crawl(archive: Archive, some: Sequence[Kind], runs: int) -> None:
    """Print the server's time while articles are added, on a copy of the index."""
    print(f"while {ADDED} articles are added at a time; ms; load {load()}")
    _row("page", "first", "median", "p95", "to byte 1", "CPU", "KB")
    with tempfile.TemporaryDirectory(prefix="warraq-pages-", dir=archive.root.parent) as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(archive.root, copy)
        other = Archive(copy)

        def added() -> Iterator[None]:
            return crawled(other.index, load_corpus().articles(100_000), 10_000_000, ADDED)

        with warraq(other) as ours, meanwhile(added):
            for kind in some:
                own = asked_in_turn(ours, kind.paths, runs)
                _row(kind.name, *_told(own))
    print()


def _size(archive: Archive) -> int:
    return archive.index.stat().st_size // 1_000_000


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


def _row(name: str, *values: str) -> None:
    print(
        f"{name:<34}" + "".join(f"{value:>11}" if len(value) < 11 else f"  {value}" for value in values),
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
