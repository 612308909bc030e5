"""The command that browses: serve."""

from pathlib import Path

import click

from archive.console import current_archive, say
from archive.language import tr

MOST_PORT = 65535


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option(
    "--player",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Offer full replay with the copy of ReplayWeb.page in this folder.",
)
@click.option("--player-port", type=click.IntRange(1, 65535), help="Where it runs; by default the next port.")
def serve(port: int, player: Path | None, player_port: int | None) -> None:
    """Browse the archive in a web browser, from this machine only.

    Pages are in Arabic and English. Beside them Datasette shows every table; `articles` and `versions` have a
    search box that finds what `warraq search` finds.
    """
    from archive.browse import serving
    from archive.browse.player import read_player
    from archive.rows import reading_index

    archive = current_archive()
    played = None if player is None else read_player(player)
    if player_port is not None and played is None:
        raise click.UsageError(tr("--player-port needs --player"))
    if played is not None:
        player_port = player_port or port + 1
        if not port != player_port <= MOST_PORT:
            raise click.UsageError(tr("--player-port must be another port than --port"))
    with reading_index(archive):
        pass  # an index that is missing or of another version is said now, not in the browser
    say("Open {url} in a browser; Ctrl-C ends this.", url=f"http://{serving.HOST}:{port}/")
    serving.serve(archive, port, played, player_port)
