"""Who told a story first, and who repeats whom."""

from typing import Any

from archive.browse.site import Asked, Site
from archive.lineage import lineage
from archive.lookup import locate
from archive.rows import read_rows
from archive.schema import sqlite3

NAMES = "SELECT slug, name, name_en FROM outlets"


def lineage_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq lineage` tells of the article, with its `article_id` and the `names` of outlets.

    Raises UnknownArticle.
    """
    article_id = locate(db, asked.parts["article"]).article_id
    return {
        "article_id": article_id,
        **lineage(db, article_id),
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
    }
