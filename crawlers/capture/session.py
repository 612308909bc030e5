"""What the handlers and middlewares of one crawl share: the writer, the crawl's identity, its events."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler

from archive.day_requests import DayRequests
from archive.gather import CLOCK_JUMP
from archive.moved import require_here
from archive.place import Archive, locked
from archive.records import CONFORMS_TO, FORMAT, WARC_FIELDS, NewRecord, new_record, warc_fields
from archive.warcfile import Location
from archive.withdrawal_redo import require_finished
from crawlers.capture.observed import Observed
from crawlers.capture.writer import Place, WarcWriter
from crawlers.clock import ClockWatch
from crawlers.proxies import Proxy

logger = logging.getLogger(__name__)

EVENT = "urn:warraq:event"

_sessions: WeakKeyDictionary[Crawler, CaptureSession] = WeakKeyDictionary()


def utc_now() -> datetime:
    """The wall clock, in UTC."""
    return datetime.now(UTC)


def timestamp(moment: datetime) -> str:
    """UTC with microseconds, as WARC-Date and the index write it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlIdentity:
    """One run over one outlet, as warcinfo and metadata records name it.

    With `proxy` everything is fetched through it; `vantage` is where that looks at the outlet from.
    """

    archive: Archive
    slug: str
    crawl_id: str
    user_agent: str
    software: str
    configuration: str
    proxy: Proxy | None = None
    vantage: str | None = None


class CaptureSession:
    """One for each crawl, shared by the http and the https handler. `facts` stand in every exchange's
    metadata."""

    def __init__(self, identity: CrawlIdentity) -> None:
        self.identity = identity
        archive, settings = identity.archive, identity.archive.settings
        self._stopping = threading.Lock()
        self._stopped = False
        require_finished(archive)
        self._held = ExitStack()
        self._answers: deque[tuple[asyncio.Future[Any], Any]] = deque()
        self._waking = False
        lock = archive.state / f"{identity.slug}.crawl.lock"
        self._held.enter_context(locked(lock, what=f"outlet {identity.slug}"))
        require_here(archive.root)
        self._operator = settings.operator.name
        self.facts: tuple[tuple[str, str], ...] = (
            ("outlet", identity.slug),
            ("crawlId", identity.crawl_id),
            *((("proxy", identity.proxy.named),) if identity.proxy else ()),
            *((("vantage", identity.vantage),) if identity.vantage else ()),
        )
        self.observed = Observed()
        self.on_request: Callable[[int], None] = lambda count: None  # told how many of the day each one is
        self._requests = DayRequests(archive, identity.slug, utc_now)
        self._held.callback(self._requests.close)
        self.clock = ClockWatch(archive.state)
        if self.clock.jumped is not None:
            _warn_of(self.clock.jumped)
        self.writer = WarcWriter(
            Place(
                warcs=archive.warcs,
                slug=identity.slug,
                archive_id=settings.archive.id,
                warcinfo=self._warcinfo,
                clock=utc_now,
                max_bytes=settings.limits.warc_bytes,
            )
        )
        for torn in self.writer.torn:
            logger.warning(
                "A torn tail of %d bytes was cut off %s and kept as %s",
                torn.length,
                torn.warc,
                torn.kept_as,
            )

    def _warcinfo(self, name: str) -> NewRecord:
        identity = self.identity
        digest = sha256(identity.configuration.encode()).hexdigest()
        block = warc_fields(
            (
                ("software", identity.software),
                ("format", FORMAT),
                ("conformsTo", CONFORMS_TO),
                ("operator", self._operator),
                ("robots", "obey"),
                ("http-header-user-agent", identity.user_agent),
                ("isPartOf", identity.slug),
                ("description", f"configuration sha256:{digest}"),
            )
        )
        return new_record(
            "warcinfo",
            block,
            date=timestamp(utc_now()),
            content_type=WARC_FIELDS,
            fields=(("WARC-Filename", name),),
        )

    def facts_now(self) -> tuple[tuple[str, str], ...]:
        """`facts`, and by how many seconds the clock was set since the last crawl, if it was."""
        if self.clock.look() and self.clock.jumped is not None:
            _warn_of(self.clock.jumped)
        if self.clock.jumped is None:
            return self.facts
        return (*self.facts, (CLOCK_JUMP, f"{self.clock.jumped:+.0f}"))

    def count_request(self) -> None:
        """Count a request that is sent now. Raises OSError when that cannot be kept."""
        self.on_request(self._requests.add())

    async def write(self, build: Any) -> tuple[list[Location], ...]:
        """Write groups and wait until they are on the disk. Raises WarcWriteError."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[tuple[list[Location], ...]] = loop.create_future()

        def done(result: tuple[list[Location], ...] | BaseException) -> None:
            self._answers.append((future, result))
            if not self._waking:
                self._waking = True
                loop.call_soon_threadsafe(self._deliver)

        self.writer.submit(build, done)
        return await future

    def _deliver(self) -> None:
        """Settle all that was written by now: one wake-up of the loop for what shared a sync."""
        self._waking = False
        while self._answers:
            _settle(*self._answers.popleft())

    async def event(self, event: Mapping[str, Any]) -> None:
        """Write one event of the crawl; returns when it is on the disk. Raises WarcWriteError."""
        await self.write(lambda warcinfo: ((self._event_record(event, warcinfo),),))

    def _event_record(self, event: Mapping[str, Any], warcinfo: str | None) -> NewRecord:
        now = timestamp(utc_now())
        known = {"crawl_id": self.identity.crawl_id, "outlet": self.identity.slug, "at": now}
        return new_record(
            "metadata",
            json.dumps({**known, **event}, ensure_ascii=False).encode("utf-8", "backslashreplace"),
            date=now,
            content_type="application/json",
            fields=(("WARC-Target-URI", EVENT), ("WARC-Warcinfo-ID", warcinfo)),
        )

    async def dns_answer(self, host: str, addresses: Sequence[str]) -> None:
        """Write what the resolver answered for a host (RFC 4501 `dns:` URI; the resolver tells no TTL)."""
        date = utc_now()
        lines = [date.strftime("%Y%m%d%H%M%S")]
        lines += [f"{host}.\t0\tIN\t{'AAAA' if ':' in ip else 'A'}\t{ip}" for ip in addresses]
        block = ("\n".join(lines) + "\n").encode("ascii", "backslashreplace")
        await self.write(
            lambda warcinfo: (
                (
                    new_record(
                        "response",
                        block,
                        date=timestamp(date),
                        content_type="text/dns",
                        fields=(("WARC-Target-URI", f"dns:{host}"), ("WARC-Warcinfo-ID", warcinfo)),
                    ),
                ),
            )
        )

    def stop(self) -> None:
        """Write what is waiting, let go of the file and of the outlet. Whoever comes second waits."""
        with self._stopping:
            if not self._stopped:
                self._stopped = True
                self.clock.note()
                self.writer.stop()
                self._held.close()


def _warn_of(seconds: float) -> None:
    logger.warning(
        "The clock of this machine was set by %+.0f seconds since the last crawl; captures are marked with"
        " it. If it is wrong now, end the crawl and set it right: dates of captures cannot be mended later.",
        seconds,
    )


def _settle(future: asyncio.Future[Any], result: Any) -> None:
    if future.done():
        return
    if isinstance(result, BaseException):
        future.set_exception(result)
    else:
        future.set_result(result)


def open_session(crawler: Crawler, identity: CrawlIdentity) -> CaptureSession:
    """The crawl's session; it ends with the engine. Raises AlreadyRunning, WarcBusyError, WarcWriteError."""
    session = CaptureSession(identity)
    _sessions[crawler] = session

    async def end() -> None:
        await close_session(crawler)

    crawler.signals.connect(end, signals.engine_stopped, weak=False)
    return session


def session_of(crawler: Crawler) -> CaptureSession:
    """The session opened for this crawler. Raises LookupError when there is none: without it there would be
    responses without evidence."""
    return _sessions[crawler]


async def close_session(crawler: Crawler) -> None:
    """End the crawl's session, if it has one; returns when its file is let go of."""
    session = _sessions.get(crawler)
    if session is None:
        return
    await asyncio.to_thread(session.stop)
    if crawler.stats is not None:
        crawler.stats.set_value("warc/groups", session.writer.groups)
        crawler.stats.set_value("warc/syncs", session.writer.syncs)
