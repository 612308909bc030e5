"""An index filled through the project's own road into it, with what that costs."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

from archive.analysers import prepare_analyser
from archive.batches import Batch, Entry
from archive.captures import Outlets
from archive.outlet_rows import sync_outlets
from archive.place import Archive
from archive.rebuild import rebuild_search
from archive.refill import optimise
from archive.schema import connect, sqlite3
from archive.store import put_batch
from benchmarks.search.corpus import OUTLETS, Article
from benchmarks.search.rows import WARC, entry_of

BATCH = 500  # articles of one transaction
ADDED = 100  # articles that are added to a finished index
ROUNDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of CPU and by the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What filling took, without the making of articles; sizes are bytes, `text` of titles and bodies."""

    articles: int
    words: int
    text: int
    cost: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """Bytes on the disk: of the whole file, and of what serves search alone."""

    file: int
    search: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """What it took to analyse the stored articles again."""

    articles: int
    cost: Cost


class Meter:
    """Adds up what happens between `with meter:` and its end."""

    def __init__(self) -> None:
        self.costs: list[Cost] = []

    def __enter__(self) -> None:
        self._began = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        cpu, wall = self._began
        self.costs.append(Cost(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall))

    @property
    def total(self) -> Cost:
        """All of it."""
        return Cost(cpu=sum(one.cpu for one in self.costs), wall=sum(one.wall for one in self.costs))


def new_archive(folder: Path) -> Archive:
    """An archive in the folder with nothing in it."""
    archive = Archive(folder)
    archive.state.mkdir(parents=True, exist_ok=True)
    return archive


def fill(archive: Archive, articles: Iterable[Article]) -> Built:
    """Put the articles into the archive's index, as ingest puts what it has read, in batches of BATCH."""
    meter = Meter()
    count = words = text = 0
    db = connect(archive.index)
    try:
        db.execute("PRAGMA synchronous=OFF")  # as in a rebuild: a killed one starts over
        prepare_analyser(db, archive)
        outlets = Outlets(OUTLETS)
        sync_outlets(db, outlets)
        for batch in batches(articles, BATCH):
            count += len(batch)
            words += sum(len(one.body.split()) for one in batch)
            text += sum(one.size for one in batch)
            entries = [entry_of(one) for one in batch]  # what readers give: no work of the index
            with meter:
                _add(db, entries, outlets)
        with meter:
            optimise(db)  # as at a rebuild's end
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()
    return Built(articles=count, words=words, text=text, cost=meter.total)


def add_some(index: Path, articles: Iterable[Article]) -> Cost:
    """What adding ADDED articles to the index takes in one transaction: medians of as many as there are."""
    meter = Meter()
    db = connect(index)
    try:
        outlets = Outlets(OUTLETS)
        for batch in batches(articles, ADDED):
            entries = [entry_of(one) for one in batch]
            with meter:
                _add(db, entries, outlets)
    finally:
        db.close()
    return Cost(cpu=median(one.cpu for one in meter.costs), wall=median(one.wall for one in meter.costs))


def analyse_again(archive: Archive) -> Analysed:
    """What `warraq rebuild --search` takes."""
    meter = Meter()
    with meter:
        count = rebuild_search(archive)
    return Analysed(articles=count, cost=meter.total)


def sizes(index: Path) -> Sizes:
    """How large the index is. The pages of search are counted by freeing them, which is then taken back."""
    db = connect(index)
    try:
        (page,) = db.execute("PRAGMA page_size").fetchone()
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute("BEGIN IMMEDIATE")
        (before,) = db.execute("PRAGMA freelist_count").fetchone()
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
        db.execute("DELETE FROM search_rows")
        db.execute("DELETE FROM filings")
        (after,) = db.execute("PRAGMA freelist_count").fetchone()
        db.execute("ROLLBACK")
    finally:
        db.close()
    return Sizes(file=(pages - before) * page, search=(after - before) * page)


def _add(db: sqlite3.Connection, entries: list[Entry], outlets: Outlets) -> None:
    """Put what was read into the index in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("PRAGMA defer_foreign_keys=ON")
    last = entries[-1].capture
    put_batch(db, WARC, Batch(entries=entries, records=len(entries)), last.offset + last.length, outlets)
    db.execute("COMMIT")


def batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """The articles, `size` at a time."""
    rest = iter(articles)
    while batch := list(islice(rest, size)):
        yield batch
