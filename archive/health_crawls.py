"""Alarms of crawls that read nothing: refused, shown a wall, not answered; also when that comes and goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from archive.health_history import Alarm, Crawl, code_of

LEAST_FAILED = 2  # a single crawl that reads nothing is no news,
LEAST_READ = 10  # but where so many were read, a single refusal is: chance refuses nobody
BACK = timedelta(days=3)  # what is back so soon comes and goes, and is over when it stayed away so long
SAID = frozenset({"blocked", "certificate", "robots", "moved"})  # what somebody says, and no accident is
NO_WAY_IN = SAID | {"unreachable", "server-errors"}


def failing(crawls: Sequence[Crawl]) -> Alarm | None:
    """Crawls in a row, up to the last, that read nothing: more than ever before but once."""
    *before, last = _runs(crawls)
    return _alarm(last, before, crawls)


def coming_and_going(crawls: Sequence[Crawl]) -> Alarm | None:
    """What `failing` told of twice within BACK, though the last crawl read; None once it is away so long."""
    *runs, last = _runs(crawls)
    if last or not runs or crawls[-1].at - runs[-1][-1].at >= BACK:
        return None
    told: list[Alarm] = []
    until = None
    for number, run in enumerate(runs):
        alarm = _alarm(run, runs[:number], [crawl for crawl in crawls if crawl.at <= run[-1].at])
        if alarm is None:
            continue
        if until is None or alarm.code != told[-1].code or run[0].at - until >= BACK:
            told = []
        told.append(alarm)
        until = run[-1].at
    if until is None or len(told) < 2 or crawls[-1].at - until >= BACK:
        return None
    failed = sum(alarm.figures["crawls"] for alarm in told)
    return Alarm(
        code=told[0].code, since=told[0].since, figures={"cause": told[-1].figures["cause"], "crawls": failed}
    )


def _alarm(
    failed: Sequence[Crawl], before: Sequence[Sequence[Crawl]], crawls: Sequence[Crawl]
) -> Alarm | None:
    """That of crawls in a row that read nothing, after such before; `crawls` are all up to their last.

    What somebody says (a refusal, a wall, a redirect elsewhere) is only compared with what was said before.
    """
    if not failed:
        return None
    cause = Counter(crawl.cause for crawl in failed).most_common(1)[0][0]
    code = "unreachable" if cause is None else code_of(cause)
    if code not in NO_WAY_IN:
        return None
    said = code in SAID
    runs = sorted(len(run) for run in before if not said or any(code_of(one.cause) == code for one in run))
    usual = runs[-2] if len(runs) > 1 else 0
    least = 1 if said and sum(crawl.read for crawl in crawls) >= LEAST_READ else LEAST_FAILED
    if len(failed) < max(least, usual + 1):
        return None
    return Alarm(code=code, since=failed[0].at, figures={"cause": cause or "unknown", "crawls": len(failed)})


def _runs(crawls: Sequence[Crawl]) -> list[list[Crawl]]:
    """Crawls in a row that read nothing; the last are those up to the end, none if the last crawl read."""
    runs: list[list[Crawl]] = [[]]
    for crawl in crawls:
        if not crawl.read:
            runs[-1].append(crawl)
        elif runs[-1]:
            runs.append([])
    return runs
