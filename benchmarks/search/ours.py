"""`python -m benchmarks.search.ours INDEX QUERIES RUNS`: our searches, timed in a process of their own.

QUERIES is a JSON file: class -> list of [query, outlet, year]. Prints one JSON document; see `Answers`.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive.peak import peak_memory
from archive.schema import connect, sqlite3
from archive.search import find
from archive.search_facets import count_facets
from archive.search_ranking import Sort, rank
from archive.search_scope import Filters, Scope, read_query, scope_of
from archive.synonyms import shipped
from benchmarks.processes import run
from benchmarks.search.queries import Asked
from benchmarks.search.timing import Timing, time_all

LIMIT = 20  # hits
TITLES = (
    "SELECT v.article_id, v.title, v.published_at FROM json_each(?) one"
    " CROSS JOIN versions v ON v.doc_id = one.value"
)
Searches = Mapping[str, Callable[[Asked], int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Timings by class and variant, matches by class, and the most memory the process held, bytes."""

    timings: Mapping[tuple[str, str], Sequence[Timing]]
    matches: Mapping[str, Sequence[int]]
    peak: int


def searches(db: sqlite3.Connection) -> Searches:
    """Searches as a user would have them, by variant; each gives its number of hits."""
    return {
        "rank": lambda asked: _listed(db, asked.query, "rank"),
        "shown": lambda asked: len(find(db, asked.query, limit=LIMIT).hits),
        "filtered": lambda asked: len(
            find(
                db,
                asked.query,
                outlets=[asked.outlet],
                from_=date(asked.year, 1, 1),
                to=date(asked.year, 12, 31),
                limit=LIMIT,
            ).hits
        ),
        "date": lambda asked: _listed(db, asked.query, "date"),
        "facets": lambda asked: count_facets(db, _scope(db, asked.query), look_up=False).articles,
    }


def _listed(db: sqlite3.Connection, query: str, sort: Sort) -> int:
    """The hits of `find` with what a list of titles shows, without snippets."""
    page = rank(db, _scope(db, query), sort, LIMIT, None).page
    return len(db.execute(TITLES, (json.dumps([place.doc_id for place in page]),)).fetchall())


def _scope(db: sqlite3.Connection, query: str) -> Scope:
    scope = scope_of(read_query(db, query, shipped()), Filters())
    assert scope is not None, query
    return scope


def count_matches(db: sqlite3.Connection, query: str) -> int:
    """How many articles match."""
    expression = read_query(db, query, shipped()).match
    if not expression:
        return 0
    (count,) = db.execute(
        "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", (expression,)
    ).fetchone()
    return int(count)


def ask_ours(index: Path, queries: Mapping[str, Sequence[Asked]], runs: int, folder: Path) -> Answers:
    """Ask our index in a process of its own; a file for it is written into the folder."""
    file = folder / "queries.json"
    rows = {name: [asdict(one) for one in asked] for name, asked in queries.items()}
    file.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    printed = run("benchmarks.search.ours", [str(index), str(file), str(runs)]).printed
    return Answers(
        timings={
            (name, variant): [Timing(**one) for one in rows]
            for name, variants in printed["timings"].items()
            for variant, rows in variants.items()
        },
        matches=printed["matches"],
        peak=printed["peak"],
    )


def main(index: str, file: str, runs: str) -> None:
    """Ask everything, and print what it took."""
    classes = json.loads(Path(file).read_text(encoding="utf-8"))
    with closing(connect(Path(index), readonly=True)) as db:
        print(json.dumps(_answers(db, classes, int(runs))))


def _answers(
    db: sqlite3.Connection, classes: Mapping[str, Sequence[dict[str, Any]]], runs: int
) -> dict[str, Any]:
    queries = {name: [Asked(**row) for row in rows] for name, rows in classes.items()}
    timings = {
        name: {
            variant: [asdict(one) for one in time_all(ask, asked, runs)]
            for variant, ask in searches(db).items()
        }
        for name, asked in queries.items()
    }
    peak = peak_memory()
    matches = {name: [count_matches(db, one.query) for one in asked] for name, asked in queries.items()}
    return {"timings": timings, "matches": matches, "peak": peak}


if __name__ == "__main__":
    main(*sys.argv[1:4])
