"""One outlet's crawl: read its seeds, put what they list into the frontier, fetch what is due.

The spider points, the archive keeps: it yields a Sighting for each article page on the disk and reads none.
Every URL it takes from the frontier ends there in a state with a reason; `closed` counts those that did not.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import shutil
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlsplit

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive.place import Archive
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
from crawlers.capture.session import CaptureSession, CrawlIdentity, open_session, timestamp, utc_now
from crawlers.decoding import decoded_body
from crawlers.discovery import OTHER_HOST, SITEMAP, Seed, read_seed, refusal, seeds_of
from crawlers.frontier import (
    ARTICLE,
    CAPTURED,
    FAILED,
    GONE,
    REDIRECT,
    REFUSED,
    REQUISITE,
    REVISIT,
    WAITING,
    Due,
    Found,
    Frontier,
)
from crawlers.links import read_requisites
from crawlers.manners import contact_needed, disk_reserve, software, user_agent
from crawlers.politeness import leave_alone, retry_after
from crawlers.robots import RobotsRefusal
from crawlers.sighting import Sighting
from extractors.outlets import Outlet
from extractors.urls import normalise, url_key

logger = logging.getLogger(__name__)

TRIES = 3
# Without any delay Scrapy 2.19 starts all that is queued for a host at once: it counts what is in flight only
# when the tasks it has begun run, a turn of the event loop later.
SHORTEST_DELAY = 0.001
QUEUED = 4
PATIENCE = 120.0  # seconds that a crawl waits for a URL to be due again; beyond that the next crawl has it
BACKOFF = 2.0
SITEMAP_DEPTH = 3
SITEMAPS = 1000
EVENT_ITEMS = 1000
CHECK_EVERY = 50
STOP_FILE = "STOP"
_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FINAL_FAILURES = frozenset({"too-large", "address-refused", "scheme"})


class OutletSpider(Spider):
    """The general spider; `crawlers.spiderloader.spider_class` binds it to an archive and an outlet.

    Arguments: `since` and `until` (days, YYYY-MM-DD, the outlet's own), `limit` (articles fetched).
    """

    archive: ClassVar[Archive]
    outlet: ClassVar[Outlet]
    _session: CaptureSession

    def __init__(self, since: str | None = None, until: str | None = None, limit: str | None = None) -> None:
        super().__init__()
        self._since = _day(since, "since")
        self._until = _day(until, "until")
        self._limit = _count(limit)
        self._frontier = Frontier(self.archive.state / f"{self.outlet.slug}.frontier.db")
        self._in_flight: dict[str, Due] = {}
        self._taken = 0
        self._seeds_read = 0
        self._seeds_failed: list[str] = []
        self._seeds_waiting = 0
        self._sitemaps_seen: set[str] = set(self.outlet.sitemaps)
        self._taken_articles: set[str] = set()
        self._stopping: asyncio.Future[None] | None = None
        self._open = True

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Put the archive's settings and the outlet's declaration on top of the floor."""
        super().update_settings(settings)
        ours, outlet = cls.archive.settings, cls.outlet
        delay = ours.politeness.delay if outlet.delay is None else outlet.delay
        values: dict[str, Any] = {
            "USER_AGENT": user_agent(ours.operator.contact),
            "DOWNLOAD_DELAY": max(delay, SHORTEST_DELAY),
            "AUTOTHROTTLE_START_DELAY": delay,
            "AUTOTHROTTLE_TARGET_CONCURRENCY": float(ours.politeness.concurrency),
            # A delay of nothing is asked for only for servers of one's own.
            "AUTOTHROTTLE_ENABLED": delay > 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": ours.politeness.concurrency,
            # What is queued for a host is as good as sent: few, so that a crawl can be stopped.
            "CONCURRENT_REQUESTS": QUEUED * ours.politeness.concurrency,
            "DOWNLOAD_MAXSIZE": ours.limits.max_bytes,
            "DOWNLOAD_TIMEOUT": ours.limits.timeout,
            "DOWNLOAD_VERIFY_CERTIFICATES": outlet.verify_tls,
        }
        for name, value in values.items():
            settings.set(name, value, priority="spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> OutletSpider:
        """Hold the outlet and open the capture session before anything can be fetched.

        Raises ContactMissing, AlreadyRunning, WarcBusyError; FrontierError, ValueError for bad arguments.
        """
        contact_needed(cls.outlet.domains, cls.archive, crawler.settings.getbool("WARRAQ_ALLOW_PRIVATE"))
        crawl_id = f"{cls.outlet.slug}-{utc_now():%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
        identity = CrawlIdentity(
            archive=cls.archive,
            slug=cls.outlet.slug,
            crawl_id=crawl_id,
            user_agent=crawler.settings["USER_AGENT"],
            software=software(),
            configuration=(cls.archive.outlets_dir / f"{cls.outlet.slug}.toml").read_text("utf-8"),
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
        crawler.signals.connect(spider._finish, signals.spider_closed)
        return spider

    # -- what the scheduler asks

    def next_due(self) -> Request | None:
        """A request for the next URL of the frontier, articles before requisites; None when none is due."""
        now = time.time()
        if self._stopping is not None:
            return None
        due = self._frontier.take(now, ARTICLE, self._since, self._until, begun=self._limit_reached())
        if due is None:
            due = self._frontier.take(now, REQUISITE)
        if due is None:
            return None
        self._taken += 1
        if self._taken % CHECK_EVERY == 1:
            self._check_disk()
        if due.role == ARTICLE:
            self._taken_articles.add(due.url_key)
        self._in_flight[due.url_key] = due
        return self._request_for(due)

    def has_due(self) -> bool:
        """Whether a URL is waiting that this crawl will still fetch."""
        if self._seeds_waiting:
            return True
        horizon = time.time() + PATIENCE
        waits = (
            self._frontier.waits_until(ARTICLE, self._since, self._until, begun=self._limit_reached()),
            self._frontier.waits_until(REQUISITE),
        )
        return any(moment is not None and moment <= horizon for moment in waits)

    def _limit_reached(self) -> bool:
        return self._limit is not None and len(self._taken_articles) >= self._limit

    def _check_disk(self) -> None:
        if (self.archive.root / STOP_FILE).exists():
            self._stop("stopped-by-file")
        usage = shutil.disk_usage(self.archive.root)
        if usage.free < disk_reserve(usage.total, self.archive.settings.limits.max_bytes):
            logger.error("Only %d MB are free; the crawl stops before the disk is full", usage.free >> 20)
            self._stop("disk-low")

    def _stop(self, reason: str) -> None:
        engine = self.crawler.engine
        if engine is not None:
            self._stopping = asyncio.ensure_future(engine.close_spider_async(reason=reason))

    # -- requests

    def _request_for(self, due: Due) -> Request:
        headers = conditional_headers(due.prior)
        return Request(
            due.url,
            callback=self.parse_due,
            errback=self.due_failed,
            cb_kwargs={"due": due},
            headers=headers,
            dont_filter=True,
            meta={FACTS: self._facts(due.role, due.via, due.hops), PRIOR: due.prior},
        )

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

    def _facts(self, role: str, via: str | None, hops: int) -> tuple[tuple[str, str | int | None], ...]:
        return (("role", role), ("via", via), ("hopsFromSeed", hops))

    # -- seeds

    async def start(self) -> AsyncIterator[Any]:
        """Every seed, each time anew: what they list is compared with the frontier."""
        await self._session.event({"event": "crawl-started", "reason": self._reason()})
        self._frontier.revive(time.time())
        for seed in seeds_of(self.outlet):
            yield self._seed_request(seed)

    def _reason(self) -> str:
        parts = (("since", self._since), ("until", self._until), ("limit", self._limit))
        return " ".join(f"{name}={value}" for name, value in parts if value is not None) or "all"

    async def parse_seed(self, response: Response, seed: Seed) -> AsyncIterator[Any]:
        """Read a seed: its URLs go into the frontier, its sitemaps are asked for."""
        captured: Captured = response.meta[CAPTURED_META]
        status = response.status
        if status in _REDIRECTS:
            await self._seed_redirected(response, seed, captured)
        elif status == 304 or captured.kind == "revisit":
            self._seeds_read += 1
            self._remember_seed(response, seed, captured)
            # An index may stand unchanged over sitemaps that do change.
            listed = self._frontier.listed_by(seed.url, SITEMAP)
            for request in self._requests_below(seed, self._children(seed, listed)):
                yield request
        elif captured.truncated is not None and seed.tries + 1 < TRIES:
            await self._seed_again(seed, f"truncated-{captured.truncated}", captured)
        elif 200 <= status < 300:
            for request in await self._read_seed(response, seed, captured):
                yield request
        elif status in _TEMPORARY:
            wait = retry_after(header(response, "Retry-After"), time.time())
            await self._seed_again(seed, f"http-{status}", captured, wait)
        else:
            await self._seed_problem(seed, f"http-{status}", captured)

    async def _read_seed(self, response: Response, seed: Seed, captured: Captured) -> list[Request]:
        body, odd = await asyncio.to_thread(decoded_body, response)
        reading = await asyncio.to_thread(read_seed, seed, body, content_type(response), self.outlet)
        problems = (*odd, *reading.problems)
        children = self._children(seed, reading.sitemaps)
        left_out = [child for child in children if child.state == REFUSED]
        await self._discovered(seed, captured.record_id, (*reading.found, *left_out), problems)
        await asyncio.to_thread(self._frontier.add, children, time.time(), timestamp(utc_now()))
        if problems and not reading.found and not reading.sitemaps:
            await self._seed_problem(seed, problems[0], captured)
        else:
            self._seeds_read += 1
            # Only now: a crawl killed before this line asks for the seed again and gets all of it.
            self._remember_seed(response, seed, captured)
        return self._requests_below(seed, children)

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

    def _remember_seed(self, response: Response, seed: Seed, captured: Captured) -> None:
        now = time.time()
        found = Found(url=seed.url, role=seed.role, via=seed.via, hops=seed.depth, state=CAPTURED)
        self._frontier.add([found], now, timestamp(utc_now()))
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

    async def _discovered(
        self, seed: Seed, record_id: str | None, found: tuple[Found, ...], problems: tuple[str, ...] = ()
    ) -> None:
        """What is new goes into the WARC first, then into the frontier: what is there is on record."""
        for problem in problems:
            logger.warning("%s: %s", seed.url, problem)
        for begin in range(0, max(1, len(found)), EVENT_ITEMS):
            chunk = found[begin : begin + EVENT_ITEMS]
            news = await asyncio.to_thread(self._frontier.news, chunk)
            if news or (problems and begin == 0):
                await self._session.event(
                    {
                        "event": "discovered",
                        "seed": seed.url,
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
                            }
                            for item in news
                        ],
                    }
                )
            await asyncio.to_thread(self._frontier.add, chunk, time.time(), timestamp(utc_now()))

    async def seed_failed(self, failure: Failure) -> None:
        """A seed that gave no answer: said in the log, the stats and the crawl's last event."""
        seed: Seed = failure.request.cb_kwargs["seed"]  # type: ignore[attr-defined]  # scrapy sets it
        if isinstance(failure.value, CaptureError):
            raise self._capture_failed(failure.value)
        captured: Captured | None = failure.request.meta.get(CAPTURED_META)  # type: ignore[attr-defined]
        reason = reason_of(failure, captured)
        if captured is None or reason in _FINAL_FAILURES:
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

    async def _seed_problem(self, seed: Seed, reason: str, captured: Captured | None) -> None:
        self._seeds_failed.append(f"{seed.url}: {reason}")
        logger.error("Seed %s (%s): %s", seed.url, seed.role, reason)
        if captured is None:
            refused = reason.startswith("robots") or reason in _FINAL_FAILURES
            await self._fate(seed.url, REFUSED if refused else FAILED, reason)

    # -- articles and requisites

    async def parse_due(self, response: Response, due: Due) -> AsyncIterator[Any]:
        """One answer for a URL of the frontier: decide its state, yield a Sighting when it is a page."""
        captured: Captured = response.meta[CAPTURED_META]
        status = response.status
        if status in _REDIRECTS:
            await self._redirected(response, due, captured)
        elif status == 304 or (200 <= status < 300):
            async for item in self._answered(response, due, captured):
                yield item
        elif status in (404, 410):
            self._settle(due, GONE, f"http-{status}")
        elif status in _TEMPORARY:
            wait = retry_after(header(response, "Retry-After"), time.time())
            self._try_again(due, f"http-{status}", wait)
        else:
            self._settle(due, FAILED, f"http-{status}")

    async def _answered(self, response: Response, due: Due, captured: Captured) -> AsyncIterator[Any]:
        cut = f"truncated-{captured.truncated}" if captured.truncated is not None else None
        if cut is not None and due.tries + 1 < TRIES:
            self._try_again(due, cut)
            return
        revisit = captured.kind == "revisit"
        if due.role == ARTICLE and not revisit and self.outlet.requisites != "none":
            await self._find_requisites(response, due)
        again = self._again(due)
        self._note_capture(due.url, response, captured, time.time(), again=again, reason=cut)
        self._in_flight.pop(due.url_key, None)
        if due.role == ARTICLE:
            yield Sighting(
                url=due.url,
                record_id=captured.record_id,
                warc=captured.warc,
                offset=captured.offset,
                length=captured.length,
                captured_at=captured.date,
            )

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
            last_modified=header(response, "Last-Modified"),
            again=again,
        )

    def _again(self, due: Due) -> float | None:
        """When the outlet's `recapture` ages ask for the URL again, counted from its first capture."""
        if due.role != ARTICLE or due.captures >= len(self.outlet.recapture):
            return None
        first = self._frontier.first_captured(due.url) or time.time()
        return first + self.outlet.recapture[due.captures].total_seconds()

    async def _find_requisites(self, response: Response, due: Due) -> None:
        kind = (content_type(response) or "text/html").partition(";")[0].strip().lower()
        if kind not in ("text/html", "application/xhtml+xml"):
            return
        urls = await asyncio.to_thread(self._requisites_of, response)
        found = [Found(url=url, role=REQUISITE, via=due.url, hops=due.hops + 1) for url in urls]
        if found:
            self._frontier.add(found, time.time(), timestamp(utc_now()))

    def _requisites_of(self, response: Response) -> tuple[str, ...]:
        body, _problems = decoded_body(response)
        return read_requisites(
            body, response.url, content_type(response), stylesheets=self.outlet.requisites == "all"
        )

    async def _redirected(self, response: Response, due: Due, captured: Captured) -> None:
        if header(response, "Location") is None:
            self._settle(due, CAPTURED, "redirect-without-target")
            return
        self._taken_articles.discard(due.url_key)  # the limit counts what it leads to
        target = redirect_target(response)
        refused = self._redirect_refusal(target, due)
        if target is None or refused is not None:
            await self._refuse(due.url, refused or "redirect-to-no-web-address")
        elif url_key(target) == due.url_key:
            self._frontier.moved(due.url, target)
        elif loop := self._loop(due.url, target):
            for url in loop:
                await self._refuse(url, "redirect-loop")
        else:
            found = Found(url=target, role=due.role, via=due.url, hops=due.hops + 1)
            origin = Seed(url=due.url, role="redirect", depth=due.hops)
            if due.role == ARTICLE:
                await self._discovered(origin, captured.record_id, (found,))
            else:
                self._frontier.add([found], time.time(), timestamp(utc_now()))
            self._settle(due, CAPTURED, f"{REDIRECT}{target}")
        self._in_flight.pop(due.url_key, None)

    def _redirect_refusal(self, target: str | None, due: Due) -> str | None:
        if target is None:
            return None
        if target == normalise(due.url):
            return "redirect-to-itself"
        if due.hops > self.archive.settings.limits.redirects:
            return "too-many-redirects"
        if due.role == REQUISITE:
            return None
        return "redirect-to-other-host" if refusal(target, self.outlet) == OTHER_HOST else None

    def _loop(self, url: str, target: str) -> list[str]:
        """The URLs that redirect in a circle once `url` redirects to `target`, and those that lead into it;
        empty when there is no circle."""
        loop, here = [url], target
        while url_key(here) != url_key(url):
            onward = self._frontier.redirect_of(here)
            if onward is None or here in loop:
                return []
            loop.append(here)
            here = onward
        for member in loop:
            loop += [other for other in self._frontier.leading_to(member) if other not in loop]
        return loop

    async def _refuse(self, url: str, reason: str) -> None:
        await self._fate(url, REFUSED, reason)
        self._frontier.settle(url, REFUSED, reason)

    async def due_failed(self, failure: Failure) -> None:
        """A URL of the frontier that gave no answer: refused, tried again, or failed with its reason."""
        if isinstance(failure.value, CaptureError):
            raise self._capture_failed(failure.value)
        request: Request = failure.request  # type: ignore[attr-defined]  # scrapy sets it
        due: Due = request.cb_kwargs["due"]
        captured: Captured | None = request.meta.get(CAPTURED_META)
        reason = reason_of(failure, captured)
        if isinstance(failure.value, RobotsRefusal):
            if failure.value.reason == "unavailable":
                await self._fate(due.url, FAILED, reason)
                self._fail(due, reason, None)
            else:
                await self._refuse(due.url, reason)
                self._in_flight.pop(due.url_key, None)
        elif reason in _FINAL_FAILURES:
            await self._refuse(due.url, reason)
            self._in_flight.pop(due.url_key, None)
        else:
            if captured is None:
                await self._fate(due.url, FAILED, reason)
            self._try_again(due, reason)

    def _capture_failed(self, error: CaptureError) -> CloseSpider:
        if self.crawler.stats is not None:
            self.crawler.stats.set_value("warraq/error", f"captures could not be written: {error}")
        return CloseSpider("capture-failed")

    def _settle(self, due: Due, state: str, reason: str) -> None:
        self._frontier.settle(due.url, state, reason)
        self._in_flight.pop(due.url_key, None)

    def _try_again(self, due: Due, reason: str, wait: float | None = None) -> None:
        tries = due.tries + 1
        if wait is not None and self.outlet.owns(due.url):
            # Whoever says when to come back means all of us, not one page (RFC 6585 section 4).
            leave_alone(self.crawler, urlsplit(due.url).hostname or "", min(wait, PATIENCE))
        if tries >= TRIES and wait is None:
            self._fail(due, reason, None)
        elif tries >= TRIES:
            self._fail(due, f"{reason}, retry after {wait:.0f} s", None)
        else:
            self._fail(due, reason, time.time() + (BACKOFF**due.tries if wait is None else wait))

    def _fail(self, due: Due, reason: str, again: float | None) -> None:
        now = time.time()
        self._frontier.failed(due.url, reason, now, again=again)
        self._in_flight.pop(due.url_key, None)
        if again is not None and again - now <= PATIENCE:
            # The engine looks for work every five seconds of its own accord.
            asyncio.get_running_loop().call_later(again - now + 0.01, self._wake)

    def _wake(self) -> None:
        engine = self.crawler.engine
        request = self.next_due() if engine is not None and self._open else None
        if engine is not None and request is not None:
            engine.crawl(request)

    async def _fate(self, url: str, state: str, reason: str) -> None:
        await self._session.event({"event": "fate", "url": url, "state": state, "reason": reason})

    # -- the end

    async def _finish(self, spider: Spider, reason: str) -> None:
        self._open = False
        counts = self._frontier.counts()
        unexplained = sorted(due.url for due in self._in_flight.values())
        if unexplained and reason == "finished":
            logger.error("%d URLs have no outcome: %s", len(unexplained), ", ".join(unexplained[:10]))
        stats = self.crawler.stats
        if stats is not None:
            stats.set_value("warraq/seeds_read", self._seeds_read)
            stats.set_value("warraq/seeds_failed", len(self._seeds_failed))
            stats.set_value("warraq/seed_problems", self._seeds_failed)
            stats.set_value("warraq/unexplained", len(unexplained) if reason == "finished" else 0)
            for state, count in counts.items():
                stats.set_value(f"warraq/ledger/{state}", count)
        try:
            await self._session.event(
                {
                    "event": "crawl-finished",
                    "reason": reason,
                    "counts": counts,
                    "seeds_failed": self._seeds_failed,
                }
            )
        finally:
            self._frontier.close()


def _day(text: str | None, name: str) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise ValueError(f"{name}={text!r} is no day: write year-month-day, such as 2026-11-22") from error


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    if not str(text).isdigit() or int(text) == 0:
        raise ValueError(f"limit={text!r} is no count: write a whole number above 0")
    return int(text)
