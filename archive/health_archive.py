"""The archive itself: how long the disk will do, and whether what was captured is signed and stamped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from archive.checkpoints import TOKEN, checkpoint_path, checkpoint_sizes, stamp_path
from archive.health_history import Alarm
from archive.health_seen import clock_behind
from archive.index_wal import wal_bytes, who_stays
from archive.moments import moment, stamp
from archive.place import Archive
from archive.rows import read_tuples
from archive.schema import sqlite3

CLOCK = "clock.json"
PACE = timedelta(days=28)
MEGABYTE = 1_000_000
LEAST_DISK = 2_000 * MEGABYTE  # below this it is an alarm whatever the pace
LEAST_DISK_DAYS = 30
UNSIGNED = timedelta(hours=6)
UNSTAMPED = timedelta(days=2)
GROWN = "SELECT sum(bytes), min(first_captured_at) FROM warcs WHERE origin = 'own' AND first_captured_at >= ?"
# The first capture after a moment, found through the few files that hold any.
UNSIGNED_SINCE = """
SELECT min(c.captured_at) FROM warcs w JOIN captures c ON c.warc = w.name
WHERE w.origin = 'own' AND w.last_captured_at > ?1 AND c.captured_at > ?1
"""
NEWEST = "SELECT max(last_captured_at) FROM warcs WHERE origin = 'own'"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveState:
    """Bytes that are free, how many warcs/ grows by a day (None: too young to tell), checkpoint and stamps.

    `unsigned_since` is when the oldest capture after the last checkpoint was made, None when there is none.
    `pending_stamps` names the authorities that have not stamped the newest checkpoint; `unstamped_since` is
    when the oldest checkpoint after the last stamped one was made, None when the newest is stamped.
    """

    disk_free_bytes: int
    grows_by_day_bytes: int | None
    disk_lasts_days: int | None
    last_checkpoint_at: datetime | None
    last_capture_at: datetime | None
    unsigned_since: datetime | None = None
    pending_stamps: tuple[str, ...] = ()
    unstamped_since: datetime | None = None
    index_held_bytes: int | None = None  # of index.db-wal, if that is more than the settings say
    index_readers: tuple[str, ...] = ()  # programs that keep it from being cut, where they can be seen
    clock_counted: float | None = None  # the clock at the end of the last crawl, seconds since 1970


def archive_state(archive: Archive, db: sqlite3.Connection, now: datetime) -> ArchiveState:
    """What the disk, the index and the folder of checkpoints tell."""
    free = shutil.disk_usage(archive.root).free
    ((grown, since),) = read_tuples(db, GROWN, (stamp(now - PACE),))
    ((newest,),) = read_tuples(db, NEWEST)
    days = (now - moment(since)) / timedelta(days=1) if since else 0.0
    pace = round(grown / days) if grown and days >= 1 else None
    last, pending, unstamped = _signed(archive)
    ((unsigned,),) = read_tuples(db, UNSIGNED_SINCE, (stamp(last) if last else "",))
    wal = wal_bytes(archive.index)
    is_held = wal > archive.settings.limits.wal_bytes
    return ArchiveState(
        disk_free_bytes=free,
        grows_by_day_bytes=pace,
        disk_lasts_days=free // pace if pace else None,
        last_checkpoint_at=last,
        last_capture_at=moment(newest) if newest else None,
        unsigned_since=moment(unsigned) if unsigned else None,
        pending_stamps=pending,
        unstamped_since=unstamped,
        index_held_bytes=wal if is_held else None,
        index_readers=who_stays(archive.index) if is_held else (),
        clock_counted=_counted(archive),
    )


def archive_alarms(state: ArchiveState, now: datetime) -> list[Alarm]:
    """Alarms that are no outlet's."""
    found = []
    lasts = state.disk_lasts_days
    if state.disk_free_bytes < LEAST_DISK or (lasts is not None and lasts < LEAST_DISK_DAYS):
        figures: Mapping[str, int] = {
            "free": state.disk_free_bytes // MEGABYTE,
            "days": lasts if lasts is not None else 0,
            "daily": (state.grows_by_day_bytes or 0) // MEGABYTE,
        }
        code = "disk-low" if state.disk_free_bytes < LEAST_DISK else "disk"
        found.append(Alarm(code=code, since=now, figures=figures))
    if state.index_held_bytes is not None:
        told = {"size": state.index_held_bytes // MEGABYTE, "who": ", ".join(state.index_readers)}
        code = "index-held" if state.index_readers else "index-held-unseen"
        found.append(Alarm(code=code, since=now, figures=told))
    unsigned = state.unsigned_since  # not the newest capture: crawls go on where nothing can be signed
    if unsigned is not None and now - unsigned > UNSIGNED:
        found.append(Alarm(code="checkpoint", since=unsigned, figures={"since": _minute(unsigned)}))
    unstamped = state.unstamped_since
    if unstamped is not None and now - unstamped > UNSTAMPED:
        found.append(Alarm(code="stamps-pending", since=unstamped, figures={"since": _minute(unstamped)}))
    behind = clock_behind(state.last_capture_at, state.clock_counted, now)
    return [*found, *([behind] if behind else [])]


def _signed(archive: Archive) -> tuple[datetime | None, tuple[str, ...], datetime | None]:
    sizes = checkpoint_sizes(archive)
    names = [authority.called for authority in archive.settings.timestamps.authorities]
    if not sizes:
        return None, (), None
    pending = tuple(name for name in names if not stamp_path(archive, sizes[-1], name, TOKEN).exists())
    unstamped = None
    for size in reversed(sizes if names else ()):
        if any(stamp_path(archive, size, name, TOKEN).exists() for name in names):
            break
        unstamped = _made_at(archive, size)
    return _made_at(archive, sizes[-1]), pending, unstamped


def _counted(archive: Archive) -> float | None:
    """What `crawlers.clock` noted; None when it noted nothing that can be read."""
    try:
        return float(json.loads((archive.state / CLOCK).read_text("utf-8"))["wall"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _made_at(archive: Archive, size: int) -> datetime:
    return datetime.fromtimestamp(checkpoint_path(archive, size).stat().st_mtime, UTC)


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
