"""Our plugin for Datasette, found by it through the project's entry points.

With it, plain `datasette index.db` has a search box that finds what `warraq search` finds, and knows the
functions of `archive/sql_functions.py`. A database that is no index of ours is left as it is.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from datasette import Response, hookimpl
from datasette.database import QueryInterrupted

from archive.browse.bounded_database import TooMuch, bound_memory, refusal_of_memory, refusal_of_time
from archive.browse.metadata import database_metadata
from archive.browse.site import site_of
from archive.browse.tables_shown import indexes_of, shown_cell, style_urls
from archive.schema import is_index, sqlite3
from archive.sql_functions import register

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


@hookimpl(tryfirst=True)
def handle_exception(request: Any, exception: Exception) -> Any:
    """Say of a statement that it wanted too much memory or time; other exceptions are Datasette's."""
    if isinstance(exception, MemoryError):
        error = refusal_of_memory()
    elif isinstance(exception, QueryInterrupted):
        error = refusal_of_time()
    elif isinstance(exception, TooMuch):
        error = str(exception)
    else:
        return None
    if request.path.endswith(".json"):
        return Response.json({"ok": False, "error": error, "status": 400}, status=400)
    return Response.text(error, status=400)


@hookimpl
def register_routes(datasette: "Datasette") -> list[tuple[str, Any]]:
    """Our pages, when `warraq serve` started this Datasette for an archive."""
    from archive.browse.api_routes import api_routes
    from archive.browse.replay_routes import replay_routes
    from archive.browse.routes import routes, static_routes

    site = site_of(datasette)
    if site is None:
        return static_routes()
    return [*api_routes(site), *replay_routes(site), *routes(site)]


@hookimpl(optionalhook=True)  # Datasette 1.0 has no such hook: `startup` tells it
def get_metadata(datasette: "Datasette") -> dict[str, Any]:
    """Say of every index that is open what its tables hold, and which of them can be searched."""
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
