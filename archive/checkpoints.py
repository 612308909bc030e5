"""Checkpoints: the log's size and root, signed (C2SP tlog-checkpoint), one file each in log/checkpoints/.

    warraq/0123abcd             the log's origin: the archive's id
    1234                        how many leaves
    BASE64                      the root of the tree over them

A file is named after its size and never written again. Its own leaf follows it in the log, and so do the
leaves of its stamps: a checkpoint is made only when something else has come.
"""

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError
from archive.merkle import HASH_BYTES
from archive.notes import Note, NoteError, parse_note
from archive.once import read_once
from archive.place import Archive
from archive.settings import AUTHORITY_NAME

SUFFIX = ".note"
REQUEST, TOKEN = ".tsq", ".tsr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The tree over the first `size` leaves of the log `origin` has the root `root`."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def checkpoints_folder(archive: Archive) -> Path:
    """Where checkpoints and their stamps are."""
    return archive.log / "checkpoints"


def checkpoint_path(archive: Archive, size: int) -> Path:
    """The note of the checkpoint over `size` leaves."""
    return checkpoints_folder(archive) / f"{size:012d}{SUFFIX}"


def is_authority(name: str) -> bool:
    """Whether an authority may be called so: small Latin letters, digits, dots and hyphens."""
    return AUTHORITY_NAME.fullmatch(name) is not None


def stamp_path(archive: Archive, size: int, authority: str, suffix: str) -> Path:
    """What an authority was asked (REQUEST) or answered (TOKEN) about a checkpoint."""
    return checkpoints_folder(archive) / f"{size:012d}.{authority}{suffix}"


def parse_checkpoint(data: bytes) -> tuple[Checkpoint, Note]:
    """The checkpoint that a note is, and the note; no signature is checked. Raises NoteError."""
    note = parse_note(data)
    lines = note.text.split("\n")
    if len(lines) < 4:
        raise NoteError("it has not the three lines of a checkpoint")
    try:
        checkpoint = Checkpoint(
            origin=lines[0], size=int(lines[1]), root=base64.b64decode(lines[2], validate=True)
        )
    except (ValueError, binascii.Error) as error:
        raise NoteError(f"its size or root cannot be read: {error}") from error
    if len(checkpoint.root) != HASH_BYTES or checkpoint.size < 0 or not lines[0]:
        raise NoteError("its origin, size or root is none")
    if not note.text.startswith(checkpoint.text):
        raise NoteError("it is not written as a checkpoint is")
    return checkpoint, note


def checkpoint_sizes(archive: Archive) -> list[int]:
    """The sizes of all checkpoints that have their names, smallest first."""
    names = (path.name.removesuffix(SUFFIX) for path in checkpoints_folder(archive).glob(f"*{SUFFIX}"))
    return sorted(int(name) for name in names if name.isdecimal() and name.isascii())


def read_checkpoint(archive: Archive, size: int) -> tuple[Checkpoint, bytes]:
    """The checkpoint over `size` leaves, and its note. Raises ArchiveError when it is missing or broken."""
    path = checkpoint_path(archive, size)
    data = read_once(path)
    if data is None:
        raise ArchiveError(f"there is no checkpoint over {size} leaves; there are: {_known(archive)}")
    try:
        checkpoint, _ = parse_checkpoint(data)
        if checkpoint.size != size:
            raise NoteError(f"it is over {checkpoint.size} leaves")
    except NoteError as error:
        raise ArchiveError(f"{path} is no checkpoint: {error}; restore it from a backup") from error
    return checkpoint, data


def newest_checkpoint(archive: Archive) -> tuple[Checkpoint, bytes] | None:
    """The checkpoint over most leaves, and its note. Raises ArchiveError when it is broken."""
    sizes = checkpoint_sizes(archive)
    return read_checkpoint(archive, sizes[-1]) if sizes else None


def _known(archive: Archive) -> str:
    sizes = [str(size) for size in checkpoint_sizes(archive)]
    return ", ".join(["…", *sizes[-10:]] if len(sizes) > 10 else sizes) or "none yet"
