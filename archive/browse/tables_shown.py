"""Datasette's own pages of an index: its cells and their style, also under plain `datasette`."""

import time
from collections.abc import Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.utils import tilde_encode

from archive.browse.cells import Around, cell
from archive.browse.metadata import database_metadata
from archive.browse.profile import Profile
from archive.browse.public_tables import PUBLIC, for_everybody
from archive.browse.site import Site, site_of
from archive.browse.static_files import static_path
from archive.schema import is_index_file, sqlite3

if TYPE_CHECKING:
    from datasette.app import Datasette  # which loads the plugin while it is itself being loaded
    from markupsafe import Markup

NAMES = "SELECT slug, name FROM outlets"
NAMES_HOLD = 60  # seconds


def indexes_of(datasette: "Datasette") -> dict[str, Path]:
    """The databases of this Datasette that are indexes of ours, by name."""
    return {
        name: Path(database.path)
        for name, database in datasette.databases.items()
        if database.path and _is_index_file(Path(database.path))
    }


def told_of(datasette: "Datasette") -> dict[str, Any]:
    """What this Datasette is told of an index: what its profile hides is refused."""
    site = site_of(datasette)
    told = database_metadata()
    return for_everybody(told) if site is not None and site.profile is Profile.PUBLIC else told


def routes_of(datasette: "Datasette") -> set[str]:
    """The first part of the path of every index, as addresses have it."""
    return {str(datasette.get_database(name).route) for name in indexes_of(datasette)}


def shown_cell(
    datasette: "Datasette", database: str, table: str | None, row: Mapping[str, Any], column: str, value: Any
) -> "Markup | None":
    """The cell of a table or query of an index, as HTML; None for other databases, and what needs no care."""
    if not isinstance(value, (str, dict)):
        return None
    path = datasette.databases[database].path
    if not path or not _is_index_file(Path(path)):
        return None
    site = _site(datasette)
    everybodys = site is not None and site.profile is Profile.PUBLIC

    def row_path(other: str, key: str) -> str | None:
        if everybodys and other not in PUBLIC:
            return None
        return str(datasette.urls.row(database, other, tilde_encode(key)))

    around = Around(
        table=table,
        row=row,
        row_path=row_path,
        page_path=None if site is None or site.database != database else datasette.urls.path,
        names=_names(path, int(time.monotonic() // NAMES_HOLD)),
    )
    return cell(value, column, around)


def style_urls(datasette: "Datasette", database: str | None) -> list[str]:
    """The style sheets that Datasette's pages of an index have beside its own."""
    found = indexes_of(datasette)
    if database in found or (database is None and found):
        return [str(datasette.urls.path(static_path("tables.css")))]
    return []


@lru_cache(maxsize=8)
def _site(datasette: "Datasette") -> Site | None:
    return site_of(datasette)


@lru_cache(maxsize=8)
def _names(path: str, minute: int) -> dict[str, str]:
    """The outlets' names; looked up anew each minute."""
    try:
        with closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as db:
            return {slug: name for slug, name in db.execute(NAMES) if name}
    except sqlite3.Error:
        return {}


_is_index_file = lru_cache(maxsize=64)(is_index_file)  # asked for each cell
