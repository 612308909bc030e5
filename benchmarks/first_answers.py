"""What the first answers of `/coverage` and `/sources` cost in a process of its own, after a change.

`python -m benchmarks.first_answers FOLDER` asks of an archive that `python -m benchmarks.health` made with
`--keep FOLDER`, or `python -m benchmarks.pages`, adds what one crawl of one outlet brings, asks again, and so
on. It prints milliseconds of CPU, besides the start of Python.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from archive.captures import Outlets
from archive.moments import moment, stamp
from archive.place import Archive
from archive.schema import connect, sqlite3
from benchmarks.health import EVERY, add_crawl
from benchmarks.pages.index import NOTE, put_articles
from benchmarks.search.corpus import OUTLETS, load_corpus

REPORTS, ADDED = 20_000, 20  # reports to choose from; how many a crawl adds
PAGES = ("coverage", "sources")


def main() -> None:
    """Ask, change, ask."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_answers", description=__doc__)
    parser.add_argument("folder", type=Path, help="an archive that one of the two benchmarks made")
    parser.add_argument("--runs", type=int, default=20, help="changes before each page")
    given = parser.parse_args()
    archive = Archive(given.folder)
    with closing(connect(archive.index)) as db:
        changes = _texts(db) if (archive.root / NOTE).exists() else _captures(db, archive)
        for page in PAGES:
            _tell(archive, page, "before", [_first(archive, page)])
            _tell(archive, page, "unchanged", [_first(archive, page) for _ in range(5)])
            _tell(
                archive, page, "after a change", [_after(changes, archive, page) for _ in range(given.runs)]
            )


def _tell(archive: Archive, page: str, when: str, spent: list[float]) -> None:
    late = sorted(spent)[ceil(0.95 * len(spent)) - 1]
    print(f"/{page}, {when}: median {median(spent):.0f} ms, 95 % below {late:.0f} ms, of {len(spent)}")


def _after(changes: Iterator[None], archive: Archive, page: str) -> float:
    next(changes)
    return _first(archive, page)


def _first(archive: Archive, page: str) -> float:
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_asked, archive.root, page).result()


def _asked(root: Path, page: str) -> float:
    from archive.browse.coverage_page import coverage_page
    from archive.browse.site import Asked, Site
    from archive.browse.source_pages import sources_page

    pages: dict[str, Callable[[Site, sqlite3.Connection, Asked], object]]
    pages = {"coverage": coverage_page, "sources": sources_page}
    site = Site(Archive(root), "index")
    with closing(connect(site.archive.index, readonly=True)) as db:
        began = time.process_time()
        pages[page](site, db, Asked(path=f"/{page}"))
        return 1000 * (time.process_time() - began)


def _captures(db: sqlite3.Connection, archive: Archive) -> Iterator[None]:
    """Crawls of one outlet each, as `benchmarks.health` makes them."""
    note = archive.state / "benchmark"
    slugs = [slug for (slug,) in db.execute("SELECT DISTINCT outlet FROM crawls ORDER BY 1")]
    while True:
        now = moment(note.read_text("utf-8")) + EVERY
        note.write_text(stamp(now), encoding="utf-8")
        add_crawl(db, random.choice(slugs), now)
        yield


def _texts(db: sqlite3.Connection) -> Iterator[None]:
    """New reports of one outlet each, as `benchmarks.pages` has them."""
    outlets, reports = Outlets(OUTLETS), list(load_corpus().articles(REPORTS))
    number = random.randrange(10_000_000, 1_000_000_000)
    while True:
        slug = random.choice(sorted({one.outlet for one in reports}))
        some = [one for one in reports if one.outlet == slug]
        some = random.sample(some, min(ADDED, len(some)))
        later = [
            replace(one, number=number + place, url=f"{one.url}-{number + place}")
            for place, one in enumerate(some)
        ]
        number += len(later)
        put_articles(db, later, outlets)
        yield


if __name__ == "__main__":
    main()
