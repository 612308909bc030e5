"""Rows of `filings`: all that reports are filed under, each once, so that a search row names it by a number.

Facets then count small integers. Numbers say nothing by themselves and depend on the order of ingest; a row
that nothing is filed under any more stays until the search index is filled anew.
"""

import json
from collections.abc import Collection
from datetime import timedelta
from typing import NamedTuple

from archive.row_digests import note_row
from archive.row_ids import EPOCH
from archive.rows import read_tuples
from archive.schema import DAY_BITS, sqlite3

FIND = (
    "SELECT filing FROM filings WHERE outlet = ? AND country IS ? AND section IS ? AND by_date = ?"
    " AND other_date IS ?"
)
PUT = "INSERT INTO filings (outlet, country, section, by_date, other_date) VALUES (?, ?, ?, ?, ?)"
NAMED = (
    "SELECT filing, outlet, country, section, by_date, other_date FROM filings"
    " WHERE filing IN (SELECT value FROM json_each(?))"
)


class Filing(NamedTuple):
    """What reports are filed under: the columns of `filings` beside the number, in their order.

    `by_date` is 1 where row ids hold the day of publication. Where they hold another one, it is 0, and
    `other_date` is the day of publication as it stands in the index, None for the undated.
    """

    outlet: str
    country: str | None
    section: str | None
    by_date: int
    other_date: str | None


def filing_of(
    doc_id: int, *, outlet: str, country: str | None, section: str | None, published_date: str | None
) -> Filing:
    """What the version with this row id is filed under."""
    day = (EPOCH + timedelta(days=doc_id >> DAY_BITS)).isoformat()
    by_date = published_date == day
    return Filing(outlet, country, section, int(by_date), None if by_date else published_date)


def number_of(db: sqlite3.Connection, filing: Filing) -> int:
    """The filing's number, which it is given when it has none yet."""
    row = db.execute(FIND, filing).fetchone()
    if row is not None:
        return int(row[0])
    number = int(db.execute(PUT, filing).lastrowid or 0)
    note_row(db, "filings", number)
    return number


def filings_by_number(db: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Filing]:
    """What these numbers stand for."""
    rows = read_tuples(db, NAMED, (json.dumps(list(numbers)),))
    return {row[0]: Filing._make(row[1:]) for row in rows}
