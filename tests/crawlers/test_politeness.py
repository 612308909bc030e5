"""How fast a crawl goes: what Retry-After and Crawl-delay ask for, and how much is in flight at once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import pytest

from crawlers.politeness import MAX_RETRY_AFTER, retry_after

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC).timestamp()
DELAY = 0.4
PATIENCE_ASKED = 2
REPORTS = 10


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("120", 120.0),
        ("  7 ", 7.0),
        ("0", 0.0),
        ("Sun, 22 Nov 2026 10:01:30 GMT", 90.0),
        ("Sunday, 22-Nov-26 10:01:30 GMT", 90.0),  # RFC 850
        ("Sun Nov 22 10:01:30 2026", 90.0),  # asctime
        ("Sun, 22 Nov 2026 13:01:30 +0300", 90.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", 0.0),  # past
        ("-5", None),
        ("1.5", None),
        ("١٢٠", None),  # digits, but not of HTTP
        ("soon", None),
        ("Sun, 99 Nov 2026 10:00:00 GMT", None),
        (f"Sun, 22 Nov {'9' * 20} 10:00:00 GMT", None),
        ("9" * 400, MAX_RETRY_AFTER),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_RETRY_AFTER),
    ],
)
def test_retry_after_is_read_in_every_form_that_http_knows(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Asia/Riyadh"])
def test_a_retry_after_without_a_zone_is_in_gmt(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        assert retry_after("Sun Nov 22 10:01:30 2026", NOW) == 90.0
    time.tzset()


def test_a_date_in_retry_after_is_measured_against_now() -> None:
    value = format_datetime(datetime.fromtimestamp(NOW + 45, UTC), usegmt=True)
    assert retry_after(value, NOW) == 45.0
    assert retry_after(value, NOW + 40) == 5.0


def reports(site: Any) -> list[str]:
    urls = [site.put(f"/report/{n}", f"<html><body>{n}</body></html>") for n in range(REPORTS)]
    site.sitemap("/sitemap.xml", urls)
    return urls


def declared(desk: Any, site: Any, **keys: object) -> None:
    desk.declare(
        "polite", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")], **keys
    )


@pytest.fixture(scope="module")
def hurried(new_desk: Callable[..., Any], new_site: Callable[..., Any]) -> Any:
    """A crawl without delay of a slow site that once asks for patience."""
    site, desk = new_site(), new_desk()
    urls = reports(site)
    answer = site.pages["/report/0"]
    told = []

    def once(_asked: object) -> Any:
        told.append(1)
        return answer if len(told) > 1 else site.pages["/busy"]

    beside = site.pages["/report/5"]

    def both(_asked: object) -> Any:
        """Answered when a second request was under way, however slowly the two come."""
        until = time.monotonic() + 60
        while site.most_at_once < 2 and time.monotonic() < until:
            time.sleep(0.01)
        return beside

    site.put("/busy", "later", 429, Retry_After=str(PATIENCE_ASKED))
    site.pages["/report/0"], site.pages["/report/5"] = once, both
    site.pause = 0.1
    declared(desk, site)
    run = desk.crawl("polite")
    return site, desk, run, urls


def test_no_more_than_the_declared_number_is_in_flight(hurried: Any) -> None:
    site, desk, _run, _urls = hurried
    assert desk.archive.settings.politeness.concurrency == 2
    assert site.most_at_once == 2


def test_after_a_429_the_host_is_left_alone_for_as_long_as_it_asked(hurried: Any) -> None:
    site, desk, _run, urls = hurried
    first, second = (one for one in site.asked if one.path == "/report/0")
    assert second.at - first.at >= PATIENCE_ASKED - 0.05
    # What was under way or on its way to the disk then is all that comes before the time is over. By the
    # crawler's own clock: a busy server sees requests, and ends answers, late.
    told = next(fields for url, fields in desk.exchanges() if url == urls[0])
    dates = [record.header("WARC-Date") for record in desk.records() if record.target_uri == urls[0]]
    answered = datetime.fromisoformat(str(min(dates))).timestamp() + int(told["fetchTimeMs"]) / 1000
    between = [at for at in desk.sent() if answered < at < answered + PATIENCE_ASKED - 0.05]
    assert len(between) <= 4, between


def test_every_report_is_captured_in_the_end(hurried: Any) -> None:
    site, desk, run, urls = hurried
    assert run.code == 0
    assert {desk.frontier("polite")[url]["state"] for url in urls} == {"captured"}
    assert sorted(site.paths().count(f"/report/{n}") for n in range(REPORTS)) == [1] * (REPORTS - 1) + [2]


def test_a_crawl_delay_is_kept_although_the_declaration_asks_for_none(desk: Any, site: Any) -> None:
    reports(site)
    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {DELAY}\nDisallow: /admin\n")
    declared(desk, site)
    assert desk.crawl("polite", "--limit", "6", **desk.noting()).code == 0
    assert len(site.asked) == len(desk.let_go()) == 9, site.paths()
    gaps = [later - earlier for earlier, later in pairwise(desk.let_go())]
    assert min(gaps[1:]) >= DELAY - 0.001, gaps  # from the second request after robots.txt on


def test_the_operators_delay_holds_when_robots_txt_asks_for_less(desk: Any, site: Any) -> None:
    reports(site)
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.01\n")
    declared(desk, site, delay=0.5)
    assert desk.crawl("polite", "--limit", "4", **desk.noting()).code == 0
    assert len(site.asked) == len(desk.let_go()) > 4
    gaps = [later - earlier for earlier, later in pairwise(desk.let_go())]
    assert min(gaps[1:]) >= 0.5 * 0.7 - 0.001, "each wait is varied by up to 30 %"


def test_a_retry_after_beyond_all_patience_leaves_the_url_to_the_next_crawl(desk: Any, site: Any) -> None:
    (url, *_) = reports(site)[:1]
    site.sitemap("/sitemap.xml", [url])
    site.put("/report/0", "come back tomorrow", 503, Retry_After="86400")
    declared(desk, site)
    assert desk.crawl("polite").code == 0
    assert site.paths().count("/report/0") == 1
    assert desk.frontier("polite")[url]["state"] == "waiting"
    assert desk.crawl("polite").code == 0
    assert site.paths().count("/report/0") == 1, "the second crawl came before its time"
