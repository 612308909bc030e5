"""Room on the disk: looked for before much is written, and told in one way when there is none left.

What is written on the archive's own disk leaves free what crawls need there, so that no export or copy drives
them into their stop. A little is written as long as there is any room at all.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from archive.errors import OutOfSpace

if TYPE_CHECKING:
    from archive.place import Archive

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# SQLite says the second of its shared memory beside the index, which it cannot make on a full disk.
SQLITE_FULL = ("database or disk is full", "disk I/O error")
MEBIBYTE = 1 << 20
LITTLE = MEBIBYTE  # so many bytes stop no crawl


def require_room(place: Path, needed: int, what: str, *, keep: int = 0) -> None:
    """Raise OutOfSpace when fewer than `needed` bytes are free where `place` is, or is to be.

    Of more than a little, `keep` bytes must be free afterwards.
    """
    there = standing(place)
    free = free_at(there)
    left = keep if needed > LITTLE else 0
    if free < needed + left:
        beside = f", beside {in_mebibytes(left)} MB that are kept for crawls," if left else ""
        raise OutOfSpace(
            f"{what} needs about {in_mebibytes(needed)} MB where {there} is{beside} and"
            f" {free // MEBIBYTE} MB are free: it was not begun; free some space and run the command again"
        )


def kept_for_crawls(archive: Archive, place: Path) -> int:
    """How many bytes stay free where `place` is, or is to be: none where the archive is not.

    None either on a disk that is too small for any crawl.
    """
    if not shares_disk(archive, place):
        return 0
    total = total_at(archive.root)
    reserve = disk_reserve(total, archive.settings.limits.max_bytes)
    return reserve if reserve < total else 0


def shares_disk(archive: Archive, place: Path) -> bool:
    """Whether `place` is, or is to be, on the file system of the archive."""
    return standing(place).stat().st_dev == archive.root.stat().st_dev


def disk_reserve(total: int, max_bytes: int) -> int:
    """Bytes that stay free: 1/160 of the disk, 128 MB at most, or more where what is in flight needs it."""
    return max(min(total // 20, 1 << 30) // 8, 4 * max_bytes)


def new_file(path: Path, keep: int, what: str) -> BinaryIO:
    """A file that is made at `path`, to be written: it stops growing while `keep` bytes are still free.

    Writing raises OutOfSpace then, which says that `what` was not written. Raises FileExistsError.
    """
    return io.BufferedWriter(_Sparing(path, keep, what))


def standing(place: Path) -> Path:
    """The folder that is there already in which `place` is, or is to be."""
    return next(one for one in (place.absolute(), *place.absolute().parents) if one.is_dir())


def free_at(folder: Path) -> int:
    """How many bytes are free for us where a folder is."""
    return shutil.disk_usage(folder).free


def total_at(folder: Path) -> int:
    """How many bytes the disk has where a folder is."""
    return shutil.disk_usage(folder).total


def in_mebibytes(size: int) -> int:
    """As a user is told a size: rounded up."""
    return -(-size // MEBIBYTE)


def no_room(error: BaseException) -> str | None:
    """What to tell of an error which means that a disk is full, in one line; None for any other."""
    if isinstance(error, OSError) and error.errno in FULL:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}; free some space and run the command again"
    if str(error) in SQLITE_FULL:
        return f"{error}; free some space and run the command again"
    return None


class _Sparing(io.FileIO):
    def __init__(self, path: Path, keep: int, what: str) -> None:
        super().__init__(os.fspath(path), "xb")
        self._folder, self._keep, self._what = path.absolute().parent, keep, what
        self._unlooked = 0  # bytes that were written since it was last looked how many are free

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self._unlooked += size
        if self._keep and self._unlooked > LITTLE:
            free = free_at(self._folder)
            if free - size < self._keep:
                raise OutOfSpace(
                    f"{free // MEBIBYTE} MB are free where {self._folder} is, and"
                    f" {in_mebibytes(self._keep)} MB are kept for crawls: {self._what} was not written; free"
                    " some space, or give a place on another disk, and run the command again"
                )
            self._unlooked = 0
        return super().write(data)
