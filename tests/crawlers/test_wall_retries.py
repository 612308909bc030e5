"""A wall in a page's place is kept, is no article, and is looked at again later and less often each time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive.moments import moment
from archive.rows import reading_index
from archive.schema import sqlite3
from archive.walled import FIRST_WAIT, walled

BODY = "وقال شهود إن الطريق الساحلي أُغلق صباح السبت بعد انهيار جزء من الجسر القديم، ولم تُسجَّل إصابات. " * 4
TITLE = "إغلاق الطريق الساحلي بعد انهيار جزء من الجسر"
REPORT = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{TITLE}</title>
</head><body><article><h1>{TITLE}</h1>
<time datetime="2026-11-20">20 تشرين الثاني 2026</time><p>{BODY}</p></article>
</body></html>"""
CHALLENGE = """<!doctype html><html lang="ar"><head><title>Just a moment...</title></head><body>
<h1>جارٍ التحقق من متصفحك</h1><script>window._cf_chl_opt = {};</script></body></html>"""
CONSENT = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>صحيفة الجسر</title>
</head><body><div><h2>نحن نقدر خصوصيتك</h2><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتحسين تجربتك.</p>
<button>أوافق</button></div></body></html>"""


def crawl(desk: Any) -> Any:
    run = desk.warraq("crawl", "news", "--json")
    assert run.code in (0, 3), run.err
    return run.document


def hasten(desk: Any, *urls: str) -> None:
    """Have the time come at which these pages are looked at again."""
    with sqlite3.connect(str(desk.archive.state / "news.frontier.db")) as db:
        for url in urls:
            assert db.execute("UPDATE urls SET again = 1 WHERE url = ?", (url,)).rowcount == 1


def last_capture(desk: Any, url: str) -> float:
    (row,) = desk.rows("SELECT max(captured_at) AS at FROM captures WHERE url = ?", url)
    return float(moment(row["at"]).timestamp())


def test_walls_are_kept_are_no_articles_and_are_looked_at_again_ever_less_often(desk: Any, site: Any) -> None:
    challenge, consent = site.put("/report/1", CHALLENGE), site.put("/report/2", CONSENT)
    refused, closed = site.put("/report/3", CHALLENGE, 403), site.put("/report/4", CHALLENGE, 503)
    other = site.put("/report/5", REPORT)
    sitemap = site.sitemap("/sitemap.xml", [challenge, consent, refused, closed, other])
    desk.declare("news", homepage=site.url(), domains=[site.host], sitemaps=[sitemap])
    first = crawl(desk)
    assert first["walled"] == {"news": 2}
    assert desk.rows("SELECT url FROM articles") == [{"url": other}]
    read = {row["url"]: row["reading"] for row in desk.rows("SELECT url, reading FROM captures")}
    assert (read[challenge], read[consent]) == ("bot-challenge", "consent-wall")
    assert {row["code"] for row in desk.rows("SELECT code FROM problems")} == {
        "bot-challenge",
        "consent-wall",
    }
    rows = desk.frontier("news")
    for url in (challenge, consent):
        wanted = last_capture(desk, url) + FIRST_WAIT.total_seconds()
        assert rows[url]["again"] == pytest.approx(wanted)
    assert rows[other]["again"] is None
    assert [(rows[url]["state"], rows[url]["reason"]) for url in (refused, closed)] == [
        ("failed", "http-403"),
        ("failed", "http-503"),
    ]
    asked = site.paths()
    crawl(desk)
    again = site.paths()[len(asked) :]
    assert not {"/report/1", "/report/2", "/report/3", "/report/4"} & set(again)  # not before their time
    hasten(desk, challenge, consent)
    site.put("/report/1", REPORT)
    assert crawl(desk)["walled"] == {"news": 1}
    assert desk.rows("SELECT url FROM articles ORDER BY url") == [{"url": challenge}, {"url": other}]
    wanted = last_capture(desk, consent) + 2 * FIRST_WAIT.total_seconds()
    assert desk.frontier("news")[consent]["again"] == pytest.approx(wanted)
    with reading_index(desk.archive) as db:
        assert walled(db, "news", datetime.now(UTC) + timedelta(days=31)) == []
