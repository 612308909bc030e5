"""What a withdrawal still has to do, on the disk until it is done: log/withdrawals/NUMBER.redo.

It holds what is about to go (addresses, titles), readable by the archive's owner alone, and is overwritten
before it is removed. While it is there the withdrawal is not finished.
"""

import base64
import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.errors import ArchiveError
from archive.once import read_once
from archive.place import Archive
from archive.replaced import make_folder, sync_directory
from archive.withdrawal_names import Names
from archive.withdrawal_notes import withdrawal_path, withdrawals_folder

ENDING = ".redo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One file: its mode and time of change (ns), and the new members by offset (compressed, base64)."""

    name: str
    mode: int
    mtime: int
    members: dict[str, str]

    def member(self, offset: int) -> bytes:
        """The new member at an offset."""
        return zlib.decompress(base64.b64decode(self.members[str(offset)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Redo:
    """Everything that carrying a withdrawal out needs, beside its note.

    `urls` and `titles` are those that go altogether; `keys` are (outlet, url key) of all that is touched,
    `cut` the captures whose metadata is cut.
    """

    number: int
    places: tuple[Place, ...]
    urls: tuple[str, ...]
    titles: tuple[str, ...]
    keys: tuple[tuple[str, str], ...]
    articles: tuple[str, ...]
    cut: tuple[str, ...]

    @property
    def names(self) -> Names:
        """What named the report."""
        return Names(urls=frozenset(self.urls), titles=frozenset(self.titles))


def packed(member: bytes) -> str:
    """A member as `Place.members` holds it."""
    return base64.b64encode(zlib.compress(member)).decode()


def write_redo(archive: Archive, redo: Redo) -> None:
    """Keep what is to be done, on the disk before this returns."""
    path = _path(archive, redo.number)
    make_folder(path.parent)
    beside = path.with_name(f"{path.name}.part")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(json.dumps(asdict(redo), ensure_ascii=False).encode("utf-8", "surrogateescape"))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_directory(path.parent)


def unfinished(archive: Archive) -> list[Redo]:
    """The withdrawals that were logged and not carried out to the end.

    What is left of one that was not logged yet is removed: nothing was withdrawn then. Raises ArchiveError.
    """
    folder = withdrawals_folder(archive)
    for part in folder.glob(f"*{ENDING}.part"):
        shred(part)
    found = []
    for path in sorted(folder.glob(f"*{ENDING}")):
        try:
            document = json.loads(path.read_bytes().decode("utf-8", "surrogateescape"))
            document["places"] = tuple(Place(**place) for place in document["places"])
            document["keys"] = tuple((outlet, key) for outlet, key in document["keys"])
            redo = Redo(**document)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(f"{path} cannot be read ({error}); restore it from a backup") from error
        if read_once(withdrawal_path(archive, redo.number)) is None:
            drop_redo(archive, redo.number)
        else:
            found.append(redo)
    return found


def is_unfinished(archive: Archive) -> bool:
    """Whether there is anything to finish, or to remove, of a withdrawal that was killed."""
    return any(withdrawals_folder(archive).glob(f"*{ENDING}*"))


def require_finished(archive: Archive) -> None:
    """Keep whoever would append to a WARC file from taking a half-written member for a torn tail.

    Raises ArchiveError when a withdrawal was killed and is not finished yet.
    """
    if is_unfinished(archive):
        raise ArchiveError("a withdrawal was killed before it was finished: finish it with `warraq withdraw`")


def unfinished_numbers(archive: Archive) -> set[int]:
    """The numbers of withdrawals that have something to do still, or were written down and never begun."""
    stems = (path.stem for path in withdrawals_folder(archive).glob(f"*{ENDING}"))
    return {int(stem) for stem in stems if stem.isdecimal()}


def drop_redo(archive: Archive, number: int) -> None:
    """The withdrawal is carried out, or was never begun: nothing of what it needed stays.

    Half overwritten it could not be read, so it loses its name first; see `unfinished`.
    """
    path = _path(archive, number)
    beside = path.with_name(f"{path.name}.part")
    os.replace(path, beside)
    sync_directory(path.parent)
    shred(beside)


def shred(path: Path) -> None:
    """Overwrite a file and remove it."""
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        while size > 0:
            size -= file.write(bytes(min(size, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_directory(path.parent)


def _path(archive: Archive, number: int) -> Path:
    return withdrawal_path(archive, number).with_suffix(ENDING)
