"""The newsroom's outlet whose pages scripts draw: without a browser it is told what to install, with one it is
read; consent pages, challenges and what else a script draws in a report's place is no report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from archive.dump import dump
from archive.rendering_notes import waiting_notes
from archive.verify import verify
from newsroom import Newsroom
from newsroom.outlets import DRAWN
from newsroom.scripted import TRICKS_SITEMAP
from newsroom.scripted_pages import TRICKS

(MINBAR,) = DRAWN
NO_BROWSER = {"WARRAQ_CHROMIUM": "/nowhere/chromium"}
TOLD = ("pip install 'warraq[browser]'", "apt install chromium")
WALLS = {
    "consent": "consent-wall",
    "consent-english": "consent-wall",
    "challenge": "bot-challenge",
    "challenge-english": "bot-challenge",
    "elsewhere": "geo-block",
    "password": "login-wall",
    "subscribers": "paywall",
}


@pytest.fixture(scope="module")
def minbar() -> Iterator[Newsroom]:
    with Newsroom(outlets=(MINBAR.slug,), faulty=False) as room:
        yield room


def declare(desk: Any, room: Newsroom, *, render: bool, sitemap: str | None = None) -> None:
    text = room.declaration(MINBAR.slug)
    if sitemap is not None:
        text = text.replace("/sitemap.xml", sitemap)
    (desk.archive.outlets_dir / f"{MINBAR.slug}.toml").write_text(
        text + ("render = true\n" if render else ""), encoding="utf-8"
    )


@dataclass(frozen=True)
class Read:
    """The outlet crawled without a browser, then with one."""

    desk: Any
    room: Newsroom
    without: Any
    asked_without: int
    status: Any
    with_one: Any


@pytest.fixture(scope="module")
def read(chromium_program: str, new_desk: Callable[..., Any], minbar: Newsroom) -> Read:
    desk = new_desk()
    declare(desk, minbar, render=True)
    without = desk.warraq("crawl", MINBAR.slug, "--json", **NO_BROWSER)
    asked = len(minbar.exchanges())
    status = desk.warraq("status", "--json")
    with_one = desk.warraq("crawl", MINBAR.slug, "--json")
    return Read(desk, minbar, without, asked, status, with_one)


def test_without_a_browser_pages_are_captured_and_it_is_said_once_what_to_install(read: Read) -> None:
    assert read.without.code == 0, read.without.err
    told = read.without.document["rendered"][MINBAR.slug]
    assert (told["pages"], told["waiting"]) == (0, 3)
    assert "/nowhere/chromium" in told["missing"]
    assert read.without.err.count("must be read in a browser") == 1
    (alarm,) = [
        alarm
        for outlet in read.status.document["outlets"]
        for alarm in outlet["alarms"]
        if alarm["code"] == "no-browser"
    ]
    assert alarm["figures"] == {"pages": 3}
    assert all(words in alarm["next"] for words in TOLD)


def test_with_a_browser_a_later_crawl_reads_them_as_the_newsroom_wrote_them(read: Read) -> None:
    assert read.with_one.code == 0, read.with_one.err
    told = read.with_one.document["rendered"][MINBAR.slug]
    assert told == {"pages": 3, "articles": 3, "failed": 0, "waiting": 0, "missing": None}
    gold = read.room.gold(MINBAR.slug)
    rows = {row["url"]: row for row in read.desk.rows("SELECT * FROM versions")}
    assert rows.keys() == gold.keys()
    for url, wanted in gold.items():
        assert rows[url]["title"] == wanted.title
        assert "\n\n".join(wanted.body) in rows[url]["body"]
        assert rows[url]["published_date"] == wanted.published.date().isoformat()
        assert wanted.byline in rows[url]["authors"]
    assert waiting_notes(read.desk.archive) == {}


def test_every_byte_that_the_browser_saw_was_sent_by_the_outlet_and_is_recorded(read: Read) -> None:
    """The pages themselves were not asked for again; what their scripts asked for came through our fetcher."""
    later = [one.target for one in read.room.exchanges()[read.asked_without :]]
    assert not any(target.startswith("/a/") for target in later)
    wanted = {f"/api/articles/{number}.json" for number in (3001, 3002, 3003)}
    assert wanted | {"/static/app.js", "/media/3001.png", "/media/3003.png"} <= set(later)
    captured = {row["url"].partition("/api")[2] for row in read.desk.rows("SELECT url FROM captures")}
    assert {target.removeprefix("/api") for target in wanted} <= captured
    assert verify(read.desk.archive).failures == []


def test_an_article_about_cookies_and_cloudflare_is_an_article(read: Read) -> None:
    (row,) = read.desk.rows("SELECT body FROM versions WHERE title LIKE '%ملفات تعريف الارتباط%'")
    assert "كلاودفلير" in row["body"]


def test_rebuilt_it_is_the_same(read: Read) -> None:
    before = list(dump(read.desk.archive.index))
    assert read.desk.warraq("rebuild").code == 0
    assert list(dump(read.desk.archive.index)) == before


def test_the_doctor_looks_through_a_browser_and_proposes_to_render(
    chromium_program: str, new_desk: Callable[..., Any], minbar: Newsroom
) -> None:
    desk = new_desk()
    declare(desk, minbar, render=False)
    without = desk.warraq("outlet", "doctor", MINBAR.slug, **NO_BROWSER)
    assert without.code == 6
    assert "needs-browser" in without.out
    assert "could not be tried" in without.err
    assert "/nowhere/chromium" in without.err
    run = desk.warraq("outlet", "doctor", MINBAR.slug, "--apply", "--json")
    assert run.document["applied"] is True
    assert "+render = true" in run.document["patch"]["diff"]
    assert "a browser sees a report there" in run.err
    assert "render = true" in (desk.archive.outlets_dir / f"{MINBAR.slug}.toml").read_text()


@pytest.mark.soak
def test_tricks_are_no_reports_unless_they_draw_one_and_reach_nothing(
    chromium_program: str, new_desk: Callable[..., Any], minbar: Newsroom
) -> None:
    desk = new_desk()
    desk.set(limits={"render_seconds": 12.0})
    declare(desk, minbar, render=True, sitemap=TRICKS_SITEMAP)
    before = len(minbar.exchanges())
    run = desk.warraq("crawl", MINBAR.slug, "--json", limit=900)
    assert run.code == 0, run.err
    read = {
        row["url"].rpartition("/")[2]: (row["role"], row["reading"])
        for row in desk.rows("SELECT url, role, reading FROM captures WHERE kind = 'resource'")
    }
    assert read.keys() == TRICKS.keys()
    for name, code in WALLS.items():
        assert read[name] == ("rendered-page", code), name
    for name in ("endless", "greedy"):
        assert read[name] == ("render-failure", None), name
    for name in ("dialogs", "leaving", "reaching"):
        assert read[name] == ("rendered-page", "article"), name
    assert read["many"] in (("rendered-page", "article"), ("render-failure", None))
    articles = {row["url"].rpartition("/")[2] for row in desk.rows("SELECT url FROM articles")}
    assert articles == {name for name, (_, reading) in read.items() if reading == "article"}
    codes = {row["code"] for row in desk.rows("SELECT code FROM problems")}
    assert {"not-rendered", *WALLS.values()} <= codes
    asked = [one.target for one in minbar.exchanges()[before:]]
    assert "/private/data.json" not in asked
    assert "/static/told" not in asked
    assert sum(target.startswith("/static/many-") for target in asked) <= 200
    assert desk.rows("SELECT 1 FROM captures WHERE url LIKE '%127.0.0.2%' AND status IS NOT NULL") == []
    assert verify(desk.archive).failures == []
    again = desk.warraq("crawl", MINBAR.slug, "--json", limit=900)
    assert again.document["rendered"][MINBAR.slug]["pages"] == 0  # tried again later, not at once
