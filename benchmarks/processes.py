"""One measured program: a child process, what it printed, and what it cost."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CONCURRENCY = 16  # requests at once, on every side of every comparison
TAIL = 3000  # characters of a failed program's messages that are shown


class BrokenMeasurement(Exception):
    """A program under measurement did not do its work; the message says which and what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished program: `cpu` is user and system seconds of it and of all its descendants, `wall` seconds
    by the clock, `printed` the JSON document that it ended with."""

    cpu: float
    wall: float
    printed: dict[str, Any]


def run(module: str, arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run `python -m MODULE ARGUMENTS…` from the project's root until it ends.

    Raises BrokenMeasurement when it ends with anything but 0 or prints no JSON document.
    """
    command = [sys.executable, "-m", module, *arguments]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=measured_environment() | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=messages,
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.send_signal(signal.SIGTERM)
            process.wait()
            raise
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        messages.seek(0)
        text, told = output.read().decode("utf-8", "replace"), messages.read().decode("utf-8", "replace")
    try:
        if process.returncode != 0:
            raise ValueError(f"exit code {process.returncode}")
        printed = json.loads(text)
    except ValueError as error:
        raise BrokenMeasurement(f"{' '.join(command)}: {error}\n{text[-TAIL:]}\n{told[-TAIL:]}") from error
    return Run(cpu=usage.ru_utime + usage.ru_stime, wall=wall, printed=printed)


def measured_environment() -> dict[str, str]:
    """The environment of every program: the crawls may reach this machine, and find this package."""
    return os.environ | {"WARRAQ_ALLOW_PRIVATE": "1", "PYTHONPATH": str(ROOT)}


def peak_memory() -> int:
    """The largest resident memory of the calling process so far, in bytes.

    Not getrusage: across fork and exec that keeps the parent's figure.
    """
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name == "VmHWM":
            return int(value.split()[0]) * 1024
    raise BrokenMeasurement("/proc/self/status tells no VmHWM: the benchmarks need Linux")
