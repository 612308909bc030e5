"""The command that browses: serve."""

import click

from archive.console import current_archive, say


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True)
@click.option(
    "--public", is_flag=True, help="For everybody: without SQL, downloads of the index, case files."
)
def serve(port: int, public: bool) -> None:
    """Browse the archive in a web browser, from this machine only.

    Pages are in Arabic and English. Beside them Datasette shows every table; `articles` and `versions` have a
    search box that finds what `warraq search` finds.
    """
    from archive.browse import serving
    from archive.browse.profile import Profile
    from archive.rows import reading_index

    archive = current_archive()
    with reading_index(archive):
        pass  # an index that is missing or of another version is said now, not in the browser
    say("Open {url} in a browser; Ctrl-C ends this.", url=f"http://{serving.HOST}:{port}/")
    serving.serve(archive, port, Profile.PUBLIC if public else Profile.LOCAL)
