"""Any search as an Atom feed: the newest reports that answer it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from archive.atom import LANG, add, as_xml, clean, new_feed, urn_of
from archive.browse.asking import BadRequest
from archive.browse.rendering import query
from archive.browse.search_links import without
from archive.browse.search_page import NAMES, answer_to, wanted_in
from archive.browse.site import Asked, Site
from archive.language import saying
from archive.lookup import is_url
from archive.moments import stamp
from archive.rows import read_rows, read_tuples
from archive.schema import sqlite3

MEDIA = "application/atom+xml; charset=utf-8"
LAST = "SELECT max(last_captured_at) FROM warcs"


def search_feed(site: Site, db: sqlite3.Connection, asked: Asked, url: Callable[[str], str]) -> bytes:
    """The newest reports that answer the search of these parameters; `url` gives a path's address.

    An entry's id follows from the archive and the article, so that readers know what they have seen. Raises
    BadRequest without q, and as the page that searches does.
    """
    if asked.one("q") is None:
        raise BadRequest("q", "", "/search.atom?q=دمشق")
    newest = {**asked.parameters, "sort": ("date",), "after": (), "before": ()}
    asked = Asked(path=asked.path, parts=asked.parts, parameters=newest)
    search = wanted_in(site, db, asked)
    hits = [asdict(hit) for hit in answer_to(db, search, asked, facets=False).hits]
    names = {row["slug"]: row for row in read_rows(db, NAMES)}
    wanted = query(without(search.parameters, ["sort"]))
    archive_id = site.archive.settings.archive.id
    updated = max((hit["captured_at"] for hit in hits), default=_last_captured(db))
    feed = new_feed(
        urn_of(archive_id, "search", wanted), saying("Warraq: {query}", query=search.typed), updated
    )
    _link(feed, "self", url(f"/search.atom?{wanted}"), "application/atom+xml")
    _link(feed, "alternate", url(f"/search?{wanted}"), "text/html")
    for hit in hits:
        outlet = names.get(hit["outlet"])
        _entry(ElementTree.SubElement(feed, "entry"), archive_id, hit, outlet, url)
    return as_xml(feed)


def _entry(
    entry: ElementTree.Element,
    archive_id: str,
    hit: Mapping[str, Any],
    outlet: Mapping[str, Any] | None,
    url: Callable[[str], str],
) -> None:
    add(entry, "id", urn_of(archive_id, "article", hit["article_id"]))
    add(entry, "title", hit["title"], {LANG: "ar"})
    add(entry, "updated", hit["captured_at"])
    if (published := _moment(hit["published_at"])) is not None:
        add(entry, "published", published)
    name = (outlet["name"] if outlet else None) or hit["outlet"]
    add(ElementTree.SubElement(entry, "author"), "name", name)
    _link(entry, "alternate", url(f"/article/{hit['article_id']}"), "text/html")
    if is_url(hit["url"]):
        ElementTree.SubElement(entry, "link", {"rel": "via", "href": clean(hit["url"])})
    add(entry, "summary", hit["snippet"] or "", {"type": "text", LANG: "ar"})


def _link(parent: ElementTree.Element, rel: str, href: str, media: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": media, "href": clean(href)})


def _last_captured(db: sqlite3.Connection) -> str:
    """When something was captured last; of an archive with nothing in it, now."""
    return read_tuples(db, LAST)[0][0] or stamp(datetime.now(UTC))


def _moment(printed: str | None) -> str | None:
    """A printed moment as RFC 3339 wants it; None for one without a time or an offset."""
    if not printed or "T" not in printed:
        return None
    try:
        at = datetime.fromisoformat(printed)
    except ValueError:
        return None
    return at.isoformat() if at.tzinfo else None
