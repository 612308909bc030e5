"""The write-ahead log of the index (index.db-wal): cut when it has grown, and who keeps it from being cut.

SQLite moves what was committed into index.db by itself, up to the oldest state that anybody reads. Who stays
in one has the log grow with every commit, and SQLite alone makes it shorter only when it begins it anew.
"""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.schema import sqlite3

CUT_BYTES = 64 << 20  # a log that is larger is cut as soon as nobody reads an old state
LOCKS = Path("/proc/locks")
# Bytes of index.db-shm of which a reader locks one: https://sqlite.org/walformat.html, 2.3.1.
MARKS = range(123, 128)
STAYS = 0.3  # seconds after which who reads is taken for one who stays
log = logging.getLogger(__name__)


def wal_bytes(index: Path) -> int:
    """How long the log is; 0 when there is none."""
    try:
        return index.with_name(f"{index.name}-wal").stat().st_size
    except OSError:
        return 0


def overlong(index: Path) -> int:
    """By how many bytes the log is longer than CUT_BYTES: as many may be needed to move it into the index."""
    return max(0, wal_bytes(index) - CUT_BYTES)


def cut_wal(db: sqlite3.Connection, index: Path) -> None:
    """Cut the log to nothing if it has grown and nobody reads an old state; outside of transactions.

    It waits for nobody, and raises nothing: what was committed is safe, and the next commit cuts as well.
    """
    if not overlong(index):
        return
    waits = int(db.execute("PRAGMA busy_timeout").fetchone()[0])
    db.execute("PRAGMA busy_timeout=0")
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except _errors(db) as error:  # a full disk, a lock
        log.info("%s-wal is not cut: %s", index, error)
    finally:
        db.execute(f"PRAGMA busy_timeout={waits}")


def who_stays(index: Path) -> tuple[str, ...]:
    """The programs, other than this process, that stay in a state of the index: `name (process 12)`.

    Empty where that cannot be told: without /proc, or when they run in another container.
    """
    # The locks are only looked at from without: closing index.db-shm would drop those of this process.
    before = _readers(index)
    if before:
        time.sleep(STAYS)
    return tuple(f"{_name(process)} (process {process})" for process in sorted(before & _readers(index)))


def _readers(index: Path) -> frozenset[int]:
    try:
        inode = os.stat(index.with_name(f"{index.name}-shm")).st_ino
        lines = LOCKS.read_text("ascii", "replace").splitlines()
    except OSError:
        return frozenset()
    found = (_reader(line.split(), inode) for line in lines)
    return frozenset(process for process in found if process not in (None, os.getpid()))


def _reader(fields: list[str], inode: int) -> int | None:
    """The process of a line of /proc/locks, if it reads a state of the index.

    `1: POSIX ADVISORY READ 4321 fd:00:1234 124 124`, or `1: -> POSIX …` for one that waits. Only the inode is
    compared: on some file systems the device is another than `stat` says.
    """
    match fields:
        case [_, "POSIX", _, "READ", process, place, first, last]:
            held = place.rpartition(":")[2] == str(inode) and last.isdigit()
            if held and any(int(first) <= mark <= int(last) for mark in MARKS):
                return int(process)
    return None


def _name(process: int) -> str:
    try:
        return Path(f"/proc/{process}/comm").read_text("utf-8", "replace").strip()
    except OSError:
        return "?"


def _errors(db: sqlite3.Connection) -> type[Exception]:
    error: type[Exception] = db.Error
    return error
