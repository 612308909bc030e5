"""index.db while it is written: one writer at a time, whole transactions or nothing."""

import errno
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from archive.errors import ArchiveError, IndexUnusable, OutOfSpace
from archive.index_wal import cut_wal, overlong
from archive.locks import locked
from archive.place import Archive
from archive.room import SQLITE_FULL
from archive.schema import connect, sqlite3


class Index:
    """The index of an archive, open for writing. For one thread at a time (any thread)."""

    def __init__(self, path: Path, lock: Path) -> None:
        self.path = path
        self._lock = lock
        self._db: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None

    @property
    def db(self) -> sqlite3.Connection:
        """The connection; a new one when the file was deleted or swapped by a rebuild since."""
        if self._db is None or self._inode != _inode(self.path):
            self.close()
            self._db = connect(self.path, shared=True)
            self._inode = _inode(self.path)
        return self._db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction under the writers' lock: committed when the block ends, taken back when it raises.

        What was committed is moved out of the log beside the index as soon as nobody reads an older state.
        Raises OutOfSpace when the disk is full, IndexUnusable when the index cannot be written.
        """
        with locked(self._lock, wait=True), reporting(self.path):
            db = self.db
            db.execute("BEGIN IMMEDIATE")
            try:
                db.execute("PRAGMA defer_foreign_keys=ON")
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            cut_wal(db, self.path)

    def ingested_to(self, name: str) -> tuple[int, bool]:
        """Up to which byte the file `name` is in the index, and whether it was closed then."""
        row = self.db.execute("SELECT ingested_to, closed FROM warcs WHERE name = ?", (name,)).fetchone()
        return (int(row[0]), bool(row[1])) if row else (0, False)

    def close(self) -> None:
        """Close the connection; the next use opens another."""
        if self._db is not None:
            self._db.close()
            self._db = None


def cut_log(archive: Archive) -> None:
    """Cut the log beside the index if it has grown and nobody reads an old state; waits for other writers."""
    if overlong(archive.index):
        with (
            suppress(ArchiveError),
            closing(Index(archive.index, archive.state / "index.lock")) as index,
            index.writing(),
        ):
            pass


@contextmanager
def reporting(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and a full disk into errors that say what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) in SQLITE_FULL:
            raise OutOfSpace(
                f"{path}: {error}; free some space and run the command again, nothing captured is lost"
            ) from error
        raise IndexUnusable(f"{path}: {error}; end other programs that write to it, and try again") from error
    except sqlite3.DatabaseError as error:
        raise IndexUnusable(f"{path}: {error}; make it anew with `warraq rebuild`") from error
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise OutOfSpace(
            f"{error.strerror}; free some space and run the command again, nothing captured is lost"
        ) from error


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
