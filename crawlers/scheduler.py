"""Scrapy's scheduler over the frontier: what the spider asks for now comes first, then what is due.

Nothing is dropped for being a duplicate: the frontier knows each URL once, and a redirect to a URL that was
seen before must still reach its callback.
"""

from __future__ import annotations

import heapq
import itertools
from typing import Protocol, cast

from scrapy import Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.http import Request
from twisted.internet.defer import Deferred


class FeedsScheduler(Protocol):
    """A spider whose further requests come from its frontier."""

    def next_due(self) -> Request | None: ...

    def has_due(self) -> bool: ...


class FrontierScheduler(BaseScheduler):
    """Requests by priority, then by arrival; when there are none, the spider's next due URL."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, Request]] = []
        self._numbers = itertools.count()
        self._source: FeedsScheduler | None = None

    def open(self, spider: Spider) -> Deferred[None] | None:
        self._source = cast(FeedsScheduler, spider)
        return None

    def enqueue_request(self, request: Request) -> bool:
        heapq.heappush(self._heap, (-request.priority, next(self._numbers), request))
        return True

    def next_request(self) -> Request | None:
        if self._heap:
            return heapq.heappop(self._heap)[2]
        return self._source.next_due() if self._source else None

    def has_pending_requests(self) -> bool:
        return bool(self._heap) or (self._source is not None and self._source.has_due())
