"""A query over time: the share of reports that answer it, month by month, and of each outlet's."""

from dataclasses import asdict
from typing import Any, TypeGuard, get_args

from archive.browse.asking import BadRequest, read_day
from archive.browse.charts import LINES
from archive.browse.kept import kept
from archive.browse.site import Asked, Site
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.trends import By, published_monthly, trend

BY = get_args(By)
NAMES = "SELECT slug, name, name_en FROM outlets"


def trend_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq trend --json` tells of the parameter q; without q `trend` is None.

    Parameters: q, by (month or year), outlet (repeatable: those whose own share is shown beside that of all,
    at most LINES), country, from, to. Raises BadRequest.
    """
    typed, by = asked.one("q"), asked.one("by") or "month"
    outlets = asked.all("outlet")[:LINES]
    if not _is_by(by):
        raise BadRequest("by", by, " ".join(BY))
    from_, to = read_day("from", asked.one("from")), read_day("to", asked.one("to"))
    names = {"q": typed, "by": by, "outlet": list(outlets), "country": asked.one("country")}
    wanted = {**names, "from": asked.one("from"), "to": asked.one("to")}
    found = None
    if typed is not None:
        found = asdict(
            trend(
                db,
                typed,
                by=by,
                compared=outlets,
                country=asked.one("country"),
                from_=from_,
                to=to,
                monthly=lambda: kept(db, "published by month", lambda: published_monthly(db)),
            )
        )
    return {
        "asked": wanted,
        "trend": found,
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
    }


def _is_by(name: str) -> TypeGuard[By]:
    return name in BY
