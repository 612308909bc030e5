"""One report that its newsroom edits five times, hides and removes, as crawls capture it."""

from collections.abc import Callable
from typing import Any

import pytest

from archive.schema import sqlite3
from crawlers.frontier import FAILED, GONE
from extractors.urls import normalise, url_key
from newsroom import Newsroom

SLUG = "almithal"
HIDDEN = {2: "forbidden", 4: "challenge"}  # which fault stands in its place after which edit


@pytest.fixture(scope="module")
def told(new_desk: Callable[..., Any]) -> dict[str, Any]:
    """The report's history, and its row of the frontier after each crawl ("rows")."""
    with Newsroom(outlets=(SLUG,), faulty=False) as room:
        desk = new_desk()
        desk.set(history={"removed_after_checks": 2, "removed_after_days": 0})
        (desk.archive.outlets_dir / f"{SLUG}.toml").write_text(room.declaration(SLUG), encoding="utf-8")
        rows = []

        def crawl(url: str | None) -> None:
            if url is not None:
                with sqlite3.connect(str(desk.archive.state / f"{SLUG}.frontier.db")) as db:
                    db.execute("UPDATE urls SET again = 1, not_before = 0 WHERE url_key = ?", (url_key(url),))
            assert desk.crawl(SLUG).code == 0
            if url is not None:
                rows.append({normalise(one): row for one, row in desk.frontier(SLUG).items()}[normalise(url)])

        crawl(None)
        for number in range(1, 6):
            url = room.edit(number)
            crawl(url)
            if number in HIDDEN:
                room.spoil(url, HIDDEN[number])
                crawl(url)
                room.mend(url)
        room.delete(url, "gone")
        crawl(url)
        room.spoil(url, "forbidden")
        crawl(url)
        assert desk.warraq("rebuild").code == 0
        history = desk.warraq("history", url, "--json")
        assert history.code == 0, history.err
        return {**history.document, "rows": rows}


def test_six_states_have_the_classes_that_the_newsroom_made(told: dict[str, Any]) -> None:
    kinds = [{change["kind"] for change in version["changes"]} for version in told["versions"]]
    assert len(kinds) == 6
    assert kinds[:2] == [set(), {"spelling"}]
    assert {"number", "headline"} <= kinds[2]
    assert {"term", "headline"} <= kinds[3]
    assert "paragraph-added" in kinds[4]
    assert "attribution-added" in kinds[4]
    assert "paragraph-lost" in kinds[5]
    numbers = [change for change in told["versions"][2]["changes"] if change["kind"] == "number"]
    assert ("ست جثث", "ثماني جثث") in [(change["before"], change["after"]) for change in numbers]


def test_what_hid_it_is_no_edit_and_no_removal(told: dict[str, Any]) -> None:
    whats = [event["what"] for event in told["events"]]
    assert whats == [
        *(
            "captured",
            "edited",
            "edited",
            "barred",
            "edited",
            "edited",
            "barred",
            "edited",
            "missing",
            "barred",
        )
    ]
    assert (told["state"], told["removal"]["checks"]) == ("blocked", 1)
    at = [version["captured_at"] for version in told["versions"]]
    assert at == sorted(at)


def test_a_missing_report_is_looked_at_again(told: dict[str, Any]) -> None:
    gone, hidden = told["rows"][-2:]
    assert (gone["state"], gone["missed"]) == (GONE, 1)
    assert gone["again"] > gone["last_captured"]
    # A wall in between puts the check off, and does not count as one.
    assert (hidden["state"], hidden["missed"]) == (FAILED, 1)
    assert hidden["again"] >= gone["again"]
