"""`warraq withdraw`: a capture's payload goes, its place, digests and leaf stay.

In this order, so that a kill at any moment leaves a withdrawal that was never begun, or one that is finished
by the next run: what is to be done is written down, the signed note and its leaf go into the log, members are
overwritten in place, the index and whatever else names the report follow, and what was written down goes.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive.citation_notes import forget_texts
from archive.crashpoints import reach
from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.locks import locked
from archive.own_warcs import read_current
from archive.place import Archive
from archive.readers import ReaderPool
from archive.records import Record, RecordReader
from archive.rows import reading_index
from archive.signing import add_withdrawal, settle_files
from archive.warc import current_path
from archive.watching import forget_in_feed
from archive.withdrawal_files import digest_with, held, overwrite
from archive.withdrawal_index import clean, withdraw_rows
from archive.withdrawal_names import Names, cut_event, cut_fields, keys_in_event
from archive.withdrawal_notes import (
    CODES,
    CUT,
    STUB,
    Changed,
    Replaced,
    Withdrawal,
    withdrawals_of,
)
from archive.withdrawal_plan import Asked, Plan, plan
from archive.withdrawal_redo import Place, Redo, drop_redo, is_unfinished, packed, unfinished, write_redo
from archive.withdrawal_scan import Aside, OnDone
from archive.withdrawal_stubs import NoRoom, Stub, cut_member, digest_of_member, stub_member
from archive.withdrawal_traces import remove_traces
from archive.withdrawn_addresses import WithdrawnAddresses

MAX_REASON = 300
ASIDE = "event"  # what the stub of a record says it is of when it was no part of an exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a withdrawal did; None as `withdrawal` when all that was named had been withdrawn before."""

    withdrawal: Withdrawal | None
    plan: Plan


@dataclass(frozen=True, slots=True)
class _New:
    """One member to come: for which record, of which exchange, and what it is."""

    record: Record
    warc: str
    main: str
    becomes: str
    member: bytes


def look(archive: Archive, asked: Asked, on_done: OnDone | None = None) -> Plan:
    """What a withdrawal would take; nothing is changed. Raises ArchiveError, OSError, RecordError."""
    with reading_index(archive) as db:
        return plan(archive, db, asked, on_done)


def withdraw(
    archive: Archive,
    asked: Asked,
    reason: str,
    code: str = "other",
    *,
    readers: ReaderPool | None = None,
    on_done: OnDone | None = None,
) -> Done:
    """Withdraw captures, with all that depends on them. `reason` stays in the log for good.

    Raises ArchiveError for ids and reasons that cannot be taken, AlreadyRunning while a crawl of the outlet,
    a rebuild or another withdrawal is at work; nothing was changed then.
    """
    _check_reason(reason, code)
    with _alone(archive), Ingest(archive, readers=readers) as ingest:
        _finish_all(archive, ingest)
        ingest.catch_up_all()  # what goes must have its leaf
        what = look(archive, asked, on_done)
        if not what.going:
            return Done(withdrawal=None, plan=what)
        _check_silence(reason, what)
        with _undisturbed(archive, what):
            number = len(withdrawals_of(archive)) + 1
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            members, keys = _members(archive, what, number, at, code)
            withdrawal, places = _describe(
                archive,
                members,
                Withdrawal(number=number, at=at, code=code, reason=reason, records=(), files=()),
            )
            redo = Redo(
                number=number,
                places=places,
                urls=tuple(sorted(what.names.urls)),
                titles=tuple(sorted(what.names.titles)),
                keys=tuple(sorted(keys)),
                articles=what.articles,
                cut=tuple(sorted({aside.of for aside in what.asides if aside.of is not None})),
            )
            write_redo(archive, redo)
            reach("withdrawal-written-down")
            add_withdrawal(archive, withdrawal)
            _finish(archive, ingest, withdrawal, redo)
    return Done(withdrawal=withdrawal, plan=what)


def finish_withdrawals(archive: Archive, readers: ReaderPool | None = None) -> int:
    """Carry out to the end what a killed run began; returns how many withdrawals that were.

    Raises AlreadyRunning while a crawl of an outlet concerned is at work.
    """
    if not is_unfinished(archive):
        return 0
    with _alone(archive), Ingest(archive, readers=readers) as ingest:
        return _finish_all(archive, ingest)


def _finish_all(archive: Archive, ingest: Ingest) -> int:
    if not is_unfinished(archive):
        return 0
    settle_files(archive)
    waiting = unfinished(archive)
    known = {withdrawal.number: withdrawal for withdrawal in withdrawals_of(archive)}
    for redo in waiting:
        with ExitStack() as stack:
            _hold(archive, stack, {place.name for place in redo.places})
            _finish(archive, ingest, known[redo.number], redo)
    return len(waiting)


def _finish(archive: Archive, ingest: Ingest, withdrawal: Withdrawal, redo: Redo) -> None:
    for place in redo.places:
        overwrite(archive, place)
    reach("withdrawal-files-written")
    withdraw_rows(ingest, withdrawal, redo)
    ingest.index.close()
    clean(archive)
    WithdrawnAddresses(archive).remember([*redo.names.keys, *redo.articles], redo.number)
    remove_traces(archive, redo.names, redo.keys)
    reach("withdrawal-traces-removed")
    gone = {one.id for one in withdrawal.records if one.becomes == STUB}
    forget_texts(archive, gone, redo.names.named_in, redo.number)
    forget_in_feed(archive)
    reach("withdrawal-citations-written")
    drop_redo(archive, redo.number)


@contextmanager
def _alone(archive: Archive) -> Iterator[None]:
    with (
        locked(archive.state / "withdraw.lock", what="a withdrawal"),
        locked(archive.state / "rebuild.lock", what="the rebuild of this index"),
    ):
        yield


@contextmanager
def _undisturbed(archive: Archive, what: Plan) -> Iterator[None]:
    with ExitStack() as stack:
        names = {group.warc for group in what.going} | {aside.warc for aside in what.asides}
        _hold(archive, stack, names)
        yield


def _hold(archive: Archive, stack: ExitStack, names: Iterable[str]) -> None:
    """Keep crawls of these files' outlets away."""
    names = sorted(names)
    for slug in sorted({name.partition("/")[0] for name in names}):
        lock = archive.state / f"{slug}.crawl.lock"
        stack.enter_context(locked(lock, what=f"outlet {slug}"))
        stack.enter_context(locked(archive.state / f"{slug}.records.lock", what=f"outlet {slug}"))
    for name in names:
        if not (archive.warcs / name).exists():
            stack.enter_context(held(archive, name))


def _check_reason(reason: str, code: str) -> None:
    if code not in CODES:
        raise ArchiveError(f"{code!r} is no code of a withdrawal; wanted one of {', '.join(CODES)}")
    if not reason.strip() or not reason.isprintable() or len(reason) > MAX_REASON:
        raise ArchiveError(f"the reason must be a text on one line, of at most {MAX_REASON} characters")


def _check_silence(reason: str, what: Plan) -> None:
    if what.names.hinted_in(reason):
        raise ArchiveError(
            "the reason holds the address or the title of what is to go, and it stays in the log for good;"
            " word it without them"
        )


def _members(
    archive: Archive, what: Plan, number: int, at: str, code: str
) -> tuple[list[_New], set[tuple[str, str]]]:
    """The new members, and (outlet, url key) of every URL whose story in the index they change."""
    found: list[_New] = []
    keys: set[tuple[str, str]] = set()

    def stub(record: Record, warc: str, main: str) -> _New:
        told = Stub(
            record_id=record.record_id,
            type=record.type,
            date=record.date,
            main=main,
            at=at,
            code=code,
            number=number,
            sha256=_hex(record.record_digest),
            payload_digest=record.header("WARC-Payload-Digest"),
        )
        try:
            return _New(record, warc, main, STUB, stub_member(told, record.length))
        except NoRoom as error:
            raise ArchiveError(f"{warc}: {error}") from error

    with reading_index(archive) as db:
        rows = {
            row[0]: (row[1], row[2]) for row in db.execute("SELECT record_id, outlet, url_key FROM captures")
        }
    for group in what.going:
        found += [stub(record, group.warc, group.record_id) for record in group.records]
        keys |= {rows[group.record_id]} if group.record_id in rows else set()
    for aside in what.asides:
        record = read_current(archive.warcs / aside.warc, aside.record.offset)
        block, touched = _cut(aside, record, what.names, number)
        keys |= touched | ({rows[aside.of]} if aside.of in rows else set())
        if block is None:
            found.append(stub(record, aside.warc, ASIDE))
            continue
        try:
            member = cut_member(record, block)
        except NoRoom as error:
            raise ArchiveError(
                f"{aside.warc}: the record {record.record_id} has no room to be cut"
            ) from error
        found.append(_New(record, aside.warc, aside.of or ASIDE, CUT, member))
    return found, keys


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
