"""Rows of `problems`: one finding about a place in a WARC, a capture or a version."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from archive.exchanges import Finding
from archive.schema import sqlite3

NO_LIST = "seed-unreadable"  # a feed, sitemap or page of links that came, and was none


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: `code` for machines, `detail` for people. Equal findings are one row."""

    warc: str
    offset: int | None
    record_id: str | None
    code: str
    detail: str

    @property
    def key(self) -> str:
        """The digest of the other columns."""
        parts = [self.warc, self.offset, self.record_id, self.code, self.detail]
        return sha256(json.dumps(parts).encode()).hexdigest()


def found_in(warc: str, finding: Finding) -> Problem:
    """The problem that a finding in the file `warc` is."""
    return Problem(
        warc=warc,
        offset=finding.offset,
        record_id=storable(finding.record_id) if finding.record_id else None,
        code=finding.code,
        detail=storable(finding.detail),
    )


def insert_problems(db: sqlite3.Connection, problems: Iterable[Problem]) -> None:
    """Add the rows that are not there yet."""
    db.executemany(
        "INSERT OR IGNORE INTO problems (problem_key, warc, offset, record_id, code, detail)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        ((p.key, p.warc, p.offset, p.record_id, p.code, p.detail) for p in problems),
    )


def storable(text: str) -> str:
    """The text without what UTF-8 cannot say (bytes of a hostile header arrive as lone surrogates)."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
