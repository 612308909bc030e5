"""Our plugin for Datasette, found by it through the project's entry points.

With it, plain `datasette index.db` has a search box that finds what `warraq search` finds, and knows the
functions of `archive/sql_functions.py`. A database that is no index of ours is left as it is.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from archive.browse.datasette_one import as_functions, asks_no_metadata, tell
from archive.browse.memory_bounds import bound_memory
from archive.browse.metadata import database_metadata
from archive.browse.site import site_of
from archive.browse.tables_shown import indexes_of, routes_of, shown_cell, style_urls, told_of
from archive.browse.written_day import register_day
from archive.schema import is_index, sqlite3
from archive.sql_functions import register, warmed

if TYPE_CHECKING:
    from datasette.app import Datasette  # which loads this module while it is itself being loaded

# Datasette's search box calls this function of what was typed; its own knows no Arabic.
SEARCH_BOX = "escape_fts"


@hookimpl(trylast=True)  # otherwise Datasette's own search box function is registered over ours
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let the connection search in Arabic, and bound the memory of what it is asked."""
    bound_memory(conn)
    if is_index(conn):
        register(conn, search_box=SEARCH_BOX)
        register_day(conn)


@hookimpl
def startup(datasette: "Datasette") -> Any:
    """Load what searches need, and tell Datasette 1.0 of the indexes that are open."""

    async def begin() -> None:
        for name in indexes_of(datasette):
            await datasette.get_database(name).execute_fn(warmed)
            if asks_no_metadata(datasette):
                await tell(datasette, name, told_of(datasette))

    return begin


@hookimpl(tryfirst=True)
def handle_exception(datasette: "Datasette", request: Any, exception: Exception) -> Any:
    """Say of a statement that it wanted too much, and to everybody nothing of what went wrong inside."""
    from archive.browse.failures import answer_to

    return answer_to(exception, request, site_of(datasette))


@hookimpl(tryfirst=True)
def forbidden(datasette: "Datasette", request: Any) -> Any:
    """Say in both languages that a table is not for everybody."""
    from archive.browse.failures import refusal_to

    return refusal_to(request, site_of(datasette))


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> Any:
    """Refuse what fails on what people type: FTS5's own language, and more that tables cannot be asked."""
    from archive.browse.asked_of_tables import asked_plainly

    return lambda app: asked_plainly(app, datasette.setting("base_url"), lambda: routes_of(datasette))


@hookimpl
def register_routes(datasette: "Datasette") -> Any:
    """Our pages, when `warraq serve` started this Datasette for an archive."""
    from archive.browse.api_routes import api_routes
    from archive.browse.bundle_routes import bundle_routes
    from archive.browse.metrics_routes import metrics_routes
    from archive.browse.player_page import player_routes
    from archive.browse.replay_routes import replay_routes
    from archive.browse.routes import routes, static_routes

    site = site_of(datasette)
    if site is None:
        return as_functions(static_routes())
    further = [
        *api_routes(site),
        *replay_routes(site),
        *player_routes(site),
        *bundle_routes(site),
        *metrics_routes(site),
    ]
    return as_functions([*further, *routes(site)])


@hookimpl(optionalhook=True)  # Datasette 1.0 has no such hook: `startup` tells it
def get_metadata(datasette: "Datasette") -> dict[str, Any]:
    """Say of every index that is open what its tables hold, and which of them can be searched.

    What `warraq serve` hides stands in the metadata that it starts Datasette with, which goes before.
    """
    return {"databases": {name: database_metadata() for name in indexes_of(datasette)}}


@hookimpl
def render_cell(
    row: Mapping[str, Any], value: Any, column: str, table: str | None, database: str, datasette: "Datasette"
) -> Any:
    """Show Arabic as Arabic in Datasette's tables, and what would act as text."""
    return shown_cell(datasette, database, table, row, column, value)


@hookimpl
def extra_css_urls(database: str | None, datasette: "Datasette") -> list[str]:
    """Give Datasette's pages of an index our style beside its own."""
    return style_urls(datasette, database)
