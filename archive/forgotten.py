"""A copy of an archive that crawls while the one it was made from still is there: noticed at once, told once.

state/place holds the folder in which the archive was crawled last. Whoever crawls it in another folder is
told when the former one is there still: the same archive, in another place on the disk, and not moved away. A
moved archive is not there any more; one folder under two names, as in a container, is one folder; and what
cannot be seen from here is not guessed at. The file stays in state/: no backup and no export takes it along.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from archive.errors import ArchiveError
from archive.moved import NOTE
from archive.place import MARKER, Archive
from archive.replaced import replace_text
from archive.settings import load_settings

FILE = "place"


def crawled_elsewhere(archive: Archive) -> Path | None:
    """The other folder in which this archive was crawled last, when it still is there; None otherwise.

    From now on it is this folder, so that each copy is told of once. Raises SettingsError, and nothing else
    that goes wrong.
    """
    own = archive.settings.archive.id  # before anything is written
    path = archive.state / FILE
    try:
        before = Path(os.fsdecode(path.read_bytes()).strip("\n"))
    except FileNotFoundError:
        before = None
    except OSError:
        return None
    if before is not None and not before.is_absolute():
        before = None
    if before is not None and _same_folder(before, archive.root):
        return None
    with suppress(OSError, UnicodeError):
        replace_text(path, f"{archive.root}\n")
    return before if before is not None and _is_there(before, own) else None


def _same_folder(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _is_there(place: Path, own: str) -> bool:
    try:
        if (place / NOTE).exists():
            return False
        return load_settings(place / MARKER).archive.id == own
    except (OSError, ValueError, ArchiveError):
        return False
