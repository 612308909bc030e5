"""The front page: what is new, what changed most, and the outlets with their volume."""

from datetime import date, timedelta
from typing import Any

from archive.browse.kept import kept
from archive.browse.site import Asked, Site
from archive.rows import Row, read_row, read_rows, read_tuples
from archive.schema import sqlite3

NEWEST, CHANGED, DAYS = 12, 8, 30

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
    """The front page: `newest` and `changed` articles, `outlets` with `days` (counts to their newest day)."""
    outlets, last = outlets_with_days(db)
    return {
        "newest": list(read_rows(db, NEW, (NEWEST,))),
        "changed": list(read_rows(db, OFTEN_CHANGED, (CHANGED,))),
        "outlets": outlets,
        "days_to": last,
        "articles": sum(one["articles"] for one in outlets),
        **kept(db, "captures", lambda: read_row(db, CAPTURES) or {}),
    }


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
