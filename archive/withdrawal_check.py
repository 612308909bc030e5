"""Withdrawals held against files and log: what was withdrawn is gone, nothing else is, and each is signed."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.exchanges import Exchange
from archive.key_changes import origin_of
from archive.log import Log, leaf, leaf_id, own_kind
from archive.notes import NoteError, VerifyKey
from archive.once import read_once
from archive.place import Archive
from archive.records import Damage, Record
from archive.sources import Source
from archive.warc import current_path
from archive.withdrawal_notes import (
    PURPOSE,
    STUB,
    Replaced,
    Withdrawal,
    parse_withdrawal,
    read_notes,
    withdrawal_leaf,
    withdrawal_path,
)
from archive.withdrawal_redo import unfinished_numbers
from archive.withdrawal_stubs import digest_of_member, read_stub

Fail = Callable[[str, str, str], None]
UNDONE = "`warraq withdraw` finishes it"


@dataclass(slots=True)
class _Told:
    """What the newest note that tells of a place in a file says stands there."""

    last: Replaced
    withdrawal: Withdrawal
    seen: bool = False


class WithdrawalCheck:
    """Sees leaves and records as they are read, then says which withdrawals do not agree with them."""

    def __init__(self, fail: Fail, archive: Archive) -> None:
        self._fail = fail
        self._archive = archive
        self._places: dict[tuple[str, int], _Told] = {}
        self._first: dict[str, str] = {}  # digest of each record before anything was done to it, by id
        self._files: dict[str, list[tuple[str, str]]] = {}
        self._leaves: dict[str, dict[str, Any]] = {}
        try:
            for withdrawal, _, path in read_notes(archive):
                # One that has not its name yet counts when its leaf has come: else it was never begun.
                if path.exists() or _is_logged(archive, withdrawal.number, read_once(path) or b""):
                    self._take(withdrawal)
        except (ArchiveError, NoteError) as error:
            fail("broken-withdrawal", "log/withdrawals", str(error))
        self._mains = {told.last.id for told in self._places.values() if _is_main(told.last)}
        begun = {told.withdrawal.number for told in self._places.values()}
        self.pending = not begun.isdisjoint(unfinished_numbers(archive))

    def _take(self, withdrawal: Withdrawal) -> None:
        for one in withdrawal.records:
            self._first.setdefault(one.id, one.sha256)
            self._places[one.warc, one.offset] = _Told(one, withdrawal)
        for file in withdrawal.files:
            self._files.setdefault(file.name, []).append((file.sha256, file.new_sha256))

    @property
    def withdrawn(self) -> list[dict[str, Any]]:
        """Every capture that was withdrawn: record id, place, when, code, reason, the withdrawal's number."""
        return [
            {
                "record_id": told.last.id,
                "warc": told.last.warc,
                "offset": told.last.offset,
                "at": told.withdrawal.at,
                "code": told.withdrawal.code,
                "reason": told.withdrawal.reason,
                "number": told.withdrawal.number,
            }
            for _, told in sorted(self._places.items())
            if _is_main(told.last)
        ]

    def see_leaf(self, line: bytes) -> None:
        """Take in the next leaf of the log."""
        if not self._mains or own_kind(line):
            return
        try:
            key = leaf_id(line)
        except (ValueError, KeyError, TypeError, StopIteration):
            return  # no leaf: said by the check of the leaves
        if key in self._mains:
            self._leaves[key] = json.loads(line)

    def see(self, name: str, path: Path, record: Record) -> None:
        """Take in the next record of a file of ours."""
        where = f"{name} at byte {record.offset}"
        told = self._places.get((name, record.offset))
        if told is None:
            if read_stub(record) is not None:
                detail = f"record {record.record_id} says that it was withdrawn, no withdrawal tells of it"
                self._fail("stub-without-withdrawal", where, detail)
            return
        told.seen = True
        found = digest_of_member(_bytes_at(path, record))
        if found == told.last.member_sha256:
            return
        number = told.withdrawal.number
        if record.record_digest.removeprefix("sha256:") == told.last.sha256:
            detail = f"withdrawal {number} tells of record {told.last.id}, which is still there: {UNDONE}"
            self._fail("withdrawal-not-done", where, detail)
        else:
            wanted = told.last.member_sha256
            detail = f"what stands there has the sha256 {found}, withdrawal {number} put {wanted}"
            self._fail("changed-stub", where, detail)

    def watch(self, source: Source, steps: Iterable[Record | Damage]) -> Iterator[Record | Damage]:
        """The steps of a file of ours as they pass, each record seen."""
        for step in steps:
            if isinstance(step, Record):
                self.see(source.warc.name, source.path, step)
            yield step

    def leaf_of(self, exchange: Exchange) -> bytes | None:
        """The leaf that an exchange had before records of it were replaced; None when none was."""
        if any(record.record_id in self._first for record in exchange.records):
            return leaf(exchange, self._first)
        return None

    def digest_of(self, name: str, sha256: str) -> str:
        """The digest that a closed file had before any withdrawal, when it has `sha256` after the last."""
        chain = self._files.get(name)
        if not chain or chain[-1][1] != sha256 or any(a[1] != b[0] for a, b in pairwise(chain)):
            return sha256
        return chain[0][0]

    def finish(self, see_leaf_of: Callable[[str], bool]) -> None:
        """Say what is missing. `see_leaf_of` crosses off an exchange's leaf; was there one?"""
        for (name, offset), told in sorted(self._places.items()):
            where = f"{name} at byte {offset}"
            if not told.seen:
                detail = f"withdrawal {told.withdrawal.number} put a record there, which is gone"
                self._fail("missing-stub", where, detail)
        for key in sorted(self._mains):
            if not see_leaf_of(key):
                self._fail("missing-leaf", key, "the capture log has no leaf of this withdrawn capture")
        for told in self._places.values():
            if told.last.becomes == STUB and told.last.main in self._leaves:
                self._compare(told, self._leaves[told.last.main])
        if self.pending:
            self._fail("withdrawal-not-done", "log/withdrawals", f"a withdrawal was not finished: {UNDONE}")

    def _compare(self, told: _Told, document: dict[str, Any]) -> None:
        parts = (document.get(part) for part in ("response", "request", "metadata"))
        logged = {part["id"]: part["sha256"] for part in parts if part}
        wanted = logged.get(told.last.id)
        if wanted is not None and wanted != self._first[told.last.id]:
            where = f"log/withdrawals, number {told.withdrawal.number}"
            detail = f"it says that record {told.last.id} was {self._first[told.last.id]}, its leaf {wanted}"
            self._fail("broken-withdrawal", where, detail)


def check_signatures(
    fail: Fail, archive: Archive, own: Iterable[tuple[int, bytes]], keys: Sequence[VerifyKey]
) -> None:
    """Hold each withdrawal's note against the key in use when its leaf came.

    `own` are numbers and lines of the log's own leaves.
    """
    changes = 0
    for _, line in own:
        kind = own_kind(line)
        changes += kind == "key"
        if kind != "withdrawn":
            continue
        try:
            number = int(json.loads(line)["number"])
        except (ValueError, KeyError, TypeError):
            continue  # no leaf: said by the check of the leaves
        path = withdrawal_path(archive, number)
        data = read_once(path)
        if data is None:
            continue  # said already: a file is missing
        where = path.relative_to(archive.root).as_posix()
        try:
            withdrawal, note = parse_withdrawal(data)
        except NoteError as error:
            fail("broken-withdrawal", where, str(error))
            continue
        if withdrawal.number != number or not note.text.startswith(f"{origin_of(archive)}{PURPOSE}\n"):
            fail("broken-withdrawal", where, "it is of another number or archive")
        if keys and (changes >= len(keys) or not note.signed_by(keys[changes])):
            key = keys[min(changes, len(keys) - 1)]
            fail("withdrawal-signature", where, f"it is not signed by the key in use then, {key}")


def _is_logged(archive: Archive, number: int, note: bytes) -> bool:
    return withdrawal_leaf(number, note) in (line for _, line in Log(archive.log).read())


def _is_main(one: Replaced) -> bool:
    return one.becomes == STUB and one.main == one.id


def _bytes_at(path: Path, record: Record) -> bytes:
    try:
        handle = os.open(current_path(path), os.O_RDONLY)
    except FileNotFoundError:  # closed, so renamed, at that moment
        handle = os.open(current_path(path), os.O_RDONLY)
    try:
        return os.pread(handle, record.length, record.offset)
    finally:
        os.close(handle)
