"""An index to show pages of: mixed articles with what a reader finds in them, some of them changed once."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from archive.analysers import prepare_analyser
from archive.batches import Batch, Entry
from archive.captures import Outlets
from archive.outlet_rows import sync_outlets
from archive.place import MARKER, Archive, init_archive
from archive.refill import optimise
from archive.schema import SCHEMA, connect, sqlite3
from archive.store import put_batch
from benchmarks.search.build import BATCH, batches
from benchmarks.search.corpus import OUTLETS, Article, load_corpus
from benchmarks.search.rows import WARC, entry_of
from extractors.arabic import analyser
from extractors.attributions import find_attributions

ONE_IN = 12  # articles of which one was captured again with another text
NOTE = "pages.json"


def build(folder: Path, count: int) -> Archive:
    """The archive of `count` articles in the folder, made unless the same one stands there already."""
    archive, note = Archive(folder), folder / NOTE
    wanted = {"articles": count, "schema": SCHEMA, "analyser": analyser().version}
    if note.is_file() and json.loads(note.read_text()) == wanted:
        return archive
    if not (folder / MARKER).is_file():
        init_archive(folder)
    archive.index.unlink(missing_ok=True)
    fill(archive, load_corpus().articles(count))
    note.write_text(json.dumps(wanted))
    return archive


def fill(archive: Archive, articles: Iterator[Article]) -> None:
    """Put the articles into the archive's index, and then the later texts of one in ONE_IN."""
    db = connect(archive.index)
    try:
        db.execute("PRAGMA synchronous=OFF")
        prepare_analyser(db, archive)
        outlets = Outlets(OUTLETS)
        sync_outlets(db, outlets)
        changed: list[Article] = []
        number = 0
        for batch in batches(articles, BATCH):
            changed += batch[::ONE_IN]
            number = batch[-1].number + 1
            _put(db, [_entry(one) for one in batch], outlets)
        for batch in batches(iter(changed), BATCH):
            later = [replace(one, number=number + at) for at, one in enumerate(batch)]
            number += len(later)
            _put(db, [_later(one) for one in later], outlets)
        optimise(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        db.close()


def crawled(index: Path, articles: Iterator[Article], first: int, size: int) -> Iterator[None]:
    """Add articles to the index, `size` in each transaction, as a crawl does; numbers go on from `first`."""
    db = connect(index)
    try:
        outlets = Outlets(OUTLETS)
        for batch in batches(articles, size):
            later = [
                replace(one, number=first + one.number, url=f"{one.url}-{first + one.number}")
                for one in batch
            ]
            put_articles(db, later, outlets)
            yield
    finally:
        db.close()


def put_articles(db: sqlite3.Connection, articles: list[Article], outlets: Outlets) -> None:
    """Add articles to the index in one transaction, as a crawl does."""
    _put(db, [_entry(one) for one in articles], outlets)


def _entry(article: Article) -> Entry:
    found = [asdict(one) for one in find_attributions(article.body)]
    image = {"url": f"{article.url}.jpg", "caption": article.title, "credit": None}
    finds: dict[str, Any] = {"attributions": found, "images": [image]}
    return entry_of(article, finds)


def _later(article: Article) -> Entry:
    """The article as it was captured two days later: its title changed, its last paragraph gone."""
    paragraphs = article.body.split("\n")
    body = "\n".join(paragraphs[:-1]).strip() or article.body
    entry = _entry(replace(article, title=f"{article.title} (محدّث)", body=body))
    assert entry.version is not None
    day = date.fromisoformat(article.published_date) + timedelta(days=2)
    told = {"captured_at": f"{day}T08:15:00Z"}
    return replace(entry, capture=replace(entry.capture, **told), version=replace(entry.version, **told))


def _put(db: sqlite3.Connection, entries: list[Entry], outlets: Outlets) -> None:
    db.execute("BEGIN IMMEDIATE")
    db.execute("PRAGMA defer_foreign_keys=ON")
    last = entries[-1].capture
    batch = Batch(entries=entries, records=len(entries))
    put_batch(db, WARC, batch, last.offset + last.length, outlets)
    db.execute("COMMIT")


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
