"""Room on the disk: looked for before much is written, and told in one way when there is none left."""

import errno
import shutil
from pathlib import Path

from archive.errors import OutOfSpace

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# SQLite says the second of its shared memory beside the index, which it cannot make on a full disk.
SQLITE_FULL = ("database or disk is full", "disk I/O error")
MEBIBYTE = 1 << 20


def require_room(place: Path, needed: int, what: str) -> None:
    """Raise OutOfSpace when fewer than `needed` bytes are free where `place` is, or is to be."""
    there = next(one for one in (place.absolute(), *place.absolute().parents) if one.is_dir())
    free = shutil.disk_usage(there).free
    if free < needed:
        raise OutOfSpace(
            f"{what} needs about {-(-needed // MEBIBYTE)} MB where {there} is, and"
            f" {free // MEBIBYTE} MB are free: nothing was begun; free some space and run the command again"
        )


def no_room(error: BaseException) -> str | None:
    """What to tell of an error which means that a disk is full, in one line; None for any other."""
    if isinstance(error, OSError) and error.errno in FULL:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}; free some space and run the command again"
    if str(error) in SQLITE_FULL:
        return f"{error}; free some space and run the command again"
    return None
