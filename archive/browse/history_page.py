"""How an article changed: events in their order, and each version beside the one before it."""

from dataclasses import asdict
from itertools import pairwise
from typing import Any

from archive.browse.inline_diff import inline_diff
from archive.browse.site import Asked, Site
from archive.history import history
from archive.rows import read_row, read_rows
from archive.schema import sqlite3

TEXTS = "SELECT version, title, body FROM versions WHERE article_id = ? ORDER BY version"
OUTLET = "SELECT slug, name, name_en FROM outlets WHERE slug = ?"


def history_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq history` tells, the row of its outlet, and `diffs`: each version but the first.

    Each is held against the version before it; a piece is same, lost, added or cut (what both have, left
    out). Raises UnknownArticle.
    """
    told = history(site.archive, db, asked.parts["article"])
    texts = list(read_rows(db, TEXTS, (told["article_id"],)))
    return {
        **told,
        "outlet_row": read_row(db, OUTLET, (told["outlet"],)),
        "diffs": [
            {
                "before": old["version"],
                "after": new["version"],
                "title": [asdict(piece) for piece in inline_diff(old["title"] or "", new["title"] or "")],
                "body": [asdict(piece) for piece in inline_diff(old["body"] or "", new["body"] or "")],
            }
            for old, new in pairwise(texts)
        ],
    }
