"""A crawl on a terminal shows its course; stopped, it says how to go on, and the next one goes on."""

import os
import re
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from crawlers.stopped import GOES_ON
from tests.terminal import on_a_terminal

PAGES = 12


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WARRAQ_")}
    return kept | {
        "WARRAQ_ALLOW_PRIVATE": "1",
        "WARRAQ_LANG": "en",
        "TERM": "xterm-256color",
        "COLUMNS": "120",
    }


def full(desk: Any, site: Any, pause: float) -> None:
    text = "نص التقرير الطويل عن السوق. " * 40
    page = f"<html lang='ar'><body><article><h1>عنوان التقرير</h1><p>{text}</p></article></body></html>"
    urls = [site.put(f"/report/{n}", page.replace("السوق", f"السوق {n}")) for n in range(PAGES)]
    desk.declare("one", homepage=site.url(), domains=[site.host], sitemaps=[site.url("/sitemap.xml")])
    site.sitemap("/sitemap.xml", urls)
    site.pause = pause


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_that_is_stopped_ends_soon_and_the_next_one_goes_on(desk: Any, site: Any, by: int) -> None:
    full(desk, site, 0.2)
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.cli", "-C", str(desk.archive.root), "crawl"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    deadline = time.monotonic() + 180
    while len([path for path in site.paths() if "/report/" in path]) < 3:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    site.pause = 3.0  # the others are not all asked for before the signal has come, however slow it comes
    if by == signal.SIGINT:
        os.killpg(process.pid, by)
    else:
        process.send_signal(by)
    _, told = process.communicate(timeout=180)
    assert process.returncode == 130, told
    assert told.splitlines()[-1] == f"warraq: {GOES_ON}"
    assert "Traceback" not in told
    before = site.paths()
    assert not {f"/report/{n}" for n in range(PAGES)} <= set(before)
    site.pause = 0.0
    again = desk.warraq("crawl")
    assert again.code == 0, again.err
    fates = desk.rows("SELECT state, count(*) AS n FROM ledger GROUP BY state")
    assert fates == [{"state": "captured", "n": PAGES}]
    held = desk.rows(
        "SELECT url, count(*) AS n FROM captures WHERE role = 'article' AND outcome = 'ok' GROUP BY url"
    )
    assert len(held) == PAGES
    assert desk.warraq("verify").code == 0


def test_a_terminal_is_shown_one_line_an_outlet(desk: Any, site: Any) -> None:
    full(desk, site, 0.1)
    code, out, shown = on_a_terminal(desk.archive.root, "crawl", environment=environment())
    assert code == 0, shown
    assert re.search(r"outlet +exchanges +read +refused +bytes +time", shown), shown
    assert re.search(r"one ✓ +\d+ +\d+ +\d+ +\d+\.\d MB +\d+:\d\d", shown), shown
    assert "1 of 1 ended" in shown
    assert f"texts read: {PAGES}" in out
    assert "\x1b" not in out
