"""Whether this machine's clock was set between two moments: dates of captures are only as good as it.

The kernel counts the time since the machine was started (CLOCK_BOOTTIME), which nobody sets. When the clock
on the wall has moved otherwise than that count, it was set; after a restart only a step back shows, as it
does behind the newest WARC file where the reading of the last crawl was lost.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.replaced import replace_text

FILE = "clock.json"
BOOT = Path("/proc/sys/kernel/random/boot_id")
TOLERANCE = 30.0  # seconds; what time servers correct step by step stays far below


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Both clocks at one moment, seconds; `boot` names the start of the machine, None where nothing does."""

    wall: float
    counted: float
    boot: str | None


def read_clocks() -> Reading:
    """Both clocks now."""
    try:
        boot = BOOT.read_text("ascii").strip()
    except OSError:
        boot = None
    counting = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return Reading(wall=time.time(), counted=time.clock_gettime(counting), boot=boot)


def jump(before: Reading, now: Reading) -> float | None:
    """By how many seconds the clock was set between two readings (negative: back); None when it was not, or
    nobody can tell."""
    if before.boot is not None and before.boot == now.boot:
        moved = (now.wall - before.wall) - (now.counted - before.counted)
    else:
        moved = min(0.0, now.wall - before.wall)
    return moved if abs(moved) > TOLERANCE else None


class ClockWatch:
    """Compares the clock with the last crawl's, and again whenever it is asked.

    `jumped` is by how many seconds it was set since then, None as long as nothing shows that.
    """

    def __init__(self, state: Path) -> None:
        self._path = state / FILE
        self._began = read_clocks()
        last = _read(self._path) or _last_written(state.with_name("warcs"))
        self.jumped = jump(last, self._began) if last else None

    def look(self) -> bool:
        """Whether it shows only now that the clock was set."""
        found = jump(self._began, read_clocks())
        if found is None:
            return False
        self._began = read_clocks()
        self.jumped = (self.jumped or 0.0) + found
        return True

    def note(self) -> None:
        """Keep the reading of now for the next crawl. A file that cannot be written costs the comparison."""
        with suppress(OSError):
            replace_text(self._path, json.dumps(asdict(read_clocks())) + "\n")


def _last_written(warcs: Path) -> Reading | None:
    """When the newest WARC file was written, for where no crawl left a reading."""
    written = []
    for path in warcs.glob("*/*/*.warc.gz*"):
        try:
            written.append(path.stat().st_mtime)
        except FileNotFoundError:  # closed, so renamed, meanwhile
            continue
    return Reading(wall=max(written), counted=0.0, boot=None) if written else None


def _read(path: Path) -> Reading | None:
    try:
        told = json.loads(path.read_text("utf-8"))
        return Reading(wall=float(told["wall"]), counted=float(told["counted"]), boot=told["boot"])
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
