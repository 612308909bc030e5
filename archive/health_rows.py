"""The histories of all outlets, as `archive.health` wants them: read from the index, the last weeks alone.

Captures are found through the WARC files that hold those weeks, so that years before them cost nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from archive.health_history import (
    HISTORY,
    OTHER_HOST,
    REPORTS,
    SEEDS,
    Alarm,
    Crawl,
    Fetch,
    History,
    Sighting,
    Text,
)
from archive.health_seen import read_seen
from archive.moments import moment, stamp
from archive.problems import NO_LIST
from archive.rows import each_tuple, read_tuples
from archive.schema import sqlite3
from extractors.hijri import HijriError, hijri_day

# A rendered page stands for the capture that it was made of: what was wrong with the page is so no more.
CAPTURES = """
SELECT c.outlet, coalesce(c.crawl_id, p.crawl_id) AS crawl, c.captured_at, c.url, coalesce(p.role, c.role),
  CASE WHEN p.record_id IS NULL THEN c.status ELSE 200 END, c.outcome, c.reading, c.article_id,
  c.text_digest, coalesce(p.via, c.via), v.version, v.title IS NOT NULL, v.published_date IS NOT NULL,
  v.byline IS NOT NULL, v.words, c.role IN ('feed', 'sitemap', 'home', 'section', 'listing') AND EXISTS (
    SELECT 1 FROM problems o WHERE o.record_id = c.record_id AND o.code = ?3)
FROM warcs w JOIN captures c ON c.warc = w.name LEFT JOIN versions v ON v.record_id = c.record_id
LEFT JOIN captures p ON c.kind = 'resource' AND c.role = 'rendered-page' AND p.record_id = c.refers_to
WHERE w.origin = 'own' AND w.last_captured_at >= ?1 AND c.captured_at >= ?1 AND c.captured_at <= ?2
  AND c.role IS NOT 'requisite' AND crawl IS NOT NULL
  AND (c.kind NOT IN ('resource', 'conversion') OR p.record_id IS NOT NULL)
ORDER BY c.captured_at, c.record_id
"""
CRAWLS = """
SELECT outlet, crawl_id, started_at, finished_at, reason,
  CASE WHEN instr(counts, '"observed"') > 0 AND json_valid(counts) THEN json_extract(counts, '$.observed') END
FROM crawls
WHERE started_at >= ?1 AND started_at <= ?2 ORDER BY started_at, crawl_id
"""
# What a pattern refuses was never to be fetched: it neither counts as allowed nor as forbidden.
SIGHTINGS = """
SELECT outlet, first_seen_at, reason = 'robots: disallowed' FROM ledger
WHERE first_seen_at >= ?1 AND first_seen_at <= ?2
  AND (state <> 'refused' OR reason = 'robots: disallowed') ORDER BY first_seen_at, url_key
"""
NOT_MODIFIED = 304
EVER = "SELECT 1 FROM articles WHERE outlet = ? AND version_count > 0 LIMIT 1"
OUT_OF_MEMORY = "memusage_exceeded"  # how a crawl ended, in the words of Scrapy
FEASTS = ((10, 1, 4), (12, 9, 14))  # Hijri month, first and last day: sightings differ, eves are quiet too


def histories(
    db: sqlite3.Connection,
    zones: Mapping[str, ZoneInfo],
    now: datetime,
    due: Mapping[str, datetime] | None = None,
    drift: Mapping[str, Sequence[Alarm]] | None = None,
) -> list[History]:
    """The history of each outlet of `zones`, up to `now`.

    `due` says when it is to be crawled next, `drift` which alarms of its design stand.
    """
    span = (stamp(now - HISTORY), stamp(now))
    fetches: dict[str, dict[tuple[str, str, str], Fetch]] = {slug: {} for slug in zones}
    texts: dict[str, list[Text]] = {slug: [] for slug in zones}
    of_crawl: dict[str, list[Fetch]] = {}
    onward: dict[tuple[str, str], Fetch] = {}  # seeds that redirect, until what they lead to is asked for
    for row in each_tuple(db, CAPTURES, (*span, NO_LIST)):
        (slug, crawl, at, url, role, status, outcome, reading, article, digest, via, version, *of_text) = row
        if slug not in fetches:
            continue
        when = moment(at)
        no_list = of_text.pop()
        seed = role in SEEDS
        cause = _seed_cause(status, outcome, no_list) if seed else _cause(status, outcome, reading)
        one = Fetch(at=when, url=url, role=role or "", cause=cause)
        of_crawl.setdefault(crawl, []).append(one)
        if seed and (crawl, via) in onward:
            # The seed itself is asked for wherever its list is now: what comes of it is the seed's.
            began = onward.pop((crawl, via))
            of_crawl[crawl].remove(began)
            fetches[slug].pop((crawl, began.url, began.role), None)
            one = replace(one, url=began.url)
        if one.cause == OTHER_HOST:
            onward[crawl, url] = one
        if seed or role in REPORTS:
            # A request that was tried again within the crawl counts once, as it ended.
            fetches[slug].pop((crawl, url, one.role), None)
            fetches[slug][crawl, url, one.role] = one
        if version == 1 and article is not None:
            titled, dated, signed, words = of_text
            texts[slug].append(
                Text(
                    at=when,
                    article=article,
                    titled=bool(titled),
                    dated=bool(dated),
                    signed=bool(signed),
                    words=words,
                    digest=digest,
                    seed=via,
                )
            )
    crawls: dict[str, list[Crawl]] = {slug: [] for slug in zones}
    for slug, crawl, began, finished, reason, seen in each_tuple(db, CRAWLS, span):
        if slug in crawls:
            crawled = _crawl(moment(began), finished is not None, of_crawl.get(crawl, ()))
            noticed = None if seen is None else read_seen(seen)
            crawls[slug].append(replace(crawled, out_of_memory=reason == OUT_OF_MEMORY, seen=noticed))
    sightings: dict[str, list[Sighting]] = {slug: [] for slug in zones}
    for slug, at, forbidden in each_tuple(db, SIGHTINGS, span):
        if slug in sightings:
            sightings[slug].append(Sighting(at=moment(at), forbidden=bool(forbidden)))
    return [
        History(
            slug=slug,
            zone=zone,
            crawls=crawls[slug],
            fetches=list(fetches[slug].values()),
            texts=texts[slug],
            sightings=sightings[slug],
            next_due_at=(due or {}).get(slug),
            ever_read=bool(texts[slug]) or bool(read_tuples(db, EVER, (slug,))),
            drift=(drift or {}).get(slug, ()),
        )
        for slug, zone in zones.items()
    ]


def _cause(status: int | None, outcome: str | None, reading: str | None) -> str | None:
    """What was wrong with an answer or its page, as the ledger and the reader call it; None: nothing."""
    if outcome not in (None, "ok"):
        return outcome
    if status is None:
        return "no-http-head"
    if status >= 400:
        return f"http-{status}"
    return None if reading in (None, "article", "waiting") else reading


def _seed_cause(status: int | None, outcome: str | None, no_list: bool) -> str | None:
    """The same of a feed, sitemap or page of links; a redirect of it counts until what it leads to came."""
    if outcome in (None, "ok") and status is not None and 300 <= status < 400 and status != NOT_MODIFIED:
        return OTHER_HOST
    return _cause(status, outcome, NO_LIST if no_list else None)


def _crawl(at: datetime, ended: bool, fetched: Sequence[Fetch]) -> Crawl:
    read = any(fetch.role in SEEDS and fetch.cause is None for fetch in fetched)
    if read or not ended:
        return Crawl(at=at, ended=ended, read=read)
    causes = Counter(fetch.cause for fetch in fetched if fetch.cause is not None)
    if not causes and fetched:  # robots.txt came, and after it nothing was asked for
        return Crawl(at=at, ended=ended, read=False, cause="robots")
    cause = causes.most_common(1)[0][0] if causes else None
    return Crawl(at=at, ended=ended, read=False, cause=cause)


@lru_cache(maxsize=4096)  # each outlet asks for each day of its looks, after each round
def is_feast(day: date) -> bool:
    """Whether newsrooms may be closed: about the two feasts, by the tables of Umm al-Qura."""
    nearest = (day.year - 622) * 33 // 32
    for year in (nearest, nearest + 1, nearest + 2):
        for month, first, last in FEASTS:
            try:
                begin = hijri_day(year, month, 1) + timedelta(days=first - 1)
            except HijriError:
                continue
            if begin <= day <= begin + timedelta(days=last - first):
                return True
    return False
