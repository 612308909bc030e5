"""The status of an archive as one document: its outlets' health, its disk, its log; what everybody shows."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from archive.day_requests import most_of, requests_of
from archive.declared import Declared, declared
from archive.drift_alarms import drift_alarms, reader_note
from archive.drift_state import read_drift
from archive.health import Health, everywhere
from archive.health_archive import ArchiveState, archive_alarms, archive_state
from archive.health_countries import quiet_countries
from archive.health_figures import DAYS
from archive.health_history import Alarm, figures_in_words
from archive.health_read import histories
from archive.health_rows import is_feast
from archive.health_seen import clock_jumped
from archive.health_store import HealthStore, StoreLost
from archive.language import Saying, saying
from archive.left_out import not_begun, with_left_out
from archive.moments import moment, stamp
from archive.place import Archive
from archive.rendering_notes import Waiting, waiting_notes
from archive.replaced import replace_text
from archive.rows import read_tuples, reading_index
from archive.schema import sqlite3
from extractors.countries import UNKNOWN
from extractors.zones import zone

ZONES = "SELECT slug, timezone FROM outlets"
DUE = "due.json"  # in state/: when each outlet is due, as the last round saw it


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Everything `warraq status` tells, at one moment; `alarms` are those that are no outlet's, `notes` what
    is told of an outlet (by its slug) and is no alarm. `fresh` are outlets whose file was edited just now: it
    may be half-written, and nobody is told yet."""

    at: datetime
    outlets: tuple[Health, ...]
    archive: ArchiveState
    alarms: tuple[Alarm, ...]
    notes: tuple[tuple[str, Saying], ...] = ()
    fresh: frozenset[str] = frozenset()

    @property
    def named(self) -> list[tuple[str | None, Alarm]]:
        """Every alarm with the slug of its outlet, None for those of the archive."""
        of_outlets = [(one.slug, alarm) for one in self.outlets for alarm in one.alarms]
        return [*[(None, alarm) for alarm in self.alarms], *of_outlets]


def status(archive: Archive, now: datetime, due: Mapping[str, datetime] | None = None) -> Status:
    """The status at `now` (aware); `due` says when outlets are to be crawled, else what the last round noted.

    Raises IndexUnusable when there is no index, or none that can be read.
    """
    with reading_index(archive) as db:
        return status_of(archive, db, now, due)


def status_of(
    archive: Archive, db: sqlite3.Connection, now: datetime, due: Mapping[str, datetime] | None = None
) -> Status:
    """`status`, read through a connection that is open."""
    planned = noted_due(archive) if due is None else due
    followed = declared(archive)
    zones = _zones(db, followed)
    drift = {slug: read_drift(archive, slug) for slug in zones}
    standing = {slug: drift_alarms(one) for slug, one in drift.items()}
    found, ours = _judged(archive, db, now, zones, _countries(followed), planned, standing)
    waiting = _with_waiting(found, waiting_notes(archive))
    outlets = with_left_out(waiting, followed.left_out, not_begun(archive), now)
    state = archive_state(archive, db, now)
    alarms = [*ours, *archive_alarms(state, now)]
    notes = [(slug, note) for slug, one in drift.items() if (note := reader_note(one)) is not None]
    notes += _used_up(archive, followed, now)
    return Status(
        at=now,
        outlets=tuple(outlets),
        archive=state,
        alarms=tuple(alarms),
        notes=tuple(notes),
        fresh=frozenset(one.slug for one in followed.left_out if one.fresh),
    )


def _judged(
    archive: Archive,
    db: sqlite3.Connection,
    now: datetime,
    zones: Mapping[str, ZoneInfo],
    countries: Mapping[str, str],
    due: Mapping[str, datetime],
    drift: Mapping[str, Sequence[Alarm]],
) -> tuple[list[Health], list[Alarm]]:
    """The health of each outlet; the alarms of this machine's network, of quiet countries, of the clock."""

    def judge(store: HealthStore | None) -> tuple[list[Health], list[Alarm]]:
        read = histories(db, zones, now, due, drift, store)
        found, network = everywhere(read, now, is_feast)
        quiet = quiet_countries(read, found, countries, now, is_feast)
        jumped = clock_jumped([one.crawls for one in read])
        return found, list(filter(None, (network, quiet, jumped)))

    with uncollected(), closing(HealthStore(archive.state)) as store:
        try:
            judged = judge(store)
        except StoreLost:
            return judge(None)
        store.keep()
        return judged


def _with_waiting(found: Sequence[Health], notes: Mapping[str, Waiting]) -> list[Health]:
    """The outlets' health, those whose pages wait for a browser with an alarm that says so."""
    return [
        replace(one, alarms=(notes[one.slug].alarm, *one.alarms)) if one.slug in notes else one
        for one in found
    ]


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles: half a million objects are made here that hold none, and each looks at all."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def note_due(archive: Archive, due: Mapping[str, datetime]) -> None:
    """Keep when each outlet is due, for those who cannot plan themselves. The file is replaced."""
    told = {slug: stamp(at) for slug, at in sorted(due.items())}
    replace_text(archive.state / DUE, json.dumps(told) + "\n")


def noted_due(archive: Archive) -> dict[str, datetime]:
    """When each outlet is due, as the last round noted; nothing when it noted nothing that can be read."""
    try:
        told = json.loads((archive.state / DUE).read_text("utf-8"))
        return {str(slug): moment(at) for slug, at in told.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def _used_up(archive: Archive, followed: Declared, now: datetime) -> Iterator[tuple[str, Saying]]:
    """What is told of each outlet that was sent as many requests as it may be on this day."""
    settings = archive.settings
    for outlet in followed.outlets:
        most = most_of(settings, outlet)
        if requests_of(archive, outlet.slug, now) >= most:
            yield (
                outlet.slug,
                saying(
                    "the {count} requests it may be sent today are used up; it goes on at midnight (UTC)",
                    count=most,
                ),
            )


def _zones(db: sqlite3.Connection, followed: Declared) -> dict[str, ZoneInfo]:
    """The time zone of each outlet, also of those left out; of one that nobody understands, the index's."""
    zones = {outlet.slug: outlet.timezone for outlet in (*followed.outlets, *followed.before)}
    held = dict(read_tuples(db, ZONES)) if len(zones) < len(followed.outlets) + len(followed.left_out) else {}
    for one in followed.left_out:
        zones.setdefault(one.slug, held.get(one.slug, "UTC"))
    return {slug: zone(zones[slug]) for slug in sorted(zones)}


def _countries(followed: Declared) -> dict[str, str]:
    """The country that each outlet's newsroom works in, of those that name one."""
    named = {one.slug: one.based_in or one.country for one in (*followed.before, *followed.outlets)}
    return {slug: country for slug, country in named.items() if country != UNKNOWN}


def status_document(found: Status) -> dict[str, Any]:
    """The status as `warraq status --json` prints it; texts are in English."""
    state = found.archive
    return {
        "at": stamp(found.at),
        "outlets": [_outlet(one) for one in found.outlets],
        "alarms": [alarm_document(alarm) for alarm in found.alarms],
        "notes": [
            {"outlet": slug, "text": note.in_english(), "arabic": note.in_arabic()}
            for slug, note in found.notes
        ],
        "disk_free_bytes": state.disk_free_bytes,
        "grows_by_day_bytes": state.grows_by_day_bytes,
        "disk_lasts_days": state.disk_lasts_days,
        "last_checkpoint_at": _stamp(state.last_checkpoint_at),
        "last_capture_at": _stamp(state.last_capture_at),
        "pending_stamps": list(state.pending_stamps),
    }


def alarm_document(alarm: Alarm, slug: str | None = None) -> dict[str, Any]:
    """One alarm: `code`, `since`, `figures`, and in words, in both languages,
    `what`, `cause`, `next` and `share` (None where no share fell). `next` names the outlet `slug`."""
    share = figures_in_words(alarm)
    texts = {"what": alarm.what, "cause": alarm.cause, "next": alarm.next, "share": share}
    return {
        "code": alarm.code,
        "since": stamp(alarm.since),
        "figures": dict(alarm.figures),
        **_named(slug, {name: text.in_english() if text else None for name, text in texts.items()}),
        "arabic": _named(slug, {name: text.in_arabic() if text else None for name, text in texts.items()}),
    }


def _named(slug: str | None, texts: dict[str, str | None]) -> dict[str, str | None]:
    """The texts, the next step with the outlet's slug in the place of SLUG, so that it can be run as told."""
    step = texts["next"]
    return texts if slug is None or step is None else {**texts, "next": step.replace("SLUG", slug)}


def _outlet(one: Health) -> dict[str, Any]:
    return {
        "slug": one.slug,
        "last_crawl_at": _stamp(one.last_crawl_at),
        "last_success_at": _stamp(one.last_success_at),
        "last_new_at": _stamp(one.last_new_at),
        "next_due_at": _stamp(one.next_due_at),
        "new_24h": one.new_24h,
        "typical_24h": one.typical_24h,
        "alarms": [alarm_document(alarm, one.slug) for alarm in one.alarms],
        "notices": [alarm_document(notice, one.slug) for notice in one.notices],
        "certificate_ends_at": _stamp(one.certificate_ends_at),
        "figures": None if one.figures is None else {"days": DAYS, **asdict(one.figures)},
    }


def _stamp(at: datetime | None) -> str | None:
    return None if at is None else stamp(at)
