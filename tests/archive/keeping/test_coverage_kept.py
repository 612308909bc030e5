"""The answer about all coverage is kept until what it counts has changed."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive import coverage_kept
from archive.coverage_kept import FILE, kept_coverage
from archive.marks import COUNTED, marks_together
from archive.place import Archive, init_archive
from archive.schema import connect

AT = "2026-03-01T10:00:00.000000Z"
ROWS = {
    "ledger": {"outlet": "one", "url_key": "k", "url": "u", "first_seen_at": AT, "state": "captured"},
    "articles": {"article_id": "a", "outlet": "one", "version_count": 1},
    "origins": {"outlet": "one", "url_key": "k", "via": "v", "first_seen_at": AT},
    "outlets": {"slug": "one", "timezone": "UTC"},
    "crawls": {"crawl_id": "c", "outlet": "one", "started_at": AT},
    "captures": {"record_id": "r", "outlet": "one", "url_key": "k", "captured_at": AT, "kind": "response"},
}
CHANGES = {
    "ledger": "state = 'gone'",
    "articles": "published_date = '2026-03-01'",
    "origins": "published_raw = 'x'",
    "outlets": "timezone = 'Asia/Damascus'",
    "crawls": "finished_at = started_at",
    "captures": "reading = 'article'",
}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return init_archive(tmp_path / "archive", contact="https://operator.example/")


@pytest.mark.parametrize("table", sorted(ROWS))
def test_any_change_of_what_is_counted_has_it_counted_again(archive: Archive, table: str) -> None:
    counts: list[int] = []

    with closing(connect(archive.index)) as db:

        def tell() -> tuple[dict[str, Any], str | None]:
            counts.append(len(counts))
            return {"number": counts[-1]}, marks_together(db, COUNTED)

        db.execute("PRAGMA foreign_keys=OFF")
        told = [kept_coverage(archive, db, None, tell)["number"]]
        row = ROWS[table]
        marks = ", ".join("?" * len(row))
        statements = (
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",
            f"UPDATE {table} SET {CHANGES[table]}",
            f"DELETE FROM {table}",
        )
        for statement in statements:
            db.execute(statement, tuple(row.values()) if "?" in statement else ())
            told += [kept_coverage(archive, db, None, tell)["number"] for _ in range(2)]
        assert told == [0, 1, 1, 2, 2, 3, 3]
        assert kept_coverage(archive, db, ["one"], tell) == {"number": 4}  # declared meanwhile
        (archive.state / FILE).write_text("{", encoding="utf-8")
        assert kept_coverage(archive, db, ["one"], tell) == {"number": 5}


def test_what_was_counted_before_a_change_is_not_kept_for_after_it(archive: Archive) -> None:
    """A page shows for a minute what it counted before a crawl's last commit; the file would show it for
    good."""
    with closing(connect(archive.index)) as db:
        counted = {"number": 1}, marks_together(db, COUNTED)
        assert kept_coverage(archive, db, None, lambda: counted) == {"number": 1}
        db.execute("INSERT INTO outlets (slug, timezone) VALUES ('one', 'UTC')")
        assert kept_coverage(archive, db, None, lambda: counted) == {"number": 1}
        now = {"number": 2}, marks_together(db, COUNTED)
        assert kept_coverage(archive, db, None, lambda: now) == {"number": 2}
        assert kept_coverage(archive, db, None, lambda: counted) == {"number": 2}


def test_a_program_of_the_same_sizes_and_times_is_another_one(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an image that gives all its files one time of change is, after an upgrade."""
    module = tmp_path / "program" / "archive" / "rule.py"
    module.parent.mkdir(parents=True)
    monkeypatch.setattr(coverage_kept, "__file__", str(module))
    with closing(connect(archive.index)) as db:
        for number in range(2):
            beside = module.with_name("new")
            beside.write_text(f"ANSWER = {number}\n", encoding="utf-8")
            os.utime(beside, (0, 0))
            while number and beside.stat().st_ctime_ns == module.stat().st_ctime_ns:  # within one tick
                os.utime(beside, (0, 0))
            beside.replace(module)
            counted = {"number": number}, marks_together(db, COUNTED)
            assert kept_coverage(archive, db, None, lambda told=counted: told) == {"number": number}
