"""index.db made anew from the truth alone, beside the old one, which is served until the new one is ready."""

import os
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.analysers import adopt_analyser
from archive.crashpoints import reach
from archive.errors import IndexUnusable
from archive.imports import read_imports, reingest_imports
from archive.index import reporting
from archive.ingest import Ingest, Ingested
from archive.locks import locked
from archive.own_warcs import current_size, own_files
from archive.place import Archive
from archive.progress import FilesDone, OnProgress
from archive.readers import ReaderPool
from archive.refill import optimise, refill_search
from archive.room import require_room
from archive.schema import connect, sqlite3
from archive.warcfile import sync_directory
from archive.withdraw import finish_withdrawals

SWAP_SECONDS = 60  # how long readers of the old index may keep the swap waiting
SIDE_FILES = ("-wal", "-shm", "-journal")


def rebuild(
    archive: Archive, readers: ReaderPool | None = None, on_progress: OnProgress | None = None
) -> Ingested:
    """Make the index anew from warcs/, outlets/, imports.jsonl and log/, and put it in the old one's place.

    Whatever happens before the swap, the old index stays as it is; a killed rebuild starts over. Raises
    AlreadyRunning when another rebuild is at work, OutOfSpace when there is no room for a second index,
    IndexUnusable when readers never let go of the old index. `on_progress` is told how many bytes of WARC
    files are dealt with, and of how many.
    """
    _finish_withdrawals(archive, readers)
    with locked(archive.state / "rebuild.lock", what="the rebuild of this index"):
        new = archive.index.with_name(archive.index.name + ".new")
        done = FilesDone(_bytes_of(archive), on_progress)
        lock = archive.state / "index.new.lock"
        with (
            _beside(archive, new),
            Ingest(
                archive, readers=readers, index=new, lock=lock, on_position=done.reach, strict=True
            ) as ingest,
        ):
            # Nothing of the new file is of use after a crash: it is synced once, before it is swapped in.
            ingest.index.db.execute("PRAGMA synchronous=OFF")
            total = ingest.catch_up_all() + reingest_imports(ingest)
            optimise(ingest.index.db)
            with locked(archive.state / "index.lock", wait=True):
                total += ingest.catch_up_all()
                ingest.index.close()
                reach("before-swap")
                _swap(new, archive.index)
    return total


def rebuild_search(archive: Archive, on_progress: OnProgress | None = None) -> int:
    """Analyse the stored texts anew for the search index, in a copy that is swapped in; returns how many.

    No WARC is read. Readers keep the old index meanwhile, writers wait; whatever happens before the swap, the
    old index stays as it is. `on_progress` is told how many texts are done, and of how many. Raises
    IndexUnusable when there is no index of this version, AlreadyRunning when another rebuild is at work.
    """
    new = archive.index.with_name(archive.index.name + ".new")
    with (
        locked(archive.state / "rebuild.lock", what="the rebuild of this index"),
        locked(archive.state / "index.lock", wait=True),
        _beside(archive, new),
    ):
        with reporting(archive.index), closing(connect(archive.index, readonly=True)) as old:
            _copy(old, new)
        with reporting(new), closing(connect(new)) as db:
            # Nothing of the new file is of use after a crash: it needs no journal, and is synced once.
            db.execute("PRAGMA journal_mode=OFF")
            db.execute("PRAGMA synchronous=OFF")
            db.execute("BEGIN")
            count = refill_search(db, adopt_analyser(db, archive), on_progress)
            db.execute("COMMIT")
        reach("before-swap")
        _swap(new, archive.index)
    return count


def _finish_withdrawals(archive: Archive, readers: ReaderPool | None) -> None:
    """Finish what was killed; an index that this needs and that nobody can read goes first."""
    try:
        finish_withdrawals(archive, readers)
    except IndexUnusable:
        if _is_readable(archive.index):
            raise
        with locked(archive.state / "index.lock", wait=True):
            _remove(archive.index)
        finish_withdrawals(archive, readers)


def _is_readable(path: Path) -> bool:
    try:
        with closing(connect(path, readonly=True)) as db:
            return bool(db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except (IndexUnusable, sqlite3.DatabaseError):
        return False


def _bytes_of(archive: Archive) -> int:
    own = sum(current_size(path) for path in own_files(archive))
    return own + sum(imported.bytes for imported in read_imports(archive))


@contextmanager
def _beside(archive: Archive, new: Path) -> Iterator[None]:
    """Room for a second index, and nothing of it left when the block raises. Raises OutOfSpace."""
    _remove(new)
    if archive.index.exists():
        require_room(
            archive.index, archive.index.stat().st_size, "the new index, which is made beside the old,"
        )
    try:
        with reporting(new):
            yield
    except BaseException:
        _remove(new)
        raise


def _copy(old: sqlite3.Connection, new: Path) -> None:
    with closing(sqlite3.connect(new)) as copy:
        copy.execute("PRAGMA synchronous=OFF")
        old.backup(copy)


def _swap(new: Path, old: Path) -> None:
    with reporting(new), closing(connect(new)) as db:
        Database(db, execute_plugins=False).analyze()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _remove_side_files(new)
    _sync(new)
    if old.exists():
        _empty_wal(old)
        wal = old.with_name(f"{old.name}-wal")
        if wal.exists():
            _sync(wal)  # pages that came back after a crash would be taken for the new index's
    os.replace(new, old)
    # The old file's WAL is empty; its name now belongs to the new file, which has none.
    _remove_side_files(old)
    sync_directory(old.parent)


def _empty_wal(path: Path) -> None:
    """Have no committed page of the old index left in its WAL, which the new index would take for its own."""
    deadline = time.monotonic() + SWAP_SECONDS
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as db:
        while not _checkpointed(db):
            if time.monotonic() > deadline:
                raise IndexUnusable(f"another program keeps reading {path}; end it, and rebuild again")
            time.sleep(0.05)


def _checkpointed(db: sqlite3.Connection) -> bool:
    try:
        busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:  # locked
        return False
    except sqlite3.DatabaseError:  # no database (any more): it has no WAL that counts
        return True
    return not busy


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_side_files(path)


def _remove_side_files(path: Path) -> None:
    for ending in SIDE_FILES:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
