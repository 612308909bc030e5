"""The coverage of all outlets, put together from what was counted of each: only what changed is counted.

state/coverage-parts.jsonl has a line for each outlet: the mark of the index that it was counted under, and
what was counted. It is a cache: it may be deleted at any time, a line that cannot be read is counted again,
and where the file cannot be written nothing is kept. It is replaced whole, so that whoever reads it while
another process writes finds a complete one.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import repeat
from pathlib import Path
from typing import Any

from archive.coverage import Counted, count, known_outlets, zones_of
from archive.coverage_counts import Counts, count_urls, read_date
from archive.coverage_kept import program_files
from archive.coverage_looks import Looked, Looks, Overrun, looks
from archive.errors import ArchiveError
from archive.marks import COUNTED, marks_by_outlet
from archive.moments import moment, stamp
from archive.place import Archive
from archive.replaced import replace_text
from archive.rows import one_state
from archive.schema import sqlite3

FILE = "coverage-parts.jsonl"  # in state/
MANY = 0.5  # share of the outlets that changed, from which on all are counted in one pass
NOBODY = ""  # whose mark is drawn for what belongs to no outlet
Told = tuple[Counts, Looks]  # of one outlet
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What was counted of one outlet under `mark` (None: it had none), and the line that holds it."""

    mark: int | None
    line: str
    told: Told


def counted_by_parts(archive: Archive, db: sqlite3.Connection) -> Counted:
    """What `archive.coverage.count` counts of all outlets, from what is kept of those that did not change."""
    path = archive.state / FILE
    with one_state(db):
        found = marks_by_outlet(db, COUNTED)
        if found is None:
            return count(db)
        made, marks = found
        under = sha256(json.dumps([made, program_files()]).encode()).hexdigest()
        held = _read(path, under)
        whole, parts = _renewed(db, held, marks)
    if parts is not held:
        try:
            replace_text(path, "\n".join([under, *(parts[slug].line for slug in sorted(parts))]))
        except (OSError, ArchiveError) as error:
            log.info("%s is not kept: %s", path, error)  # read-only, or full: it is counted again
    return whole


def _renewed(
    db: sqlite3.Connection, held: Mapping[str, Part], marks: Mapping[str, int]
) -> tuple[Counted, Mapping[str, Part]]:
    """All that is counted, and the parts to be kept: those held where no outlet can be counted for itself."""
    zones = zones_of(db)
    slugs = marks.keys() | held.keys() | known_outlets(db, zones)
    changed = {slug for slug in slugs if slug not in held or held[slug].mark != marks.get(slug)}
    if NOBODY not in changed and len(changed) <= MANY * len(slugs):
        told = {slug: (count_urls(db, zones, [slug]), looks(db, zones, [slug])) for slug in sorted(changed)}
        if not any(counts.across or of.across for counts, of in told.values()):
            fresh = {slug: _part(slug, marks.get(slug), one) for slug, one in told.items()}
            parts = {**held, **fresh} if fresh else held
            return _together(db, [part.told for part in parts.values()]), parts
    whole = count(db)
    split = _split(whole, slugs)
    return whole, {slug: _part(slug, marks.get(slug), told) for slug, told in split.items()} or held


def _together(db: sqlite3.Connection, told: Iterable[Told]) -> Counted:
    dated: dict[Any, int] = {}
    others: dict[Any, int] = {}
    texts: dict[Any, int] = {}
    days: dict[Any, Looked] = {}
    of: dict[str, Any] = {}
    overruns: dict[str, Any] = {}
    doubted: dict[str, frozenset[Any]] = {}
    used_up: dict[str, frozenset[Any]] = {}
    for counts, looked in told:
        dated.update(counts.dated)
        others.update(counts.others)
        texts.update(counts.texts)
        days.update(looked.days)
        of.update(looked.of)
        overruns.update(looked.overruns)
        doubted.update(looked.clock_doubted)
        used_up.update(looked.used_up)
    zones = zones_of(db)
    return Counted(
        zones=zones,
        known=known_outlets(db, zones),
        counts=Counts(dated=dated, others=others, texts=texts),
        looks=Looks(
            days=days,
            of=of,
            anybody=frozenset(day for _, day in days),
            overruns=overruns,
            clock_doubted=doubted,
            used_up=used_up,
        ),
    )


def _split(whole: Counted, slugs: Iterable[str]) -> dict[str, Told]:
    """What was counted of each outlet; of none where some cannot be told apart."""
    counts, looked = whole.counts, whole.looks
    if counts.across or looked.across:
        return {}
    named = frozenset(slugs) | looked.overruns.keys() | looked.clock_doubted.keys() | looked.used_up.keys()
    if None in named:
        return {}
    all_of: tuple[Mapping[Any, Any], ...] = (counts.dated, counts.others, counts.texts, looked.days)
    parts: dict[str, tuple[dict[Any, Any], ...]] = {slug: ({}, {}, {}, {}) for slug in named}
    for place, of in enumerate(all_of):
        for key, value in of.items():
            if key[0] not in parts:
                return {}
            parts[key[0]][place][key] = value
    return {
        slug: (
            Counts(dated=dated, others=others, texts=texts),
            Looks(
                days=days,
                of={slug: looked.of[slug]} if slug in looked.of else {},
                anybody=frozenset(day for _, day in days),
                overruns={slug: looked.overruns[slug]} if slug in looked.overruns else {},
                clock_doubted={slug: looked.clock_doubted[slug]} if slug in looked.clock_doubted else {},
                used_up={slug: looked.used_up[slug]} if slug in looked.used_up else {},
            ),
        )
        for slug, (dated, others, texts, days) in parts.items()
    }


def _read(path: Path, under: str) -> dict[str, Part]:
    """What is kept of each outlet under the same index and program."""
    try:
        head, *lines = path.read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return {}
    held = {}
    for line in lines if head == under else ():
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            slug, mark, told = json.loads(line)
            held[str(slug)] = Part(mark=mark, line=line, told=_told(str(slug), told))
    return held


def _part(slug: str, mark: int | None, told: Told) -> Part:
    """A part with its line: columns, which are read faster than rows."""
    counts, looked = told
    document = {
        "dated": _columns((*key[1:], urls) for key, urls in counts.dated.items()),
        "others": [[day, list(slot), urls] for (_, day, slot), urls in counts.others.items()],
        "texts": _columns((day, texts) for (_, day), texts in counts.texts.items()),
        "looks": [
            [day.isoformat(), one.crawls, one.ended, one.read, one.causes]
            for day, one in sorted((day, one) for (_, day), one in looked.days.items())
        ],
        "overruns": [
            [one.feed, stamp(one.since), stamp(one.at), one.named] for one in looked.overruns.get(slug, ())
        ],
        "doubted": _dates(looked.clock_doubted.get(slug, ())),
        "used_up": _dates(looked.used_up.get(slug, ())),
    }
    return Part(mark=mark, line=json.dumps([slug, mark, document], ensure_ascii=False), told=told)


def _dates(days: Iterable[date]) -> list[str]:
    return sorted(map(date.isoformat, days))


def _columns(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True))


def _told(slug: str, document: Mapping[str, Any]) -> Told:
    dated: dict[Any, int] = {}
    if document["dated"]:
        *key, urls = document["dated"]
        dated = dict(zip(zip(repeat(slug), *key, strict=False), urls, strict=True))
    texts: dict[Any, int] = {}
    if document["texts"]:
        days, numbers = document["texts"]
        texts = dict(zip(zip(repeat(slug), days, strict=False), numbers, strict=True))
    others = {(slug, day, tuple(slot)): urls for day, slot, urls in document["others"]}
    looked = {
        (slug, read_date(day)): Looked(
            outlet=slug,
            day=read_date(day),
            crawls=crawls,
            ended=ended,
            read=read,
            causes=Counter(causes),
        )
        for day, crawls, ended, read, causes in document["looks"]
    }
    overruns = [
        Overrun(outlet=slug, feed=feed, since=moment(since), at=moment(at), named=named)
        for feed, since, at, named in document["overruns"]
    ]
    doubted, used_up = (frozenset(map(read_date, document[name])) for name in ("doubted", "used_up"))
    return (
        Counts(dated=dated, others=others, texts=texts),
        Looks(
            days=looked,
            of={slug: [day for _, day in looked]} if looked else {},
            anybody=frozenset(day for _, day in looked),
            overruns={slug: overruns} if overruns else {},
            clock_doubted={slug: doubted} if doubted else {},
            used_up={slug: used_up} if used_up else {},
        ),
    )
