"""How much of what an outlet published is held: every URL of the ledger, counted once, by outlet and day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from archive.coverage_counts import Counts, Day, count_urls
from archive.coverage_gaps import Gap, Window, gaps_of
from archive.coverage_looks import Looked, Looks, looks
from archive.errors import ArchiveError
from archive.place import Archive
from archive.rows import read_tuples
from archive.schema import sqlite3
from extractors.zones import zone

NAMED = "SELECT DISTINCT outlet FROM crawls UNION SELECT DISTINCT outlet FROM ledger"
ZONES = "SELECT slug, timezone FROM outlets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """All that the index holds of coverage, whatever days are asked about.

    `zones` are those of the outlets it knows; `known` also has those that the ledger alone names. Looks are
    those of every outlet: whether anybody looked at any is a reason too.
    """

    zones: dict[str, ZoneInfo]
    known: frozenset[str]
    counts: Counts
    looks: Looks


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts by outlet and day, their sums by outlet, the looks and the gaps; by outlet and day each."""

    days: tuple[Day, ...]
    totals: tuple[Day, ...]
    gaps: tuple[Gap, ...]
    looks: tuple[Looked, ...] = ()


def coverage(
    db: sqlite3.Connection,
    slugs: Sequence[str] = (),
    *,
    from_: date | None = None,
    to: date | None = None,
    followed: Collection[str] | None = None,
) -> Coverage:
    """What the ledger holds of these outlets (all when none is named), of days from `from_` to `to`.

    A day is the outlet's own, in its time zone. `followed` are the outlets that are declared; without it all
    are taken to be. Raises ArchiveError for an outlet that has no URL in the ledger and is not declared.
    """
    counted, window = among(count(db, slugs), slugs, followed), Window(from_=from_, to=to)
    return Coverage(
        days=tuple(counted.counts.days(window)),
        totals=tuple(counted.counts.totals(window)),
        gaps=tuple(gaps(counted, window, followed)),
        looks=tuple(looks_in(counted, window)),
    )


def declared(archive: Archive) -> frozenset[str] | None:
    """The outlets that are declared; None where no declaration is at hand, so that nobody can tell."""
    return frozenset(path.stem for path in archive.declaration_files()) or None


def count(db: sqlite3.Connection, slugs: Sequence[str] = ()) -> Counted:
    """Count the URLs of these outlets, or of all, and the looks at every outlet."""
    zones = zones_of(db)
    known = known_outlets(db, zones)
    return Counted(zones=zones, known=known, counts=count_urls(db, zones, slugs), looks=looks(db, zones))


def zones_of(db: sqlite3.Connection) -> dict[str, ZoneInfo]:
    """The time zones of the outlets that the index knows."""
    return {str(slug): zone(name) for slug, name in read_tuples(db, ZONES)}


def known_outlets(db: sqlite3.Connection, zones: Collection[str]) -> frozenset[str]:
    """The outlets of `zones`, and all others that crawls or the ledger name."""
    # What was refused before anything was sent, of a host nobody follows, has a row in the ledger alone.
    return frozenset(zones) | {str(outlet) for (outlet,) in read_tuples(db, NAMED)}


def among(counted: Counted, slugs: Sequence[str], followed: Collection[str] | None = None) -> Counted:
    """What was counted of these outlets, or of all when none is named.

    Raises ArchiveError for an outlet that has no URL in the ledger and is not declared.
    """
    there = counted.known | frozenset(followed or ())
    unknown = [slug for slug in slugs if slug not in there]
    if unknown:
        known = ", ".join(sorted(there)) or "none yet"
        raise ArchiveError(
            f"no outlet {unknown[0]!r} in this archive ({known}); add it with `warraq outlet add`"
        )
    if not slugs:
        return counted
    return replace(counted, known=frozenset(slugs), counts=counted.counts.of(frozenset(slugs)))


def looks_in(counted: Counted, window: Window) -> list[Looked]:
    """The looks within the window, by outlet and day."""
    looks, holds = counted.looks, window.__contains__
    slugs = sorted(counted.known & looks.of.keys())
    return [looks.days[slug, day] for slug in slugs for day in looks.of[slug] if holds(day)]


def gaps(counted: Counted, window: Window, followed: Collection[str] | None = None) -> list[Gap]:
    """The gaps within the window, by outlet and first day; `followed` as `coverage` has it."""
    reported = counted.counts.reported(window)
    looked = counted.looks.of.keys()
    return [
        gap
        for slug in sorted(counted.known & (looked | reported.keys()))
        for gap in gaps_of(
            slug,
            reported.get(slug, set()),
            counted.looks,
            window,
            zone=counted.zones.get(slug),
            followed=followed is None or slug in followed,
        )
    ]
