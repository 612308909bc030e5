"""`warraq serve`: Datasette over the archive's index, for this machine only."""

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from datasette.cli import cli

from archive.browse.metadata import database_metadata
from archive.browse.player import Player
from archive.browse.player_server import playing
from archive.browse.site import CONFIGURATION, PLAYER_PORT, PLUGIN, Site, name_served
from archive.place import Archive

HOST = "127.0.0.1"


def serve(archive: Archive, port: int, player: Player | None = None, player_port: int | None = None) -> None:
    """Serve the index until interrupted, as a file that changes: crawls may go on beside it.

    With a player it is served at `player_port`. Raises ArchiveError when that is not free.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        configuration: dict[str, Any] = dict(CONFIGURATION)
        if player is not None and player_port is not None:
            site = Site(archive=archive, database=archive.index.stem, player_port=player_port)
            stack.enter_context(playing(site, player, player_port, evidence_port=port))
            configuration[PLAYER_PORT] = player_port
        metadata = Path(folder, "metadata.json")
        told = {
            "databases": {archive.index.stem: database_metadata()},
            "plugins": {PLUGIN: configuration},
        }
        metadata.write_text(json.dumps(told), "utf-8")
        name_served(archive)
        cli.main(
            ["serve", str(archive.index), "--host", HOST, "--port", str(port), "--metadata", str(metadata)],
            standalone_mode=False,
        )
