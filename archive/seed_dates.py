"""What feeds and sitemaps printed of an article's dates, read when asked, beside the page's own.

A feed's date is evidence of its own: the newsroom's system writes it, often when the page prints none. It is
held against the moment the seed was first captured with it. A sitemap's `lastmod` is a change; only a news
sitemap's `publication_date` is a publication.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

from archive.moments import moment
from archive.schema import sqlite3
from extractors.article import DateClaim, Stamp
from extractors.date_choice import MARKED, Reading, is_empty, without_filler
from extractors.dates import DateError, is_ahead, read_stamp
from extractors.zones import zone

# Feeds before sitemaps, the first word first: an order that no ingest can change.
ORIGINS = """
SELECT DISTINCT o.via, o.role, o.published_raw, o.published_doubt, o.modified_raw, o.first_seen_at, a.outlet
FROM articles a JOIN captures c USING (article_id)
JOIN origins o ON o.outlet = c.outlet AND o.url_key = c.url_key
WHERE a.article_id = ? AND c.kind NOT IN ('resource', 'conversion')
    AND (o.published_raw IS NOT NULL OR o.modified_raw IS NOT NULL)
ORDER BY o.role IS NOT 'feed', o.first_seen_at, o.via, o.published_raw, o.modified_raw
"""
ZONE = "SELECT timezone FROM outlets WHERE slug = ?"
ARTICLES = (
    "SELECT DISTINCT article_id FROM captures WHERE outlet = ? AND url_key = ? AND article_id IS NOT NULL"
    " AND kind NOT IN ('resource', 'conversion')"
)
_UNDECLARED = "UTC"  # what a stand-in for an outlet has, before its row is made


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedDate:
    """One date that a seed printed of an article: `stamp` when it is certain, else why it does not count."""

    kind: str
    raw: str
    source: str
    stamp: Stamp | None
    verdict: str | None = None
    detail: str | None = None


def seed_dates(db: sqlite3.Connection, article_id: str) -> list[SeedDate]:
    """Every date that seeds printed of the article; `source` is the seed's role, a colon and its URL."""
    rows = db.execute(ORIGINS, (article_id,)).fetchall()
    return list(dict.fromkeys(told for row in rows for told in _told(row, _zone(db, row["outlet"]))))


def published_by_seeds(dates: list[SeedDate]) -> Stamp | None:
    """The publication date that the first seed gives with certainty; None when none does."""
    return next((told.stamp for told in dates if told.stamp and told.kind == "published"), None)


def seed_claims(dates: list[SeedDate], published_date: str | None, *, own: bool) -> list[dict[str, Any]]:
    """The seeds' dates in the keys of `date_claims`, held against the article's day.

    `own` says that the page itself gives that day. Otherwise the seed's date that fills in is "chosen".
    """
    filled = None if own else published_by_seeds(dates)
    return [_claim(told, published_date, filled) for told in dates]


def articles_of(db: sqlite3.Connection, outlet: str, url_key: str) -> set[str]:
    """The ids of articles that have captures under this address."""
    return {row[0] for row in db.execute(ARTICLES, (outlet, url_key))}


def _zone(db: sqlite3.Connection, outlet: str) -> tzinfo:
    row = db.execute(ZONE, (outlet,)).fetchone()
    return zone(row[0] if row else _UNDECLARED)


def _told(row: sqlite3.Row, own: tzinfo) -> Iterator[SeedDate]:
    source, seen_at = f"{row['role'] or 'seed'}:{row['via']}", moment(row["first_seen_at"])
    published, modified, doubt = row["published_raw"], row["modified_raw"], row["published_doubt"]
    if published is not None and doubt is not None:
        yield SeedDate(
            kind="published", raw=published, source=source, stamp=None, verdict="unread", detail=doubt
        )
    elif published is not None:
        yield _read("published", published, source, seen_at, own)
    if modified is not None:
        yield _read("modified", modified, source, seen_at, own)


def _read(kind: str, raw: str, source: str, seen_at: datetime, own: tzinfo) -> SeedDate:
    try:
        stamp = read_stamp(raw, source, own, captured_at=seen_at)
    except DateError as error:
        return SeedDate(kind=kind, raw=raw, source=source, stamp=None, verdict="unread", detail=str(error))
    if is_empty(stamp):
        detail = "the empty value of a database"
        return SeedDate(kind=kind, raw=raw, source=source, stamp=None, verdict="unread", detail=detail)
    if is_ahead(stamp, seen_at, own):
        detail = "lies after the moment the seed was captured"
        return SeedDate(kind=kind, raw=raw, source=source, stamp=None, verdict="ahead", detail=detail)
    reading = without_filler(Reading(stamp=stamp, weight=MARKED, printed=False), own)
    return SeedDate(kind=kind, raw=raw, source=source, stamp=reading.stamp, detail=reading.detail)


def _claim(told: SeedDate, published_date: str | None, filled: Stamp | None) -> dict[str, Any]:
    stamp = told.stamp
    verdict, detail = told.verdict, told.detail
    if stamp is not None and told.kind == "published":
        verdict = "chosen" if stamp == filled else "agrees" if stamp.day == published_date else "differs"
        if verdict == "differs" and published_date is not None:
            days = (date.fromisoformat(stamp.day) - date.fromisoformat(published_date)).days
            detail = f"{abs(days)} days {'after' if days > 0 else 'before'} the date that counts"
    claim = DateClaim(
        kind=told.kind,
        raw=told.raw,
        source=told.source,
        value=stamp.value if stamp else None,
        precision=stamp.precision if stamp else None,
        day=stamp.day if stamp else None,
        verdict=verdict or "agrees",
        detail=detail,
    )
    return {name: getattr(claim, name) for name in DateClaim.__slots__}
