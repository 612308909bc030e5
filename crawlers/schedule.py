"""Which outlets are due, and why: from their own rhythm, what was tried, and what an outage left behind.

Nothing here waits or fetches. `warraq crawl --due` asks once; a timer or `warraq schedule run` asks again and
again, and whatever was missed meanwhile is due at once, oldest first, a few at a time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from archive.day_requests import most_of, next_day, requests_of
from archive.moments import stamp
from archive.place import Archive
from archive.replaced import replace_text
from archive.rows import reading_index
from crawlers.rhythm import WEEKS, learnt, next_visit
from extractors.outlets import Outlet
from extractors.zones import zone

FILE = "schedule.json"
SPREAD = 0.1  # outlets that became due together drift apart by up to so much of their wait
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# Where a report prints a day alone, the moment it was found stands for its time, if that was about that day.
PRINTED = """
SELECT outlet, at FROM (
  SELECT outlet, coalesce(iif(length(published_at) > 10, published_at, NULL), iif(
    published_date >= date(first_captured_at, '-1 day'), first_captured_at, NULL)) AS at FROM articles
) WHERE at BETWEEN ? AND ?
"""
# Of the newest crawl: SQLite takes the other columns from the row that has the maximum.
BEGUN = (
    "SELECT outlet, max(started_at), finished_at, reason FROM crawls WHERE started_at <= ? GROUP BY outlet"
)
CUT_SHORT = "cut short"
USED_UP = "requests used up"
STOPPED = "shutdown"  # as Scrapy says that a crawl was told to stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """The last scheduled crawl of an outlet: when it ended, how many in a row have failed by then, and
    whether it was cut short (killed, or told to stop)."""

    at: str
    failures: int
    cut_short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An outlet's newest crawl in the index: when it was begun, and whether it came to an end of its own."""

    at: datetime
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """When an outlet is due, and why then: "never crawled", "cadence", "rhythm", "failed before", "cut short"
    or "requests used up"."""

    slug: str
    due_at: datetime
    last_at: datetime | None
    why: str


def visits(archive: Archive, outlets: Sequence[Outlet], now: datetime) -> list[Visit]:
    """When each outlet is due, longest overdue first."""
    attempts = read_attempts(archive)
    begun, printed = _from_index(archive, now)
    settings = archive.settings
    longest = timedelta(hours=settings.schedule.longest_hours)
    found = [
        visit_of(
            outlet,
            begun[outlet.slug].at if outlet.slug in begun else None,
            printed.get(outlet.slug, ()),
            attempts.get(outlet.slug),
            now,
            longest,
            cut_short=outlet.slug in begun and not begun[outlet.slug].ended,
        )
        for outlet in outlets
    ]
    by_slug = {outlet.slug: outlet for outlet in outlets}
    found = [_not_today(archive, most_of(settings, by_slug[visit.slug]), visit, now) for visit in found]
    return sorted(found, key=lambda visit: (visit.due_at, visit.slug))


def _not_today(archive: Archive, most: int, visit: Visit, now: datetime) -> Visit:
    """The visit, put off to the next day (UTC) when the requests of this one are used up."""
    tomorrow = next_day(now)
    if visit.due_at >= tomorrow or requests_of(archive, visit.slug, now) < most:
        return visit
    return replace(visit, due_at=tomorrow, why=USED_UP)


def due(planned: Iterable[Visit], now: datetime) -> list[Visit]:
    """The visits that are due by `now`, in the order given."""
    return [visit for visit in planned if visit.due_at <= now]


def visit_of(
    outlet: Outlet,
    begun: datetime | None,
    printed: Iterable[datetime],
    attempt: Attempt | None,
    now: datetime,
    longest: timedelta,
    *,
    cut_short: bool = False,
) -> Visit:
    """When an outlet is due whose last crawl began at `begun`; a time in the future is not believed.

    `printed` are the moments that its reports were printed at (UTC). `cut_short` says that the crawl of then
    did not end by itself: unless it is known how it went, it is carried on at once.
    """
    tried = datetime.fromisoformat(attempt.at) if attempt else None
    past = [moment for moment in (begun, tried) if moment is not None and moment <= now]
    if not past:
        return Visit(slug=outlet.slug, due_at=NEVER, last_at=None, why="never crawled")
    last = max(past)
    if _carried_on(begun, not cut_short, attempt, now):
        return Visit(slug=outlet.slug, due_at=last, last_at=last, why=CUT_SHORT)
    if attempt is not None and attempt.failures:
        wait = min(longest, outlet.cadence * 2 ** min(attempt.failures - 1, 16))
        due_at, why = last + max(wait, outlet.cadence), "failed before"
    else:
        # Of then, not of now: as weeks go by, nothing but a crawl moves a plan.
        rhythm = learnt(printed, last, zone(outlet.timezone))
        due_at, why = next_visit(last, rhythm, outlet.cadence, longest), "rhythm" if rhythm else "cadence"
    return Visit(slug=outlet.slug, due_at=due_at + _drift(outlet.slug, due_at - last), last_at=last, why=why)


def _carried_on(begun: datetime | None, ended: bool, attempt: Attempt | None, now: datetime) -> bool:
    """Whether an outlet is crawled again at once, since its crawl was cut short: one of whose end no round
    heard, or one that a round saw die, and did not see the one before it fail."""
    begun = begun if begun is not None and begun <= now else None
    tried = datetime.fromisoformat(attempt.at) if attempt else None
    if attempt is None or tried is None or tried > now or (begun is not None and begun > tried):
        return begun is not None and not ended
    return attempt.cut_short and attempt.failures == 1


def _drift(slug: str, wait: timedelta) -> timedelta:
    share = int.from_bytes(sha256(slug.encode()).digest()[:4], "big") / 2**32
    return wait * SPREAD * share


def _from_index(archive: Archive, now: datetime) -> tuple[dict[str, Begun], dict[str, list[datetime]]]:
    """Each outlet's newest crawl, and when its reports of the last weeks were printed."""
    if not archive.index.exists():
        return {}, {}
    since = stamp(now - timedelta(weeks=WEEKS + 1))  # the weeks before a crawl of some days ago
    printed: dict[str, list[datetime]] = {}
    with reading_index(archive) as db:
        begun = {
            slug: Begun(at=datetime.fromisoformat(at), ended=finished is not None and reason != STOPPED)
            for slug, at, finished, reason in db.execute(BEGUN, (stamp(now),))
        }
        # Moments are written with the offset that was printed, and compared as written: some hours too many.
        for slug, at in db.execute(PRINTED, (since, stamp(now + timedelta(days=1)))):
            moment = datetime.fromisoformat(at)
            if moment.tzinfo is not None:
                printed.setdefault(slug, []).append(moment)
    return begun, printed


def read_attempts(archive: Archive) -> dict[str, Attempt]:
    """What is known of scheduled crawls; nothing when the file is missing or torn: that costs a fetch."""
    try:
        told = json.loads((archive.state / FILE).read_text("utf-8"))
        return {
            slug: Attempt(
                at=str(one["at"]),
                failures=int(one["failures"]),
                cut_short=bool(one.get("cut_short", False)),
            )
            for slug, one in told.items()
        }
    except (FileNotFoundError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def note_attempts(
    archive: Archive, outcomes: Mapping[str, bool], at: datetime, *, cut_short: Collection[str] = ()
) -> None:
    """Note that these outlets' crawls ended at `at`, whether that went well, and which were cut short. The
    file is replaced."""
    known = read_attempts(archive)
    for slug, well in outcomes.items():
        before = known.get(slug)
        failures = 0 if well else (before.failures if before else 0) + 1
        known[slug] = Attempt(at=stamp(at), failures=failures, cut_short=not well and slug in cut_short)
    told = {slug: asdict(one) for slug, one in sorted(known.items())}
    replace_text(archive.state / FILE, json.dumps(told) + "\n")
