"""The archive's own WARC files, also while a crawl writes them and at the moment one is closed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from archive.exchanges import EVENT_URI
from archive.warc import MAX_BLOCK, Damage, Record, current_path, read_record, walk

if TYPE_CHECKING:
    from archive.place import Archive

# Heads, metadata and most events are smaller; what is larger is read again, whole.
SMALL_BLOCK = 1 << 16
OWN_FILES = "*/*/*.warc.gz"


def own_files(archive: "Archive") -> list[Path]:
    """Every WARC of the archive by its final name, in order; torn tails are not among them."""
    found = [*archive.warcs.glob(OWN_FILES), *archive.warcs.glob(OWN_FILES + ".open")]
    return sorted({path.with_name(path.name.removesuffix(".open")) for path in found})


def walk_whole_events(path: Path, start: int) -> Iterator[Record | Damage]:
    """The records of a file of ours with small blocks; events, however long, are whole."""
    for step in _walk(path, start):
        if isinstance(step, Record) and not step.whole and step.target_uri == EVENT_URI:
            yield read_current(path, step.offset)
        else:
            yield step


def _walk(path: Path, start: int) -> Iterator[Record | Damage]:
    try:
        yield from walk(current_path(path), start, max_block=SMALL_BLOCK)
    except FileNotFoundError:  # raised when opening: the file was closed, so renamed, at that moment
        yield from walk(current_path(path), start, max_block=SMALL_BLOCK)


def read_current(path: Path, offset: int, *, max_block: int = MAX_BLOCK) -> Record:
    """The record at `offset` of the WARC `path` (its final name), also while it is written or being closed.

    Raises RecordError, OSError.
    """
    try:
        return read_record(current_path(path), offset, max_block=max_block)
    except FileNotFoundError:  # closed, so renamed, between the look and the opening
        return read_record(current_path(path), offset, max_block=max_block)


def sync_current(path: Path) -> None:
    """Wait until what the file holds is on the disk. Raises OSError."""
    try:
        handle = os.open(current_path(path), os.O_RDONLY)
    except FileNotFoundError:  # closed, so renamed, at that moment
        handle = os.open(current_path(path), os.O_RDONLY)
    try:
        os.fdatasync(handle)
    finally:
        os.close(handle)
