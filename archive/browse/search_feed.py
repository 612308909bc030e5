"""Any search as an Atom feed: the newest reports that answer it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from archive.atom import LANG, add, as_xml, clean, new_feed, urn_of
from archive.browse.asking import BadRequest
from archive.browse.rendering import query
from archive.browse.search_page import PAGE, search_page
from archive.browse.site import Asked, Site
from archive.language import saying
from archive.lookup import is_url
from archive.moments import stamp
from archive.schema import sqlite3

MEDIA = "application/atom+xml; charset=utf-8"
NARROWING = ("q", "outlet", "country", "section", "from", "to")


def search_feed(site: Site, db: sqlite3.Connection, asked: Asked, url: Callable[[str], str]) -> bytes:
    """The PAGE newest reports that answer the search of these parameters; `url` gives a path's address.

    An entry's id follows from the archive and the article, so that readers know what they have seen. Raises
    BadRequest without q, and as the page that searches does.
    """
    if asked.one("q") is None:
        raise BadRequest("q", "", "/search.atom?q=دمشق")
    newest = {**asked.parameters, "sort": ("date",), "after": ()}
    told = search_page(site, db, Asked(path=asked.path, parts=asked.parts, parameters=newest))
    hits = told["answer"]["hits"][:PAGE]
    wanted = query({name: told["asked"][name] for name in NARROWING})
    archive_id = site.archive.settings.archive.id
    updated = max((hit["captured_at"] for hit in hits), default=stamp(datetime.now(UTC)))
    feed = new_feed(
        urn_of(archive_id, "search", wanted), saying("Warraq: {query}", query=told["asked"]["q"]), updated
    )
    _link(feed, "self", url(f"/search.atom?{wanted}"), "application/atom+xml")
    _link(feed, "alternate", url(f"/search?{wanted}"), "text/html")
    for hit in hits:
        outlet = told["names"].get(hit["outlet"])
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


def _moment(printed: str | None) -> str | None:
    """A printed moment as RFC 3339 wants it; None for one without a time or an offset."""
    if not printed or "T" not in printed:
        return None
    try:
        at = datetime.fromisoformat(printed)
    except ValueError:
        return None
    return at.isoformat() if at.tzinfo else None
