"""Refuses URLs that spell out a private address, before a connection is tried.

Names are the resolver's (`crawlers.resolver`); what stands after a connect is checked once more in
`crawlers.capture.wire`.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from crawlers.addresses import is_allowed, is_local_name, is_onion, literal_address
from crawlers.capture.session import session_of


class AddressRefusal(IgnoreRequest):
    """A URL's host is an address that crawls may not reach."""

    reason = "address-refused"


class AddressMiddleware:
    """Lets a request pass unless its host is an address, in any spelling, that is not public.

    Through a proxy, which looks names up itself, neither one that can only be a local name.
    """

    def __init__(self, crawler: Crawler, *, allow_private: bool) -> None:
        self._crawler = crawler
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressMiddleware:
        return cls(crawler, allow_private=crawler.settings.getbool("WARRAQ_ALLOW_PRIVATE"))

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).hostname or ""
        address = literal_address(host)
        if address is not None and not is_allowed(address, allow_private=self._allow_private):
            raise AddressRefusal(f"{address} is not a public address")
        if address is None and not self._allow_private and is_local_name(host) and self._through_proxy():
            raise AddressRefusal(f"{host} is a name of a local network")
        if is_onion(host) and not self._through_proxy():
            raise AddressRefusal(f"{host} is reached through Tor alone, and no proxy is declared")

    def _through_proxy(self) -> bool:
        return session_of(self._crawler).identity.proxy is not None
