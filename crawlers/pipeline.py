"""From a Sighting to an article: the archive's ingest reads the record just written, in a thread beside.

The item that leaves is what was indexed, so `scrapy crawl SLUG -O out.jsonl` exports articles; what the
reader refuses is dropped and counted. Under `warraq crawl` the parent ingests and this pipeline is off.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from dataclasses import dataclass
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive.ingest import Ingest, Outcome, outcome_of
from archive.log_commands import attest_and_tell
from archive.own_warcs import own_files
from archive.place import Archive
from archive.show import show
from crawlers.capture.session import close_session, session_of
from crawlers.sighting import Sighting

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    sighting: Sighting
    future: asyncio.Future[tuple[Outcome, dict[str, Any] | None]]
    loop: asyncio.AbstractEventLoop


class ReadingPipeline:
    """Waits for each sighting to be in the index and passes the article on."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        identity = session_of(crawler).identity
        self._archive = identity.archive
        self._reading = IngestThread(identity.archive, identity.slug)
        crawler.signals.connect(self._end, signals.engine_stopped)
        crawler.signals.connect(self._tell_what_is_not_done, signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ReadingPipeline:
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Sighting):
            return item
        outcome, article = await self._reading.read(item)
        if article is not None:
            return article
        reason = outcome.reading or "not-a-page"
        if self._crawler.stats is not None:
            self._crawler.stats.inc_value(f"warraq/not_an_article/{reason}")
        raise DropItem(f"{item.url}: {reason}", log_level="INFO")

    def _tell_what_is_not_done(self, spider: Any) -> None:
        """Say once which settings of the outlet `scrapy crawl` does not follow."""
        if spider.outlet.render:
            logger.warning(
                "%s says `render = true`, and `scrapy crawl` shows no page in a browser: those that scripts"
                " fill are captured and wait. `warraq crawl %s` reads them.",
                *(spider.outlet.slug,) * 2,
            )
        if spider.outlet.shot:
            logger.warning(
                "%s says `shot`, and `scrapy crawl` takes no pictures; `warraq crawl %s` does.",
                *(spider.outlet.slug,) * 2,
            )

    async def _end(self) -> None:
        await close_session(self._crawler)  # its last event is in the WARC then
        await asyncio.to_thread(self._reading.stop)
        await asyncio.to_thread(attest_and_tell, self._archive)


class IngestThread:
    """Brings an outlet's WARC into the index while the crawl writes it; answers as batches are committed."""

    def __init__(self, archive: Archive, slug: str) -> None:
        self._archive = archive
        self._slug = slug
        self._queue: queue.Queue[_Asked | None] = queue.Queue()
        self._asked: dict[str, _Asked] = {}
        self._told: dict[str, Outcome] = {}
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="ingest")
        self._thread.start()

    async def read(self, sighting: Sighting) -> tuple[Outcome, dict[str, Any] | None]:
        """What became of a sighting, once it is indexed; the article as `show` gives it, if it is one."""
        loop = asyncio.get_running_loop()
        asked = _Asked(sighting, loop.create_future(), loop)
        self._queue.put(asked)
        return await asked.future

    def stop(self) -> None:
        """Index what is left and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        try:
            self._ingest_until_the_end()
        except Exception as error:  # told to whoever waits, or the crawl would wait forever
            logger.exception("Indexing ended; the crawl goes on, and `warraq crawl` indexes what it captures")
            while not self._ending:
                self._answer(set(self._asked), error)
                self._note(self._queue.get())

    def _ingest_until_the_end(self) -> None:
        with Ingest(self._archive, on_exchange=self._on_exchange) as ingest:
            self._ingest = ingest
            ending = False
            while not ending:
                if not self._asked and not self._ending:
                    self._note(self._queue.get())
                self._drain()
                known = set(self._asked)
                ending = self._ending  # when it is said during what follows, one more round is due
                try:
                    self._catch_up(all_files=ending)
                except Exception as error:  # told to whoever waits; the thread goes on
                    logger.exception("Indexing failed; what is captured stays and is indexed by the next run")
                    self._answer(known, error)
                for record_id in known & set(self._asked):  # another process indexed it, or nothing did
                    self._tell(record_id, outcome_of(ingest.index.db, record_id))

    def _on_exchange(self, record_id: str, outcome: Outcome) -> None:
        if outcome.reading is not None:
            self._told[record_id] = outcome
        self._drain()
        for ready in self._asked.keys() & self._told.keys():
            self._tell(ready, self._told.pop(ready))

    def _tell(self, record_id: str, outcome: Outcome) -> None:
        article = None
        if outcome.version_key is not None and outcome.article_id is not None:
            article = show(self._ingest.index.db, outcome.article_id)
        self._answer({record_id}, (outcome, article))

    def _drain(self) -> None:
        while True:
            try:
                self._note(self._queue.get_nowait())
            except queue.Empty:
                return

    def _note(self, asked: _Asked | None) -> None:
        if asked is None:
            self._ending = True
        else:
            self._asked[asked.sighting.record_id] = asked

    def _catch_up(self, *, all_files: bool) -> None:
        files = {self._archive.warcs / asked.sighting.warc for asked in self._asked.values()}
        if all_files:
            # Closed ones too: of a run that was killed on an earlier day, what came last is not indexed yet.
            files |= set(own_files(self._archive, self._slug))
        for path in sorted(files):
            self._ingest.catch_up(path)

    def _answer(self, record_ids: set[str], answer: Any) -> None:
        for record_id in record_ids:
            asked = self._asked.pop(record_id)
            asked.loop.call_soon_threadsafe(_settle, asked.future, answer)


def _settle(future: asyncio.Future[Any], answer: Any) -> None:
    if future.done():
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)
