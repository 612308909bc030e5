"""Sitemap indexes that have no end: what is followed is bounded, what is not is refused by name."""

from typing import Any

from crawlers.seed_spider import SITEMAP_DEPTH, SITEMAPS

# The bound of a thousand sitemaps, brought down so that a test need not ask for as many.
FEW = 6
BOUNDED = f"""
import sys
import crawlers.seed_spider
crawlers.seed_spider.SITEMAPS = {FEW}
from crawlers.crawl_process import main
sys.exit(main(sys.argv[1:]))
"""


def declare(desk: Any, site: Any, *sitemaps: str) -> None:
    desk.declare("maps", homepage=site.url(), domains=[site.host], sitemaps=list(sitemaps))


def refused(desk: Any) -> dict[str, str]:
    """Reason by URL of every discovered URL that was refused."""
    events = desk.events("discovered")
    return {
        item["url"]: item["reason"]
        for event in events
        for item in event["items"]
        if item["state"] == "refused"
    }


def test_the_bounds_are_those_of_the_design() -> None:
    assert (SITEMAP_DEPTH, SITEMAPS) == (3, 1000)


def test_a_chain_of_indexes_is_followed_three_deep(desk: Any, site: Any) -> None:
    for depth in range(6):
        site.sitemap(f"/index/{depth}", [site.url(f"/index/{depth + 1}")], index=True)
    declare(desk, site, site.url("/index/0"))
    assert desk.crawl("maps").code == 0
    asked = [path for path in site.paths() if path.startswith("/index/")]
    assert asked == [f"/index/{depth}" for depth in range(4)]
    assert refused(desk) == {site.url("/index/4"): "sitemap-too-deep"}


def test_indexes_that_name_each_other_are_read_once_each(desk: Any, site: Any) -> None:
    report = site.put("/report/1", "<html></html>")
    site.sitemap("/a", [site.url("/a"), site.url("/b"), site.url("/b")], index=True)
    site.sitemap("/b", [site.url("/a"), site.url("/b"), site.url("/c")], index=True)
    site.sitemap("/c", [report])
    declare(desk, site, site.url("/a"))
    assert desk.crawl("maps").code == 0
    assert sorted(path for path in site.paths() if len(path) == 2) == ["/a", "/b", "/c"]
    assert desk.frontier("maps")[report]["state"] == "captured"
    assert refused(desk) == {}


def test_more_sitemaps_than_the_bound_are_refused_and_named(desk: Any, site: Any) -> None:
    parts = [site.sitemap(f"/part/{n}", [site.put(f"/report/{n}", "<html></html>")]) for n in range(FEW + 3)]
    site.sitemap("/index", parts, index=True)
    declare(desk, site, site.url("/index"))
    run = desk.run("-c", BOUNDED, str(desk.archive.root), "maps")
    assert run.code == 0, run.err
    asked = {path for path in site.paths() if path.startswith("/part/")}
    # The index itself is one of the sitemaps that count.
    assert len(asked) == FEW - 1
    left = [part for part in parts if part not in {site.url(path) for path in asked}]
    assert refused(desk) == dict.fromkeys(left, "too-many-sitemaps")


def test_sitemaps_of_other_hosts_and_local_files_are_not_read(desk: Any, site: Any) -> None:
    names = ["http://elsewhere.invalid/sitemap.xml", "file:///etc/hostname", site.url("/part")]
    site.sitemap("/index", names, index=True)
    site.sitemap("/part", [site.put("/report/1", "<html></html>")])
    declare(desk, site, site.url("/index"))
    assert desk.crawl("maps").code == 0
    assert refused(desk) == {"http://elsewhere.invalid/sitemap.xml": "other-host"}
    assert [url for url, _fields in desk.exchanges() if "elsewhere" in url] == []
    problems = [problem for event in desk.events("discovered") for problem in event["problems"]]
    assert any(problem.startswith("bad-url: file:///etc/hostname") for problem in problems)


def test_sitemaps_below_an_unchanged_index_are_read_again(desk: Any, site: Any) -> None:
    site.sitemap("/index", [site.url("/part")], index=True)
    index = site.pages["/index"]
    site.pages["/index"] = lambda asked: (
        type(index)(b"", 304, (("ETag", '"1"'),))
        if asked.headers.get("If-None-Match") == '"1"'
        else type(index)(index.body, 200, (*index.headers, ("ETag", '"1"')))
    )
    site.sitemap("/part", [site.put("/report/1", "<html></html>")])
    declare(desk, site, site.url("/index"))
    assert desk.crawl("maps").code == 0
    site.sitemap("/part", [site.url("/report/1"), site.put("/report/2", "<html></html>")])
    assert desk.crawl("maps").code == 0
    assert desk.frontier("maps")[site.url("/report/2")]["state"] == "captured"
    assert site.paths().count("/report/1") == 1


def test_a_sitemap_that_failed_below_an_unchanged_index_is_asked_for_by_the_next_crawl(
    desk: Any, site: Any
) -> None:
    site.sitemap("/index", [site.url("/part")], index=True)
    site.put("/part", "broken", 500)
    declare(desk, site, site.url("/index"))
    assert desk.crawl("maps").document["seeds_failed"] == 1
    assert site.paths().count("/part") == 3, "a seed is tried three times"
    site.sitemap("/part", [site.put("/report/1", "<html></html>")])
    assert desk.crawl("maps").code == 0
    assert desk.frontier("maps")[site.url("/report/1")]["state"] == "captured"


def test_twenty_thousand_urls_go_into_the_frontier_and_not_into_memory_at_once(desk: Any, site: Any) -> None:
    count = 20_000
    site.sitemap("/sitemap.xml", [site.url(f"/other/{n}") for n in range(count)])
    declare(desk, site, site.url("/sitemap.xml"))
    run = desk.crawl("maps")
    assert run.code == 0
    assert run.document["ledger"] == {"refused": count}
    assert run.document["peak_memory_bytes"] < 250 << 20
    assert len(site.paths()) == 3


def test_fifty_thousand_urls_go_into_the_ledger_in_less_than_150_mb(desk: Any, site: Any) -> None:
    many = [
        site.url(f"/report/2025/{1 + n % 12:02}/{1 + n % 28:02}/خبر-من-مدينة-بعيدة-{n}")
        for n in range(50_000)
    ]
    declare(desk, site, site.sitemap("/sitemap.xml", many))
    run = desk.crawl("maps", "--since", "2026-06-01")
    assert run.code == 0, run.err
    assert run.document["ledger"] == {"waiting": 50_000}
    assert run.document["peak_memory_bytes"] < 150e6
    assert [path for path in site.paths() if path.startswith("/report/")] == []
