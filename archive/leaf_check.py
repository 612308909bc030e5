"""The capture log held against the exchanges: each has exactly one leaf, and each leaf its exchange."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.log import Log, leaf_id, own_kind
from archive.schema import sqlite3

Fail = Callable[[str, str, str], None]


class LeafCheck:
    """The leaves of a log in a temporary table on disk, crossed off as their exchanges are found."""

    def __init__(self, fail: Fail) -> None:
        self._fail = fail
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(
            "CREATE TABLE leaves (id TEXT PRIMARY KEY, number INTEGER, digest BLOB, seen INTEGER)"
        )
        self.count = 0
        self._end: int | None = None
        self._db.execute("BEGIN")

    def __enter__(self) -> "LeafCheck":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def load(
        self, directory: Path, on_leaf: Callable[[bytes], None] = lambda line: None, known: int | None = None
    ) -> int:
        """Take in every leaf of the log; returns how many. Lines that are none, and second leaves, fail.

        `on_leaf` is handed every line; where line `known` ends is remembered. Leaves of the log's own files
        count as found: see `checkpoint_check`.
        """
        log = Log(directory)
        count = 0
        for position, line in log.read():
            count += 1
            on_leaf(line)
            if count == known:
                self._end = position
            where = f"leaves.jsonl, line {count}"
            try:
                key = leaf_id(line)
            except (ValueError, KeyError, TypeError, StopIteration):
                self._fail("changed-leaf", where, "the line is no leaf")
                continue
            added = self._db.execute(
                "INSERT OR IGNORE INTO leaves VALUES (?, ?, ?, ?)",
                (key, count, sha256(line).digest(), own_kind(line) is not None),
            )
            if not added.rowcount:
                self._fail("second-leaf", where, f"{key} has a leaf already")
        self.count = count
        return count

    def lines(self, known: int) -> Iterator[dict[str, Any]]:
        """The first `known` lines as rows of the index's table `leaves`, in the order of their ids."""
        query = "SELECT id, number FROM leaves WHERE number <= ? ORDER BY id"
        for key, number in self._db.execute(query, (known,)):
            yield {"record_id": key, "leaf_index": number - 1}

    def end_of_known(self) -> int | None:
        """The byte after line `known`, as `load` was told it; None when the log is shorter."""
        return self._end

    def see(self, key: str, line: bytes, *, required: bool) -> bool:
        """Cross off the leaf of `key`, which must be `line`; whether there was one.

        A leaf that is not there is a failure only if `required`.
        """
        row = self._db.execute("SELECT number, digest FROM leaves WHERE id = ?", (key,)).fetchone()
        if row is None:
            if required:
                self._fail("missing-leaf", key, "the capture log has no leaf of it")
            return False
        self._db.execute("UPDATE leaves SET seen = 1 WHERE id = ?", (key,))
        if row[1] != sha256(line).digest():
            self._fail(
                "changed-leaf",
                f"leaves.jsonl, line {row[0]}",
                f"the leaf of {key} is not what its records say: one of them, or the leaf, was changed",
            )
        return True

    def was_seen(self, key: str) -> bool:
        """Whether the leaf of `key` was crossed off already."""
        row = self._db.execute("SELECT seen FROM leaves WHERE id = ?", (key,)).fetchone()
        return row is not None and bool(row[0])

    def cross_off(self, key: str) -> bool:
        """Cross off the leaf of `key`, whatever it says; whether there was one."""
        return bool(self._db.execute("UPDATE leaves SET seen = 1 WHERE id = ?", (key,)).rowcount)

    def finish(self) -> None:
        """Fail every leaf whose exchange was not found."""
        for key, number in self._db.execute("SELECT id, number FROM leaves WHERE seen = 0 ORDER BY number"):
            self._fail("leaf-without-exchange", f"leaves.jsonl, line {number}", f"{key} is in no WARC file")
