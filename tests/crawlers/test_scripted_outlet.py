"""The newsroom's outlet whose pages scripts draw: read with a browser; without, it is said what to install.

Consent pages, challenges and what else a script draws in a report's place are no reports.
"""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive.dump import dump
from archive.history import history
from archive.posts import MARK, Post, post_in
from archive.rendering_notes import waiting_notes
from archive.renderings import with_rendering
from archive.rows import reading_index
from archive.show import show
from archive.stored_answers import StoredAnswers
from archive.verify import verify
from crawlers.pipeline import ReadingPipeline
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
    assert (told["pages"], told["waiting"]) == (0, 4)
    assert "/nowhere/chromium" in told["missing"]
    assert read.without.err.count("must be read in a browser") == 1
    (alarm,) = [
        alarm
        for outlet in read.status.document["outlets"]
        for alarm in outlet["alarms"]
        if alarm["code"] == "no-browser"
    ]
    assert alarm["figures"] == {"pages": 4}
    assert all(words in alarm["next"] for words in TOLD)


def test_with_a_browser_a_later_crawl_reads_them_as_the_newsroom_wrote_them(read: Read) -> None:
    assert read.with_one.code == 0, read.with_one.err
    told = read.with_one.document["rendered"][MINBAR.slug]
    assert told == {"pages": 4, "articles": 4, "failed": 0, "waiting": 0, "missing": None}
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
    """The pages were not asked for again; what their scripts asked for came through our own fetcher."""
    later = [one.target for one in read.room.exchanges()[read.asked_without :]]
    assert not any(target.startswith(("/a/", "/q/")) for target in later)
    wanted = {f"/api/articles/{number}.json" for number in (3001, 3002, 3003)}
    assert wanted | {"/static/app.js", "/media/3001.png", "/media/3003.png"} <= set(later)
    captured = {row["url"].partition("/api")[2] for row in read.desk.rows("SELECT url FROM captures")}
    assert {target.removeprefix("/api") for target in wanted} <= captured
    assert verify(read.desk.archive).failures == []


def test_what_a_page_asks_by_post_is_asked_once_and_kept_with_what_was_sent(read: Read) -> None:
    sent = [one for one in read.room.exchanges() if one.target == "/graphql"]
    assert sorted(post_in(one.request).body.split(b" ")[1] for one in sent) == [b"Menu", b"Report($number:"]
    for one in sent:
        head = one.request.partition(b"\r\n\r\n")[0].lower()
        assert b"content-type: application/json" in head
        assert not re.search(rb"^(?:cookie|authorization|origin|referer):", head, re.MULTILINE)
    rows = read.desk.rows("SELECT * FROM captures WHERE url LIKE '%/graphql' ORDER BY captured_at")
    assert [(row["kind"], row["role"], row["article_id"]) for row in rows] == [
        ("response", "requisite", None),
        ("response", "requisite", None),
    ]
    assert len({row["url_key"] for row in rows}) == 2
    assert all(f"/graphql{MARK}sha256:" in row["url_key"] for row in rows)
    kept = {record.record_id: record for record in read.desk.records()}
    requests = {kept[row["request_id"]].block for row in rows}
    assert requests == {one.request for one in sent}
    with reading_index(read.desk.archive) as db, closing(StoredAnswers(read.desk.archive, db)) as stored:
        (at, url) = rows[0]["captured_at"], rows[0]["url"]
        assert stored.near(url, at) is None  # nobody has asked for it by GET
        for one in sent:
            found = stored.near(url, at, post=post_in(one.request))
            assert found is not None
            assert found.status == 200
        assert stored.near(url, at, post=Post(content_type="", accept="", body=b"another")) is None


def test_players_find_what_was_asked_by_post_under_what_was_sent(read: Read, tmp_path: Path) -> None:
    target = tmp_path / "all.cdxj"
    assert read.desk.warraq("export", "cdxj", str(target)).code == 0
    lines = [line for line in target.read_text("utf-8").splitlines() if "/graphql" in line]
    keys = sorted(line.partition("/graphql")[2].partition(" ")[0][:34] for line in lines)
    assert keys == ["?__wb_method=post&number=3004&quer", "?__wb_method=post&query=query+menu"]
    assert all('"method": "POST", "requestBody": "query=query+' in line for line in lines)
    wacz = tmp_path / "all.wacz"
    assert read.desk.warraq("export", "wacz", str(wacz)).code == 0
    with zipfile.ZipFile(wacz) as package:
        index = package.read("indexes/index.cdxj").decode()
    assert index.count("?__wb_method=post&") == 2


def test_an_article_about_cookies_and_cloudflare_is_an_article(read: Read) -> None:
    (row,) = read.desk.rows("SELECT body FROM versions WHERE title LIKE '%ملفات تعريف الارتباط%'")
    assert "كلاودفلير" in row["body"]


def test_rebuilt_it_is_the_same(read: Read) -> None:
    before = list(dump(read.desk.archive.index))
    assert read.desk.warraq("rebuild").code == 0
    assert list(dump(read.desk.archive.index)) == before


def rendered_of(read: Read, url: str) -> Any:
    (row,) = read.desk.rows("SELECT * FROM captures WHERE url = ? AND role = 'rendered-page'", url)
    return row


def plain_of(read: Read, url: str) -> Any:
    (row,) = read.desk.rows("SELECT * FROM captures WHERE url = ? AND kind = 'response'", url)
    return row


@pytest.fixture(scope="module")
def url(read: Read) -> str:
    """A report without a picture."""
    return next(url for url in read.room.gold(MINBAR.slug) if url.endswith("/a/3002"))


def test_the_rendered_page_is_kept_beside_the_capture_and_says_how_it_was_made(read: Read, url: str) -> None:
    plain, row = plain_of(read, url), rendered_of(read, url)
    assert plain["reading"] == "script-only"
    (record,) = [one for one in read.desk.records() if one.record_id == row["record_id"]]
    assert record.type == "resource"
    assert record.target_uri == f"urn:warraq:rendered-page:{url}"
    assert record.header("WARC-Concurrent-To") == f"<urn:uuid:{plain['record_id']}>"
    assert record.header("WARC-Refers-To") is None  # WARC/1.1, 5.11: not of a resource
    assert record.header("Content-Type") == "text/html; charset=utf-8"
    assert "ساعة البرج" in record.block.decode()
    said = next(
        fields for at, fields in read.desk.exchanges() if at == url and fields["role"] == "rendered-page"
    )
    assert said["browser"].startswith("Chromium/")
    assert said["driver"].startswith("Playwright/")
    assert (said["rendered"], said["scripts"], said["viewport"]) == ("live", "run", "1280x900")
    assert (said["language"], said["timezone"], said["settled"]) == ("ar", "Asia/Beirut", "yes")
    leaves = {one["record_id"] for one in read.desk.rows("SELECT record_id FROM leaves")}
    assert row["record_id"] in leaves


def test_what_held_the_text_is_an_exchange_of_its_own(read: Read, url: str) -> None:
    (data,) = read.desk.rows("SELECT * FROM captures WHERE url LIKE '%/api/articles/3002.json'")
    assert (data["kind"], data["status"], data["role"], data["via"]) == ("response", 200, "requisite", url)
    assert data["robots"] == "allowed"


def test_show_cite_history_and_why_say_that_a_browser_showed_it(read: Read, url: str) -> None:
    plain, row = plain_of(read, url), rendered_of(read, url)
    with reading_index(read.desk.archive) as db:
        article = with_rendering(read.desk.archive, db, show(db, url))
        told = history(read.desk.archive, db, url)
    assert article["capture"]["record_id"] == article["rendered"]["record_id"] == row["record_id"]
    assert article["rendered"]["of"] == plain["record_id"]
    parts = {part["url"].rpartition("/")[2] for part in article["rendered"]["parts"]}
    assert {"app.css", "app.js", "3002.json"} <= parts
    assert [(one["kind"], one["grade"], one["version"]) for one in told["captures"]][:2] == [
        ("response", "unreadable", None),
        ("resource", "shown", 1),
    ]
    said = read.desk.warraq("show", url).out
    browser, count = article["rendered"]["browser"].replace("/", " "), 1 + len(article["rendered"]["parts"])
    assert f"the page as {browser} showed it to us; the outlet sent the {count} parts" in said
    assert plain["record_id"] in said
    steps = [step["what"] for step in read.desk.warraq("why", url, "--json").document["steps"]]
    assert steps.count("rendered") == 1


def test_a_bundle_carries_the_rendered_page_the_page_as_sent_and_the_data(
    read: Read, url: str, tmp_path: Path
) -> None:
    bundle = tmp_path / "quote.zip"
    quote = "تحركت عقارب ساعة البرج في ساحة تل القصب"
    run = read.desk.warraq("cite", quote, "--bundle", str(bundle), "--json")
    assert run.code == 0, run.err
    assert run.document["article"]["rendered"]["of"] == plain_of(read, url)["record_id"]
    assert run.document["quote"]["html"]["record_id"] == rendered_of(read, url)["record_id"]
    with zipfile.ZipFile(bundle) as members:
        listed = json.loads(members.read("bundle.json"))["captures"]
        sheet = members.read("index.html").decode()
        provenance = json.loads(members.read("provenance.json"))
    kinds = [(one["kind"], one["url"].rpartition("/")[2]) for one in listed]
    assert kinds[0] == ("resource", "3002")
    assert {("response", "3002"), ("response", "3002.json")} <= set(kinds)
    rendered = provenance[listed[0]["record_id"]]["rendering"]
    assert f"the page as {rendered['browser'].replace('/', ' ')} showed it to us" in sheet
    assert all(part in sheet for part in rendered["parts"])
    assert listed[0]["left_out"] == []
    enclosed = subprocess.run(
        [sys.executable, str(bundle)], capture_output=True, text=True, timeout=60, check=False
    )
    assert enclosed.returncode == 0, enclosed.stdout + enclosed.stderr


def test_a_withdrawn_page_takes_its_rendered_page_and_its_data_along(read: Read, url: str) -> None:
    run = read.desk.warraq("withdraw", plain_of(read, url)["record_id"], "--reason", "court order")
    assert run.code == 0, run.err
    kept = b"".join(record.block for record in read.desk.records())
    assert "عقارب ساعة البرج".encode() not in kept
    assert json.dumps("عقارب ساعة البرج").strip('"').encode() not in kept
    assert "مكتبة المرفأ".encode() in kept
    assert read.desk.rows("SELECT 1 FROM versions WHERE url = ?", url) == []
    assert len(read.desk.rows("SELECT 1 FROM versions")) == 3
    assert verify(read.desk.archive).failures == []


def test_a_page_captured_by_hand_is_read_in_a_browser_or_it_is_said_how(
    chromium_program: str, new_desk: Callable[..., Any], minbar: Newsroom
) -> None:
    """Of an outlet that is not followed."""
    desk = new_desk()
    (url,) = (one for one in minbar.gold(MINBAR.slug) if "/q/" in one)
    without = desk.warraq("capture", url, **NO_BROWSER)
    assert without.code == 0, without.err
    assert "needs a browser: scripts fill the page" in without.out
    assert "/nowhere/chromium" in without.out
    run = desk.warraq("capture", url, "--json")
    assert run.code == 0, run.err
    (told,) = run.document
    assert told["reading"] == "article"
    assert told["rendered"]["failure"] is None
    assert minbar.gold(MINBAR.slug)[url].title in told["citation"]["en"]
    (row,) = desk.rows("SELECT * FROM captures WHERE role = 'rendered-page'")
    assert (row["record_id"], row["reading"]) == (told["rendered"]["record_id"], "article")
    assert row["refers_to"] == told["exchanges"][-1]["record_id"]
    assert [one["title"] for one in desk.rows("SELECT title FROM articles")] == [
        minbar.gold(MINBAR.slug)[url].title
    ]
    assert verify(desk.archive).failures == []
    withdrawn = desk.warraq("withdraw", told["exchanges"][-1]["record_id"], "--reason", "court order")
    assert withdrawn.code == 0, withdrawn.err
    kept = b"".join(record.block for record in desk.records())
    assert "وديع صفير".encode() not in kept  # in what the browser had; escaped in what it was made of
    assert json.dumps("وديع صفير").strip('"').encode() not in kept
    assert b'"number":3004' not in kept
    assert verify(desk.archive).failures == []


def test_scrapy_crawl_says_once_what_it_does_not_do(caplog: pytest.LogCaptureFixture) -> None:
    told = ReadingPipeline.__new__(ReadingPipeline)
    for render, shot in ((True, ("png",)), (False, ())):
        outlet = SimpleNamespace(slug="minbar", render=render, shot=shot)
        told._tell_what_is_not_done(SimpleNamespace(outlet=outlet))
    assert ["`warraq crawl minbar`" in one.getMessage() for one in caplog.records] == [True, True]
    assert "render = true" in caplog.messages[0]
    assert "pictures" in caplog.messages[1]


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
    assert read["endless"] == ("render-failure", None)
    for name in ("dialogs", "leaving", "reaching"):
        assert read[name] == ("rendered-page", "article"), name
    for name in ("greedy", "many"):  # read before they went too far, or ended for it
        assert read[name] in (("rendered-page", "article"), ("render-failure", None)), name
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
