"""citations.jsonl: what people typed, one JSON object a line: citations, watches, case files.

The index may be deleted, this file may not. Nothing in it is overwritten: who changes or takes something
back appends a line that says so. Only what was typed about a withdrawn capture is taken out (`forget_texts`).
`kind` says what a line is; a line without one is a citation. A line that a crash tore, or that a disk
damaged, stays where it is; it is told, and readers go on behind it.
"""

import json
import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.locks import locked
from archive.moments import stamp
from archive.place import Archive
from archive.warcfile import sync_directory

Note = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file: its `number` from 1, its bytes, and its `note`, None when it holds none."""

    number: int
    raw: bytes
    note: Note | None


def lock_path(archive: Archive) -> Path:
    """The lock under which citations.jsonl is written."""
    return archive.state / "citations.lock"


def append_note(archive: Archive, note: Mapping[str, Any]) -> None:
    """Append one note, synced to disk before this returns; see `append_notes`."""
    append_notes(archive, [note])


def append_notes(archive: Archive, notes: Sequence[Mapping[str, Any]]) -> None:
    """Append notes one after another, synced to disk before this returns.

    Raises ArchiveError when the file cannot be written; it is then as it was before.
    """
    lines = b"".join(map(_line, notes))
    path = archive.citations
    try:
        with locked(lock_path(archive), wait=True):
            is_new = not path.exists()
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o644)
            with os.fdopen(handle, "r+b", buffering=0) as file:
                _append(file.fileno(), lines)
            if is_new:
                sync_directory(path.parent)
    except OSError as error:
        raise ArchiveError(
            f"nothing could be noted in {path} ({error.strerror}): see to space and permissions, try again"
        ) from error


def read_lines(archive: Archive) -> Iterator[Line]:
    """Every line of the file in order, damaged ones too, without line ends; none when there is no file.

    Raises ArchiveError when the file cannot be read.
    """
    for number, raw in enumerate(_content(archive).split(b"\n"), 1):
        if raw.strip():
            yield Line(number=number, raw=raw, note=_note(raw))


def read_notes(archive: Archive, on_damage: Callable[[Line], None] = lambda line: None) -> Iterator[Note]:
    """Every note in the order of writing; `on_damage` is told each line that holds none.

    Raises ArchiveError when the file cannot be read.
    """
    for line in read_lines(archive):
        if line.note is None:
            on_damage(line)
        else:
            yield line.note


def note_citation(
    archive: Archive,
    typed: str,
    document: Mapping[str, Any],
    cited_at: datetime,
    beside: Mapping[str, Any] | None = None,
) -> None:
    """Append what was cited, with the keys of `beside` after those of a citation.

    Raises ArchiveError when the file cannot be written: a citation that leaves no trace is not issued.
    """
    try:
        append_note(archive, {**citation_note(typed, document, cited_at), **(beside or {})})
    except ArchiveError as error:
        raise ArchiveError(f"the citation is not issued: {error}") from error


def citation_note(typed: str, document: Mapping[str, Any], cited_at: datetime) -> Note:
    """The note of a citation: what was typed, and what `cite` found for it."""
    quote = document["quote"] or {}
    article = document["article"]
    return {
        "cited_at": stamp(cited_at),
        "typed": typed,
        "match": document["match"],
        "article_id": article["article_id"],
        "record_id": article["capture"]["record_id"],
        "body_digest": article["body_digest"],
        "field": quote.get("field"),
        "start": quote.get("start"),
        "end": quote.get("end"),
    }


def new_ids(notes: Iterable[Note], count: int) -> list[str]:
    """Short ids that no watch, case or item has: eight hexadecimal digits each."""
    taken = {note.get(key) for note in notes for key in ("watch_id", "case_id", "item_id")}
    found: list[str] = []
    while len(found) < count:
        name = secrets.token_hex(4)
        if name not in taken and name not in found:
            found.append(name)
    return found


# What a note on a withdrawn record keeps beside numbers: what kind it is, ids, digests, times.
KEPT = ("kind", "id", "match", "field", "state", "style", "outlet")
KEPT_ENDINGS = ("_id", "_ids", "_digest", "_at", "sha256")


def forget_texts(
    archive: Archive, record_ids: Collection[str], names_it: Callable[[str], bool], number: int
) -> int:
    """Take typed texts out of notes that rest on these records, or whose line names what was withdrawn.

    Ids, digests and places stay, and the number of the withdrawal is added. A line that is no JSON is taken
    out whole when it names it. The file is replaced at once. Returns how many lines changed.
    """
    with locked(lock_path(archive), wait=True):
        try:
            lines = archive.citations.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return 0
        new = [_forgotten(line, record_ids, names_it, number) for line in lines]
        changed = sum(one != other for one, other in zip(lines, new, strict=True))
        if changed:
            beside = archive.citations.with_name(f"{archive.citations.name}.new")
            with beside.open("wb") as file:
                file.write(b"".join(new))
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, archive.citations)
            sync_directory(archive.root)
    return changed


def _line(note: Mapping[str, Any]) -> bytes:
    return json.dumps(note, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _append(descriptor: int, lines: bytes) -> None:
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        lines = b"\n" + lines  # a torn line stays on its own
    try:
        left = memoryview(lines)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):  # what was not acknowledged does not stay behind as if it had been
            os.ftruncate(descriptor, size)
        raise


def _content(archive: Archive) -> bytes:
    path = archive.citations
    try:
        content = path.read_bytes()
        if content and not content.endswith(b"\n"):  # torn, or being written just now
            with locked(lock_path(archive), wait=True):
                content = path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read ({error.strerror})") from error
    return content


def _forgotten(
    line: bytes, record_ids: Collection[str], names_it: Callable[[str], bool], number: int
) -> bytes:
    text = line.decode("utf-8", "replace")
    rests = any(record_id in text for record_id in record_ids)
    if not rests and not names_it(text):
        return line
    note = _note(line)
    if note is None:
        return line if not names_it(text) else b"\n"
    if note.get("withdrawn") == number:
        return line
    kept = {**_without_texts(note), "withdrawn": number}
    return json.dumps(kept, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _without_texts(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _without_texts(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_texts(inner, key) for inner in value]
    if isinstance(value, str) and key not in KEPT and not key.endswith(KEPT_ENDINGS):
        return None
    return value


def _note(raw: bytes) -> Note | None:
    try:
        note = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return note if isinstance(note, dict) else None
