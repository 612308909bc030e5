"""Single pages of one outlet, asked for by hand: each exchange recorded, tried again when it fails.

The general spider follows a frontier; this one is told what to ask for, one URL at a time.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive.declared import declared
from archive.place import Archive
from archive.posts import Post
from crawlers.answers import header, reason_of
from crawlers.capture.handler import CAPTURED as CAPTURED_META
from crawlers.capture.handler import FACTS, CaptureError
from crawlers.capture.prior import Captured
from crawlers.capture.session import CaptureSession, CrawlIdentity, open_session, utc_now
from crawlers.manners import software
from crawlers.outlet_settings import outlet_settings
from crawlers.politeness import retry_after
from crawlers.proxies import network_of
from crawlers.recorded_spider import BACKOFF, TEMPORARY, TRIES
from extractors.outlets import Outlet

PATIENCE = 30.0  # seconds that somebody who waits for a page is kept waiting for its server


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one request brought: `response` when an answer came, else the `reason`; every exchange of it."""

    response: Response | None
    reason: str | None
    exchanges: tuple[Captured, ...]

    @property
    def captured(self) -> Captured | None:
        """The last exchange, or None when nothing was sent."""
        return self.exchanges[-1] if self.exchanges else None


class PageSpider(Spider):
    """Stays open until `finished` is set; `ask` may be called while `opened` is set."""

    archive: ClassVar[Archive]
    outlet: ClassVar[Outlet]
    session: CaptureSession

    def __init__(self) -> None:
        super().__init__()
        self.opened = asyncio.Event()
        self.finished = asyncio.Event()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put the archive's settings and the outlet's declaration on top of the floor."""
        super().update_settings(settings)
        values = outlet_settings(cls.archive.settings, cls.outlet)
        for name, value in values.items():
            settings.set(name, value, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PageSpider:
        """Hold the outlet and open its capture session. Raises ProxyError, AlreadyRunning, WarcBusyError."""
        network = network_of(cls.archive.settings, cls.outlet)
        text = declared(cls.archive).texts.get(cls.outlet.slug, "")
        session = open_session(
            crawler,
            CrawlIdentity(
                archive=cls.archive,
                slug=cls.outlet.slug,
                crawl_id=f"{cls.outlet.slug}-{utc_now():%Y%m%d%H%M%S}-{secrets.token_hex(4)}",
                user_agent=crawler.settings["USER_AGENT"],
                software=software(),
                configuration=text,
                proxy=network.proxy,
                vantage=network.vantage,
            ),
        )
        if not cls.outlet.verify_tls:
            session.facts = (*session.facts, ("tlsVerified", "no"))
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.session = session
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yields no request; the crawl lasts until `finished` is set."""
        self.opened.set()
        await self.finished.wait()
        for nothing in list[Any]():
            yield nothing

    async def ask(
        self, url: str, *, role: str, via: str | None, hops: int, post: Post | None = None
    ) -> Answer:
        """Ask for a URL, again when the server is busy or the connection breaks. Raises CaptureError.

        What is sent by POST is sent once (RFC 9110, section 9.2.2: it may not be repeated unasked).
        """
        exchanges: list[Captured] = []
        facts = (("role", role), ("via", via), ("hopsFromSeed", hops))
        for attempt in range(TRIES):
            request = _request(url, facts, post)
            response, reason = None, None
            try:
                response = cast(Response, await cast(Any, self.crawler.engine).download_async(request))
            except CaptureError:
                raise
            except Exception as error:  # noqa: BLE001  # whatever kept the page away is the answer
                failure: Failure = cast(Any, Failure)(error)
                reason = reason_of(failure, request.meta.get(CAPTURED_META))
            captured: Captured | None = request.meta.get(CAPTURED_META)
            if captured is not None:
                exchanges.append(captured)
            wait = _wait(response, captured, attempt)
            if wait is None or post is not None or attempt + 1 == TRIES:
                break
            await asyncio.sleep(wait)
        return Answer(response=response, reason=reason, exchanges=tuple(exchanges))

    async def tell(self, event: Mapping[str, Any]) -> None:
        """Write an event into the WARC. Raises WarcWriteError."""
        await self.session.event(event)


def _request(url: str, facts: tuple[tuple[str, str | int | None], ...], post: Post | None) -> Request:
    if post is None:
        return Request(url, meta={FACTS: facts}, dont_filter=True)
    told = (("method", "POST"), ("sentDigest", post.digest))
    return Request(
        url,
        method="POST",
        headers={"Content-Type": post.content_type, "Accept": post.accept},
        body=post.body,
        meta={FACTS: (*facts, *told)},
        dont_filter=True,
    )


def _wait(response: Response | None, captured: Captured | None, attempt: int) -> float | None:
    """Seconds until the same is asked again, None when this answer stands."""
    if response is None:
        return BACKOFF**attempt if captured is not None and captured.outcome == "disconnect" else None
    if captured is not None and captured.truncated is not None:
        return BACKOFF**attempt
    if response.status not in TEMPORARY:
        return None
    asked = retry_after(header(response, "Retry-After"), time.time())
    if asked is None:
        return BACKOFF**attempt
    return asked if asked <= PATIENCE else None
