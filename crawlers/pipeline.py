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

from archive.ingest import NOT_INDEXED, Ingest, Outcome, outcome_of
from archive.place import Archive
from archive.show import show
from archive.warcfile import open_files
from crawlers.capture.session import session_of
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
        self._reading = IngestThread(identity.archive, identity.slug)
        crawler.signals.connect(self._end, signals.engine_stopped)

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

    def _end(self) -> None:
        # By now the session has let go of the WARC, and its last event is in it.
        self._reading.stop()


class IngestThread:
    """Brings an outlet's WARC into the index while the crawl writes it."""

    def __init__(self, archive: Archive, slug: str) -> None:
        self._archive = archive
        self._slug = slug
        self._asked: queue.Queue[_Asked | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="ingest")
        self._thread.start()

    async def read(self, sighting: Sighting) -> tuple[Outcome, dict[str, Any] | None]:
        """What became of a sighting, once it is indexed; the article as `show` gives it, if it is one."""
        loop = asyncio.get_running_loop()
        asked = _Asked(sighting, loop.create_future(), loop)
        self._asked.put(asked)
        return await asked.future

    def stop(self) -> None:
        """Index what is left and end the thread."""
        self._asked.put(None)
        self._thread.join()

    def _run(self) -> None:
        with Ingest(self._archive) as ingest:
            running = True
            while running:
                batch, running = self._next()
                try:
                    self._catch_up(ingest, batch, last=not running)
                    answers: list[Any] = [self._answer(ingest, asked.sighting) for asked in batch]
                except Exception as error:  # told to whoever waits; the thread goes on
                    logger.exception("Indexing failed; what is captured stays and is indexed by the next run")
                    answers = [error] * len(batch)
                for asked, answer in zip(batch, answers, strict=True):
                    asked.loop.call_soon_threadsafe(_settle, asked.future, answer)

    def _next(self) -> tuple[list[_Asked], bool]:
        asked = self._asked.get()
        batch: list[_Asked] = []
        while asked is not None:
            batch.append(asked)
            try:
                asked = self._asked.get_nowait()
            except queue.Empty:
                return batch, True
        return batch, False

    def _catch_up(self, ingest: Ingest, batch: list[_Asked], *, last: bool) -> None:
        names = {asked.sighting.warc for asked in batch}
        if last:
            names |= set(open_files(self._archive.warcs, self._slug))
        for name in sorted(names):
            ingest.catch_up(self._archive.warcs / name)

    def _answer(self, ingest: Ingest, sighting: Sighting) -> tuple[Outcome, dict[str, Any] | None]:
        outcome = outcome_of(ingest.index.db, sighting.record_id)
        if outcome is NOT_INDEXED or outcome.version_key is None or outcome.article_id is None:
            return outcome, None
        return outcome, show(ingest.index.db, outcome.article_id)


def _settle(future: asyncio.Future[Any], answer: Any) -> None:
    if future.done():
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)
