"""DNS for a crawl: answers that are not public are refused, every answer is noted.

Twisted connects to just the addresses this resolver hands it, so a name that resolves into the operator's own
network (now, or at the second look-up) is never connected to. Where a proxy is declared, no other name than
the proxy's is looked up at all.
"""

from __future__ import annotations

import logging
from typing import Any

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred, fail
from twisted.internet.error import DNSLookupError

from crawlers.addresses import is_allowed
from crawlers.capture.session import session_of

logger = logging.getLogger(__name__)


class PublicResolver(CachingThreadedResolver):
    """Scrapy's caching resolver, with private answers refused unless WARRAQ_ALLOW_PRIVATE allows them."""

    _crawler: Crawler
    _allow_private: bool

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> PublicResolver:
        resolver = super().from_crawler(crawler, reactor)
        resolver._crawler = crawler
        resolver._allow_private = crawler.settings.getbool("WARRAQ_ALLOW_PRIVATE")
        resolver._noted = set()
        return resolver

    _noted: set[str]

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:
        proxies = [proxy.host for crawler in self._crawls() if (proxy := session_of(crawler).identity.proxy)]
        if name in proxies:  # the operator's own affair: nothing of it is noted
            return super().getHostByName(name, timeout)
        if proxies:
            return fail(DNSLookupError(f"{name} is for the proxy to look up"))
        looking = super().getHostByName(name, timeout)
        return looking.addCallback(self._check, name)

    def _crawls(self) -> list[Crawler]:
        """The crawls of this process: Scrapy hands its resolver the process where it says crawler."""
        return list(getattr(self._crawler, "crawlers", [self._crawler]))

    def _check(self, address: str, name: str) -> str:
        if address != name and name not in self._noted:
            self._noted.add(name)
            for crawler in self._crawls():
                noting = deferred_from_coro(session_of(crawler).dns_answer(name, [address]))
                noting.addErrback(lambda failure: logger.error("DNS answer of %s: %s", name, failure.value))
        if not is_allowed(address, allow_private=self._allow_private):
            # Twisted tells whoever asked only that there is no answer.
            logger.warning("%s resolves to %s, which is not a public address", name, address)
            raise DNSLookupError(f"{name} resolves to {address}, which is not a public address")
        return address
