"""`python -m benchmarks.search`: builds an index of any size, and prints what it costs and how it answers.

Other engines get the same articles and queries in the same run. What the search finds is measured after what
it costs: word pairs, known reports, and queries that no person would type. Exit code 0 whether targets are
met or not, 1 when a measurement broke or a query failed.
"""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from archive.peak import peak_memory
from archive.schema import connect
from benchmarks import machine
from benchmarks.processes import BrokenMeasurement
from benchmarks.search import fuzz, known_items, stemming
from benchmarks.search.build import ADDED, ROUNDS, add_some, analyse_again, fill, new_archive, sizes
from benchmarks.search.corpus import Corpus, load_corpus
from benchmarks.search.ours import ask_ours, count_matches
from benchmarks.search.peers import Filled, NoPeer, Peer, running
from benchmarks.search.postgres import server
from benchmarks.search.queries import Asked, draw
from benchmarks.search.tables import Engine, build_table, peer_table, query_table

POSTGRES_MOST = 200_000  # articles that PostgreSQL is given
ODD = 20_000  # queries; `python -m benchmarks.search.fuzz` puts ten times as many
VARIANTS = ("rank", "shown", "filtered", "date", "facets")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.keep and (given.keep / "archive").exists():
        parser.error(f"{given.keep} holds an index already: query it with --index")
    command = "python -m benchmarks.search " + " ".join(sys.argv[1:] if arguments is None else arguments)
    print(f"command   {command.strip()}", *machine.describe(), sep="\n", flush=True)
    try:
        if given.keep:
            given.keep.mkdir(parents=True, exist_ok=True)
            return _measure(given, given.keep)
        with tempfile.TemporaryDirectory(prefix="warraq-bench-search-") as folder:
            return _measure(given, Path(folder))
    except BrokenMeasurement as error:
        print(f"a measurement broke: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--articles", type=_count, default=200_000, help="how many to search in")
    parser.add_argument("--runs", type=_count, default=3, help="times that each query is timed")
    parser.add_argument("--no-peers", action="store_true", help="without tantivy and PostgreSQL")
    parser.add_argument("--alone", action="store_true", help="what it costs, and not what it finds")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the index in this folder")
    parser.add_argument("--index", type=Path, metavar="DIR", help="query what --keep kept, build nothing")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _measure(given: argparse.Namespace, folder: Path) -> int:
    corpus = load_corpus()
    print(f"corpus    {given.articles:,} articles mixed from {corpus.origin}", flush=True)
    index = given.index / "archive" / "index.db" if given.index else _build(corpus, given.articles, folder)
    with closing(connect(index, readonly=True)) as db:
        (count,) = db.execute("SELECT count(*) FROM versions").fetchone()
        queries = draw(corpus.articles(count), lambda query: count_matches(db, query))
    _tell("asking our own index")
    answers = ask_ours(index, queries, given.runs, folder)
    ours = Engine(name=f"ours at {count:,}", timings=answers.timings, matches=answers.matches)
    _tell(query_table(ours, []))  # the others take long
    engines, filled = ([], []) if given.no_peers else _peers(corpus, count, given.runs, queries, folder)
    if filled:
        print("", "filling other engines", peer_table(filled), sep="\n")
    print("", "queries, warm: CPU in ms, median / 95th percentile", query_table(ours, engines), sep="\n")
    print(f"our process held {answers.peak >> 20:,} MiB at most while it searched", flush=True)
    return 0 if given.alone else _find(index)


def _find(index: Path) -> int:
    """Measure what the search finds; 1 when a query failed."""
    print("", "word pairs: which words the analyser takes for one", sep="\n")
    stemming.main([])
    print("", "known reports: queries of four remembered words", sep="\n", flush=True)
    known_items.main([])
    print("", "queries that no person would type, put to the index above", sep="\n", flush=True)
    return fuzz.main(["--count", str(ODD), "--index", str(index)])


def _build(corpus: Corpus, count: int, folder: Path) -> Path:
    archive = new_archive(folder / "archive")
    _tell("filling our own index")
    stream = corpus.articles(count)
    last = min(ADDED * ROUNDS, count // 2)
    built = fill(archive, islice(stream, count - last))
    size = sizes(archive.index)
    added = add_some(archive.index, stream)
    _tell("analysing it again")
    again = analyse_again(archive)
    print("", "building", build_table(built, size, again, added, peak_memory() or 0), sep="\n", flush=True)
    return archive.index


def _peers(
    corpus: Corpus, count: int, runs: int, queries: Mapping[str, Sequence[Asked]], folder: Path
) -> tuple[list[Engine], list[Filled]]:
    engines, filled = [], []

    def measure(peer: Peer, most: int) -> None:
        _tell(f"filling {peer.engine}")
        filled.append(peer.fill(corpus.articles(most)))  # fewer are spread over the same years
        _tell(f"asking {peer.engine}")
        engines.append(_asked(peer, f"{peer.engine} at {most:,}", queries, runs))

    try:
        place = folder / "tantivy"
        place.mkdir()
        with running("tantivy", place) as peer:
            measure(peer, count)
    except NoPeer as error:
        print(f"without tantivy: {error}")
    try:
        with (
            tempfile.TemporaryDirectory(prefix="warraq-postgres-") as own,
            server(Path(own)) as sockets,
            running("postgres", sockets) as peer,
        ):
            measure(peer, min(count, POSTGRES_MOST))
    except NoPeer as error:
        print(f"without PostgreSQL: {error}")
    return engines, filled


def _asked(peer: Peer, name: str, queries: Mapping[str, Sequence[Asked]], runs: int) -> Engine:
    timings = {
        (kind, variant): peer.time(variant, asked, runs)
        for kind, asked in queries.items()
        for variant in VARIANTS
    }
    matches = {kind: peer.counts([one.query for one in asked]) for kind, asked in queries.items()}
    return Engine(name=name, timings=timings, matches=matches)


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
