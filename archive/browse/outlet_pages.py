"""Outlets: all of them with their volume, and one with what is held of it and when it fell silent."""

import time
from datetime import date
from itertools import pairwise
from typing import Any

from archive.browse.charts import LINES
from archive.browse.front import LISTED, outlets_with_days
from archive.browse.kept import kept
from archive.browse.outlet_comparison import compared
from archive.browse.site import Asked, Site
from archive.declared import declared
from archive.lookup import UnknownArticle
from archive.robots_line import last_robots
from archive.rows import Row, read_row, read_rows, read_tuples
from archive.schema import sqlite3
from archive.search_facets import MONTH, months_between

HOLDS = 60.0  # seconds that it stands which outlets are left out
LAST_CRAWL = "SELECT max(started_at) FROM crawls WHERE outlet = ?"
NEWEST, SILENCES, SECTIONS = 12, 5, 12
EVER = "9999"  # later than any moment of the index
MONTHS = 120  # the last ones that are counted apart: one wrong date must not draw a thousand

OUTLET = "SELECT slug, name, name_en, country, language, timezone, homepage FROM outlets WHERE slug = ?"
# The index over outlet and day answers this, and the two below, without a look at any report.
DAYS = (
    "SELECT published_date, count(*) FROM articles WHERE outlet = ? AND published_date IS NOT NULL"
    " GROUP BY published_date ORDER BY published_date"
)
UNDATED = "SELECT count(*) FROM articles WHERE outlet = ? AND published_date IS NULL"
FIRST = f"""
SELECT {LISTED} FROM articles a LEFT JOIN outlets o ON o.slug = a.outlet
WHERE a.outlet = ? AND a.published_date IS NOT NULL ORDER BY a.published_date, a.published_at LIMIT 1
"""  # noqa: S608 - a list of columns
NEW = f"""
SELECT {LISTED} FROM articles a LEFT JOIN outlets o ON o.slug = a.outlet
WHERE a.outlet = ? ORDER BY a.published_date DESC, a.published_at DESC, a.article_id LIMIT ?
"""  # noqa: S608 - a list of columns
CAPTURES = "SELECT count(*) AS captures FROM captures WHERE outlet = ?"
CHANGED = "SELECT count(*) AS changed FROM articles WHERE version_count > 1 AND outlet = ?"
STATES = "SELECT state, count(*) FROM articles WHERE outlet = ? GROUP BY state ORDER BY state"
SECTIONS_OF = """
SELECT f.section, count(*) AS reports FROM search_rows s JOIN filings f USING (filing)
WHERE f.outlet = ? AND s.newest = 1 AND f.section IS NOT NULL GROUP BY f.section ORDER BY 2 DESC, 1 LIMIT ?
"""
LEDGER = "SELECT state, count(*) FROM ledger WHERE outlet = ? GROUP BY state ORDER BY 2 DESC"
WITHDRAWN = (
    "SELECT count(*) FROM problems JOIN captures USING (record_id) WHERE code = 'withdrawn' AND outlet = ?"
)


def outlets_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Every outlet with its `articles` and `days` (reports of the 30 days to `days_to`, its newest day).

    `left_out` are outlets that are not crawled now, each with a `code` that says why and its `last_crawl_at`.
    `comparison` has those of the parameter outlet (repeatable, at most LINES), else those with most reports.
    """
    outlets, last = outlets_with_days(db)
    known = [one["slug"] for one in outlets]
    chosen = [slug for slug in dict.fromkeys(asked.all("outlet")) if slug in known][:LINES]
    return {
        "asked": {"outlet": chosen},
        "outlets": outlets,
        "left_out": kept(db, f"left out {int(time.monotonic() // HOLDS)}", lambda: _left_out(site, db)),
        "days_to": last,
        "comparison": compared(db, chosen or known[:LINES]),
    }


def outlet_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The outlet, how much of it is held (the last `months`, without gaps), its longest `silences`.

    `ledger` counts its URLs by what became of them, `sections` its reports by section, `withdrawn` its
    withdrawn captures; `robots` is the last request for its robots.txt.

    A silence is a stretch of days of which no report is held, between two that have one. Raises
    UnknownArticle when the archive knows no such outlet.
    """
    slug = asked.parts["outlet"]
    outlet = read_row(db, OUTLET, (slug,))
    if outlet is None:
        raise UnknownArticle(f"no outlet {slug} in this archive")
    days = read_tuples(db, DAYS, (slug,))
    undated = read_tuples(db, UNDATED, (slug,))[0][0]
    by_month: dict[str, int] = dict.fromkeys(months_between({day[:MONTH] for day, _ in days}), 0)
    for day, count in days:
        by_month[day[:MONTH]] += count
    months = list(by_month.items())
    return {
        "outlet": outlet,
        "articles": sum(count for _, count in days) + undated,
        "undated": undated,
        **(read_row(db, CAPTURES, (slug,)) or {}),
        **(read_row(db, CHANGED, (slug,)) or {}),
        "states": dict(read_tuples(db, STATES, (slug,))),
        "months": months[-MONTHS:],
        "earlier": sum(count for _, count in months[:-MONTHS]),
        "first": read_row(db, FIRST, (slug,)),
        "newest": list(read_rows(db, NEW, (slug, NEWEST))),
        "silences": _silences([day for day, _ in days]),
        "robots": last_robots(db, outlet["homepage"], EVER) if outlet["homepage"] else None,
        **kept(db, f"outlet {slug}", lambda: _counted(db, slug)),
    }


def _left_out(site: Site, db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Outlets whose declaration cannot be used or is gone; what is wrong is the operator's business."""
    return [
        {"slug": one.slug, "code": one.code, "last_crawl_at": read_tuples(db, LAST_CRAWL, (one.slug,))[0][0]}
        for one in declared(site.archive).left_out
    ]


def _counted(db: sqlite3.Connection, slug: str) -> dict[str, Any]:
    """What takes a look at every URL or report of the outlet."""
    return {
        "ledger": dict(read_tuples(db, LEDGER, (slug,))),
        "sections": list(read_rows(db, SECTIONS_OF, (slug, SECTIONS))),
        "withdrawn": read_tuples(db, WITHDRAWN, (slug,))[0][0],
    }


def _silences(days: list[str]) -> list[Row]:
    """The longest stretches without a report, the longest first; days in a row are none."""
    held = [date.fromisoformat(day) for day in days]
    lengths = [((after - before).days - 1, before, after) for before, after in pairwise(held)]
    longest = sorted((one for one in lengths if one[0] > 0), key=lambda one: (-one[0], one[1]))[:SILENCES]
    return [
        {"days": length, "after": before.isoformat(), "until": after.isoformat()}
        for length, before, after in longest
    ]
