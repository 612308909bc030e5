"""What takes long to count over a whole index, kept between requests for as long as it holds.

A connection's `PRAGMA data_version` changes when anybody else commits to the file. While a crawl commits
every few seconds, what was counted is shown for MOST_AGE all the same.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from archive.schema import sqlite3

MOST_AGE = 60.0  # seconds
ENTRIES = 32  # of each thread; the oldest goes first

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    db: sqlite3.Connection  # held, so that no other connection takes its place in memory
    data_version: int
    made_at: float
    value: Any


_of_thread = threading.local()  # Datasette gives each thread a connection of its own


def kept(db: sqlite3.Connection, name: str, count: Callable[[], Counted]) -> Counted:
    """What `count` gives, or gave under this name when the index was as it is now, or within MOST_AGE."""
    entries: dict[str, _Entry] = _of_thread.__dict__.setdefault("entries", {})
    data_version = int(db.execute("PRAGMA data_version").fetchone()[0])
    held, now = entries.get(name), time.monotonic()
    if held is not None and held.db is db:
        fresh = held.data_version == data_version or now - held.made_at < MOST_AGE
        value: Counted = held.value
        if fresh:
            return value
    entries.pop(name, None)
    value = count()
    if len(entries) >= ENTRIES:
        del entries[next(iter(entries))]
    entries[name] = _Entry(db=db, data_version=data_version, made_at=now, value=value)
    return value
