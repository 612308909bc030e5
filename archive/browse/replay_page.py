"""The kept copy of a page without its scripts, below a bar that says what it is."""

from typing import Any

from archive.browse.mementos import DIGITS, Around, Memento, around
from archive.browse.replay import NotShown, answers, memento_of, show
from archive.browse.site import Asked, Site
from archive.citation_links import uri_in_path
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.rows import read_row
from archive.schema import sqlite3
from extractors.urls import UrlError, normalise

OUTLET = (
    "SELECT c.outlet, o.name AS outlet_name, o.name_en AS outlet_name_en FROM captures c"
    " LEFT JOIN outlets o ON o.slug = c.outlet WHERE c.record_id = ?"
)
VERSION = "SELECT article_id, version, title FROM versions WHERE record_id = ? ORDER BY version LIMIT 1"


def replay_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What is shown of a capture: `shown` (page, text, image, or None and `reason`), what was `left_out`.

    `full` is where it is run with its scripts, None without a player.

    `first`, `before`, `after` and `last` are other captures of the address, `leads` where a redirect went.
    Raises UnknownArticle, Gone.
    """
    record = asked.parts["record"]
    try:
        memento = memento_of(db, record)
    except NotShown as error:
        raise UnknownArticle(f"the record {record} holds no answer that could be shown") from error
    found = around(db, memento)
    shown = reason = None
    left_out: dict[str, int] = {}
    try:
        told = show(site, db, memento, lambda path: path)
        shown, left_out = told.kind, dict(told.left_out)
    except NotShown as error:
        reason = error.code
    return {
        "capture": {**_told(memento), **(read_row(db, OUTLET, (record,)) or {})},
        "version": read_row(db, VERSION, (record,)),
        "shown": shown,
        "reason": reason,
        "full": full_path(site, record) if shown == "page" else None,
        "left_out": left_out,
        "leads": _leads(site, db, memento) if reason == "redirect" else None,
        "timemap": f"/timemap/link/{uri_in_path(memento.url)}",
        **_beside(found),
    }


def full_path(site: Site, record_id: str) -> str | None:
    """Where the page is run with its scripts; None when no player is served."""
    return None if site.player_port is None else f"/replay/{record_id}/full"


def _beside(found: Around) -> dict[str, Any]:
    named = {"first": found.first, "before": found.before, "after": found.after, "last": found.last}
    return {name: None if one is None else _told(one) for name, one in named.items()}


def _told(memento: Memento) -> dict[str, Any]:
    return {
        "record_id": memento.record_id,
        "url": memento.url,
        "captured_at": memento.captured_at,
        "status": memento.status,
        "memento": memento.path,
    }


def _leads(site: Site, db: sqlite3.Connection, memento: Memento) -> dict[str, str] | None:
    """Where a redirect leads: the `url` that its Location gives, and the `memento` of it nearest in time."""
    with answers(site, db) as stored:
        try:
            headers = stored.of_record(memento.record_id).headers
        except ArchiveError:
            return None
    location = next((value for name, value in headers if name.lower() == "location"), None)
    if location is None:
        return None
    try:
        url = normalise(location, memento.url)
    except UrlError:
        return None
    return {"url": url, "memento": f"/memento/{memento.at:{DIGITS}}/{uri_in_path(url)}"}
