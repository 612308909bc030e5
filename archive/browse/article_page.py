"""One article to be read: its text with whom it credits, its dates with where they come from, its capture."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.browse.marked_text import Mark
from archive.browse.site import Asked, Site
from archive.lookup import UnknownArticle, locate
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

    Raises UnknownArticle when there is no such article or version.
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
    return {
        "article": article,
        "outlet": read_row(db, OUTLET, (article["outlet"],)),
        "versions": versions,
    }


def attribution_marks(article: Mapping[str, Any]) -> Iterator[Mark]:
    """Whom the report credits, and what it reports of them, as marks on its body."""
    for one in article["attributions"]:
        claim = one["claim"]
        if claim["start"] is not None and claim["end"] is not None:
            yield Mark(start=claim["start"], end=claim["end"], kind="claim")
        if one["start"] is not None and one["end"] is not None:
            yield Mark(start=one["start"], end=one["end"], kind="source", hint=one["source"])
