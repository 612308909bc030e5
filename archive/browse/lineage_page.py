"""Who told a story first, who repeats whom, and what other reports are like it."""

from dataclasses import asdict
from typing import Any

from archive.browse.site import Asked, Site
from archive.lineage import lineage
from archive.lookup import locate
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.similar import similar
from archive.story_members import Bounds

BOUNDS = Bounds(compared=20, asked=8, members=12)  # a page is asked for by many, a command by one
SIMILAR = 6
NAMES = "SELECT slug, name, name_en FROM outlets"


def lineage_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq lineage` tells of the article, with `article_id`, `names` of outlets, what is `similar`.

    Members are looked for within BOUNDS: `cut` says when the command may find more. Raises UnknownArticle.
    """
    article_id = locate(db, asked.parts["article"]).article_id
    told = lineage(db, article_id, BOUNDS)
    telling = {one["article_id"] for one in told["members"]}
    return {
        "article_id": article_id,
        **told,
        "similar": [
            asdict(hit)
            for hit in similar(db, article_id, limit=SIMILAR + len(telling))
            if hit.article_id not in telling
        ][:SIMILAR],
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
    }
