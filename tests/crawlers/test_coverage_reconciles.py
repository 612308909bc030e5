"""What `warraq coverage` counts after real crawls is the ledger, each URL once."""

from collections import Counter
from typing import Any

import pytest


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
