"""A backfill that is killed again and again goes on where it was: nothing is missed, nothing fetched twice
but what was in flight."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from tests.crawlers.conftest import _environment

REPORTS = 120
A_PAGE = 8
KILLS = 5
IN_FLIGHT = 4  # two on the wire, two answered and on their way into the ledger: what a kill may cost


def serve(site: Any) -> None:
    """A feed, an index of two sitemaps and a section of many pages, each with reports of its own; every
    address holds its day."""
    paths = [f"/2026/{1 + n % 9:02}/{1 + n % 28:02}/report-{n}" for n in range(REPORTS)]
    for path in paths:
        site.put(path, "<html><body><h1>خبر</h1></body></html>")
    third = REPORTS // 3
    maps = [site.sitemap(f"/map-{n}.xml", [site.url(p) for p in paths[n * 20 : n * 20 + 20]]) for n in (0, 1)]
    site.sitemap("/sitemap.xml", maps, index=True)
    items = "".join(f"<item><link>{site.url(path)}</link></item>" for path in paths[40 : 40 + 8])
    site.put(
        "/feed", f"<rss version='2.0'><channel>{items}</channel></rss>", Content_Type="application/rss+xml"
    )
    rest = paths[third + 8 :]
    for page in range(len(rest) // A_PAGE + 1):
        links = "".join(f'<a href="{path}">خبر</a>' for path in rest[page * A_PAGE : page * A_PAGE + A_PAGE])
        body = f'<main>{links}</main><a href="/local/{page + 2}">التالي</a>'
        site.put("/local" if page == 0 else f"/local/{page + 1}", f"<html><body>{body}</body></html>")


def killed(desk: Any, site: Any, after: int) -> None:
    """Kill a crawl once the server has been asked `after` more times, or let it end."""
    begun = len(site.asked)
    command = [sys.executable, "-m", "crawlers.crawl_process", str(desk.archive.root), "gazette", "--since"]
    child = subprocess.Popen(
        [*command, "2026-01-01"],
        env=_environment(private=True),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while child.poll() is None and len(site.asked) < begun + after:
            time.sleep(0.002)
    finally:
        if child.poll() is None:
            os.kill(child.pid, signal.SIGKILL)
        child.wait()


def test_killed_and_resumed_it_misses_nothing_and_asks_for_nothing_twice(desk: Any, site: Any) -> None:
    serve(site)
    site.pause = 0.01
    desk.declare(
        "gazette",
        homepage=site.url(),
        domains=[site.host],
        feeds=[site.url("/feed")],
        sitemaps=[site.url("/sitemap.xml")],
        sections=[site.url("/local")],
        article_url=r"/report-\d+$",
        requisites="none",
    )
    for kill in range(KILLS):
        killed(desk, site, after=13 + 7 * kill)
    assert desk.crawl("gazette", "--since", "2026-01-01").code == 0
    asked = Counter(path for path in site.paths() if path != "/robots.txt")
    reports = {path: count for path, count in asked.items() if "report-" in path}
    assert len(reports) == REPORTS
    again = sum(count - 1 for count in asked.values())
    assert again <= KILLS * IN_FLIGHT, {path: count for path, count in asked.items() if count > 1}


def test_a_crawl_that_ended_is_not_carried_on_but_begins_anew(desk: Any, site: Any) -> None:
    serve(site)
    desk.declare(
        "gazette", homepage=site.url(), domains=[site.host], feeds=[site.url("/feed")], requisites="none",
        article_url=r"/report-\d+$",
    )  # fmt: skip
    for _ in range(2):
        assert desk.crawl("gazette").code == 0
    assert site.paths().count("/feed") == 2
    assert [event["carries_on"] for event in desk.events("crawl-started")] == [False, False]
