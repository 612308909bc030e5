"""Withdrawals as the log keeps them: log/withdrawals/NUMBER.note, signed, with a leaf of its own.

    warraq/0123abcd/withdrawals   the origin of the archive's notes, and what this one is about
    1                             which withdrawal this is
    {"at":…,"code":…,…}           RFC 8785 JSON: when, why; of each record and file digests before and after

The leaf holds the note's digest and repeats all that the note says but file times and places, so that the log
alone tells what was withdrawn and why.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.log import VERSION, canonical
from archive.notes import Note, NoteError, parse_note
from archive.once import read_once
from archive.place import Archive

PURPOSE = "/withdrawals"
MAX_NOTE = 64 << 20  # a withdrawal may be of thousands of records
STUB, CUT = "stub", "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """One record that was replaced. `becomes` is "stub" (all of it went) or "cut" (what named the address).

    `id`, `type` and `date` are the old record's, `main` the id of its exchange. `sha256` is the digest of the
    old record's head and block, `new_sha256` that of what stands there now, `member_sha256` that of the gzip
    member there; all in hex.
    """

    id: str
    type: str
    date: str
    main: str
    becomes: str
    warc: str
    offset: int
    length: int
    sha256: str
    payload_digest: str | None
    new_sha256: str
    member_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A closed WARC file that holds replaced records: its sha256 (hex) before and after."""

    name: str
    sha256: str
    new_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The archive's `number`th withdrawal (from 1); `at` is UTC, `reason` what the operator wrote."""

    number: int
    at: str
    code: str
    reason: str
    records: tuple[Replaced, ...]
    files: tuple[Changed, ...]

    def text(self, origin: str) -> str:
        """What is signed."""
        document = {name: value for name, value in asdict(self).items() if name != "number"}
        return f"{origin}{PURPOSE}\n{self.number}\n{canonical(document).decode()}\n"


def withdrawals_folder(archive: Archive) -> Path:
    """Where the notes of withdrawals are."""
    return archive.log / "withdrawals"


def withdrawal_path(archive: Archive, number: int) -> Path:
    """The note of one withdrawal."""
    return withdrawals_folder(archive) / f"{number:06d}.note"


def withdrawal_leaf(number: int, note: bytes) -> bytes:
    """The leaf of a withdrawal, made from its note. Raises NoteError when that is none."""
    told, _ = parse_withdrawal(note)
    return canonical(
        {
            "v": VERSION,
            "kind": "withdrawn",
            "number": number,
            "sha256": sha256(note).hexdigest(),
            "at": told.at,
            "code": told.code,
            "reason": told.reason,
            "records": [
                {"id": one.id, "sha256": one.sha256, "becomes": one.becomes, "new_sha256": one.new_sha256}
                for one in told.records
            ],
            "files": [asdict(file) for file in told.files],
        }
    )


def parse_withdrawal(data: bytes) -> tuple[Withdrawal, Note]:
    """The withdrawal that a note tells of, and the note; no signature is checked. Raises NoteError."""
    note = parse_note(data, MAX_NOTE)
    lines = note.text.split("\n")
    if len(lines) != 4:
        raise NoteError("it has not the three lines of a withdrawal")
    origin = lines[0].removesuffix(PURPOSE)
    try:
        document = json.loads(lines[2])
        withdrawal = Withdrawal(
            number=int(lines[1]),
            at=str(document["at"]),
            code=str(document["code"]),
            reason=str(document["reason"]),
            records=tuple(_read(Replaced, one) for one in document["records"]),
            files=tuple(_read(Changed, one) for one in document["files"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NoteError(f"it cannot be read as a withdrawal: {error}") from error
    if withdrawal.text(origin) != note.text:
        raise NoteError("it is not written as a withdrawal is")
    return withdrawal, note


def withdrawals_of(archive: Archive) -> list[Withdrawal]:
    """Every withdrawal, in order. Raises ArchiveError for a note that is none."""
    return [withdrawal for withdrawal, _, _ in read_notes(archive)]


def read_notes(archive: Archive) -> Iterator[tuple[Withdrawal, Note, Path]]:
    """Every withdrawal with its note and the note's path, in order. Raises ArchiveError for a bad note."""
    number = 1
    while (data := read_once(withdrawal_path(archive, number))) is not None:
        path = withdrawal_path(archive, number)
        try:
            withdrawal, note = parse_withdrawal(data)
            if withdrawal.number != number:
                raise NoteError(f"it is number {withdrawal.number}")
        except NoteError as error:
            raise ArchiveError(f"{path}: {error}; restore it from a backup") from error
        yield withdrawal, note, path
        number += 1


def _read(kind: Any, document: dict[str, Any]) -> Any:
    """One of the records or files of a note. Raises KeyError, TypeError."""
    wanted: dict[str, Any] = {field.name: field.type for field in fields(kind)}
    if set(document) != set(wanted):
        raise TypeError(f"{sorted(document)} are not the keys of a {kind.__name__}")
    for name, type_ in wanted.items():
        value = document[name]
        if not isinstance(value, type_):
            raise TypeError(f"{name} is {value!r}")
    return kind(**document)
