"""`warraq serve`: Datasette over the archive's index, for this machine only."""

import json
import tempfile
from pathlib import Path

from datasette.cli import cli

from archive.browse.metadata import database_metadata
from archive.browse.profile import Profile
from archive.browse.site import CONFIGURATION, PLUGIN, name_served
from archive.place import Archive

HOST = "127.0.0.1"


def serve(archive: Archive, port: int, profile: Profile) -> None:
    """Serve the index until interrupted, as a file that changes: crawls may go on beside it."""
    with tempfile.TemporaryDirectory() as folder:
        metadata = Path(folder, "metadata.json")
        told = {
            "databases": {archive.index.stem: database_metadata()},
            "plugins": {PLUGIN: CONFIGURATION},
        }
        metadata.write_text(json.dumps(told), "utf-8")
        name_served(archive, profile)
        cli.main(
            ["serve", str(archive.index), "--host", HOST, "--port", str(port), "--metadata", str(metadata)],
            standalone_mode=False,
        )
