"""How many requests an outlet was sent on a day (UTC), over all its crawls: state/SLUG.requests.

One line of a fixed length, written over in place with each request: whatever is killed, the count stays (a
power cut may lose the last few). Losing the file begins the day's count anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from archive.place import Archive
from archive.settings import Settings
from extractors.outlets import Outlet

DAY_FULL = "requests-per-day"  # how a crawl ends that has sent them all
LINE = re.compile(rb"(\d{4}-\d{2}-\d{2}) (\d{10})\n")


def most_of(settings: Settings, outlet: Outlet) -> int:
    """How many requests an outlet may be sent on a day by crawls."""
    return outlet.requests_per_day or settings.politeness.requests_per_day


def requests_of(archive: Archive, slug: str, now: datetime) -> int:
    """How many requests the outlet was sent on the day of `now`, as far as is known."""
    try:
        found = LINE.fullmatch((archive.state / f"{slug}.requests").read_bytes())
    except FileNotFoundError:
        return 0
    return int(found[2]) if found and found[1].decode() == _day(now) else 0


def next_day(now: datetime) -> datetime:
    """When the day of `now` is over."""
    return datetime.fromisoformat(f"{_day(now)}T00:00:00+00:00") + timedelta(days=1)


class DayRequests:
    """Counts an outlet's requests, while whoever counts holds the outlet's lock."""

    def __init__(self, archive: Archive, slug: str, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        now = clock()
        self._day, self._count = _day(now), requests_of(archive, slug, now)
        path = archive.state / f"{slug}.requests"
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)

    def add(self) -> int:
        """Count one request more; how many it were on this day. Raises OSError."""
        day = _day(self._clock())
        if day != self._day:
            self._day, self._count = day, 0
        self._count += 1
        os.pwrite(self._file, f"{day} {self._count:010d}\n".encode("ascii"), 0)
        return self._count

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()
