"""Seeds: ask for each, read what it lists, put that into the frontier."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from archive.problems import NO_LIST
from crawlers.answers import (
    conditional_headers,
    content_type,
    header,
    reason_of,
    redirect_target,
)
from crawlers.capture.handler import CAPTURED as CAPTURED_META
from crawlers.capture.handler import FACTS, PRIOR, CaptureError
from crawlers.capture.prior import Captured
from crawlers.capture.session import timestamp, utc_now
from crawlers.decoding import decoded_body
from crawlers.discovery import (
    OTHER_HOST,
    SITEMAP,
    Seed,
    SeedReading,
    read_seed,
    seeds_of,
    stream_sitemap,
)
from crawlers.frontier import (
    CAPTURED,
    FAILED,
    REFUSED,
    WAITING,
    Brought,
    Found,
)
from crawlers.listing_spider import ListingSpider
from crawlers.memory import NO_MEMORY, REFUSED_MEMORY
from crawlers.politeness import retry_after
from crawlers.recorded_spider import (
    BACKOFF,
    EVENT_ITEMS,
    FINAL_FAILURES,
    PATIENCE,
    REDIRECTS,
    TEMPORARY,
    TRIES,
)
from extractors.seed_walls import wall_in_place
from extractors.zones import zone

logger = logging.getLogger(__name__)

SITEMAP_DEPTH = 3
SITEMAPS = 1000
# A crawl that was killed is carried on by the next one with the same wishes that begins within this time: the
# seeds it has read are not read again.
CARRIED_ON = timedelta(days=1)


class SeedSpider(ListingSpider):
    """Reads an outlet's feeds, sitemaps, sections and home page; a seed that fails is asked for again."""

    def __init__(self) -> None:
        super().__init__()
        self._seeds_read = 0
        self._seeds_failed: list[str] = []
        self._seeds_waiting = 0
        self._sitemaps_seen: set[str] = set(self.outlet.sitemaps)

    async def start(self) -> AsyncIterator[Any]:
        """Every seed, each time anew: what they list is compared with the frontier."""
        # One thread beside the reactor's: more would only take turns at the interpreter's lock with it.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1, "beside"))
        now = time.time()
        self._frontier.set_back(now)
        within = CARRIED_ON if self._since or self._until else min(CARRIED_ON, self.outlet.cadence)
        began = self._frontier.begin_run(self._reason(), now, within.total_seconds())
        event = {"event": "crawl-started", "reason": self._reason(), "carries_on": began < now}
        await self._session.event(event)
        self._frontier.revive(now)
        today = utc_now().astimezone(zone(self.outlet.timezone)).date().isoformat()
        day = date.fromisoformat(min(today, self._until or today))
        for seed in seeds_of(self.outlet, day):
            for request in self._unread(seed, began):
                yield request

    def _unread(self, seed: Seed, began: float) -> Iterator[Request]:
        """A request for the seed, or for what it leads to if this crawl has read it before it was killed."""
        if not self._frontier.captured_since(seed.url, began):
            yield self._seed_request(seed)
            return
        self._seeds_read += 1
        for url in self._frontier.listed_by(seed.url, SITEMAP):
            self._sitemaps_seen.add(url)
            yield from self._unread(Seed(url=url, role=SITEMAP, depth=seed.depth + 1, via=seed.url), began)

    def _reason(self) -> str:
        """What this crawl was asked for, in words for its first event."""
        return "all"

    def _seed_request(self, seed: Seed) -> Request:
        prior = self._frontier.prior(seed.url)
        return Request(
            seed.url,
            callback=self.parse_seed,
            errback=self.seed_failed,
            cb_kwargs={"seed": seed},
            headers=conditional_headers(prior),
            dont_filter=True,
            priority=100,
            meta={FACTS: self._facts(seed.role, seed.via, seed.depth), PRIOR: prior},
        )

    async def parse_seed(self, response: Response, seed: Seed) -> AsyncIterator[Any]:
        """Read a seed: its URLs go into the frontier, its sitemaps are asked for."""
        captured: Captured = response.meta[CAPTURED_META]
        status = response.status
        if status in REDIRECTS:
            await self._seed_redirected(response, seed, captured)
        elif status == 304 or captured.kind == "revisit":
            self._seeds_read += 1
            await self._remember_seed(response, seed, captured)
            # An index may stand unchanged over sitemaps that do change.
            listed = self._frontier.listed_by(seed.url, SITEMAP)
            for request in self._requests_below(seed, self._children(seed, listed)):
                yield request
        elif captured.truncated is not None and seed.tries + 1 < TRIES:
            await self._seed_again(seed, f"truncated-{captured.truncated}", captured)
        elif 200 <= status < 300:
            for request in await self._read_seed(response, seed, captured):
                yield request
        elif status in TEMPORARY:
            wait = retry_after(header(response, "Retry-After"), time.time())
            await self._seed_again(seed, f"http-{status}", captured, wait)
        elif seed.archive is not None and status in (404, 410):
            self._seeds_read += 1
            await self._go_on(seed, SeedReading(found=()), Brought())
        else:
            await self._seed_problem(seed, f"http-{status}", captured)

    async def _read_seed(self, response: Response, seed: Seed, captured: Captured) -> list[Request]:
        body, odd = await asyncio.to_thread(decoded_body, response)
        if seed.role == SITEMAP:
            return await self._read_sitemap(response, seed, captured, body, odd)
        try:
            reading = await asyncio.to_thread(read_seed, seed, body, content_type(response), self.outlet)
        except MemoryError:
            await self._out_of_memory(seed, captured)
            return []
        problems = (*odd, *reading.problems)
        brought = await self._discovered(seed, captured.record_id, reading.found, problems)
        await self._add_archives(seed, reading, brought)
        await self._go_on(seed, reading, brought)
        await self._seed_done(response, seed, captured, problems, body, gave=bool(reading.found))
        return []

    async def _read_sitemap(
        self, response: Response, seed: Seed, captured: Captured, body: bytes, odd: tuple[str, ...]
    ) -> list[Request]:
        """A sitemap goes into the frontier piece by piece: 50,000 URLs are never held at once."""
        chunks, stream = await asyncio.to_thread(stream_sitemap, seed, body, self.outlet, EVENT_ITEMS)
        gave = False
        while chunk := await asyncio.to_thread(next, chunks, ()):
            gave = True
            await self._discovered(seed, captured.record_id, chunk)
        listed = (
            await asyncio.to_thread(lambda: [one.url for one in stream]) if stream.kind == "index" else []
        )
        problems = (*odd, *stream.problems)
        children = self._children(seed, listed)
        left_out = tuple(child for child in children if child.state == REFUSED)
        await self._discovered(seed, captured.record_id, left_out, problems)
        await asyncio.to_thread(self._frontier.add, children, time.time(), timestamp(utc_now()))
        await self._seed_done(response, seed, captured, problems, body, gave=gave or bool(listed))
        return self._requests_below(seed, children)

    async def _seed_done(
        self,
        response: Response,
        seed: Seed,
        captured: Captured,
        problems: tuple[str, ...],
        body: bytes,
        *,
        gave: bool,
    ) -> None:
        try:
            wall = None if gave else await asyncio.to_thread(wall_in_place, body, content_type(response))
        except MemoryError:
            await self._out_of_memory(seed, captured)
            return
        if wall is not None or (problems and not gave):
            reason = problems[0] if problems else str(wall)
            # The answer does not show that it is no list: that was found by reading it.
            event = {"event": NO_LIST, "seed_record": captured.record_id, "url": seed.url, "wall": wall}
            await self._session.event(event | {"reason": reason})
            await self._seed_problem(seed, reason, captured)
            return
        self._seeds_read += 1
        # Only now: a crawl killed before this line asks for the seed again and gets all of it.
        await self._remember_seed(response, seed, captured)

    def _children(self, seed: Seed, urls: Iterable[str]) -> list[Found]:
        """The sitemaps that an index lists and that were not met before, judged."""
        children = []
        for url in dict.fromkeys(urls):
            if url in self._sitemaps_seen:
                continue
            reason = self._sitemap_refusal(url, seed)
            if reason is None:
                self._sitemaps_seen.add(url)
            state = WAITING if reason is None else REFUSED
            children.append(
                Found(url=url, role=SITEMAP, via=seed.url, hops=seed.depth + 1, state=state, reason=reason)
            )
        return children

    def _sitemap_refusal(self, url: str, seed: Seed) -> str | None:
        if not self.outlet.owns(url):
            return OTHER_HOST
        if seed.depth >= SITEMAP_DEPTH:
            return "sitemap-too-deep"
        return "too-many-sitemaps" if len(self._sitemaps_seen) >= SITEMAPS else None

    def _requests_below(self, seed: Seed, children: Iterable[Found]) -> list[Request]:
        return [
            self._seed_request(Seed(url=child.url, role=SITEMAP, depth=seed.depth + 1, via=seed.url))
            for child in children
            if child.state == WAITING
        ]

    async def _remember_seed(self, response: Response, seed: Seed, captured: Captured) -> None:
        now = time.time()
        found = Found(url=seed.url, role=seed.role, via=seed.via, hops=seed.depth, state=CAPTURED)
        await asyncio.to_thread(self._frontier.add, [found], now, timestamp(utc_now()))
        self._note_capture(seed.url, response, captured, now, again=None)

    async def _seed_redirected(self, response: Response, seed: Seed, captured: Captured) -> None:
        target = redirect_target(response)
        if target is None:
            await self._seed_problem(seed, "redirects to no web address", captured)
        elif seed.hops >= self.archive.settings.limits.redirects:
            await self._seed_problem(seed, "too many redirects", captured)
        elif not self.outlet.owns(target):
            await self._seed_problem(seed, f"redirects to another host, {target}", captured)
        else:
            # Not yielded: a redirect is no step deeper, and Scrapy would count it as one.
            self._ask(replace(seed, url=target, hops=seed.hops + 1, via=seed.url))

    def _ask(self, seed: Seed) -> None:
        engine = self.crawler.engine
        if engine is not None and self._open and self._stopping is None:
            engine.crawl(self._seed_request(seed))

    async def seed_failed(self, failure: Failure) -> None:
        """A seed that gave no answer: said in the log, the stats and the crawl's last event."""
        seed: Seed = failure.request.cb_kwargs["seed"]  # type: ignore[attr-defined]  # scrapy sets it
        if isinstance(failure.value, CaptureError):
            raise self._capture_failed(failure.value)
        captured: Captured | None = failure.request.meta.get(CAPTURED_META)  # type: ignore[attr-defined]
        reason = reason_of(failure, captured)
        if captured is None or reason in FINAL_FAILURES:
            await self._seed_problem(seed, reason, captured)
        else:
            await self._seed_again(seed, reason, captured)

    async def _seed_again(
        self, seed: Seed, reason: str, captured: Captured, wait: float | None = None
    ) -> None:
        """Ask for a seed once more, a little later, unless that was the last try."""
        wait = BACKOFF**seed.tries if wait is None else wait
        if seed.tries + 1 >= TRIES or wait > PATIENCE:
            await self._seed_problem(seed, reason, captured)
            return
        logger.info("Seed %s (%s): %s; asked again in %.0f s", seed.url, seed.role, reason, wait)
        self._seeds_waiting += 1
        asyncio.get_running_loop().call_later(wait, self._ask_again, replace(seed, tries=seed.tries + 1))

    def _ask_again(self, seed: Seed) -> None:
        self._seeds_waiting -= 1
        self._ask(seed)

    async def _out_of_memory(self, seed: Seed, captured: Captured) -> None:
        """Tell that a seed came and could not be read for want of memory: no word on whether it is a list."""
        await self._seed_problem(seed, NO_MEMORY, captured)
        if self.crawler.stats is not None:
            self.crawler.stats.set_value(REFUSED_MEMORY, value=True)

    async def _seed_problem(self, seed: Seed, reason: str, captured: Captured | None) -> None:
        self._seeds_failed.append(f"{seed.url}: {reason}")
        logger.error("Seed %s (%s): %s", seed.url, seed.role, reason)
        if captured is None:
            refused = reason.startswith("robots") or reason in FINAL_FAILURES
            await self._fate(seed.url, REFUSED if refused else FAILED, reason)
