"""The child of `crawlers.live_answers`: captures what a page asks for while it is shown, all recorded.

`python -m` this module with ARCHIVE. Each line of stdin is a JSON object `{"n", "url", "page", "outlet"}`,
and `post` (`content_type`, `accept`, `body` in base64) for what is sent by POST. Each answer is one JSON
line: `n` and where the response's record is, or `n` and the reason why there is none.
Many may be under way at once; when stdin ends, what is under way is given up and the files are let go of.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any, cast

from scrapy.crawler import CrawlerProcess
from scrapy.utils.reactor import install_reactor

from archive.declared import declared
from archive.errors import ArchiveError
from archive.place import Archive, find_archive
from archive.posts import Post, only_asks
from crawlers.answers import redirect_target
from crawlers.capture.handler import CaptureError
from crawlers.capture_process import REACTOR, Dispatcher, settings_for
from crawlers.frontier import REQUISITE
from crawlers.manners import check_room
from crawlers.page_spider import PageSpider
from crawlers.recorded_spider import REDIRECTS
from extractors.outlets import host_outlet
from extractors.urls import UrlError, normalise

AT_ONCE = 32  # requests under way; each host still gets its delay
Asked = dict[str, Any]


class Asking:
    """Answers one line after another, as they come, from the spiders of the outlets that pages belong to."""

    def __init__(self, archive: Archive, process: CrawlerProcess) -> None:
        self._archive = archive
        self._process = process
        self._dispatchers: dict[str, Dispatcher] = {}
        self._places = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self.failed: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def begin(self, asked: Asked) -> None:
        """Start to fetch what a line asks for."""
        task = asyncio.ensure_future(self._answer(asked))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Give up what is under way; returns when the WARCs are let go of."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for dispatcher in self._dispatchers.values():
            await dispatcher.close()

    async def _answer(self, asked: Asked) -> None:
        async with self._places:
            try:
                answer = await self._fetch(asked)
            except (CaptureError, OSError) as error:  # no evidence could be kept: nothing more is fetched
                if not self.failed.done():
                    self.failed.set_result(f"{type(error).__name__}: {error}")
                return
        print(json.dumps({"n": asked["n"], **answer}, ensure_ascii=False), flush=True)

    async def _fetch(self, asked: Asked) -> dict[str, Any]:
        try:
            url: str | None = normalise(asked["url"])
            spider = await self._spider(asked["outlet"], asked["page"])
            check_room(self._archive)
        except (UrlError, ArchiveError) as error:
            return {"reason": str(error)}
        via, post = asked["page"], _post_of(asked)
        if post is not None and not (url and spider.outlet.owns(url) and only_asks(post)):
            return {"reason": "post-refused"}
        for hop in range(self._archive.settings.limits.redirects + 1):
            if url is None:
                return {"reason": "redirect-to-no-web-address"}
            answer = await spider.ask(url, role=REQUISITE, via=via, hops=hop + 1, post=post)
            response, captured = answer.response, answer.captured
            if response is None or captured is None:
                return {"reason": answer.reason or "failed"}
            if response.status not in REDIRECTS:
                return {
                    "record_id": captured.record_id,
                    "kind": captured.kind,
                    "url": url,
                    "captured_at": captured.date,
                    "warc": captured.warc,
                    "offset": captured.offset,
                }
            if post is not None:
                return {"reason": "post-redirected"}
            via, url = url, redirect_target(response)
        return {"reason": "too-many-redirects"}

    async def _spider(self, slug: str, page: str) -> PageSpider:
        if slug not in self._dispatchers:
            known = {outlet.slug: outlet for outlet in declared(self._archive).known}
            forced = known.get(slug) or host_outlet(page.split("/")[2])
            self._dispatchers[slug] = Dispatcher(self._archive, self._process, forced)
        return await self._dispatchers[slug].spider_for(page)


def _post_of(asked: Asked) -> Post | None:
    told = asked.get("post")
    if told is None:
        return None
    body = base64.b64decode(told["body"], validate=True)
    return Post(content_type=told["content_type"], accept=told["accept"], body=body)


def main(arguments: list[str]) -> int:
    """Run with ARCHIVE; returns the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C too, and closes our stdin
    archive = find_archive(explicit=Path(arguments[0]))
    install_reactor(REACTOR)
    from twisted.internet import reactor

    process = CrawlerProcess(settings_for(archive))
    codes: list[int] = []

    async def run() -> None:
        asking = Asking(archive, process)
        lines: asyncio.Queue[Asked | None] = asyncio.Queue()
        threading.Thread(target=_read_lines, args=(asyncio.get_running_loop(), lines), daemon=True).start()
        codes.append(await _serve(asking, lines))
        cast(Any, reactor).stop()

    running: list[asyncio.Future[None]] = []
    cast(Any, reactor).callWhenRunning(lambda: running.append(asyncio.ensure_future(run())))
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    return codes[0] if codes else 1


async def _serve(asking: Asking, lines: asyncio.Queue[Asked | None]) -> int:
    """Answer until the lines end or nothing can be recorded any more; the exit code."""
    try:
        while True:
            line = asyncio.ensure_future(lines.get())
            either: tuple[asyncio.Future[Any], ...] = (line, asking.failed)
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if asking.failed.done():
                line.cancel()
                print(json.dumps({"error": asking.failed.result()}, ensure_ascii=False), flush=True)
                return 1
            asked = line.result()
            if asked is None:
                return 0
            asking.begin(asked)
    finally:
        await asking.close()


def _read_lines(loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[Asked | None]) -> None:
    """Hand on each line of stdin; not through sys.stdin: its lock, held at exit, would abort the process."""
    rest = b""
    while piece := os.read(0, 1 << 16):
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            loop.call_soon_threadsafe(lines.put_nowait, json.loads(line))
    loop.call_soon_threadsafe(lines.put_nowait, None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
