"""The histories of all outlets: what was read before is taken from the store, and what is new from the index.

The marks of days (`archive.marks`) tell what is new. An outlet is read again from the first day on that has
another mark; a crawl is always read whole, since its captures bear on each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from typing import TypeVar
from zoneinfo import ZoneInfo

from archive.health_columns import Columns, Micros, Part, at_micros, micros
from archive.health_history import HISTORY, NO_MEMORY, Alarm, History
from archive.health_rows import read_columns
from archive.health_store import HealthStore, Kept, Recall
from archive.marks import MADE, made, marks_of_days
from archive.moments import moment, stamp
from archive.rows import read_tuples
from archive.schema import sqlite3

T = TypeVar("T")
EVER = "SELECT 1 FROM articles WHERE outlet = ? AND version_count > 0 LIMIT 1"
LAST = "9999-12-31T23:59:59.999999Z"
EVER_AFTER = micros(moment(LAST)) + 1
DAY, MIDNIGHT = 10, "T00:00:00.000000Z"  # the length of a day's name; how it begins


def histories(
    db: sqlite3.Connection,
    zones: Mapping[str, ZoneInfo],
    now: datetime,
    due: Mapping[str, datetime] | None = None,
    drift: Mapping[str, Sequence[Alarm]] | None = None,
    store: HealthStore | None = None,
) -> list[History]:
    """The history of each outlet of `zones`, up to `now`.

    `due` says when it is to be crawled next, `drift` which alarms of its design stand. What `store` holds is
    not read again, and what is read is held by it. Raises StoreLost, also when a history is gone through.
    """
    since, until = micros(now - HISTORY), micros(now)
    marked = made(db) if store is not None else None
    if store is None or marked is None:
        plain = read_columns(db, zones, stamp(now - HISTORY), stamp(now))
        parts = {slug: _Part(columns=columns, kept=None) for slug, columns in plain.items()}
    else:
        store.held = _renewed(db, store, list(zones), since, marked)
        parts = {slug: _within(db, store, slug, kept, since, until) for slug, kept in store.held.items()}
    found = [_history(slug, zone, parts[slug], since, until, store) for slug, zone in zones.items()]
    return [
        replace(
            of,
            next_due_at=(due or {}).get(of.slug),
            ever_read=bool(of.texts) or bool(read_tuples(db, EVER, (of.slug,))),
            drift=(drift or {}).get(of.slug, ()),
        )
        for of in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Columns that show no crawl cut otherwise than the index would; `kept` if they are the store's."""

    columns: Columns
    kept: Kept | None


def _renewed(
    db: sqlite3.Connection, store: HealthStore, slugs: Sequence[str], since: Micros, marked: int
) -> dict[str, Kept]:
    """What the store holds of each outlet, brought up to date."""
    held, found, to_read = store.kept(), dict[str, Kept](), dict[Micros, list[str]]()
    day = stamp(at_micros(since))[:DAY]
    marks = {slug: marks_of_days(db, slug, day) | {MADE: marked} for slug in slugs}
    for slug in slugs:
        old = held.get(slug)
        begin = since if old is None else _first_change(old, marks[slug], since)
        if begin is None and old is not None:
            found[slug] = old
        else:
            to_read.setdefault(since if begin is None else begin, []).append(slug)
    for begin, of in to_read.items():
        for slug, new in read_columns(db, of, stamp(at_micros(begin)), LAST).items():
            one = Kept(named=token_hex(8), since=since, marks=marks[slug], columns=new)
            found[slug] = one
            if begin > since:
                store.fill(slug, held[slug])
                if not _put_before(held[slug], begin, one):
                    one.columns = read_columns(db, [slug], stamp(at_micros(since)), LAST)[slug]
    return found


def _first_change(old: Kept, marks: Mapping[str, int], since: Micros) -> Micros | None:
    """From when on an outlet is to be read again, `since` at the earliest; None when nothing changed."""
    if old.since > since or old.marks.get(MADE) != marks[MADE]:
        return since
    day = stamp(at_micros(since))[:DAY]
    changed = {one for one in marks.keys() | old.marks.keys() if marks.get(one) != old.marks.get(one)}
    changed = {one for one in changed if one >= day}
    if not changed:
        return None
    try:
        begin = micros(moment(f"{min(changed)}{MIDNIGHT}"))
    except ValueError:
        return since
    while cut := [told.first for told in old.columns.told.values() if told.first < begin <= told.last]:
        begin = min(cut)
    return max(begin, since)


def _put_before(old: Kept, begin: Micros, one: Kept) -> bool:
    """Put what was held of the time before `begin` before what was read; False when a crawl is in both."""
    columns = Columns()
    # A crawl that the begin of history cuts is kept whole, and what was before it.
    since = old.since if _end_of_cut(old.columns, one.since) is not None else one.since
    columns.extend(old.columns, since, begin)
    if columns.told.keys() & one.columns.told.keys():
        return False
    columns.extend(one.columns, begin, EVER_AFTER)
    one.columns, one.since = columns, since
    return True


def _end_of_cut(columns: Columns, since: Micros) -> Micros | None:
    """When the crawls that `since` cuts are over, and all that overlap with them; None when it cuts none."""
    end = since
    while cut := [told.last for told in columns.told.values() if told.first < end <= told.last]:
        end = max(cut) + 1
    return end if end > since else None


def _within(
    db: sqlite3.Connection, store: HealthStore, slug: str, kept: Kept, since: Micros, until: Micros
) -> _Part:
    """What is held; where `since` or `until` cuts a crawl, what the index tells of the part between."""
    first, last = stamp(at_micros(since)), stamp(at_micros(until))
    if any(told.last > until for told in kept.columns.told.values()):  # the clock was set back
        return _Part(columns=read_columns(db, [slug], first, last)[slug], kept=None)
    end = _end_of_cut(kept.columns, since)
    if end is None:
        return _Part(columns=kept.columns, kept=kept)
    store.fill(slug, kept)
    columns = read_columns(db, [slug], first, stamp(at_micros(end - 1)))[slug]
    columns.extend(kept.columns, end, EVER_AFTER)
    return _Part(columns=columns, kept=None)


def _history(
    slug: str, zone: ZoneInfo, part: _Part, since: Micros, until: Micros, store: HealthStore | None
) -> History:
    columns, kept = part.columns, part.kept
    begun = [row[1] for row in columns.crawls]
    spans = [
        (bisect_left(times, since), bisect_right(times, until))
        for times in (begun, columns.fetch_at, columns.text_at, columns.seen_at)
    ]
    crawls, fetches, texts, seen = spans

    def filled(make: Callable[[int, int], list[T]]) -> Callable[[int, int], list[T]]:
        def made_of(begin: int, end: int) -> list[T]:
            if store is not None and kept is not None:
                store.fill(slug, kept)
            return make(begin, end)

        return made_of

    memory = NO_MEMORY if kept is None else Recall(kept, f"{zone.key} {spans}")
    return History(
        slug=slug,
        zone=zone,
        crawls=columns.crawls_made(*crawls),
        fetches=Part(columns.fetch_at, *fetches, filled(columns.fetches)),
        texts=Part(columns.text_at, *texts, filled(columns.texts)),
        sightings=Part(columns.seen_at, *seen, filled(columns.sightings)),
        memory=memory,
    )
