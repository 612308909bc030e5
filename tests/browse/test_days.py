"""Facets and filters by day show the day that the outlet printed, not the day it was in UTC."""

from collections.abc import Iterator
from typing import Any

import pytest

from archive.browse.written_day import register_day, written_day
from archive.schema import sqlite3
from tests.archive.finding.conftest import Shelf
from tests.archive.finding.conftest import stocked_once as stocked_once  # a fixture
from tests.browse.shelves import Plain

EARLY = "2026-03-18T01:00:00+03:00"  # in UTC it is the 17th still


@pytest.fixture(scope="module")
def plain(stocked_once: Shelf) -> Iterator[Plain]:
    """Plain Datasette over reports of one o'clock in the morning, of noon, and of the evening in the west."""
    for name, published_at, day in (
        ("early", EARLY, "2026-03-18"),
        ("noon", "2026-03-18T12:00:00+03:00", "2026-03-18"),
        ("late", "2026-03-19T23:30:00-01:00", "2026-03-19"),
    ):
        stocked_once.version(name, "خبر", published=day, published_at=published_at)
    datasette = Plain(stocked_once.archive.index)
    yield datasette
    datasette.close()


@pytest.mark.parametrize(
    ("facet", "column"),
    [("_facet", "published_date"), ("_facet_date", "published_date"), ("_facet_date", "published_at")],
)
def test_facets_by_day_show_the_outlets_day(plain: Plain, facet: str, column: str) -> None:
    results = plain.get("/index/articles.json", **{facet: column}).json()["facet_results"].values()
    kind = "date" if facet == "_facet_date" else "column"
    found, *_ = [one for one in results if one["name"] == column and one["type"] == kind]
    assert {one["value"]: one["count"] for one in found["results"]} == {"2026-03-18": 2, "2026-03-19": 1}
    for one in found["results"]:  # each leads to as many reports as it counts
        assert (
            len(plain.get(one["toggle_url"].removeprefix("http://localhost")).json()["rows"]) == one["count"]
        )


@pytest.mark.parametrize("column", ["published_date", "published_at"])
def test_filters_by_day_take_the_outlets_day(plain: Plain, column: str) -> None:
    for day, count in (("2026-03-17", 0), ("2026-03-18", 2), ("2026-03-19", 1), ("2026-03-20", 0)):
        assert len(plain.rows("/index/articles", **{f"{column}__date": day})) == count, day


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (EARLY, "2026-03-18"),
        ("2026-03-17T22:00:00Z", "2026-03-17"),
        ("2026-03-17T22:00:00.123456Z", "2026-03-17"),
        ("2026-03-17", "2026-03-17"),
        ("2026-03-17 22:00", "2026-03-17"),
        ("2026-02-31", None),
        ("now", None),
        ("2026-W03-1", None),
        ("", None),
    ],
)
def test_a_moment_has_the_day_that_is_written(value: str, day: str | None) -> None:
    assert written_day(value) == day


@pytest.mark.parametrize("value", ["'now'", "2460000.5", "'2026-02-31'", "'x'", "NULL", "x'00'", "'12:00'"])
def test_what_is_no_moment_gives_what_sqlite_gives(value: str) -> None:
    ours, plainly = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    register_day(ours)
    wanted = plainly.execute(f"SELECT date({value}), date('2026-03-17', '+1 day')").fetchone()
    assert ours.execute(f"SELECT date({value}), date('2026-03-17', '+1 day')").fetchone() == wanted
    ours.close()
    plainly.close()


def test_other_databases_count_days_as_sqlite_does(tmp_path: Any) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(str(path)) as db:
        db.execute("CREATE TABLE notes (at TEXT)")
        db.execute("INSERT INTO notes VALUES (?)", (EARLY,))
    db.close()
    datasette = Plain(path)
    assert len(datasette.rows("/other/notes", at__date="2026-03-17")) == 1
    datasette.close()
