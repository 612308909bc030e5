"""Rows of `origins`: through which seeds each URL was found, and what each of them printed of it.

A feed's date for a report is evidence: what a seed said first stays, whatever it says later.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from archive.schema import sqlite3

# The `via` and role of what a person asked for by hand, where a seed's URL and role would stand.
BY_HAND, ASKED = "urn:warraq:capture", "asked"
PUT = (
    "INSERT INTO origins (outlet, url_key, via, role, first_seen_at, published_raw, published_doubt,"
    " modified_raw, title, record_id, seed_record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (outlet, url_key, via) DO NOTHING"
)
REPLACE = (
    "UPDATE origins SET role = ?4, first_seen_at = ?5, published_raw = ?6, published_doubt = ?7,"
    " modified_raw = ?8, title = ?9, record_id = ?10, seed_record = ?11"
    " WHERE outlet = ?1 AND url_key = ?2 AND via = ?3"
)
HELD = (
    "SELECT outlet, url_key, via, role, first_seen_at, published_raw, published_doubt, modified_raw, title,"
    " record_id, seed_record FROM origins WHERE outlet = ? AND url_key = ? AND via = ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One seed's first word on a URL. `via` is the seed's URL, `role` what kind of seed it is.

    Dates and title are as printed; `published_doubt` says why the seed's dates of publication say nothing.
    `record_id` is the event that tells it, `seed_record` the seed's answer.
    """

    outlet: str
    url_key: str
    via: str
    role: str | None
    first_seen_at: str
    published_raw: str | None
    published_doubt: str | None
    modified_raw: str | None
    title: str | None
    record_id: str
    seed_record: str | None


def put_origins(db: sqlite3.Connection, origins: Iterable[Origin]) -> set[tuple[str, str]]:
    """Write origins; of several from one seed the earliest stays, in whatever order they come.

    Returns the (outlet, url_key) of those that changed a row.
    """
    changed = set()
    for origin in origins:
        columns = _columns(origin)
        if db.execute(PUT, columns).rowcount:
            changed.add((origin.outlet, origin.url_key))
            continue  # the seed's first word: the rule
        row = db.execute(HELD, columns[:3]).fetchone()
        if _rank(origin) < _rank(Origin(**dict(row))):
            db.execute(REPLACE, columns)
            changed.add((origin.outlet, origin.url_key))
    return changed


def _columns(origin: Origin) -> tuple[str | None, ...]:
    return (
        *(origin.outlet, origin.url_key, origin.via, origin.role, origin.first_seen_at),
        *(origin.published_raw, origin.published_doubt, origin.modified_raw, origin.title),
        *(origin.record_id, origin.seed_record),
    )


def _rank(origin: Origin) -> tuple[tuple[bool, str], ...]:
    """By time; what is told at the same moment is put in an order that no ingest can change."""
    parts = (origin.first_seen_at, origin.record_id, *_columns(origin))
    return tuple((part is not None, part or "") for part in parts)
