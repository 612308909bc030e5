"""Several outlets month by month on one picture: how many reports, and what share of each outlet's own."""

from collections.abc import Sequence
from typing import Any

from archive.browse.charts import LINES
from archive.browse.kept import kept
from archive.rows import read_tuples
from archive.schema import sqlite3
from archive.search_facets import MONTH, months_between

MONTHS = 36  # the newest ones
# The index over outlet and day answers this without a look at any report.
BY_MONTH = (
    "SELECT substr(published_date, 1, 7), count(*) FROM articles WHERE outlet = ?"
    " AND published_date IS NOT NULL GROUP BY 1"
)


def compared(db: sqlite3.Connection, slugs: Sequence[str]) -> dict[str, Any]:
    """Of these outlets, at most LINES: the `months` to the newest of any, and `series` of their reports.

    Each of the series has `outlet`, `counts` by month and `shares`: of all its reports of these months, None
    for an outlet that has none in them.
    """
    counted = {slug: _months_of(db, slug) for slug in slugs[:LINES]}
    held = {month[:MONTH] for counts in counted.values() for month in counts}
    months = list(months_between(held))[-MONTHS:]
    series = [_series(slug, [counts.get(one, 0) for one in months]) for slug, counts in counted.items()]
    return {"months": months, "series": series}


def _months_of(db: sqlite3.Connection, slug: str) -> dict[str, int]:
    return kept(db, f"months of {slug}", lambda: dict(read_tuples(db, BY_MONTH, (slug,))))


def _series(slug: str, counts: list[int]) -> dict[str, Any]:
    whole = sum(counts)
    return {
        "outlet": slug,
        "counts": counts,
        "shares": [count / whole if whole else None for count in counts],
    }
