"""How much room a backup and a restore need, as far as it can be said before they begin."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from archive.backup_target import PARTIAL, Target
from archive.own_warcs import own_files
from archive.place import Archive
from archive.room import kept_for_crawls, require_room
from archive.warc import current_path
from archive.warcfile import OPEN


def require_room_for_backup(archive: Archive, target: Target, names: Iterable[str]) -> None:
    """Raise OutOfSpace when the copy has no room for the next run, before anything in it is changed.

    `names` are files below the archive's root that are written whole and wait for the end of the run. What a
    killed run left is not counted: the next one takes it away.
    """
    whole = sum(_size(archive.root / name) for name in names)
    left = sum(_size(path) for path in (target.root / PARTIAL).glob("*"))
    needed = max(0, whole + _growth(archive, target) - left)
    keep = kept_for_crawls(archive, target.root)
    require_room(target.root, needed, "the backup", keep=keep)


def require_room_for_restore(source: Path, place: Path, names: Iterable[str]) -> None:
    """Raise OutOfSpace when the folder `place` has no room for the files of a copy that it lacks."""
    sizes = ((_size(source / name), _size(place / name)) for name in names)
    require_room(place, sum(size for size, there in sizes if size != there), "the restore")


def _growth(archive: Archive, target: Target) -> int:
    """By how much WARC files make the copy larger, at most at any moment: an older one goes after the new."""
    grown = largest = 0
    for path in own_files(archive):
        with suppress(FileNotFoundError):  # closed, so renamed, meanwhile: this is told beforehand, and about
            current = current_path(path)
            status = current.stat()
            name = f"warcs/{current.relative_to(archive.warcs).as_posix()}"
            there = target.size(name)
            known = target.manifest.files.get(name)
            seen = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
            if known is not None and known.seen == seen and there == known.size:
                continue
            older = there if there is not None else target.size(f"{name}{OPEN}") or 0
            grown += max(0, status.st_size - older)
            largest = max(largest, min(older, status.st_size))
    return grown + largest


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
