"""One outlet's crawl: read its seeds, put what they list into the frontier, fetch what is due.

The spider points, the archive keeps: it yields a Sighting for each article page on the disk and reads none.
Every URL it takes from the frontier ends there in a state with a reason; `closed` counts those that did not.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import AsyncIterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from archive.drift_state import read_drift
from archive.index_wal import overlong
from archive.room import disk_reserve
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
from crawlers.discovery import OTHER_HOST, Seed, refusal
from crawlers.frontier import (
    ARTICLE,
    CAPTURED,
    FAILED,
    GONE,
    LISTING,
    REDIRECT,
    REFUSED,
    REQUISITE,
    Due,
    Found,
)
from crawlers.links import read_requisites
from crawlers.politeness import leave_alone, retry_after
from crawlers.recorded_spider import BACKOFF, FINAL_FAILURES, PATIENCE, REDIRECTS, TEMPORARY, TRIES
from crawlers.robots import RobotsRefusal
from crawlers.seed_spider import SeedSpider
from crawlers.sighting import Sighting
from extractors.urls import normalise, url_key

logger = logging.getLogger(__name__)

CHECK_EVERY = 50
DAY = 86_400.0  # seconds
LEAST_APART = 3_900.0  # seconds between two checks of a missing article; see archive.disappearance.APART
STOP_FILE = "STOP"


class OutletSpider(SeedSpider):
    """The general spider; `crawlers.spiderloader.spider_class` binds it to an archive and an outlet.

    Arguments: `since` and `until` (days, YYYY-MM-DD, the outlet's own), `limit` (articles fetched).
    """

    def __init__(self, since: str | None = None, until: str | None = None, limit: str | None = None) -> None:
        self._since = _day(since, "since")
        self._until = _day(until, "until")
        self._limit = _count(limit)
        super().__init__()
        self._in_flight: dict[str, Due] = {}
        self._taken = 0
        self._taken_articles: set[str] = set()

    async def start(self) -> AsyncIterator[Any]:
        """The canary first: a report that tells whether pages are made as before; then every seed."""
        if (request := self._canary_request()) is not None:
            yield request
        async for one in super().start():
            yield one

    def _canary_request(self) -> Request | None:
        canary = read_drift(self.archive, self.outlet.slug).canary
        due = self._frontier.take_again(canary.url) if canary is not None else None
        if due is None:
            return None
        self._in_flight[due.url_key] = due
        return self._request_for(due)

    def _reason(self) -> str:
        parts = (("since", self._since), ("until", self._until), ("limit", self._limit))
        return " ".join(f"{name}={value}" for name, value in parts if value is not None) or "all"

    def next_due(self) -> Request | None:
        """A request for the next URL of the frontier: articles, then further pages of listings, then
        requisites; None when none is due."""
        now = time.time()
        if self._stopping is not None:
            return None
        due = self._frontier.take(now, ARTICLE, self._since, self._until, begun=self._limit_reached())
        if due is None and not self._limit_reached():
            due = self._frontier.take(now, LISTING, self._since)
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
            None if self._limit_reached() else self._frontier.waits_until(LISTING, self._since),
            self._frontier.waits_until(REQUISITE),
        )
        return any(moment is not None and moment <= horizon for moment in waits)

    def _limit_reached(self) -> bool:
        return self._limit is not None and len(self._taken_articles) >= self._limit

    def _check_disk(self) -> None:
        if (self.archive.root / STOP_FILE).exists():
            self._stop("stopped-by-file")
        usage = shutil.disk_usage(self.archive.root)
        reserve = disk_reserve(usage.total, self.archive.settings.limits.max_bytes)
        if usage.free < reserve + overlong(self.archive.index):
            logger.error("Only %d MB are free; the crawl stops before the disk is full", usage.free >> 20)
            self._stop("disk-low")

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

    async def parse_due(self, response: Response, due: Due) -> AsyncIterator[Any]:
        """One answer for a URL of the frontier: decide its state, yield a Sighting when it is a page."""
        captured: Captured = response.meta[CAPTURED_META]
        status = response.status
        if status in REDIRECTS:
            await self._redirected(response, due, captured)
        elif status == 304 or (200 <= status < 300):
            async for item in self._answered(response, due, captured):
                yield item
        elif status in (404, 410):
            if due.role == LISTING and due.seed in self.outlet.archives:
                await self._empty_day(due)
            self._gone(due, f"http-{status}")
        elif status in TEMPORARY:
            wait = retry_after(header(response, "Retry-After"), time.time())
            self._try_again(due, f"http-{status}", wait)
        else:
            self._fail(due, f"http-{status}", None)

    async def _answered(self, response: Response, due: Due, captured: Captured) -> AsyncIterator[Any]:
        cut = f"truncated-{captured.truncated}" if captured.truncated is not None else None
        if cut is not None and due.tries + 1 < TRIES:
            self._try_again(due, cut)
            return
        revisit = captured.kind == "revisit"
        if due.role == ARTICLE and not revisit and self.outlet.requisites != "none":
            await self._find_requisites(response, due)
        if due.role == LISTING and not revisit:
            await self._read_listing(response, due, captured)
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

    def _again(self, due: Due) -> float | None:
        """When the outlet's `recapture` ages ask for the URL again, counted from its first capture."""
        if due.role != ARTICLE or not self.outlet.recapture:
            return None
        now = time.time()
        first = self._frontier.first_captured(due.url) or now
        ages = (first + age.total_seconds() for age in self.outlet.recapture)
        return min((moment for moment in ages if moment > now), default=None)

    async def _find_requisites(self, response: Response, due: Due) -> None:
        kind = (content_type(response) or "text/html").partition(";")[0].strip().lower()
        if kind not in ("text/html", "application/xhtml+xml"):
            return
        await asyncio.to_thread(self._add_requisites, response, due)

    def _add_requisites(self, response: Response, due: Due) -> None:
        body, _problems = decoded_body(response)
        urls = read_requisites(
            body, response.url, content_type(response), stylesheets=self.outlet.requisites == "all"
        )
        found = [Found(url=url, role=REQUISITE, via=due.url, hops=due.hops + 1) for url in urls]
        if found:
            self._frontier.add(found, time.time(), timestamp(utc_now()))

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
        elif due.role == LISTING:
            self._settle(due, CAPTURED, f"{REDIRECT}{target}")
            await self._follow_listing(target, due)
        else:
            found = Found(url=target, role=due.role, via=due.url, hops=due.hops + 1)
            origin = Seed(url=due.url, role="redirect", depth=due.hops)
            if due.role == ARTICLE:
                await self._discovered(origin, captured.record_id, (found,))
            else:
                self._frontier.add([found], time.time(), timestamp(utc_now()))
            self._settle(due, CAPTURED, f"{REDIRECT}{target}")
        self._in_flight.pop(due.url_key, None)

    async def _follow_listing(self, target: str, due: Due) -> None:
        """Read on where a listing's page leads, unless that is a page this walk has read."""
        if url_key(target) in self._walked or target == due.seed:
            return
        found = Found(
            url=target,
            role=LISTING,
            via=due.url,
            seed=due.seed,
            hops=due.hops,
            dry=due.dry,
            latest=due.latest,
        )
        self._walked.add(url_key(target))
        await asyncio.to_thread(self._frontier.add, [found], time.time(), timestamp(utc_now()))

    def _redirect_refusal(self, target: str | None, due: Due) -> str | None:
        if target is None:
            return None
        if target == normalise(due.url):
            return "redirect-to-itself"
        if due.role != LISTING and due.hops > self.archive.settings.limits.redirects:
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
        elif reason in FINAL_FAILURES:
            await self._refuse(due.url, reason)
            self._in_flight.pop(due.url_key, None)
        else:
            if captured is None:
                await self._fate(due.url, FAILED, reason)
            self._try_again(due, reason)

    def _settle(self, due: Due, state: str, reason: str) -> None:
        self._frontier.settle(due.url, state, reason)
        self._in_flight.pop(due.url_key, None)

    def _gone(self, due: Due, reason: str) -> None:
        """Note a 404 or 410. An article that we hold is looked at again until it counts as removed."""
        if due.role != ARTICLE or due.prior is None:
            self._settle(due, GONE, reason)
            return
        rule = self.archive.settings.history
        established = due.missed + 1 >= rule.removed_after_checks
        self._frontier.missed(due.url, reason, again=None if established else self._next_check())
        self._in_flight.pop(due.url_key, None)

    def _check_at(self, due: Due) -> float | None:
        """When to look again at an article that we hold, after no answer that shows it or says it is gone."""
        if due.role != ARTICLE or due.prior is None:
            return None
        if due.missed:
            return self._next_check()
        return time.time() + DAY if due.captures < len(self.outlet.recapture) else None

    def _next_check(self) -> float:
        """When to look again at an article that was missing: so that the checks spread over enough days."""
        rule = self.archive.settings.history
        apart = rule.removed_after_days * DAY / max(1, rule.removed_after_checks - 1)
        return time.time() + max(apart, LEAST_APART)

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
        check = self._check_at(due) if again is None else None
        self._frontier.failed(due.url, reason, now, again=again, check=check)
        self._in_flight.pop(due.url_key, None)
        if again is not None and again - now <= PATIENCE:
            # The engine looks for work every five seconds of its own accord.
            asyncio.get_running_loop().call_later(again - now + 0.01, self._wake)

    def _wake(self) -> None:
        engine = self.crawler.engine
        request = self.next_due() if engine is not None and self._open else None
        if engine is not None and request is not None:
            engine.crawl(request)

    async def _finish(self, spider: Spider, reason: str) -> None:
        self._open = False
        if reason == "finished":
            self._frontier.end_run(time.time())
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
                    "observed": self._session.observed.told(self._session.clock.jumped),
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
