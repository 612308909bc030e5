"""Rounds of the real `warraq crawl --due` in the quarter: processes whose clock shows the quarter's time."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from archive.moments import moment, stamp
from archive.place import Archive
from archive.schema import sqlite3
from crawlers.clock import FILE, read_clocks
from tests.crawlers.conftest import Desk, Site

SHIFTED = Path(__file__).parent / "shifted"
KEEP = "import sys; open('told', 'a').write(sys.stdin.read() + '\\n')"
REPORTS = 4  # new in each crawl
SENTENCE = "قال مسؤول في بلدية المدينة إن العمل في الطريق رقم {n} يبدأ في الأسبوع المقبل ويستمر أشهراً. "
CLONED = 40  # crawls that the outlets have behind them
APART = timedelta(hours=14)


@dataclass
class Front:
    """An outlet on loopback that prints four reports between two crawls."""

    slug: str
    site: Site
    printed: int = 0
    trouble: set[str] = field(default_factory=set)

    def print_more(self, now: datetime) -> None:
        """New reports, and everything the site answers as its troubles have it."""
        urls = []
        for n in range(self.printed, self.printed + REPORTS):
            at = now - timedelta(hours=1, minutes=n % 50)
            urls.append(self.site.put(f"/report/{n}", self._report(n, at)))
        self.printed += REPORTS
        items = "".join(
            f"<item><title>الطريق {n}</title><link>{url}</link></item>" for n, url in enumerate(urls)
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        links = "".join(f'<li><a href="{url}">بدء العمل في طريق المدينة هذا الأسبوع</a></li>' for url in urls)
        page = f"<html lang='ar'><body><ul>{links}</ul></body></html>"
        self.site.put("/robots.txt", "User-agent: *\nDisallow: /\n" if "robots" in self.trouble else "")
        self.site.put("/feed", feed, Content_Type="application/rss+xml")
        self.site.put("/", page)
        if "feed gone" in self.trouble:
            self.site.put("/feed", "gone", 410)
        if "feed is a page" in self.trouble:
            self.site.put("/feed", page)
        if "moved" in self.trouble:
            for path in ("/feed", "/"):
                self.site.put(path, "", 301, Location="http://127.0.0.2:9/")
        if "captcha" in self.trouble:
            wall = "<html><head><title>لحظة من فضلك</title></head><body>"
            wall += "<p>جارٍ التحقق من متصفحك قبل الدخول إلى الموقع.</p></body></html>"
            for path in ("/feed", "/", *(path for path in self.site.pages if path.startswith("/report/"))):
                self.site.put(path, wall)

    def _report(self, n: int, at: datetime) -> str:
        title, text = f"بدء العمل في الطريق رقم {n} من طرق المدينة", SENTENCE.format(n=n) * 9
        if "redesign" in self.trouble:
            body = f"<div class='q'>{title}</div><p>{text}</p>"
            return f"<html lang='ar'><head><title>الموقع</title></head><body>{body}</body></html>"
        return (
            f"<html lang='ar'><head><title>{title}</title>"
            f'<meta property="article:published_time" content="{at.isoformat()}"></head><body>'
            f"<article><h1>{title}</h1><p>كتب: سالم الأحمد</p><p>{text}</p></article></body></html>"
        )


@dataclass
class Machine:
    """An archive whose rounds are called in the quarter; `told` is what its channel heard in each."""

    desk: Desk
    ended_at: datetime | None = None
    told: list[list[tuple[bool, str | None, str]]] = field(default_factory=list)
    crawled: list[list[str]] = field(default_factory=list)

    @property
    def archive(self) -> Archive:
        return self.desk.archive

    def listen(self) -> None:
        """Let a command write down what is told."""
        (self.archive.root / "keep.py").write_text(KEEP)
        self.desk.set(alarms={"command": f'"{sys.executable}" keep.py'})

    def round(self, now: datetime, jump: timedelta = timedelta(0)) -> Any:
        """`warraq crawl --due` at this moment of the quarter; the clock was set by `jump` since the last."""
        self._have_been_on(now, jump)
        told = self.archive.root / "told"
        told.unlink(missing_ok=True)
        began = time.time()
        environment = os.environ | {
            "QUARTER_AHEAD": str(now.timestamp() - began),
            "PYTHONPATH": os.pathsep.join([str(SHIFTED), os.environ.get("PYTHONPATH", ""), *sys.path[:1]]),
            "WARRAQ_ALLOW_PRIVATE": "1",
        }
        ended = subprocess.run(
            [sys.executable, "-m", "crawlers.cli", "crawl", "--due", "--json"],
            cwd=self.archive.root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        self.ended_at = now + timedelta(seconds=time.time() - began)
        for path in (self.archive.root / "log").rglob(
            "*"
        ):  # files show when they were written in the quarter
            if path.is_file():
                os.utime(path, (self.ended_at.timestamp(), self.ended_at.timestamp()))
        documents = (
            [json.loads(line) for line in told.read_text("utf-8").splitlines()] if told.exists() else []
        )
        self.told.append(
            [
                (over, one["outlet"], one["code"])
                for document in documents
                for over, part in ((False, "begun"), (True, "over"))
                for one in document[part]
            ]
        )
        assert ended.stdout.strip(), ended.stderr
        result = json.loads(ended.stdout)
        self.crawled.append(sorted(one["slug"] for one in result["outlets"]))
        return result

    def _have_been_on(self, now: datetime, jump: timedelta) -> None:
        """The machine's own count goes on as the quarter does, not as this test."""
        before = self.ended_at or now - APART
        clocks = read_clocks()
        counted = clocks.counted - (now - jump - before).total_seconds()
        noted = {"wall": before.timestamp(), "counted": counted, "boot": clocks.boot}
        (self.archive.state / FILE).write_text(json.dumps(noted))


def age(archive: Archive, crawls: int, apart: timedelta) -> None:
    """Give each outlet a past: the rows of its first real crawl, again and again before it.

    Every column is copied; only identities, moments and the addresses of reports are others.
    """
    with sqlite3.connect(str(archive.index)) as db:
        db.row_factory = sqlite3.Row
        first = {table: [dict(row) for row in db.execute(query)] for table, query in ROWS.items()}
        for back in range(1, crawls + 1):
            for table, rows in first.items():
                for number, row in enumerate(rows):
                    _insert(db, table, _earlier(row, back, number, back * apart))


ROWS = {
    "crawls": "SELECT * FROM crawls",
    "captures": "SELECT * FROM captures WHERE kind = 'response'",
    "articles": "SELECT * FROM articles",
    "versions": "SELECT * FROM versions",
}
NAMES = ("crawl_id", "record_id", "article_id", "version_key", "request_id", "metadata_id", "text_digest")
MOMENTS = ("started_at", "finished_at", "captured_at", "first_captured_at", "last_seen_at")


def _earlier(row: dict[str, Any], back: int, number: int, earlier: timedelta) -> dict[str, Any]:
    copied = dict(row)
    for name in NAMES:
        if copied.get(name) is not None:
            copied[name] = f"{copied[name]}-{back}"
    for name in MOMENTS:
        if copied.get(name) is not None:
            copied[name] = stamp(moment(copied[name]) - earlier)
    if "doc_id" in copied:
        copied["doc_id"] = 10**6 + 100 * back + number
    if copied.get("article_id") is not None and copied.get("url"):
        copied["url"] += f"?{back}"
        if "url_key" in copied:
            copied["url_key"] += f"?{back}"
    return copied


def _insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
