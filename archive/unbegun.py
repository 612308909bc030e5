"""Which outlets' crawls could not begin, in state/unbegun.json: `warraq status` tells.

A crawl that lacks a secret or the operator's contact leaves nothing in any WARC, so no index knows of it.
Losing the file loses nothing, the next crawls note it again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from archive.health_history import Alarm
from archive.moments import moment, stamp
from archive.place import Archive
from archive.replaced import replace_text

NOTES = "unbegun.json"
ALARMING = 2  # a single one may have met a folder that was being moved, or a full process table


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbegun:
    """So many crawls of an outlet in a row, up to the last, ended before they began; the first then."""

    crawls: int
    since: datetime

    @property
    def alarm(self) -> Alarm | None:
        """What is the matter, as an alarm of the outlet; None for one crawl alone."""
        if self.crawls < ALARMING:
            return None
        return Alarm(code="not-begun", since=self.since, figures={"crawls": self.crawls})


def note_begun(archive: Archive, slug: str, begun: bool, now: datetime) -> None:
    """Note whether an outlet's crawl, which has ended, had begun. Written only where there is news."""
    notes = unbegun_notes(archive)
    known = notes.pop(slug, None)
    if not begun:
        crawls = known.crawls if known else 0
        notes[slug] = Unbegun(crawls=crawls + 1, since=known.since if known else now)
    elif known is None:
        return
    told = {name: {"crawls": one.crawls, "since": stamp(one.since)} for name, one in sorted(notes.items())}
    replace_text(archive.state / NOTES, json.dumps(told) + "\n")


def unbegun_notes(archive: Archive) -> dict[str, Unbegun]:
    """What crawls noted, by slug; nothing when they noted nothing that can be read."""
    try:
        told = json.loads((archive.state / NOTES).read_text("utf-8"))
        return {
            str(slug): Unbegun(crawls=int(one["crawls"]), since=moment(one["since"]))
            for slug, one in told.items()
        }
    except (FileNotFoundError, ValueError, TypeError, AttributeError, KeyError):
        return {}
