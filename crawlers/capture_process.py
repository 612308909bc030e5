"""The child of `warraq capture`: captures the pages its parent names, one process for all of them.

`python -m` this module with ARCHIVE and, to force one, an outlet's SLUG. The first line of stdin is a JSON
list of URLs; each outcome is one JSON line on stdout. When stdin ends, what is under way is given up and the
files are let go of in good order.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import scrapy.core.downloader.contextfactory  # noqa: F401  soonest: it asks every module loaded for its file
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor

from archive.captures import Outlets
from archive.declared import declared
from archive.errors import ArchiveError
from archive.place import Archive, find_archive
from archive.warcfile import WarcBusyError
from crawlers.manners import contact_needed
from crawlers.page_capture import PageCapture
from crawlers.page_spider import PageSpider
from extractors.outlets import Outlet

AT_ONCE = 16  # pages under way; each host still gets its delay
REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


class Dispatcher:
    """Opens a crawl for each outlet whose pages are asked for, and ends them all together."""

    def __init__(self, archive: Archive, process: CrawlerProcess, forced: Outlet | None) -> None:
        self._archive = archive
        self._process = process
        self._forced = forced
        self._outlets = Outlets(declared(archive).known)
        self._spiders: dict[str, asyncio.Future[PageSpider]] = {}
        self._crawls: list[asyncio.Future[Any]] = []

    async def spider_for(self, url: str) -> PageSpider:
        """The open spider of the outlet that owns `url`, or of the stand-in for its host.

        Raises ContactMissing, AlreadyRunning when another run holds the outlet, ArchiveError.
        """
        allowed = self._process.settings.getbool("WARRAQ_ALLOW_PRIVATE")
        contact_needed([urlsplit(url).netloc], self._archive, allowed)
        outlet = self._forced or self._outlets.owner(url)
        opening = self._spiders.get(outlet.slug)
        if opening is None:
            opening = self._spiders[outlet.slug] = asyncio.ensure_future(self._open(outlet))
        return await asyncio.shield(opening)

    async def _open(self, outlet: Outlet) -> PageSpider:
        names = {"name": outlet.slug, "archive": self._archive, "outlet": outlet}
        crawler = self._process.create_crawler(type(outlet.slug, (PageSpider,), names))
        loop = asyncio.get_running_loop()
        crawling: asyncio.Future[Any] = self._process.crawl(crawler).asFuture(loop)
        while not (isinstance(crawler.spider, PageSpider) and crawler.spider.opened.is_set()):
            done, _ = await asyncio.wait([crawling], timeout=0.01)
            if done:
                try:
                    crawling.result()
                except WarcBusyError as error:
                    raise ArchiveError(str(error)) from error
                raise ArchiveError(f"the capture of {outlet.slug} ended before it began")
        self._crawls.append(crawling)
        return crawler.spider

    async def close(self) -> None:
        """End every crawl; returns when their files are let go of."""
        for spider in await asyncio.gather(*self._spiders.values(), return_exceptions=True):
            if isinstance(spider, PageSpider):
                spider.finished.set()
        await asyncio.gather(*self._crawls, return_exceptions=True)


async def capture_all(
    dispatcher: Dispatcher, urls: list[str], redirects: int, given_up: asyncio.Event
) -> int:
    """Capture the pages, print each outcome; returns the exit code. Ends early when `given_up` is set."""
    capture = PageCapture(dispatcher.spider_for, redirects)
    places = asyncio.Semaphore(AT_ONCE)

    async def one(url: str) -> None:
        async with places:
            outcome = await capture.capture(url)
        print(json.dumps(outcome, ensure_ascii=False), flush=True)

    tasks = [asyncio.ensure_future(one(url)) for url in urls]
    stopping = asyncio.ensure_future(_until(given_up))
    everything = asyncio.ensure_future(_all(tasks))
    try:
        await asyncio.wait({everything, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if everything.done():
            everything.result()
        return 0
    except Exception as error:  # noqa: BLE001  # told to the parent, whatever it is: nothing more is captured
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}, ensure_ascii=False), flush=True)
        return 1
    finally:
        for task in (everything, stopping, *tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await dispatcher.close()


async def _all(tasks: Sequence[asyncio.Future[None]]) -> None:
    await asyncio.gather(*tasks)


async def _until(event: asyncio.Event) -> None:
    await event.wait()


def settings_for(archive: Archive) -> Settings:
    """The settings floor without frontier and pipeline; each outlet's spider puts its own on top."""
    settings = Settings()
    settings.setmodule("crawlers.settings")
    for name, value in {
        "WARRAQ_ARCHIVE_ROOT": str(archive.root),
        "ITEM_PIPELINES": {},
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "LOG_FILE": str(archive.state / "capture.log"),
        "STATS_DUMP": False,
    }.items():
        settings.set(name, value, priority="cmdline")
    return settings


def main(arguments: list[str]) -> int:
    """Run with ARCHIVE and perhaps SLUG; returns the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C too, and closes our stdin
    archive = find_archive(explicit=Path(arguments[0]))
    forced = archive.outlet(arguments[1]) if arguments[1:] else None
    install_reactor(REACTOR)
    from twisted.internet import reactor

    process = CrawlerProcess(settings_for(archive))
    line = _read_line()
    codes: list[int] = []

    async def run() -> None:
        given_up = asyncio.Event()
        loop = asyncio.get_running_loop()
        threading.Thread(target=_watch_stdin, args=(loop, given_up), daemon=True).start()
        dispatcher = Dispatcher(archive, process, forced)
        codes.append(
            await capture_all(dispatcher, json.loads(line), archive.settings.limits.redirects, given_up)
        )
        cast(Any, reactor).stop()

    running: list[asyncio.Future[None]] = []
    cast(Any, reactor).callWhenRunning(lambda: running.append(asyncio.ensure_future(run())))
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    return codes[0] if codes else 1


def _read_line() -> bytes:
    """The first line of stdin; not through sys.stdin, whose lock, held at exit, would abort the process."""
    line = b""
    while not line.endswith(b"\n") and (piece := os.read(0, 1 << 16)):
        line += piece
    return line


def _watch_stdin(loop: asyncio.AbstractEventLoop, given_up: asyncio.Event) -> None:
    while os.read(0, 1 << 10):
        pass
    loop.call_soon_threadsafe(given_up.set)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
