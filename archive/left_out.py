"""Alarms of outlets that are not crawled for a reason that no capture can show: no crawl of theirs begins.

Their declaration cannot be used or is gone (`archive.declared`), or the crawl ended with an error before it
had begun, which the command that started it notes in state/not-begun.json; losing that costs nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from archive.declared import GONE, LeftOut
from archive.health import Health
from archive.health_history import Alarm
from archive.moments import moment, stamp
from archive.place import Archive
from archive.replaced import replace_text

NOTES = "not-begun.json"  # in state/
NOT_BEGUN = "not-begun"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBegun:
    """An outlet's crawls end with this error before they begin, the first at `since`."""

    since: datetime
    error: str


def note_begun(archive: Archive, slug: str, error: str | None, now: datetime) -> None:
    """Note with which error an outlet's crawl ended before it began; None when it began."""
    notes = not_begun(archive)
    known = notes.pop(slug, None)
    if error is not None:
        notes[slug] = NotBegun(since=known.since if known else now, error=error)
    elif known is None:
        return
    told = {name: {"since": stamp(one.since), "error": one.error} for name, one in sorted(notes.items())}
    replace_text(archive.state / NOTES, json.dumps(told, ensure_ascii=False) + "\n")


def not_begun(archive: Archive) -> dict[str, NotBegun]:
    """What was noted, by slug; nothing when it is lost or torn."""
    try:
        told = json.loads((archive.state / NOTES).read_text("utf-8"))
        return {
            str(slug): NotBegun(since=moment(one["since"]), error=str(one["error"]))
            for slug, one in told.items()
        }
    except (FileNotFoundError, ValueError, TypeError, AttributeError, KeyError):
        return {}


def with_left_out(
    found: Sequence[Health], left_out: Iterable[LeftOut], begun: Mapping[str, NotBegun], now: datetime
) -> list[Health]:
    """The outlets' health, those of which no crawl begins with an alarm that says why, as the first."""
    files = {one.slug: one for one in left_out}
    told = list[Health]()
    for one in found:
        last = one.last_crawl_at
        alarm = None
        if (file := files.get(one.slug)) is not None:
            gone = {"file": f"outlets/{one.slug}.toml"}
            figures = {"last": _minute(last)} | (gone if file.code == GONE else {"problem": file.problem})
            alarm = Alarm(code=file.code, since=min(file.since or now, now), figures=figures)
        elif (note := begun.get(one.slug)) is not None:
            figures = {"last": _minute(last), "problem": note.error}
            alarm = Alarm(code=NOT_BEGUN, since=min(note.since, now), figures=figures)
        told.append(one if alarm is None else replace(one, alarms=(alarm, *one.alarms)))
    return told


def _minute(at: datetime | None) -> str | None:
    return None if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
