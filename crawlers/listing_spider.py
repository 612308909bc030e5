"""Listings: further pages of sections, feeds and archives by date, walked while they bring reports."""

from __future__ import annotations

import asyncio
import logging
import time

from scrapy.http import Response

from crawlers.answers import content_type
from crawlers.capture.prior import Captured
from crawlers.capture.session import timestamp, utc_now
from crawlers.day_archives import archive_page, day_of_page, most_empty, page_before
from crawlers.days import Days, newest
from crawlers.decoding import decoded_body
from crawlers.discovery import FEED, Seed, SeedReading, archive_of, read_seed
from crawlers.found import LISTING, Brought, Due, Found
from crawlers.recorded_spider import RecordedSpider
from crawlers.walk import MOST_COVERED, MOST_PAGES, Stretch, dry_after
from extractors.urls import url_key

logger = logging.getLogger(__name__)


class ListingSpider(RecordedSpider):
    """Goes from page to page of a listing; each is a row of the frontier, where a killed walk goes on."""

    _since: str | None = None  # days (YYYY-MM-DD, the outlet's own) that the crawl is asked for
    _until: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, int] = {}
        self._page_before: dict[str, frozenset[str]] = {}
        self._walked: set[str] = set()

    async def _read_listing(self, response: Response, due: Due, captured: Captured) -> None:
        """Read a later page of a seed, and put the one after it into the frontier if the walk goes on."""
        origin = due.seed or due.url
        seed = Seed(
            url=due.url,
            role=LISTING,
            via=due.via,
            listing=origin,
            page=due.hops + 1,
            archive=origin if origin in self.outlet.archives else None,
        )
        body, odd = await asyncio.to_thread(decoded_body, response)
        reading = await asyncio.to_thread(read_seed, seed, body, content_type(response), self.outlet)
        brought = await self._discovered(seed, captured.record_id, reading.found, (*odd, *reading.problems))
        await self._add_archives(seed, reading, brought)
        await self._go_on(seed, reading, brought, due.dry)

    async def _empty_day(self, due: Due) -> None:
        """Go on past a page of an archive by date that is not there: a day without reports may have none."""
        seed = Seed(url=due.url, role=LISTING, listing=due.seed, page=due.hops + 1, archive=due.seed)
        await self._go_on(seed, SeedReading(found=()), Brought(), due.dry)

    async def _add_archives(self, seed: Seed, reading: SeedReading, brought: Brought) -> None:
        """Put the pages of archives by date that a calendar links to into the frontier, each once: an archive
        may have gaps that a walk from day to day would take for its beginning."""
        if seed.archive is not None and brought.new_here == 0:
            return  # a day without reports links to the day before it as well, and so for ever
        pages = []
        for url in await asyncio.to_thread(self._frontier.unknown, reading.archives):
            template = archive_of(url, self.outlet)
            day = day_of_page(template, url) if template else None
            if day is not None and not (self._until and day.isoformat() > self._until):
                latest = day.isoformat()
                pages.append(Found(url=url, role=LISTING, via=seed.url, seed=template, hops=1, latest=latest))
        await asyncio.to_thread(self._frontier.add, pages, time.time(), timestamp(utc_now()))

    async def _go_on(self, seed: Seed, reading: SeedReading, brought: Brought, dry: int = 0) -> None:
        """Put the next page of a listing into the frontier, unless the walk ends here."""
        onward, latest = self._page_after(seed, reading)
        keys = frozenset(url_key(item.url) for item in reading.found)
        before = self._page_before.get(seed.origin)
        self._page_before[seed.origin] = keys
        self._walked.add(url_key(seed.url))
        if onward is None or url_key(onward) in self._walked:
            return
        days = [Days(earliest=item.earliest, latest=item.latest) for item in reading.found]
        stretch = Stretch(
            brought=brought,
            dry=dry,
            newest=newest(days),
            again=before is not None and bool(keys) and keys <= before,
            own=None if before is None else len(keys - before),
        )
        dry_then = dry_after(
            stretch,
            since=self._since,
            most_empty=most_empty(seed.archive) if seed.archive else 0,
            most_covered=0 if seed.role == FEED or seed.origin in self.outlet.feeds else MOST_COVERED,
        )
        if dry_then is None or (self._since is not None and latest is not None and latest < self._since):
            return
        found = Found(
            url=onward,
            role=LISTING,
            via=seed.url,
            seed=seed.origin,
            hops=seed.page,
            dry=dry_then,
            latest=latest or stretch.newest,
        )
        await asyncio.to_thread(self._frontier.add, [found], time.time(), timestamp(utc_now()))
        self._pages[seed.origin] = self._pages.get(seed.origin, 0) + 1
        if self._pages[seed.origin] >= MOST_PAGES:
            logger.warning("%s: %d pages read; the next crawl goes on", seed.origin, MOST_PAGES)
            self._frontier.put_off(onward, time.time() + self.outlet.cadence.total_seconds())

    def _page_after(self, seed: Seed, reading: SeedReading) -> tuple[str | None, str | None]:
        """The URL of the page after this one, and the day it is about if it is one of an archive by date."""
        if seed.archive is None:
            return reading.next_page, None
        here = day_of_page(seed.archive, seed.url)
        if here is None:
            return None, None
        day = page_before(seed.archive, here)
        return archive_page(seed.archive, day), day.isoformat()
