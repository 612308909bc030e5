"""The index as Datasette's own pages ask it: how much memory and time a statement may take.

Datasette bounds a statement's time, not its memory: one that builds a value of gigabytes, or thousands of
rows with a megabyte in each, would take the whole machine. Here

  a value is bounded by SQLite (MOST_HEAP, for the whole process: pysqlite3 has no limit for one connection),
  a row before its texts become Python's (a text takes four times its bytes there),
  an answer by what it takes as JSON, where a letter beyond ASCII is six bytes,
  time by what a processor spends, and only much later by the clock: a busy machine makes no statement long,
  and Datasette's statements have threads of their own, so that our pages are answered meanwhile.

A rebuild puts another file in the index's place. Who has the old one open reads that for ever, whatever is
withdrawn from the new one; so before each use it is looked whether it is still the file of that name.
"""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.database import Database, QueryInterrupted, Results

from archive.browse.memory_bounds import too_much
from archive.schema import sqlite3

if TYPE_CHECKING:
    from datasette.app import Datasette

MOST_TEXT = 4 << 20  # bytes of one value that becomes a text
STATEMENTS = 2  # of Datasette's own at a time
CELL = 24  # bytes that a value takes beside what is in it: its name, quotation marks, a place in a list
TRIES, PAUSE = 4, 0.25  # seconds between; what filled the memory is gone by then
PATIENCE = 10  # times as long by the clock as by the processor
STEPS = 1000  # of SQLite's machine between two looks at the time: a tenth of a millisecond

Told = TypeVar("Told")
File = tuple[int, int]  # its device and its number there


class BoundedDatabase(Database):  # type: ignore[misc]
    """A database of Datasette's whose answers have at most `most_bytes` as JSON.

    A page of ours (`execute_fn`) is interrupted after `page_seconds` of the processor's, a statement of
    Datasette's after the time that Datasette's settings say; both after PATIENCE times as long by the clock.
    """

    def __init__(self, ds: "Datasette", path: str, *, most_bytes: int, page_seconds: float) -> None:
        super().__init__(ds, path)
        self._most_bytes, self._page_seconds = most_bytes, page_seconds
        self._threads = ThreadPoolExecutor(max_workers=STATEMENTS, thread_name_prefix="statement")
        self._of_thread = threading.local()  # each has one connection: ours for pages, or for statements

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """As Datasette's, with the files noted that it is a connection to."""
        # Noted before: what takes the name meanwhile is opened then, and opened again at the next use.
        self._of_thread.files = _files(self.path)
        return super().connect(write)

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Told]) -> Told:
        """What `fn` gives of a connection. A page for which no memory was left just now is tried again."""

        def timed(db: sqlite3.Connection) -> Told:
            db = self._for_pages(db)
            with bounded_time(db, self._page_seconds):
                return fn(db)

        for _ in range(TRIES - 1):
            try:
                return await super().execute_fn(timed)  # type: ignore[no-any-return]
            except MemoryError:
                await asyncio.sleep(PAUSE)
        return await super().execute_fn(timed)  # type: ignore[no-any-return]

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: float | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """As Datasette's. Raises TooMuch, and MemoryError for a value that needs more than MOST_HEAP."""
        limit = min(self.ds.sql_time_limit_ms, custom_time_limit or self.ds.sql_time_limit_ms)
        most = self.ds.max_returned_rows
        if most == (page_size or self.ds.page_size):
            most += 1

        def run() -> Results:
            db, metered = self._connection()
            try:
                with bounded_time(db, limit / 1000):
                    return _answer(db, metered, sql, params, most if truncate else None, self._most_bytes)
            except sqlite3.DatabaseError as error:
                if error.args == ("interrupted",):
                    raise QueryInterrupted(error, sql, params) from error
                if log_sql_errors:
                    sys.stderr.write(f"{error}: {sql[:200]!r}\n")
                raise

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def _connection(self) -> tuple[sqlite3.Connection, "_Metered"]:
        held = getattr(self._of_thread, "held", None)
        if held is None or not self._is_current():
            if held is not None:
                self._let_go(held[0])
            db = self._opened()
            metered = _Metered()
            db.text_factory = metered
            held = self._of_thread.held = (db, metered)
        return held

    def _for_pages(self, of_datasette: sqlite3.Connection) -> sqlite3.Connection:
        """The thread's connection: the one that Datasette keeps for it, or the one that had to replace it."""
        held: sqlite3.Connection = getattr(self._of_thread, "pages", of_datasette)
        if not self._is_current():
            self._let_go(held)
            held = self._of_thread.pages = self._opened()
        return held

    def _opened(self) -> sqlite3.Connection:
        db = self.connect()
        self.ds._prepare_connection(db, self.name)
        return db

    def _let_go(self, db: sqlite3.Connection) -> None:
        with suppress(ValueError):  # of another Datasette, which keeps no such list
            self._all_file_connections.remove(db)
        db.close()

    def _is_current(self) -> bool:
        """Whether this thread's connection is to the files that have the index's name now; where there are
        none, it is to those that had it last."""
        now = _files(self.path)
        held = self._of_thread.__dict__.setdefault("files", now)
        if held[0] == now[0] and held[1] is None:  # the log came with the first use of the connection
            self._of_thread.files = now
            return True
        return held == now or now[0] is None


def _files(path: str) -> tuple[File | None, File | None]:
    """Which files the index and its write-ahead log are, None for one that is missing. As long as one is open
    no other has its number."""
    return _file(path), _file(f"{path}-wal")


def _file(path: str) -> File | None:
    try:
        told = os.stat(path)
    except FileNotFoundError:
        return None
    return told.st_dev, told.st_ino


@contextmanager
def bounded_time(db: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Interrupt what runs in the block, in this thread, once it took so many seconds of the processor's."""
    spent, clock = time.thread_time() + seconds, time.monotonic() + PATIENCE * seconds
    db.set_progress_handler(lambda: time.thread_time() >= spent or time.monotonic() >= clock, STEPS)
    try:
        yield
    finally:
        db.set_progress_handler(None, STEPS)


class _Metered:
    """Makes texts of SQLite's bytes, as Datasette does, as long as a row has not too many of them."""

    def __init__(self) -> None:
        self.taken = 0

    def __call__(self, value: bytes) -> str:
        self.taken += len(value)
        if self.taken > MOST_TEXT:
            raise too_much(MOST_TEXT)
        return str(value, "utf-8", "replace")


def _answer(
    db: sqlite3.Connection, metered: _Metered, sql: str, params: Any, most: int | None, most_bytes: int
) -> Results:
    cursor = db.cursor()
    try:
        metered.taken = 0
        cursor.execute(sql, {} if params is None else params)
        columns = cursor.description or ()
        names = sum(_weight(name) + CELL for name, *_ in columns)
        rows: list[Any] = []
        size = 0
        for row in cursor:
            metered.taken = 0
            size += names + sum(map(_weight, row))
            if size > most_bytes:
                raise too_much(most_bytes)
            if most is not None and len(rows) == most:
                return Results(rows, True, cursor.description)
            rows.append(row)
        return Results(rows, False, cursor.description)
    finally:
        cursor.close()


def _weight(value: object) -> int:
    """Bytes that the value takes as JSON, or somewhat more."""
    if isinstance(value, str):
        return len(value) if value.isascii() and value.isprintable() else 6 * len(value)
    return 2 * len(value) if isinstance(value, bytes) else 0
