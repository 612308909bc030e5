"""The programs that answer: `warraq serve`, and plain `datasette` of the same index."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from archive.place import Archive
from benchmarks.processes import ROOT, BrokenMeasurement, measured_environment

STARTS = 60  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A program that answers at a port of this machine."""

    port: int
    process: int

    def cpu(self) -> float:
        """Seconds of CPU that it took until now, by the kernel's clock of 10 ms."""
        fields = Path(f"/proc/{self.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def warraq(archive: Archive) -> Iterator[Server]:
    """`warraq serve`."""
    command = [sys.executable, "-m", "crawlers.cli", "-C", str(archive.root), "serve", "--port"]
    with _running(command) as server:
        yield server


@contextmanager
def datasette(archive: Archive) -> Iterator[Server]:
    """`datasette index.db`, with Warraq installed beside it, so that `_search` finds what ours finds."""
    with _running([sys.executable, "-m", "datasette", "serve", str(archive.index), "-p"]) as server:
        yield server


@contextmanager
def _running(command: list[str]) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = measured_environment() | {"WARRAQ_LANG": "en"}
    environment.pop("WARRAQ_ARCHIVE", None)
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(
            [*command, str(port)], cwd=ROOT, env=environment, stdout=messages, stderr=messages
        )
        try:
            _wait(port, process)
            yield Server(port=port, process=process.pid)
        except OSError as error:
            messages.seek(0)
            raise BrokenMeasurement(f"{' '.join(command)}: {error}\n{messages.read()[-3000:]!r}") from error
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise OSError("it does not answer")


class Refused(Exception):
    """An answer with another status than 200."""


def ask(port: int, path: str, *, coding: str = "gzip") -> tuple[float, float, int]:
    """One request on a connection of its own: seconds to the first byte and to the last, bytes of the body.

    Raises Refused.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.connect()
        began = time.perf_counter()
        headers = {"Accept": "text/html", "Accept-Language": "ar", "Accept-Encoding": coding}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        first = time.perf_counter() - began
        body = answer.read()
        last = time.perf_counter() - began
    finally:
        connection.close()
    if answer.status != 200:
        raise Refused(f"{path} was answered with {answer.status}: {body[:300]!r}")
    return first, last, len(body)
