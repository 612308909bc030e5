"""What takes long to count over a whole index, kept between requests for as long as it holds.

A connection's `PRAGMA data_version` changes when anybody else commits to the file. While a crawl commits
every few seconds, what was counted is shown for MOST_AGE all the same. Of several threads that want the same
one counts, and the others take its count when nobody has written since, or for MOST_AGE.

Whether somebody has, sizes and times of the files tell them, but for a commit that comes within the same tick
of the file system's clock and leaves the sizes as they were. So what was counted sooner than SETTLED after a
commit is held for MOST_AGE and no longer.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from archive.schema import sqlite3

MOST_AGE = 60.0  # seconds
ENTRIES = 32  # of each thread, and of all together; the oldest goes first
SETTLED = 4 * 10**9  # nanoseconds; ticks are of milliseconds, on FAT of two seconds

Counted = TypeVar("Counted")
State = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    db: sqlite3.Connection  # held, so that no other connection takes its place in memory
    data_version: int
    made_at: float
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    state: State | None  # of the file, from before it was counted; None: none that a later commit changes
    made_at: float
    value: Any

    def holds(self, state: State) -> bool:
        """Whether nobody has written since it was counted, and the file, as it is now, shows that."""
        return self.state is not None and self.state == state


_of_thread = threading.local()  # Datasette gives each thread a connection of its own
_of_all: dict[tuple[str, str], _Shared] = {}
_counting: dict[tuple[str, str], threading.Lock] = {}
_naming = threading.Lock()


def kept(db: sqlite3.Connection, name: str, count: Callable[[], Counted]) -> Counted:
    """What `count` gives, or gave under this name when the index was as it is now, or within MOST_AGE.

    It may be given to other threads: it holds no connection.
    """
    value: Counted = _kept(db, name, lambda: _shared(db, name, count))
    return value


def kept_here(db: sqlite3.Connection, name: str, make: Callable[[], Counted]) -> Counted:
    """As `kept`, for what holds the connection `db` or is added to: no other thread is given it."""
    value: Counted = _kept(
        db, name, lambda: _Shared(state=_settled(_state(db)), made_at=time.monotonic(), value=make())
    )
    return value


def _kept(db: sqlite3.Connection, name: str, count: Callable[[], _Shared]) -> Any:
    entries: dict[str, _Entry] = _of_thread.__dict__.setdefault("entries", {})
    data_version = int(db.execute("PRAGMA data_version").fetchone()[0])
    held, now = entries.get(name), time.monotonic()
    if held is not None and held.db is db:
        fresh = held.data_version == data_version or now - held.made_at < MOST_AGE
        if fresh:
            return held.value
    entries.pop(name, None)
    shared = count()
    if len(entries) >= ENTRIES:
        del entries[next(iter(entries))]
    # Where somebody has written since it was counted, it is not held for longer than its own MOST_AGE.
    version = data_version if shared.holds(_state(db)) else -1
    entries[name] = _Entry(db=db, data_version=version, made_at=shared.made_at, value=shared.value)
    return shared.value


def _shared(db: sqlite3.Connection, name: str, count: Callable[[], Counted]) -> _Shared:
    """What another thread counted, if that holds; else it is counted here, while the others wait."""
    key = (_place(db), name)
    if not key[0]:  # a database in memory is this connection's alone
        return _Shared(state=(), made_at=time.monotonic(), value=count())
    with _naming:
        counting = _counting.setdefault(key, threading.Lock())
    with counting:
        state, shared = _state(db), _of_all.get(key)
        if shared is not None and (shared.holds(state) or time.monotonic() - shared.made_at < MOST_AGE):
            return shared
        shared = _Shared(state=_settled(state), made_at=time.monotonic(), value=count())
        with _naming:
            _of_all[key] = shared
            while len(_of_all) > ENTRIES:
                oldest = next(iter(_of_all))
                del _of_all[oldest]
                _counting.pop(oldest, None)
    return shared


def _place(db: sqlite3.Connection) -> str:
    return str(db.execute("PRAGMA database_list").fetchone()[2] or "")


def _state(db: sqlite3.Connection) -> State:
    """Sizes and times of the file and of its write-ahead log, one of which every commit changes."""
    found = []
    for path in (Path(_place(db)), Path(_place(db) + "-wal")):
        try:
            told = path.stat()
        except OSError:
            continue
        found.append((told.st_size, told.st_mtime_ns))
    return tuple(found)


def _settled(state: State) -> State | None:
    """The state, if every later commit changes it; None soon after a commit, and when that is to come yet, as
    the clock was set back."""
    return state if all(at + SETTLED <= time.time_ns() for _, at in state) else None
