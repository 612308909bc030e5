"""One page asked for by hand, from its first request to the last picture: what is recorded, and the outcome.

Redirects are followed also to other hosts; each exchange goes into the WARC of the outlet that owns its URL.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from scrapy.http import Response

from archive.errors import ArchiveError
from archive.origins import ASKED, BY_HAND
from crawlers.answers import content_type, redirect_target
from crawlers.capture.prior import Captured
from crawlers.decoding import decoded_body
from crawlers.frontier import CAPTURED, FAILED, GONE, REFUSED, REQUISITE, WAITING
from crawlers.links import read_requisites
from crawlers.manners import check_room
from crawlers.page_spider import Answer, PageSpider
from crawlers.recorded_spider import FINAL_FAILURES, REDIRECTS
from extractors.urls import url_key

PAGE = "page"
FAILED_ROBOTS = "robots: unavailable"
HTML = ("text/html", "application/xhtml+xml")
SpiderFor = Callable[[str], Awaitable[PageSpider]]


class PageCapture:
    """Captures pages; `spider_for(url)` gives the spider of the outlet that owns a URL, or raises.

    An image or stylesheet is asked for once, however many pages of the run need it.
    """

    def __init__(self, spider_for: SpiderFor, redirects: int) -> None:
        self._spider_for = spider_for
        self._redirects = redirects
        self._requisites: set[str] = set()

    async def capture(self, url: str) -> dict[str, Any]:
        """The outcome for one URL as a JSON object: state, reason, exchanges, counts of requisites.

        Raises CaptureError and WarcWriteError, after which nothing can be captured any more.
        """
        outcome: dict[str, Any] = {
            "url": url,
            "address": url,
            "outlet": None,
            "exchanges": [],
            "requisites": {"captured": 0, "failed": 0},
        }
        try:
            spider = await self._spider_for(url)
            check_room(spider.archive)
        except ArchiveError as error:
            return outcome | {"state": FAILED, "reason": str(error), "exit_code": error.exit_code}
        await self._named(spider, url, BY_HAND, ASKED, None)
        return outcome | await self._follow(spider, url, outcome)

    async def _follow(self, spider: PageSpider, url: str, outcome: dict[str, Any]) -> dict[str, Any]:
        via: str | None = None
        met = [url]
        while True:
            answer = await spider.ask(url, role=PAGE, via=via, hops=len(met) - 1)
            outcome["exchanges"] += [_described(exchange, url) for exchange in answer.exchanges]
            outcome |= {"address": url, "outlet": spider.outlet.slug}
            response = answer.response
            if response is None or response.status not in REDIRECTS:
                state, reason = _settled(answer)
                if answer.captured is None or reason in FINAL_FAILURES:
                    await _fate(spider, url, state, reason)
                if response is not None and state == CAPTURED:
                    outcome["requisites"] = await self._fetch_requisites(spider, response, len(met))
                return {"state": state, "reason": reason}
            target = redirect_target(response)
            refused = self._refusal(target, met)
            if refused is not None or target is None:
                reason = refused or "redirect-to-no-web-address"
                for address in met if reason == "redirect-loop" else [url]:
                    await _fate(await self._spider_for(address), address, REFUSED, reason)
                return {"state": REFUSED, "reason": reason}
            try:
                onward = await self._spider_for(target)
            except ArchiveError as error:
                return {"state": FAILED, "reason": str(error), "exit_code": error.exit_code}
            record = answer.captured.record_id if answer.captured is not None else None
            await self._named(onward, target, url, "redirect", record)
            spider, via, url = onward, url, target
            met.append(url)

    def _refusal(self, target: str | None, met: list[str]) -> str | None:
        if target is None:
            return None
        if target == met[-1]:
            return "redirect-to-itself"
        if target in met:
            return "redirect-loop"
        return "too-many-redirects" if len(met) > self._redirects else None

    async def _fetch_requisites(self, spider: PageSpider, response: Response, hops: int) -> dict[str, int]:
        kind = (content_type(response) or "text/html").partition(";")[0].strip().lower()
        if kind not in HTML:
            return {"captured": 0, "failed": 0}
        wanted = await asyncio.to_thread(_requisites_of, response)
        fresh = [url for url in wanted if url_key(url) not in self._requisites]
        self._requisites.update(map(url_key, fresh))
        had = await asyncio.gather(*(self._fetch_requisite(spider, url, response.url, hops) for url in fresh))
        return {"captured": sum(had), "failed": len(had) - sum(had)}

    async def _fetch_requisite(self, spider: PageSpider, url: str, page: str, hops: int) -> bool:
        """Whether an image or stylesheet came; it goes beside its page, whatever host it is from."""
        via = page
        for _hop in range(self._redirects + 1):
            answer = await spider.ask(url, role=REQUISITE, via=via, hops=hops)
            response = answer.response
            target = (
                redirect_target(response) if response is not None and response.status in REDIRECTS else None
            )
            if target is None:
                state, reason = _settled(answer)
                if answer.captured is None or reason in FINAL_FAILURES:
                    await _fate(spider, url, state, reason, via)
                return state == CAPTURED and reason is None
            via, url, hops = url, target, hops + 1
        await _fate(spider, url, REFUSED, "too-many-redirects", via)
        return False

    async def _named(self, spider: PageSpider, url: str, seed: str, role: str, record: str | None) -> None:
        await spider.tell(
            {
                "event": "discovered",
                "seed": seed,
                "seed_role": role,
                "seed_record": record,
                "problems": [],
                "items": [{"url": url, "state": WAITING, "reason": None}],
            }
        )


def _settled(answer: Answer) -> tuple[str, str | None]:
    """State and reason of what was answered, in the words of the ledger."""
    response, captured = answer.response, answer.captured
    if response is None:
        reason = answer.reason or "failed"
        refused = reason in FINAL_FAILURES or (reason.startswith("robots: ") and reason != FAILED_ROBOTS)
        return (REFUSED if refused else FAILED), reason
    if 200 <= response.status < 300:
        cut = captured.truncated if captured is not None else None
        return CAPTURED, None if cut is None else f"truncated-{cut}"
    return GONE if response.status in (404, 410) else FAILED, f"http-{response.status}"


async def _fate(spider: PageSpider, url: str, state: str, reason: str | None, via: str | None = None) -> None:
    await spider.tell({"event": "fate", "url": url, "state": state, "reason": reason, "via": via})


def _requisites_of(response: Response) -> tuple[str, ...]:
    body, _problems = decoded_body(response)
    return read_requisites(body, response.url, content_type(response), stylesheets=True)


def _described(exchange: Captured, url: str) -> dict[str, Any]:
    return {
        "record_id": exchange.record_id,
        "url": url,
        "captured_at": exchange.date,
        "kind": exchange.kind,
        "status": exchange.status,
        "outcome": exchange.outcome,
        "truncated": exchange.truncated,
        "warc": exchange.warc,
        "offset": exchange.offset,
        "length": exchange.length,
        "payload_digest": exchange.payload_digest,
    }
