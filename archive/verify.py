"""Fixity of a whole archive: every record, row and leaf read again and held against the others.

The WARCs are the truth: rows and leaves are made from them anew and compared. The index is read as it stood
when the check began, so that a crawl may go on meanwhile. Memory stays small whatever the archive's size.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

from archive.alias_check import check_aliases, check_redirect
from archive.aliases import settled_id
from archive.articles import article_row, captures_of, texts_of, told_by_seeds
from archive.captures import Capture, Outlets, foreign_capture, own_capture, withdrawn_capture
from archive.checkpoint_check import CheckpointCheck
from archive.exchanges import Exchange, Finding, Step, Withdrawn, read_exchanges, read_singles
from archive.fixity import broken_digests
from archive.leaf_check import LeafCheck
from archive.leaves import known_leaves
from archive.log import warc_leaf
from archive.own_warcs import SMALL_BLOCK, own_files, read_current, walk_whole_events
from archive.place import Archive
from archive.schema import connect, sqlite3
from archive.sources import Source, opened, own_source
from archive.versions import text_digest, version_key
from archive.wacz import WaczError
from archive.warc import Damage, Record, RecordError, walk
from archive.withdrawal_check import WithdrawalCheck
from extractors.article import body_digest

MAX_FAILURES = 1000  # more are counted, not listed
MAX_REREAD = 512 << 20  # of a longer payload only the block is checked
# Columns of a capture that reading filled in, and those of an import that depend on the declared outlets.
READ = ("reading", "text_digest")
DECLARED = (*READ, "outlet", "article_id", "payload_digest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing that is not as it must be: what, where (file and byte, or table and key), both sides."""

    what: str
    where: str
    detail: str


@dataclass(slots=True)
class Report:
    """The verdict on an archive: `ok` when nothing failed, how much was checked, and what could not be."""

    ok: bool = True
    checked: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("warcs", "records", "rows", "leaves", "checkpoints"), 0)
    )
    failures: list[Failure] = field(default_factory=list)
    unlisted: int = 0
    unchecked: list[str] = field(default_factory=list)
    withdrawn: list[dict[str, Any]] = field(default_factory=list)

    def fail(self, what: str, where: str, detail: str) -> None:
        """Note a failure."""
        self.ok = False
        if len(self.failures) < MAX_FAILURES:
            self.failures.append(Failure(what=what, where=where, detail=detail))
        else:
            self.unlisted += 1


def verify(archive: Archive) -> Report:
    """Check the fixity of the whole archive. Changes nothing. Raises IndexUnusable when there is no index."""
    report = Report()
    outlets = Outlets(archive.outlets())
    with closing(connect(archive.index, readonly=True)) as db, LeafCheck(report.fail) as leaves:
        # One snapshot of the index, then the log, then the files: what came later is only ever more.
        db.execute("BEGIN")
        rows = {row["name"]: row for row in db.execute("SELECT * FROM warcs ORDER BY name")}
        checkpoints = CheckpointCheck(report.fail, archive)
        withdrawals = WithdrawalCheck(report.fail, archive)

        def on_leaf(line: bytes) -> None:
            checkpoints.see(line)
            withdrawals.see_leaf(line)

        report.checked["leaves"] = leaves.load(archive.log, on_leaf)
        report.checked |= checkpoints.finish(known_leaves(db))
        report.unchecked = checkpoints.unchecked
        for path in own_files(archive):
            name = path.relative_to(archive.warcs).as_posix()
            source = own_source(archive, name)
            _check_own(report, db, leaves, outlets, source, rows.pop(name, None), withdrawals)
        for name, row in rows.items():
            if row["origin"] == "own":
                report.fail("missing-warc", name, "the index has captures of this file, which is gone")
            else:
                _check_import(report, db, archive, outlets, row)
        withdrawals.finish(leaves.cross_off)
        report.withdrawn = withdrawals.withdrawn
        leaves.finish()
        _check_versions(report, db)
        report.checked["rows"] += check_aliases(report.fail, db)
        _check_articles(report, db)
    return report


def _check_own(
    report: Report,
    db: sqlite3.Connection,
    leaves: LeafCheck,
    outlets: Outlets,
    source: Source,
    row: sqlite3.Row | None,
    withdrawals: WithdrawalCheck,
) -> None:
    name = source.warc.name
    closed = source.path.exists()
    known = row["ingested_to"] if row else 0
    report.checked["warcs"] += 1
    records = _Counter(report)
    try:
        steps = read_exchanges(records.count(_fixed(report, source, withdrawals)), closed=closed)
        expected = _expected(steps, source, outlets, leaves, known, withdrawals)
        _compare(report, db, name, expected, known, READ)
        if row is not None and row["closed"]:
            _check_closed(report, leaves, source, row, records.whole, withdrawals)
        elif closed:
            report.fail(
                "not-ingested", name, "the file is closed but not wholly in the index: `warraq ingest` it"
            )
    except OSError as error:
        report.fail("unreadable-warc", name, str(error))


def _check_closed(
    report: Report,
    leaves: LeafCheck,
    source: Source,
    row: sqlite3.Row,
    records: int,
    withdrawals: WithdrawalCheck,
) -> None:
    with source.path.open("rb") as file:
        sha256 = file_digest(file, "sha256").hexdigest()
        size = file.tell()
    if sha256 != row["sha256"]:
        report.fail("warc-digest", source.warc.name, f"sha256 is {sha256}, was {row['sha256']} when closed")
    before = withdrawals.digest_of(source.warc.name, sha256)
    leaves.see(f"warc:{source.warc.name}", warc_leaf(source.warc.name, before, size, records), required=True)


def _check_import(
    report: Report, db: sqlite3.Connection, archive: Archive, outlets: Outlets, row: sqlite3.Row
) -> None:
    name = row["name"]
    report.checked["warcs"] += 1
    try:
        with opened(archive, name, row["origin"]) as source:
            with source.path.open("rb") as file:
                sha256 = file_digest(file, "sha256").hexdigest()
            if sha256 != row["sha256"]:
                report.fail(
                    "warc-digest", name, f"sha256 is {sha256}, was {row['sha256']} when it was ingested"
                )
                return
            records = _Counter(report)
            steps = read_singles(records.count(walk(source.path, max_block=SMALL_BLOCK)))
            expected = (
                (step.item.main.offset, step.item, foreign_capture(step.item, name, outlets))
                for step in steps
                if isinstance(step.item, Exchange)
            )
            _compare(report, db, name, expected, row["ingested_to"], DECLARED)
    except (OSError, WaczError) as error:
        report.fail("missing-warc", name, f"the imported file cannot be read: {error}")


class _Counter:
    """Counts the whole records that pass."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.whole = 0

    def count(self, steps: Iterable[Record | Damage]) -> Iterator[Record | Damage]:
        for step in steps:
            if isinstance(step, Record):
                self.whole += 1
                self._report.checked["records"] += 1
            yield step


def _fixed(report: Report, source: Source, withdrawals: WithdrawalCheck) -> Iterator[Record | Damage]:
    """The records of a file of ours, each held against its own digests on the way."""
    name = source.warc.name
    for step in walk_whole_events(source.path, 0):
        if isinstance(step, Record):
            withdrawals.see(name, source.path, step)
            for what, detail in _broken(source.path, step):
                report.fail(what, f"{name} at byte {step.offset}", f"record {step.record_id}: {detail}")
        elif step.code != "torn-tail" or source.path.exists():
            report.fail("damaged-record", f"{name} at byte {step.offset}", step.detail)
        yield step


def _broken(path: Path, record: Record) -> Iterator[tuple[str, str]]:
    if record.whole:
        yield from broken_digests(record)
    elif record.block_length <= MAX_REREAD:
        try:
            yield from broken_digests(read_current(path, record.offset, max_block=record.block_length))
        except RecordError as error:
            yield "damaged-record", str(error)


Expected = tuple[int, Exchange | Withdrawn, Capture | Finding]


def _expected(
    steps: Iterable[Step],
    source: Source,
    outlets: Outlets,
    leaves: LeafCheck,
    known: int,
    withdrawals: WithdrawalCheck,
) -> Iterator[Expected]:
    """Each exchange of a file of ours with the row it must have; its leaf is checked on the way."""
    for step in steps:
        if isinstance(step.item, Exchange):
            exchange = step.item
            leaves.see(exchange.record_id, withdrawals.leaf_of(exchange), required=step.end <= known)
            yield exchange.main.offset, exchange, own_capture(exchange, source.warc.name, outlets)
        elif isinstance(step.item, Withdrawn):
            left = step.item
            yield left.main.offset, left, withdrawn_capture(left, source.warc.name)


def _compare(
    report: Report,
    db: sqlite3.Connection,
    name: str,
    expected: Iterable[Expected],
    known: int,
    left_out: tuple[str, ...],
) -> None:
    """Hold the rows of one file against what its records say; both run in the file's order."""
    rows = db.execute("SELECT * FROM captures WHERE warc = ? ORDER BY offset", (name,))
    row = next(rows, None)
    for offset, exchange, capture in expected:
        while row is not None and row["offset"] < offset:
            report.fail("row-without-record", f"{name} at byte {row['offset']}", f"row {row['record_id']}")
            row = next(rows, None)
        if row is not None and row["offset"] == offset:
            report.checked["rows"] += 1
            if isinstance(capture, Capture):
                _compare_row(report, row, _with_article(db, capture), left_out)
                if "outlet" not in left_out and isinstance(exchange, Exchange):
                    check_redirect(report.fail, db, capture, exchange.main.block)
            row = next(rows, None)
        elif offset < known and not _is_problem(db, name, offset):
            report.fail(
                "missing-row", f"{name} at byte {offset}", f"{exchange.kind} {exchange.record_id} has no row"
            )
    while row is not None:
        report.fail("row-without-record", f"{name} at byte {row['offset']}", f"row {row['record_id']}")
        row = next(rows, None)


def _with_article(db: sqlite3.Connection, capture: Capture) -> dict[str, Any]:
    """The columns of a capture, with the article that the aliases of its address make it belong to."""
    wanted = asdict(capture)
    if capture.article_id is not None:
        wanted["article_id"] = settled_id(db, capture.outlet, capture.url_key)
    return wanted


def _compare_row(
    report: Report, row: sqlite3.Row, wanted: Mapping[str, Any], left_out: tuple[str, ...]
) -> None:
    for column, value in wanted.items():
        if column not in left_out and row[column] != value:
            report.fail(
                "changed-row",
                f"captures {row['record_id']}",
                f"{column} is {row[column]!r}, the record says {value!r}",
            )


def _is_problem(db: sqlite3.Connection, warc: str, offset: int) -> bool:
    row = db.execute("SELECT 1 FROM problems WHERE warc = ? AND offset = ?", (warc, offset)).fetchone()
    return row is not None


def _check_versions(report: Report, db: sqlite3.Connection) -> None:
    rows = db.execute(
        "SELECT v.*, c.article_id AS captured_article, c.text_digest AS captured_text,"
        " c.captured_at AS captured_when FROM versions v LEFT JOIN captures c USING (record_id)"
    )
    for row in rows:
        report.checked["rows"] += 1
        where = f"versions {row['version_key']}"
        if body_digest(row["body"]) != row["body_digest"]:
            report.fail("body-digest", where, f"the body of record {row['record_id']} is not what was read")
        elif text_digest(row["title"], row["body"]) != row["text_digest"]:
            report.fail("text-digest", where, f"the title of record {row['record_id']} is not what was read")
        claims = {
            "version_key": version_key(row["record_id"], row["reader_digest"]),
            "article_id": row["captured_article"],
            "text_digest": row["captured_text"],
            "captured_at": row["captured_when"],
        }
        for column, value in claims.items():
            if row[column] != value:
                report.fail("changed-row", where, f"{column} is {row[column]!r}, its capture says {value!r}")


def _check_articles(report: Report, db: sqlite3.Connection) -> None:
    lost = db.execute(
        "SELECT record_id FROM captures c WHERE reading = 'article' AND NOT EXISTS"
        " (SELECT 1 FROM versions v WHERE v.article_id = c.article_id AND v.text_digest = c.text_digest)"
    )
    for row in lost:
        report.fail("missing-row", f"captures {row[0]}", "its text has no row in versions")
    for row in db.execute("SELECT * FROM articles"):
        report.checked["rows"] += 1
        where = f"articles {row['article_id']}"
        try:
            key = row["article_id"]
            texts = texts_of(db, key)
            wanted = article_row(captures_of(db, key), texts, told_by_seeds(db, key, texts))
        except ValueError as error:
            report.fail("changed-row", where, str(error))
            continue
        _compare_article(report, where, row, wanted)


def _compare_article(report: Report, where: str, row: sqlite3.Row, wanted: Mapping[str, Any]) -> None:
    for column, value in wanted.items():
        if row[column] != value:
            report.fail("changed-row", where, f"{column} is {row[column]!r}, its versions say {value!r}")
