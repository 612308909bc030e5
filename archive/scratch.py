"""The index made again in a temporary file, as far as it follows from the WARCs without reading a page.

Rows are made by the functions that ingest uses. What reading a page gave, and what depended on the settings
of its time, is taken from the index itself, where the digests beside its rows vouch for it.
SQLite deletes the temporary file when it opens it, so a kill leaves nothing behind.
"""

from collections.abc import Sequence
from dataclasses import replace

from archive.aliases import Alias
from archive.batches import Batch, Entry
from archive.captures import WAITING, Capture, Outlets
from archive.exchanges import Step
from archive.gather import ToRow, gather
from archive.problems import Problem
from archive.report import Fail
from archive.reread import Reread
from archive.row_digests import (
    CAPTURES,
    DERIVED_PROBLEMS,
    KEPT,
    changed_tables,
    is_read,
    is_redirect,
    reader_in,
)
from archive.schema import connect_scratch, sqlite3
from archive.sources import Source
from archive.store import close_warc, put_batch, put_reading, put_warc
from extractors.urls import keyed_id

PLACE = "SELECT * FROM captures WHERE record_id = ? AND warc = ? AND offset = ?"
PROBLEMS = "SELECT * FROM problems WHERE record_id = ? AND warc = ? AND offset = ?"


class Scratch:
    """The scratch index `db`, filled file by file beside the `index` that is checked."""

    def __init__(
        self, index: sqlite3.Connection, outlets: Outlets, fail: Fail, reread: Reread | None = None
    ) -> None:
        self.db = connect_scratch()
        self.given_up: set[str] = (
            set()
        )  # files that cannot be read: their rows have nothing to be held against
        self._index = index
        self._outlets = outlets
        self._fail = fail
        self._reread = reread

    def close(self) -> None:
        """Let go of the temporary file."""
        self.db.close()

    def take(self, source: Source, steps: Sequence[Step], end: int, to_row: ToRow) -> list[bytes]:
        """Take in a stretch of a file that ends at byte `end`; returns the leaves of its exchanges."""
        batch, leaves = gather(source.warc, steps, to_row, self._outlets)
        bare = batch.entries
        batch.entries = [self._recalled(entry, own=source.own) for entry in bare]
        if self._reread is not None:
            self._reread.check(source, list(zip(bare, batch.entries, strict=True)))
        put_batch(self.db, source.warc, batch, end, self._outlets)
        return leaves

    def finish(
        self,
        source: Source,
        end: int,
        *,
        closed: bool,
        sha256: str | None,
        size: int,
        crc: int | None = None,
    ) -> None:
        """Make the row of a file that was taken in up to byte `end`."""
        put_warc(self.db, source.warc, Batch(), end, crc)
        if closed:
            close_warc(self.db, source.warc.name, sha256 or "", size)

    def give_up(self, name: str) -> None:
        """Hold nothing against the file `name`, which cannot be read; that is told elsewhere."""
        self.given_up.add(name)

    def settle(self) -> None:
        """What is to be done when all files were taken in: captures get back what reading gave them."""
        rows = self.db.execute("SELECT * FROM captures WHERE reading = ?", (WAITING,)).fetchall()
        for row in rows:
            capture = Capture(**dict(row))
            found = self._index.execute(PLACE, (capture.record_id, capture.warc, capture.offset)).fetchone()
            if found is not None and is_read(found["reading"]):
                read = replace(capture, reading=found["reading"], text_digest=found["text_digest"])
                put_reading(self.db, Entry(capture=read))

    def _recalled(self, entry: Entry, *, own: bool) -> Entry:
        """The entry with what the index holds of it that its record does not say."""
        capture = entry.capture
        place = (capture.record_id, capture.warc, capture.offset)
        row = self._index.execute(PLACE, place).fetchone()
        if row is None:
            return entry  # told when tables are compared
        kept = self._index.execute(KEPT, (CAPTURES, capture.record_id)).fetchone()
        reader = reader_in(kept[0]) if kept else None
        for table in changed_tables(self._index, capture.record_id):
            detail = f"its rows in {table}, or their digest in row_digests, are not what was written"
            self._fail("row-digest", f"{table} {capture.record_id}", detail)
        if own and not (is_read(row["reading"]) or is_redirect(capture.status)):
            return entry
        alias = self._index.execute(
            "SELECT * FROM aliases WHERE record_id = ?", (capture.record_id,)
        ).fetchone()
        if not own:
            is_article = row["article_id"] is not None
            article_id = keyed_id(row["outlet"], capture.url_key) if is_article else None
            capture = replace(capture, outlet=row["outlet"], article_id=article_id)
        capture = replace(capture, reading=row["reading"], text_digest=row["text_digest"])
        return replace(
            entry,
            capture=capture,
            alias=Alias(**dict(alias)) if alias is not None else None,
            reader=reader,
            problems=(*entry.problems, *self._problems(entry, place)),
        )

    def _problems(self, entry: Entry, place: tuple[str, str, int]) -> list[Problem]:
        known = {problem.key for problem in entry.problems}
        found = []
        for row in self._index.execute(PROBLEMS, place):
            values = dict(row)
            del values["problem_key"]
            problem = Problem(**values)
            if row["code"] not in DERIVED_PROBLEMS and problem.key not in known:
                found.append(problem)
        return found
