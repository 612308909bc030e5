"""How fast a crawl goes: AutoThrottle between the operator's delay and what the newsroom asks for."""

from __future__ import annotations

import time
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

MAX_RETRY_AFTER = 24 * 3600.0


class Throttle(AutoThrottle):
    """Scrapy's AutoThrottle, never below a host's Crawl-delay."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._asked: dict[str, float] = {}

    def ask(self, host: str, seconds: float) -> None:
        """Keep at least `seconds` between requests to `host` from now on."""
        self._asked[host] = max(seconds, self._asked.get(host, 0.0))

    def _adjust_delay(self, slot: Any, latency: float, response: Response) -> None:
        super()._adjust_delay(slot, latency, response)
        floor = self._asked.get(urlsplit(response.url).hostname or "")
        if floor is not None and slot.delay < floor:
            slot.delay = floor


def keep_delay(crawler: Crawler, host: str, seconds: float) -> None:
    """Have a host's Crawl-delay kept from now on, by its download slot and by AutoThrottle."""
    throttle = crawler.get_extension(Throttle)
    if throttle is not None:
        throttle.ask(host, seconds)
    engine: Any = crawler.engine
    known = engine.downloader.per_slot_settings.setdefault(host, {})
    known["delay"] = max(float(known.get("delay", 0.0)), seconds)
    known["jitter"] = 0.0  # chance would take as much from the delay as it adds
    slot = engine.downloader.slots.get(host)
    if slot is not None:
        slot.delay = max(slot.delay, seconds)
        slot.jitter = 0.0


def leave_alone(crawler: Crawler, host: str, seconds: float) -> None:
    """Send nothing to a host for that long; what is queued for it waits."""
    engine: Any = crawler.engine
    slot = engine.downloader.slots.get(host)
    if slot is not None:
        slot.lastseen = max(slot.lastseen, time.monotonic() + seconds)


def retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110 section 10.2.3): a number, or a date against
    `now` (seconds since the epoch). None when there is none or it cannot be read; a day at most."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(float(text), MAX_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # as asctime() writes it: GMT, wherever this machine is (section 5.6.7)
        moment = moment.replace(tzinfo=UTC)
    return min(max(0.0, moment.timestamp() - now), MAX_RETRY_AFTER)
