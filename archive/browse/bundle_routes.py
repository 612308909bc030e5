"""Routes of evidence bundles: `/cite.zip` and `/case/ID/bundle.zip`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.browse.asking import BadRequest, Gone
from archive.browse.bundle_downloads import Busy, case_bundle, cited_bundle
from archive.browse.downloads import File
from archive.browse.pages import CASE
from archive.browse.profile import Profile
from archive.browse.replay_routes import INERT, PLAIN
from archive.browse.routes import View, asked_in, refusal
from archive.browse.site import Asked, Site
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.schema import sqlite3

if TYPE_CHECKING:
    from datasette.app import Datasette


def bundle_routes(site: Site) -> list[tuple[str, View]]:
    """The routes of bundles, for Datasette's hook `register_routes`; none where everybody is answered.

    The archive's key signs each bundle, and what was typed stands in it: what strangers type is not signed.
    """
    if site.profile is Profile.PUBLIC:
        return []
    return [
        (r"^/cite\.zip$", _view(site, lambda db, asked: cited_bundle(site, db, asked))),
        (
            rf"^/case/{CASE}/bundle\.zip$",
            _view(site, lambda db, asked: case_bundle(site, db, asked.parts["case"])),
        ),
    ]


def _view(site: Site, make: Callable[[sqlite3.Connection, Asked], File]) -> View:
    async def view(request: Request, datasette: "Datasette") -> Response:
        asked = asked_in(request)
        try:
            file = await datasette.get_database(site.database).execute_fn(lambda db: make(db, asked))
        except (UnknownArticle, BadRequest, Gone) as error:
            return await refusal(site, error, request, datasette)
        except ArchiveError as error:
            headers = dict(PLAIN) | {"content-security-policy": INERT}
            return Response.text(str(error), status=503 if isinstance(error, Busy) else 409, headers=headers)
        headers = PLAIN | {
            "content-disposition": f'attachment; filename="{file.name}"',
            "content-security-policy": INERT,
        }
        return Response(file.content, headers=headers, content_type="application/zip")

    return view
