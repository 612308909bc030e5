"""However many addresses an outlet makes up, it is sent a bounded number of requests on a day."""

import itertools
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive.coverage import coverage
from archive.coverage_gaps import USED_UP
from archive.coverage_texts import reason_in_words
from archive.day_requests import DAY_FULL, DayRequests, requests_of
from archive.place import Archive, init_archive
from archive.rows import reading_index
from archive.status import status
from crawlers.found import WAITING
from crawlers.recorded_spider import QUEUED
from crawlers.schedule import visits

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MOST = 12
AT_ONCE = QUEUED * 2  # what may be under way: the queue for each request that goes at once
COUNT_AND_DIE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from archive.day_requests import DayRequests
from archive.place import Archive
counting = DayRequests(Archive(Path(sys.argv[1])), "paper", lambda: datetime.fromisoformat(sys.argv[2]))
for _ in range(7):
    counting.add()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "archive")


def test_a_days_count_survives_a_kill_and_is_over_with_the_day(archive: Archive) -> None:
    command = [sys.executable, "-c", COUNT_AND_DIE, str(archive.root), NOON.isoformat()]
    for _ in range(2):
        assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert requests_of(archive, "paper", NOON) == 14
    assert requests_of(archive, "paper", NOON + timedelta(hours=12)) == 0
    assert requests_of(archive, "other", NOON) == 0
    now = [NOON]
    counting = DayRequests(archive, "paper", lambda: now[0])
    assert counting.add() == 15
    now[0] += timedelta(days=1)
    assert counting.add() == 1
    counting.close()
    (archive.state / "paper.requests").write_bytes(b"torn")
    assert requests_of(archive, "paper", NOON) == 0


def test_addresses_made_up_at_each_visit_cost_so_many_requests_and_wait_for_the_next_day(
    desk: Any, site: Any
) -> None:
    """Should midnight pass meanwhile, as many requests more are allowed: nothing hangs on the hour."""
    visit = itertools.count()
    listed = site.sitemap

    def new_addresses(asked: Any) -> Any:
        number = next(visit)
        listed("/now.xml", [site.url(f"/report/{n}?session={number}") for n in range(5 * MOST)])
        return site.pages["/now.xml"]

    site.pages["/sitemap.xml"] = new_addresses
    place = {"homepage": site.url(), "domains": [site.host], "sitemaps": [site.url("/sitemap.xml")]}
    desk.declare("paper", **place, requests_per_day=MOST)
    begun = datetime.now(UTC).date()
    run = desk.warraq("crawl", "--due", "--json")
    assert run.code == 0, run.err
    assert run.document["outlets"][0]["reason"] == DAY_FULL
    assert "paper: it was sent all the requests that `requests_per_day` allows" in run.err
    sent = len(site.paths())
    again = desk.crawl("paper")
    assert again.code == 0, again.err
    days = (datetime.now(UTC).date() - begun).days + 1
    assert MOST <= sent <= days * (MOST + AT_ONCE)
    assert len(site.paths()) == sent or days > 1
    assert sum(row["state"] == WAITING for row in desk.frontier("paper").values()) > MOST

    told = (desk.archive.state / "paper.requests").read_text().split()
    assert int(told[1]) >= MOST
    now = datetime.fromisoformat(f"{told[0]}T23:59:59+00:00")
    (visit_of,) = visits(desk.archive, desk.archive.outlets(), now)
    assert (visit_of.why, visit_of.due_at) == ("requests used up", now + timedelta(seconds=1))
    (note,) = status(desk.archive, now).notes
    assert note[0] == "paper"
    assert note[1].in_english().startswith(f"the {MOST} requests it may be sent today are used up")
    with reading_index(desk.archive) as db:
        gaps = [gap for gap in coverage(db, ["paper"]).gaps if gap.what == USED_UP]
    assert {gap.reason for gap in gaps} == {DAY_FULL}
    assert "all the requests of a day" in reason_in_words(gaps[0]).in_english()

    (desk.archive.state / "paper.requests").write_text("2026-01-01 0000000099\n")
    sent = len(site.paths())
    assert desk.crawl("paper").code == 0
    assert len(site.paths()) >= sent + MOST
