"""The spider of measured crawls: the general one, with an extension that reports on the crawl's process.

An outlet's declaration names it (`spider = "benchmarks.watched:WatchedSpider"`), as it may name any spider.
The report goes to the file named in $WARRAQ_BENCH_REPORT when the process ends; with $WARRAQ_BENCH_WATCH=1 it
tells how long the reactor was blocked, which costs some CPU itself.
"""

import atexit
import json
import os
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from benchmarks.blocking import Blocking
from benchmarks.processes import peak_memory
from crawlers.spider import OutletSpider

REPORT = "WARRAQ_BENCH_REPORT"
WATCH = "WARRAQ_BENCH_WATCH"


class WatchedSpider(OutletSpider):
    """The general spider, reported on."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Add the extension to the floor's."""
        super().update_settings(settings)
        extensions = {**settings.getdict("EXTENSIONS"), "benchmarks.watched.Reporter": 1}
        settings.set("EXTENSIONS", extensions, priority="spider")


class Reporter:
    """Writes the report of one crawl's process."""

    def __init__(self, crawler: Crawler) -> None:
        self._blocking = Blocking()
        if os.environ.get(WATCH) == "1":
            crawler.signals.connect(self._start, signals.engine_started)
            crawler.signals.connect(self._stop, signals.engine_stopped)
        atexit.register(self._write, Path(os.environ[REPORT]))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Reporter":
        """Made by Scrapy."""
        return cls(crawler)

    def _start(self) -> None:
        self._blocking.start()

    def _stop(self) -> None:
        self._blocking.stop()

    def _write(self, path: Path) -> None:
        report: dict[str, Any] = {"peak_memory": peak_memory(), "blocking": self._blocking.figures()}
        path.write_text(json.dumps(report), encoding="utf-8")
