"""What was looked at and when: the crawls of each outlet by day, and what its seeds answered in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from archive.day_requests import DAY_FULL
from archive.health_history import SEEDS
from archive.moments import moment
from archive.reasons import cause_of
from archive.rows import read_tuples
from archive.schema import sqlite3
from extractors.urls import UrlError, url_key

UTC = ZoneInfo("UTC")
AMONG, ALL = "outlet IN (SELECT value FROM json_each(?))", "TRUE"  # the former given a JSON list
CRAWLS = (
    "SELECT outlet, crawl_id, started_at, finished_at, reason FROM crawls WHERE started_at IS NOT NULL"
    " AND {among} ORDER BY started_at, crawl_id"
)
# Of all outlets in one pass over the file: an index would only send it back and forth.
ANSWERS = """
SELECT crawl_id, outlet, role, status, outcome, truncated IS NOT NULL, count(*) FROM captures {how}
WHERE role IN ('robots', 'feed', 'sitemap', 'home', 'section', 'listing') AND crawl_id IS NOT NULL
  AND kind NOT IN ('resource', 'conversion') AND {among} GROUP BY 1, 2, 3, 4, 5, 6
"""
NAMED = """
SELECT outlet, via, min(first_seen_at), count(*) FROM origins
WHERE role = 'feed' AND seed_record IS NOT NULL AND {among} GROUP BY outlet, via, seed_record
ORDER BY outlet, via, min(first_seen_at)
"""
FEED_READ = """
SELECT max(captured_at) FROM captures
WHERE outlet = ? AND url_key = ? AND role = 'feed' AND status IN (200, 304) AND captured_at < ?
"""
CLOCK = """
SELECT DISTINCT c.outlet, c.captured_at FROM problems p JOIN captures c USING (record_id)
WHERE p.code = 'clock-set' AND outlet IS NOT NULL AND {among}
"""
OTHERS = "SELECT crawl_id, outlet FROM crawls WHERE crawl_id IN (SELECT value FROM json_each(?))"
FEWEST = 2  # new addresses that a feed must have named for its window to be spoken of


@dataclass(slots=True, kw_only=True)
class Looked:
    """The crawls of one outlet that began on one of its days.

    `read` of them had an answer from at least one seed, `ended` came to their own end. `causes` counts the
    others by why no seed was read: what became of most requests for seeds, or what ended the crawl.
    """

    outlet: str
    day: date
    crawls: int = 0
    ended: int = 0
    read: int = 0
    causes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A feed named as many new addresses at once as it ever had before, so that others may have come and gone
    between its reading before (`since`) and this one (`at`)."""

    outlet: str
    feed: str
    since: datetime
    at: datetime
    named: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """All looks, by outlet and day, and what else bears on them.

    `of` has the days on which each outlet was looked at, in order; `anybody` those on which any was;
    `used_up` those on which a crawl ended since the outlet was sent all the requests of a day. `across`: a
    capture of one outlet belongs to a crawl of another, so that none can be told for itself.
    """

    days: Mapping[tuple[str, date], Looked]
    of: Mapping[str, Sequence[date]]
    anybody: frozenset[date]
    overruns: Mapping[str, Sequence[Overrun]]
    clock_doubted: Mapping[str, frozenset[date]]
    used_up: Mapping[str, frozenset[date]]
    across: bool = False


def looks(
    db: sqlite3.Connection, zones: Mapping[str, ZoneInfo], slugs: Collection[str] | None = None
) -> Looks:
    """What the index tells of the crawls of every outlet, or of these alone. A day is the outlet's own."""
    among, given = (ALL, ()) if slugs is None else (AMONG, (json.dumps(sorted(slugs)),))
    how = "NOT INDEXED" if slugs is None else ""
    answers: dict[str, list[tuple[str, str | None, int]]] = {}
    owners: dict[str, str | None] = {}  # whose captures each crawl has
    across = False
    for crawl, outlet, role, status, outcome, cut, count in read_tuples(
        db, ANSWERS.format(how=how, among=among), given
    ):
        answers.setdefault(crawl, []).append((role, _wrong(status, outcome, cut), count))
        if owners.setdefault(crawl, outlet) != outlet:
            across = True
    days: dict[tuple[str, date], Looked] = {}
    used_up: dict[str, set[date]] = {}
    for outlet, crawl, started, finished, reason in read_tuples(db, CRAWLS.format(among=among), given):
        if owners.pop(crawl, outlet) != outlet:
            across = True
        day = moment(started).astimezone(zones.get(outlet) or UTC).date()
        looked = days.setdefault((outlet, day), Looked(outlet=outlet, day=day))
        looked.crawls += 1
        looked.ended += finished is not None and reason == "finished"
        if reason == DAY_FULL and finished is not None:
            ended = moment(finished).astimezone(zones.get(outlet) or UTC).date()
            used_up.setdefault(outlet, set()).add(ended)
        told = answers.get(crawl, [])
        if any(role in SEEDS and wrong is None for role, wrong, _ in told):
            looked.read += 1
        else:
            looked.causes[_cause(told, finished, reason)] += 1
    of: dict[str, list[date]] = {}
    for outlet, day in sorted(days):
        of.setdefault(outlet, []).append(day)
    overruns: dict[str, list[Overrun]] = {}
    for one in _overruns(db, among, given):
        overruns.setdefault(one.outlet, []).append(one)
    doubted: dict[str, set[date]] = {}
    for outlet, at in read_tuples(db, CLOCK.format(among=among), given):
        doubted.setdefault(outlet, set()).add(moment(at).astimezone(zones.get(outlet) or UTC).date())
    return Looks(
        days=days,
        of=of,
        anybody=frozenset(day for _, day in days),
        overruns=overruns,
        used_up={outlet: frozenset(found) for outlet, found in used_up.items()},
        clock_doubted={outlet: frozenset(found) for outlet, found in doubted.items()},
        across=across or _belong_to_others(db, owners),
    )


def _belong_to_others(db: sqlite3.Connection, owners: Mapping[str, str | None]) -> bool:
    """Whether one of these crawls, which were not gone through, is of another outlet than its captures."""
    told = read_tuples(db, OTHERS, (json.dumps(sorted(owners)),)) if owners else []
    return any(owners[crawl] != outlet for crawl, outlet in told)


def _wrong(status: int | None, outcome: str | None, cut: int) -> str | None:
    """What was wrong with an answer; None for one that a seed can be read from."""
    if outcome not in (None, "ok"):
        return cause_of(outcome)
    if status is None:
        return "no-http-head"
    if cut:
        return "incomplete"
    return None if status < 300 or status == 304 else f"http-{status}"


def _cause(told: list[tuple[str, str | None, int]], finished: str | None, reason: str | None) -> str:
    """Why a crawl read no seed."""
    causes = Counter[str]()
    for role, wrong, count in told:
        if wrong is not None and role in SEEDS:
            causes[wrong] += count
    if causes:
        return min(causes, key=lambda cause: (-causes[cause], cause))
    robots = [wrong for role, wrong, _ in told if role == "robots"]
    if any(wrong is not None and not wrong.startswith("http-4") for wrong in robots):
        return "robots: unavailable"
    if finished is None:
        return "killed"
    if reason != "finished":
        return "stopped"
    return "robots: disallowed" if robots else "nothing-asked"


def _overruns(db: sqlite3.Connection, among: str, given: tuple[str, ...]) -> Iterator[Overrun]:
    feed: tuple[str, str] | None = None
    most = 0
    for outlet, via, at, count in read_tuples(db, NAMED.format(among=among), given):
        if feed != (outlet, via):
            feed, most = (outlet, via), count
            continue
        if count >= max(most, FEWEST):
            # The reading that named these comes right before they were noted; the one before it counts.
            [(this,)] = read_tuples(db, FEED_READ, (outlet, _key(via), at))
            [(before,)] = read_tuples(db, FEED_READ, (outlet, _key(via), this))
            if before is not None:
                yield Overrun(outlet=outlet, feed=via, since=moment(before), at=moment(at), named=count)
        most = max(most, count)


def _key(url: str) -> str:
    try:
        return url_key(url)
    except UrlError:
        return url
