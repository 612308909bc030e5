"""What every crawl of an outlet stands on: its settings, its capture session, its frontier, its events."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from typing import Any, ClassVar

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings

from archive.day_requests import DAY_FULL, most_of
from archive.place import Archive
from archive.withdrawn_addresses import WithdrawnAddresses
from crawlers.answers import header, last_modified
from crawlers.capture.handler import CaptureError
from crawlers.capture.prior import Captured
from crawlers.capture.session import CaptureSession, CrawlIdentity, open_session, timestamp, utc_now
from crawlers.discovery import Seed
from crawlers.frontier import (
    CAPTURED,
    REVISIT,
    Brought,
    Found,
    Frontier,
)
from crawlers.manners import contact_needed, software
from crawlers.outlet_settings import outlet_settings
from crawlers.proxies import network_of
from extractors.outlets import Outlet

logger = logging.getLogger(__name__)

TRIES = 3
PATIENCE = 120.0  # seconds that a crawl waits for a URL to be due again; beyond that the next crawl has it
BACKOFF = 2.0
EVENT_ITEMS = 1000
QUEUED = 4
TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FINAL_FAILURES = frozenset({"too-large", "address-refused", "scheme"})


class RecordedSpider(Spider):
    """A spider bound to an archive and an outlet, whose every exchange and event is in the WARC."""

    archive: ClassVar[Archive]
    outlet: ClassVar[Outlet]
    _session: CaptureSession
    _most_requests: int

    def __init__(self) -> None:
        super().__init__()
        self._frontier = Frontier(self.archive.state / f"{self.outlet.slug}.frontier.db")
        self._withdrawn = WithdrawnAddresses(self.archive)
        self._stopping: asyncio.Future[None] | None = None
        self._open = True

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put the archive's settings and the outlet's declaration on top of the floor."""
        super().update_settings(settings)
        ours = cls.archive.settings
        # What is queued for a host is as good as sent: few, so that a crawl can be stopped.
        queued = {"CONCURRENT_REQUESTS": QUEUED * ours.politeness.concurrency}
        values = outlet_settings(ours, cls.outlet) | queued
        for name, value in values.items():
            settings.set(name, value, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> RecordedSpider:
        """Hold the outlet and open the capture session before anything can be fetched.

        Raises ContactMissing, ProxyError, AlreadyRunning, WarcBusyError; FrontierError, ValueError for bad
        arguments.
        """
        contact_needed(cls.outlet.domains, cls.archive, crawler.settings.getbool("WARRAQ_ALLOW_PRIVATE"))
        network = network_of(cls.archive.settings, cls.outlet)
        crawl_id = f"{cls.outlet.slug}-{utc_now():%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        identity = CrawlIdentity(
            archive=cls.archive,
            slug=cls.outlet.slug,
            crawl_id=crawl_id,
            user_agent=crawler.settings["USER_AGENT"],
            software=software(),
            configuration=(cls.archive.outlets_dir / f"{cls.outlet.slug}.toml").read_text("utf-8"),
            proxy=network.proxy,
            vantage=network.vantage,
        )
        session = open_session(crawler, identity)
        if not cls.outlet.verify_tls:
            session.facts = (*session.facts, ("tlsVerified", "no"))
        try:
            spider = super().from_crawler(crawler, *args, **kwargs)
        except BaseException:
            session.stop()  # no engine will start, so none will end it
            raise
        spider._session = session
        spider._most_requests = most_of(cls.archive.settings, cls.outlet)
        session.on_request = spider._requested
        crawler.signals.connect(spider._finish, signals.spider_closed)
        return spider

    def _requested(self, of_today: int) -> None:
        """End the crawl with the last request of the day; the few under way come to their end."""
        if of_today >= self._most_requests and self._stopping is None:
            self._stop(DAY_FULL)

    async def _finish(self, spider: Spider, reason: str) -> None:
        """Called once when the spider is closed, while the session is still open."""
        raise NotImplementedError

    def _facts(self, role: str, via: str | None, hops: int) -> tuple[tuple[str, str | int | None], ...]:
        return (("role", role), ("via", via), ("hopsFromSeed", hops))

    async def _discovered(
        self, seed: Seed, record_id: str | None, found: tuple[Found, ...], problems: tuple[str, ...] = ()
    ) -> Brought:
        """What is new goes into the WARC first, then into the frontier: what is there is on record.

        What was withdrawn altogether is passed over: to note it would bring it back. Returns how much of it
        was new, and new to this seed.
        """
        found = tuple(item for item in found if self._withdrawn.number_of(item.url) is None)
        brought = Brought()
        for problem in problems:
            logger.warning("%s: %s", seed.url, problem)
        for begin in range(0, max(1, len(found)), EVENT_ITEMS):
            chunk = found[begin : begin + EVENT_ITEMS]
            news, counted = await asyncio.to_thread(self._frontier.news, chunk)
            brought = brought + counted
            if news or (problems and begin == 0):
                await self._session.event(
                    {
                        "event": "discovered",
                        "seed": seed.origin,
                        "page": seed.url if seed.url != seed.origin else None,
                        "seed_role": seed.role,
                        "seed_record": record_id,
                        "problems": list(problems) if begin == 0 else [],
                        "items": [
                            {
                                "url": item.url,
                                "state": item.state,
                                "reason": item.reason,
                                "published": item.published,
                                "modified": item.modified,
                                "title": item.title,
                            }
                            for item in news
                        ],
                    }
                )
            await asyncio.to_thread(self._frontier.add, chunk, time.time(), timestamp(utc_now()))
        return brought

    def _note_capture(
        self,
        url: str,
        response: Response,
        captured: Captured,
        now: float,
        *,
        again: float | None,
        reason: str | None = None,
    ) -> None:
        self._frontier.captured(
            url,
            captured,
            now,
            state=REVISIT if captured.kind == "revisit" else CAPTURED,
            reason=reason,
            etag=header(response, "ETag"),
            last_modified=last_modified(response),
            again=again,
        )

    def _capture_failed(self, error: CaptureError) -> CloseSpider:
        if self.crawler.stats is not None:
            self.crawler.stats.set_value("warraq/error", f"captures could not be written: {error}")
        return CloseSpider("capture-failed")

    async def _fate(self, url: str, state: str, reason: str) -> None:
        await self._session.event({"event": "fate", "url": url, "state": state, "reason": reason})

    def _stop(self, reason: str) -> None:
        engine = self.crawler.engine
        if engine is not None:
            self._stopping = asyncio.ensure_future(engine.close_spider_async(reason=reason))
