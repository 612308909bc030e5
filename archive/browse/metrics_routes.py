"""The route of `/metrics`, which Prometheus asks for; it is not for everybody."""

from typing import TYPE_CHECKING

from datasette import Request, Response

from archive.browse.profile import Profile
from archive.browse.replay_routes import INERT, PLAIN
from archive.browse.routes import View
from archive.browse.site import Site
from archive.browse.status_page import status_kept
from archive.errors import ArchiveError
from archive.metrics_text import MEDIA, metrics_text

if TYPE_CHECKING:
    from datasette.app import Datasette


def metrics_routes(site: Site) -> list[tuple[str, View]]:
    """The route of `/metrics`, for Datasette's hook `register_routes`; none where everybody is answered."""
    return [] if site.profile is Profile.PUBLIC else [(r"^/metrics$", _metrics(site))]


def _metrics(site: Site) -> View:
    async def view(request: Request, datasette: "Datasette") -> Response:
        headers = dict(PLAIN) | {"content-security-policy": INERT}
        try:
            found = await datasette.get_database(site.database).execute_fn(lambda db: status_kept(site, db))
        except ArchiveError as error:
            return Response.text(str(error), status=503, headers=headers)
        return Response(metrics_text(found), headers=headers, content_type=MEDIA)

    return view
