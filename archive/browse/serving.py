"""`warraq serve`: Datasette over the archive's index, behind the door of its profile."""

import asyncio
from collections.abc import Mapping
from contextlib import nullcontext
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import uvicorn
from datasette.app import Datasette

from archive.browse import plugin
from archive.browse.addresses import Addresses, patterns
from archive.browse.bounded_database import BoundedDatabase
from archive.browse.compressed import compressed
from archive.browse.datasette_one import asks_no_metadata, searchable, without_queries
from archive.browse.door import guarded
from archive.browse.failures import print_no_variables
from archive.browse.metadata import database_metadata
from archive.browse.player_server import Playing
from archive.browse.profile import Profile
from archive.browse.public_tables import for_everybody
from archive.browse.service import Service
from archive.browse.site import CONFIGURATION, PLAYER_PORT, PLUGIN, name_served
from archive.place import Archive

THREADS = 4  # for pages of ours; Datasette's statements have their own
# Datasette's settings, https://docs.datasette.io/en/stable/settings.html
SETTINGS: Mapping[str, int] = MappingProxyType({"num_sql_threads": THREADS})
# For everybody: nothing that somebody typed is run, and less of everything at a time.
PUBLIC_SETTINGS: Mapping[str, int] = MappingProxyType(
    {
        **SETTINGS,
        "default_allow_sql": False,
        "allow_download": False,
        "allow_csv_stream": False,
        "suggest_facets": False,
        "sql_time_limit_ms": 500,
        "facet_time_limit_ms": 100,
        "max_returned_rows": 200,
        "default_page_size": 50,
        "default_facet_size": 20,
        "max_csv_mb": 10,
    }
)
# Bytes of one answer of Datasette's, as JSON; seconds until a page of ours is interrupted.
MOST_BYTES, PUBLIC_MOST_BYTES = 16 << 20, 8 << 20
PAGE_SECONDS, PUBLIC_PAGE_SECONDS = 60.0, 5.0
TEMPLATES = Path(str(files("archive.browse") / "datasette_templates"))  # without Datasette's version
CONNECTIONS = 256  # at a time; more get 503


def serve(archive: Archive, service: Service, playing: Playing | None = None) -> None:
    """Serve the index until interrupted, as a file that changes: crawls may go on beside it.

    Raises ArchiveError when there is a player and its port is not free.
    """
    datasette = datasette_of(archive, service.profile, playing.port if playing else None)
    database = archive.index.stem
    asyncio.run(datasette.invoke_startup())
    print_no_variables()
    pages = patterns(plugin.register_routes(datasette))
    app = guarded(datasette.app(), service, Addresses(pages=pages, database=database))
    if service.profile is not Profile.PRIVATE:
        app = compressed(app)
    with playing.served(archive, service) if playing else nullcontext():
        uvicorn.run(
            app,
            host=service.host,
            port=service.port,
            log_level="info" if service.profile is Profile.LOCAL else "warning",
            access_log=service.profile is Profile.LOCAL,  # who reads what is nobody else's business
            lifespan="on",
            ws="none",
            proxy_headers=False,  # the door does that, for the proxies that were named
            server_header=False,
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=5,
        )


def datasette_of(archive: Archive, profile: Profile, player_port: int | None = None) -> Datasette:
    """A Datasette over the index that knows the archive and for whom it is."""
    public = profile is Profile.PUBLIC
    told: dict[str, Any] = database_metadata()
    if public:
        told = for_everybody(told)
    if asks_no_metadata(Datasette):
        told = without_queries(searchable(told))
    name_served(archive, profile)
    configuration = {**CONFIGURATION, **({} if player_port is None else {PLAYER_PORT: player_port})}
    datasette = Datasette(
        metadata={"databases": {archive.index.stem: told}, "plugins": {PLUGIN: configuration}},
        settings=dict(PUBLIC_SETTINGS if public else SETTINGS),
        template_dir=str(TEMPLATES) if public else None,
    )
    datasette.remove_database("_memory")  # which it opens when it is given no file
    datasette.add_database(
        BoundedDatabase(
            datasette,
            str(archive.index),
            most_bytes=PUBLIC_MOST_BYTES if public else MOST_BYTES,
            page_seconds=PUBLIC_PAGE_SECONDS if public else PAGE_SECONDS,
        ),
        name=archive.index.stem,
    )
    return datasette
