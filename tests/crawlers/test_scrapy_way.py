"""`scrapy list` and `scrapy crawl` inside an archive: outlets are spiders, items are articles."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.dump import dump
from archive.rebuild import rebuild
from archive.warcfile import OPEN
from crawlers.crawl import Wanted
from newsroom import Newsroom

SHOW = {
    "article_id",
    "outlet",
    "url",
    "title",
    "subtitle",
    "authors",
    "published_at",
    "published_date",
    "published_precision",
    "published_raw",
    "published_source",
    "modified_at",
    "dateline",
    "section",
    "tags",
    "language",
    "body",
    "body_digest",
    "words",
    "version",
    "version_count",
    "attributions",
    "dates",
    "images",
    "capture",
}
CAPTURE = {"record_id", "captured_at", "status", "warc", "offset", "length", "payload_digest"}


@pytest.fixture(scope="module")
def exported(new_desk: Callable[..., Any]) -> Any:
    """`scrapy crawl sada -O out.jsonl`, faults included."""
    desk = new_desk()
    with Newsroom(outlets=("sada",), slow=0.05) as room:
        (desk.archive.outlets_dir / "sada.toml").write_text(room.declaration("sada"), encoding="utf-8")
        run = desk.scrapy("crawl", "sada", "-O", "out.jsonl")
        reports = room.outlets["sada"].article_urls
    lines = (desk.archive.root / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return desk, run, [json.loads(line) for line in lines], reports


def test_items_are_articles_with_the_keys_of_show(exported: Any) -> None:
    _desk, run, items, reports = exported
    assert run.code == 0, run.err
    assert {item["url"] for item in items} >= set(reports)
    for item in items:
        assert item.keys() >= SHOW
        assert item["capture"].keys() >= CAPTURE
        assert len(item["body"]) > 200


def test_items_are_what_show_gives(exported: Any) -> None:
    desk, _run, items, _reports = exported
    shown = desk.warraq("show", items[0]["article_id"], "--json")
    assert json.loads(shown.out) == items[0]


def test_each_article_is_exported_once(exported: Any) -> None:
    _desk, _run, items, _reports = exported
    assert len({item["article_id"] for item in items}) == len(items)


def test_what_is_no_article_is_dropped_and_counted_by_reason(exported: Any) -> None:
    desk, run, items, _reports = exported
    refused = {
        row["reading"]: row["n"]
        for row in desk.rows(
            "SELECT reading, count(*) AS n FROM captures WHERE role = 'article' AND reading <> 'article'"
            " GROUP BY reading"
        )
    }
    assert refused == {"no-body": 1, "not-found-page": 1}
    for reason, count in refused.items():
        assert f"'warraq/not_an_article/{reason}': {count}" in run.err
    assert f"'item_scraped_count': {len(items)}" in run.err
    assert f"'item_dropped_count': {sum(refused.values())}" in run.err


def test_the_index_holds_what_was_exported(exported: Any) -> None:
    desk, _run, items, _reports = exported
    held = {row["article_id"] for row in desk.rows("SELECT article_id FROM articles")}
    assert held == {item["article_id"] for item in items}
    assert desk.rows("SELECT reason FROM crawls") == [{"reason": "finished"}]


def test_every_item_points_at_a_record_on_the_disk(exported: Any) -> None:
    desk, _run, items, _reports = exported
    offsets = {(record.offset, record.record_id) for record in desk.records()}
    assert {(item["capture"]["offset"], item["capture"]["record_id"]) for item in items} <= offsets


@pytest.fixture(scope="module")
def small(new_desk: Callable[..., Any], new_site: Callable[..., Any]) -> Any:
    """Reports of the first days of five months, listed with the days of their last change."""
    site, desk = new_site(), new_desk()
    site.sitemap("/sitemap.xml", [site.put(f"/report/{day}", "<html></html>") for day in range(1, 6)])
    page = site.pages["/sitemap.xml"]
    body = page.body
    for day in range(1, 6):
        url = site.url(f"/report/{day}").encode()
        body = body.replace(
            b"<loc>" + url + b"</loc>", b"<loc>" + url + f"</loc><lastmod>2026-0{day}-20</lastmod>".encode()
        )
    site.pages["/sitemap.xml"] = type(page)(body, 200, page.headers)
    desk.declare("small", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    return site, desk


def test_since_until_and_limit_choose_what_is_fetched_and_leave_the_rest_waiting(small: Any) -> None:
    site, desk = small
    run = desk.scrapy("crawl", "small", "-a", "since=2026-02-01", "-a", "until=2026-04-30", "-a", "limit=2")
    assert run.code == 0, run.err
    fetched = [path for path in site.paths() if path.startswith("/report/")]
    assert len(fetched) == 2
    assert set(fetched) < {f"/report/{day}" for day in (2, 3, 4)}
    states = [row["state"] for row in desk.frontier("small").values() if row["role"] == "article"]
    assert sorted(state for state in states if state == "waiting") == ["waiting"] * 3
    assert desk.events("crawl-started")[-1]["reason"] == "since=2026-02-01 until=2026-04-30 limit=2"
    rest = desk.crawl("small", "--until", "2026-04-30")
    assert rest.code == 0
    assert sorted(p for p in site.paths() if p.startswith("/report/")) == [
        f"/report/{d}" for d in (1, 2, 3, 4)
    ]


def test_a_limit_counts_articles_and_not_their_tries_or_redirects(desk: Any, site: Any) -> None:
    site.put("/report/old", "", 301, Location="/report/new")
    tries: list[int] = []
    page = type(site.pages["/"])

    def shaky(_asked: object) -> Any:
        tries.append(1)
        return page(b"<html></html>", 200 if len(tries) > 1 else 503)

    site.pages["/report/new"] = shaky
    site.sitemap("/sitemap.xml", [site.url("/report/old")])
    site.put("/report/zzz", "<html></html>")
    desk.declare("small", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    assert desk.crawl("small", "--limit", "1").code == 0
    assert desk.frontier("small")[site.url("/report/new")]["state"] == "captured"


def test_what_a_run_of_an_earlier_day_left_out_of_the_index_is_brought_in(desk: Any, site: Any) -> None:
    site.sitemap("/sitemap.xml", [site.put("/report/1", "<html></html>")])
    desk.declare("small", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    assert desk.crawl("small").code == 0
    (today,) = desk.warcs()
    earlier = re.sub(r"-\d{8}", "-20260101", today.name, count=1)
    today.rename(today.with_name(earlier))
    for path in desk.archive.root.glob("index.db*"):
        path.unlink()
    run = desk.scrapy("crawl", "small")
    assert run.code == 0, run.err
    assert earlier.removesuffix(OPEN) in {path.name for path in desk.warcs()}
    before = list(dump(desk.archive.index))
    assert len([line for line in before if '"table": "crawls"' in line]) == 2
    rebuild(desk.archive)
    assert list(dump(desk.archive.index)) == before


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("since=yesterday", "since='yesterday' is no day: write year-month-day, such as 2026-11-22"),
        ("limit=few", "limit='few' is no count: write a whole number above 0"),
        ("limit=0", "limit='0' is no count"),
    ],
)
def test_an_argument_that_is_not_understood_ends_the_crawl_before_any_request(
    small: Any, argument: str, said: str
) -> None:
    site, desk = small
    before = len(site.paths())
    run = desk.scrapy("crawl", "small", "-a", argument)
    assert run.code == 1
    assert said in run.err
    assert len(site.paths()) == before


def test_scrapy_list_names_the_declared_outlets(desk: Any) -> None:
    for slug in ("waha", "almithal"):
        desk.declare(slug, homepage=f"https://{slug}.example/", domains=[f"{slug}.example"])
    run = desk.scrapy("list")
    assert (run.code, run.out.split()) == (0, ["almithal", "waha"])


def test_an_outlet_that_is_not_declared_is_named_in_one_line(desk: Any) -> None:
    run = desk.scrapy("crawl", "nobody", "-s", "LOG_LEVEL=WARNING")
    assert run.code == 1
    assert run.err.startswith("warraq: no outlet 'nobody'")
    assert "Traceback" not in run.err


def test_a_declaration_that_is_not_understood_is_named_in_one_line(desk: Any) -> None:
    (desk.archive.outlets_dir / "broken.toml").write_text("name = \n")
    run = desk.scrapy("crawl", "broken", "-s", "LOG_LEVEL=WARNING")
    assert run.code == 1
    assert "broken.toml: line 1: " in run.err
    assert "Traceback" not in run.err


def test_scrapy_outside_an_archive_says_where_it_looked(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = crawlers.settings\n")
    command = f"import os; os.chdir({str(tmp_path)!r}); from scrapy.cmdline import execute; execute()"
    run = desk.run("-c", command, "list")
    assert run.code == 1
    assert f"warraq: no archive in {tmp_path} or above it; make one with `warraq init`" in run.err


def test_a_wish_becomes_the_arguments_of_the_crawl() -> None:
    assert Wanted().arguments() == []
    assert Wanted(since="2026-11-01", limit=3).arguments() == ["--since", "2026-11-01", "--limit", "3"]
