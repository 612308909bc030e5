"""Queries that no person would type: `python -m benchmarks.search.fuzz --count 200000 [--index FILE]`.

Every query is read with synonyms and outlets' names, put to SQLite and, when it finds nothing, tried for a
suggestion (every tenth one). Nothing may raise, and no query may take a second of CPU. Without an index, the
queries are put to one of generated reports in memory. Exit code 0 when all is well, 1 otherwise. The time on
the clock is told as well: on a machine that is shared it counts what others do, too.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.query import parse_query
from archive.schema import connect, sqlite3
from archive.search import search
from archive.snippets import cut_snippet
from archive.suggestions import suggest
from archive.synonyms import parse_synonyms
from benchmarks.search.odd_queries import OUTLETS, SYNONYMS, WORDS, queries, small_index
from extractors.arabic import Analyser, analyser

LIMIT = 1.0  # seconds of CPU that no query may take
BOUND = 20_000  # matches ranked, as a search does
SUGGEST_EACH = 10

FIND = "SELECT rowid, rank FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?"


@dataclass(slots=True)
class Outcome:
    """How the queries went; `slowest` (in CPU), `longest` (on the clock) and `errors` name queries."""

    count: int = 0
    answered: int = 0
    suggested: int = 0
    slow: int = 0
    slowest: tuple[float, str] = (0.0, "")
    long: int = 0
    longest: tuple[float, str] = (0.0, "")
    seconds: float = 0.0
    errors: list[tuple[str, str]] = field(default_factory=list)


def put(db: sqlite3.Connection, asked: Iterator[str], reader: Analyser, *, whole: bool = False) -> Outcome:
    """Read every query, put it to the index, and cut a snippet for it.

    `whole`: the index is an archive's, and is searched as `warraq search` does.
    """
    synonyms = parse_synonyms(SYNONYMS, "fuzz")
    outcome = Outcome()
    passage = " ".join(WORDS * 4)
    for text in asked:
        start, started = time.perf_counter(), time.process_time()
        try:
            query = parse_query(text, analyser=reader, synonyms=synonyms, outlets=OUTLETS)
            if whole:
                found = [*search(db, text)]
            else:
                found = db.execute(FIND, (query.match, BOUND)).fetchall() if query.match else []
                cut_snippet(passage, query.patterns)
            if not found and outcome.count % SUGGEST_EACH == 0:
                better = suggest(db, text, analyser=reader, synonyms=synonyms, outlets=OUTLETS)
                outcome.suggested += better is not None
            outcome.answered += bool(found)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for here
            outcome.errors.append((text, repr(error)))
        waited, taken = time.perf_counter() - start, time.process_time() - started
        outcome.count += 1
        outcome.seconds += taken
        outcome.slow += taken > LIMIT
        outcome.slowest = max(outcome.slowest, (taken, text))
        outcome.long += waited > LIMIT
        outcome.longest = max(outcome.longest, (waited, text))
    return outcome


def main(arguments: Sequence[str] | None = None) -> int:
    """Put the queries and print how they went; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=200_000, help="queries")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--index", help="an index.db to put them to, read only")
    given = parser.parse_args(arguments)
    db = connect(Path(given.index), readonly=True) if given.index else small_index()
    outcome = put(db, queries(given.count, given.seed), analyser(), whole=given.index is not None)
    print(f"queries    {outcome.count} of seed {given.seed}, in {outcome.seconds:.0f} s of CPU")
    print(f"answered   {outcome.answered}, suggestions {outcome.suggested}")
    print(f"errors     {len(outcome.errors)}")
    for clock, over, (taken, text) in (
        ("of CPU", outcome.slow, outcome.slowest),
        ("waited", outcome.long, outcome.longest),
    ):
        print(f"over {LIMIT} s  {clock}: {over}; the most {taken:.3f} s: {text[:80]!r}")
    for text, error in outcome.errors[:10]:
        print(f"           {error}: {text[:200]!r}", file=sys.stderr)
    return int(bool(outcome.errors or outcome.slow))


if __name__ == "__main__":
    sys.exit(main())
