"""Every page read again, and what that gives held against the rows: what `warraq verify --reread` adds.

A page that another reader read (another version of this program, or other settings of its outlet) cannot be
compared; how many there are of those is told. So it is with readings that failed for want of time or memory.
"""

from collections.abc import Sequence
from dataclasses import astuple

from archive.batches import Entry
from archive.captures import is_read
from archive.findings import PUT as FINDS
from archive.gather import with_reading
from archive.ingest import declared_texts, job_of
from archive.place import Archive
from archive.readers import ReaderPool
from archive.report import Report
from archive.row_digests import DERIVED_PROBLEMS
from archive.schema import connect_scratch, sqlite3
from archive.sources import Source
from archive.versions import Version, put_version, remove_version

FAILED = frozenset({"reading-timeout", "reading-memory", "reading-crashed", "unreadable-record"})
LONGEST = 200  # characters of a value that a failure shows
ROWS = "SELECT * FROM {table} WHERE version_key = ? ORDER BY {order}"
# Columns of a version that other rows decide.
PLACED = frozenset({"doc_id", "version", "article_id"})


class Reread:
    """Reads pages again as files are walked. `finish` says what could not be compared."""

    def __init__(self, report: Report, index: sqlite3.Connection, archive: Archive, pool: ReaderPool) -> None:
        self._report = report
        self._index = index
        self._pool = pool
        self._texts = declared_texts(archive)
        self._scratch = connect_scratch()
        self._others = 0
        self._failed = 0
        self.pages = 0

    def close(self) -> None:
        """Let go of the temporary file."""
        self._scratch.close()

    def check(self, source: Source, entries: Sequence[tuple[Entry, Entry]]) -> None:
        """Read the pages among the entries, each bare and as the index has it, and compare."""
        read = [(bare, held) for bare, held in entries if is_read(held.capture, own=source.own)]
        jobs = [job_of(source, held.capture, self._texts.get(held.capture.outlet)) for _, held in read]
        readings = self._pool.read_many(jobs) if jobs else []
        for (bare, held), reading in zip(read, readings, strict=True):
            self.pages += 1
            if held.capture.reading is None:
                continue  # the index has no such capture, or has not read it: told elsewhere
            found = with_reading(
                Entry(capture=held.capture, problems=bare.problems, alias=bare.alias), reading
            )
            if {found.capture.reading, held.capture.reading} & FAILED:
                self._failed += found.capture.reading != held.capture.reading
            else:
                self._compare(found, held)

    def finish(self) -> None:
        """Say what could not be compared."""
        if self._others:
            self._report.unchecked.append(
                f"{self._others} pages were read by another reader than today's: `warraq rebuild` reads them"
                " again"
            )
        if self._failed:
            self._report.unchecked.append(f"{self._failed} pages that a reader failed on, then or now")

    def _compare(self, found: Entry, held: Entry) -> None:
        if found.reader != held.reader:
            self._others += 1
            return
        record_id = held.capture.record_id
        sides = (
            ("reading", found.capture.reading, held.capture.reading),
            ("text_digest", found.capture.text_digest, held.capture.text_digest),
            ("alias", found.alias and astuple(found.alias), held.alias and astuple(held.alias)),
            ("problems", _told(found), _told(held)),
        )
        for what, now, then in sides:
            if now != then:
                self._fail(f"captures {record_id}", what, then, now)
        if found.version is not None:
            self._compare_version(found.version)

    def _compare_version(self, version: Version) -> None:
        """Hold a version that was read again against its rows, if the index keeps it."""
        key = version.version_key
        if self._index.execute("SELECT 1 FROM versions WHERE version_key = ?", (key,)).fetchone() is None:
            return  # another capture shows the same text; that is told by the digests
        put_version(self._scratch, version)
        for table in ("versions", *FINDS):
            query = ROWS.format(table=table, order="seq" if table != "versions" else "version_key")
            now = [dict(row) for row in self._scratch.execute(query, (key,))]
            then = [dict(row) for row in self._index.execute(query, (key,))]
            if len(now) != len(then):
                self._fail(f"{table} {key}", "rows", len(then), len(now))
            for new, old in zip(now, then, strict=False):
                where = f"{table} {key}" + (f" {old['seq']}" if "seq" in old else "")
                for column in sorted(new.keys() - PLACED):
                    if new[column] != old[column]:
                        self._fail(where, column, old[column], new[column])
        remove_version(self._scratch, key, None)

    def _fail(self, where: str, what: str, held: object, found: object) -> None:
        detail = f"{what} is {_short(held)}, reading the page again gives {_short(found)}"
        self._report.fail("read-differently", where, detail)


def _told(entry: Entry) -> list[tuple[str, str]]:
    return sorted({(p.code, p.detail) for p in entry.problems if p.code not in DERIVED_PROBLEMS})


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
