"""What `warraq coverage` counts after real crawls is the ledger, each URL once."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

import pytest

from newsroom import Newsroom


@pytest.fixture(scope="module")
def covered(faulted: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    document = faulted.desk.warraq("coverage", "--json").document
    return document, faulted.desk.rows("SELECT outlet, url_key, state, reason FROM ledger")


def test_every_discovered_url_is_counted_exactly_once(covered: Any) -> None:
    document, ledger = covered
    assert sum(day["discovered"] for day in document["days"]) == len(ledger) > 40
    assert sum(total["discovered"] for total in document["totals"]) == len(ledger)


def test_each_state_sums_to_the_ledgers(covered: Any) -> None:
    document, ledger = covered
    states = Counter(row["state"] for row in ledger)
    counted = {
        "captured": sum(day["captured"] for day in document["days"]),
        "gone": sum(day["gone"] for day in document["days"]),
        "waiting": sum(day["waiting"] for day in document["days"]),
        "refused": sum(sum(day["refused"].values()) for day in document["days"]),
        "failed": sum(sum(day["failed"].values()) for day in document["days"]),
    }
    assert counted == {
        "captured": states["captured"] + states["revisit"],
        **{state: states[state] for state in ("gone", "waiting", "refused", "failed")},
    }
    for day in document["days"]:
        causes = sum(day["refused"].values()) + sum(day["failed"].values())
        assert day["discovered"] == day["captured"] + day["gone"] + day["waiting"] + causes
        assert sum(day["day_from"].values()) == day["discovered"]
        assert day["articles"] + sum(day["not_articles"].values()) >= day["captured"]


def test_causes_are_those_of_the_ledger(covered: Any) -> None:
    document, ledger = covered
    refused: Counter[str] = Counter()
    for day in document["days"]:
        refused.update(day["refused"])
    assert refused == Counter(row["reason"] for row in ledger if row["state"] == "refused")
    assert refused["redirect-loop"] > 1


def test_articles_are_the_urls_that_were_read_as_such(covered: Any, faulted: Any) -> None:
    document, _ledger = covered
    (read,) = faulted.desk.rows(
        "SELECT count(DISTINCT outlet || url_key) AS n FROM captures WHERE reading = 'article'"
    )
    assert sum(total["articles"] for total in document["totals"]) == read["n"] > 5


def test_a_refusal_of_a_host_that_nobody_follows_is_counted_too(desk: Any, trap: Any) -> None:
    desk.warraq("capture", f"http://127.0.0.2:{trap.port}/", private=False)
    (total,) = desk.warraq("coverage", "--json").document["totals"]
    assert (total["discovered"], total["refused"]) == (1, {"address-refused": 1})


def test_every_outlet_of_the_newsroom_reconciles_also_after_kills(new_desk: Any) -> None:
    desk, chance = new_desk(), random.Random(8)
    desk.set(limits={"timeout": 3.0}, politeness={"delay": 0.02, "concurrency": 4})
    with Newsroom() as room:
        for slug in room.outlets:
            (desk.archive.outlets_dir / f"{slug}.toml").write_text(room.declaration(slug), "utf-8")
        for _ in range(2):
            kill_a_crawl(desk, sorted(room.outlets), chance)
            desk.warraq("rebuild")
            reconciled(desk)
        desk.warraq("crawl")
        states = reconciled(desk)
        assert states.keys() == set(room.outlets)
        assert all(counted["discovered"] > 15 for counted in states.values())
        desk.warraq("rebuild")
        assert reconciled(desk) == states


def kill_a_crawl(desk: Any, slugs: list[str], chance: random.Random) -> None:
    """`warraq crawl` of all outlets, and after a while kill -9 of it and of all its children."""
    command = [sys.executable, "-m", "crawlers.cli", "-C", str(desk.archive.root), "crawl", *slugs]
    environment = {**os.environ, "WARRAQ_ALLOW_PRIVATE": "1"}
    crawl = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 180
    while not list(desk.archive.warcs.glob("*/*/*.open")):
        assert time.monotonic() < deadline
        time.sleep(0.05)  # nothing is captured yet
    time.sleep(chance.uniform(0.2, 1.5))
    os.killpg(crawl.pid, signal.SIGKILL)
    crawl.wait()


def reconciled(desk: Any) -> dict[str, dict[str, Any]]:
    """The totals by outlet, held against the ledger and against their days."""
    document = desk.warraq("coverage", "--json").document
    ledger = desk.rows("SELECT outlet, state, count(*) AS urls FROM ledger GROUP BY 1, 2")
    totals: dict[str, dict[str, Any]] = {total["outlet"]: total for total in document["totals"]}
    for slug, total in totals.items():
        states = Counter({row["state"]: row["urls"] for row in ledger if row["outlet"] == slug})
        days = [day for day in document["days"] if day["outlet"] == slug]
        for one in (total, *days):
            refused, failed = sum(one["refused"].values()), sum(one["failed"].values())
            assert one["discovered"] == one["captured"] + one["gone"] + one["waiting"] + refused + failed
            assert sum(one["day_from"].values()) == one["discovered"]
            assert one["unchanged"] <= one["captured"]
        assert total["discovered"] == states.total() == sum(day["discovered"] for day in days)
        assert total["captured"] == states["captured"] + states["revisit"]
        assert (total["gone"], total["waiting"]) == (states["gone"], states["waiting"])
        assert sum(total["refused"].values()) == states["refused"]
        assert sum(total["failed"].values()) == states["failed"]
        assert total["versions"] == sum(day["versions"] for day in days)
    assert {row["outlet"] for row in ledger} == totals.keys()
    return totals
