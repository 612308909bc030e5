"""Alarms told once, and once when they are over: to each channel for itself, remembered in state/alarms.json.

A channel that failed is told the next time; what began and ended meanwhile it never hears of.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from archive.alarm_channels import Document, channels
from archive.health_history import Alarm
from archive.moments import moment, stamp
from archive.place import Archive
from archive.replaced import replace_text
from archive.status import Status, alarm_document
from archive.untold import Untold

FILE = "alarms.json"
LOOK_AGAIN = timedelta(hours=1)  # without a crawl: what nobody did can be an alarm as well
Told = dict[str, dict[str, Any]]
Channel = Callable[[Document], None]


def tell_alarms(
    archive: Archive,
    found: Status,
    terminal: Channel | None = None,
    on_untold: Callable[[str, str], None] = lambda channel, why: None,
) -> None:
    """Tell every channel of [alarms] what began and what is over since it was last told, in one document.

    The document is {at, begun, over}, alarms as `warraq status --json` has them, each with its `outlet`
    (None: the archive's). `terminal` is told as well. What fails is handed to `on_untold`, with the channel's
    name, and is tried again the next time. Raises SettingsError.
    """
    ways = channels(archive) | ({"terminal": terminal} if terminal else {})
    now = {_key(slug, alarm): _document(slug, alarm) for slug, alarm in found.named}
    before, after, owed = _read(archive).get("told", {}), {}, False
    for name, tell in ways.items():
        known: Told = before.get(name, {})
        begun = [one for key, one in now.items() if key not in known]
        over = [one for key, one in known.items() if key not in now]
        after[name] = now
        if not begun and not over:
            continue
        try:
            tell({"at": stamp(found.at), "begun": begun, "over": over})
        except Untold as error:
            after[name], owed = known, True
            on_untold(name, str(error))
    written = {"looked_at": stamp(found.at), "owed": owed, "told": after}
    replace_text(archive.state / FILE, json.dumps(written, ensure_ascii=False) + "\n")


def is_time(archive: Archive, now: datetime) -> bool:
    """Whether a round that crawled nothing should look all the same: something is owed, or it is long ago."""
    told = _read(archive)
    try:
        return bool(told.get("owed")) or not timedelta(0) <= now - moment(told["looked_at"]) < LOOK_AGAIN
    except (KeyError, ValueError, TypeError):
        return True


def _key(slug: str | None, alarm: Alarm) -> str:
    return f"{slug or ''} {alarm.code}"


def _document(slug: str | None, alarm: Alarm) -> dict[str, Any]:
    return {"outlet": slug, **alarm_document(alarm, slug)}


def _read(archive: Archive) -> Mapping[str, Any]:
    """What is remembered; nothing when it is lost or torn: then alarms that stand are told once more."""
    try:
        told = json.loads((archive.state / FILE).read_text("utf-8"))
        return told if isinstance(told, dict) and isinstance(told.get("told"), dict) else {}
    except (FileNotFoundError, ValueError):
        return {}
