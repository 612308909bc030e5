"""`python -m benchmarks.search.known_items`: does a query of four remembered words find its report?

Reports of the measuring corpus, or of our own newsroom where there is none, are put among many that are mixed
of sentences which none of them holds, and looked for by queries that are drawn from them (see `remembering`).
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from archive.schema import connect, sqlite3
from archive.search import search
from benchmarks.quality.material import Story, load_material
from benchmarks.search.build import fill, new_archive
from benchmarks.search.corpus import Article, load_corpus
from benchmarks.search.judging import Judge, ours
from benchmarks.search.remembering import SEED, Item, draw, know
from extractors.lexicon import word_lists

ARTICLES, TARGETS = 100_000, 1000
FEWEST = 4  # reports to mix from, for each that is looked for
LOOKED = 100  # hits that are looked through for the report
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


def misses(found: Sequence[Found], judge: Judge) -> list[str]:
    """Give the queries whose report is not in the top ten, a line each, and the words the judge parts."""
    return [_miss(one, judge) for one in found if not is_listed(one)]


def _miss(found: Found, judge: Judge) -> str:
    parted = [word for word in found.item.words if not judge(word.typed, word.printed)]
    why = "; ".join(f"{word.typed} does not find {word.printed}" for word in parted)
    return f"{found.item.query}: rank {found.rank or '-'} of {found.hits}; {why or 'all words are found'}"


def numbers_of(articles: Iterable[Article], numbers: dict[str, int]) -> Iterator[Article]:
    """Give the articles on, and note the number of each report that is looked for by its address."""
    for article in articles:
        if article.target is not None:
            numbers[article.url] = article.target
        yield article


def asking(db: sqlite3.Connection, numbers: dict[str, int]) -> Ask:
    """Give our search in this index as an `Ask`; -1 stands for a mixed article."""
    return lambda query: [numbers.get(hit.url, -1) for hit in search(db, query, limit=LOOKED)]


def measure(targets: Sequence[Story], items: Sequence[Item], count: int, folder: Path) -> list[Found]:
    """Build an index of `count` articles in the folder, the targets among them, and ask it every query."""
    numbers: dict[str, int] = {}
    archive = new_archive(folder)
    articles = load_corpus(without=targets).articles(count, targets=targets)
    fill(archive, numbers_of(articles, numbers))
    with closing(connect(archive.index, readonly=True)) as db:
        return list(look_up(items, asking(db, numbers)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search.known_items", description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many to search in")
    parser.add_argument("--targets", type=int, default=TARGETS, help="how many to look for")
    parser.add_argument("--seed", type=int, default=SEED, help="draw other reports and queries")
    parser.add_argument("--misses", action="store_true", help="list the queries that miss their report")
    chosen = parser.parse_args(arguments)
    material, lists = load_material(), word_lists()
    known = know(material.stories, lists.plurals, frozenset(one.masculine for one in lists.adjectives))
    most = min(chosen.targets, len(material.stories) // FEWEST, chosen.articles)
    targets, items = draw(material.stories, known, most, chosen.seed)
    print(f"{len(items):,} reports of {material.origin}, among {chosen.articles:,}", flush=True)
    with tempfile.TemporaryDirectory(prefix="warraq-known-items-") as folder:
        found = measure(targets, items, chosen.articles, Path(folder))
    print(summary(found))
    if chosen.misses:
        print("", *misses(found, ours), sep="\n")


if __name__ == "__main__":
    main()
