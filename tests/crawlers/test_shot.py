"""`warraq shot`: pictures are made of recorded bytes, kept beside the capture, and say how they were made."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.dump import dump
from archive.locks import locked
from archive.verify import verify
from crawlers import shot_crawl
from extractors.outlets import parse_outlet

IMAGE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDAT\x08\xd7c\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\x18\xdd\x8d\xb0\x00\x00\x00\x00IEND\xaeB`\x82"
)
SCRIPT = (
    "fetch('/news.json').then(r => r.text()).then(t => { document.querySelector('#more').textContent = t });"
)
BODY = "وقال شهود إن الطريق الساحلي أُغلق صباح السبت بعد انهيار جزء من الجسر القديم، ولم تُسجَّل إصابات. " * 4


def report(title: str, extra: str = "") -> str:
    """A page that reads as an article and needs an image, a script and what the script fetches."""
    return f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>
    <meta property="og:type" content="article"><meta property="article:published_time"
    content="2026-11-20T10:00:00+03:00"></head><body><article><h1>{title}</h1>
    <img src="/bridge.png" alt="الجسر" width="200" height="100"><p>{BODY}</p><p>{BODY}</p></article>
    <div id="more">بلا نصوص</div><script src="/app.js"></script><script src="/private/ad.js"></script>{extra}
    </body></html>"""


def serve(site: Any, *paths: str) -> list[str]:
    """Put reports on a site, and what they need; their URLs."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.pages["/bridge.png"] = type(site.pages["/robots.txt"])(IMAGE, 200, (("Content-Type", "image/png"),))
    site.put("/app.js", SCRIPT, Content_Type="text/javascript", Set_Cookie="track=1")
    site.put("/private/ad.js", "document.title = 'ad'", Content_Type="text/javascript")
    site.put("/news.json", "جاء من نص برمجي", Content_Type="application/json; charset=utf-8")
    return [site.put(path, report(f"إغلاق الطريق الساحلي {path[-1]}")) for path in paths]


def resources(desk: Any) -> list[Any]:
    return [record for record in desk.records() if record.type == "resource"]


def facts(desk: Any, record_id: str) -> list[tuple[str, str]]:
    """The lines of the metadata record that stands beside a picture."""
    for record in desk.records():
        if record.type == "metadata" and record.header("WARC-Concurrent-To") == f"<urn:uuid:{record_id}>":
            lines = record.block.decode().split("\r\n")
            return [tuple(line.split(": ", 1)) for line in lines if ": " in line]  # type: ignore[misc]
    raise AssertionError(f"no metadata of {record_id}")


@dataclass(frozen=True)
class Shots:
    """A page pictured live, then from the archive when its server answers nothing any more."""

    desk: Any
    url: str
    live: Any
    asked: list[str]
    archived: Any
    asked_later: list[str]
    files: Path


@pytest.fixture(scope="module")
def shots(
    chromium_program: str,
    new_desk: Callable[..., Any],
    new_site: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Shots:
    desk, site, files = new_desk(), new_site(), tmp_path_factory.mktemp("files")
    desk.set(politeness={"delay": 0.0})
    (url,) = serve(site, "/report/1")
    outputs = [arg for name in ("live.png", "live.pdf") for arg in ("--output", str(files / name))]
    live = desk.warraq("shot", url, *outputs, "--json")
    asked = site.paths()
    site.pages.clear()
    article = desk.rows("SELECT article_id FROM articles")[0]["article_id"]
    archived = desk.warraq("shot", article, "--width", "390", "--json")
    return Shots(desk, url, live, asked, archived, site.paths()[len(asked) :], files)


def test_png_and_pdf_are_kept_beside_the_capture(shots: Shots) -> None:
    assert shots.live.code == 0, shots.live.err
    (page,) = shots.live.document
    assert [one["media"] for one in page["pictures"]] == ["image/png", "application/pdf"]
    kept = {record.record_id: record for record in resources(shots.desk)}
    for one in page["pictures"]:
        record = kept[one["record_id"]]
        assert record.header("WARC-Concurrent-To") == f"<urn:uuid:{page['record_id']}>"
        assert record.header("Content-Type") == one["media"]
        assert record.date == one["captured_at"]
        assert record.target_uri.endswith(f":{shots.url}")
        assert record.block_digest == one["payload_digest"]
        assert one["captured_at"] > page["page_captured_at"]


def test_pictures_are_in_index_and_log_and_verified(shots: Shots) -> None:
    rows = shots.desk.rows(
        "SELECT record_id, refers_to, kind, article_id FROM captures WHERE kind = 'resource'"
    )
    assert len(rows) == 4
    assert {row["article_id"] for row in rows} == {
        shots.desk.rows("SELECT article_id FROM articles")[0]["article_id"]
    }
    leaves = {row["record_id"] for row in shots.desk.rows("SELECT record_id FROM leaves")}
    assert {row["record_id"] for row in rows} <= leaves
    assert verify(shots.desk.archive).failures == []


def test_the_page_is_fetched_once_and_shown_as_it_was_captured(shots: Shots) -> None:
    assert shots.asked.count("/report/1") == 1
    assert shots.asked.count("/bridge.png") == 1
    assert {"/app.js", "/news.json"} <= set(shots.asked)


def test_what_robots_forbid_is_not_asked_for_by_a_script_tag_either(shots: Shots) -> None:
    assert "/private/ad.js" not in shots.asked
    assert shots.live.document[0]["unanswered"] >= 1


def test_every_part_of_a_live_picture_is_a_record(shots: Shots) -> None:
    (page,) = shots.live.document
    said = facts(shots.desk, page["pictures"][0]["record_id"])
    parts = [value.removeprefix("urn:uuid:") for name, value in said if name == "part"]
    urls = {
        row["record_id"]: row["url"].rpartition("/")[2]
        for row in shots.desk.rows("SELECT record_id, url FROM captures WHERE kind = 'response'")
    }
    assert {"bridge.png", "app.js", "news.json"} <= {urls[part] for part in parts}


def test_the_record_says_how_the_picture_came_about(shots: Shots) -> None:
    for run, width, rendered, scripts in (
        (shots.live, 1280, "live", "run"),
        (shots.archived, 390, "archive", "off"),
    ):
        (page,) = run.document
        said = dict(facts(shots.desk, page["pictures"][0]["record_id"]))
        assert said["rendered"] == rendered == page["rendered"]
        assert said["scripts"] == scripts
        assert said["viewport"] == f"{width}x900"
        assert said["browser"].startswith("Chromium/")
        assert said["browser"] == page["browser"]
        assert said["driver"].startswith("Playwright/")
        assert said["language"] == "ar"
        assert said["http-header-user-agent"].endswith("(+tests@example.org)")
        assert said["sandbox"] in ("on", "off: run as root")
        assert said["settled"] == "yes"


def test_an_id_is_pictured_from_the_archive_without_asking_anybody(shots: Shots) -> None:
    assert shots.archived.code == 0, shots.archived.err
    assert shots.asked_later == []
    (page,) = shots.archived.document
    assert page["record_id"] == shots.live.document[0]["record_id"]
    assert page["pictures"][0]["width"] == 390
    said = facts(shots.desk, page["pictures"][0]["record_id"])
    (part,) = [value.removeprefix("urn:uuid:") for name, value in said if name == "part"]
    (row,) = shots.desk.rows("SELECT url FROM captures WHERE record_id = ?", part)
    assert row["url"].endswith("/bridge.png")


def test_output_holds_the_bytes_that_are_kept(shots: Shots) -> None:
    digests = {
        f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" for path in shots.files.glob("live.*")
    }
    assert digests == {one["payload_digest"] for one in shots.live.document[0]["pictures"]}


def test_a_kept_picture_is_written_again_and_not_made_again(shots: Shots, tmp_path: Path) -> None:
    before = len(resources(shots.desk))
    png = shots.live.document[0]["pictures"][0]
    run = shots.desk.warraq("shot", png["record_id"], "--output", str(tmp_path / "again.png"))
    assert run.code == 0, run.err
    assert (
        f"sha256:{hashlib.sha256((tmp_path / 'again.png').read_bytes()).hexdigest()}" == png["payload_digest"]
    )
    assert len(resources(shots.desk)) == before
    without = shots.desk.warraq("shot", png["record_id"])
    assert without.code == 1
    assert "--output FILE.png" in without.err


def test_show_history_and_cite_name_the_pictures(shots: Shots) -> None:
    kept = [one["record_id"] for run in (shots.live, shots.archived) for one in run.document[0]["pictures"]]
    rendered = {"live", "archive"}
    for command in ("show", "history", "cite"):
        document = shots.desk.warraq(command, shots.url, "--json").document
        assert [one["record_id"] for one in document["pictures"]] == kept, command
        assert {one["rendered"] for one in document["pictures"]} == rendered
        assert {one["media"] for one in document["pictures"]} == {"image/png", "application/pdf"}
    assert len(document["captures"]) == 1  # a picture is no capture of what the outlet sent
    assert kept[0] in shots.desk.warraq("show", shots.url).out


def test_a_rebuilt_index_knows_the_pictures(shots: Shots) -> None:
    before = list(dump(shots.desk.archive.index))
    assert shots.desk.warraq("rebuild").code == 0
    assert list(dump(shots.desk.archive.index)) == before


@pytest.fixture(scope="module")
def misses(
    chromium_program: str, new_desk: Callable[..., Any], new_site: Callable[..., Any]
) -> tuple[Any, Any, Any]:
    """Things that cannot be pictured, and one page that can, in one run."""
    desk, site = new_desk(), new_site()
    desk.set(politeness={"delay": 0.0})
    (url,) = serve(site, "/report/1")
    image = site.url("/bridge.png")
    site.put("/report/moved", "", 302, Location="/report/moved")
    names = (
        *("0123456789abcdef", "00000000-0000-4000-8000-000000000000", "ftp://x.example/"),
        *(site.url("/private/x"), image, site.url("/report/moved"), site.url("/gone"), url),
    )
    assert desk.warraq("capture", url).code == 0  # so that there is an index to look ids up in
    run = desk.warraq("shot", *names, "--only", "png", "--json")
    return desk, site, run


def test_what_cannot_be_pictured_says_why_and_stops_nothing_else(misses: tuple[Any, Any, Any]) -> None:
    desk, site, run = misses
    assert run.code == 3, run.err
    by_name = {document["named"]: document for document in run.document}
    wanted = {
        "0123456789abcdef": "no article",
        "00000000-0000-4000-8000-000000000000": "no page was captured in a record",
        "ftp://x.example/": "http",
        site.url("/private/x"): "robots",
        site.url("/bridge.png"): "is image/png, no page",
        site.url("/report/moved"): "redirect-to-itself",
    }
    for name, said in wanted.items():
        assert said in by_name[name]["error"], name
        assert by_name[name]["pictures"] == []
    assert by_name[site.url("/gone")]["error"] is None
    assert by_name[site.url("/gone")]["status"] == 404
    assert [one["media"] for one in by_name[site.url("/report/1")]["pictures"]] == ["image/png"]
    assert verify(desk.archive).failures == []


def test_a_file_that_is_no_picture_is_a_mistake_of_the_caller(
    misses: tuple[Any, Any, Any], tmp_path: Path
) -> None:
    desk, site, _run = misses
    url = site.url("/report/1")
    before = len(desk.records())
    for arguments, said in (
        (("--output", str(tmp_path / "x.jpg")), "must end in .png or .pdf"),
        (("--output", str(tmp_path / "x.pdf"), "--only", "png"), "is not the picture that --only asks for"),
        (("--output", str(tmp_path / "x.pdf"), site.url("/gone")), "name one"),
    ):
        run = desk.warraq("shot", url, *arguments)
        assert run.code == 2
        assert said in run.err
    assert len(desk.records()) == before


def test_without_a_browser_nothing_is_captured_and_it_is_said_what_to_install(desk: Any, site: Any) -> None:
    pytest.importorskip("playwright")
    run = desk.warraq("shot", site.url("/report/1"), WARRAQ_CHROMIUM="/nowhere/chromium")
    assert run.code == 1
    assert "$WARRAQ_CHROMIUM names /nowhere/chromium" in run.err
    assert site.paths() == []


def test_a_page_of_an_outlet_that_is_being_crawled_is_not_pictured(
    chromium_program: str, desk: Any, site: Any
) -> None:
    (url,) = serve(site, "/report/1")
    desk.declare("news", homepage=site.url(), domains=[site.host])
    with locked(desk.archive.state / "news.crawl.lock"):
        run = desk.warraq("shot", url, "--json")
    assert run.code == 5
    assert run.document[0]["pictures"] == []
    assert "exit_code" not in run.document[0]


def test_a_browser_that_does_not_start_leaves_the_capture_and_no_picture(
    chromium_program: str, desk: Any, site: Any, tmp_path: Path
) -> None:
    (url,) = serve(site, "/report/1")
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    run = desk.warraq("shot", url, WARRAQ_CHROMIUM=str(broken))
    assert run.code == 1
    assert "could not be pictured" in run.out
    assert resources(desk) == []
    assert desk.rows("SELECT count(*) AS n FROM articles")[0]["n"] == 1
    assert verify(desk.archive).failures == []


PUBLIC = """
import socket, sys
import crawlers.addresses as addresses
real = addresses._is_public
addresses._is_public = lambda address: str(address) == "127.0.0.1" or real(address)
look = socket.gethostbyname
socket.gethostbyname = lambda name: "127.0.0.2" if name == "inner.test" else look(name)
from crawlers.shot_process import main
sys.exit(main(sys.argv[1:]))
"""


def test_what_a_page_asks_for_reaches_no_private_address(desk: Any, site: Any, trap: Any) -> None:
    inner = f"http://127.0.0.2:{trap.port}"
    page = site.put("/report/1", "<p>x</p>")
    urls = [
        f"{inner}/literal",
        f"http://2130706434:{trap.port}/number",
        f"http://inner.test:{trap.port}/named",
        site.put("/away", "", 302, Location=f"{inner}/target"),
        "file:///etc/hostname",
        site.put("/style.css", "p { color: red }", Content_Type="text/css"),
    ]
    lines = [
        json.dumps({"n": n, "url": url, "page": page, "outlet": "x"}) + "\n" for n, url in enumerate(urls)
    ]
    child = subprocess.Popen(
        [sys.executable, "-c", PUBLIC, str(desk.archive.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write("".join(lines))
        child.stdin.flush()
        said = dict(
            sorted((answer["n"], answer) for _ in urls for answer in [json.loads(child.stdout.readline())])
        )
        child.stdin.close()
        assert child.wait(60) == 0
    assert not trap.connected()
    assert ["reason" in said[n] for n in range(len(urls))] == [True] * 5 + [False]
    assert said[0]["reason"] == said[3]["reason"] == "address-refused"


def test_new_versions_of_an_outlet_that_wants_it_are_pictured_after_the_crawl(
    chromium_program: str, desk: Any, site: Any
) -> None:
    urls = serve(site, "/report/1", "/report/2")
    desk.declare(
        "news",
        homepage=site.url(),
        domains=[site.host],
        sitemaps=[site.sitemap("/sitemap.xml", urls)],
        shot="png",
    )
    first = desk.warraq("crawl", "news", "--json")
    assert first.code == 0, first.err
    assert first.document["pictured"] == {"news": {"pages": 2, "failed": 0}}
    shown = desk.rows(
        "SELECT p.content_type, c.url FROM captures p JOIN captures c ON c.record_id = p.refers_to"
        " WHERE p.kind = 'resource' ORDER BY c.url"
    )
    assert [(row["content_type"], row["url"]) for row in shown] == [("image/png", url) for url in urls]
    assert site.paths().count("/app.js") == 1
    again = desk.warraq("crawl", "news", "--json")
    assert again.document["pictured"] == {"news": {"pages": 0, "failed": 0}}
    assert verify(desk.archive).failures == []


def test_a_crawl_without_a_browser_says_so_and_ends_well(desk: Any, site: Any) -> None:
    urls = serve(site, "/report/1")
    sitemap = site.sitemap("/sitemap.xml", urls)
    desk.declare("news", homepage=site.url(), domains=[site.host], sitemaps=[sitemap], shot=True)
    run = desk.warraq("crawl", "news", "--json", WARRAQ_CHROMIUM="/nowhere/chromium")
    assert run.code == 0, run.err
    assert run.document["pictured"] == {"news": {"pages": 0, "failed": 1}}
    assert "news: no more pictures: " in run.err


def test_a_crawl_pictures_so_many_pages_and_says_how_many_it_left(
    desk: Any, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = serve(site, "/report/1", "/report/2")
    sitemap = site.sitemap("/sitemap.xml", urls)
    desk.declare("news", homepage=site.url(), domains=[site.host], sitemaps=[sitemap])
    assert desk.warraq("crawl", "news").code == 0
    outlet = parse_outlet(
        (desk.archive.outlets_dir / "news.toml").read_text() + "shot = true\n", "news", "news.toml"
    )
    monkeypatch.setattr(shot_crawl, "MOST", 1)
    monkeypatch.setattr(shot_crawl, "shoot", lambda *args, **names: iter(()))
    said: list[tuple[str, dict[str, Any]]] = []
    shot_crawl.shoot_new(
        desk.archive, outlet, "2000-01-01", lambda text, **values: said.append((text, values))
    )
    ((text, values),) = said
    assert "were not pictured" in text
    assert (values["count"], values["most"]) == (1, 1)
