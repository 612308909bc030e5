"""Files that are written once and never changed, each told by a leaf of the log.

A file is first written beside its name (`….new`), then the log gets its leaf, then the file gets its name. So
after a crash a file under its own name always has its leaf, and a leaf always has its file: under its name,
or beside it until the next run settles it.
"""

import os
from collections.abc import Callable
from pathlib import Path

from archive.replaced import make_folder, name_once, sync_directory

BESIDE = ".new"
READ_ONLY = 0o444


def prepare(path: Path, content: bytes, mode: int = READ_ONLY) -> None:
    """Write a file's content beside its name, and wait until it is on the disk."""
    make_folder(path.parent)
    beside = beside_of(path)
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        beside.unlink()
        raise
    sync_directory(path.parent)


def settle(path: Path) -> None:
    """Give a prepared file its name; never over another. Raises FileExistsError when the name is taken."""
    name_once(beside_of(path), path)


def settle_leftovers(directory: Path, has_leaf: Callable[[Path], bool]) -> None:
    """Deal with what a crash left beside: files that have their leaf get their name, others go."""
    for beside in sorted(directory.glob(f"*{BESIDE}")):
        path = beside.with_name(beside.name.removesuffix(BESIDE))
        if path.exists() or not has_leaf(path):
            beside.unlink()
        else:
            settle(path)


def read_once(path: Path) -> bytes | None:
    """A file's content, under its name or beside it; None when it is in neither place."""
    for place in (path, beside_of(path), path):  # it may get its name between two looks
        try:
            return place.read_bytes()
        except FileNotFoundError:
            continue
    return None


def beside_of(path: Path) -> Path:
    """Where a file waits until it gets its name."""
    return path.with_name(path.name + BESIDE)
