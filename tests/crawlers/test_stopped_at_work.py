"""Commands with processes of their own, stopped at work: none of these stays, nor any folder of theirs."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.verify import verify
from crawlers.stopped import NOTHING_LOST, STOPPED
from tests.ports import free_port

SECONDS = 120


def begun(desk: Any, scratch: Path, *words: str) -> subprocess.Popen[str]:
    """A command in a session of its own, whose temporary files go to a folder of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "crawlers.cli", "-C", str(desk.archive.root), *words],
        env={**os.environ, "WARRAQ_ALLOW_PRIVATE": "1", "WARRAQ_LANG": "en", "TMPDIR": str(scratch)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )


def wait_until(true: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for what is to be seen while the process runs."""
    deadline = time.monotonic() + SECONDS
    while not true():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def stopped(process: subprocess.Popen[str], by: signal.Signals) -> tuple[int, list[str]]:
    """The exit code and what stands on stderr; Ctrl-C goes to the whole group, and twice."""
    if by == signal.SIGINT:
        os.killpg(process.pid, by)
        os.killpg(process.pid, by)
    else:
        process.send_signal(by)
    _, told = process.communicate(timeout=SECONDS)
    assert "Traceback" not in told, told
    return process.returncode, told.splitlines()


def of_the_command(process: subprocess.Popen[str], scratch: Path) -> list[str]:
    """Processes of its session, and those that were told of its folder for temporary files."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            told = place.joinpath("cmdline").read_bytes() + place.joinpath("environ").read_bytes()
            session = int(place.joinpath("stat").read_text().rpartition(")")[2].split()[3])
        except (OSError, ValueError):  # ended meanwhile, or somebody else's
            continue
        if session == process.pid or os.fsencode(scratch) in told:
            found.append(told.replace(b"\0", b" ").decode("utf-8", "replace")[:200])
    return found


def check_nothing_stays(process: subprocess.Popen[str], scratch: Path) -> None:
    """A process that ends by itself, as its stdin has ended, may take a moment."""
    deadline = time.monotonic() + SECONDS
    while left := of_the_command(process, scratch):
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
    assert list(scratch.iterdir()) == []


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    place = tmp_path / "scratch"
    place.mkdir()
    return place


@pytest.mark.parametrize("by", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.soak)])
def test_a_doctor_who_is_stopped_leaves_no_fetcher(desk: Any, site: Any, scratch: Path, by: Any) -> None:
    desk.set(politeness={"delay": 0.0})
    listed = [
        site.put(f"/report/{n}", "<html lang=ar><h1>خبر</h1><p>نص الخبر.</p></html>") for n in range(30)
    ]
    desk.declare("one", homepage=site.url(), domains=[site.host], sitemaps=[site.sitemap("/s.xml", listed)])
    before = (desk.archive.outlets_dir / "one.toml").read_bytes()
    site.pause = 0.3
    process = begun(desk, scratch, "outlet", "doctor", "one", "--apply")
    wait_until(lambda: "/s.xml" in site.paths(), process)
    code, told = stopped(process, by)
    assert code in (0, 6) or (code, told[-1:]) == (130, [f"warraq: {NOTHING_LOST}"])  # it may be done by now
    check_nothing_stays(process, scratch)
    assert (desk.archive.outlets_dir / "one.toml").read_bytes() == before
    site.pause = 0.0
    assert desk.warraq("rebuild").code == 0  # what it fetched is in whole records
    assert verify(desk.archive).failures == []


@pytest.mark.parametrize("by", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.soak)])
def test_a_shot_that_is_stopped_leaves_no_browser(
    chromium_program: str, desk: Any, site: Any, scratch: Path, by: Any
) -> None:
    desk.set(politeness={"delay": 0.0})
    with socket.create_server(("127.0.0.1", 0)) as silent:  # what the page asks of it is never answered
        script = f"http://127.0.0.1:{silent.getsockname()[1]}/never.js"
        page = f"<html lang=ar><h1>خبر</h1><p>نص الخبر.</p><script src={script}></script></html>"
        url = site.put("/report/1", page)
        process = begun(desk, scratch, "shot", url)
        wait_until(lambda: any("chromium" in one for one in of_the_command(process, scratch)), process)
        code, told = stopped(process, by)
        assert (code, told[-1:]) == (130, [f"warraq: {STOPPED['shot']}"])
        check_nothing_stays(process, scratch)
    assert verify(desk.archive).failures == []


@pytest.mark.parametrize("by", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.soak)])
def test_a_server_ends_well_when_it_is_stopped(desk: Any, site: Any, scratch: Path, by: Any) -> None:
    desk.declare("one", homepage=site.url(), domains=[site.host])
    assert desk.warraq("rebuild").code == 0
    port = free_port()
    process = begun(desk, scratch, "serve", "--port", str(port))

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=60) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    wait_until(answers, process)
    code, _ = stopped(process, by)
    assert code in (0, 130)  # the second Ctrl-C may come when the server has ended already
    check_nothing_stays(process, scratch)
