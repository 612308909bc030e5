"""A frontier of an older version goes on under the present keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

from crawlers.frontier import ARTICLE, CAPTURED, Found, Frontier
from extractors.urls import url_key

PLAIN, TWIN = "https://almithal.example/Report/4321", "https://m.almithal.example/Report/4321/amp"
OTHER = "https://almithal.example/report/4321"


def put(frontier: Frontier, *urls: str) -> None:
    frontier.add([Found(url=url, role=ARTICLE) for url in urls], 1.0, "2026-11-22T08:00:00+00:00")


def keep_old_keys(path: Path, keys: dict[str, str]) -> None:
    """Have the file be as an older version wrote it: these keys, a row more for the twin, no version."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for url, key in keys.items():
            db.execute("UPDATE urls SET url_key = ? WHERE url = ?", (key, url))
        columns = "role, hops, first_seen_at, first_seen, state"
        db.execute(
            f"INSERT INTO urls (url_key, url, {columns}) SELECT 'example,almithal,m)/report/4321/amp', ?,"
            f" {columns} FROM urls WHERE url = ?",
            (TWIN, OTHER),
        )
        db.execute("PRAGMA user_version = 0")


def test_rows_get_their_present_keys_and_what_is_captured_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "almithal.frontier.db"
    with closing(Frontier(path)) as frontier:
        put(frontier, PLAIN, OTHER)
        frontier.settle(PLAIN, CAPTURED, "")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE urls SET first_captured = 2.0 WHERE url = ?", (PLAIN,))
    # The plain address had the key that belongs to the other one now, and the reverse.
    keep_old_keys(path, {OTHER: "old", PLAIN: url_key(OTHER)})
    wanted = {url_key(PLAIN): PLAIN, url_key(OTHER): OTHER}
    with closing(Frontier(path)) as frontier:
        due = frontier.take(9.0)
        assert due is not None
        assert due.url == OTHER
        assert frontier.take(9.0) is None
    with closing(sqlite3.connect(path)) as db:
        assert dict(db.execute("SELECT url_key, url FROM urls")) == wanted


def test_a_frontier_of_the_present_rules_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "almithal.frontier.db"
    with closing(Frontier(path)) as frontier:
        put(frontier, PLAIN)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE urls SET url_key = 'kept'")
    with closing(Frontier(path)) as frontier:
        assert frontier.take(9.0) is not None
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT url_key FROM urls").fetchone() == ("kept",)
