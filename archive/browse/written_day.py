"""Days as they were printed: `date(moment)` in Datasette, which counts facets by day and filters by it.

SQLite moves a moment to UTC before it takes the day. A report of 01:00 at +03:00 would be counted under the
day before; here it keeps the day that its outlet printed.
"""

import re
from datetime import date
from functools import lru_cache

from archive.schema import sqlite3

DAY = len("2026-03-17")
TIME = re.compile(r"(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:Z|[+-]\d{2}:\d{2})?)?")
OTHERWISE = "SELECT strftime('%Y-%m-%d', ?)"


def register_day(db: sqlite3.Connection) -> None:
    """Have `date` of one argument, in statements of this connection, give a moment's day as it is written.

    What is no moment as an index writes it (`now`, a Julian day) gives what SQLite gives.
    """

    def day(value: str | float | bytes | None) -> str | None:
        written = written_day(value) if isinstance(value, str) else None
        if written is not None or value is None:
            return written
        found: str | None = db.execute(OTHERWISE, (value,)).fetchone()[0]
        return found

    db.create_function("date", 1, day)


def written_day(text: str) -> str | None:
    """The day of a moment (RFC 3339, or its day alone) as it is written; None for any other text."""
    return text[:DAY] if TIME.fullmatch(text, DAY) and _is_day(text[:DAY]) else None


@lru_cache(maxsize=4096)  # called for each row, and reports share days
def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
