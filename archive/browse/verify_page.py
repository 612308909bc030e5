"""One capture read again, and what of its evidence holds."""

from typing import Any

from archive.browse.site import Asked, Site
from archive.leaf_proof import verify_record
from archive.schema import sqlite3


def verify_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `verify_record` finds of the capture, read anew each time. Raises UnknownArticle."""
    return verify_record(site.archive, db, asked.parts["record"])
