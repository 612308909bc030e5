"""Sources: who is credited by whom and how often, and the reports that credit one of them."""

from collections import Counter
from typing import Any

from archive.browse.asking import BadRequest
from archive.browse.front import LISTED
from archive.browse.kept import kept
from archive.browse.outlet_pages import MONTHS
from archive.browse.site import Asked, Site
from archive.credit_cache import credits_kept
from archive.credited import crediting, ranked
from archive.lookup import UnknownArticle
from archive.rows import read_row, read_rows
from archive.schema import sqlite3
from archive.search_facets import MONTH, months_between

LISTED_SOURCES, DRAWN_OUTLETS, DRAWN_SOURCES, NEWEST = 60, 12, 18, 20
NAMES = "SELECT slug, name, name_en FROM outlets"
ARTICLE = f"""
SELECT {LISTED} FROM articles a LEFT JOIN outlets o ON o.slug = a.outlet WHERE a.article_id = ?
"""  # noqa: S608 - a list of columns


def sources_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The sources that most reports credit, with how many of each outlet; `network` is drawn from.

    Parameters: outlet (counts its reports alone), kind (as attributions have it). A report counts once for
    each source it credits by name in its newest text. `sources` are at most LISTED_SOURCES of `found`.
    """
    outlet, kind = asked.one("outlet"), asked.one("kind")
    told: dict[str, Any] = kept(db, f"sources {kind} {outlet}", lambda: _sources(site, db, outlet, kind))
    return {**told, "names": {row["slug"]: row for row in read_rows(db, NAMES)}}


def _sources(site: Site, db: sqlite3.Connection, outlet: str | None, kind: str | None) -> dict[str, Any]:
    counted = credits_kept(db, site.archive.state, outlet, kind, LISTED_SOURCES)
    order = ranked(counted.by_source, counted.kinds, kind)
    by_source: dict[str, list[tuple[str, int]]] = {name: [] for name, _ in order[:LISTED_SOURCES]}
    for (slug, name), n in counted.by_pair.items():
        if name in by_source and outlet in (None, slug):
            by_source[name].append((slug, n))
    drawn = [name for name, _ in order[:DRAWN_SOURCES]]
    weight = Counter[str]()
    for name in drawn:
        weight.update(dict(by_source[name]))
    slugs = [slug for slug, _ in sorted(weight.items(), key=lambda item: (-item[1], item[0]))[:DRAWN_OUTLETS]]
    return {
        "asked": {"outlet": outlet, "kind": kind},
        "reports": counted.reports,
        "found": len(order),
        "kinds": sorted(set(counted.kinds.values())),
        "sources": [
            {
                "source": name,
                "kind": counted.kinds.get(name),
                "reports": n,
                "outlets": sorted(by_source[name], key=lambda item: (-item[1], item[0])),
            }
            for name, n in order[:LISTED_SOURCES]
        ],
        "network": {
            "outlets": slugs,
            "sources": drawn,
            "links": [
                {"outlet": slug, "source": name, "reports": n}
                for name in drawn
                for slug, n in by_source[name]
                if slug in slugs
            ],
        },
    }


def source_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """Who credits the source of the parameter name: `outlets`, `months` and the `newest` reports.

    Raises BadRequest without a name, UnknownArticle when no report's newest text credits it.
    """
    name = asked.one("name")
    if name is None:
        raise BadRequest("name", "", "/source?name=رويترز")
    rows = kept(db, f"source {name}", lambda: crediting(db, name))
    if not rows:
        raise UnknownArticle(f"no report in this archive credits {name!r}")
    outlets = Counter[str](row["outlet"] for row in rows)
    dated = Counter[str](row["published_date"][:MONTH] for row in rows if row["published_date"])
    newest = (read_row(db, ARTICLE, (row["article_id"],)) for row in rows[:NEWEST])
    return {
        "source": name,
        "kind": rows[0]["source_kind"],
        "reports": len(rows),
        "outlets": sorted(outlets.items(), key=lambda item: (-item[1], item[0])),
        "months": [(month, dated[month]) for month in months_between(dated)][-MONTHS:],
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
        "newest": [row for row in newest if row is not None],
    }
