"""What crawls noticed beside pages: certificates, rules of robots.txt for us, jumps of the clock."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from archive.health_history import Alarm, Crawl
from archive.moments import moment, stamp

SHORTLY = timedelta(days=14)  # of a certificate that holds for 90 days; of one that holds less, its share
USUAL_LIFE = timedelta(days=90)
TOLD = timedelta(days=7)  # so long a change is mentioned

ABOUT = 0.1  # of a jump; what takes it back is hardly of another size


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Of the certificate that a host showed: from when to when it holds, and who issued it."""

    not_before: datetime | None
    not_after: datetime
    issuer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one crawl noticed: certificates and digests of the rules for us by host, the clock's jump."""

    certificates: Mapping[str, Certificate] = field(default_factory=dict)
    robots: Mapping[str, str] = field(default_factory=dict)
    clock_jump_seconds: int | None = None


@lru_cache(maxsize=1024)
def read_seen(text: str | None) -> Seen | None:
    """What the JSON in the event that ends a crawl says; None where it says nothing that can be read."""
    if text is None:
        return None
    try:
        told: dict[str, Any] = json.loads(text)
        certificates = {
            host: Certificate(
                not_before=moment(one["not_before"]) if one["not_before"] else None,
                not_after=moment(one["not_after"]),
                issuer=one["issuer"],
            )
            for host, one in told.get("certificates", {}).items()
        }
        robots = {str(host): str(digest) for host, digest in told.get("robots", {}).items()}
        jump = told.get("clock_jump_seconds")
        return Seen(
            certificates=certificates, robots=robots, clock_jump_seconds=None if jump is None else int(jump)
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def shown_now(crawls: Sequence[Crawl]) -> Mapping[str, tuple[datetime, Certificate]]:
    """The newest certificate of each host, with the crawl that saw it; hosts of the last crawl with any."""
    for crawl in reversed(crawls):
        if crawl.seen is not None and crawl.seen.certificates:
            return {host: (crawl.at, one) for host, one in crawl.seen.certificates.items()}
    return {}


def expiring(crawls: Sequence[Crawl], now: datetime) -> Alarm | None:
    """The certificate that runs out soonest, when it is to be renewed soon and its host never waited so long.

    Soon are 14 days of a certificate for 90 days or more, of a shorter one as large a share. One that had run
    out when a crawl was served with it hinders nobody: it is not checked.
    """
    found: list[tuple[datetime, str, timedelta]] = []
    for host, (at, shown) in shown_now(crawls).items():
        usual = min(_renewed_before(crawls, host), default=SHORTLY)
        soon = min(_shortly(shown), usual)
        if at < shown.not_after and shown.not_after - now < soon:
            found.append((shown.not_after, host, soon))
    if not found:
        return None
    end, host, soon = min(found)
    days = max(0, (end - now) // timedelta(days=1))
    figures = {"host": host, "day": f"{end:%Y-%m-%d}", "days": days}
    return Alarm(code="certificate-expiry", since=end - soon, figures=figures)


def _shortly(shown: Certificate) -> timedelta:
    if shown.not_before is None:
        return SHORTLY
    return min(SHORTLY, SHORTLY * ((shown.not_after - shown.not_before) / USUAL_LIFE))


def _renewed_before(crawls: Sequence[Crawl], host: str) -> Iterator[timedelta]:
    """How long before its end each certificate of the host was last seen when another took its place."""
    last: tuple[datetime, Certificate] | None = None
    for crawl in crawls:
        shown = crawl.seen.certificates.get(host) if crawl.seen is not None else None
        if shown is None:
            continue
        if last is not None and shown.not_after > last[1].not_after:
            yield last[1].not_after - last[0]
        last = (crawl.at, shown)


def changes(crawls: Sequence[Crawl], now: datetime) -> list[Alarm]:
    """What is other since a crawl of the last week than in any before: rules of robots.txt, issuers."""
    issuers = [
        (crawl.at, {host: one.issuer for host, one in crawl.seen.certificates.items() if one.issuer})
        for crawl in crawls
        if crawl.seen is not None
    ]
    robots = [(crawl.at, crawl.seen.robots) for crawl in crawls if crawl.seen is not None]
    found = [
        Alarm(code="issuer-changed", since=at, figures={"host": host, "issuer": value, "before": before})
        for at, host, value, before in _changed(issuers, now)
    ]
    found += [
        Alarm(code="robots-changed", since=at, figures={"host": host})
        for at, host, _, _ in _changed(robots, now)
    ]
    return sorted(found, key=lambda one: one.since)


def _changed(
    seen: Sequence[tuple[datetime, Mapping[str, str]]], now: datetime
) -> Iterator[tuple[datetime, str, str, str]]:
    """When a host first showed what it shows now and never did before, with both."""
    if not seen:
        return
    for host, value in seen[-1][1].items():
        shown = [(at, values[host]) for at, values in seen if host in values]
        first = next(at for at, one in shown if one == value)
        before = [one for at, one in shown if at < first]
        if before and now - first < TOLD:
            yield first, host, value, before[-1]


def clock_jumped(crawls: Sequence[Sequence[Crawl]]) -> Alarm | None:
    """The largest jump that the last crawls of all outlets noticed; over when each was crawled again.

    A jump forward that was taken back is over: its crawls come last again once the clock has passed them.
    """
    ended = [one for one in ([crawl for crawl in all_ if crawl.ended] for all_ in crawls) if one]
    back = [(crawl.at, -seconds) for one in ended for crawl in one if (seconds := _jump(crawl)) < 0]
    jumped = [
        (abs(seconds), one[-1])
        for one in ended
        if (seconds := _jump(one[-1])) and not _taken_back(one[-1].at, seconds, back)
    ]
    if not jumped:
        return None
    size, crawl = max(jumped, key=lambda item: item[0])
    figures = {"seconds": size, "to": "forward" if _jump(crawl) > 0 else "back"}
    return Alarm(code="clock", since=crawl.at, figures=figures)


def _jump(crawl: Crawl) -> int:
    return (crawl.seen.clock_jump_seconds if crawl.seen is not None else None) or 0


def _taken_back(at: datetime, seconds: int, back: Sequence[tuple[datetime, int]]) -> bool:
    """Whether the clock was set back later by about as much, which crawls of an earlier time on it show."""
    return seconds > 0 and any(
        moment < at <= moment + timedelta(seconds=size) and abs(size - seconds) <= ABOUT * seconds
        for moment, size in back
    )


def clock_behind(newest: datetime | None, counted: float | None, now: datetime) -> Alarm | None:
    """The clock shows less than the newest capture's time, and no crawl since found it right.

    `counted` is the clock at the end of the last crawl (seconds since 1970), None when nobody noted it.
    """
    tolerance = timedelta(seconds=30)
    if newest is None or newest - now <= tolerance:
        return None
    if counted is not None and counted <= now.timestamp():
        return None  # a crawl since then was told of the jump, and marked what it captured
    return Alarm(
        code="clock-behind", since=now, figures={"newest": stamp(newest)[:16].replace("T", " ") + " UTC"}
    )
