"""A clock that was set between two crawls, or in one, is noticed, told, and marked on captures."""

import json
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawlers import clock
from crawlers.clock import FILE, ClockWatch, Reading, jump, read_clocks

BEFORE = Reading(wall=1_000_000.0, counted=500.0, boot="a")


@pytest.mark.parametrize(
    ("wall", "counted", "boot", "expected"),
    [
        (1_000_060.0, 560.0, "a", None),
        (1_000_065.0, 560.0, "a", None),  # a time server's step
        (1_003_660.0, 560.0, "a", 3600.0),
        (996_460.0, 560.0, "a", -3600.0),
        (1_090_000.0, 10.0, "b", None),  # the machine was off for a day, for all that anybody knows
        (999_000.0, 10.0, "b", -1000.0),
        (999_000.0, 10.0, None, -1000.0),
    ],
)
def test_what_counts_as_a_jump(wall: float, counted: float, boot: str | None, expected: float | None) -> None:
    assert jump(BEFORE, Reading(wall=wall, counted=counted, boot=boot)) == expected


def test_a_clock_set_in_the_middle_is_seen_once_and_adds_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = [BEFORE]
    monkeypatch.setattr(clock, "read_clocks", lambda: readings[-1])
    watch = ClockWatch(tmp_path)
    assert watch.jumped is None
    assert not watch.look()
    readings.append(Reading(wall=1_000_100.0, counted=500.0, boot="a"))
    assert watch.look()
    assert watch.jumped == 100.0
    assert not watch.look()
    readings.append(Reading(wall=1_000_000.0, counted=500.0, boot="a"))
    assert watch.look()
    assert watch.jumped == 0.0


def test_a_torn_file_or_one_that_cannot_be_written_costs_the_comparison_alone(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"wall": ')
    assert ClockWatch(tmp_path).jumped is None
    (tmp_path / f".{FILE}.new").mkdir()  # where the new reading would be written
    ClockWatch(tmp_path).note()
    assert (tmp_path / FILE).read_text() == '{"wall": '


def test_without_a_reading_a_clock_behind_the_newest_warc_was_set_back(tmp_path: Path) -> None:
    file = tmp_path / "warcs" / "one" / "2026" / "one-1.warc.gz.open"
    file.parent.mkdir(parents=True)
    file.touch()
    state = tmp_path / "state"
    state.mkdir()
    assert ClockWatch(state).jumped is None
    ahead = time.time() + 7200
    os.utime(file, (ahead, ahead))
    jumped = ClockWatch(state).jumped
    assert jumped is not None
    assert -7200 <= jumped < -7000
    ClockWatch(state).note()
    assert ClockWatch(state).jumped is None


def test_captures_after_the_clock_was_set_are_marked(desk: Any, site: Any) -> None:
    site.sitemap("/sitemap.xml", [site.put("/report/1", "<html></html>")])
    desk.declare("small", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    now = read_clocks()
    noted = {"wall": now.wall + 86400, "counted": now.counted, "boot": now.boot}
    (desk.archive.state / FILE).write_text(json.dumps(noted))
    run = desk.warraq("crawl", "small")
    assert run.code == 0, run.err
    assert "-86400 seconds" in run.err
    told = [
        record.block
        for record in desk.records()
        if record.type == "metadata" and b"outcome: " in record.block
    ]
    assert told
    assert all(b"clockJumpSeconds: -86400" in block for block in told)
    (row,) = desk.rows("SELECT counts FROM crawls")
    assert json.loads(row["counts"])["observed"]["clock_jump_seconds"] == -86400
    doubted = desk.rows("SELECT detail FROM problems WHERE code = 'clock-set'")
    assert {row["detail"][:14] for row in doubted} == {"-86400 seconds"}
    assert len(doubted) == len(told)
    assert {gap["what"] for gap in desk.warraq("coverage", "--json").document["gaps"]} == {"clock set"}
    again = desk.crawl("small")
    assert again.document["clock_jump_seconds"] is None
    assert desk.warraq("verify").code == 0


def test_what_was_noted_before_the_clock_was_set_back_hides_no_news(desk: Any, site: Any) -> None:
    """A crawl under a clock that was ahead noted that seeds were read then, and until when failures wait."""
    first, second, third = (site.put(f"/report/{n}", "<html><body>report</body></html>") for n in range(3))
    site.put("/report/1", "", 503)
    sitemap = site.sitemap("/sitemap.xml", [first, second])
    desk.declare("one", homepage=site.url(), domains=[site.host], sitemaps=[sitemap])
    assert desk.crawl("one").code == 0
    with closing(sqlite3.connect(str(desk.archive.state / "one.frontier.db"))) as db:
        for column in ("first_captured", "last_captured", "first_seen"):
            db.execute(f"UPDATE urls SET {column} = {column} + 86400 * 365")
        db.execute("UPDATE urls SET not_before = not_before + 86400 * 365 WHERE not_before > 0")
        db.execute("UPDATE runs SET started = started + 86400 * 365, finished = finished + 86400 * 365")
        db.commit()
    site.put("/report/1", "<html><body>report</body></html>")
    site.sitemap("/sitemap.xml", [first, second, third])
    assert desk.crawl("one").code == 0
    held = desk.frontier("one")
    assert [held[url]["state"] for url in (first, second, third)] == ["captured"] * 3
