"""From a quote, a URL or an id to its record: what `warraq cite` tells, without noting it."""

from typing import Any

from archive.browse.site import Asked, Site
from archive.citation_links import origin_in
from archive.citation_styles import STYLES
from archive.cite import Names, cite, styled
from archive.rows import read_row
from archive.schema import sqlite3

OUTLET = "SELECT slug, name, name_en FROM outlets WHERE slug = ?"


def cite_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq cite` tells of the parameter q, and the citation in every style.

    Reading a page issues no citation: nothing is noted in citations.jsonl, so a quote whose text was changed
    by a later reader is found only by the command. Without q `found` is None. Raises UnknownArticle.
    """
    typed = asked.one("q")
    if typed is None:
        return {"typed": None, "found": None, "styles": {}, "outlet": None}
    names = Names(origin=origin_in(site.archive.settings))
    found = cite(db, typed, names)
    article = found["article"]
    return {
        "typed": typed,
        "found": found,
        "styles": {style: styled(db, found, names, style) for style in STYLES} if article else {},
        "outlet": read_row(db, OUTLET, (article["outlet"],)) if article else None,
    }
