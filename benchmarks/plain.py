"""A plain Scrapy crawl, the other side of every comparison: `python -m benchmarks.plain`.

Stock settings but for the concurrency, the log's level (INFO, as in our crawls) and the size limit: no
archive, no extraction, one item a page. With --archive the same spider captures into it: our handler and
session, no frontier, no pipeline. Prints {"pages", "images", "reason", "peak_memory"}.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.spiders import SitemapSpider

from benchmarks.processes import CONCURRENCY, peak_memory

HANDLER = "crawlers.capture.handler.CapturingHandler"


def main(arguments: Sequence[str]) -> int:
    """Crawl the sitemaps or URLs named; exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain")
    parser.add_argument("urls", nargs="*", help="pages to fetch")
    parser.add_argument("--sitemap", action="append", help="fetch the pages that a sitemap lists")
    parser.add_argument("--unfetched", action="store_true", help="drop every page before it is fetched")
    parser.add_argument("--images", action="store_true", help="fetch the images of the pages too")
    parser.add_argument("--archive", type=Path, help="capture into this archive")
    parser.add_argument("--max-bytes", type=int, help="largest body")
    given = parser.parse_args(arguments)
    settings: dict[str, Any] = {"CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY, "LOG_LEVEL": "INFO"}
    if given.max_bytes:
        settings |= {"DOWNLOAD_MAXSIZE": given.max_bytes, "DOWNLOAD_WARNSIZE": 0}
    if given.archive:
        settings |= {"DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER}, "WARRAQ_ALLOW_PRIVATE": True}
    if given.unfetched:
        settings |= {"DOWNLOADER_MIDDLEWARES": {"benchmarks.plain.Unfetched": 50}}
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(SitemapPages if given.sitemap else Pages)
    process.crawl(crawler, given.sitemap or given.urls, images=given.images, archive=given.archive)
    process.start()
    stats = crawler.stats.get_stats() if crawler.stats is not None else {}
    answer = {
        "pages": stats.get("plain/unfetched") or stats.get("item_scraped_count", 0),
        "images": stats.get("plain/images", 0),
        "reason": stats.get("finish_reason"),
        "peak_memory": peak_memory(),
    }
    print(json.dumps(answer))
    return 0


class Unfetched:
    """Counts the pages that were asked for and lets none be fetched: what finding them alone costs."""

    def __init__(self, crawler: Crawler) -> None:
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Unfetched":
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let sitemaps and robots.txt through."""
        if "sitemap" in request.url or request.url.endswith("/robots.txt"):
            return
        if self._stats is not None:
            self._stats.inc_value("plain/unfetched")
        raise IgnoreRequest("not fetched")


class _Plain(Spider):
    name = "plain"

    def __init__(self, urls: Sequence[str], *, images: bool = False, archive: Path | None = None) -> None:
        super().__init__()
        self.start_urls = self.sitemap_urls = list(urls)
        self._images = images
        self._archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "_Plain":
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider._archive is not None:
            spider._open_session(crawler, spider._archive)
        return spider

    def _open_session(self, crawler: Crawler, path: Path) -> None:
        # Imported here: the plain side has none of our modules in memory.
        from archive.place import Archive
        from crawlers.capture.session import CrawlIdentity, open_session

        identity = CrawlIdentity(
            archive=Archive(path),
            slug=self.name,
            crawl_id="plain-1",
            user_agent="benchmarks",
            software="benchmarks",
            configuration="",
        )
        open_session(crawler, identity)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """One item a page."""
        yield {"url": response.url, "length": len(response.body)}
        if self._images:
            for address in response.css("img::attr(src)").getall():
                yield response.follow(address, self.parse_image)

    def parse_image(self, _response: Response) -> None:
        """Count it."""
        if self.crawler.stats is not None:
            self.crawler.stats.inc_value("plain/images")


class Pages(_Plain):
    """The URLs given."""


class SitemapPages(_Plain, SitemapSpider):  # type: ignore[misc]  # narrower than what it mixes in
    """Every URL that the sitemaps given list, as Scrapy's own sitemap spider finds them."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
