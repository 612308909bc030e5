"""The pool of reader children: pages are read elsewhere, under limits of time and memory."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from archive.errors import ReaderUnavailable
from archive.reader_child import Job as Job
from archive.reader_child import ReaderChild
from archive.settings import Readers as Limits

# Starting a child costs as much as reading about this many pages: few pages are read sooner by few children.
PAGES_WORTH_A_CHILD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a page gave: exactly one of an article (with its reader digest), a refusal or an error.

    Refusals, errors and problems are (code, detail); an error means that the reader failed, not the page's
    newsroom: "reading-timeout", "reading-crashed", "reading-memory", "unreadable-record". `design` is there
    when it was asked for: {"names", "lines", "links", "declared"} (see `extractors.page_design`).
    """

    article: dict[str, Any] | None = None
    reader_digest: str | None = None
    refused: tuple[str, str] | None = None
    error: tuple[str, str] | None = None
    problems: tuple[tuple[str, str], ...] = ()
    design: dict[str, Any] | None = None


class ReaderPool:
    """Reader children, started when first needed and used again. Safe to use from several threads.

    Another child is started for every PAGES_WORTH_A_CHILD pages asked for, up to the number of the settings.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._count = self._limits.processes or os.cpu_count() or 1
        self._idle: list[ReaderChild] = []
        self._changed = threading.Condition()
        self._busy: set[ReaderChild] = set()
        self._starting = 0
        self._asked = 0
        self._closed = False
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="reader")

    def read(self, job: Job) -> Reading:
        """Read one page, waiting for a free child. Raises ReaderUnavailable when none can be started."""
        self._count_in(1)
        return self._read(job)

    def _count_in(self, pages: int) -> None:
        with self._changed:
            self._asked += pages

    def _read(self, job: Job) -> Reading:
        child = self._take()
        try:
            answer = child.ask(job)
        except BaseException:
            self._drop(child)
            raise
        if child.usable:
            self._give_back(child)
        else:
            self._drop(child)
        reading = _reading(answer)
        if reading.error is not None and self._closed:
            raise ReaderUnavailable("the readers were closed while a page was read")
        return reading

    def read_many(self, jobs: Sequence[Job]) -> list[Reading]:
        """Read pages on all children at once; the answers come in the order of the jobs."""
        if len(jobs) == 1:
            return [self.read(jobs[0])]
        self._count_in(len(jobs))
        return list(self._threads.map(self._read, jobs))

    def close(self) -> None:
        """End every child. Whoever waits for a page gets ReaderUnavailable."""
        with self._changed:
            self._closed = True
            children = [*self._idle, *self._busy]
            self._idle = []
            self._changed.notify_all()
        for child in children:
            child.end()
        self._threads.shutdown(cancel_futures=True)

    def __enter__(self) -> "ReaderPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self) -> ReaderChild:
        with self._changed:
            most = min(self._count, 1 + self._asked // PAGES_WORTH_A_CHILD)
            while not self._idle and len(self._busy) + self._starting >= most and not self._closed:
                self._changed.wait()
            if self._closed:
                raise ReaderUnavailable("the readers are closed")
            if self._idle:
                child = self._idle.pop()
                self._busy.add(child)
                return child
            self._starting += 1
        try:
            child = ReaderChild(self._limits)
        except BaseException:
            with self._changed:
                self._starting -= 1
                self._changed.notify()
            raise
        with self._changed:
            self._starting -= 1
            self._busy.add(child)
        return child

    def _give_back(self, child: ReaderChild) -> None:
        with self._changed:
            self._busy.discard(child)
            if not self._closed:
                self._idle.append(child)
            self._changed.notify()

    def _drop(self, child: ReaderChild) -> None:
        child.end()
        with self._changed:
            self._busy.discard(child)
            self._changed.notify()


def _reading(answer: dict[str, Any]) -> Reading:
    return Reading(
        article=answer.get("article"),
        reader_digest=answer.get("reader_digest"),
        refused=_pair(answer.get("refused")),
        error=_pair(answer.get("error")),
        problems=tuple((code, detail) for code, detail in answer.get("problems", ())),
        design=answer.get("design"),
    )


def _pair(found: dict[str, str] | None) -> tuple[str, str] | None:
    return (found["code"], found["detail"]) if found else None
