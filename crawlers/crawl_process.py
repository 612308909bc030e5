"""One outlet's crawl in a process of its own: `python -m crawlers.crawl_process`. It writes WARCs, no index.

Its log goes to state/SLUG.log; its last line on stdout is one JSON document for the parent.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import scrapy.core.downloader.contextfactory  # noqa: F401  soonest: it asks every module loaded for its file
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from archive.day_requests import DAY_FULL, most_of, requests_of
from archive.errors import ArchiveError
from archive.peak import peak_memory
from archive.place import Archive, find_archive
from archive.warcfile import WarcBusyError
from crawlers.capture.session import session_of
from crawlers.crawl_log import log_path
from crawlers.frontier import FrontierError
from crawlers.memory import limit_memory
from crawlers.spiderloader import SpiderCodeError, spider_class
from extractors.outlets import OutletError

OUT_OF_TIME = "closespider_timeout"  # as Scrapy says it; the next crawl goes on where this one was
ENDED_WELL = ("finished", OUT_OF_TIME)


def settings_for(archive: Archive, slug: str, seconds: float = 0) -> Settings:
    """The settings floor, with no item pipeline and a log file; the crawl ends by itself after `seconds`."""
    settings = Settings()
    settings.setmodule("crawlers.settings")
    for name, value in {
        "WARRAQ_ARCHIVE_ROOT": str(archive.root),
        "ITEM_PIPELINES": {},
        "LOG_FILE": str(log_path(archive, slug)),
        "CLOSESPIDER_TIMEOUT": seconds,
        "MEMUSAGE_LIMIT_MB": archive.settings.schedule.crawl_memory_mb,
    }.items():
        settings.set(name, value, priority="cmdline")
    return settings


def run(
    archive: Archive,
    slug: str,
    arguments: dict[str, str],
    *,
    end_with_parent: bool = False,
    seconds: float = 0,
) -> dict[str, Any]:
    """Crawl the outlet; what the crawl counted. Raises what keeps it from beginning.

    With `end_with_parent` the crawl stops in good order when stdin ends, as when the parent is killed.
    """
    outlet = archive.outlet(slug)
    if requests_of(archive, slug, datetime.now(UTC)) >= most_of(archive.settings, outlet):
        return {"slug": slug, "reason": DAY_FULL, "ledger": {}, "requests": 0, "seeds_read": 0}
    process = CrawlerProcess(settings_for(archive, slug, seconds), install_root_handler=True)
    crawler = process.create_crawler(spider_class(archive, outlet))
    failures: list[BaseException] = []

    def note(failure: Failure) -> None:
        failures.append(failure.value or RuntimeError(str(failure)))

    crawling: Deferred[None] = process.crawl(crawler, **arguments)
    crawling.addErrback(note)
    if end_with_parent:
        threading.Thread(target=_stop_at_end_of_stdin, args=(process,), daemon=True).start()
    _settle()
    process.start()
    if failures:
        raise failures[0]
    stats = crawler.stats.get_stats() if crawler.stats is not None else {}
    counts = {name.rpartition("/")[2]: n for name, n in stats.items() if name.startswith("warraq/ledger/")}
    error = stats.get("warraq/error")
    jumped = session_of(crawler).clock.jumped
    return ({"error": error} if error else {}) | {
        "slug": slug,
        "reason": stats.get("finish_reason", "unknown"),
        "ledger": counts,
        "requests": stats.get("downloader/request_count", 0),
        "articles_captured": stats.get("item_scraped_count", 0),
        "seeds_read": stats.get("warraq/seeds_read", 0),
        "seeds_failed": stats.get("warraq/seeds_failed", 0),
        "seed_problems": stats.get("warraq/seed_problems", []),
        "unexplained": stats.get("warraq/unexplained", 0),
        "clock_jump_seconds": None if jumped is None else round(jumped),
        "peak_memory_bytes": peak_memory() or stats.get("memusage/max"),
    }


def _stop_at_end_of_stdin(process: CrawlerProcess) -> None:
    from twisted.internet import reactor

    while os.read(0, 1 << 10):  # not through sys.stdin: its lock, held at exit, would abort the process
        pass
    cast(Any, reactor).callFromThread(process.stop)


def _settle() -> None:
    """What is imported by now stays: no collection need look at it again (each held the reactor 70 ms).

    And the reactor does not wait the usual 5 ms for a thread that reads a feed or writes a record.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(0.0005)


def main(arguments: list[str]) -> int:
    """Parse, crawl, print. Exit codes: 0 ok, 1 error, 3 the outlet failed, 5 another run holds it."""
    parser = argparse.ArgumentParser(prog="crawl_process")
    parser.add_argument("archive", type=Path)
    parser.add_argument("slug")
    parser.add_argument("--end-with-parent", action="store_true", help="stop when stdin ends")
    for name in ("since", "until", "limit"):
        parser.add_argument(f"--{name}")
    parser.add_argument("--seconds", type=float, default=0, help="end in good order after so long")
    given = parser.parse_args(arguments)
    wanted = {n: v for n in ("since", "until", "limit") if (v := getattr(given, n)) is not None}
    try:
        archive = find_archive(explicit=given.archive)
        limit_memory(archive.settings.schedule.crawl_memory_mb)
        result = run(
            archive, given.slug, wanted, end_with_parent=given.end_with_parent, seconds=given.seconds
        )
    except ArchiveError as error:
        return _failed(given.slug, error, error.exit_code)
    except WarcBusyError as error:
        return _failed(given.slug, error, 5)
    except (OutletError, FrontierError, SpiderCodeError, ValueError, OSError) as error:
        return _failed(given.slug, error, 1)
    print(json.dumps(result, ensure_ascii=False), flush=True)
    if result["reason"] == DAY_FULL:
        return 0
    failed = result["reason"] not in ENDED_WELL or result["unexplained"] or not result["seeds_read"]
    return 3 if failed else 0


def _failed(slug: str, error: BaseException, code: int) -> int:
    print(
        json.dumps({"slug": slug, "error": str(error) or type(error).__name__}, ensure_ascii=False),
        flush=True,
    )
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
