"""Citations held against the texts that were kept for them: what was noted as cited is there, unchanged."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from archive.place import Archive
from archive.rows import read_row
from archive.schema import sqlite3

Fail = Callable[[str, str, str], None]
KEPT = "SELECT kind, refers_to, payload_digest FROM captures WHERE record_id = ?"


def noted_citations(archive: Archive) -> list[tuple[int, dict[str, Any]]]:
    """The lines of citations.jsonl, by number from 1, that name a kept text.

    Lines without one, and lines that a crash tore, are passed over.
    """
    try:
        content = archive.citations.read_bytes()
    except OSError:
        return []
    lines = enumerate(content.split(b"\n"), 1)
    return [(number, note) for number, line in lines if (note := _note(line)).get("conversion") is not None]


def check_citations(fail: Fail, noted: Iterable[tuple[int, dict[str, Any]]], db: sqlite3.Connection) -> None:
    """Fail each of these lines whose text is gone, or is not the one that the line names."""
    for number, note in noted:
        where = f"citations.jsonl, line {number}"
        conversion = str(note["conversion"])
        row = read_row(db, KEPT, (conversion,))
        if row is None or row["kind"] != "conversion":
            fail("missing-conversion", where, f"the index has no record {conversion} with the cited text")
            continue
        for key, column in (("record_id", "refers_to"), ("body_digest", "payload_digest")):
            if note.get(key) != row[column]:
                detail = f"{key} is {note.get(key)!r}, the record {conversion} says {row[column]!r}"
                fail("changed-citation", where, detail)


def _note(line: bytes) -> dict[str, Any]:
    try:
        note = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return note if isinstance(note, dict) else {}
