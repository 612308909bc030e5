"""The folder that holds a copy of an archive: laid out as an archive is, with backup.json, which tells of it.

Every file comes whole or not at all: it is written in partial/, synced, and then given its name. What a
killed run left in partial/ goes when the next one begins.
"""

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

from archive.crashpoints import reach
from archive.errors import ArchiveError, OutOfSpace
from archive.locks import locked
from archive.place import MARKER, Archive
from archive.replaced import make_folder, sync_directory
from archive.settings import load_settings

MANIFEST, LOCK, PARTIAL = "backup.json", "backup.lock", "partial"
VERSION = 1
CHUNK = 1 << 20
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# rsync compares whole seconds, and a FAT disk keeps every other one.
STEP = 3_000_000_000
Seen = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of the copy: its digest (hex) and bytes, and what the archive's file looked like then.

    `seen` is inode, bytes, time of change of content and of anything (ns): as long as all are the same, the
    archive's file was not written to. None where that is not looked at.
    """

    sha256: str
    size: int
    seen: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What backup.json says. While a run is at work, or after it was killed, `complete` is False.

    `at` is when the last run that ended began (UTC), `leaves` how many leaves of the log it took.
    """

    archive: str
    complete: bool
    at: str | None = None
    leaves: int = 0
    files: Mapping[str, Entry] = field(default_factory=dict)


def read_manifest(root: Path) -> Manifest | None:
    """What the folder's backup.json says; None when it has none. Raises ArchiveError when it is none."""
    path = root / MANIFEST
    try:
        document: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if document.pop("version") != VERSION:
            raise ArchiveError(f"{path} was written by a newer version of Warraq; install that one")
        files = {
            name: Entry(**{**one, "seen": tuple(one["seen"]) if one["seen"] else None})
            for name, one in document.pop("files").items()
        }
        return Manifest(**document, files=files)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ArchiveError(
            f"{path} cannot be read ({error}): remove it, and the next backup compares every file anew"
        ) from error


class Target:
    """A copy while its lock is held. Made by `opened`."""

    def __init__(self, root: Path, manifest: Manifest) -> None:
        self.root = root
        self.manifest = manifest
        self.copied = 0  # bytes that were written

    def begin(self) -> None:
        """Note that a run is at work, and take away what an earlier one left half done."""
        with told(self.root):
            partial = self.root / PARTIAL
            make_folder(partial)
            for left in partial.iterdir():
                left.unlink()
            self._note(Manifest(**{**_fields(self.manifest), "complete": False}))

    def finish(self, manifest: Manifest) -> None:
        """Note what the copy holds now."""
        with told(self.root):
            # What a killed run placed was left as it is, and what was removed is to stay away.
            for name in sorted({Path(name).parent for name in manifest.files}):
                if name != Path() and (self.root / name).is_dir():
                    sync_directory(self.root / name)
            self._note(manifest)
        self.manifest = manifest

    def size(self, name: str) -> int | None:
        """How many bytes the file of this name has; None when there is none."""
        try:
            return (self.root / name).stat().st_size
        except FileNotFoundError:
            return None

    def digest(self, name: str) -> str | None:
        """The sha256 (hex) of the file of this name; None when there is none."""
        try:
            return digest_of(self.root / name)
        except FileNotFoundError:
            return None

    @contextmanager
    def part(self, name: str, mode: int = 0o644) -> Iterator["Part"]:
        """A file of that name to be written: it has its name after `Part.place`, and is gone without it."""
        part = Part(self, name, mode)
        try:
            yield part
        finally:
            part.drop()

    def put(self, name: str, content: bytes, mode: int = 0o644) -> Entry:
        """Have the file of this name hold `content`; it is not written again when it does."""
        with self.part(name, mode) as part:
            part.write(content)
            return part.place()

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with told(self.root / name):
            (self.root / name).unlink(missing_ok=True)

    def _note(self, manifest: Manifest) -> None:
        text = json.dumps({"version": VERSION, **_fields(manifest), "files": _rows(manifest)}, indent=0)
        beside = self.root / PARTIAL / MANIFEST
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            _set_later(file.fileno(), self.root / MANIFEST, None)
            os.fsync(file.fileno())
        os.replace(beside, self.root / MANIFEST)
        sync_directory(self.root)


class Part:
    """A file of a copy that is being written."""

    def __init__(self, target: Target, name: str, mode: int) -> None:
        self._target = target
        self.name = name
        self._mode = mode
        self.path = target.root / PARTIAL / name.replace("/", "%")
        self._engine = sha256()
        self.size = 0
        with told(self.path):
            flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
            self._handle = os.open(self.path, flags, 0o600)

    def write(self, data: bytes) -> None:
        """Add bytes. Raises OutOfSpace, ArchiveError."""
        with told(self.path):
            view = memoryview(data)
            while view:
                view = view[os.write(self._handle, view) :]
        self._engine.update(data)
        self.size += len(data)

    def cut(self, size: int) -> None:
        """Keep only the first `size` bytes."""
        if size < self.size:
            os.ftruncate(self._handle, size)
            os.lseek(self._handle, size, os.SEEK_SET)
            self.taken_from_disk()

    def taken_from_disk(self) -> None:
        """The file was written otherwise: look at what it is."""
        self.size = self.path.stat().st_size
        self._engine = sha256()
        with self.path.open("rb") as file:
            while data := file.read(CHUNK):
                self._engine.update(data)

    @property
    def sha256(self) -> str:
        """The digest (hex) of what was written."""
        return self._engine.hexdigest()

    def place(self, seen: Seen | None = None, mtime: int | None = None) -> Entry:
        """Give it its name, once it is on the disk; one that holds the same already is left as it is.

        It has the time `mtime` (ns), or that of now; a later one when the file it replaces is as new, so that
        programs which compare sizes and times (rsync) take the two for different.
        """
        final = self._target.root / self.name
        entry = Entry(sha256=self.sha256, size=self.size, seen=seen)
        if self._target.size(self.name) == self.size and self._target.digest(self.name) == self.sha256:
            return entry
        with told(final):
            os.fchmod(self._handle, self._mode)
            _set_later(self._handle, final, mtime)
            os.fsync(self._handle)
            make_folder(final.parent)
            reach("backup-written")
            os.replace(self.path, final)
            reach("backup-placed")
            sync_directory(final.parent)
        self._target.copied += self.size
        return entry

    def drop(self) -> None:
        """Close it, and take away what has not been given its name."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
            self.path.unlink(missing_ok=True)


@contextmanager
def opened(root: Path, archive: Archive) -> Iterator[Target]:
    """The folder `root` as a copy of this archive, locked; made when it is not there.

    Raises ArchiveError when it is inside the archive, holds something else, or is of another archive,
    AlreadyRunning when another backup writes it.
    """
    root, own = root.resolve(), archive.settings.archive.id
    if root.is_relative_to(archive.root) or archive.root.is_relative_to(root):
        raise ArchiveError(
            f"{root}: a copy in the archive's own folder, or round it, is lost with it; name another disk"
        )
    with told(root):
        make_folder(root)
        others = {path.name for path in root.iterdir()} - {LOCK, PARTIAL, MANIFEST, "lost+found"}
        manifest = read_manifest(root)
        if manifest is None and others and not ((root / LOCK).exists() and _is_of(root, own)):
            what = "is an archive itself, no copy" if (root / MARKER).is_file() else "holds other things"
            raise ArchiveError(f"{root} {what}; name an empty folder, or one that an earlier backup made")
        if manifest is not None and manifest.archive != own:
            raise ArchiveError(
                f"{root} is the copy of another archive ({manifest.archive}, this one is {own}); name another"
            )
        with locked(root / LOCK, what=f"the copy {root}"):
            yield Target(root, manifest or Manifest(archive=own, complete=False))
            with suppress(OSError):
                (root / PARTIAL).rmdir()


def _set_later(handle: int, replaced: Path, mtime: int | None) -> None:
    """Set the time of a file to `mtime`, if that is told, and to well after the one it `replaced`."""
    moment = os.fstat(handle).st_mtime_ns if mtime is None else mtime
    with suppress(FileNotFoundError):
        moment = max(moment, replaced.stat().st_mtime_ns + STEP)
    os.utime(handle, ns=(moment, moment))


def _is_of(root: Path, archive_id: str) -> bool:
    return (root / MARKER).is_file() and load_settings(root / MARKER).archive.id == archive_id


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what a disk refuses in the block into an error that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise OutOfSpace(
                f"{path}: {error.strerror}; what is there stays as it is: make room, and run it again"
            ) from error
        where = error.filename or path
        raise ArchiveError(
            f"{where}: {error.strerror or error}; no file there is half written: mend that, and run it again"
        ) from error


def digest_of(path: Path) -> str:
    """The sha256 (hex) of a file. Raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _fields(manifest: Manifest) -> dict[str, Any]:
    return {
        "archive": manifest.archive,
        "complete": manifest.complete,
        "at": manifest.at,
        "leaves": manifest.leaves,
        "files": manifest.files,
    }


def _rows(manifest: Manifest) -> dict[str, Any]:
    return {name: asdict(entry) for name, entry in sorted(manifest.files.items())}
