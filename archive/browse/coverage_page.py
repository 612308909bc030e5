"""The coverage ledger: what became of every URL that was discovered, by outlet and day."""

from datetime import date
from typing import Any

from archive.browse.asking import read_day
from archive.browse.kept import kept
from archive.browse.site import Asked, Site
from archive.coverage import coverage
from archive.coverage_document import coverage_document
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.rows import read_rows
from archive.schema import sqlite3

DAYS = 100  # rows of days that a page shows, and gaps of which it tells
NAMES = "SELECT slug, name, name_en FROM outlets"


def coverage_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq coverage --json` tells: `totals`, and the newest `days` and `gaps`, about DAYS of each.

    Parameters: outlet (repeatable), from, to. `more` gives the parameters that show the days before these,
    None when these are all. Raises UnknownArticle for an outlet there is not, BadRequest for what is no day.
    """
    slugs, from_, to = (
        asked.all("outlet"),
        read_day("from", asked.one("from")),
        read_day("to", asked.one("to")),
    )
    wanted = {"outlet": list(slugs), "from": asked.one("from"), "to": asked.one("to")}
    try:
        told = kept(
            db, f"coverage {sorted(slugs)} {from_} {to}", lambda: _newest(db, tuple(slugs), from_, to)
        )
    except ArchiveError as error:
        raise UnknownArticle(str(error)) from error
    return {"asked": wanted, "names": {row["slug"]: row for row in read_rows(db, NAMES)}, **told}


def _newest(
    db: sqlite3.Connection, slugs: tuple[str, ...], from_: date | None, to: date | None
) -> dict[str, Any]:
    document = coverage_document(coverage(db, slugs, from_=from_, to=to))
    days = sorted(document["days"], key=lambda one: one["outlet"])
    days.sort(key=lambda one: one["day"], reverse=True)
    gaps = sorted(document["gaps"], key=lambda one: one["last"], reverse=True)
    end = min(DAYS, len(days))
    while 0 < end < len(days) and days[end]["day"] == days[end - 1]["day"]:
        end += 1  # a day is not cut through
    return {
        "totals": document["totals"],
        "days": days[:end],
        "gaps": gaps[:DAYS],
        "more": {"to": days[end]["day"]} if end < len(days) else None,
    }
