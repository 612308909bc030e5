"""What a withdrawal will put where: the new members, the note that tells of them, what is to be done."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import ArchiveError
from archive.own_warcs import read_current
from archive.place import Archive
from archive.records import Record, RecordReader
from archive.rows import read_tuples, reading_index
from archive.warc import current_path
from archive.withdrawal_files import digest_with
from archive.withdrawal_names import Names, cut_event, cut_fields, keys_in_event
from archive.withdrawal_notes import CUT, STUB, Changed, Replaced, Withdrawal, withdrawals_of
from archive.withdrawal_plan import Plan
from archive.withdrawal_redo import Place, Redo, packed
from archive.withdrawal_scan import Aside
from archive.withdrawal_stubs import NoRoom, Stub, cut_member, digest_of_member, stub_member

ASIDE = "event"  # what the stub of a record says it is of when it was no part of an exchange
KEYS = "SELECT outlet, url_key FROM captures WHERE record_id = ?"


@dataclass(frozen=True, slots=True)
class _New:
    """One member to come: for which record, of which exchange, and what it is."""

    record: Record
    warc: str
    main: str
    becomes: str
    member: bytes


def prepared(archive: Archive, what: Plan, reason: str, code: str) -> tuple[Withdrawal, Redo]:
    """The withdrawal as it is to be signed, and what carrying it out needs."""
    number = len(withdrawals_of(archive)) + 1
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    bare = Withdrawal(number=number, at=at, code=code, reason=reason, records=(), files=())
    members, keys = _members(archive, what, bare)
    withdrawal, places = _describe(archive, members, bare)
    redo = Redo(
        number=number,
        places=places,
        urls=tuple(sorted(what.names.urls)),
        titles=tuple(sorted(what.names.titles)),
        keys=tuple(sorted(keys)),
        articles=what.articles,
        cut=tuple(sorted({aside.of for aside in what.asides if aside.of is not None})),
    )
    return withdrawal, redo


def _members(archive: Archive, what: Plan, bare: Withdrawal) -> tuple[list[_New], set[tuple[str, str]]]:
    """The new members, and (outlet, url key) of every URL whose story in the index they change."""
    found: list[_New] = []
    keys: set[tuple[str, str]] = set()
    for group in what.going:
        found += [_stub(record, group.warc, group.record_id, bare) for record in group.records]
    for aside in what.asides:
        record = read_current(archive.warcs / aside.warc, aside.record.offset)
        block, touched = _cut(aside, record, what.names, bare.number)
        keys |= touched
        if block is None:
            found.append(_stub(record, aside.warc, ASIDE, bare))
            continue
        try:
            member = cut_member(record, block)
        except NoRoom as error:
            raise ArchiveError(
                f"{aside.warc}: the record {record.record_id} has no room to be cut"
            ) from error
        found.append(_New(record, aside.warc, aside.of or ASIDE, CUT, member))
    ids = [*(group.record_id for group in what.going), *(aside.of for aside in what.asides if aside.of)]
    with reading_index(archive) as db:
        for record_id in ids:
            keys |= {(str(outlet), str(key)) for outlet, key in read_tuples(db, KEYS, (record_id,))}
    return found, keys


def _stub(record: Record, warc: str, main: str, withdrawal: Withdrawal) -> _New:
    told = Stub(
        record_id=record.record_id,
        type=record.type,
        date=record.date,
        main=main,
        at=withdrawal.at,
        code=withdrawal.code,
        number=withdrawal.number,
        sha256=_hex(record.record_digest),
        payload_digest=record.header("WARC-Payload-Digest"),
    )
    try:
        return _New(record, warc, main, STUB, stub_member(told, record.length))
    except NoRoom as error:
        raise ArchiveError(f"{warc}: {error}") from error


def _cut(
    aside: Aside, record: Record, names: Names, number: int
) -> tuple[bytes | None, set[tuple[str, str]]]:
    if aside.of is not None:
        return cut_fields(record.block, names, number), set()
    try:
        keys = set(keys_in_event(json.loads(record.block)))
    except (ValueError, RecursionError):
        keys = set()
    return cut_event(record.block, names, number), keys


def _describe(
    archive: Archive, members: Iterable[_New], bare: Withdrawal
) -> tuple[Withdrawal, tuple[Place, ...]]:
    """The withdrawal with its records and files, and what is to be written where."""
    by_file: dict[str, dict[int, bytes]] = {}
    records = []
    for new in sorted(members, key=lambda new: (new.warc, new.record.offset)):
        by_file.setdefault(new.warc, {})[new.record.offset] = new.member
        records.append(_replaced(new))
    files, places = [], []
    for name, changed in by_file.items():
        path = current_path(archive.warcs / name)
        if not path.name.endswith(".open"):
            now, then = digest_with(path, changed)
            files.append(Changed(name=name, sha256=now, new_sha256=then))
        places.append(_place(path, name, changed))
    return replace(bare, records=tuple(records), files=tuple(files)), tuple(places)


def _place(path: Path, name: str, members: Mapping[int, bytes]) -> Place:
    status = path.stat()
    told = {str(offset): packed(member) for offset, member in members.items()}
    return Place(name=name, mode=status.st_mode & 0o7777, mtime=status.st_mtime_ns, members=told)


def _replaced(new: _New) -> Replaced:
    record = new.record
    return Replaced(
        id=record.record_id,
        type=record.type,
        date=record.date,
        main=new.main,
        becomes=new.becomes,
        warc=new.warc,
        offset=record.offset,
        length=record.length,
        sha256=_hex(record.record_digest),
        payload_digest=record.header("WARC-Payload-Digest"),
        new_sha256=_digest(new.member),
        member_sha256=digest_of_member(new.member),
    )


def _digest(member: bytes) -> str:
    """The digest of the record that a member holds: proof, too, that it can be read."""
    reader = RecordReader(0)
    reader.feed(gzip.decompress(member))
    found = reader.finish(0, len(member))
    if not isinstance(found, Record):
        raise ArchiveError(f"what was to stand there cannot be read: {found.detail}")
    return _hex(found.record_digest)


def _hex(digest: str) -> str:
    return digest.removeprefix("sha256:")
