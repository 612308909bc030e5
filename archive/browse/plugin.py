"""Our plugin for Datasette, found by it through the project's entry points.

With it, plain `datasette index.db` has a search box that finds what `warraq search` finds, and knows the
functions of `archive/sql_functions.py`. A database that is no index of ours is left as it is.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import Response, hookimpl

from archive.browse.metadata import database_metadata
from archive.browse.site import site_of
from archive.schema import is_index, is_index_file, sqlite3
from archive.sql_functions import register

if TYPE_CHECKING:
    from datasette.app import Datasette  # which loads this module while it is itself being loaded

# Datasette's search box calls this function of what was typed; its own knows no Arabic.
SEARCH_BOX = "escape_fts"
# Statements that build a value of hundreds of megabytes are refused: Datasette's time limit does not see
# them. For the whole process, since pysqlite3 has no limit for one connection.
MOST_MEMORY = "PRAGMA hard_heap_limit = 536870912"  # bytes


@hookimpl(trylast=True)  # otherwise Datasette's own search box function is registered over ours
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let the connection search in Arabic, and bound the memory of what it is asked."""
    conn.execute(MOST_MEMORY)
    if is_index(conn):
        register(conn, search_box=SEARCH_BOX)


@hookimpl(tryfirst=True)
def handle_exception(exception: Exception) -> Any:
    """Say that a statement wanted more memory than MOST_MEMORY allows; other exceptions are Datasette's."""
    if not isinstance(exception, MemoryError):
        return None
    error = (
        "This statement needs more memory than one may take. / تحتاج هذه العبارة إلى ذاكرة أكثر من المسموح."
    )
    return Response.json({"ok": False, "error": error, "status": 400}, status=400)


@hookimpl
def asgi_wrapper(datasette: "Datasette") -> Any:
    """Answer nobody who asks for another host, when `warraq serve` started this Datasette."""
    from archive.browse.host_guard import guarded

    return guarded if site_of(datasette) is not None else lambda app: app


@hookimpl
def register_routes(datasette: "Datasette") -> list[tuple[str, Any]]:
    """Our pages, when `warraq serve` started this Datasette for an archive."""
    from archive.browse.player_page import player_routes
    from archive.browse.replay_routes import replay_routes
    from archive.browse.routes import routes

    site = site_of(datasette)
    return [] if site is None else [*replay_routes(site), *player_routes(site), *routes(site)]


@hookimpl(optionalhook=True)  # Datasette 1.0 has no such hook: there `warraq serve` passes the metadata
def get_metadata(datasette: "Datasette") -> dict[str, Any]:
    """Say of every index that is open which of its tables can be searched."""
    return {
        "databases": {
            name: database_metadata()
            for name, database in datasette.databases.items()
            if database.path and _is_index_file(Path(database.path))
        }
    }


_is_index_file = lru_cache(maxsize=64)(is_index_file)  # asked several times a page
