"""WARC files into a copy: closed ones once, open ones up to their last whole member, withdrawn ones again."""

import json
import os
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path

from archive.backup_target import CHUNK, Entry, Part, Seen, Target
from archive.errors import ArchiveError
from archive.log import Log
from archive.place import Archive
from archive.warc import current_path
from archive.warcfile import OPEN, end_of_whole_members
from archive.withdrawal_notes import withdrawals_of

TRIES = 5
CLOSED, GROWING = 0o444, 0o644


def digests_when_closed(archive: Archive, end: int) -> dict[str, str]:
    """What the first `end` bytes of the log say that closed files have for a sha256, by name below warcs/.

    Withdrawals since are followed. Raises ArchiveError.
    """
    digests: dict[str, str] = {}
    for position, line in Log(archive.log).read():
        if position > end:
            break
        if b'"kind":"warc"' in line:
            document = json.loads(line)
            digests[document["name"]] = document["sha256"]
    for withdrawal in withdrawals_of(archive):
        digests |= {file.name: file.new_sha256 for file in withdrawal.files}
    return digests


def copy_warc(
    archive: Archive, target: Target, path: Path, expected: Mapping[str, str]
) -> tuple[str, Entry, str | None]:
    """Have the copy hold the file `path` (its final name) as it is now: its name there, and what is wrong.

    A file whose digest is not the `expected` one takes no older copy's place. Raises OSError when the
    archive's file cannot be read, ArchiveError and OutOfSpace when the copy cannot be written.
    """
    own = path.relative_to(archive.warcs).as_posix()
    handle, closed = _opened(path)
    try:
        name = f"warcs/{own}" + ("" if closed else OPEN)
        status = os.fstat(handle)
        seen = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        known = target.manifest.files.get(name)
        if known is not None and known.seen == seen and target.size(name) == known.size:
            return name, known, None
        if closed:
            entry, fault = _copy_closed(target, name, handle, seen, expected.get(own))
            if target.size(f"{name}{OPEN}") is not None:
                target.remove(f"{name}{OPEN}")
            return name, entry, fault
        entry, fault = _copy_open(target, name, handle, seen)
        return name, entry, fault
    finally:
        os.close(handle)


def copy_torn(archive: Archive, target: Target) -> dict[str, Entry]:
    """Have the copy hold the tails that were cut off after crashes."""
    paths = sorted(path for path in (archive.warcs / "torn").glob("*") if path.is_file())
    return {
        f"warcs/torn/{path.name}": target.put(f"warcs/torn/{path.name}", path.read_bytes()) for path in paths
    }


def _opened(path: Path) -> tuple[int, bool]:
    """The file, and whether it is closed; it may be closed, so renamed, between look and opening."""
    for _ in range(TRIES):
        found = current_path(path)
        try:
            return os.open(found, os.O_RDONLY | os.O_CLOEXEC), found == path
        except FileNotFoundError:
            continue
    raise ArchiveError(f"{path} is gone; run the backup again")


def _copy_closed(
    target: Target, name: str, handle: int, seen: Seen, expected: str | None
) -> tuple[Entry, str | None]:
    there = target.size(name)
    with target.part(name, CLOSED) as part:
        if there == seen[1]:
            old = target.digest(name)
            if old == _digest(handle):
                return Entry(sha256=old, size=seen[1], seen=seen), None
        _take(part, handle, 0, seen[1])
        fault = None
        if expected is not None and part.sha256 != expected:
            fault = f"{name} is not what it was when it was closed (`warraq verify` says more)"
            if there is not None and (old := target.digest(name)) is not None:
                return Entry(sha256=old, size=there), f"{fault}; the copy keeps the older one"
        return part.place(seen, mtime=seen[2]), fault


def _copy_open(target: Target, name: str, handle: int, seen: Seen) -> tuple[Entry, str | None]:
    """Copy what is whole; what its writer takes back while we read (a full disk) is not kept."""
    for _ in range(TRIES):
        with target.part(name, GROWING) as part:
            _take(part, handle, 0, os.fstat(handle).st_size)
            whole = end_of_whole_members(part.path, part.size)
            part.cut(whole)
            if not _is_beginning(part, handle):
                continue
            there = target.size(name)
            if there is not None and there > part.size and (old := target.digest(name)) is not None:
                fault = f"{name} is shorter than the copy of it, which is kept"
                return Entry(sha256=old, size=there), fault
            return part.place(seen if whole == seen[1] else None), None
    raise ArchiveError(f"{name} changes while it is read; run the backup again")


def _take(part: Part, handle: int, start: int, end: int) -> None:
    while start < end and (data := os.pread(handle, min(CHUNK, end - start), start)):
        part.write(data)
        start += len(data)


def _digest(handle: int) -> str:
    with os.fdopen(os.dup(handle), "rb") as file:
        file.seek(0)
        return file_digest(file, "sha256").hexdigest()


def _is_beginning(part: Part, handle: int) -> bool:
    with part.path.open("rb") as file:
        position = 0
        while data := file.read(CHUNK):
            if os.pread(handle, len(data), position) != data:
                return False
            position += len(data)
    return True
