"""Indexing beside a crawl: whatever comes before the end of the crawl is in the index at its end."""

import asyncio
import re
from typing import Any

import pytest

from archive.dump import dump
from archive.rebuild import rebuild
from archive.warc import walk
from archive.warcfile import OPEN
from crawlers.pipeline import IngestThread
from crawlers.sighting import Sighting


@pytest.fixture
def two_days(desk: Any, site: Any) -> Any:
    """An archive with a closed file of an earlier day and one of today, and no index."""
    reports = [site.put(f"/report/{number}", "<html></html>") for number in range(4)]
    site.sitemap("/sitemap.xml", reports)
    desk.declare("small", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    assert desk.crawl("small").code == 0
    (today,) = desk.warcs()
    today.rename(today.with_name(re.sub(r"-\d{8}", "-20260101", today.name, count=1)))
    assert desk.crawl("small").code == 0
    for path in desk.archive.root.glob("index.db*"):
        path.unlink()
    return desk


def first_sighting(desk: Any) -> Sighting:
    earlier = desk.warcs()[0]
    name = earlier.relative_to(desk.archive.warcs).as_posix().removesuffix(OPEN)
    record = next(step for step in walk(earlier) if step.type == "response")
    return Sighting(
        url=record.target_uri,
        record_id=record.record_id,
        warc=name,
        offset=record.offset,
        length=record.length,
        captured_at="2026-01-01T00:00:00Z",
    )


def test_the_end_of_a_crawl_that_comes_while_a_file_is_indexed_leaves_nothing_out(
    two_days: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, ended = two_days, []
    tell = IngestThread._tell

    def tell_and_end(self: IngestThread, record_id: str, outcome: Any) -> None:
        """The last item is answered, so the crawl ends at once, its other exchanges yet to be told of."""
        tell(self, record_id, outcome)
        self._queue.put(None)
        ended.append(record_id)

    on_exchange = IngestThread._on_exchange

    def tell_of_all(self: IngestThread, record_id: str, outcome: Any) -> None:
        on_exchange(self, record_id, outcome)
        if record_id in self._asked:
            self._tell(record_id, outcome)

    monkeypatch.setattr(IngestThread, "_tell", tell_and_end)
    monkeypatch.setattr(IngestThread, "_on_exchange", tell_of_all)

    async def ask() -> None:
        thread = IngestThread(desk.archive, "small")
        try:
            await thread.read(first_sighting(desk))
        finally:
            await asyncio.to_thread(thread.stop)  # a thread that failed waits for it

    asyncio.run(asyncio.wait_for(ask(), 60))
    assert len(ended) == 1
    before = list(dump(desk.archive.index))
    rebuild(desk.archive)
    assert list(dump(desk.archive.index)) == before
