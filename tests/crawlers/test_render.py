"""Outlets whose pages scripts draw: read through a browser, from recorded bytes, and marked as such."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from archive.dump import dump
from archive.verify import verify

BODY = "وقال شهود إن الطريق الساحلي أُغلق صباح السبت بعد انهيار جزء من الجسر القديم، ولم تُسجَّل إصابات. " * 4
SHELL = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>منبر السدّ</title>
<link rel="stylesheet" href="/app.css"></head><body><div id="root"></div>
<noscript>فعّل JavaScript لقراءة الموقع</noscript><script src="/app.js"></script></body></html>"""
APP = """
const id = location.pathname.split("/").pop();
fetch("/api/report/" + id + ".json").then(answer => answer.json()).then(report => {
  document.title = report.title;
  const meta = document.createElement("meta");
  meta.setAttribute("property", "article:published_time");
  meta.content = report.at;
  document.head.append(meta);
  const article = document.createElement("article"), head = document.createElement("h1");
  head.textContent = report.title;
  article.append(head);
  for (const text of report.text) {
    const line = document.createElement("p");
    line.textContent = text;
    article.append(line);
  }
  document.getElementById("root").append(article);
});
"""


def put_report(site: Any, number: int, title: str) -> str:
    """Serve a report that a script draws; its URL."""
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.put("/app.js", APP, Content_Type="text/javascript")
    site.put("/app.css", "p { line-height: 2 }", Content_Type="text/css")
    report = {"title": title, "at": "2026-11-20T10:00:00+03:00", "text": [BODY, BODY]}
    site.put(f"/api/report/{number}.json", json.dumps(report), Content_Type="application/json")
    return str(site.put(f"/report/{number}", SHELL))


def declare(desk: Any, site: Any, urls: list[str], **keys: Any) -> None:
    sitemaps = [site.sitemap("/sitemap.xml", urls)]
    desk.declare("dam", homepage=site.url(), domains=[site.host], sitemaps=sitemaps, **keys)


def rendered_records(desk: Any) -> list[Any]:
    return [record for record in desk.records() if record.type == "resource"]


@dataclass(frozen=True)
class Drawn:
    """Two reports of an outlet with `render`, after one crawl."""

    desk: Any
    site: Any
    urls: list[str]
    run: Any


@pytest.fixture(scope="module")
def drawn(chromium_program: str, new_desk: Callable[..., Any], new_site: Callable[..., Any]) -> Drawn:
    desk, site = new_desk(), new_site()
    urls = [put_report(site, number, f"إغلاق الطريق الساحلي رقم {number}") for number in (1, 2)]
    declare(desk, site, urls, render=True)
    run = desk.warraq("crawl", "dam", "--json")
    return Drawn(desk, site, urls, run)


def test_what_scripts_draw_becomes_articles(drawn: Drawn) -> None:
    assert drawn.run.code == 0, drawn.run.err
    assert drawn.run.document["rendered"]["dam"] == {
        "pages": 2,
        "articles": 2,
        "failed": 0,
        "waiting": 0,
        "missing": None,
    }
    document = drawn.desk.warraq("show", drawn.urls[0], "--json").document
    assert document["title"] == "إغلاق الطريق الساحلي رقم 1"
    assert document["body"].count("انهيار جزء من الجسر القديم") == 8
    assert document["published_at"] == "2026-11-20T10:00:00+03:00"
    assert document["state"] == "live"


def test_the_rendered_page_is_kept_beside_the_capture_and_says_how_it_was_made(drawn: Drawn) -> None:
    plain = drawn.desk.rows("SELECT * FROM captures WHERE url = ? AND kind = 'response'", drawn.urls[0])
    assert [row["reading"] for row in plain] == ["script-only"]
    (record,) = [one for one in rendered_records(drawn.desk) if one.target_uri.endswith("/report/1")]
    assert record.target_uri == f"urn:warraq:rendered-page:{drawn.urls[0]}"
    assert record.header("WARC-Concurrent-To") == f"<urn:uuid:{plain[0]['record_id']}>"
    assert record.header("Content-Type") == "text/html; charset=utf-8"
    assert "انهيار جزء من الجسر القديم" in record.block.decode()
    (said,) = [
        fields
        for url, fields in drawn.desk.exchanges()
        if url == drawn.urls[0] and fields["role"] == "rendered-page"
    ]
    assert said["rendered"] == "live"
    assert said["scripts"] == "run"
    assert said["browser"].startswith("Chromium/")
    assert said["viewport"] == "1280x900"
    assert (said["language"], said["timezone"], said["settled"]) == ("ar", "Asia/Damascus", "yes")


def test_what_held_the_text_is_an_exchange_of_its_own(drawn: Drawn) -> None:
    rows = drawn.desk.rows("SELECT url, via, role, status, kind FROM captures WHERE url LIKE '%/api/%'")
    assert {(row["url"].rpartition("/")[2], row["via"]) for row in rows} == {
        ("1.json", drawn.urls[0]),
        ("2.json", drawn.urls[1]),
    }
    assert {(row["role"], row["status"], row["kind"]) for row in rows} == {("requisite", 200, "response")}
    assert drawn.site.paths().count("/app.js") == 1


def test_the_log_commits_to_it_verify_checks_it_and_rebuild_gives_it_again(drawn: Drawn) -> None:
    rows = drawn.desk.rows("SELECT record_id FROM captures WHERE role = 'rendered-page'")
    leaves = {row["record_id"] for row in drawn.desk.rows("SELECT record_id FROM leaves")}
    assert len(rows) == 2
    assert {row["record_id"] for row in rows} <= leaves
    assert verify(drawn.desk.archive).failures == []
    before = list(dump(drawn.desk.archive.index))
    assert drawn.desk.warraq("rebuild").code == 0
    assert list(dump(drawn.desk.archive.index)) == before
    assert verify(drawn.desk.archive).failures == []


def test_a_second_crawl_renders_nothing_again(drawn: Drawn) -> None:
    before = len(rendered_records(drawn.desk))
    again = drawn.desk.warraq("crawl", "dam", "--json")
    assert again.document["rendered"]["dam"]["pages"] == 0
    assert len(rendered_records(drawn.desk)) == before


QUOTE = "وقال شهود إن الطريق الساحلي أُغلق صباح السبت بعد انهيار جزء من الجسر القديم"


def test_show_and_cite_say_that_a_browser_showed_it_and_what_the_outlet_sent(drawn: Drawn) -> None:
    (plain,) = drawn.desk.rows(
        "SELECT record_id FROM captures WHERE url = ? AND kind = 'response'", drawn.urls[0]
    )
    document = drawn.desk.warraq("show", drawn.urls[0], "--json").document
    told = document["rendered"]
    assert told["record_id"] == document["capture"]["record_id"] != plain["record_id"]
    assert told["of"] == plain["record_id"]
    assert told["browser"].startswith("Chromium/")
    assert {part["url"].rpartition("/")[2] for part in told["parts"]} == {"app.css", "app.js", "1.json"}
    said = drawn.desk.warraq("show", drawn.urls[0]).out
    version = told["browser"].replace("/", " ")
    assert f"the page as {version} showed it to us; the outlet sent the 4 parts" in said
    assert told["of"] in said
    cited = drawn.desk.warraq("cite", QUOTE + "، ولم تُسجَّل", "--json").document
    assert cited["article"]["rendered"]["browser"] == told["browser"]
    kinds = {one["record_id"]: one["kind"] for one in cited["captures"]}
    assert {"response", "resource"} <= set(kinds.values())
    assert cited["quote"]["html"]["record_id"] == cited["article"]["capture"]["record_id"]
    assert "showed it to us" in drawn.desk.warraq("cite", drawn.urls[0]).out


def test_history_and_why_tell_of_both_records(drawn: Drawn) -> None:
    captures = drawn.desk.warraq("history", drawn.urls[0], "--json").document["captures"]
    assert [(one["kind"], one["grade"], one["version"]) for one in captures][:2] == [
        ("response", "unreadable", None),
        ("resource", "shown", 1),
    ]
    steps = drawn.desk.warraq("why", drawn.urls[0], "--json").document
    assert steps["state"] == "captured" or steps["state"] == "revisit"
    assert [step["what"] for step in steps["steps"]].count("rendered") == 1


def test_a_bundle_carries_the_rendered_page_the_page_as_sent_and_the_data(
    drawn: Drawn, tmp_path: Any
) -> None:
    bundle = tmp_path / "quote.zip"
    run = drawn.desk.warraq("cite", QUOTE + "، ولم تُسجَّل", "--bundle", str(bundle), "--json")
    assert run.code == 0, run.err
    with zipfile.ZipFile(bundle) as members:
        listed = json.loads(members.read("bundle.json"))["captures"]
        sheet = members.read("index.html").decode()
        provenance = json.loads(members.read("provenance.json"))
    kinds = [(one["kind"], one["url"].rpartition("/")[2]) for one in listed]
    assert kinds[0][0] == "resource"
    number = kinds[0][1]
    assert {("response", number), ("response", f"{number}.json")} <= set(kinds)
    rendered = provenance[listed[0]["record_id"]]["rendering"]
    assert f"the page as {rendered['browser'].replace('/', ' ')} showed it to us" in sheet
    assert all(part in sheet for part in rendered["parts"])
    assert listed[0]["left_out"] == []
    checked = drawn.desk.warraq("verify", str(bundle), "--json")
    assert checked.code == 0, checked.out
    ended = subprocess.run(
        [sys.executable, str(bundle)], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_withdrawn_page_takes_its_rendered_page_and_its_data_along(
    chromium_program: str, desk: Any, site: Any
) -> None:
    urls = [put_report(site, number, f"إغلاق الطريق الجبلي رقم {number}") for number in (1, 2)]
    declare(desk, site, urls, render=True)
    assert desk.warraq("crawl", "dam").code == 0
    (plain,) = desk.rows("SELECT record_id FROM captures WHERE url = ? AND kind = 'response'", urls[0])
    run = desk.warraq("withdraw", plain["record_id"], "--reason", "court order")
    assert run.code == 0, run.err
    kept = b"".join(record.block for record in desk.records())
    assert "رقم 1".encode() not in kept
    assert json.dumps("رقم 1").strip('"').encode() not in kept
    assert "رقم 2".encode() in kept
    assert desk.warraq("show", urls[0]).code == 1
    assert desk.warraq("show", urls[1]).code == 0
    assert verify(desk.archive).failures == []
