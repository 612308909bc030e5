"""A crawl of a list of URLs in a process of its own: `python crawl_child.py PLAN.json`.

Twisted's reactor runs once in a process, so every crawl of the tests has one of its own. The plan names the
archive, the settings that differ from `crawlers.settings` and the requests; what was handed on is written to
`out`, one JSON object a line, as it comes.
"""

import dataclasses
import json
import sys
from collections.abc import AsyncIterator, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Request, Response
from scrapy.settings import Settings

from archive.place import Archive
from crawlers.capture.handler import CAPTURED, FACTS, PRIOR, CaptureError
from crawlers.capture.prior import Captured, Prior
from crawlers.capture.session import CrawlIdentity, open_session, session_of

FLOOR = {
    "ITEM_PIPELINES": {},
    "SCHEDULER": "scrapy.core.scheduler.Scheduler",
    "DOWNLOADER_MIDDLEWARES": {"crawlers.robots.RobotsMiddleware": None},
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_DELAY": 0,
    "DEPTH_LIMIT": 0,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_VERIFY_CERTIFICATES": False,
    "WARRAQ_ALLOW_PRIVATE": True,
    "USER_AGENT": "warraq-tests (+mailto:tests@example.org)",
    "LOG_LEVEL": "WARNING",
    "STATS_DUMP": False,
}


class ListSpider(Spider):
    """Fetches what the plan lists; fetches again, knowing the first capture, where the plan says so."""

    name = "list"
    plan: dict[str, Any]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "ListSpider":
        spider = super().from_crawler(crawler, *args, **kwargs)
        identity = CrawlIdentity(
            archive=Archive(Path(spider.plan["root"])),
            slug="tests",
            crawl_id="tests-1",
            user_agent=crawler.settings["USER_AGENT"],
            software="warraq tests",
            configuration="",
        )
        open_session(crawler, identity)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        if self.plan.get("capture") == "blind":
            self._blind()
        if "stray" in self.plan:
            await session_of(self.crawler).dns_answer("stray.example", ["127.0.0.2"])
        for item in self.plan["requests"]:
            yield self._request(item)

    def _blind(self) -> None:
        """Let connections be made as if nothing were recorded."""
        from twisted.web.client import HTTPConnectionPool

        from crawlers.capture.wire import RecordingPool

        RecordingPool.getConnection = HTTPConnectionPool.getConnection  # type: ignore[method-assign]

    def _request(self, item: dict[str, Any], prior: Prior | None = None) -> Request:
        headers = dict(item.get("headers", {}))
        if prior is not None and prior.etag and item.get("conditional"):
            headers["If-None-Match"] = prior.etag
        meta: dict[str, Any] = {"item": item, FACTS: (("role", "page"),)}
        if prior is not None:
            meta[PRIOR] = prior
        if "maxsize" in item:
            meta["download_maxsize"] = item["maxsize"]
        return Request(
            item["url"],
            self.handed_on,
            method=item.get("method", "GET"),
            headers=headers,
            meta=meta,
            errback=self.failed,
            dont_filter=True,
        )

    def handed_on(self, response: Response) -> Iterator[Request]:
        captured: Captured = response.meta[CAPTURED]
        self._note(response.request, captured, "handed on", sha256(response.body).hexdigest())
        item = response.meta["item"]
        if item.get("again", 0) and captured.payload_digest:
            prior = Prior(
                record_id=captured.record_id,
                url=response.url,
                date=captured.date,
                payload_digest=captured.payload_digest,
                etag=(response.headers.get("ETag") or b"").decode("latin-1") or None,
            )
            yield self._request({**item, "again": item["again"] - 1}, response.meta.get(PRIOR) or prior)

    def failed(self, failure: Any) -> None:
        error = failure.value
        self._note(failure.request, failure.request.meta.get(CAPTURED), f"{type(error).__name__}: {error}")
        if isinstance(error, CaptureError) and self.plan.get("stop", True):
            self.crawler.engine.close_spider(self, "capture-error")

    def _note(self, request: Any, captured: Captured | None, end: str, body: str | None = None) -> None:
        row = {
            "url": request.url,
            "end": end,
            "captured": dataclasses.asdict(captured) if captured else None,
            "body_sha256": body,
        }
        with Path(self.plan["out"]).open("a", encoding="utf-8") as out:
            out.write(json.dumps(row) + "\n")


def main(plan: dict[str, Any]) -> int:
    settings = Settings()
    settings.setmodule("crawlers.settings")
    for name, value in {**FLOOR, "WARRAQ_ARCHIVE_ROOT": plan["root"], **plan["settings"]}.items():
        settings.set(name, value, priority="cmdline")
    if "file_limit" in plan:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (plan["file_limit"], plan["file_limit"]))
    process = CrawlerProcess(settings)
    process.crawl(ListSpider, plan=plan)
    process.start()
    return 1 if process.bootstrap_failed else 0


if __name__ == "__main__":
    sys.exit(main(json.loads(Path(sys.argv[1]).read_text("utf-8"))))
