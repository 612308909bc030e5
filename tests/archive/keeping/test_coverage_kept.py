"""The answer about all coverage is kept until what it counts has changed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.coverage_kept import FILE, kept_coverage
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

    def tell() -> dict[str, Any]:
        counts.append(len(counts))
        return {"number": counts[-1]}

    with closing(connect(archive.index)) as db:
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
