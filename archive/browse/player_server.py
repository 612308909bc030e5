"""The second server of `warraq serve --player`, beside Datasette's: one more thread with its own loop."""

import socket
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import uvicorn  # which Datasette serves with

from archive.browse.host_guard import host_check
from archive.browse.player import Player
from archive.browse.player_app import player_app
from archive.browse.player_wacz import PlayableFiles
from archive.browse.service import LOOPBACK, Service
from archive.browse.site import Site
from archive.errors import ArchiveError
from archive.place import Archive


@dataclass(frozen=True, slots=True, kw_only=True)
class Playing:
    """A player and the port that it is to be served at."""

    player: Player
    port: int

    def served(self, archive: Archive, service: Service) -> AbstractContextManager[None]:
        """Serve it beside the pages of a service, as `playing` does."""
        site = Site(archive=archive, database=archive.index.stem, player_port=self.port)
        return playing(site, self.player, self.port, evidence_port=service.port, host=service.host)


@contextmanager
def playing(
    site: Site, player: Player, port: int, *, evidence_port: int, host: str = LOOPBACK
) -> Iterator[None]:
    """Answer at `port` as long as the block takes. Raises ArchiveError when the port is not free."""
    app = player_app(player, PlayableFiles(site), host_check(host, port, ()), evidence_port)
    config = uvicorn.Config(app, log_level="warning", lifespan="off", access_log=False, server_header=False)
    server = uvicorn.Server(config)
    with _listening(host, port) as listener:
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True, name="player")
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join(timeout=5)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise ArchiveError(
            f"the player cannot be served at port {port} ({error.strerror}): `--player-port` names another"
        ) from error
