"""A server reads the index of now, also when a rebuild put another file in its place."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

from datasette.app import Datasette

from archive.browse.bounded_database import STATEMENTS, BoundedDatabase
from archive.schema import sqlite3

THREADS = 3
Asked = Callable[[], Awaitable[set[object]]]


def write(path: Path, value: str) -> None:
    with closing(sqlite3.connect(str(path), isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("CREATE TABLE IF NOT EXISTS t (v)")
        db.execute("DELETE FROM t")
        db.execute("INSERT INTO t VALUES (?)", (value,))


def put_in_place(path: Path, value: str) -> None:
    """As a rebuild does: the other index takes the name, and the side files of that name are removed."""
    write(path.with_name("new"), value)
    os.replace(path.with_name("new"), path)
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


def asking(path: Path) -> tuple[Asked, BoundedDatabase]:
    """What pages read, by every thread that there is for them, and Datasette's statements."""
    datasette = Datasette(settings={"num_sql_threads": THREADS})
    database = BoundedDatabase(datasette, str(path), most_bytes=1 << 20, page_seconds=60.0)
    datasette.add_database(database, name="index")
    together = threading.Barrier(THREADS)

    def page(db: sqlite3.Connection) -> object:
        together.wait(60)  # so that each thread has one
        return db.execute("SELECT v FROM t").fetchone()[0]

    async def asked() -> set[object]:
        told = await asyncio.gather(*(database.execute_fn(page) for _ in range(THREADS)))
        rows = await database.execute("SELECT v FROM t")
        return {*told, rows.first()[0]}

    return asked, database


def test_what_a_rebuild_put_in_place_is_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    write(path, "old")
    asked, database = asking(path)

    async def story() -> None:
        assert await asked() == {"old"}
        put_in_place(path, "new")
        assert await asked() == {"new"}
        write(path, "later")  # as a withdrawal or a crawl does
        assert await asked() == {"later"}

    asyncio.run(story())
    database.close()


def test_a_log_that_was_removed_is_not_read_on(tmp_path: Path) -> None:
    """Who opens the new file just before the old one's log goes has a log of which no writer knows."""
    path = tmp_path / "index.db"
    write(path, "old")
    asked, database = asking(path)

    async def story() -> None:
        assert await asked() == {"old"}
        for ending in ("-wal", "-shm"):
            Path(f"{path}{ending}").unlink()
        write(path, "new")
        assert await asked() == {"new"}

    asyncio.run(story())
    database.close()


def test_while_there_is_no_index_the_last_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    write(path, "old")
    asked, database = asking(path)

    async def story() -> None:
        assert await asked() == {"old"}
        path.unlink()
        pages = [database.execute_fn(lambda db: db.execute("SELECT v FROM t").fetchone()[0])]
        assert await asyncio.gather(*pages) == ["old"]
        put_in_place(path, "new")
        assert await asked() == {"new"}
        assert await asked() == {"new"}
        assert len(database._all_file_connections) <= THREADS + STATEMENTS  # none is left open

    asyncio.run(story())
    database.close()
