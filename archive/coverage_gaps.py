"""What is missing, and why: days without reports, days on which nobody looked, looks that came to nothing.

Everything follows from what the archive recorded: no clock is asked, so that the same archive always tells
the same gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from archive.coverage_looks import UTC, Looked, Looks, Overrun
from archive.day_requests import DAY_FULL

NO_DISCOVERY, NO_CRAWL, NOT_READ = "no discovery", "no crawl", "no seed read"
OVERRAN, CLOCK, USED_UP = "feed overran", "clock set", "requests used up"
ONE = timedelta(days=1)
UNREACHABLE = frozenset(
    {"dns", "timeout", "disconnect", "connection-refused", "proxy", "tls", "no-http-head", "unparsable-head"}
)
BLOCKED = frozenset({"http-401", "http-402", "http-403", "http-406", "http-429", "http-451"})
OTHERWISE = {
    "robots: unavailable": "robots-unavailable",
    "robots: disallowed": "robots-forbids",
    "killed": "interrupted",
    "stopped": "interrupted",
    "incomplete": "interrupted",
    "nothing-asked": "nothing-asked",
    "address-refused": "refused-here",
    "secret-header": "refused-here",
    "too-large": "refused-here",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days in a row, `first` to `last`, of which `what` is missing, and the code of the reason.

    `cause` is what most requests for seeds ended in, where that is the reason; `seed` and `named` are of a
    feed that overran: its address and how many new ones it named at once.
    """

    outlet: str
    what: str
    first: date
    last: date
    reason: str
    cause: str | None = None
    seed: str | None = None
    named: int | None = None

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that are asked about; None: no bound."""

    from_: date | None = None
    to: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.from_ is None or day >= self.from_) and (self.to is None or day <= self.to)

    @property
    def open(self) -> bool:
        """Whether it has no bound at all."""
        return self.from_ is None and self.to is None

    @property
    def holds(self) -> Callable[[str], bool]:
        """What tells whether a day, YYYY-MM-DD, lies within."""
        first, last = self.bounds
        return lambda day: first <= day <= last

    @property
    def bounds(self) -> tuple[str, str]:
        """What every day within, YYYY-MM-DD, lies between."""
        return self.from_.isoformat() if self.from_ else "", self.to.isoformat() if self.to else "9999-99-99"

    def days(self, first: date, last: date) -> Iterator[date]:
        """Those of the days from `first` to `last` that lie within, in order."""
        day, last = max(first, self.from_ or first), min(last, self.to or last)
        while day <= last:
            yield day
            if day == date.max:
                return
            day += ONE


def gaps_of(
    outlet: str,
    reported: Collection[date],
    looks: Looks,
    window: Window,
    *,
    zone: ZoneInfo | None = None,
    followed: bool = True,
) -> list[Gap]:
    """The gaps of an outlet within the window, by their first day.

    `reported` are the days of which it has a URL, `followed` says whether it is still declared. Days between
    its first and last report count, and from its first crawl to the last one of any outlet (or to the
    window's end, where nobody looked either). Without any crawl, days between reports have no reason.
    """
    seen = looks.of.get(outlet, ())
    found: list[Gap] = []
    if looks.anybody:
        end = max(looks.anybody)
        begin, last = seen[0] if seen else min(looks.anybody), max(end, window.to or end)
        judged = _Judged(outlet, looks, seen, followed)
        found += judged.unlooked(window.days(begin, last))
        found += judged.unread(day for day in seen if day in window)
        found += judged.unreported(_between(reported, seen, window), frozenset(reported))
    else:
        empty = (day for day in _between(reported, (), window) if day not in reported)
        found += _spans(outlet, NO_DISCOVERY, ((day, ("never-looked", None)) for day in empty))
    found += _overran(looks.overruns.get(outlet, ()), window, zone or UTC)
    doubted = sorted(day for day in looks.clock_doubted.get(outlet, ()) if day in window)
    found += _spans(outlet, CLOCK, ((day, ("clock-set", None)) for day in doubted))
    full = sorted(day for day in looks.used_up.get(outlet, ()) if day in window)
    found += _spans(outlet, USED_UP, ((day, (DAY_FULL, None)) for day in full))
    return sorted(found, key=lambda gap: (gap.first, gap.what, gap.last, gap.reason, gap.seed or ""))


@dataclass(frozen=True, slots=True)
class _Judged:
    outlet: str
    looks: Looks
    seen: Sequence[date]
    followed: bool

    def unlooked(self, days: Iterable[date]) -> Iterator[Gap]:
        told = ((day, (self._why_not(day), None)) for day in days if self._look(day) is None)
        return _spans(self.outlet, NO_CRAWL, told)

    def unread(self, days: Iterable[date]) -> Iterator[Gap]:
        looked = ((day, self._look(day)) for day in days)
        told = ((day, why_unread(look)) for day, look in looked if look is not None and not look.read)
        return _spans(self.outlet, NOT_READ, told)

    def unreported(self, days: Iterable[date], reported: frozenset[date]) -> Iterator[Gap]:
        told = ((day, self._why_nothing(day)) for day in days if day not in reported)
        return _spans(self.outlet, NO_DISCOVERY, told)

    def _look(self, day: date) -> Looked | None:
        return self.looks.days.get((self.outlet, day))

    def _why_not(self, day: date) -> str:
        if not self.followed and (not self.seen or day > self.seen[-1]):
            return "not-followed"
        return "others-only" if day in self.looks.anybody else "nobody-looked"

    def _why_nothing(self, day: date) -> tuple[str, str | None]:
        if not self.seen or day < self.seen[0]:
            return "before-first-look", None
        look = self._look(day)
        if look is None:
            return self._why_not(day), None
        return ("nothing-new", None) if look.read else why_unread(look)


def why_unread(look: Looked) -> tuple[str, str | None]:
    """The reason why no crawl of a day read a seed, and what most of them met."""
    cause = min(look.causes, key=lambda one: (-look.causes[one], one), default="nothing-asked")
    if cause in OTHERWISE:
        return OTHERWISE[cause], cause
    if cause in UNREACHABLE:
        return "unreachable", cause
    if cause in BLOCKED:
        return "blocked", cause
    return ("server-errors" if cause.startswith("http-5") else "not-answered"), cause


def _between(reported: Collection[date], seen: Collection[date], window: Window) -> Iterator[date]:
    """The days from the first report or look to the last."""
    ends = [*reported, *seen]
    return window.days(min(ends), max(ends)) if ends else iter(())


def _overran(overruns: Iterable[Overrun], window: Window, zone: ZoneInfo) -> Iterator[Gap]:
    for one in overruns:
        first, last = (at.astimezone(zone).date() for at in (one.since, one.at))
        if any(True for _ in window.days(first, last)):
            told = {"outlet": one.outlet, "what": OVERRAN, "reason": "feed-overran", "seed": one.feed}
            yield Gap(first=first, last=last, named=one.named, **told)


def _spans(outlet: str, what: str, told: Iterable[tuple[date, tuple[str, str | None]]]) -> Iterator[Gap]:
    """Days in a row with one reason, as one gap each; `told` is in the order of days."""
    placed = enumerate(told)
    for (_, (reason, cause)), run in groupby(placed, key=lambda one: (one[1][0] - one[0] * ONE, one[1][1])):
        days = [day for _, (day, _) in run]
        yield Gap(outlet=outlet, what=what, first=days[0], last=days[-1], reason=reason, cause=cause)
