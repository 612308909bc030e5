"""The front page: what is new, what changed most, what is gone, and the outlets with their volume."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from archive.browse.kept import kept
from archive.browse.site import Asked, Site
from archive.following import Follower
from archive.rows import Row, read_row, read_rows, read_tuples
from archive.schema import sqlite3
from archive.search_facets import MONTH, months_between

NEWEST, CHANGED, ABSENT, DAYS, MONTHS = 12, 6, 6, 30, 60
AWAY = frozenset(("missing", "removed", "blocked"))

LISTED = (
    "a.article_id, a.outlet, o.name AS outlet_name, o.name_en AS outlet_name_en, a.url, a.title,"
    " a.published_at, a.published_date, a.version_count, a.state"
)
NEW = f"""
SELECT {LISTED} FROM (
    SELECT doc_id, article_id FROM search_rows WHERE newest = 1 ORDER BY doc_id DESC LIMIT ?
) s JOIN articles a USING (article_id) LEFT JOIN outlets o ON o.slug = a.outlet ORDER BY s.doc_id DESC
"""  # noqa: S608 - a list of columns
OFTEN_CHANGED = f"""
SELECT {LISTED} FROM articles a LEFT JOIN outlets o ON o.slug = a.outlet
WHERE a.version_count > 1 ORDER BY a.version_count DESC, a.last_seen_at DESC, a.article_id LIMIT ?
"""  # noqa: S608 - a list of columns
# Whose newest answer was that it is not there, or a wall; its captures say together which of these it is.
ABSENT_LATELY = f"""
SELECT {LISTED}, a.last_seen_at FROM articles a LEFT JOIN outlets o ON o.slug = a.outlet
WHERE a.state IN ('removed', 'blocked') ORDER BY a.last_seen_at DESC, a.article_id LIMIT ?
"""  # noqa: S608 - a list of columns
BY_MONTH = (
    "SELECT substr(published_date, 1, 7), count(*) FROM articles WHERE published_date IS NOT NULL"
    " GROUP BY 1 ORDER BY 1"
)
NEW_SINCE = "SELECT count(*) FROM articles WHERE first_captured_at >= ?"
OUTLETS = """
SELECT o.slug, o.name, o.name_en, o.country, count(a.article_id) AS articles,
       max(a.published_date) AS newest_date
FROM outlets o LEFT JOIN articles a ON a.outlet = o.slug GROUP BY o.slug ORDER BY articles DESC, o.slug
"""
BY_DAY = (
    "SELECT published_date, count(*) FROM articles WHERE outlet = ? AND published_date BETWEEN ? AND ?"
    " GROUP BY published_date"
)
CAPTURES = "SELECT count(*) AS captures, min(captured_at) AS since FROM captures"


def front(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The front page: `newest`, `changed` and `gone` articles, `months` of all, `outlets` with their `days`.

    `days` are counts of the 30 days to `days_to`. `new` counts reports first captured since the beginning of
    `new_since`, yesterday (UTC). A report in `gone` has the `state` that `warraq history` gives it.
    """
    outlets, last = outlets_with_days(db)
    since = (datetime.now(UTC).date() - timedelta(days=1)).isoformat()
    return {
        "newest": list(read_rows(db, NEW, (NEWEST,))),
        "changed": list(read_rows(db, OFTEN_CHANGED, (CHANGED,))),
        "gone": kept(db, "gone", lambda: _gone(site, db)),
        "new": kept(db, f"new since {since}", lambda: read_tuples(db, NEW_SINCE, (since,))[0][0]),
        "new_since": since,
        "months": kept(db, "months", lambda: _months(db)),
        "outlets": outlets,
        "days_to": last,
        "articles": sum(one["articles"] for one in outlets),
        **kept(db, "captures", lambda: read_row(db, CAPTURES) or {}),
    }


def _gone(site: Site, db: sqlite3.Connection) -> list[Row]:
    follower = Follower(site.archive, db)
    found = []
    for row in read_rows(db, ABSENT_LATELY, (ABSENT,)):
        followed = follower.follow(row["article_id"])
        if followed is not None and followed.course.state in AWAY:
            found.append({**row, "state": followed.course.state})
    return found


def _months(db: sqlite3.Connection) -> list[tuple[str, int]]:
    counted = dict(read_tuples(db, BY_MONTH))
    return [(month[:MONTH], counted.get(month, 0)) for month in months_between(set(counted))][-MONTHS:]


def outlets_with_days(db: sqlite3.Connection) -> tuple[list[Row], str | None]:
    """Every outlet with its `articles` and `days`: those of each of the DAYS to the newest; and that day."""
    return kept(db, "outlets", lambda: _counted(db))


def _counted(db: sqlite3.Connection) -> tuple[list[Row], str | None]:
    outlets = list(read_rows(db, OUTLETS))
    last = max((one["newest_date"] for one in outlets if one["newest_date"]), default=None)
    return [{**one, "days": _volume(db, one, last)} for one in outlets], last


def _volume(db: sqlite3.Connection, outlet: Row, last: str | None) -> list[int]:
    """How many articles the outlet has of each of the DAYS up to the last."""
    try:
        end = date.fromisoformat(last) if last else None
    except ValueError:
        end = None
    if end is None or end.toordinal() <= DAYS:
        return []
    days = [(end - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]
    counted = dict(read_tuples(db, BY_DAY, (outlet["slug"], days[0], days[-1])))
    return [int(counted.get(day, 0)) for day in days]
