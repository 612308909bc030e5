"""The one road into the index: records of a WARC become rows, for live crawl, rebuild and import alike.

For each batch: read its pages in children, wait until the WARC's bytes are on the disk, append the leaves,
commit the rows with the position reached. A crash at any point loses nothing and repeats nothing that shows.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from archive.analysers import prepare_analyser
from archive.batches import Batch, Entry, batches
from archive.captures import Capture, Outlets, is_read, own_capture
from archive.crashpoints import reach
from archive.declared import declared
from archive.exchanges import Step, read_exchanges
from archive.gather import ToRow, gather, with_reading
from archive.index import Index, reporting
from archive.leaves import append_leaves
from archive.log import Log, warc_leaf
from archive.outlet_rows import sync_outlets
from archive.own_warcs import crc_of, current_size, own_files, sync_current, walk_whole_events
from archive.place import Archive
from archive.readers import Job, ReaderPool, Reading
from archive.rows import Row
from archive.schema import sqlite3
from archive.sources import Source, opened, own_source
from archive.store import WAITING, close_warc, put_batch, put_reading, put_warc
from archive.wacz import WaczError


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one exchange: `reading` is "article", a refusal's or error's code, or None (not read).

    `version_key` names the row of `versions` with the text that the capture shows, when it shows one.
    """

    article_id: str | None
    reading: str | None
    version_key: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """How many exchanges, articles read, and problems a call brought into the index."""

    exchanges: int = 0
    articles: int = 0
    problems: int = 0

    def __add__(self, other: "Ingested") -> "Ingested":
        return Ingested(
            exchanges=self.exchanges + other.exchanges,
            articles=self.articles + other.articles,
            problems=self.problems + other.problems,
        )

    def __sub__(self, other: "Ingested") -> "Ingested":
        return Ingested(
            exchanges=self.exchanges - other.exchanges,
            articles=self.articles - other.articles,
            problems=self.problems - other.problems,
        )


NOT_INDEXED = Outcome(article_id=None, reading=None, version_key=None)
OnExchange = Callable[[str, Outcome], None]
OnPosition = Callable[[str, int], None]


class Ingest:
    """Brings WARC files into the index of an archive. Calls from several threads wait for each other.

    `on_exchange(record_id, outcome)` is called once for each exchange that was not in the index at the first
    call for its file, in file order, after the commit (also when another process committed it).
    `on_position(name, byte)` is told how far a file, or a member of one, has been dealt with. `index` and
    `lock` are for an index made beside the archive's own. A declaration that is not understood is taken as it
    was last understood; where nobody remembers that, its outlet's captures wait. With `strict` it raises
    OutletError at once instead: what is read then must not hang on what was before.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        readers: ReaderPool | None = None,
        index: Path | None = None,
        lock: Path | None = None,
        on_exchange: OnExchange | None = None,
        on_position: OnPosition | None = None,
        strict: bool = False,
    ) -> None:
        found = declared(archive)
        if strict:
            found.require_all()
        self.archive = archive
        self.outlets = Outlets(found.known)
        self.unknown = found.unknown  # slugs of declarations that nobody understands
        self.index = Index(index or archive.index, lock or archive.state / "index.lock")
        self._texts = found.texts
        self._readers = readers or ReaderPool(archive.settings.readers)
        self._own_readers = readers is None
        self._on_exchange = on_exchange
        self.on_position: OnPosition = on_position or (lambda name, position: None)
        self._log = Log(archive.log)
        self._turn = threading.RLock()
        self._told: dict[str, int] = {}  # up to which byte of a file `on_exchange` was called
        self._counted = Ingested()
        self._prepare()

    def catch_up(self, warc: Path) -> Ingested:
        """Index what is new in a WARC of this archive (named with or without `.open`), also while it grows.

        Stops before an exchange that is not complete yet. Raises OSError when the file cannot be read,
        OutOfSpace, IndexUnusable, ReaderUnavailable; what was committed before stays.
        """
        with self._turn:
            return self._catch_up(warc)

    def catch_up_all(self) -> Ingested:
        """Index what is new in every WARC of this archive."""
        total = Ingested()
        for path in own_files(self.archive):
            total += self.catch_up(path)
            # Also of a file that was dealt with before.
            self.on_position(path.relative_to(self.archive.warcs).as_posix(), current_size(path))
        return total

    def read_waiting(self) -> None:
        """Read pages whose text lost its version from other captures that show it."""
        with self._turn:
            self._read_waiting()

    def read_designs(self, places: Sequence[Row]) -> list[Reading]:
        """Read captures of this archive's own again, with the design of their pages; nothing is indexed.

        `places` are rows with their `warc`, `offset`, `url`, `captured_at` and `outlet`. Raises
        ReaderUnavailable.
        """
        jobs = [
            Job(
                path=str(self.archive.warcs / row["warc"]),
                offset=row["offset"],
                url=row["url"],
                captured_at=row["captured_at"],
                outlet=row["outlet"],
                declaration=self._texts.get(row["outlet"]),
                design=True,
            )
            for row in places
        ]
        return self._readers.read_many(jobs) if jobs else []

    def close(self) -> None:
        """Let go of the index, and end the readers unless they were handed in."""
        self.index.close()
        if self._own_readers:
            self._readers.close()

    def __enter__(self) -> "Ingest":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ingest_source(
        self, source: Source, steps: Callable[[int], Iterator[Step]], to_row: ToRow
    ) -> Ingested:
        """Bring what `steps(position)` finds from a byte on into the index.

        When another process indexes the same file, whoever comes second goes on where the first one is.
        """
        with self._turn:
            before = self._counted
            self._ingest(source, steps, to_row)
            return self._counted - before

    def _ingest(self, source: Source, steps: Callable[[int], Iterator[Step]], to_row: ToRow) -> None:
        name = source.warc.name
        while True:
            start = self._position(name)[0]
            told = self._told.setdefault(name, start)
            position = min(start, told)
            try:
                for group in batches(steps(position), start):
                    position = self._take(source, group, position, to_row)
            except Overtaken:
                continue
            self._read_waiting()
            return

    def _take(self, source: Source, group: Sequence[Step], position: int, to_row: ToRow) -> int:
        """Deal with one batch of steps that begins at `position`; returns where it ends."""
        end = group[-1].end
        batch, leaves = gather(source.warc, group, to_row, self.outlets)
        if end > self._position(source.warc.name)[0]:
            self._read(source, batch)
            self._commit(source, batch, leaves, position, end)
            self._counted += _count(batch)
        self._tell(source, batch)
        self._told[source.warc.name] = max(end, self._told[source.warc.name])
        self.on_position(source.warc.name, end)
        return end

    def _prepare(self) -> None:
        with self.index.writing() as db:
            prepare_analyser(db, self.archive)
            sync_outlets(db, self.outlets, self.unknown)

    def _catch_up(self, warc: Path) -> Ingested:
        path = warc.with_name(warc.name.removesuffix(".open"))
        closed = path.exists()
        name = path.relative_to(self.archive.warcs).as_posix()
        if self._position(name)[1] or name.partition("/")[0] in self.unknown:
            return Ingested()
        source = own_source(self.archive, name)
        total = self.ingest_source(
            source, lambda start: read_exchanges(walk_whole_events(path, start), closed=closed), own_capture
        )
        if closed:
            self._close(source)
        return total

    def _position(self, name: str) -> tuple[int, bool]:
        with reporting(self.index.path):
            return self.index.ingested_to(name)

    def _read(self, source: Source, batch: Batch) -> None:
        """Read the pages among the captures of a batch, and put what that gave into its entries."""
        places = [n for n, entry in enumerate(batch.entries) if is_read(entry.capture, own=source.own)]
        jobs = [self._job(source, batch.entries[n].capture) for n in places]
        readings = self._readers.read_many(jobs) if jobs else []
        for n, reading in zip(places, readings, strict=True):
            batch.entries[n] = with_reading(batch.entries[n], reading)

    def _job(self, source: Source, capture: Capture) -> Job:
        return job_of(source, capture, self._texts.get(capture.outlet))

    def _commit(self, source: Source, batch: Batch, leaves: list[bytes], start: int, end: int) -> None:
        if source.own:
            with reporting(self.index.path):
                sync_current(source.path)
        reach("before-index")
        with self.index.writing() as db:
            row = db.execute(
                "SELECT ingested_to, crc32 FROM warcs WHERE name = ?", (source.warc.name,)
            ).fetchone()
            if (row[0] if row else 0) != start:
                raise Overtaken
            if leaves:
                append_leaves(db, self._log, leaves)
            crc = crc_of(source.path, start, end, (row[1] or 0) if row else 0) if source.own else None
            put_batch(db, source.warc, batch, end, self.outlets, crc)
            reach("index-written")
        reach("index-committed")

    def _close(self, source: Source) -> None:
        """The file is closed and all of it is in the index: note its digest, in the log too."""
        with source.path.open("rb") as file:
            sha256 = file_digest(file, "sha256").hexdigest()
            size = file.tell()
        name = source.warc.name
        with self.index.writing() as db:
            put_warc(db, source.warc, Batch(), self.index.ingested_to(name)[0])
            row = db.execute("SELECT closed, records FROM warcs WHERE name = ?", (name,)).fetchone()
            if not row["closed"]:
                append_leaves(db, self._log, [warc_leaf(name, sha256, size, row["records"])])
                close_warc(db, name, sha256, size)

    def _tell(self, source: Source, batch: Batch) -> None:
        if self._on_exchange is None:
            return
        told = self._told[source.warc.name]
        for entry in batch.entries:
            capture = entry.capture
            if capture.offset >= told:
                self._on_exchange(capture.record_id, outcome_of(self.index.db, capture.record_id))

    def _read_waiting(self) -> None:
        """Read pages again whose text lost its version when a file was forgotten or a record replaced."""
        rows = self.index.db.execute(
            "SELECT c.*, w.origin FROM captures c JOIN warcs w ON w.name = c.warc WHERE c.reading = ?",
            (WAITING,),
        ).fetchall()
        for row in rows:
            if row["outlet"] in self.unknown:
                continue
            values = dict(row)
            origin = values.pop("origin")
            capture = Capture(**values)
            entry = with_reading(Entry(capture=capture), self._read_at(capture, origin))
            with self.index.writing() as db:
                put_reading(db, entry)

    def _read_at(self, capture: Capture, origin: str) -> Reading:
        try:
            with opened(self.archive, capture.warc, origin) as source:
                return self._readers.read(self._job(source, capture))
        except (OSError, WaczError) as error:
            return Reading(error=("unreadable-record", str(error)))


class Overtaken(Exception):
    """The index is not where this batch began; go on from where it is."""


def job_of(source: Source, capture: Capture, declaration: str | None) -> Job:
    """What a reader is asked about a page; `declaration` is the TOML text of its outlet, if it has one."""
    return Job(
        path=str(source.path),
        offset=capture.offset,
        url=capture.url,
        captured_at=capture.captured_at,
        outlet=capture.outlet,
        declaration=declaration,
        arc=source.arc,
    )


def declared_texts(archive: Archive) -> Mapping[str, str]:
    """The TOML text of every declared outlet, by slug, if need be as it was last understood."""
    return declared(archive).texts


def outcome_of(db: sqlite3.Connection, record_id: str) -> Outcome:
    """What the index holds of one exchange."""
    row = db.execute(
        "SELECT c.article_id, c.reading, v.version_key FROM captures c LEFT JOIN versions v"
        " ON v.article_id = c.article_id AND v.text_digest = c.text_digest WHERE c.record_id = ?",
        (record_id,),
    ).fetchone()
    return Outcome(article_id=row[0], reading=row[1], version_key=row[2]) if row else NOT_INDEXED


def _count(batch: Batch) -> Ingested:
    problems = len(batch.problems) + sum(len(entry.problems) for entry in batch.entries)
    articles = sum(entry.version is not None for entry in batch.entries)
    return Ingested(exchanges=len(batch.entries), articles=articles, problems=problems)
