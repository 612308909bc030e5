"""`warraq status`, and what the end of a round of due crawls tells, of real crawls."""

import json
import sys
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from archive.alarms import FILE
from archive.health_history import Alarm
from archive.health_read import histories
from archive.rows import reading_index
from crawlers.status_command import _print_alarm


def test_a_status_tells_each_outlet_and_nothing_where_nothing_can_be_told(desk: Any, site: Any) -> None:
    body = f"<article><h1>عنوان التقرير</h1><p>{'نص التقرير الطويل عن السوق. ' * 40}</p></article>"
    page = f"<html lang='ar'><head><title>عنوان التقرير</title></head><body>{body}</body></html>"
    site.sitemap("/sitemap.xml", [site.put("/report/1", page)])
    desk.declare("one", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    assert desk.warraq("crawl", "--due").code == 0
    run = desk.warraq("status", "--check", "--json")
    assert run.code == 0, run.err
    (outlet,) = run.document["outlets"]
    assert set(outlet) >= {"slug", "last_crawl_at", "next_due_at", "new_24h", "typical_24h", "alarms"}
    assert outlet["slug"] == "one"
    assert outlet["last_crawl_at"] < outlet["next_due_at"]
    assert outlet["new_24h"] == 1
    assert outlet["typical_24h"] is None
    assert outlet["alarms"] == run.document["alarms"] == []
    assert run.document["disk_free_bytes"] > 0
    assert run.document["last_checkpoint_at"] > outlet["last_crawl_at"]
    text = desk.warraq("status")
    assert text.code == 0
    assert "no alarms" in text.out
    assert "لا إنذارات" in desk.warraq("status", WARRAQ_LANG="ar").out


def test_a_round_tells_an_alarm_once_and_once_when_it_is_over(desk: Any, site: Any) -> None:
    desk.declare("one", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    site.sitemap("/sitemap.xml", [])
    keep = "import sys; open('told', 'a').write(sys.stdin.read() + '\\n')"
    (desk.archive.root / "keep.py").write_text(keep)
    desk.set(alarms={"command": f'"{sys.executable}" keep.py', "ping": site.url("/alive")})
    for _ in range(3):
        assert desk.warraq("crawl").code == 0

    def round_() -> Any:
        (desk.archive.state / FILE).unlink(missing_ok=True) if first else _forget_the_hour(desk)
        run = desk.warraq("crawl", "--due", "--json")
        assert run.code == 0, run.err
        assert run.document["outlets"] == []
        return run

    first = True
    assert "alarm: one: none of 3 crawls could read anything of it" in round_().err
    first = False
    assert "alarm:" not in round_().err
    check = desk.warraq("status", "--check")
    assert check.code == 6
    assert "[never-read]" in check.out
    body = f"<article><h1>عنوان التقرير</h1><p>{'نص التقرير الطويل عن السوق. ' * 40}</p></article>"
    site.sitemap("/sitemap.xml", [site.put("/report/1", f"<html lang='ar'><body>{body}</body></html>")])
    assert desk.warraq("crawl").code == 0
    assert "over: one:" in round_().err
    told = [json.loads(line) for line in (desk.archive.root / "told").read_text().splitlines()]
    assert [([o["code"] for o in t["begun"]], [o["code"] for o in t["over"]]) for t in told] == [
        (["never-read"], []),
        ([], ["never-read"]),
    ]
    assert site.paths().count("/alive") == 3


def test_a_crawl_that_lacks_a_secret_is_an_alarm_until_one_begins(desk: Any) -> None:
    desk.declare(
        "one",
        homepage="http://127.0.0.1:9/",
        domains=["127.0.0.1:9"],
        proxy="socks5h://$WHO:$WORD@127.0.0.1:9",
    )

    def alarms() -> list[tuple[str, bool]]:
        (outlet,) = desk.warraq("status", "--json").document["outlets"]
        return [(one["code"], "state/one.log" in one["next"]) for one in outlet["alarms"]]

    assert "needs the secret WHO" in desk.warraq("crawl", "--due").err
    assert alarms() == [("not-begun", True)]
    assert "secret" not in desk.warraq("crawl", WHO="who", WORD="word").err
    assert alarms() == []


def _forget_the_hour(desk: Any) -> None:
    file = desk.archive.state / FILE
    told = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(told | {"looked_at": "2026-01-01T00:00:00.000000Z"}), encoding="utf-8")


def test_histories_tell_why_a_crawl_read_nothing(desk: Any, site: Any) -> None:
    nowhere = {"homepage": "http://127.0.0.1:9/", "domains": ["127.0.0.1:9"]}
    desk.declare("gone", feeds=["http://127.0.0.1:9/feed"], **nowhere)
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    desk.declare("shut", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    assert desk.warraq("crawl").code == 3
    zones = {slug: ZoneInfo("UTC") for slug in ("gone", "shut")}
    with reading_index(desk.archive) as db:
        gone, shut = histories(db, zones, datetime.now(UTC))
    assert [(crawl.ended, crawl.read, crawl.cause) for crawl in gone.crawls] == [
        (True, False, "connection-refused")
    ]
    assert [(crawl.ended, crawl.read, crawl.cause) for crawl in shut.crawls] == [(True, False, "robots")]
    assert not gone.ever_read


def test_histories_tell_walls_pages_and_moves_in_the_place_of_lists(desk: Any, new_site: Any) -> None:
    wall = "<html><head><title>لحظة من فضلك</title></head><body>"
    wall += "<p>جارٍ التحقق من متصفحك قبل الدخول.</p></body></html>"
    page = "<html lang='ar'><body><h1>صفحة</h1><p>نص من النصوص</p></body></html>"
    causes = {"walled": "bot-challenge", "paged": "seed-unreadable", "moved": "redirect-to-other-host"}
    for slug in causes:
        site = new_site()
        for path in ("/", "/feed"):
            if slug == "moved":
                site.put(path, "", 301, Location="http://127.0.0.2:9/")
            else:
                site.put(path, wall if slug == "walled" else page)
        desk.declare(slug, homepage=site.url("/feed"), domains=[site.host], feeds=[site.url("/feed")])
    assert desk.warraq("crawl").code == 3
    with reading_index(desk.archive) as db:
        found = histories(db, {slug: ZoneInfo("UTC") for slug in causes}, datetime.now(UTC))
    assert {one.slug: one.crawls[-1].cause for one in found} == causes
    assert not any(one.crawls[-1].read for one in found)


def test_the_next_step_of_an_alarm_is_a_command_to_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    _print_alarm(
        "one",
        Alarm(code="silent", since=datetime(2026, 3, 1, tzinfo=UTC), figures={"hours": 30, "usual": 20}),
    )
    assert "`warraq outlet doctor one`" in capsys.readouterr().out
