"""The quarter itself: tick after tick, in one process, with the clock given to schedule and health.

The schedule's own code says what is due, health's own code what is the matter, and `tell_alarms` tells it.
Between the crawls of an outlet its health is judged anew every few hours, not at every tick: nothing else
could change it meanwhile.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from archive.alarms import tell_alarms
from archive.health import Health, assess, without_explained
from archive.health_archive import ArchiveState, archive_alarms
from archive.health_countries import quiet_countries
from archive.health_history import HISTORY, History
from archive.health_network import Machine, machine, ours_marked
from archive.health_rows import is_feast
from archive.health_seen import clock_jumped
from archive.moments import moment
from archive.place import Archive
from archive.status import Status
from crawlers.rhythm import WEEKS
from crawlers.schedule import Visit, due, note_attempts, read_attempts, visit_of
from extractors.outlets import Outlet as Declared
from tests.quarter.events import AHEAD, CLOCK, EVENTS, OUTAGE, Event
from tests.quarter.presses import BEGIN, COUNTRIES, DAY, END
from tests.quarter.world import Outlet

TICK = timedelta(minutes=5)
AGAIN = timedelta(hours=6)
CRAWLING = timedelta(minutes=4)  # crawls of a round have ended by then
LONGEST = timedelta(hours=12)
GIGABYTE = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One alarm as a channel heard it, in true time."""

    at: datetime
    over: bool
    slug: str | None
    code: str
    cause: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """One crawl: in true time, when it was due by the plan of then, and what it read."""

    at: datetime
    due_at: datetime
    read: bool
    texts: int


@dataclass
class Quarter:
    """Runs the quarter; `told` and `visited` are what came of it."""

    archive: Archive
    outlets: dict[str, Outlet]
    declared: dict[str, Declared]
    events: Sequence[Event] = EVENTS
    told: list[Told] = field(default_factory=list)
    visited: dict[str, list[Visited]] = field(default_factory=dict)
    missed: list[tuple[str, datetime]] = field(default_factory=list)
    rounds: list[datetime] = field(default_factory=list)
    _health: dict[str, tuple[object, datetime, Health]] = field(default_factory=dict)
    _plans: dict[str, Visit] = field(default_factory=dict)
    _ahead_before: timedelta = timedelta(0)  # at the last round with a crawl

    def run(self, until: datetime = END, on_round: Callable[[datetime], None] = lambda at: None) -> None:
        """Tick after tick: crawl what is due, then look how all fare and tell it."""
        self.visited = {slug: [] for slug in self.outlets}
        true, looked = BEGIN, BEGIN - DAY
        while true < until:
            if not OUTAGE.holds(true):
                wall = true + self.ahead(true)
                crawled = self._round(true, wall)
                if crawled or wall - looked >= timedelta(hours=1) or wall < looked:
                    self._tell(true, wall + CRAWLING)
                    looked = wall
                    self.rounds.append(true)
                    on_round(true)
            true += TICK

    def ahead(self, true: datetime) -> timedelta:
        """By how much the machine's clock is wrong."""
        return AHEAD if CLOCK in self.events and CLOCK.holds(true) else timedelta(0)

    def _round(self, true: datetime, wall: datetime) -> list[str]:
        near = [slug for slug in self.outlets if self._may_be_due(slug, wall)]
        if not near:
            return []
        self._plan(near, wall)
        visits = due(sorted(self._plans.values(), key=lambda visit: (visit.due_at, visit.slug)), wall)
        outcomes: dict[str, bool] = {}
        jump = self.ahead(true) - self._ahead_before
        self._ahead_before = self.ahead(true) if visits else self._ahead_before
        for visit in visits:
            outlet = self.outlets[visit.slug]
            active = [e for e in self.events if e.slug in (None, visit.slug) and e.holds(true)]
            before = len(outlet.texts)
            outcomes[visit.slug] = outlet.crawl(true, wall, active, jump)
            self.visited[visit.slug].append(
                Visited(
                    at=true, due_at=visit.due_at, read=outcomes[visit.slug], texts=len(outlet.texts) - before
                )
            )
        if outcomes:
            note_attempts(self.archive, outcomes, wall)
            self._plan(outcomes, wall)
        return list(outcomes)

    def _may_be_due(self, slug: str, wall: datetime) -> bool:
        """Whether it is due, or to be planned anew: crawls change a plan, and a clock that is set back."""
        plan = self._plans.get(slug)
        return plan is None or plan.due_at <= wall or (plan.last_at is not None and plan.last_at > wall)

    def _plan(self, slugs: Iterable[str], wall: datetime) -> None:
        attempts = read_attempts(self.archive)
        for slug in slugs:
            outlet = self.outlets[slug]
            begun = max((crawl.at for crawl in outlet.crawls[-1:]), default=None)
            since = wall - timedelta(weeks=WEEKS + 1)
            printed = outlet.found[max(0, len(outlet.found) - 8000) :]
            printed = [at for at in printed if since <= at <= wall]
            self._plans[slug] = visit_of(
                self.declared[slug], begun, printed, attempts.get(slug), wall, LONGEST
            )

    def histories(self, wall: datetime) -> list[History]:
        """What `archive.health_read.histories` would read at this moment."""
        return [self._history(slug, wall) for slug in self.outlets]

    def _history(self, slug: str, wall: datetime) -> History:
        outlet = self.outlets[slug]
        plan = self._plans.get(slug)
        return History(
            slug=slug,
            zone=ZoneInfo(outlet.press.zone),
            crawls=_within(outlet.crawls, wall),
            fetches=_within(outlet.fetches, wall),
            texts=_within(outlet.texts, wall),
            sightings=_within(outlet.sightings, wall),
            next_due_at=plan.due_at if plan else None,
            ever_read=bool(outlet.texts),
        )

    def judged(self, true: datetime, wall: datetime) -> Status:
        """The status of now, as `archive.status.status_of` makes it."""
        light = [
            History(slug=slug, zone=ZoneInfo("UTC"), crawls=_within(outlet.crawls, wall))
            for slug, outlet in self.outlets.items()
        ]
        found = machine(light, wall)
        healths = tuple(without_explained(self._judge(slug, wall, found), found) for slug in self.outlets)
        quiet = quiet_countries(self.histories(wall), healths, COUNTRIES, wall, is_feast)
        state = self._state(true, wall)
        jumped = clock_jumped([one.crawls for one in light])
        alarms = (*filter(None, (found.alarm, quiet, jumped)), *archive_alarms(state, wall))
        return Status(at=wall, outlets=healths, archive=state, alarms=alarms)

    def _judge(self, slug: str, wall: datetime, found: Machine) -> Health:
        outlet = self.outlets[slug]
        key = (len(outlet.crawls), found.offline)
        known = self._health.get(slug)
        if known is None or known[0] != key or not timedelta(0) <= wall - known[1] < AGAIN:
            history = ours_marked(self._history(slug, wall), found)
            known = self._health[slug] = (key, wall, assess(history, wall, is_feast))
        return known[2]

    def _state(self, true: datetime, wall: datetime) -> ArchiveState:
        kinds = {event.kind: event for event in self.events if event.holds(true)}
        free, unsigned, unstamped = 400 * GIGABYTE, kinds.get("unsigned log"), kinds.get("unstamped")
        if "disk" in kinds:
            free = 29 * GIGABYTE
        return ArchiveState(
            disk_free_bytes=free,
            grows_by_day_bytes=GIGABYTE,
            disk_lasts_days=free // GIGABYTE,
            last_checkpoint_at=unsigned.begin if unsigned else wall,
            last_capture_at=wall,
            unsigned_since=unsigned.begin if unsigned else None,
            unstamped_since=unstamped.begin if unstamped else None,
        )

    def _tell(self, true: datetime, wall: datetime) -> None:
        def hear(document: Any) -> None:
            for over, part in ((False, "begun"), (True, "over")):
                for one in document[part]:
                    self.told.append(
                        Told(
                            at=true,
                            over=over,
                            slug=one["outlet"],
                            code=one["code"],
                            cause=one["figures"].get("cause"),
                        )
                    )
            assert moment(document["at"]) == wall

        tell_alarms(self.archive, self.judged(true, wall), hear)


def _within(rows: Sequence[Any], wall: datetime) -> list[Any]:
    """The rows of HISTORY up to now, in order of time as the index gives them."""
    if any(later.at < earlier.at for earlier, later in zip(rows[-400:], rows[-399:], strict=False)):
        rows = sorted(rows, key=lambda row: row.at)
    end = len(rows)
    while end and rows[end - 1].at > wall:
        end -= 1
    return list(rows[bisect_left(rows, wall - HISTORY, key=lambda row: row.at) : end])
