"""The fixity of one capture: its records read again, held against their digests, its row and the capture log.

What `warraq verify` does for a whole archive, by the same functions, for whoever looks at one capture. The
work is bounded by the records of the capture. Not looked at: the rest of the file, whether the page reads as
it did, and whether the log as a whole agrees with its files.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from archive.captures import Outlets, foreign_capture, own_capture, withdrawn_capture
from archive.declared import declared
from archive.exchanges import Exchange, Finding, Withdrawn, read_exchanges, read_singles
from archive.file_check import fixed_records
from archive.fixity import broken_digests
from archive.language import Saying, saying
from archive.log import leaf
from archive.lookup import UnknownArticle
from archive.own_warcs import read_current
from archive.place import Archive
from archive.problems import storable
from archive.records import Record, RecordError
from archive.report import Report
from archive.row_digests import changed_tables
from archive.rows import Row, read_row
from archive.schema import sqlite3
from archive.sources import Source, opened
from archive.table_check import READ, short
from archive.wacz import WaczError
from archive.withdrawal_check import WithdrawalCheck

MOST = 64 << 20  # bytes of a block that is held against its digests here
CAPTURE = "SELECT c.*, w.origin FROM captures c JOIN warcs w ON w.name = c.warc WHERE c.record_id = ?"
# Columns of a capture's row that hang on other rows: `warraq verify` makes those anew too.
AROUND = READ | {"article_id"}
State = Literal["holds", "fails", "unchecked"]
LONG = saying("it is longer than {count} bytes: `warraq verify` reads it", count=MOST)
NO_CLAIM = saying("the record names no such digest")
REVISIT = saying("a revisit holds no payload; the record that it refers to does")
NOT_READ = saying("the records could not be read")
ALONE = saying("what was asked stands before it in the file: `warraq verify` reads both")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: what, whether it holds, where, and what was found when it does not.

    `unchecked` is no failure: it could not be looked at, or not here, and `detail` says why.
    """

    what: str
    state: State
    where: str | None = None
    detail: Saying | None = None

    def document(self) -> dict[str, Any]:
        """It as JSON tells it."""
        detail = self.detail
        told = None if detail is None else {"ar": detail.in_arabic(), "en": detail.in_english()}
        return {"what": self.what, "state": self.state, "where": self.where, "detail": told}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A capture as it was read again: its checks, and its leaf made from what was read.

    `line` is None where no leaf could be made; then `main` may do, the record that gives the capture its id.
    """

    row: Row
    checks: tuple[Check, ...]
    line: bytes | None
    main: Record | None
    withdrawn: bool


def reread(archive: Archive, db: sqlite3.Connection, record_id: str) -> Reread:
    """Read the records of a capture again, and hold them against their digests and their row.

    Raises UnknownArticle when the index has no such capture.
    """
    row = read_row(db, CAPTURE, (record_id,))
    if row is None:
        raise UnknownArticle(f"no capture {record_id} in this archive")
    place = f"{row['warc']} at byte {row['offset']}"
    try:
        with opened(archive, row["warc"], row["origin"]) as source:
            if row["origin"] == "own":
                return _own(archive, db, source, row, place)
            return _imported(db, source, row, place)
    except (OSError, WaczError, RecordError) as error:
        failed = Check(what="record", state="fails", where=place, detail=as_it_is(str(error)))
        rest = [Check(what=what, state="unchecked", detail=NOT_READ) for what in _AFTER]
        return Reread(row=row, checks=(failed, *rest), line=None, main=None, withdrawn=False)


_AFTER = ("block-digest", "payload-digest", "row")


def as_it_is(text: str) -> Saying:
    """What another part of the project says of a failure, which it says in English."""
    return saying("{detail}", detail=text)


def _own(archive: Archive, db: sqlite3.Connection, source: Source, row: Row, place: str) -> Reread:
    report, seen = Report(), list[Record]()
    withdrawals = WithdrawalCheck(report.fail, archive)

    def records() -> Iterator[Any]:
        for step in fixed_records(report, source, start=row["offset"], most=MOST):
            if isinstance(step, Record):
                withdrawals.see(source.warc.name, source.path, step)
                seen.append(step)
            yield step

    found = next((step.item for step in read_exchanges(records(), closed=True)), None)
    main = next((one for one in seen if one.offset == row["offset"]), None)
    checks = [_in_place(row, place, main, report)]
    if isinstance(found, Withdrawn) and main is not None:
        checks += _of_withdrawal(report, place)
        checks.append(_row(db, row, withdrawn_capture(found, row["warc"])))
        return Reread(row=row, checks=tuple(checks), line=None, main=main, withdrawn=True)
    group = found.records if isinstance(found, Exchange) else seen[:1]
    for what in ("block-digest", "payload-digest"):
        checks += _digests(what, group, main, report, source.warc.name)
    line = None
    if isinstance(found, Exchange):
        checks.append(_row(db, row, own_capture(found, row["warc"], Outlets(declared(archive).known))))
        line = withdrawals.leaf_of(found) or leaf(found)
    else:
        checks.append(Check(what="row", state="unchecked", detail=NOT_READ if main is None else ALONE))
    return Reread(row=row, checks=tuple(checks), line=line, main=main, withdrawn=False)


def _imported(db: sqlite3.Connection, source: Source, row: Row, place: str) -> Reread:
    record = read_current(source.path, row["offset"], max_block=MOST)
    report = Report()
    if record.whole:
        for what, detail in broken_digests(record):
            report.fail(what, place, detail)
    checks = [_in_place(row, place, record, report)]
    for what in ("block-digest", "payload-digest"):
        checks += _digests(what, [record], record, report, row["warc"])
    found = next((step.item for step in read_singles([record])), None)
    if isinstance(found, Exchange):
        checks.append(_row(db, row, foreign_capture(found, row["warc"], Outlets(()))))
    else:
        checks.append(Check(what="row", state="unchecked", detail=NOT_READ))
    return Reread(row=row, checks=tuple(checks), line=None, main=record, withdrawn=False)


def _in_place(row: Row, place: str, main: Record | None, report: Report) -> Check:
    """Whether the record stands where the row says, whole and as long as it says."""
    broken = next((one for one in report.failures if one.what == "damaged-record"), None)
    if main is None or storable(main.record_id) != row["record_id"]:
        detail = broken.detail if broken is not None and main is None else "no record begins there"
        if main is not None:
            detail = f"the record {main.record_id} stands there"
        return Check(what="record", state="fails", where=place, detail=as_it_is(detail))
    if main.length != row["length"]:
        detail = f"it is {main.length} bytes long, its row says {row['length']}"
        return Check(what="record", state="fails", where=place, detail=as_it_is(detail))
    if broken is not None:
        return Check(what="record", state="fails", where=broken.where, detail=as_it_is(broken.detail))
    return Check(what="record", state="holds", where=place)


def _digests(
    what: str, group: list[Record] | tuple[Record, ...], main: Record | None, report: Report, name: str
) -> Iterator[Check]:
    """Each record's own digest; of the payload, the one that came."""
    if main is None:
        yield Check(what=what, state="unchecked", detail=NOT_READ)
        return
    header = "WARC-Block-Digest" if what == "block-digest" else "WARC-Payload-Digest"
    looked_at = sorted(group, key=lambda one: one.offset) if what == "block-digest" else [main]
    for record in looked_at:
        where = f"{name} at byte {record.offset}"
        failed = next((one for one in report.failures if (one.what, one.where) == (what, where)), None)
        if failed is not None:
            yield Check(what=what, state="fails", where=where, detail=as_it_is(failed.detail))
        elif what == "payload-digest" and record.type == "revisit":
            yield Check(what=what, state="unchecked", where=where, detail=REVISIT)
        elif record.header(header) is None:
            yield Check(what=what, state="unchecked", where=where, detail=NO_CLAIM)
        elif record.block_length > MOST:
            yield Check(what=what, state="unchecked", where=where, detail=LONG)
        else:
            yield Check(what=what, state="holds", where=where)


def _of_withdrawal(report: Report, place: str) -> Iterator[Check]:
    failed = next((one for one in report.failures), None)
    detail = None if failed is None else as_it_is(failed.detail)
    yield Check(what="withdrawal", state="holds" if failed is None else "fails", where=place, detail=detail)


def _row(db: sqlite3.Connection, row: Row, made: Any) -> Check:
    """Whether the index says of the capture what its records say, and what reading it gave is as written."""
    where = f"captures {row['record_id']}"
    if isinstance(made, Finding):
        return Check(what="row", state="fails", where=where, detail=as_it_is(made.detail))
    left_out = set(AROUND)
    if row["origin"] != "own":  # its outlet hangs on the declarations of then, its digest may be ours
        left_out |= {"outlet"} if made.payload_digest else {"outlet", "payload_digest"}
    for column, value in asdict(made).items():
        if row[column] != value and column not in left_out:
            detail = f"{column} is {short(row[column])}, the record says {short(value)}"
            return Check(what="row", state="fails", where=where, detail=as_it_is(detail))
    changed = changed_tables(db, row["record_id"])
    if changed:
        detail = f"its rows in {', '.join(changed)}, or their digest in row_digests, are not what was written"
        return Check(what="row", state="fails", where=where, detail=as_it_is(detail))
    return Check(what="row", state="holds", where=where)
