"""A WARC file while it is written: appended in groups, synced, closed, recovered after a crash.

One file per outlet and UTC day (or 1 GB), named `….warc.gz.open` until it is closed; another for what the
archive makes itself, which its warcinfo says (`purpose`). Two processes that append to one file ruin it
within a few records: a file is locked as long as it is open.
"""

from __future__ import annotations

import contextlib
import fcntl
import itertools
import os
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.records import Damage, NewRecord, RecordError, read_warc_fields
from archive.replaced import make_folder, name_once
from archive.replaced import sync_directory as sync_directory
from archive.warc import current_path, read_record, walk, write_record

OPEN = ".open"
_GATHER = 1 << 20


class WarcWriteError(Exception):
    """A group could not be written (disk full, file damaged from outside); the file is as it was before."""


class WarcBusyError(Exception):
    """Another process is writing this file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a record stands: file name relative to `warcs/` without `.open`, offset and length in bytes."""

    record_id: str
    warc: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Torn:
    """A tail that was cut off a file after a crash and kept: where, and how many bytes."""

    warc: str
    offset: int
    length: int
    kept_as: Path


class _Gather:
    """Collects what is written and passes it on in large pieces, so that a small group is one system call."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._parts: list[bytes] = []
        self._held = 0
        self.written = 0

    def write(self, data: bytes) -> None:
        self._parts.append(data)
        self._held += len(data)
        if self._held >= _GATHER:
            self.flush()

    def flush(self) -> None:
        view = memoryview(b"".join(self._parts))
        self._parts, self._held = [], 0
        while view:
            count = os.write(self._fd, view)
            self.written += count
            view = view[count:]

    @property
    def position(self) -> int:
        return self.written + self._held


class WarcFile:
    """One `.open` file, locked. Not thread-safe: one thread appends."""

    def __init__(self, warcs: Path, name: str, fd: int, size: int) -> None:
        self._warcs = warcs
        self._fd = fd
        self.name = name
        self.size = size

    @classmethod
    def create(cls, warcs: Path, name: str) -> WarcFile:
        """A new empty file `name` (relative to `warcs`). Raises FileExistsError rather than overwrite."""
        final = warcs / name
        make_folder(final.parent)
        if final.exists():
            raise FileExistsError(f"{final} exists; a closed WARC is never written again")
        fd = os.open(f"{final}{OPEN}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        _lock(fd, name)
        sync_directory(final.parent)
        return cls(warcs, name, fd, 0)

    @classmethod
    def reopen(cls, warcs: Path, name: str, *, whole_to: int = 0) -> tuple[WarcFile, Torn | None]:
        """The `.open` file of an earlier run, its tail checked: what is torn is moved to `torn/` first.

        Up to `whole_to` the file is known to be whole members. Raises WarcBusyError when another process
        writes it, or has closed it just now.
        """
        path = warcs / f"{name}{OPEN}"
        with contextlib.suppress(PermissionError):  # a run that ended while closing it left it read-only
            path.chmod(0o644)
        fd = os.open(path, os.O_RDWR)
        _lock(fd, name)
        if not _is_at(fd, path):
            os.close(fd)
            raise WarcBusyError(f"{name} was closed by another process")
        size = os.fstat(fd).st_size
        whole = end_of_whole_members(path, size, whole_to if whole_to <= size else 0)
        torn = _cut(warcs, name, fd, whole, size) if whole < size else None
        os.lseek(fd, whole, os.SEEK_SET)
        return cls(warcs, name, fd, whole), torn

    def append_group(self, records: Sequence[NewRecord]) -> list[Location]:
        """Write the records of one exchange, all or none.

        Raises WarcWriteError after taking back what was written; the file can be used on.
        """
        start, out = self.size, _Gather(self._fd)
        places: list[Location] = []
        try:
            for record in records:
                begin = start + out.position
                write_record(record, out)
                length = start + out.position - begin
                places.append(
                    Location(record_id=record.record_id, warc=self.name, offset=begin, length=length)
                )
            out.flush()
        except OSError as error:
            self._roll_back(start)
            raise WarcWriteError(
                f"{self.name}: {error.strerror or error}; nothing of the exchange was kept"
            ) from error
        except BaseException:
            self._roll_back(start)
            raise
        self.size = start + out.written
        return places

    def _roll_back(self, size: int) -> None:
        try:
            os.ftruncate(self._fd, size)
            os.lseek(self._fd, size, os.SEEK_SET)
        except OSError as error:
            raise WarcWriteError(
                f"{self.name}: {error.strerror or error}; what was written behind byte {size} could not be "
                "taken back, the next run does"
            ) from error

    def sync(self) -> None:
        """Wait until what was appended is on the disk. Raises WarcWriteError."""
        try:
            os.fdatasync(self._fd)
        except OSError as error:
            raise WarcWriteError(f"{self.name}: {error.strerror or error} while syncing") from error

    def release(self) -> None:
        """Let go of the file and leave it `.open`: the next crawl of this day goes on with it."""
        os.fsync(self._fd)
        os.close(self._fd)

    def close(self) -> Path:
        """Close for good: synced, under its final name (never over another file), read-only."""
        final = self._warcs / self.name
        twin = final.with_name(final.name + OPEN)
        try:
            os.fsync(self._fd)
            os.fchmod(self._fd, 0o444)
            name_once(twin, final)
        finally:
            os.close(self._fd)
        return final


def _end_closings(warcs: Path, slug: str) -> None:
    """Take away the `.open` names of files that have their final name already: a run ended while closing."""
    for name in open_files(warcs, slug):
        final, twin = warcs / name, warcs / f"{name}{OPEN}"
        if final.exists() and final.samefile(twin):
            twin.unlink()
            sync_directory(final.parent)


def _lock(fd: int, name: str) -> None:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(fd)
        raise WarcBusyError(f"{name} is being written by another process") from error


def _is_at(fd: int, path: Path) -> bool:
    """Whether `path` still names the open file: whoever held it before may have closed and renamed it."""
    try:
        return os.path.samestat(os.fstat(fd), path.stat())
    except FileNotFoundError:
        return False


def end_of_whole_members(path: Path, size: int, start: int = 0) -> int:
    """Where the last whole member ends, looked for from byte `start` on, where one ends or begins. Damage in
    the middle stays where it is; what comes after is a tail: torn by a crash, or zeros where a file grew and
    lost power before its data was written."""
    last = next(iter(deque(walk(path, start, max_block=0), maxlen=1)), None)
    is_tail = isinstance(last, Damage) and last.code != "bad-record" and last.offset + last.length >= size
    return last.offset if last is not None and is_tail else size


def _cut(warcs: Path, name: str, fd: int, whole: int, size: int) -> Torn:
    keep = warcs / "torn"
    make_folder(keep)
    kept_as = keep / f"{Path(name).name}.{whole}-{size}"
    with kept_as.open("wb") as out:
        position = whole
        while data := os.pread(fd, 1 << 20, position):
            out.write(data)
            position += len(data)
        out.flush()
        os.fsync(out.fileno())
    sync_directory(keep)
    os.ftruncate(fd, whole)
    os.fsync(fd)
    return Torn(warc=name, offset=whole, length=size - whole, kept_as=kept_as)


def file_name(slug: str, archive_id: str, now: datetime, serial: int) -> str:
    """`SLUG/YYYY/SLUG-YYYYMMDDHHMMSSmmm-NNNNN-ARCHIVEID.warc.gz`; `now` in UTC. It names no host, no user."""
    stamp = now.strftime("%Y%m%d%H%M%S") + f"{now.microsecond // 1000:03d}"
    return f"{slug}/{now:%Y}/{slug}-{stamp}-{serial:05d}-{archive_id}.warc.gz"


def open_files(warcs: Path, slug: str) -> list[str]:
    """Names (without `.open`) of the outlet's files that are not closed, oldest first."""
    found = (warcs / slug).glob(f"*/{slug}-*.warc.gz{OPEN}")
    return sorted(path.relative_to(warcs).as_posix().removesuffix(OPEN) for path in found)


def day_of(name: str) -> str:
    """The UTC day in a file's name, YYYYMMDD."""
    return name.rsplit("/", 1)[-1].rsplit("-", 3)[1][:8]


def next_serial(warcs: Path, slug: str, day: str) -> int:
    """How many files the outlet has of that day already."""
    return sum(1 for _ in (warcs / slug).glob(f"{day[:4]}/{slug}-{day}*.warc.gz*"))


def purpose_of(warcs: Path, name: str) -> str | None:
    """What the first record of a file says it is for; None for the captures of crawls."""
    try:
        first = read_record(current_path(warcs / name), 0)
    except (RecordError, FileNotFoundError):  # just being begun, torn as it was, or closed just now
        return None
    return dict(read_warc_fields(first.block)).get("purpose") if first.type == "warcinfo" else None


def _is_for(warcs: Path, name: str, purpose: str | None) -> bool:
    """Whether there is an `.open` file that was begun for this purpose."""
    path = warcs / f"{name}{OPEN}"
    return path.exists() and path.stat().st_size > 0 and purpose_of(warcs, name) == purpose


def close_finished(warcs: Path, slug: str, today: str, purpose: str | None = None) -> list[Torn]:
    """Close the outlet's files of earlier days (with a `purpose`, those that are for it); files that another
    process writes are left to it."""
    torn: list[Torn] = []
    _end_closings(warcs, slug)
    for name in open_files(warcs, slug):
        if day_of(name) >= today or (purpose and purpose_of(warcs, name) != purpose):
            continue
        with contextlib.suppress(WarcBusyError):
            file, cut = WarcFile.reopen(warcs, name)
            torn += [cut] if cut else []
            file.close()
    return torn


def _created(warcs: Path, slug: str, archive_id: str, now: datetime) -> WarcFile:
    """A new file of the outlet's; another process may begin one in the same millisecond, with what it keeps
    itself."""
    for serial in itertools.count(next_serial(warcs, slug, now.strftime("%Y%m%d"))):
        with contextlib.suppress(FileExistsError):
            return WarcFile.create(warcs, file_name(slug, archive_id, now, serial))
    raise AssertionError("unreachable")


def open_for_append(
    warcs: Path,
    slug: str,
    archive_id: str,
    now: datetime,
    begin: Callable[[str], NewRecord],
    *,
    max_bytes: int = 1_000_000_000,
    purpose: str | None = None,
    whole_to: Callable[[str], int] = lambda name: 0,
) -> tuple[WarcFile, list[Torn]]:
    """The file that the outlet's captures go to now: today's if it is there and not full, else a new one.

    `begin(file name)` gives the warcinfo record of a new file; a `purpose` stands in its field of that name,
    and files that are for another are left alone. `whole_to(file name)` may say up to which byte a file is
    known to be whole. Earlier days' files are closed on the way. Raises WarcBusyError when another process
    writes today's file.
    """
    today = now.strftime("%Y%m%d")
    torn = close_finished(warcs, slug, today, purpose)
    for name in open_files(warcs, slug):
        if purpose_of(warcs, name) != purpose:
            continue
        try:
            file, cut = WarcFile.reopen(warcs, name, whole_to=whole_to(name))
        except (WarcBusyError, FileNotFoundError):
            if _is_for(warcs, name, purpose):
                raise
            continue  # closed just now, or begun just now for whatever purpose
        if file.size and purpose_of(warcs, name) != purpose:
            file.release()
            continue
        torn += [cut] if cut else []
        if file.size < max_bytes:
            if file.size == 0:
                file.append_group([begin(Path(name).name)])
                file.sync()
            return file, torn
        file.close()
    file = _created(warcs, slug, archive_id, now)
    file.append_group([begin(Path(file.name).name)])
    file.sync()  # what the file is for has to be there before anything else is
    return file, torn
