"""A child process that fetches what its parent asks for, every exchange captured: `python -m` this module.

Reads one URL a line from stdin, answers each with one JSON line on stdout; ends at the end of stdin.
Twisted's reactor runs once in a process, so whoever wants a few pages now asks a child.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import secrets
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import scrapy.core.downloader.contextfactory  # noqa: F401  soonest: it asks every module loaded for its file
from scrapy import Spider
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.settings import Settings

from archive.errors import ArchiveError
from archive.place import Archive, find_archive
from crawlers.answers import content_type, redirect_target
from crawlers.capture.handler import FACTS, CaptureError, failure_told
from crawlers.capture.session import CrawlIdentity, open_session, utc_now
from crawlers.decoding import decoded_body
from crawlers.manners import contact_needed, software, user_agent
from crawlers.proxies import network_of
from crawlers.robots import RobotsRefusal

_ROLE = "look"  # to find out about an outlet: what is looked at is no article of the archive yet


class FetchSpider(Spider):
    """Fetches URLs from stdin one after another, following redirects."""

    name = "fetch"
    archive: Archive

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> FetchSpider:
        slug = kwargs.pop("slug")
        spider = super().from_crawler(crawler, *args, **kwargs)
        declared = slug in {path.stem for path in spider.archive.declarations()}
        network = network_of(spider.archive.settings, spider.archive.outlet(slug) if declared else None)
        identity = CrawlIdentity(
            archive=spider.archive,
            slug=slug,
            crawl_id=f"{slug}-{utc_now():%Y%m%d%H%M%S}-{secrets.token_hex(4)}",
            user_agent=crawler.settings["USER_AGENT"],
            software=software(),
            configuration="",
            proxy=network.proxy,
            vantage=network.vantage,
        )
        session = open_session(crawler, identity)
        if not crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"):
            session.facts = (*session.facts, ("tlsVerified", "no"))
        return spider

    async def start(self) -> AsyncIterator[Any]:
        while line := await asyncio.to_thread(sys.stdin.readline):
            try:
                answer = await self._fetch(line.strip())
            except (CaptureError, ArchiveError) as error:
                answer = {
                    "ended": str(error)
                }  # nothing else would fare better: a contact lacks, the disk is full
            print(json.dumps(answer), flush=True)  # the answer to the parent
            if "ended" in answer:
                break
        for nothing in list[Any]():  # start() is a generator, and this one yields no requests
            yield nothing

    async def _fetch(self, url: str) -> dict[str, Any]:
        try:
            response = await self._followed(url)
        except (CaptureError, ArchiveError):
            raise
        except RobotsRefusal as refusal:
            return {"error": str(refusal)}
        except IgnoreRequest as refusal:
            return {"error": f"refused: {refusal}"}
        except Exception as error:  # noqa: BLE001  # whatever kept the page away is the answer
            return {"error": failure_told(error)}
        body, _problems = await asyncio.to_thread(decoded_body, response)
        return {
            "url": response.url,
            "status": response.status,
            "content_type": content_type(response),
            "body": base64.b64encode(body).decode("ascii"),
        }

    async def _followed(self, url: str) -> Response:
        via, hops = None, 0
        while True:
            contact_needed(
                [urlsplit(url).netloc], self.archive, self.settings.getbool("WARRAQ_ALLOW_PRIVATE")
            )
            facts = (("role", _ROLE), ("via", via), ("hopsFromSeed", hops))
            request = Request(url, meta={FACTS: facts}, dont_filter=True)
            response: Response = await cast(Any, self.crawler.engine).download_async(request)
            target = redirect_target(response) if 300 <= response.status < 400 else None
            if target is None or hops >= self.archive.settings.limits.redirects:
                return response
            via, url, hops = url, target, hops + 1


def main(arguments: list[str]) -> int:
    """Run with ARCHIVE, SLUG and "verify" or "no-verify"; returns the exit code."""
    root, slug, verify = arguments
    archive = find_archive(explicit=Path(root))
    settings = Settings()
    settings.setmodule("crawlers.settings")
    limits = archive.settings.limits
    for name, value in {
        "WARRAQ_ARCHIVE_ROOT": str(archive.root),
        "ITEM_PIPELINES": {},
        "SCHEDULER": "scrapy.core.scheduler.Scheduler",
        "USER_AGENT": user_agent(archive.settings.operator.contact),
        "AUTOTHROTTLE_ENABLED": False,
        "DOWNLOAD_DELAY": archive.settings.politeness.delay,
        "DOWNLOAD_MAXSIZE": limits.max_bytes,
        "DOWNLOAD_TIMEOUT": limits.timeout,
        "DOWNLOAD_VERIFY_CERTIFICATES": verify == "verify",
        "LOG_LEVEL": "ERROR",
        "STATS_DUMP": False,
    }.items():
        settings.set(name, value, priority="cmdline")
    process = CrawlerProcess(settings)
    # What keeps a page away is the answer; Twisted tells it of each certificate as well, with a traceback.
    logging.getLogger("twisted").setLevel(logging.CRITICAL + 1)
    process.crawl(FetchSpider, slug=slug, archive=archive)
    process.start()
    return 1 if process.bootstrap_failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
