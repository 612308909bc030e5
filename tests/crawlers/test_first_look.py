"""The first crawl of a catalogue entry, which holds identity only, looks at the outlet and completes it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.outlets import load_outlet
from newsroom import Newsroom

BARE = """\
# من الدليل
name = "manarat"          # as the list prints it
country = "MA"
timezone = "Africa/Casablanca"
language = "ar"
homepage = "{home}"
domains = ["{host}"]
kind = "newspaper"
source = ["name, homepage, country, feeds: a list made for this test"]
feeds = ["{home}old-feed.xml"]
"""


def adopt(desk: Any, slug: str, home: str) -> Path:
    path: Path = desk.archive.outlets_dir / f"{slug}.toml"
    text = BARE.format(home=home, host=home.partition("://")[2].strip("/"))
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def crawled(new_desk: Callable[..., Any]) -> Any:
    desk = new_desk()
    desk.set(politeness={"delay": 0.0})
    with Newsroom(outlets=("manara",), faulty=False) as room:
        site = room.outlets["manara"]
        path = adopt(desk, "manara", site.homepage)
        run = desk.warraq("crawl", "manara")
    return desk, site, path, run


def test_the_first_crawl_finds_every_report(crawled: Any) -> None:
    desk, site, _path, run = crawled
    assert run.code == 0, run.err
    held = {row["url"] for row in desk.rows("SELECT url FROM articles")}
    assert len(held) == len(site.article_urls)
    assert "nobody had looked at it yet" in run.err


def test_the_entry_is_completed_and_what_a_person_wrote_stays(crawled: Any) -> None:
    _desk, site, path, _run = crawled
    outlet = load_outlet(path)
    assert set(outlet.feeds) == set(site.feeds), "the feed of the list is gone, and was taken out"
    assert outlet.sitemaps == site.sitemaps
    assert outlet.article_url is not None
    assert outlet.checked_on is not None
    assert (outlet.name, outlet.name_en) == ("منارة الأطلس", "manarat")
    listed, own = outlet.source
    assert listed == "homepage, country, feeds: a list made for this test"
    assert own == f"name: its home page, {outlet.checked_on}"
    assert (outlet.country, outlet.timezone) == ("MA", "Africa/Casablanca")
    text = path.read_text("utf-8")
    assert text.startswith("# من الدليل\n")
    assert "# as the list prints it" in text


def test_a_later_crawl_does_not_look_again(crawled: Any) -> None:
    desk, _site, path, _run = crawled
    before = path.read_text("utf-8")
    run = desk.warraq("crawl", "manara")  # the newsroom is gone by now
    assert "nobody had looked" not in run.err
    assert path.read_text("utf-8") == before


def test_an_outlet_that_does_not_answer_is_left_as_it_is_and_the_others_are_crawled(
    desk: Any, site: Any
) -> None:
    path = adopt(desk, "away", "http://127.0.0.1:9/")
    before = path.read_text("utf-8")
    report = site.put("/report/1", "<html><body><h1>خبر</h1></body></html>")
    desk.declare(
        "there", homepage=site.url(), domains=[site.host], sitemaps=[site.sitemap("/s.xml", [report])]
    )
    run = desk.warraq("crawl")
    assert run.code == 3
    assert path.read_text("utf-8") == before
    assert "away: nobody had looked at it yet" in run.err
    assert "/report/1" in site.paths()
