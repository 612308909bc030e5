"""Watched citations of a report that its newsroom edits, hides and removes, as crawls report them."""

from collections.abc import Callable
from typing import Any

import feedparser
import pytest

from archive.schema import sqlite3
from extractors.urls import url_key
from newsroom import Newsroom

SLUG = "almithal"


@pytest.fixture(scope="module")
def told(new_desk: Callable[..., Any]) -> dict[str, Any]:
    """What each crawl reported: of the first edit on, of a wall, and of the removal."""
    with Newsroom(outlets=(SLUG,), faulty=False) as room:
        desk = new_desk()
        desk.set(
            history={"removed_after_checks": 2, "removed_after_days": 0},
            watch={"feed": "watch.xml"},
        )
        (desk.archive.outlets_dir / f"{SLUG}.toml").write_text(room.declaration(SLUG), encoding="utf-8")
        reports: dict[str, Any] = {}

        def crawl(name: str, *options: str, **environment: str) -> None:
            with sqlite3.connect(str(desk.archive.state / f"{SLUG}.frontier.db")) as db:
                db.execute("UPDATE urls SET again = 1, not_before = 0 WHERE url_key = ?", (url_key(url),))
            reports[name] = desk.warraq("crawl", SLUG, *options, **environment)
            assert reports[name].code == 0, reports[name].err

        assert desk.warraq("crawl", SLUG).code == 0
        url = room.edit(1)
        article = desk.warraq("show", url, "--json").document
        paragraphs = article["body"].split("\n")
        numbers = next(line for line in paragraphs if "ست جثث" in line)
        added = {
            name: desk.warraq("watch", "add", typed, "--json").document
            for name, typed in (("whole", url), ("number", numbers), ("last", paragraphs[-1]))
        }
        crawl("spelling", "--json")
        room.edit(2)
        crawl("number", "--json")
        crawl("nothing", "--json")
        room.spoil(url, "forbidden")
        crawl("wall", "--json")
        room.mend(url)
        crawl("mended", "--json")
        room.delete(url, "gone")
        crawl("missing")
        marker = desk.archive.root / "warraq.toml"  # crawls of one hour are one check
        text = marker.read_text("utf-8")
        marker.write_text(text.replace("removed_after_checks = 2", "removed_after_checks = 1"), "utf-8")
        crawl("removed", WARRAQ_LANG="ar")
        room.restore(url)
        crawl("returned", "--json")
        reports["feed"] = feedparser.parse((desk.archive.root / "watch.xml").read_bytes())
        reports["check"] = desk.warraq("watch", "check", "--json").document["watches"]
        reports["alarm"] = desk.warraq("watch", "check", "--new", "--alarm", "--json")
        verified = desk.warraq("verify", "--json")
        assert verified.code == 0, verified.out
        return {**reports, "added": {name: one["watch"] for name, one in added.items()}, "desk": desk}


def states(told: dict[str, Any], crawl: str) -> dict[str, str]:
    names = {watch: name for name, watch in told["added"].items()}
    return {names[one["watch"]]: one["state"] for one in told[crawl].document["watches"]}


def test_a_crawl_reports_the_watches_that_it_changed(told: dict[str, Any]) -> None:
    changed = states(told, "number")
    assert changed["number"] == "passage-changed"
    assert changed["whole"] == "changed"
    assert changed["last"] == "changed-elsewhere"
    (number,) = [one for one in told["number"].document["watches"] if one["watch"] == told["added"]["number"]]
    kinds = {change["kind"] for change in number["changes"]}
    assert "number" in kinds
    assert "ست جثث" in number["before"]
    assert "ثماني جثث" in number["after"]
    assert all(one["captures"] for one in told["number"].document["watches"])


def test_a_crawl_that_changed_nothing_reports_nothing(told: dict[str, Any]) -> None:
    assert states(told, "nothing") == {}


def test_a_wall_is_reported_as_a_wall(told: dict[str, Any]) -> None:
    found = {one["watch"]: one for one in told["wall"].document["watches"]}
    assert len(found) == 3
    assert {one["presence"] for one in found.values()} == {"blocked"}
    assert found[told["added"]["last"]]["state"] == "blocked"
    assert found[told["added"]["number"]]["state"] == "passage-changed"


def test_missing_and_removed_are_told_plainly_in_both_languages(told: dict[str, Any]) -> None:
    english, arabic = told["missing"].out, told["removed"].out
    assert "watches with news: 3" in english
    assert english.count("the article is missing  (new)") == 3
    assert "1 check so far; it counts as removed after 2 checks" in english
    assert "the article was removed" not in english
    assert "مراقبات فيها جديد: 3" in arabic
    assert arabic.count("حُذف المقال  (جديد)") == 3
    assert "يقول الخادم إنه حُذف (410)" in arabic


def test_a_return_is_told(told: dict[str, Any]) -> None:
    assert states(told, "returned") == {"whole": "changed", "number": "passage-changed", "last": "returned"}


def test_the_feed_tells_every_event_once(told: dict[str, Any]) -> None:
    feed = told["feed"]
    assert not feed.bozo
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    terms = {entry.tags[0].term for entry in feed.entries}
    assert {
        "passage-changed",
        "changed-elsewhere",
        "changed",
        "blocked",
        "missing",
        "removed",
        "returned",
    } <= terms


def test_a_check_tells_what_crawls_told(told: dict[str, Any]) -> None:
    assert {one["state"] for one in told["check"]} == {"changed", "passage-changed", "returned"}
    assert all(one["new"] for one in told["check"])
    assert told["alarm"].document == {"watches": []}
    assert told["alarm"].code == 0
