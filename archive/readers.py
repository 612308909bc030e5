"""The pool of reader children: pages are read elsewhere, under limits of time and memory."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from archive.errors import ReaderUnavailable
from archive.settings import Readers as Limits

START_SECONDS = 120
# The child counts its CPU seconds itself; this many times as long by the clock, the parent steps in.
PATIENCE = 3
PACKAGES = str(Path(__file__).resolve().parents[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One page to read: the record at `offset` of the file `path`, captured from `url`.

    `declaration` is the TOML text of the outlet, None for a newsroom nobody declared; `arc` marks ARC files.
    """

    path: str
    offset: int
    url: str
    captured_at: str
    outlet: str
    declaration: str | None
    arc: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a page gave: exactly one of an article (with its reader digest), a refusal or an error.

    Refusals, errors and problems are (code, detail); an error means that the reader failed, not the page's
    newsroom: "reading-timeout", "reading-crashed", "reading-memory", "unreadable-record".
    """

    article: dict[str, Any] | None = None
    reader_digest: str | None = None
    refused: tuple[str, str] | None = None
    error: tuple[str, str] | None = None
    problems: tuple[tuple[str, str], ...] = ()


class ReaderPool:
    """Reader children, started when first needed and used again. Safe to use from several threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._count = self._limits.processes or os.cpu_count() or 1
        self._idle: list[_Child] = []
        self._changed = threading.Condition()
        self._busy: set[_Child] = set()
        self._starting = 0
        self._closed = False
        self._threads = ThreadPoolExecutor(self._count, thread_name_prefix="reader")

    def read(self, job: Job) -> Reading:
        """Read one page, waiting for a free child. Raises ReaderUnavailable when none can be started."""
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
        return list(self._threads.map(self.read, jobs))

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

    def _take(self) -> "_Child":
        with self._changed:
            while not self._idle and len(self._busy) + self._starting >= self._count and not self._closed:
                self._changed.wait()
            if self._closed:
                raise ReaderUnavailable("the readers are closed")
            if self._idle:
                child = self._idle.pop()
                self._busy.add(child)
                return child
            self._starting += 1
        try:
            child = _Child(self._limits)
        except BaseException:
            with self._changed:
                self._starting -= 1
                self._changed.notify()
            raise
        with self._changed:
            self._starting -= 1
            self._busy.add(child)
        return child

    def _give_back(self, child: "_Child") -> None:
        with self._changed:
            self._busy.discard(child)
            if not self._closed:
                self._idle.append(child)
            self._changed.notify()

    def _drop(self, child: "_Child") -> None:
        child.end()
        with self._changed:
            self._busy.discard(child)
            self._changed.notify()


class _Child:
    """One process. It dies with its parent: its stdin ends then, and each job's CPU time is limited."""

    def __init__(self, limits: Limits) -> None:
        self._patience = limits.seconds * PATIENCE
        self.usable = True
        self._rest = b""
        path = os.pathsep.join(filter(None, (PACKAGES, os.environ.get("PYTHONPATH"))))
        with tempfile.TemporaryFile() as errors:
            try:
                self._process = subprocess.Popen(
                    [
                        sys.executable,
                        "-P",
                        "-m",
                        "archive.reading",
                        str(limits.memory_mb),
                        str(limits.seconds),
                    ],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    env=os.environ | {"PYTHONPATH": path},
                    process_group=0,
                )
            except OSError as error:
                raise ReaderUnavailable(f"a reader cannot be started: {error}") from error
            if self._answer(START_SECONDS) is None:
                self.end()
                errors.seek(0)
                last = errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
                raise ReaderUnavailable(
                    f"a reader ended before it was ready: {last or self._how_it_ended()}; "
                    f"memory_mb = {limits.memory_mb} under [readers] may be too little"
                )

    def ask(self, job: Job) -> dict[str, Any]:
        """The child's answer; what killed it when it dies or takes too long, and then it is not usable."""
        line = json.dumps(asdict(job), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
            answer = self._answer(self._patience)
        except BrokenPipeError:
            answer = None
        if answer is None:
            self.usable = False
            self.end()
            return {"error": self._how_it_ended(), "problems": []}
        self.usable = not answer.get("retire")
        return answer

    def _answer(self, seconds: float) -> dict[str, Any] | None:
        """The next line, or None when the child ends or `seconds` pass before it is there."""
        assert self._process.stdout is not None
        handle = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        deadline = time.monotonic() + seconds
        parts = [self._rest]
        while b"\n" not in parts[-1]:
            left = deadline - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                return None
            data = os.read(handle, 1 << 20)
            if not data:
                return None
            parts.append(data)
        line, _, self._rest = b"".join(parts).partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _how_it_ended(self) -> dict[str, str]:
        code = self._process.returncode
        if code in (-signal.SIGPROF, -signal.SIGKILL):
            return {"code": "reading-timeout", "detail": "the page takes longer to read than a reader may"}
        how = f"signal {signal.Signals(-code).name}" if code is not None and code < 0 else f"exit code {code}"
        return {"code": "reading-crashed", "detail": f"the reader ended with {how}"}

    def end(self) -> None:
        """End the process now."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


def _reading(answer: dict[str, Any]) -> Reading:
    return Reading(
        article=answer.get("article"),
        reader_digest=answer.get("reader_digest"),
        refused=_pair(answer.get("refused")),
        error=_pair(answer.get("error")),
        problems=tuple((code, detail) for code, detail in answer.get("problems", ())),
    )


def _pair(found: dict[str, str] | None) -> tuple[str, str] | None:
    return (found["code"], found["detail"]) if found else None
