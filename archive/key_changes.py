"""The archive's keys through time: log/keys/NUMBER.note names the key that follows, signed by both.

    warraq/0123abcd/keys        the origin of the archive's notes, and what this one is about
    1                           which change this is
    NAME+ID+BASE64              the key until then
    NAME+ID+BASE64              the key from then on
    2026-11-26T21:00:00Z        when, by this machine's clock

A leaf of the log holds the note's digest: checkpoints over that leaf are signed with the new key.
"""

from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveError
from archive.keys import load_public
from archive.notes import NoteError, VerifyKey, key_of, parse_key, parse_note
from archive.once import read_once
from archive.place import Archive

PURPOSE = "/keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChange:
    """The archive's `number`th change of keys (from 1)."""

    number: int
    old: VerifyKey
    new: VerifyKey
    at: str

    @property
    def text(self) -> str:
        """What both keys sign."""
        return f"{self.old.name}{PURPOSE}\n{self.number}\n{self.old}\n{self.new}\n{self.at}\n"


def origin_of(archive: Archive) -> str:
    """The name of the archive's log, under which its keys sign: it names no person and no place."""
    return f"warraq/{archive.settings.archive.id}"


def keys_folder(archive: Archive) -> Path:
    """Where the notes of key changes are."""
    return archive.log / "keys"


def change_path(archive: Archive, number: int) -> Path:
    """The note of one change."""
    return keys_folder(archive) / f"{number:04d}.note"


def parse_change(data: bytes) -> KeyChange:
    """The change that a note tells of, its signatures checked. Raises NoteError."""
    note = parse_note(data)
    lines = note.text.split("\n")
    if len(lines) != 6:
        raise NoteError("it has not the five lines of a change of keys")
    try:
        change = KeyChange(
            number=int(lines[1]), old=parse_key(lines[2]), new=parse_key(lines[3]), at=lines[4]
        )
    except NoteError:
        raise
    except ValueError as error:
        raise NoteError(f"it has no number: {error}") from error
    if change.text != note.text or change.old.name != change.new.name:
        raise NoteError("it is not written as a change of keys is")
    for key in (change.old, change.new):
        if not note.signed_by(key):
            raise NoteError(f"it is not signed by {key}")
    return change


def changes_of(archive: Archive) -> list[KeyChange]:
    """Every change of keys, in order. Raises ArchiveError for a note that is none or does not go on."""
    changes: list[KeyChange] = []
    while (data := read_once(change_path(archive, len(changes) + 1))) is not None:
        path = change_path(archive, len(changes) + 1)
        try:
            change = parse_change(data)
        except NoteError as error:
            raise ArchiveError(f"{path}: {error}; restore it from a backup") from error
        if change.number != len(changes) + 1 or (changes and change.old != changes[-1].new):
            raise ArchiveError(f"{path} does not follow the change before it; restore log/ from a backup")
        changes.append(change)
    return changes


def keys_of(archive: Archive) -> list[VerifyKey]:
    """The keys in the order of their use; after the nth change of keys number n (from 0) signs.

    Raises ArchiveError when log/key.pub cannot be used or the changes do not lead to it.
    """
    current = key_of(origin_of(archive), load_public(archive.log))
    changes = changes_of(archive)
    if not changes:
        return [current]
    keys = [changes[0].old, *(change.new for change in changes)]
    if current == keys[-2]:  # the last change is under way
        return keys[:-1]
    if current != keys[-1]:
        raise ArchiveError(
            f"{archive.log / 'key.pub'} is not the key that {change_path(archive, len(changes))} names"
        )
    return keys
