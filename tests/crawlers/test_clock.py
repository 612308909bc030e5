"""A clock that was set between two crawls, or in one, is noticed, told, and marked on captures."""

import json
import os
import time
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
    ClockWatch(tmp_path / "missing").note()
    assert list(tmp_path.iterdir()) == [tmp_path / FILE]


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
