"""One WARC file held against its own digests, the log and its row, in one pass over its bytes."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from archive.captures import foreign_capture, own_capture
from archive.exchanges import EVENT_URI, Exchange, Finding, Step, read_exchanges, read_singles
from archive.fixity import broken_digests
from archive.imports import import_records
from archive.leaf_check import LeafCheck
from archive.log import leaf, warc_leaf
from archive.own_warcs import SMALL_BLOCK, read_current, walk_whole_events
from archive.report import Fail, Report
from archive.schema import sqlite3
from archive.scratch import Scratch
from archive.sources import Source
from archive.warc import Damage, Record, RecordError
from archive.withdrawal_check import WithdrawalCheck

MAX_HELD = 1 << 20  # of a longer block the payload is read once more, by itself
MAX_REREAD = 512 << 20  # a longer block is held against the leaf alone
GROUP = 64  # exchanges that go into the scratch index at once


class FileDigest:
    """Takes a file's bytes in order: their number, and the SHA-256 of all or the CRC-32 of so many."""

    def __init__(self, upto: int | None = None) -> None:
        self._sha256 = sha256() if upto is None else None
        self._left = upto or 0
        self.size = 0
        self.crc = 0

    def take(self, data: bytes | memoryview) -> None:
        """Take the next bytes."""
        self.size += len(data)
        if self._sha256 is not None:
            self._sha256.update(data)
        elif self._left:
            self.crc = zlib.crc32(data[: self._left], self.crc)
            self._left -= min(self._left, len(data))

    @property
    def hex(self) -> str | None:
        """The SHA-256 in hex, where it was asked for."""
        return None if self._sha256 is None else self._sha256.hexdigest()


def check_own(
    report: Report,
    leaves: LeafCheck,
    scratch: Scratch,
    source: Source,
    row: sqlite3.Row | None,
    withdrawals: WithdrawalCheck,
) -> None:
    """Check a file that this archive captured; `row` is its row in `warcs`, None when it has none."""
    name = source.warc.name
    on_disk_closed = source.path.exists()
    closed = bool(row is not None and row["closed"])
    known = row["ingested_to"] if row is not None else 0
    digest = FileDigest(None if closed else known)
    counted = _Counted(report)
    report.checked["warcs"] += 1
    try:
        records = withdrawals.watch(source, counted.count(fixed_records(report, source, digest.take)))
        steps = read_exchanges(records, closed=on_disk_closed)
        end = _feed(report.fail, leaves, scratch, source, steps, None if closed else known, withdrawals)
    except OSError as error:
        report.fail("unreadable-warc", name, str(error))
        scratch.give_up(name)
        return
    if row is not None:
        scratch.finish(source, end, closed=closed, sha256=digest.hex, size=digest.size, crc=row["crc32"])
    if row is not None and closed:
        if digest.hex != row["sha256"]:
            detail = f"sha256 is {digest.hex}, was {row['sha256']} when closed"
            report.fail("warc-digest", name, detail)
        before = withdrawals.digest_of(name, digest.hex or "")
        found = warc_leaf(name, before, digest.size, counted.whole)
        leaves.see(f"warc:{name}", found, required=True)
        return
    if row is not None and (digest.crc != (row["crc32"] or 0) or digest.size < known):
        detail = f"their CRC-32 is {digest.crc}, was {row['crc32']} when they were taken in"
        report.fail("warc-bytes", f"{name}, the first {known} bytes", detail)
    if not on_disk_closed and digest.size > known:
        report.unchecked.append(f"{name} from byte {known} on, which is not in the index yet")
    if on_disk_closed:
        report.fail(
            "not-ingested", name, "the file is closed but not wholly in the index: `warraq ingest` it"
        )


def check_import(report: Report, scratch: Scratch, source: Source, row: sqlite3.Row) -> None:
    """Check a third party's file. Raises OSError when it cannot be read."""
    name = row["name"]
    digest = FileDigest()
    with source.path.open("rb") as file:
        while data := file.read(1 << 18):
            digest.take(data)
    if digest.hex != row["sha256"]:
        report.fail("warc-digest", name, f"sha256 is {digest.hex}, was {row['sha256']} when it was ingested")
        scratch.give_up(name)
        return
    steps = read_singles(_Counted(report).count(import_records(source)))
    end = 0
    for group, end in _groups(steps, None):
        scratch.take(source, group, end, foreign_capture)
    scratch.finish(source, end, closed=bool(row["closed"]), sha256=digest.hex, size=digest.size)


def fixed_records(
    report: Report,
    source: Source,
    tap: Callable[[bytes | memoryview], None] | None = None,
    *,
    start: int = 0,
    most: int = MAX_REREAD,
) -> Iterator[Record | Damage]:
    """The records of a file of ours, each held against its own digests on the way; `tap` sees all bytes.

    From byte `start` on, where one begins. A block of more than `most` bytes is not held against them.
    """
    name = source.warc.name
    for step in walk_whole_events(source.path, start, tap, MAX_HELD):
        if isinstance(step, Record):
            for what, detail in _broken(source.path, step, most):
                report.fail(what, f"{name} at byte {step.offset}", f"record {step.record_id}: {detail}")
            if len(step.block) > SMALL_BLOCK and step.target_uri != EVENT_URI:
                yield replace(step, block=step.block[:SMALL_BLOCK])  # no more is looked at, and many are held
                continue
        elif step.code != "torn-tail" or source.path.exists():
            report.fail("damaged-record", f"{name} at byte {step.offset}", step.detail)
        yield step


def _broken(path: Path, record: Record, most: int) -> Iterator[tuple[str, str]]:
    if record.whole:
        yield from broken_digests(record)
    elif record.block_length <= most:
        try:
            yield from broken_digests(read_current(path, record.offset, max_block=record.block_length))
        except RecordError as error:
            yield "damaged-record", str(error)


class _Counted:
    """Counts the whole records that pass."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.whole = 0

    def count(self, steps: Iterator[Record | Damage]) -> Iterator[Record | Damage]:
        for step in steps:
            if isinstance(step, Record):
                self.whole += 1
                self._report.checked["records"] += 1
            yield step


def _feed(
    fail: Fail,
    leaves: LeafCheck,
    scratch: Scratch,
    source: Source,
    steps: Iterator[Step],
    known: int | None,
    withdrawals: WithdrawalCheck,
) -> int:
    """Put what the index knows (None: all) into the scratch index, and see all leaves; where that ends."""
    reached = 0
    for group, end in _groups(steps, known):
        taken = known is None or end <= known
        lines = scratch.take(source, group, end, own_capture) if taken else _leaves_of(group)
        reached = end if taken else reached
        exchanges = [step.item for step in group if isinstance(step.item, Exchange)]
        for exchange, line in zip(exchanges, lines, strict=True):
            if not taken and leaves.was_seen(exchange.record_id):
                detail = f"exchange {exchange.record_id} is there a second time"
                fail("second-record", f"{source.warc.name} at byte {exchange.main.offset}", detail)
            leaves.see(exchange.record_id, withdrawals.leaf_of(exchange) or line, required=taken)
        if not taken:
            _fail_oddities(fail, source, group)
    return reached


def _fail_oddities(fail: Fail, source: Source, group: list[Step]) -> None:
    """What is not in the index yet may be what a crawl has just written; that writes nothing odd."""
    for step in group:
        if isinstance(step.item, Finding) and step.records:
            place = f"{source.warc.name} at byte {step.item.offset}"
            fail("unexpected-record", place, step.item.detail)


def _leaves_of(group: list[Step]) -> list[bytes]:
    return [leaf(step.item) for step in group if isinstance(step.item, Exchange)]


def _groups(steps: Iterator[Step], known: int | None) -> Iterator[tuple[list[Step], int]]:
    """Steps in groups, each with the byte where it ends; none goes on beyond byte `known`."""
    group: list[Step] = []
    end = 0
    for step in steps:
        if group and (len(group) >= GROUP or (known is not None and end <= known < step.end)):
            yield group, end
            group = []
        group.append(step)
        end = step.end
    if group:
        yield group, end
