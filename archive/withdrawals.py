"""What was withdrawn, for whoever would show, copy or cite a record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from archive.captures import WITHDRAWN
from archive.language import Saying, saying
from archive.lookup import UnknownArticle
from archive.place import Archive
from archive.rows import read_row
from archive.schema import sqlite3
from archive.withdrawal_notes import STUB, withdrawals_of
from archive.withdrawn_addresses import WithdrawnAddresses

TOLD = "SELECT detail FROM problems WHERE record_id = ? AND code = 'withdrawn'"
CODES = {
    "court": saying("by order of a court"),
    "safety": saying("for somebody's safety"),
    "consent": saying("because consent was taken back"),
    "rights": saying("for the rights of others"),
    "other": saying("for another reason"),
}


def withdrawn(source: Archive | sqlite3.Connection) -> Mapping[str, tuple[str, str]]:
    """Every withdrawn record id with when and why: of all records from the log, of captures from the index.

    From the log the reason is what the operator wrote, from the index its code. Raises ArchiveError.
    """
    if isinstance(source, Archive):
        return {
            one.id: (withdrawal.at, withdrawal.reason)
            for withdrawal in withdrawals_of(source)
            for one in withdrawal.records
            if one.becomes == STUB
        }
    rows = source.execute("SELECT record_id, detail FROM problems WHERE code = ?", (WITHDRAWN,))
    return {row[0]: (row[1].split(" ")[0], row[1].split(" ")[1]) for row in rows}


def told_of(db: sqlite3.Connection, record_id: str) -> Saying | None:
    """That a capture was withdrawn, when and why, in words; None for any other."""
    row = read_row(db, TOLD, (record_id,))
    if row is None:
        return None
    at, code, number = str(row["detail"]).split(" ")
    why = CODES.get(code, CODES["other"])
    return saying(
        "record {record_id} was withdrawn at {at} {why} (withdrawal {number}): its payload is gone, its leaf"
        " stays in the log",
        record_id=record_id,
        at=at,
        why=why,
        number=number,
    )


def told_of_address(archive: Archive, named: str) -> Saying | None:
    """That all captures of a URL or article id were withdrawn, in words; None for any other.

    Raises ArchiveError when a note of a withdrawal is none.
    """
    number = WithdrawnAddresses(archive).number_of(named)
    told = next((one for one in withdrawals_of(archive) if one.number == number), None) if number else None
    if told is None:
        return None
    return saying(
        "every capture of it was withdrawn at {at} {why} (withdrawal {number}): nothing of it is left but"
        " leaves of the log",
        at=told.at,
        why=CODES.get(told.code, CODES["other"]),
        number=told.number,
    )


@contextmanager
def telling_withdrawn(archive: Archive, named: str) -> Iterator[None]:
    """Have an UnknownArticle raised in the block say that what was named was withdrawn, if it was."""
    try:
        yield
    except UnknownArticle as error:
        told = told_of_address(archive, named)
        if told is None:
            raise
        raise UnknownArticle(f"{named}: {told}") from error
