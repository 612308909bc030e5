"""The command that browses: serve."""

from pathlib import Path

import click

from archive.console import current_archive, say

MOST_PORT = 65535


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option(
    "--public", is_flag=True, help="For everybody: without SQL, downloads of the index, case files."
)
@click.option("--private", is_flag=True, help="For those who know the password in $WARRAQ_PASSWORD.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Read the password from this file instead.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Answer at this address of the machine.",
)
@click.option(
    "--host-name",
    "names",
    multiple=True,
    metavar="NAME",
    help="A name that the server is asked for, beside this machine's own; repeatable.",
)
@click.option(
    "--behind-proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="Believe the proxy at this address, or in this network, about who asks; repeatable.",
)
@click.option(
    "--player",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Offer full replay with the copy of ReplayWeb.page in this folder.",
)
@click.option("--player-port", type=click.IntRange(1, 65535), help="Where it runs; by default the next port.")
def serve(
    port: int,
    public: bool,
    private: bool,
    password_file: Path | None,
    host: str,
    names: tuple[str, ...],
    proxies: tuple[str, ...],
    player: Path | None,
    player_port: int | None,
) -> None:
    """Browse the archive in a web browser, from this machine only.

    Pages are in Arabic and English. Beside them Datasette shows every table; `articles` and `versions` have a
    search box that finds what `warraq search` finds. With --public or --private others may be answered, too.
    """
    from archive.browse.player import read_player
    from archive.browse.player_server import Playing
    from archive.browse.profile import Profile
    from archive.browse.service import Service, read_password
    from archive.rows import reading_index

    if public and private:
        raise click.UsageError("--public and --private are two profiles: choose one")
    if password_file is not None and not private:
        raise click.UsageError("--password-file belongs to --private")
    if player is None and player_port is not None:
        raise click.UsageError("--player-port belongs to --player")
    if player is not None and (public or private):
        raise click.UsageError("--player runs archived scripts: it is for this machine's own reader alone")
    player_port = player_port or min(port + 1, MOST_PORT)
    if player is not None and player_port == port:
        raise click.UsageError("--player-port has to be another port than --port")
    archive = current_archive()
    playing = None if player is None else Playing(player=read_player(player), port=player_port)
    service = Service(
        port=port,
        profile=Profile.PUBLIC if public else Profile.PRIVATE if private else Profile.LOCAL,
        host=host,
        names=names,
        proxies=proxies,
        password=read_password(password_file) if private else None,
    )
    from archive.browse import serving  # after what is refused at once: Datasette takes a second to load

    with reading_index(archive):
        pass  # an index that is missing or of another version is said now, not in the browser
    say("Open {url} in a browser; Ctrl-C ends this.", url=service.url)
    serving.serve(archive, service, playing)
