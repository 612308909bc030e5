"""The archive's own WARC files, also while a crawl writes them and at the moment one is closed."""

import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from archive.exchanges import EVENT_URI
from archive.members import Tap
from archive.warc import MAX_BLOCK, Damage, Record, current_path, read_record, walk

if TYPE_CHECKING:
    from archive.place import Archive

# Heads, metadata and most events are smaller; what is larger is read again, whole.
SMALL_BLOCK = 1 << 16
OWN_FILES = "*/*/*.warc.gz"


def own_files(archive: "Archive", slug: str | None = None) -> list[Path]:
    """Every WARC of the archive, or of one outlet, by its final name, in order; no torn tail is one."""
    pattern = OWN_FILES if slug is None else f"{slug}/{OWN_FILES.partition('/')[2]}"
    found = [*archive.warcs.glob(pattern), *archive.warcs.glob(pattern + ".open")]
    return sorted({path.with_name(path.name.removesuffix(".open")) for path in found})


def current_size(path: Path) -> int:
    """The bytes of the WARC `path` (its final name) as it is now; 0 when it is gone."""
    for name in (path, path.with_name(path.name + ".open"), path):  # it may be closed, so renamed, meanwhile
        try:
            return name.stat().st_size
        except FileNotFoundError:
            continue
    return 0


def walk_whole_events(
    path: Path, start: int, tap: Tap | None = None, max_block: int = SMALL_BLOCK
) -> Iterator[Record | Damage]:
    """The records of a file of ours with small blocks; events, however long, are whole.

    `tap` sees the file's bytes, as `archive.warc.walk` says.
    """
    for step in _walk(path, start, tap, max_block):
        if isinstance(step, Record) and not step.whole and step.target_uri == EVENT_URI:
            yield read_current(path, step.offset)
        else:
            yield step


def _walk(path: Path, start: int, tap: Tap | None, max_block: int) -> Iterator[Record | Damage]:
    try:
        yield from walk(current_path(path), start, max_block=max_block, tap=tap)
    except FileNotFoundError:  # raised when opening: the file was closed, so renamed, at that moment
        yield from walk(current_path(path), start, max_block=max_block, tap=tap)


def read_current(path: Path, offset: int, *, max_block: int = MAX_BLOCK) -> Record:
    """The record at `offset` of the WARC `path` (its final name), also while it is written or being closed.

    Raises RecordError, OSError.
    """
    try:
        return read_record(current_path(path), offset, max_block=max_block)
    except FileNotFoundError:  # closed, so renamed, between the look and the opening
        return read_record(current_path(path), offset, max_block=max_block)


def crc_of(path: Path, start: int, end: int, before: int) -> int:
    """The CRC-32 of the file's bytes up to `end`, when `before` is that up to `start`. Raises OSError."""
    handle = _open_current(path)
    try:
        crc, position = before, start
        while position < end and (data := os.pread(handle, min(1 << 18, end - position), position)):
            crc = zlib.crc32(data, crc)
            position += len(data)
    finally:
        os.close(handle)
    return crc


def sync_current(path: Path) -> None:
    """Wait until what the file holds is on the disk. Raises OSError."""
    handle = _open_current(path)
    try:
        os.fdatasync(handle)
    finally:
        os.close(handle)


def _open_current(path: Path) -> int:
    try:
        return os.open(current_path(path), os.O_RDONLY)
    except FileNotFoundError:  # closed, so renamed, at that moment
        return os.open(current_path(path), os.O_RDONLY)
