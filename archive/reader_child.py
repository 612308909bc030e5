"""One reader child as its parent sees it: it answers jobs, and is killed when it takes too long."""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
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

    `declaration` is the TOML text of the outlet, None for a newsroom nobody declared; `arc` marks ARC files;
    with `design` the answer also says how the page is made.
    """

    path: str
    offset: int
    url: str
    captured_at: str
    outlet: str
    declaration: str | None
    arc: bool = False
    design: bool = False


class ReaderChild:
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
