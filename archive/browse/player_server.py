"""The second server of `warraq serve --player`, beside Datasette's: one more thread with its own loop."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn  # which Datasette serves with

from archive.browse.player import Player
from archive.browse.player_app import player_app
from archive.browse.player_wacz import PlayableFiles
from archive.browse.site import Site
from archive.errors import ArchiveError

HOST = "127.0.0.1"  # whatever else is served: archived scripts are run for this machine's reader alone


@contextmanager
def playing(site: Site, player: Player, port: int, *, evidence_port: int) -> Iterator[None]:
    """Answer at `port` as long as the block takes. Raises ArchiveError when the port is not free."""
    app = player_app(player, PlayableFiles(site), evidence_port)
    config = uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    with _listening(port) as listener:
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True, name="player")
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(timeout=5)


def _listening(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise ArchiveError(
            f"the player cannot be served at port {port} ({error.strerror}): `--player-port` names another"
        ) from error
    listener.listen()
    return listener
