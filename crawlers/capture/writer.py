"""The one thread of a crawl that writes WARC: groups are appended whole and synced before anyone is told.

A sync takes milliseconds; what has come in meanwhile shares the next one (group commit). The reactor never
waits: it hands over a function that builds the records and is called back.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from archive.records import NewRecord, RecordError, urn
from archive.warc import read_record
from archive.warcfile import OPEN, Location, Torn, WarcFile, WarcWriteError, open_for_append

_BATCH = 64
GATHER_SECONDS = 0.004
Build = Callable[["str | None"], "tuple[Sequence[NewRecord], ...]"]
Done = Callable[["tuple[list[Location], ...] | BaseException"], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a crawl's captures go. `warcinfo(file name)` gives the first record of a new file; `clock` the
    time in UTC, which names the files."""

    warcs: Path
    slug: str
    archive_id: str
    warcinfo: Callable[[str], NewRecord]
    clock: Callable[[], datetime]
    max_bytes: int = 1_000_000_000


@dataclass(slots=True)
class _Job:
    build: Build
    done: Done
    places: tuple[list[Location], ...] = field(default=())


class WarcWriter:
    """Appends groups in a thread of its own. After an error of the file nothing more is written: every later
    job gets the same error. A group that could not be built or written as asked harms no other."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._file: WarcFile | None = None
        self._warcinfo_id: str | None = None
        self._failed: BaseException | None = None
        self.torn: list[Torn] = []
        self.syncs = 0
        self.groups = 0
        self._open()
        self._thread = threading.Thread(target=self._run, name="warc-writer", daemon=False)
        self._thread.start()

    def submit(self, build: Build, done: Done) -> None:
        """Have `build` give groups in the writer's thread (it gets the warcinfo's id, as fields name it) and
        write them; then `done` is called there, with their locations or with the error."""
        self._jobs.put(_Job(build=build, done=done))

    def stop(self, *, for_good: bool = False) -> None:
        """Write what is waiting and let go of the file: `for_good`, or left open for the next crawl."""
        self._jobs.put(None)
        self._thread.join()
        if self._file is not None:
            if for_good:
                self._file.close()
            else:
                self._file.release()
            self._file = None

    def _open(self) -> None:
        place = self._place
        self._file, torn = open_for_append(
            place.warcs,
            place.slug,
            place.archive_id,
            place.clock(),
            place.warcinfo,
            max_bytes=place.max_bytes,
        )
        self.torn += torn
        self._warcinfo_id = _warcinfo_of(place.warcs / f"{self._file.name}{OPEN}")

    def _run(self) -> None:
        running = True
        while running:
            batch, running = self._next_batch()
            written = [job for job in batch if self._write(job)]
            error = self._sync() if written else None
            for job in written:
                job.done(error or job.places)

    def _next_batch(self) -> tuple[list[_Job], bool]:
        job = self._jobs.get()
        if job is not None:
            time.sleep(GATHER_SECONDS)  # what else is about to come shares the sync, and the wake-ups
        batch: list[_Job] = []
        while job is not None and len(batch) < _BATCH:
            batch.append(job)
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return batch, True
        if job is not None:
            batch.append(job)
        return batch, job is not None

    def _write(self, job: _Job) -> bool:
        try:
            file = self._writable()
        except Exception as error:  # noqa: BLE001  # told to whoever asked; the thread must not die of it
            self._failed = self._failed or error
            job.done(error)
            return False
        try:
            job.places = tuple(file.append_group(group) for group in job.build(self._warcinfo_id))
        except WarcWriteError as error:
            self._failed = error
            job.done(error)
        except Exception as error:  # noqa: BLE001  # as above
            job.done(error)
        else:
            self.groups += 1
            return True
        return False

    def _writable(self) -> WarcFile:
        if self._failed is not None:
            raise WarcWriteError(f"writing stopped after: {self._failed}")
        if self._file is not None and self._file.size >= self._place.max_bytes:
            full, self._file = self._file, None
            full.close()
            self._open()
        if self._file is None:
            raise WarcWriteError("the writer has stopped")
        return self._file

    def _sync(self) -> BaseException | None:
        self.syncs += 1
        try:
            if self._file is not None:
                self._file.sync()
        except WarcWriteError as error:
            self._failed = error
            return error
        return None


def _warcinfo_of(path: Path) -> str | None:
    """The id of the warcinfo record that a file begins with, as fields name it; None when it has none."""
    try:
        first = read_record(path, 0)
    except RecordError:
        return None
    return urn(first.record_id) if first.type == "warcinfo" else None
