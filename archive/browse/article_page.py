"""One article to be read: its text with whom it credits, its dates with where they come from, its capture."""

from typing import Any

from archive.browse.course import course_of_article
from archive.browse.image_copies import image_copies
from archive.browse.site import Asked, Site
from archive.lookup import UnknownArticle, locate
from archive.renderings import with_rendering
from archive.rows import read_row, read_rows
from archive.schema import sqlite3
from archive.show import show, show_version

OUTLET = "SELECT slug, name, name_en, country, timezone, homepage FROM outlets WHERE slug = ?"
VERSIONS = (
    "SELECT version, version_key, record_id, captured_at, title, words FROM versions WHERE article_id = ?"
    " ORDER BY version"
)


def article_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq show` tells of the article, its `outlet` and `versions`; the parameter version picks one.

    `course` is what became of it (see `course_of_article`), `images` those of the version with their kept
    copies (see `image_copies`). Raises UnknownArticle when there is no such article or version.
    """
    article_id = locate(db, asked.parts["article"]).article_id
    versions = list(read_rows(db, VERSIONS, (article_id,)))
    number = asked.one("version")
    if number is None:
        article = show(db, article_id)
    else:
        keys = [one["version_key"] for one in versions if str(one["version"]) == number]
        if not keys:
            raise UnknownArticle(f"the article {article_id} has no version {number}")
        article = show_version(db, keys[0])
    article = with_rendering(site.archive, db, article)
    sent = article["rendered"]["of"] if article["rendered"] else article["capture"]["record_id"]
    return {
        "article": article,
        "outlet": read_row(db, OUTLET, (article["outlet"],)),
        "versions": versions,
        "course": course_of_article(site, db, article_id),
        "images": image_copies(db, article["images"], sent),
    }
