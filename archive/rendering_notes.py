"""Which outlets' pages wait for a browser that is not there, in state/rendering.json: `warraq status` tells.

A crawl notes it; losing the file loses nothing, the next crawl notes it again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from archive.health_history import Alarm
from archive.moments import moment, stamp
from archive.place import Archive
from archive.replaced import replace_text

NOTES = "rendering.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """So many pages of an outlet wait for a browser, the first since then."""

    pages: int
    since: datetime

    @property
    def alarm(self) -> Alarm:
        """What is the matter, as an alarm of the outlet."""
        return Alarm(code="no-browser", since=self.since, figures={"pages": self.pages})


def note_waiting(archive: Archive, slug: str, pages: int, now: datetime) -> None:
    """Note that `pages` of an outlet wait for a browser; 0 when none does any more."""
    notes = waiting_notes(archive)
    known = notes.pop(slug, None)
    if pages:
        notes[slug] = Waiting(pages=pages, since=known.since if known else now)
    elif known is None:
        return
    told = {name: {"pages": one.pages, "since": stamp(one.since)} for name, one in sorted(notes.items())}
    replace_text(archive.state / NOTES, json.dumps(told) + "\n")


def waiting_notes(archive: Archive) -> dict[str, Waiting]:
    """What crawls noted, by slug; nothing when they noted nothing that can be read."""
    try:
        told = json.loads((archive.state / NOTES).read_text("utf-8"))
        return {
            str(slug): Waiting(pages=int(one["pages"]), since=moment(one["since"]))
            for slug, one in told.items()
        }
    except (FileNotFoundError, ValueError, TypeError, AttributeError, KeyError):
        return {}
