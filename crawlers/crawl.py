"""Crawls of several outlets: a child process each, one ingest for all of them, here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from archive.console import say
from archive.day_requests import DAY_FULL
from archive.declared import Declared, declared
from archive.errors import ArchiveError
from archive.imports import finish_imports
from archive.ingest import Ingest, Ingested, Outcome
from archive.place import Archive
from archive.warcfile import OPEN, open_files
from archive.withdraw import finish_withdrawals
from crawlers.crawl_course import Course, OnCourse
from crawlers.crawl_log import log_path
from crawlers.found import CAPTURED, REVISIT, WAITING
from crawlers.memory import OUT_OF_MEMORY
from crawlers.schedule import STOPPED

POLL_SECONDS = 0.5
PATIENCE = 5.0  # seconds that a crawl which is stopped has for ending in good order
OUT_OF_MEMORY_SAID = (
    "it took more memory than crawl_memory_mb under [schedule] allows and was ended; what it captured is"
    " kept, the next crawl goes on"
)
GRACE = 300.0  # seconds that a crawl may take to end once its time is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a crawl is asked for: days are the outlet's own (YYYY-MM-DD), `limit` counts articles."""

    since: str | None = None
    until: str | None = None
    limit: int | None = None

    def arguments(self) -> list[str]:
        pairs = (("since", self.since), ("until", self.until), ("limit", self.limit))
        return [text for name, value in pairs if value is not None for text in (f"--{name}", str(value))]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCrawl:
    """How one outlet's crawl went: `result` is what it counted.

    `exit_code`: 0 ok, 1 error, 3 failed, 5 held by another run, below 0 killed by that signal.
    """

    slug: str
    exit_code: int
    result: dict[str, Any] = field(default_factory=dict)

    @property
    def cut_short(self) -> bool:
        """Whether the crawl was killed, or told to stop, and so did not come to an end of its own."""
        return self.exit_code < 0 or self.result.get("reason") == STOPPED

    @property
    def day_full(self) -> bool:
        """Whether it ended since the outlet was sent as many requests as it may be on a day."""
        return self.result.get("reason") == DAY_FULL

    @property
    def yielded(self) -> bool:
        """Whether the outlet's crawls have captured anything, or found anything that still waits."""
        ledger = self.result.get("ledger", {})
        return any(ledger.get(state) for state in (CAPTURED, REVISIT, WAITING))

    @property
    def seed_problems(self) -> tuple[str, ...]:
        """One line for each feed, sitemap or page of links that gave nothing, with its URL."""
        return tuple(map(str, self.result.get("seed_problems", ())))

    @property
    def error(self) -> str | None:
        """One line that says what went wrong, or None."""
        if self.exit_code == 0:
            return None
        told = self.result.get("error")
        if told:
            return str(told)
        if self.result.get("reason") == OUT_OF_MEMORY:
            return OUT_OF_MEMORY_SAID
        if self.exit_code < 0:
            return f"the crawl was killed by signal {-self.exit_code}; run it again, it goes on where it was"
        if not self.result.get("seeds_read"):
            return "none of its feeds, sitemaps and pages could be read"
        if self.result.get("unexplained"):
            return f"{self.result['unexplained']} URLs have no outcome"
        return f"ended with: {self.result.get('reason', 'no result')}"


class _Child:
    def __init__(self, archive: Archive, slug: str, wanted: Wanted, seconds: float | None) -> None:
        self.slug = slug
        self._overdue = None if seconds is None else time.monotonic() + seconds + GRACE
        command = [
            sys.executable,
            "-m",
            "crawlers.crawl_process",
            str(archive.root),
            slug,
            "--end-with-parent",
            *wanted.arguments(),
            *(("--seconds", str(seconds)) if seconds is not None else ()),
        ]
        with log_path(archive, slug).open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )

    def end_when_overdue(self) -> None:
        """Kill a crawl that has not ended by itself after its time: what it captured is on the disk."""
        if self._overdue is not None and time.monotonic() > self._overdue:
            self.process.kill()

    def outcome(self) -> OutletCrawl:
        # stdin stays open until now: its end tells the child that nobody waits for it any more.
        output, _ = self.process.communicate()
        lines = output.strip().splitlines()
        try:
            result = json.loads(lines[-1]) if lines else {}
        except ValueError:
            result = {"error": "its result could not be read"}
        return OutletCrawl(slug=self.slug, exit_code=self.process.returncode, result=result)


def crawl_outlets(
    archive: Archive,
    slugs: Sequence[str],
    wanted: Wanted,
    *,
    at_once: int | None = None,
    seconds: float | None = None,
    on_ended: Callable[[OutletCrawl], None] = lambda ended: None,
    on_course: OnCourse | None = None,
) -> tuple[list[OutletCrawl], Ingested]:
    """Crawl outlets, at most `at_once` at a time, and index what they capture as it comes.

    A crawl ends after `seconds` if it lasts that long; the next one goes on where it was. `on_course` is told
    twice a second how far each has come.

    Raises OutletError, ArchiveError before anything is fetched when a declaration is not understood or the
    index cannot be used. Ctrl-C ends the children; what they captured is indexed.
    """
    waiting = list(slugs)
    running: list[_Child] = []
    ended: list[OutletCrawl] = []
    most = at_once or max(2, 2 * (os.cpu_count() or 1))
    finish_withdrawals(archive)
    courses: dict[str, Course] = {}
    followed: list[Course] = []  # the one whose file is read now
    told = len(slugs)

    def see(record_id: str, outcome: Outcome) -> None:
        if followed:
            followed[0].see(outcome)

    with Ingest(archive, on_exchange=see if on_course else None) as ingest:
        total = ingest.catch_up_all() + finish_imports(ingest)
        stop = threading.Event()
        try:
            while waiting or running:
                while waiting and len(running) < most:
                    running.append(_Child(archive, waiting.pop(0), wanted, seconds))
                    courses[running[-1].slug] = Course(slug=running[-1].slug)
                for child in running:
                    child.end_when_overdue()
                done = [child for child in running if child.process.poll() is not None]
                for child in running:
                    followed[:] = [courses[child.slug]]
                    total += _catch_up(ingest, archive, courses[child.slug])
                followed.clear()
                for child in done:
                    course = courses[child.slug]
                    course.seconds = time.monotonic() - course.began
                    running.remove(child)
                    ended.append(child.outcome())
                    on_ended(ended[-1])
                if on_course:
                    on_course(list(courses.values()), told)
                if not done:
                    stop.wait(POLL_SECONDS)
        finally:
            _end(running)
        total += ingest.catch_up_all()
        look_for_drifts(ingest, slugs)
    return ended, total


def _end(running: Sequence[_Child]) -> None:
    """End crawls that nobody waits for any more.

    In good order; a second time without waiting for answers; at last at once: what they captured is on the
    disk in any case.
    """
    for signal in (subprocess.Popen.terminate, subprocess.Popen.terminate, subprocess.Popen.kill):
        for child in running:
            signal(child.process)
        deadline = time.monotonic() + PATIENCE
        for child in running:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(0.0, deadline - time.monotonic()))
        if all(child.process.poll() is not None for child in running):
            return
    for child in running:
        child.process.wait()


def look_for_drifts(ingest: Ingest, slugs: Sequence[str]) -> None:
    """Look whether the outlets' pages are read as before; what keeps it from looking never fails a crawl."""
    from archive.drift import look_for_drift

    for slug in slugs:
        outlet = ingest.outlets.declared.get(slug)
        if outlet is None:
            continue
        try:
            look_for_drift(ingest.archive, ingest.index.db, outlet, ingest.read_designs, datetime.now(UTC))
        except (ArchiveError, OSError) as error:
            say("{slug}: its design could not be looked at: {error}", slug=slug, error=error)


def _catch_up(ingest: Ingest, archive: Archive, course: Course) -> Ingested:
    total = Ingested()
    for name in open_files(archive.warcs, course.slug):
        before = ingest.index.ingested_to(name.removesuffix(OPEN))[0]
        total += ingest.catch_up(archive.warcs / name)
        course.bytes += ingest.index.ingested_to(name.removesuffix(OPEN))[0] - before
    return total


def exit_code_of(crawls: Sequence[OutletCrawl], found: Declared | None = None) -> int:
    """0 when all went well; 5 or 1 when that is how every one ended; else 3.

    `found` is what outlets/ declared: one whose file cannot be used has failed, one whose file is gone was
    perhaps given up, and 1 says that nothing else is there.
    """
    if found is not None and not found.outlets:
        return 1
    if found is not None and found.broken:
        return 3
    codes = {crawl.exit_code for crawl in crawls}
    if codes <= {0}:
        return 0
    return codes.pop() if len(codes) == 1 and codes <= {1, 5} else 3


def followed(archive: Archive) -> Declared:
    """What outlets/ declares. Raises ArchiveError when that is nothing at all."""
    found = declared(archive)
    if not found.outlets and not found.left_out:
        raise ArchiveError(f"{archive.outlets_dir} holds no outlets; add one with `warraq outlet add URL`")
    return found
