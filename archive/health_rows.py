"""The histories of all outlets, as `archive.health` wants them: read from the index, the last weeks alone.

Captures are found through the WARC files that hold those weeks, so that years before them cost nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any

from archive.health_columns import DATED, NONE, SIGNED, TITLED, Columns, Told, micros
from archive.health_history import OTHER_HOST, REPORTS, SEEDS
from archive.moments import moment
from archive.problems import NO_LIST
from archive.rows import each_tuple
from archive.schema import sqlite3
from extractors.hijri import HijriError, hijri_day
from extractors.seed_walls import WALLS

NO_LISTS = json.dumps([NO_LIST, *sorted(WALLS)])  # what may have come in place of a list
# A rendered page stands for the capture that it was made of: what was wrong with the page is so no more.
CAPTURES = """
SELECT c.outlet, coalesce(c.crawl_id, p.crawl_id) AS crawl, c.captured_at, c.url, coalesce(p.role, c.role),
  CASE WHEN p.record_id IS NULL THEN c.status ELSE 200 END, c.outcome, c.reading, c.article_id,
  c.text_digest, coalesce(p.via, c.via), v.version, v.title IS NOT NULL, v.published_date IS NOT NULL,
  v.byline IS NOT NULL, v.words, iif(c.role IN ('feed', 'sitemap', 'home', 'section', 'listing'), (
    SELECT o.code FROM problems o WHERE o.record_id = c.record_id
      AND o.code IN (SELECT value FROM json_each(?3))), NULL)
FROM warcs w JOIN captures c ON c.warc = w.name LEFT JOIN versions v ON v.record_id = c.record_id
LEFT JOIN captures p ON c.kind = 'resource' AND c.role = 'rendered-page' AND p.record_id = c.refers_to
WHERE w.origin = 'own' AND w.last_captured_at >= ?1 AND coalesce(w.first_captured_at, '') <= ?2
  AND c.captured_at >= ?1 AND c.captured_at <= ?2 AND c.outlet IN (SELECT value FROM json_each(?4))
  AND c.role IS NOT 'requisite' AND crawl IS NOT NULL
  AND (c.kind NOT IN ('resource', 'conversion') OR p.record_id IS NOT NULL)
ORDER BY c.outlet, c.captured_at, c.record_id
"""
CRAWLS = """
SELECT outlet, crawl_id, started_at, finished_at, reason,
  CASE WHEN instr(counts, '"observed"') > 0 AND json_valid(counts) THEN json_extract(counts, '$.observed') END
FROM crawls
WHERE started_at >= ?1 AND started_at <= ?2 AND outlet IN (SELECT value FROM json_each(?3))
ORDER BY started_at, crawl_id
"""
# What a pattern refuses was never to be fetched: it neither counts as allowed nor as forbidden.
SIGHTINGS = """
SELECT outlet, first_seen_at, reason = 'robots: disallowed' FROM ledger
WHERE first_seen_at >= ?1 AND first_seen_at <= ?2 AND outlet IN (SELECT value FROM json_each(?3))
  AND (state <> 'refused' OR reason = 'robots: disallowed') ORDER BY first_seen_at, url_key
"""
NOT_MODIFIED = 304
OUT_OF_MEMORY = "memusage_exceeded"  # how a crawl ended, in the words of Scrapy
FEASTS = ((10, 0, 5), (12, 8, 15))  # Hijri month, first and last day: sightings differ, eves are quiet too
Row = tuple[Any, ...]


def read_columns(
    db: sqlite3.Connection, slugs: Collection[str], since: str, until: str
) -> dict[str, Columns]:
    """What the index holds of each of these outlets from `since` to `until`, which are stamps."""
    found = {slug: Columns() for slug in slugs}
    named = json.dumps(sorted(slugs))
    captures = each_tuple(db, CAPTURES, (since, until, NO_LISTS, named))
    for slug, rows in groupby(captures, key=lambda row: row[0]):
        _put_captures(found[slug], rows)
    for slug, crawl, began, finished, reason, seen in each_tuple(db, CRAWLS, (since, until, named)):
        row = [crawl, _micros(began), finished is not None, reason == OUT_OF_MEMORY, seen]
        found[slug].crawls.append(row)
    for slug, at, forbidden in each_tuple(db, SIGHTINGS, (since, until, named)):
        found[slug].seen_at.append(_micros(at))
        found[slug].seen_forbidden.append(bool(forbidden))
    return found


def _put_captures(columns: Columns, rows: Iterable[Row]) -> None:
    """Put an outlet's captures, in order of time, into its empty columns."""
    index: dict[str, int] = {}
    fetches: dict[tuple[str, int, int], tuple[int, str, str, str | None]] = {}
    of_crawl: dict[str, list[tuple[int, str, str, str | None]]] = {}
    onward: dict[tuple[str, str], tuple[int, str, str, str | None]] = {}

    def place(word: str | None) -> int:
        return NONE if word is None else index.setdefault(word, len(index))

    for row in rows:
        _, crawl, captured_at, url, role, status, outcome, reading, article, digest, via, *of_text = row
        at, no_list = _micros(captured_at), of_text.pop()
        seed = role in SEEDS
        cause = _seed_cause(status, outcome, no_list) if seed else _cause(status, outcome, reading)
        asked = of_crawl.setdefault(crawl, [])
        began = onward.pop((crawl, via), None) if seed else None
        if began is not None:
            # The seed itself is asked for wherever its list is now: what comes of it is the seed's.
            asked.remove(began)
            fetches.pop((crawl, place(began[1]), place(began[2])), None)
        one = (at, url if began is None else began[1], role or "", cause)
        asked.append(one)
        if cause == OTHER_HOST:
            onward[crawl, url] = one  # until what it leads to is asked for
        if seed or role in REPORTS:
            # A request that was tried again within the crawl counts once, as it ended.
            key = (crawl, place(url), place(one[2]))
            fetches.pop(key, None)
            fetches[key] = one
        version, titled, dated, signed, words = of_text
        if version == 1 and article is not None:
            columns.text_at.append(at)
            columns.text_article.append(place(article))
            columns.text_has.append(TITLED * bool(titled) | DATED * bool(dated) | SIGNED * bool(signed))
            columns.text_words.append(NONE if words is None else words)
            columns.text_digest.append(place(digest))
            columns.text_seed.append(place(via))
        told = columns.told.get(crawl)
        if told is None:
            columns.told[crawl] = Told(first=at, last=at, read=False, cause=None)
        else:
            told.last = at
    for at, url, role, cause in fetches.values():
        columns.fetch_at.append(at)
        columns.fetch_url.append(place(url))
        columns.fetch_role.append(place(role))
        columns.fetch_cause.append(place(cause))
    for crawl, told in columns.told.items():
        told.read, told.cause = _outcome(of_crawl[crawl])
    columns.words = list(index)


def _outcome(asked: Collection[tuple[int, str, str, str | None]]) -> tuple[bool, str | None]:
    """Whether a crawl read any seed, and if it did not, what became of most that it asked for."""
    if any(role in SEEDS and cause is None for _, _, role, cause in asked):
        return True, None
    causes = Counter(cause for _, _, _, cause in asked if cause is not None)
    if not causes and asked:  # robots.txt came, and after it nothing was asked for
        return False, "robots"
    return False, causes.most_common(1)[0][0] if causes else None


def _micros(stamped: str) -> int:
    return micros(moment(stamped))


def _cause(status: int | None, outcome: str | None, reading: str | None) -> str | None:
    """What was wrong with an answer or its page, as the ledger and the reader call it; None: nothing."""
    if outcome not in (None, "ok"):
        return outcome
    if status is None:
        return "no-http-head"
    if status >= 400:
        return f"http-{status}"
    return None if reading in (None, "article", "waiting") else reading


def _seed_cause(status: int | None, outcome: str | None, no_list: str | None) -> str | None:
    """The same of a feed, sitemap or page of links; a redirect of it counts until what it leads to came."""
    if outcome in (None, "ok") and status is not None and 300 <= status < 400 and status != NOT_MODIFIED:
        return OTHER_HOST
    return _cause(status, outcome, no_list)


@lru_cache(maxsize=4096)  # each outlet asks for each day of its looks, after each round
def is_feast(day: date) -> bool:
    """Whether newsrooms may be closed: about the two feasts, by the tables of Umm al-Qura."""
    latest = (day.year - 622) * 33 // 32  # of the Hijri years whose feasts may lie in the day's year
    for year in (latest - 1, latest):
        for month, first, last in FEASTS:
            try:
                begin = hijri_day(year, month, 1) + timedelta(days=first - 1)
            except HijriError:
                continue
            if begin <= day <= begin + timedelta(days=last - first):
                return True
    return False
