"""The crawls that are compared, each run once in fresh processes with a fresh archive."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.archives import home_page_alone, make_archive, without_images
from benchmarks.metered import CRAWLING, READING
from benchmarks.processes import BrokenMeasurement, Run, run
from benchmarks.serving import SLUG, Served
from benchmarks.watched import REPORT, WATCH

BIG = "/faults/big?mb=50"
MANY, MANY_URLS = "/faults/sitemap-many", 50_000
RAISED = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One crawl: CPU seconds of everything but reading (`crawl` of them in the crawl's process, the rest in
    the one that indexes), of reading, peak memory of the crawl's process in bytes, seconds by the clock."""

    cpu: float
    peak_memory: int
    wall: float
    pages: int
    images: int = 0
    crawl: float = 0.0
    reading: float = 0.0
    blocking: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawls:
    """Runs crawls of what a newsroom serves; files go into `directory`. Each raises BrokenMeasurement when
    it did not fetch all of the pages."""

    served: Served
    directory: Path

    def plain(self) -> Sample:
        """Scrapy as it comes, over the pages of the first sitemap, which lists all of them."""
        return self._plain(self.served.pages, *self._sitemap)

    def plain_images(self) -> Sample:
        """The same with the pages' images, for which it must look into the pages."""
        return self._plain(self.served.pages, "--images", *self._sitemap)

    def plain_start(self) -> Sample:
        """The same over the home page alone: start and end."""
        return self._plain(1, self._home)

    def plain_big(self) -> Sample:
        """The same over one body of 50 MB."""
        return self._plain(1, "--max-bytes", str(RAISED), self.served.origin + BIG)

    def capture(self) -> Sample:
        """The plain crawl, captured."""
        with self._temporary() as path:
            make_archive(path)
            return self._plain(self.served.pages, "--archive", str(path), *self._sitemap)

    def capture_start(self) -> Sample:
        """Start and end of the captured crawl."""
        with self._temporary() as path:
            make_archive(path)
            return self._plain(1, "--archive", str(path), self._home)

    def capture_big(self) -> Sample:
        """One body of 50 MB, captured."""
        with self._temporary() as path:
            make_archive(path, max_bytes=RAISED)
            big = ("--max-bytes", str(RAISED), self.served.origin + BIG)
            return self._plain(1, "--archive", str(path), *big)

    def warraq(self) -> Sample:
        """`warraq crawl`, the pages alone."""
        return self._warraq(without_images(self.served.declaration), self.served.pages)

    def warraq_images(self) -> Sample:
        """`warraq crawl` as it comes, with images."""
        return self._warraq(self.served.declaration, self.served.pages)

    def warraq_watched(self) -> Sample:
        """`warraq crawl` as it comes, its reactor watched."""
        return self._warraq(self.served.declaration, self.served.pages, watched=True)

    def warraq_start(self) -> Sample:
        """`warraq crawl` over robots.txt and the home page alone: start and end."""
        return self._warraq(home_page_alone(self.served.declaration), 0)

    def plain_many(self) -> Sample:
        """Scrapy's sitemap spider over a sitemap of 50,000 URLs, none of which it may fetch."""
        return self._plain(MANY_URLS, "--unfetched", "--sitemap", self.served.origin + MANY)

    def warraq_many(self) -> Sample:
        """`crawl_process` over the same sitemap: into the frontier, and as events into the WARC."""
        declaration = {
            **without_images(self.served.declaration),
            "feeds": [],
            "sections": [],
            "sitemaps": [self.served.origin + MANY],
            "article_url": "/many/",
        }
        with self._temporary() as path:
            archive = make_archive(path, declaration)
            environment = {REPORT: str(archive.state / "report.json"), WATCH: "0"}
            arguments = [str(archive.root), SLUG, "--limit", "1"]
            done = run("crawlers.crawl_process", arguments, environment)
        ledger = done.printed["ledger"]
        if sum(ledger.values()) != MANY_URLS:
            raise BrokenMeasurement(f"a sitemap of {MANY_URLS} URLs gave {ledger}")
        return Sample(
            cpu=done.cpu,
            crawl=done.cpu,
            peak_memory=done.printed["peak_memory_bytes"],
            wall=done.wall,
            pages=MANY_URLS,
        )

    @property
    def _sitemap(self) -> tuple[str, str]:
        return "--sitemap", self.served.declaration["sitemaps"][0]

    @property
    def _home(self) -> str:
        return str(self.served.declaration["homepage"])

    def _temporary(self) -> "_Temporary":
        return _Temporary(self.directory)

    def _plain(self, pages: int, *arguments: str) -> Sample:
        done = run("benchmarks.plain", arguments)
        told = done.printed
        if told["reason"] != "finished" or told["pages"] != pages:
            raise BrokenMeasurement(f"a plain crawl of {pages} pages ended with {told}")
        return Sample(
            cpu=done.cpu,
            crawl=done.cpu,
            peak_memory=told["peak_memory"],
            wall=done.wall,
            pages=pages,
            images=told["images"],
        )

    def _warraq(self, declaration: Mapping[str, Any], pages: int, *, watched: bool = False) -> Sample:
        with self._temporary() as path:
            archive = make_archive(path, declaration)
            report = archive.state / "report.json"
            environment = {REPORT: str(report), WATCH: "1" if watched else "0"}
            done = run("benchmarks.metered", [str(archive.root), SLUG], environment)
            return _sample(done, json.loads(report.read_text(encoding="utf-8")), pages)


def _sample(done: Run, report: Mapping[str, Any], pages: int) -> Sample:
    (outlet,) = done.printed["crawl"]["outlets"]
    if outlet["articles_captured"] != pages:
        raise BrokenMeasurement(f"`warraq crawl` of {pages} pages ended with {outlet}")
    spent = {READING: 0.0, CRAWLING: 0.0}
    for child in done.printed["children"]:
        spent[child["module"]] += child["cpu"]
    return Sample(
        cpu=done.cpu - spent[READING],
        crawl=spent[CRAWLING],
        reading=spent[READING],
        peak_memory=report["peak_memory"],
        wall=done.wall,
        pages=pages,
        blocking=report["blocking"],
    )


class _Temporary(tempfile.TemporaryDirectory[str]):
    """A directory for one archive, inside another."""

    def __init__(self, directory: Path) -> None:
        super().__init__(dir=directory)

    def __enter__(self) -> Path:  # type: ignore[override]
        return Path(super().__enter__()) / "archive"
