"""Citations held against the texts that were kept for them: what was noted as cited is there, unchanged."""

from collections.abc import Callable, Iterable

from archive.captures import WITHDRAWN
from archive.citation_notes import Note, read_lines
from archive.place import Archive
from archive.rows import read_row
from archive.schema import sqlite3

Fail = Callable[[str, str, str], None]
KEPT = "SELECT kind, reading, refers_to, payload_digest FROM captures WHERE record_id = ?"


def noted_citations(archive: Archive) -> list[tuple[int, Note]]:
    """The lines of citations.jsonl, by number from 1, that name a kept text; damaged ones are passed over.

    Raises ArchiveError when the file cannot be read.
    """
    lines = ((line.number, line.note) for line in read_lines(archive) if line.note is not None)
    return [(number, note) for number, note in lines if note.get("conversion") is not None]


def check_citations(fail: Fail, noted: Iterable[tuple[int, Note]], db: sqlite3.Connection) -> None:
    """Fail each of these lines whose text is gone, or is not the one that the line names."""
    for number, note in noted:
        where = f"citations.jsonl, line {number}"
        conversion = str(note["conversion"])
        row = read_row(db, KEPT, (conversion,))
        if row is None or row["kind"] != "conversion":
            fail("missing-conversion", where, f"the index has no record {conversion} with the cited text")
            continue
        if row["reading"] == WITHDRAWN:
            continue  # its record says so, and no more
        for key, column in (("record_id", "refers_to"), ("body_digest", "payload_digest")):
            if note.get(key) != row[column]:
                detail = f"{key} is {note.get(key)!r}, the record {conversion} says {row[column]!r}"
                fail("changed-citation", where, detail)
