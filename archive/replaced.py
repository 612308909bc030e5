"""Small files that are replaced whole: a reader finds the old text or the new one, never half of one.

Neither a kill nor a power cut leaves anything else: the new text is on the disk before it takes the name.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from archive.crashpoints import reach


def replace_text(path: Path, text: str) -> None:
    """Write the text beside the file, flush it, and put it in its place; its folder is made if need be."""
    make_folder(path.parent)
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes) -> None:
    """As `replace_text`, in a folder that is there. Whoever does the same meanwhile waits; what a killed
    process left is used again.

    Raises OSError when it cannot be written; then the old file is there and nothing beside it.
    """
    new = path.with_name(f".{path.name}.new")
    with _held(new) as file:
        try:
            file.truncate(0)
            with suppress(FileNotFoundError):
                os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            reach("replacement-written")
            os.replace(new, path)
            reach("replacement-placed")
        except OSError:
            new.unlink(missing_ok=True)
            raise
        sync_directory(path.parent)


def shred_left(path: Path) -> None:
    """Overwrite and remove what a killed process left beside a small file (`.NAME.new`).

    Who replaces that file meanwhile is waited for, and finds none.
    """
    with _held(path) as file:
        with path.open("r+b") as over:
            over.write(bytes(os.fstat(file.fileno()).st_size))
            over.flush()
            os.fsync(over.fileno())
        path.unlink()
    sync_directory(path.parent)


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    """The file at `path`, made if need be, which nobody else holds."""
    while True:
        try:
            opened = path.open("ab")
        except OSError as error:
            error.filename = str(path.with_name(path.name.removeprefix(".").removesuffix(".new")))
            raise  # named as the user named it
        with opened as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if _is_at(file, path):  # else another process has given it its name meanwhile
                yield file
                return


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def make_folder(path: Path) -> None:
    """Have a folder, and each that it lies in, made if need be; their names are on the disk then.

    What is synced in a folder whose own name is not on the disk is lost with it.
    """
    missing = [one for one in (path, *path.parents) if not one.is_dir()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        sync_directory(one.parent)


def name_once(beside: Path, path: Path) -> None:
    """Give a file that is on the disk, and waits at `beside`, its name; never over another.

    The new name is on the disk before the old one goes: lost in between, it could have none. Raises
    FileExistsError when the name is taken.
    """
    os.link(beside, path)
    sync_directory(path.parent)
    beside.unlink()
    sync_directory(path.parent)


def sync_directory(directory: Path) -> None:
    """Wait until the directory's entries are on the disk."""
    fd = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
