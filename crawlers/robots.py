"""robots.txt as RFC 9309 has it, with the decision kept beside each capture.

Scrapy's own middleware crawls on when robots.txt answers 5xx or not at all; section 2.3.1.4 asks for the
opposite. Redirects are followed up to five times (2.3.1.2), 500 KiB are parsed (2.5).
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from protego import Protego
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from crawlers.capture.handler import FACTS, CaptureError, failure_told
from crawlers.capture.session import session_of
from crawlers.decoding import decoded_body
from crawlers.politeness import keep_delay
from crawlers.robots_rules import digest_of, rules_of
from extractors.urls import UrlError, normalise

logger = logging.getLogger(__name__)

PARSED_BYTES = 500 << 10
REDIRECTS = 5
TRIES = 3
RETRY_SECONDS = 1.0
MAX_CRAWL_DELAY = 300.0
EXEMPT = "robots_exempt"


class RobotsRefusal(IgnoreRequest):
    """robots.txt does not allow a URL; `reason` says why: disallowed, or unavailable (5xx, unreachable)."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"robots.txt: {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt comes to: parsed rules, or a verdict for every URL of the host."""

    parsed: Protego | None
    verdict: str
    detail: str
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    digest: str | None = None  # of the rules for us; None where robots.txt could not be had


def rules_from(status: int, body: bytes, user_agent: str) -> Rules:
    """The rules that an answer stands for (RFC 9309 section 2.3.1): 2xx parsed, 4xx allow, else disallow."""
    if 200 <= status < 300:
        text = body[:PARSED_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
        parsed = Protego.parse(text)
        delay = parsed.crawl_delay(user_agent)
        return Rules(
            parsed=parsed,
            verdict="parsed",
            detail=f"status {status}",
            crawl_delay=float(delay) if delay is not None else None,
            sitemaps=tuple(parsed.sitemaps),
            digest=digest_of(rules_of(text, user_agent)),
        )
    if 400 <= status < 500 and status != 429:
        none = digest_of(())
        return Rules(parsed=None, verdict="allowed", detail=f"status {status} means no rules", digest=none)
    return Rules(parsed=None, verdict="unavailable", detail=f"status {status} means disallow")


class RobotsMiddleware:
    """Asks each host's robots.txt before its first request; refuses with RobotsRefusal."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        # The product token alone (RFC 9309 section 2.2.1): a word of the contact must not match a group.
        self._agent = session_of(crawler).identity.user_agent.partition("/")[0]
        self._hosts: dict[str, asyncio.Task[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get(EXEMPT):
            return
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._hosts:
            self._hosts[host] = asyncio.ensure_future(self._ask(host))
        rules = await asyncio.shield(self._hosts[host])
        verdict = self._judge(rules, request.url)
        request.meta[FACTS] = (*request.meta.get(FACTS, ()), ("robots", verdict))
        if verdict != "allowed":
            raise RobotsRefusal(verdict, rules.detail if rules.parsed is None else f"disallows {request.url}")

    def _judge(self, rules: Rules, url: str) -> str:
        if urlsplit(url).path == "/robots.txt":
            return "allowed"  # RFC 9309, section 2.2.2: always
        if rules.parsed is None:
            return rules.verdict
        return "allowed" if rules.parsed.can_fetch(url, self._agent) else "disallowed"

    async def _ask(self, host: str) -> Rules:
        rules = Rules(parsed=None, verdict="unavailable", detail="robots.txt was not reached")
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(RETRY_SECONDS * attempt)
            rules = await self._ask_once(f"{host}/robots.txt")
            if rules.verdict != "unavailable":
                break
        if rules.verdict == "unavailable":
            logger.warning("%s/robots.txt: %s; nothing of this host is fetched", host, rules.detail)
        if rules.digest is not None:
            session_of(self._crawler).observed.see_robots(urlsplit(host).netloc, rules.digest)
        if rules.crawl_delay is not None:
            keep_delay(self._crawler, urlsplit(host).hostname or "", min(rules.crawl_delay, MAX_CRAWL_DELAY))
        return rules

    async def _ask_once(self, url: str) -> Rules:
        for _hop in range(REDIRECTS + 1):
            request = Request(
                url,
                callback=NO_CALLBACK,
                priority=1000,
                dont_filter=True,
                meta={EXEMPT: True, FACTS: (("role", "robots"), ("robots", "exempt"))},
            )
            try:
                response = await cast(Any, self._crawler.engine).download_async(request)
            except CaptureError:
                raise
            except Exception as error:  # noqa: BLE001  # whatever kept robots.txt away: nothing is fetched
                return Rules(parsed=None, verdict="unavailable", detail=failure_told(error))
            target = _redirect_target(response)
            if target is None:
                return rules_from(response.status, decoded_body(response, PARSED_BYTES)[0], self._agent)
            url = target
        return Rules(parsed=None, verdict="allowed", detail=f"more than {REDIRECTS} redirects mean no rules")


def _redirect_target(response: Response) -> str | None:
    if response.status not in (301, 302, 303, 307, 308):
        return None
    location = (response.headers.get("Location") or b"").decode("latin-1")
    try:
        return normalise(urljoin(response.url, location))
    except UrlError:
        return None
