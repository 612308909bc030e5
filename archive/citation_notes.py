"""citations.jsonl: what was cited, one JSON object a line. The index may be deleted, this file may not."""

import json
import os
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from archive.errors import ArchiveError
from archive.locks import locked
from archive.place import Archive
from archive.warcfile import sync_directory


def note_citation(archive: Archive, typed: str, document: dict[str, Any], cited_at: datetime) -> None:
    """Append what was cited to citations.jsonl, synced to disk before this returns.

    Raises ArchiveError when the file cannot be written: a citation that leaves no trace is not issued.
    """
    quote = document["quote"] or {}
    article = document["article"]
    note = {
        "cited_at": cited_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "typed": typed,
        "match": document["match"],
        "article_id": article["article_id"],
        "record_id": article["capture"]["record_id"],
        "body_digest": article["body_digest"],
        "field": quote.get("field"),
        "start": quote.get("start"),
        "end": quote.get("end"),
    }
    line = json.dumps(note, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    try:
        with locked(archive.state / "citations.lock", wait=True), archive.citations.open("a+b") as file:
            if file.tell() and not _ends_with_newline(file.fileno(), file.tell()):
                line = b"\n" + line  # a torn line stays on its own
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ArchiveError(
            f"the citation cannot be noted in {archive.citations} ({error.strerror}), so it is not issued"
        ) from error


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
    with locked(archive.state / "citations.lock", wait=True):
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


def _forgotten(
    line: bytes, record_ids: Collection[str], names_it: Callable[[str], bool], number: int
) -> bytes:
    text = line.decode("utf-8", "replace")
    rests = any(record_id in text for record_id in record_ids)
    if not rests and not names_it(text):
        return line
    try:
        note = json.loads(text)
    except ValueError:
        note = None
    if not isinstance(note, dict):
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


def _ends_with_newline(descriptor: int, size: int) -> bool:
    return os.pread(descriptor, 1, size - 1) == b"\n"
