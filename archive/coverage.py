"""How much of what an outlet published is held: every URL of the ledger, counted once, by outlet and day."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from archive.errors import ArchiveError
from archive.moments import moment
from archive.printed_days import printed_day
from archive.reasons import cause_of
from archive.rows import read_rows
from archive.schema import sqlite3

# Each is given the outlets that are wanted as a JSON list.
LEDGER = (
    "SELECT outlet, url_key, state, reason, first_seen_at FROM ledger"
    " WHERE outlet IN (SELECT value FROM json_each(?)) ORDER BY outlet, url_key"
)
READ = (
    "SELECT DISTINCT c.outlet, c.url_key, a.published_date FROM captures c JOIN articles a USING (article_id)"
    " WHERE c.reading = 'article' AND c.outlet IN (SELECT value FROM json_each(?))"
)
PRINTED = (
    "SELECT outlet, url_key, published_raw, modified_raw FROM origins"
    " WHERE (published_raw IS NOT NULL OR modified_raw IS NOT NULL)"
    " AND outlet IN (SELECT value FROM json_each(?))"
    " ORDER BY published_raw IS NULL, first_seen_at, via"
)
CRAWLS = "SELECT outlet, started_at FROM crawls WHERE started_at IS NOT NULL"
OUTLETS = "SELECT DISTINCT outlet FROM ledger"
ZONES = "SELECT slug, timezone FROM outlets"
HELD = frozenset({"captured", "revisit"})
ARTICLE, SEED, SIGHT = "article", "seed", "first sight"  # what told the day
NO_DISCOVERY, NO_CRAWL = "no discovery", "no crawl"
Key = tuple[str, str]


@dataclass(slots=True, kw_only=True)
class Day:
    """URLs of one outlet whose report is of one day: the outlet's own, or None for the sum of its days.

    `discovered` is the sum of captured, gone, waiting, refused and failed. `articles` counts those of them
    that were read as articles, `not_articles` the captured others by what they are instead. `day_from` counts
    what told the day: the article itself, the date a seed printed, or when the URL was first seen.
    """

    outlet: str
    day: date | None
    discovered: int = 0
    captured: int = 0
    articles: int = 0
    gone: int = 0
    waiting: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    not_articles: Counter[str] = field(default_factory=Counter)
    day_from: Counter[str] = field(default_factory=Counter)

    def count(self, state: str, reason: str | None, told_by: str, *, is_article: bool) -> None:
        """Count one URL with its state in the ledger."""
        self.discovered += 1
        self.day_from[told_by] += 1
        self.articles += is_article
        if state in HELD:
            self.captured += 1
            if not is_article:
                self.not_articles[cause_of(reason) if reason else "not-read"] += 1
        elif state == "gone":
            self.gone += 1
        elif state == "waiting":
            self.waiting += 1
        elif state == "refused":
            self.refused[cause_of(reason)] += 1
        else:
            self.failed[cause_of(reason)] += 1

    def add(self, other: "Day") -> None:
        """Count what another day counted as well."""
        for name in ("discovered", "captured", "articles", "gone", "waiting"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("refused", "failed", "not_articles", "day_from"):
            getattr(self, name).update(getattr(other, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days in a row, `first` to `last`, of which `what` is missing though there is some before and after."""

    outlet: str
    what: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counts by outlet and day, their sums by outlet, and the gaps; each ordered by outlet and day."""

    days: tuple[Day, ...]
    totals: tuple[Day, ...]
    gaps: tuple[Gap, ...]


def coverage(
    db: sqlite3.Connection,
    slugs: Sequence[str] = (),
    *,
    from_: date | None = None,
    to: date | None = None,
) -> Coverage:
    """What the ledger holds of these outlets (all when none is named), of days from `from_` to `to`.

    A day is the outlet's own, in its time zone. Raises ArchiveError for an outlet that has no URL in the
    ledger and is not declared.
    """
    zones = {str(row["slug"]): ZoneInfo(row["timezone"]) for row in read_rows(db, ZONES)}
    # What was refused before anything was sent, of a host nobody follows, has a row in the ledger alone.
    known = zones.keys() | {str(row["outlet"]) for row in read_rows(db, OUTLETS)}
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        there = ", ".join(sorted(known)) or "none yet"
        raise ArchiveError(f"no outlet {unknown[0]!r} in this archive ({there})")
    wanted = frozenset(slugs) or frozenset(known)
    counted = {
        key: day
        for key, day in _counted(db, zones, wanted).items()
        if (from_ is None or key[1] >= from_) and (to is None or key[1] <= to)
    }
    days = tuple(counted[key] for key in sorted(counted))
    totals: dict[str, Day] = {}
    for day in days:
        totals.setdefault(day.outlet, Day(outlet=day.outlet, day=None)).add(day)
    crawled = {
        (str(row["outlet"]), _local(row["started_at"], zones.get(row["outlet"])))
        for row in read_rows(db, CRAWLS)
        if row["outlet"] in wanted
    }
    within = {key for key in crawled if (from_ is None or key[1] >= from_) and (to is None or key[1] <= to)}
    gaps = [*_gaps(counted, NO_DISCOVERY), *_gaps(within, NO_CRAWL)]
    gaps.sort(key=lambda gap: (gap.outlet, gap.first, gap.what))
    return Coverage(days=days, totals=tuple(totals.values()), gaps=tuple(gaps))


def _counted(
    db: sqlite3.Connection, zones: Mapping[str, ZoneInfo], wanted: frozenset[str]
) -> dict[tuple[str, date], Day]:
    named = json.dumps(sorted(wanted))
    articles = {
        (str(row["outlet"]), str(row["url_key"])): row["published_date"]
        for row in read_rows(db, READ, (named,))
    }
    printed = _printed(db, zones, named)
    counted: dict[tuple[str, date], Day] = {}
    for row in read_rows(db, LEDGER, (named,)):
        key = (str(row["outlet"]), str(row["url_key"]))
        day, told_by = _day_of(key, row["first_seen_at"], articles, printed, zones.get(key[0]))
        held = counted.setdefault((key[0], day), Day(outlet=key[0], day=day))
        held.count(str(row["state"]), row["reason"], told_by, is_article=key in articles)
    return counted


def _day_of(
    key: Key,
    first_seen_at: str,
    articles: Mapping[Key, str | None],
    printed: Mapping[Key, date],
    zone: ZoneInfo | None,
) -> tuple[date, str]:
    published = articles.get(key)
    if published is not None:
        return date.fromisoformat(published), ARTICLE
    if key in printed:
        return printed[key], SEED
    return _local(first_seen_at, zone), SIGHT


def _printed(db: sqlite3.Connection, zones: Mapping[str, ZoneInfo], named: str) -> dict[Key, date]:
    """The day that a seed printed of each URL: a date of publication before one of change, earliest first."""
    found: dict[Key, date] = {}
    for row in read_rows(db, PRINTED, (named,)):
        key = (str(row["outlet"]), str(row["url_key"]))
        if key in found:
            continue
        zone = zones.get(key[0]) or ZoneInfo("UTC")
        day = _read_day(row["published_raw"], zone) or _read_day(row["modified_raw"], zone)
        if day is not None:
            found[key] = day
    return found


@lru_cache(maxsize=1 << 16)
def _read_day(raw: str | None, zone: ZoneInfo) -> date | None:
    day = printed_day(raw, zone)
    return None if day is None else date.fromisoformat(day)


def _local(at: str, zone: ZoneInfo | None) -> date:
    return moment(at).astimezone(zone or ZoneInfo("UTC")).date()


def _gaps(held: Iterable[tuple[str, date]], what: str) -> Iterator[Gap]:
    by_outlet: dict[str, list[date]] = {}
    for outlet, day in sorted(held):
        by_outlet.setdefault(outlet, []).append(day)
    for outlet, days in by_outlet.items():
        for before, after in pairwise(days):
            if (after - before).days > 1:
                one = timedelta(days=1)
                yield Gap(outlet=outlet, what=what, first=before + one, last=after - one)
