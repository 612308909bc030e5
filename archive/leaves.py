"""Which exchanges have their leaf in the capture log: the table `leaves`, a cache of the log.

The log is appended to before the index commits. After a crash between the two, the log's end is unknown to
the index; it is read first, so that no exchange gets a second leaf.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from archive.errors import ArchiveError
from archive.log import Log, leaf_id
from archive.schema import meta, set_meta, sqlite3

KNOWN = "leaves_known"  # in `meta`: "BYTES LINES" of the log that the table reflects
CHUNK = 1000


def append_leaves(db: sqlite3.Connection, log: Log, lines: Sequence[bytes]) -> None:
    """Append the leaves that the log lacks; the table then reflects the log, in the caller's transaction.

    Raises ArchiveError when the log was cut or holds what is no leaf, OSError when it cannot be written.
    """
    with log.writing() as appender:
        size, count = _known(db)
        if appender.size < size:
            raise ArchiveError(
                f"{log.path} has {appender.size} bytes, the index saw {size}: leaves are missing; restore it "
                "from a backup (`warraq verify` says which), or delete index.db and run `warraq rebuild`"
            )
        count = _reflect(db, log, size, count)
        fresh = {leaf_id(line): line for line in lines}
        for key in [key for key in fresh if _has(db, key)]:
            del fresh[key]
        if fresh:
            appender.append(list(fresh.values()))
            _insert(db, zip(fresh, range(count, count + len(fresh)), strict=True))
        _remember(db, appender.size, count + len(fresh))


def _reflect(db: sqlite3.Connection, log: Log, start: int, count: int) -> int:
    """Put the log's lines from byte `start` on into the table; returns how many lines the log has."""
    lines = (line for _, line in log.read(start))
    while chunk := list(islice(lines, CHUNK)):
        try:
            keys = [leaf_id(line) for line in chunk]
        except (ValueError, KeyError, TypeError, StopIteration) as error:
            raise ArchiveError(
                f"{log.path}: a line after number {count} is no leaf ({error}); restore the log from a backup"
            ) from error
        _insert(db, zip(keys, range(count, count + len(keys)), strict=True))
        count += len(keys)
    return count


def known_leaves(db: sqlite3.Connection) -> int:
    """How many leaves the log had when the index last looked."""
    return _known(db)[1]


def known_position(db: sqlite3.Connection) -> int:
    """How many bytes the log had when the index last looked."""
    return _known(db)[0]


def _known(db: sqlite3.Connection) -> tuple[int, int]:
    size, _, count = (meta(db, KNOWN) or "0 0").partition(" ")
    return int(size), int(count)


def _remember(db: sqlite3.Connection, size: int, count: int) -> None:
    set_meta(db, KNOWN, f"{size} {count}")


def _has(db: sqlite3.Connection, key: str) -> bool:
    return db.execute("SELECT 1 FROM leaves WHERE record_id = ?", (key,)).fetchone() is not None


def _insert(db: sqlite3.Connection, rows: Iterable[tuple[str, int]]) -> None:
    db.executemany("INSERT OR IGNORE INTO leaves (record_id, leaf_index) VALUES (?, ?)", rows)
