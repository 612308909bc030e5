"""Outlet files on the disk: written whole or not at all, and never over what somebody has just changed."""

import os
from pathlib import Path

from archive.errors import ArchiveError
from archive.replaced import make_folder, sync_directory


def write_new(path: Path, text: str) -> bool:
    """Write a file whole, unless there is one: then nothing changes and the answer is False."""
    make_folder(path.parent)
    beside = _beside(path, text)
    try:
        path.hardlink_to(beside)
        sync_directory(path.parent)
    except FileExistsError:
        return False
    finally:
        beside.unlink()
    return True


def write_over(path: Path, before: str, text: str) -> None:
    """Put `text` in the place of a file that still reads `before`; raises ArchiveError when it does not."""
    beside = _beside(path, text)
    try:
        if path.read_bytes() != before.encode():
            raise ArchiveError(f"{path} was changed meanwhile and was left as it is; run the command again")
        beside.replace(path)
        sync_directory(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _beside(path: Path, text: str) -> Path:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with beside.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    return beside
