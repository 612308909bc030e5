"""When outlets one after another cannot be reached, it is this machine's connection and none of theirs.

Crawls of that time say nothing of their outlets: they are marked as ours, and count for none of their alarms.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import prod

from archive.health_history import Alarm, Crawl, History, code_of

CHANCE = 1e-6  # that outlets fail one after another by chance, each as often as it did before
ORDINARY = 0.2  # an outlet that fails more often says nothing of our connection
LEAST_OUTLETS = 2
CERTAIN = 3  # crawls in a row of one outlet, after which no other outlet is waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """From the first crawl that failed to the first that got an answer; `end` is None while it lasts."""

    begin: datetime
    end: datetime | None
    outlets: frozenset[str]

    def holds(self, at: datetime) -> bool:
        """Whether a crawl that began then fell into it."""
        return self.begin <= at and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """When this machine was offline, and who failed since anybody last got an answer (for what may be it)."""

    offline: tuple[Offline, ...]
    failing: frozenset[str]
    since: datetime | None
    others: bool

    @property
    def alarm(self) -> Alarm | None:
        """The alarm while it is offline."""
        if not self.offline or self.offline[-1].end is not None:
            return None
        now = self.offline[-1]
        return Alarm(code="network", since=now.begin, figures={"outlets": len(now.outlets)})

    def explains(self, slug: str, alarm: Alarm) -> bool:
        """Whether an outlet's alarm may be no more than our own connection: nobody else was asked since."""
        crawls = alarm.figures.get("crawls")
        if alarm.code != "unreachable" or crawls is None or crawls >= CERTAIN:
            return False
        alone = self.failing == {slug} and self.since is not None and self.since <= alarm.since
        return self.others and alone


def machine(histories: Sequence[History], now: datetime) -> Machine:
    """What the crawls of all outlets up to `now`, taken together, tell of this machine."""
    found = []
    last: list[tuple[str, Crawl]] = []
    crawled = {one.slug for one in histories if any(crawl.read for crawl in one.crawls)}
    for run, end in _runs(histories, now):
        last = run if end is None else []
        outlets = _silenced(run, histories)
        if outlets:
            found.append(Offline(begin=run[0][1].at, end=end, outlets=outlets))
    failing = frozenset(slug for slug, _ in last)
    since = last[0][1].at if last else None
    return Machine(offline=tuple(found), failing=failing, since=since, others=bool(crawled - failing))


def ours_marked(history: History, found: Machine) -> History:
    """The history with its crawls marked that failed while this machine was offline."""
    if not found.offline:
        return history
    crawls = [
        replace(crawl, ours=True)
        if _is_down(crawl) and any(span.holds(crawl.at) for span in found.offline)
        else crawl
        for crawl in history.crawls
    ]
    return replace(history, crawls=crawls)


def _is_down(crawl: Crawl) -> bool:
    return crawl.ended and not crawl.read and code_of(crawl.cause) == "unreachable"


def _runs(
    histories: Sequence[History], now: datetime
) -> Iterator[tuple[list[tuple[str, Crawl]], datetime | None]]:
    """Crawls that failed one after another, whosever they are, and when somebody got an answer again."""
    crawls = sorted(
        ((crawl.at, one.slug, crawl) for one in histories for crawl in one.crawls if crawl.ended),
        key=lambda told: told[:2],
    )
    run: list[tuple[str, Crawl]] = []
    for at, slug, crawl in crawls:
        if at > now:
            break
        if _is_down(crawl):
            run.append((slug, crawl))
        elif run:
            yield run, at
            run = []
    if run:
        yield run, None


def _silenced(run: Sequence[tuple[str, Crawl]], histories: Sequence[History]) -> frozenset[str]:
    """The outlets of a run that are beyond chance; none when that may be chance, or one's own trouble."""
    slugs = [slug for slug, _ in run]
    if len(set(slugs)) < LEAST_OUTLETS:
        return frozenset()
    begin = run[0][1].at
    shares = {one.slug: _share(one, begin) for one in histories if one.slug in slugs}
    ordinary = {slug: share for slug, share in shares.items() if share <= ORDINARY}
    if len(ordinary) < LEAST_OUTLETS:
        return frozenset()
    again = any(slugs.count(slug) > 1 for slug in ordinary)
    return frozenset(slugs) if again or prod(ordinary.values()) <= CHANCE else frozenset()


def _share(history: History, before: datetime) -> float:
    earlier = [_is_down(crawl) for crawl in history.crawls if crawl.ended and crawl.at < before]
    return (sum(earlier) + 1) / (len(earlier) + 2)
