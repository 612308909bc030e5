"""The end of a round of due crawls: alarms are told, and whoever waits for it is told that rounds go on.

Nothing here fails a round: what does not work is told, and tried again at the end of the next one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from archive.alarm_channels import Document, ping
from archive.alarms import is_time, tell_alarms, tell_of_settings
from archive.console import say
from archive.error_language import error_told
from archive.errors import ArchiveError
from archive.language import speaks_arabic
from archive.place import Archive
from archive.status import note_due
from archive.untold import Untold
from crawlers.status_command import due_next, status_now
from extractors.outlets import OutletError


def end_round(archive: Archive, exit_codes: Sequence[int]) -> None:
    """Look how outlets fare and tell alarms; ping when the round was good.

    A round is good when an outlet's crawl went well, or none was due. `exit_codes` are those of its crawls.
    """
    now = datetime.now(UTC)
    try:
        settings = archive.settings.alarms
        note_due(archive, due_next(archive, now))
        if exit_codes or is_time(archive, now):
            tell_alarms(archive, status_now(archive, now), _tell, _tell_untold)
        if settings.ping is not None and (not exit_codes or 0 in exit_codes):
            try:
                ping(settings.ping)
            except Untold as error:
                _tell_untold("ping", str(error))
    except (ArchiveError, OutletError, OSError) as error:
        say("alarms could not be looked for: {error}", error=error_told(str(error)))


def tell_settings(archive: Archive, problem: str) -> None:
    """Tell that no round can begin, since warraq.toml cannot be used: by the channels it still names."""
    try:
        tell_of_settings(archive, problem, datetime.now(UTC), _tell_untold)
    except OSError as error:
        say("alarms could not be told: {error}", error=error_told(str(error)))


def _tell(document: Document) -> None:
    for one in document["begun"]:
        words = one["arabic"] if speaks_arabic() else one
        say("alarm: {outlet}: {what}", outlet=one["outlet"] or "-", what=words["what"])
    for one in document["over"]:
        words = one["arabic"] if speaks_arabic() else one
        say("over: {outlet}: {what}", outlet=one["outlet"] or "-", what=words["what"])


def _tell_untold(channel: str, why: str) -> None:
    told = error_told(why)
    say("{channel} could not be told: {why}; tried again after the next round", channel=channel, why=told)
