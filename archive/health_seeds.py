"""Alarms of seeds: feeds, sitemaps and sections that are gone, fail, or name nothing new any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from archive.health_history import GONE, OTHER_HOST, SEEDS, Alarm, Crawl, Fetch, History
from archive.health_silence import Holiday, Looks, silence
from archive.problems import NO_LIST

LEAST_NEWS, LEAST_ASKED = 30, 10
FROM_OTHERS = 10  # reports that other seeds named meanwhile
LEAST_FAILED = 3  # in a row
# Of what says that it is gone, once; of a page in place of a list twice, for a server under repair has one.
LEAST_SAID = {**dict.fromkeys((*GONE, OTHER_HOST), 1), NO_LIST: 2}


def failing_seeds(history: History, crawls: Sequence[Crawl]) -> Iterable[Alarm]:
    """Seeds that say they are gone, or fail in a row as never before but once."""
    for asked in _asked(history, crawls).values():
        failing = _failing_seed(asked)
        if failing is not None:
            yield failing


def quiet_seeds(
    history: History, crawls: Sequence[Crawl], looks: Looks, is_holiday: Holiday
) -> Iterable[Alarm]:
    """Seeds that answer and name nothing new any more, while others do."""
    news: dict[str, list[datetime]] = {}
    for text in history.texts:
        if text.seed is not None:
            news.setdefault(text.seed, []).append(text.at)
    for url, asked in _asked(history, crawls).items():
        if asked[-1].cause is not None or len(news.get(url, ())) < LEAST_NEWS:
            continue
        # Of a seed that failed nobody knows what it would have named: only its own answers count as looks.
        answered = Looks([fetch.at for fetch in asked if fetch.cause is None], looks.longest)
        # What a seed names first hangs on the others, too: it keeps no clock of its own.
        quiet = silence(news[url], answered, history.zone, is_holiday, clocks=False)
        if quiet is None:
            continue
        from_others = sum(text.at > quiet.since for text in history.texts[-FROM_OTHERS:])
        if from_others >= FROM_OTHERS:
            hours = round(quiet.hours)
            yield Alarm(code="dead-feed", since=quiet.since, figures={"seed": url, "hours": hours})


def _asked(history: History, crawls: Sequence[Crawl]) -> dict[str, list[Fetch]]:
    """What became of each seed that was asked for often, and by the last crawl still."""
    if not crawls:  # all of them were cut short
        return {}
    by_url: dict[str, list[Fetch]] = {}
    for fetch in history.fetches:
        if fetch.role in SEEDS:
            by_url.setdefault(fetch.url, []).append(fetch)
    return {
        url: asked
        for url, asked in by_url.items()
        if len(asked) >= LEAST_ASKED and asked[-1].at >= crawls[-1].at
    }


def _failing_seed(asked: Sequence[Fetch]) -> Alarm | None:
    well = [index for index, fetch in enumerate(asked) if fetch.cause is None]
    run = len(asked) - 1 - well[-1] if well else len(asked)
    if len(well) < LEAST_ASKED or run == 0:
        return None
    cause = asked[-1].cause or ""
    least = LEAST_SAID.get(cause, LEAST_FAILED)
    # What a seed says of itself is only compared with its having said so before, not with accidents.
    runs = sorted(
        after - before - 1
        for before, after in pairwise(well)
        if cause not in LEAST_SAID or any(one.cause == cause for one in asked[before + 1 : after])
    )
    usual = runs[-2] if len(runs) > 1 else 0
    if run < max(least, usual + 1):
        return None
    first = asked[-run]
    return Alarm(code="dead-feed", since=first.at, figures={"seed": first.url, "cause": first.cause})
