"""Counts of a whole index are kept, shared between threads, and made anew when the index has changed."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.browse import kept as kept_counts
from archive.browse.kept import kept, kept_here
from archive.schema import sqlite3


@pytest.fixture
def index(tmp_path: Path) -> Path:
    path = tmp_path / "index.db"
    with closing(sqlite3.connect(str(path))) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE t (n)")
        db.commit()
    return path


def count_in(index: Path) -> Callable[[list[int]], int]:
    """Counts rows as a page does, in a thread and on a connection of its own; `made` has each count."""

    def run(made: list[int]) -> int:
        found: list[int] = []

        def ask() -> None:
            with closing(sqlite3.connect(str(index))) as db:

                def count() -> int:
                    made.append(db.execute("SELECT count(*) FROM t").fetchone()[0])
                    return made[-1]

                found.append(kept(db, "rows", count))

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        return found[0]

    return run


def add(index: Path) -> None:
    with closing(sqlite3.connect(str(index))) as db:
        db.execute("INSERT INTO t VALUES (1)")
        db.commit()


def written_at(index: Path, nanoseconds: int) -> None:
    """Have index and log say that they were last written at this moment."""
    for path in (index, Path(f"{index}-wal")):
        if path.exists():
            os.utime(path, ns=(nanoseconds, nanoseconds))


def test_of_many_threads_one_counts(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_counts, "MOST_AGE", 0.0)
    made: list[int] = []
    ask = count_in(index)
    holder = sqlite3.connect(str(index))  # so that the log is not removed when the last one closes
    holder.execute("SELECT count(*) FROM t").fetchone()
    written_at(index, 10**18)  # long ago: what is counted soon after a commit is not held for good
    assert [ask(made) for _ in range(4)] == [0] * 4
    assert len(made) == 1
    add(index)
    written_at(index, 10**18 + 1)
    assert [ask(made) for _ in range(3)] == [1] * 3
    assert len(made) == 2
    holder.close()


@pytest.mark.parametrize("ahead", [0, 60 * 10**9])
def test_two_commits_of_one_tick_are_told_apart(
    index: Path, monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    """Size and time are the same after the second; a clock that was set back makes times of the future."""
    monkeypatch.setattr(kept_counts, "MOST_AGE", 0.0)
    ask, tick, log = count_in(index), time.time_ns() + ahead, Path(f"{index}-wal")
    with closing(sqlite3.connect(str(index))) as holder:  # so that the log is not removed
        holder.execute("SELECT count(*) FROM t").fetchone()
        add(index)
        holder.execute("PRAGMA wal_checkpoint").fetchall()  # the next commit begins the log anew
        written_at(index, tick)
        size = log.stat().st_size
        assert ask([]) == 1
        add(index)
        written_at(index, tick)
        assert log.stat().st_size == size > 0
        assert ask([]) == 2


def test_for_a_minute_a_changed_index_is_not_counted_again(index: Path) -> None:
    made: list[int] = []
    ask = count_in(index)
    assert ask(made) == 0
    add(index)
    assert (ask(made), len(made)) == (0, 1)


def test_a_count_from_before_a_change_is_not_taken_for_one_after_it(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who takes another thread's older count keeps it no longer than that thread may."""
    ask = count_in(index)
    assert ask([]) == 0
    add(index)
    with closing(sqlite3.connect(str(index))) as db:
        assert kept(db, "rows", lambda: 9) == 0
        monkeypatch.setattr(kept_counts, "MOST_AGE", 0.0)
        assert kept(db, "rows", lambda: 9) == 9


def test_databases_in_memory_are_their_connections_own() -> None:
    with closing(sqlite3.connect(":memory:")) as one, closing(sqlite3.connect(":memory:")) as other:
        assert [kept(one, "rows", lambda: 1), kept(other, "rows", lambda: 2)] == [1, 2]


def test_what_holds_a_connection_is_given_to_no_other(index: Path) -> None:
    with closing(sqlite3.connect(str(index))) as one, closing(sqlite3.connect(str(index))) as other:
        assert kept_here(one, "holder", lambda: "first") == "first"
        assert kept_here(one, "holder", lambda: "second") == "first"
        assert kept_here(other, "holder", lambda: "third") == "third"
    given: list[str] = []

    def ask() -> None:
        with closing(sqlite3.connect(str(index))) as here:
            given.append(kept_here(here, "holder", lambda: "fourth"))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert given == ["fourth"]
