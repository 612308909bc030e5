"""Outlets whose pages scripts draw: read through a browser, from recorded bytes, and marked as such."""

import json
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
