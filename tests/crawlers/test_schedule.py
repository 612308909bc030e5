"""Crawling what is due: once, by a loop, by units; and what is left of it when it is killed."""

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from archive.locks import locked
from archive.moments import stamp
from archive.schema import sqlite3
from crawlers.schedule import FILE, note_attempts, read_attempts, visits
from crawlers.schedule_loop import due_crawl, loop
from crawlers.units import Command, crontab_lines, service_unit, timer_unit
from tests.conftest import needed

ODD = '/srv/أرشيف 100% "x" $HOME/it\'s'


@pytest.fixture
def two(desk: Any, site: Any) -> Any:
    """Two outlets of one server, one with a report."""
    site.sitemap("/sitemap.xml", [site.put("/report/1", "<html></html>")])
    for slug in ("one", "other"):
        desk.declare(
            slug, homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")], cadence="1h"
        )
    return desk


def crawled(desk: Any) -> list[str]:
    return [row["outlet"] for row in desk.rows("SELECT outlet FROM crawls ORDER BY outlet")]


def test_what_is_due_is_crawled_once_and_not_again(two: Any) -> None:
    assert two.warraq("crawl", "--due").code == 0
    assert crawled(two) == ["one", "other"]
    again = two.warraq("crawl", "--due", "--json")
    assert again.code == 0
    assert again.document["outlets"] == []
    assert crawled(two) == ["one", "other"]
    assert {slug: one.failures for slug, one in read_attempts(two.archive).items()} == {"one": 0, "other": 0}


def test_an_outlet_becomes_due_when_its_time_has_passed(two: Any) -> None:
    assert two.warraq("crawl", "--due").code == 0
    shown = {row["slug"]: row for row in two.warraq("schedule", "show", "--json").document}
    for row in shown.values():
        wait = datetime.fromisoformat(row["due_at"]) - datetime.fromisoformat(row["last_crawl_at"])
        assert timedelta(hours=1) <= wait <= timedelta(hours=1.11)
        assert row["why"] == "cadence"


def test_a_rhythm_is_learnt_from_printed_times_and_from_days_by_when_they_were_found(two: Any) -> None:
    assert two.warraq("crawl", "--due").code == 0
    now = datetime.now(UTC)
    with sqlite3.connect(str(two.archive.index)) as db:
        for n in range(60):
            at = now - timedelta(hours=8 * n)
            printed = at.date().isoformat() if n % 2 else at.strftime("%Y-%m-%dT%H:%M:%S+00:00")
            row = (f"{n:016x}", "one", printed, at.date().isoformat(), at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
            db.execute(
                "INSERT INTO articles (article_id, outlet, published_at, published_date, first_captured_at)"
                " VALUES (?, ?, ?, ?, ?)",
                row,
            )
    shown = {row["slug"]: row["why"] for row in two.warraq("schedule", "show", "--json").document}
    assert shown == {"one": "rhythm", "other": "cadence"}


def test_what_was_printed_just_before_a_crawl_counts_in_every_zone_and_no_plan_moves_as_hours_go_by(
    two: Any,
) -> None:
    """Of 22 reports, as few as tell a rhythm but two, six are of the three hours before the crawl."""
    two.warraq("rebuild")
    begun = datetime(2027, 1, 1, 0, 30, tzinfo=UTC)
    printed = [begun - timedelta(days=n) for n in range(6, 22)]
    printed += [begun - timedelta(minutes=30 * n) for n in range(1, 7)]
    with sqlite3.connect(str(two.archive.index)) as db:
        for slug, offset in (("one", 3), ("other", -8)):
            for n, at in enumerate(printed):
                written = at.astimezone(timezone(timedelta(hours=offset)))
                db.execute(
                    "INSERT INTO articles (article_id, outlet, published_at, published_date)"
                    " VALUES (?, ?, ?, ?)",
                    (f"{slug}{n}", slug, written.isoformat(), written.date().isoformat()),
                )
            db.execute(
                "INSERT INTO crawls (outlet, crawl_id, started_at, finished_at, reason)"
                " VALUES (?, ?, ?, ?, ?)",
                (slug, slug, stamp(begun), stamp(begun + timedelta(minutes=5)), "finished"),
            )
    outlets = [one for one in two.archive.outlets() if one.slug in ("one", "other")]
    plans = [visits(two.archive, outlets, begun + timedelta(hours=hours)) for hours in (1, 4, 9)]
    assert plans[0] == plans[1] == plans[2]
    assert {visit.why for visit in plans[0]} == {"rhythm"}


def test_two_rounds_at_once_exclude_each_other(two: Any) -> None:
    with locked(two.archive.state / "due.lock"):
        run = two.warraq("crawl", "--due")
    assert run.code == 5
    assert "crawl --due" in run.err


def test_an_outlet_that_cannot_be_reached_waits_longer_each_time(desk: Any) -> None:
    desk.declare(
        "gone", homepage="http://127.0.0.1:9/", domains=["127.0.0.1:9"], feeds=["http://127.0.0.1:9/feed"]
    )
    assert desk.warraq("crawl", "--due").code == 3
    assert read_attempts(desk.archive)["gone"].failures == 1
    assert desk.warraq("crawl", "--due", "--json").document["outlets"] == []
    (row,) = desk.warraq("schedule", "show", "--json").document
    assert row["why"] == "failed before"


def test_what_was_noted_survives_a_torn_file(desk: Any) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    note_attempts(desk.archive, {"one": False}, now)
    note_attempts(desk.archive, {"one": False, "other": True}, now)
    assert read_attempts(desk.archive)["one"].failures == 2
    note_attempts(desk.archive, {"one": True}, now)
    assert read_attempts(desk.archive)["one"].failures == 0
    (desk.archive.state / FILE).write_text('{"one": {"at"')
    assert read_attempts(desk.archive) == {}
    note_attempts(desk.archive, {"one": True}, now)
    assert set(read_attempts(desk.archive)) == {"one"}


def test_a_loop_goes_on_whatever_a_round_gives_and_stops_when_told() -> None:
    stopping, codes = threading.Event(), iter((0, 3, 5, 1, -9))
    told: list[int] = []

    def round_(_archive: Any, _stopping: threading.Event) -> int:
        return next(codes)

    def on_round(code: int) -> None:
        told.append(code)
        if code == -9:
            stopping.set()

    loop(None, 0.0, stopping, round_=round_, on_round=on_round)  # type: ignore[arg-type]
    assert told == [0, 3, 5, 1, -9]


def test_the_loop_crawls_what_is_due_and_ends_in_good_order(two: Any) -> None:
    environment = {**os.environ, "WARRAQ_ALLOW_PRIVATE": "1", "WARRAQ_ARCHIVE": str(two.archive.root)}
    command = [sys.executable, "-m", "crawlers.cli", "schedule", "run", "--every", "1"]
    loops = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)  # two beside each other do no more than one
    ]
    try:
        deadline = time.monotonic() + 120
        while len(read_attempts(two.archive)) < 2 and time.monotonic() < deadline:
            assert all(running.poll() is None for running in loops)
            time.sleep(0.2)
    finally:
        for running in loops:
            running.send_signal(signal.SIGTERM)
        said = [running.communicate(timeout=180)[1].decode() for running in loops]
    assert [running.returncode for running in loops] == [0, 0], said
    assert crawled(two) == ["one", "other"]
    with locked(two.archive.state / "due.lock"):
        pass  # nobody holds it any more


def test_a_loop_that_is_process_1_of_a_container_stops_when_told(two: Any) -> None:
    """Process 1 gets no signal that it does not handle."""
    if os.geteuid() != 0 or subprocess.run(["unshare", "--pid", "--fork", "true"], check=False).returncode:
        pytest.skip("only root may begin a namespace of processes")
    environment = {**os.environ, "WARRAQ_ALLOW_PRIVATE": "1", "WARRAQ_ARCHIVE": str(two.archive.root)}
    command = ["unshare", "--pid", "--fork", "--kill-child", sys.executable, "-m", "crawlers.cli"]
    running = subprocess.Popen(
        [*command, "schedule", "run", "--every", "1"], env=environment, stderr=subprocess.PIPE
    )
    try:
        deadline = time.monotonic() + 120
        while len(read_attempts(two.archive)) < 2 and time.monotonic() < deadline:
            assert running.poll() is None
            time.sleep(0.2)
        (first,) = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        os.kill(int(first), signal.SIGTERM)
        running.wait(timeout=180)
    finally:
        running.kill()
        said = running.communicate()[1].decode()
    assert running.returncode == 0, said
    assert crawled(two) == ["one", "other"]


def test_orphans_that_end_in_a_container_are_taken_note_of() -> None:
    program = """
import os, time
from pathlib import Path
from crawlers.schedule_loop import bury_orphans
bury_orphans()
number = os.fork()
if not number:
    os._exit(0)
while "(zombie)" not in Path(f"/proc/{number}/status").read_text():
    time.sleep(0.01)
bury_orphans()
print(Path(f"/proc/{number}").exists())
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_crawls_of_before_the_clock_was_set_back_hide_none_of_after_it(two: Any) -> None:
    assert two.warraq("crawl", "--due").code == 0
    with sqlite3.connect(str(two.archive.index)) as db:
        db.execute(
            "INSERT INTO crawls (crawl_id, outlet, started_at) VALUES ('x', 'one', '2999-01-01T00:00:00Z')"
        )
    found = {visit.slug: visit for visit in visits(two.archive, two.archive.outlets(), datetime.now(UTC))}
    assert found["one"].why == found["other"].why == "cadence"
    assert found["one"].last_at is not None


def test_the_service_does_what_a_round_of_the_loop_does(
    new_desk: Any, site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = [site.put(f"/report/{n}", "<html><body>report</body></html>") for n in range(3)]
    site.sitemap("/sitemap.xml", listed)
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    found = []
    for way in ("service", "loop"):
        desk = new_desk()
        for slug in ("one", "gone"):
            home = site.url() if slug == "one" else "http://127.0.0.1:9/"
            seeds = [site.url("/sitemap.xml")] if slug == "one" else ["http://127.0.0.1:9/sitemap.xml"]
            host = site.host if slug == "one" else "127.0.0.1:9"
            desk.declare(slug, homepage=home, domains=[host], sitemaps=seeds)
        if way == "loop":
            code = due_crawl(desk.archive, threading.Event())
        else:
            unit = desk.warraq("schedule", "install", "--print").out
            (line,) = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
            words = shlex.split(line.partition("=")[2].replace("%%", "%").replace("$$", "$"))
            code = subprocess.run(words, cwd="/", stderr=subprocess.DEVNULL, check=False).returncode
        rows = desk.rows("SELECT outlet, url, state, reason FROM ledger ORDER BY url")
        kept = sorted(path.name for path in desk.archive.state.iterdir())
        tried = {slug: one.failures for slug, one in read_attempts(desk.archive).items()}
        found.append((code, rows, crawled(desk), kept, tried))
    assert found[0] == found[1]
    assert found[0][0] == 3
    assert found[0][4] == {"one": 0, "gone": 1}


def test_a_loop_that_is_killed_leaves_no_lock_and_the_next_goes_on(two: Any) -> None:
    environment = {**os.environ, "WARRAQ_ALLOW_PRIVATE": "1", "WARRAQ_ARCHIVE": str(two.archive.root)}
    command = [sys.executable, "-m", "crawlers.cli", "schedule", "run", "--every", "1"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 180
        while not list(two.archive.warcs.rglob("*.open")):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        running.kill()
        running.wait()
    deadline = time.monotonic() + 180
    while two.warraq("crawl", "--due").code == 5:  # the round that had begun ends by itself
        assert time.monotonic() < deadline
        time.sleep(0.5)
    assert set(crawled(two)) == {"one", "other"}
    assert two.warraq("verify").code == 0


def test_units_are_written_where_they_are_wanted(desk: Any, tmp_path: Path) -> None:
    run = desk.warraq("schedule", "install", "--folder", str(tmp_path / "units"), "--minutes", "10")
    assert run.code == 0, run.err
    assert run.out.split() == [str(tmp_path / "units" / f"warraq.{kind}") for kind in ("service", "timer")]
    service = (tmp_path / "units" / "warraq.service").read_text()
    assert f'"{desk.archive.root}"' in service
    assert '"crawl"' in service or " crawl " in service
    assert '"--due"' in service
    assert "OnCalendar=*:0/10 UTC\n" in (tmp_path / "units" / "warraq.timer").read_text()
    assert "crontab -e" in run.err


def test_units_that_cannot_be_written_are_told_in_one_line(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    run = desk.warraq("schedule", "install", "--folder", str(tmp_path / "file" / "units"))
    assert run.code == 1
    assert "--print" in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize("user", [None, "root"])
@pytest.mark.parametrize("archive", ["/srv/archive", ODD])
def test_systemd_understands_the_units(tmp_path: Path, archive: str, user: str | None) -> None:
    analyse = needed("systemd-analyze", "systemd")
    command = Command(
        program=(sys.executable, "-m", "crawlers.cli"),
        archive=archive,
        credentials=(("WARRAQ_SMTP_PASSWORD", f"{archive}/secret"), ("FAR_USER", "/etc/warraq/user")),
        user=user,
        writable=("/srv/a b",),
    )
    assert service_unit(command).count("LoadCredential=") == 2
    units = {"warraq.service": service_unit(command), "warraq.timer": timer_unit(command)}
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    checked = subprocess.run(
        [analyse, "verify", "--man=no", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
    assert "warraq" not in checked.stderr, checked.stderr
    if user is not None:
        judged = subprocess.run(
            [analyse, "security", "--offline=yes", "--threshold=45", str(tmp_path / "warraq.service")],
            capture_output=True,
            text=True,
            check=False,
        )
        assert judged.returncode == 0, judged.stdout[-200:]


def test_the_timer_leaves_no_hour_out_where_the_clock_is_set_back() -> None:
    """The first of November 2026 in New York: from 01:59:59 the clock goes on at 01:00:00."""
    analyse = needed("systemd-analyze", "systemd")
    unit = timer_unit(Command(program=("/usr/bin/warraq",), archive="/srv/archive"))
    (calendar,) = re.findall(r"^OnCalendar=(.+)$", unit, re.MULTILINE)
    asked = [analyse, "calendar", "--base-time=2026-11-01 05:51:00 UTC", "--iterations=15", calendar]
    environment = {**os.environ, "TZ": "EST5EDT,M3.2.0,M11.1.0", "LC_ALL": "C"}
    told = subprocess.run(asked, env=environment, capture_output=True, text=True, check=True).stdout
    hours = re.findall(r"\(in UTC\): Sun 2026-11-01 (\d\d:\d\d):00 UTC", told)
    assert hours == ["05:55", *(f"06:{minute:02}" for minute in range(0, 60, 5)), "07:00", "07:05"]


def test_a_crontab_line_names_odd_folders_as_sh_reads_them() -> None:
    line = crontab_lines(Command(program=("/usr/bin/printf", "%s|"), archive=ODD))
    shell = line.split(" ", 5)[5].split(" >> ")[0].replace("\\%", "%")  # cron takes the backslash away
    said = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=True).stdout
    assert said.split("|") == ["-C", ODD, "crawl", "--due", ""]
    assert line.count("\n") == 1
