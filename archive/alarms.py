"""Alarms told once, and once when they are over: to each channel for itself, remembered in state/alarms.json.

A channel that failed is told the next time; what began and ended meanwhile it never hears of.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from archive.alarm_channels import Document, channels
from archive.declared import GONE, SETTLED, UNREADABLE, declared
from archive.health_history import Alarm
from archive.moments import moment, stamp
from archive.place import MARKER, Archive
from archive.replaced import replace_text
from archive.settings import alarms_alone
from archive.status import Status, alarm_document
from archive.untold import Untold

FILE = "alarms.json"
LOOK_AGAIN = timedelta(hours=1)  # without a crawl: what nobody did can be an alarm as well
LATER = (UNREADABLE, GONE)  # told once the file is settled: see `archive.declared`
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
    fresh = {_key(slug, alarm) for slug, alarm in found.named if slug in found.fresh and alarm.code in LATER}
    before, after, owed = _read(archive).get("told", {}), {}, False
    for name, tell in ways.items():
        known: Told = before.get(name, {})
        begun = [one for key, one in now.items() if key not in known and key not in fresh]
        over = [one for key, one in known.items() if key not in now]
        after[name] = {key: one for key, one in now.items() if key in known or key not in fresh}
        if not begun and not over:
            continue
        try:
            tell({"at": stamp(found.at), "begun": begun, "over": over})
        except Untold as error:
            after[name], owed = known, True
            on_untold(name, str(error))
    files = sorted(
        slug for slug, alarm in found.named if slug and alarm.code in LATER and slug not in found.fresh
    )
    written = {"looked_at": stamp(found.at), "owed": owed, "files": files, "told": after}
    replace_text(archive.state / FILE, json.dumps(written, ensure_ascii=False) + "\n")


def tell_of_settings(
    archive: Archive,
    problem: str,
    now: datetime,
    on_untold: Callable[[str, str], None] = lambda channel, why: None,
) -> None:
    """Tell once that warraq.toml cannot be used, by those channels that can be read of it all the same.

    What stood before stays as it is: nobody can look. That it is over tells `tell_alarms`. A file that was
    edited just now is told of once it is settled.
    """
    path = archive.root / MARKER
    try:
        edited = path.stat().st_mtime
    except OSError:
        edited = 0.0
    if 0 <= time.time() - edited < SETTLED:
        return
    remembered = _read(archive)
    since = min(now, datetime.fromtimestamp(edited, UTC)) if edited else now
    alarm = Alarm(code="settings", since=since, figures={"problem": problem})
    key, document, after = _key(None, alarm), _document(None, alarm), dict(remembered.get("told", {}))
    for name, tell in channels(archive, alarms_alone(path)).items():
        if key in after.get(name, {}):
            continue
        try:
            tell({"at": stamp(now), "begun": [document], "over": []})
            after[name] = {**after.get(name, {}), key: document}
        except Untold as error:
            on_untold(name, str(error))
    written = {"looked_at": stamp(now), **remembered, "owed": True, "told": after}
    replace_text(archive.state / FILE, json.dumps(written, ensure_ascii=False) + "\n")


def is_time(archive: Archive, now: datetime) -> bool:
    """Whether a round that crawled nothing should look all the same: something is owed, other files than
    before cannot be used, or it is long ago."""
    told = _read(archive)
    left_out = declared(archive).left_out
    files = sorted(one.slug for one in left_out if not one.fresh)
    known = {one.slug for one in left_out}
    try:
        if files != [slug for slug in told.get("files", ()) if slug in files or slug not in known]:
            return True
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
