"""How outlets, disk and log fare, as `/status` tells; it is not for everybody."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from archive.browse.kept import kept
from archive.browse.site import Asked, Site
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.status import Status, status_document, status_of

HOLDS = 300.0  # seconds
NAMES = "SELECT slug, name, name_en FROM outlets"


def status_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq status --json` tells, with `names` of the outlets; `at` says when it was counted.

    Raises UnknownArticle when a declaration or warraq.toml is not understood.
    """
    try:
        document = status_document(status_kept(site, db))
    except ArchiveError as error:
        raise UnknownArticle(str(error)) from error
    return {"names": {row["slug"]: row for row in read_rows(db, NAMES)}, **document}


def status_kept(site: Site, db: sqlite3.Connection) -> Status:
    """The status, counted anew when the index has changed, and every HOLDS: what nobody did shows as well."""
    turn = int(time.monotonic() // HOLDS)
    return kept(db, f"status {turn}", lambda: status_of(site.archive, db, datetime.now(UTC)))
