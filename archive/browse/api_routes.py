"""Routes for programs: the description of the interface, and citations as files."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.browse.asking import BadRequest, Gone
from archive.browse.citation_files import KINDS, CitationFile, cited_by_id, cited_by_query
from archive.browse.openapi import openapi
from archive.browse.pages import ARTICLE
from archive.browse.routes import HEADERS, View, as_json, asked_in, refusal
from archive.browse.site import Asked, Site
from archive.lookup import UnknownArticle
from archive.schema import sqlite3

if TYPE_CHECKING:
    from datasette.app import Datasette

KIND = f"(?P<kind>{'|'.join(map(re.escape, KINDS))})"


def api_routes(site: Site) -> list[tuple[str, View]]:
    """The routes of a site for programs, for Datasette's hook `register_routes`."""
    return [
        (r"^/openapi\.json$", _description(site)),
        (rf"^/cite\.{KIND}$", _citation(site, cited_by_query)),
        (rf"^/article/{ARTICLE}\.{KIND}$", _citation(site, cited_by_id)),
    ]


def _description(site: Site) -> View:
    async def view() -> Response:
        return as_json(openapi(site), 200)

    return view


def _citation(site: Site, make: Callable[[Site, sqlite3.Connection, Asked], CitationFile]) -> View:
    async def view(request: Request, datasette: "Datasette") -> Response:
        asked = asked_in(request)
        try:
            file = await datasette.get_database(site.database).execute_fn(lambda db: make(site, db, asked))
        except (UnknownArticle, BadRequest, Gone) as error:
            return await refusal(site, error, request, datasette)
        headers = HEADERS | {"content-disposition": f'attachment; filename="{file.name}"'}
        return Response(file.content, headers=headers, content_type=file.media)

    return view
