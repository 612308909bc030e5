"""Pages in whose place a wall stood when they were captured last: a challenge, a plea for consent.

Such a page is kept and is no article. It is asked for again later, as anybody would, and less and less often;
a wall is never evaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.articles import BLOCKING_PAGES
from archive.moments import moment, stamp
from archive.rows import read_rows
from archive.schema import sqlite3

WALLS = BLOCKING_PAGES | {"maintenance-page", "server-error"}
FIRST_WAIT = timedelta(hours=6)  # twice as long after each further wall
WITHIN = timedelta(days=30)  # what was captured longer ago is not looked at: it may be years of captures
MOST = 6  # walls in a row after which a page is looked at no more for their sake
NEWEST = """
SELECT c.url, c.url_key, max(c.captured_at) AS captured_at, coalesce(c.reading, r.reading) AS reading
FROM warcs w JOIN captures c ON c.warc = w.name
LEFT JOIN captures r ON c.kind = 'revisit' AND r.record_id = c.refers_to
WHERE w.origin = 'own' AND w.last_captured_at >= ?2 AND c.captured_at >= ?2
  AND c.outlet = ?1 AND c.article_id IS NOT NULL AND c.kind IN ('response', 'revisit')
  AND c.role IN ('article', 'page') AND c.status IS NOT NULL
GROUP BY c.url_key ORDER BY c.url_key
"""
ANSWERS = """
SELECT coalesce(c.reading, r.reading) AS reading
FROM captures c LEFT JOIN captures r ON c.kind = 'revisit' AND r.record_id = c.refers_to
WHERE c.outlet = ? AND c.url_key = ? AND c.kind IN ('response', 'revisit') AND c.status IS NOT NULL
ORDER BY c.captured_at DESC, c.record_id DESC LIMIT 7
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walled:
    """A page that showed a wall last, and when to look at it again."""

    url: str
    again_at: datetime


def walled(db: sqlite3.Connection, slug: str, now: datetime) -> list[Walled]:
    """The outlet's pages that showed a wall when they were captured last, without those that always do."""
    found = []
    for row in read_rows(db, NEWEST, (slug, stamp(now - WITHIN))):
        if row["reading"] not in WALLS:
            continue
        walls = 0
        for answer in read_rows(db, ANSWERS, (slug, row["url_key"])):
            if answer["reading"] not in WALLS:
                break
            walls += 1
        if walls < MOST:
            wait = FIRST_WAIT * 2 ** (walls - 1)
            found.append(Walled(url=row["url"], again_at=moment(row["captured_at"]) + wait))
    return found
