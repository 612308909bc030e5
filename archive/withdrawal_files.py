"""WARC files of ours rewritten in place: members of equal length where withdrawn records stood."""

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from archive.crashpoints import reach
from archive.errors import AlreadyRunning, ArchiveError
from archive.place import Archive
from archive.warc import current_path
from archive.withdrawal_redo import Place

CHUNK = 1 << 20


def digest_with(path: Path, members: Mapping[int, bytes]) -> tuple[str, str]:
    """The sha256 (hex) of a file as it is, and as it will be with other members at some offsets."""
    now, then = hashlib.sha256(), hashlib.sha256()
    with path.open("rb") as file:
        position = 0
        for offset, member in sorted(members.items()):
            position = _take(file.fileno(), position, offset, now, then)
            old = os.pread(file.fileno(), len(member), offset)
            now.update(old)
            then.update(member)
            position += len(member)
        _take(file.fileno(), position, os.fstat(file.fileno()).st_size, now, then)
    return now.hexdigest(), then.hexdigest()


def _take(fd: int, start: int, end: int, *engines: "hashlib._Hash") -> int:
    while start < end:
        data = os.pread(fd, min(CHUNK, end - start), start)
        if not data:
            raise ArchiveError("a WARC file is shorter than its index says; `warraq verify` says which")
        for engine in engines:
            engine.update(data)
        start += len(data)
    return start


@contextmanager
def held(archive: Archive, name: str) -> Iterator[None]:
    """Keep crawls away from a file that is not closed yet. Raises AlreadyRunning when one writes it."""
    path = current_path(archive.warcs / name)
    handle = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"a crawl is writing {name}: wait for it to end, or end it, and try again"
            ) from error
        yield
    finally:
        os.close(handle)


def overwrite(archive: Archive, place: Place) -> None:
    """Put the new members where the old ones stood; the file keeps its mode and its time of change.

    Doing it again changes nothing. Returns when all is on the disk. Raises OSError.
    """
    path = current_path(archive.warcs / place.name)
    path.chmod(place.mode | 0o200)
    handle = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        for offset in sorted(map(int, place.members)):
            member = place.member(offset)
            half = len(member) // 2
            _write(handle, member[:half], offset)
            reach("withdrawal-half-written")
            _write(handle, member[half:], offset + half)
            reach("withdrawal-member-written")
        os.fsync(handle)
        os.utime(handle, ns=(place.mtime, place.mtime))
        os.fchmod(handle, place.mode)
        os.fsync(handle)
    finally:
        os.close(handle)
    reach("withdrawal-file-written")


def _write(handle: int, data: bytes, offset: int) -> None:
    view = memoryview(data)
    while view:
        count = os.pwrite(handle, view, offset)
        view, offset = view[count:], offset + count
