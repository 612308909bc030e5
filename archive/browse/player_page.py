"""The page that runs a kept page with its scripts, in a frame of another origin; it warns first."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from datasette import Request, Response

from archive.browse.pages import RECORD, Page
from archive.browse.player_app import evidence_origin
from archive.browse.replay_page import replay_page
from archive.browse.routes import View, asked_in, page_answer
from archive.browse.site import Asked, Site
from archive.lookup import UnknownArticle
from archive.schema import sqlite3

if TYPE_CHECKING:
    from datasette.app import Datasette

RUN = "run"  # the parameter that starts it


def player_routes(site: Site) -> list[tuple[str, View]]:
    """The route of the page, when a player is served."""
    if site.player_port is None:
        return []
    port = site.player_port

    async def full(request: Request, datasette: "Datasette") -> Response:
        origin = evidence_origin(request.headers.get("host") or "", port)

        def tell(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
            return full_replay(site, db, asked, origin)

        page = Page(path="", template="full.html", tell=tell, policy=f"; frame-src {origin}")
        return await page_answer(site, page, asked_in(request), request, datasette)

    return [(rf"^/replay/{RECORD}/full(?P<json>\.json)?$", full)]


def full_replay(site: Site, db: sqlite3.Connection, asked: Asked, origin: str) -> dict[str, Any]:
    """The `capture` and `version` as the page of the kept copy has them; `player`, where the player shows it.

    `running` says whether it was started. Raises UnknownArticle for what is no page, Gone.
    """
    told = replay_page(site, db, asked)
    if told["full"] is None:
        raise UnknownArticle(f"the record {asked.parts['record']} holds no page that could be played")
    return {
        "capture": told["capture"],
        "version": told["version"],
        "player": f"{origin}/play/{asked.parts['record']}",
        "origin": urlsplit(origin).netloc,
        "running": asked.one(RUN) == "1",
    }
