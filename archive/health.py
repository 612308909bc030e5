"""How an outlet fares: from the plain history of its crawls to figures and alarms. It reads nothing.

An outlet is only ever compared with itself before. Where there is too little of it to tell, nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from archive.health_crawls import NO_WAY_IN, coming_and_going, failing
from archive.health_figures import Figures, figures
from archive.health_history import REPORTS, Alarm, Crawl, History, code_of, moments_of
from archive.health_network import Machine, machine, ours_marked
from archive.health_pages import falling_answers, falling_texts, forbidden, same_text
from archive.health_seeds import failing_seeds, quiet_seeds
from archive.health_seen import changes, expiring, shown_now
from archive.health_silence import Holiday, Looks, is_few, silence, volume

LEAST_CRAWLS = 3
OVERDUE = timedelta(hours=6)
# What a redesign explains; of the fields it tells itself.
EXPLAINED = frozenset({"bodies-missing", "titles-missing"})
EXPLAIN_NOTHING = frozenset({"overdue", "memory", "certificate-expiry"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The figures of one outlet, None where they cannot be told, and its alarms, the gravest first."""

    slug: str
    last_crawl_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    next_due_at: datetime | None
    new_24h: int
    typical_24h: float | None
    alarms: tuple[Alarm, ...]
    notices: tuple[Alarm, ...] = ()  # what changed this week and is no alarm
    certificate_ends_at: datetime | None = None  # of those its hosts show, the first
    figures: Figures | None = None


def assess(history: History, now: datetime, is_holiday: Holiday = lambda day: False) -> Health:
    """The outlet's health at `now` (aware). Days for which `is_holiday` holds do not count."""
    crawls = [crawl for crawl in history.crawls if crawl.at <= now]
    found_at = moments_of(history.texts)
    news = found_at[: bisect_right(found_at, now)]
    looks = Looks.of([crawl.at for crawl in crawls if crawl.read])
    found = _alarms(history, crawls, news, looks, now, is_holiday)
    shown = volume(news, looks, now)
    return Health(
        slug=history.slug,
        last_crawl_at=crawls[-1].at if crawls else None,
        last_success_at=looks.at[-1] if looks.at else None,
        last_new_at=news[-1] if news else None,
        next_due_at=history.next_due_at,
        new_24h=shown.new,
        typical_24h=shown.typical,
        alarms=tuple(found),
        notices=tuple(changes(crawls, now)),
        certificate_ends_at=min((one.not_after for _, one in shown_now(crawls).values()), default=None),
        figures=figures(history, now),
    )


def _alarms(
    history: History,
    crawls: Sequence[Crawl],
    news: Sequence[datetime],
    looks: Looks,
    now: datetime,
    is_holiday: Holiday,
) -> list[Alarm]:
    found: dict[str, Alarm] = {}

    def add(alarms: Iterable[Alarm | None]) -> None:
        for alarm in alarms:
            if alarm is not None:
                found.setdefault(alarm.code, alarm)

    ended = [crawl for crawl in crawls if crawl.ended and not crawl.ours]
    add([_overdue(history, crawls, now), _out_of_memory(ended)])
    if not history.ever_read:
        if len(ended) >= LEAST_CRAWLS:
            add([Alarm(code="never-read", since=ended[0].at, figures={"crawls": len(ended)})])
        return list(found.values())
    add([failing(ended)])
    if "certificate" not in found:
        add([expiring(ended, now)])
    if ended and not ended[-1].read and code_of(ended[-1].cause) not in NO_WAY_IN:
        add(_failing_seeds(history, ended))
    if not looks.at or (found.keys() & (NO_WAY_IN | {"dead-feed"}) and not ended[-1].read):
        return list(found.values())
    history, ended = _as_last_read(history, ended)
    known = history.memory.alarms
    add(known(f"answers {len(history.fetches)}", lambda: falling_answers(history.fetches)))
    add(known("forbidden", lambda: [forbidden(history.sightings)]))
    add(_failing_seeds(history, ended))
    add([alarm for alarm in history.drift if not (alarm.code == "redesign" and found.keys() & NO_WAY_IN)])
    if "redesign" not in found:
        add(known("texts", lambda: falling_texts(history.texts)))
    elif lesser := found.keys() & EXPLAINED:
        for code in lesser:
            del found[code]
    add(known("same-text", lambda: [same_text(history.texts)]))
    if not found.keys() - EXPLAIN_NOTHING:
        add(
            known(
                _named("quiet seeds", history, ended), lambda: quiet_seeds(history, ended, looks, is_holiday)
            )
        )
    if not found.keys() - EXPLAIN_NOTHING:
        silent = known("silent", lambda: [_silent(history, news, looks, is_holiday)])
        add(silent or [_few(history, news, looks, now, is_holiday)])
    add([coming_and_going(ended)])  # it explains none of the others
    return list(found.values())


def _failing_seeds(history: History, ended: Sequence[Crawl]) -> list[Alarm]:
    named = _named("failing seeds", history, ended)
    return history.memory.alarms(named, lambda: failing_seeds(history, ended))


def _named(rule: str, history: History, ended: Sequence[Crawl]) -> str:
    """A rule with what it is given beside the outlet's columns: up to which fetch, and the last crawl."""
    return f"{rule} {len(history.fetches)} {ended[-1].at if ended else None}"


def _as_last_read(history: History, ended: list[Crawl]) -> tuple[History, list[Crawl]]:
    """Without the crawls up to the last that read nothing: they cannot show that anything is over."""
    failed = list(takewhile(lambda crawl: not crawl.read, reversed(ended)))
    if not failed:
        return history, ended
    since = failed[-1].at
    kept = history.fetches[: bisect_left(moments_of(history.fetches), since)]
    return replace(history, fetches=kept), ended[: len(ended) - len(failed)]


def _overdue(history: History, crawls: Sequence[Crawl], now: datetime) -> Alarm | None:
    due = history.next_due_at
    if due is None or not crawls or now - due < OVERDUE:
        return None
    return Alarm(code="overdue", since=due, figures={"hours": _hours(now - due)})


def _out_of_memory(crawls: Sequence[Crawl]) -> Alarm | None:
    """Crawls in a row, up to the last, that took too much memory: the first is one too many."""
    found = list(takewhile(lambda crawl: crawl.out_of_memory, reversed(crawls)))
    return Alarm(code="memory", since=found[-1].at, figures={"crawls": len(found)}) if found else None


def _silent(history: History, news: Sequence[datetime], looks: Looks, is_holiday: Holiday) -> Alarm | None:
    found = silence(news, looks, history.zone, is_holiday)
    if found is None:
        return None
    figures = {"hours": round(found.hours), "usual": round(found.usual_hours)}
    return Alarm(code="silent", since=found.since, figures=figures)


def _few(
    history: History, news: Sequence[datetime], looks: Looks, now: datetime, is_holiday: Holiday
) -> Alarm | None:
    end = max(looks.at[-1], news[-1] if news else looks.at[-1])  # what the last crawl found counts
    begin = end - timedelta(days=1)
    days = {moment.astimezone(history.zone).date() for moment in (begin, end)}
    if not looks.watched(begin, end) or any(map(is_holiday, days)) or now - end > looks.longest:
        return None
    found = volume(news, looks, end, looks.day_before)
    if not found.new:
        return None  # that is silence, which has its own measure
    after = bisect_right(moments_of(history.fetches), looks.day_before(end))
    refused = {
        fetch.url for fetch in history.fetches[after:] if fetch.role in REPORTS and fetch.cause is not None
    }
    if not is_few(replace(found, new=found.new + len(refused))):
        return None  # it printed them, though they could not be read
    return Alarm(code="few", since=begin, figures={"new": found.new, "typical": found.typical})


def _hours(wait: timedelta) -> int:
    return round(wait / timedelta(hours=1))


def everywhere(
    histories: Sequence[History], now: datetime, is_holiday: Holiday = lambda day: False
) -> tuple[list[Health], Alarm | None]:
    """The health of all outlets, and the alarm of this machine's network: what it explains is none of theirs.

    An outlet that two crawls could not reach alarms once another outlet gave an answer, or a third crawl
    could not reach it either: until then it may be the network.
    """
    found = machine(histories, now)
    assessed = [assess(ours_marked(one, found), now, is_holiday) for one in histories]
    return [without_explained(one, found) for one in assessed], found.alarm


def without_explained(health: Health, found: Machine) -> Health:
    """An outlet's health without the alarms that may be this machine's connection alone."""
    kept = tuple(alarm for alarm in health.alarms if not found.explains(health.slug, alarm))
    return health if len(kept) == len(health.alarms) else replace(health, alarms=kept)
