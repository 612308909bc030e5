"""Our plugin for sqlite-utils, found by it through the project's entry points: Arabic search in any query."""

from sqlite_utils import hookimpl

from archive.schema import is_index, sqlite3
from archive.sql_functions import register


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """Let a connection to an index of ours search in Arabic; others are left as they are."""
    if is_index(conn):
        register(conn)
