"""Whether rounds of due crawls go on: what a container's health check, or a monitor, wants to know.

How outlets fare is not asked: a newsroom that is down has an alarm of its own, and no restart of ours helps.

Files tell it, by their times of change. One that is longer ahead than it may lie back is of before the clock
was set back: it would say for as long as that was that all is well.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from archive.language import tr
from archive.locks import is_held
from archive.place import Archive
from archive.status import DUE
from crawlers.schedule import FILE

LOCK = "due.lock"  # in state/: held, and touched at its beginning, by each round
LEEWAY = timedelta(hours=1)  # for what a round does beside its crawls: reading, signing, stamping


def rounds_stopped(archive: Archive, now: datetime, longest: timedelta) -> str | None:
    """Why rounds seem not to go on at `now` (aware); None when they do.

    They do when one ended less than `longest` ago. While one is under way, each of its crawls may take the
    time that `[schedule] crawl_minutes` allows, and an hour more. Raises SettingsError.
    """
    state = archive.state
    ended = _touched(state / DUE)
    set_back = tr("the clock was set back since, and no round has ended")
    if is_held(state / LOCK):
        known = [at for at in (ended, _touched(state / FILE), _touched(state / LOCK)) if at is not None]
        allowed = timedelta(minutes=archive.settings.schedule.crawl_minutes) + LEEWAY
        at = max((one for one in known if one - now.timestamp() <= allowed.total_seconds()), default=None)
        if at is not None and now.timestamp() - at <= allowed.total_seconds():
            return None
        if at is None and known:
            return set_back
        minutes = _minutes(now, at or 0.0)
        return tr("in the round under way no crawl has ended for {minutes} minutes", minutes=minutes)
    if ended is None:
        return tr("no round has ended yet")
    if ended - now.timestamp() > longest.total_seconds():
        return set_back
    if now.timestamp() - ended <= longest.total_seconds():
        return None
    return tr("the last round ended {minutes} minutes ago", minutes=_minutes(now, ended))


def _touched(path: Path) -> float | None:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return None


def _minutes(now: datetime, at: float) -> int:
    return int((now.timestamp() - at) / 60)
