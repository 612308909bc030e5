"""Refuses URLs that spell out a private address, before a connection is tried.

Names are the resolver's (`crawlers.resolver`); what stands after a connect is checked once more in
`crawlers.capture.wire`.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from crawlers.addresses import is_allowed, literal_address


class AddressRefusal(IgnoreRequest):
    """A URL's host is an address that crawls may not reach."""

    reason = "address-refused"


class AddressMiddleware:
    """Lets a request pass unless its host is an address, in any spelling, that is not public."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressMiddleware:
        return cls(allow_private=crawler.settings.getbool("WARRAQ_ALLOW_PRIVATE"))

    async def process_request(self, request: Request) -> None:
        address = literal_address(urlsplit(request.url).hostname or "")
        if address is not None and not is_allowed(address, allow_private=self._allow_private):
            raise AddressRefusal(f"{address} is not a public address")
