"""`warraq demo`: the whole path on this machine, with the same commands that a user types."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from archive.console import print_field, say
from archive.errors import ArchiveError
from archive.language import tr
from archive.place import init_archive
from archive.rows import reading_index
from newsroom import Newsroom
from newsroom.outlets import FAULTY

DIRECTORY = "demo-archive"
SETTINGS = """
[politeness]
# The newsroom is on this machine: no need to be slow.
delay = 0.0
concurrency = 8
"""
SEARCH = "قصف السوق"
# A sentence of the newsroom's, typed as readers type: no hamza, no vowel signs, other quotation marks.
QUOTE = "لم تعلن اي جهة مسؤوليتها عن القصف حتى ساعة اعداد هذا التقرير"


@click.command()
@click.argument("directory", type=click.Path(path_type=Path), required=False, metavar="[DIR]")
def demo(directory: Path | None) -> None:
    """Crawl a newsroom on this machine; search it, cite from it, verify it.

    Everything goes into DIR (by default demo-archive in the working directory), which must not exist yet;
    nothing beyond this machine is contacted.
    """
    place = directory or _free_directory(Path.cwd())
    if place.exists():
        raise ArchiveError(f"{place} exists already; name a directory that does not, or remove it")
    archive = init_archive(place, operator="Warraq demo")
    with (place / "warraq.toml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    with Newsroom(outlets=FAULTY, faulty=True) as room:
        say("A newsroom of five outlets serves on this machine, with faults that real ones have:")
        for slug, site in room.outlets.items():
            (archive.outlets_dir / f"{slug}.toml").write_text(room.declaration(slug), encoding="utf-8")
            click.echo(f"  {slug}: {site.homepage}", err=True)
        _run(place, ["crawl"])
        click.echo(err=True)
        say("A report is edited; the next crawl captures it again.")
        room.edit(2)
        _run(place, ["crawl", "almithal"])
    _count(place)
    _run(place, ["search", SEARCH, "--limit", "3"])
    _run(place, ["cite", QUOTE])
    _run(place, ["verify"])
    _next_steps(place)


def _free_directory(parent: Path) -> Path:
    candidates = (parent / (DIRECTORY if n == 1 else f"{DIRECTORY}-{n}") for n in range(1, 1000))
    return next(path for path in candidates if not path.exists())


def _run(place: Path, arguments: Sequence[str]) -> None:
    """Run one `warraq` command as a user would and let its output through."""
    shown = " ".join(f'"{word}"' if " " in word else word for word in arguments)
    click.echo(f"\n$ warraq {shown}")
    command = [sys.executable, "-m", "crawlers.cli", *arguments]
    done = subprocess.run(command, env=_environment(place), check=False)
    if done.returncode != 0:
        raise ArchiveError(f"`warraq {shown}` ended with exit code {done.returncode}")


def _environment(place: Path) -> Mapping[str, str]:
    return {**os.environ, "WARRAQ_ARCHIVE": str(place.resolve()), "WARRAQ_ALLOW_PRIVATE": "1"}


def _count(place: Path) -> None:
    from archive.place import Archive

    with reading_index(Archive(place.resolve())) as db:
        outlets, captures, articles, versions, problems = (
            db.execute(query).fetchone()[0]
            for query in (
                "SELECT count(DISTINCT outlet) FROM crawls",
                "SELECT count(*) FROM captures",
                "SELECT count(*) FROM articles",
                "SELECT count(*) FROM versions",
                "SELECT count(*) FROM problems",
            )
        )
    click.echo()
    print_field("outlets crawled", outlets)
    print_field("captures", captures)
    print_field("articles", tr("{articles} in {versions} versions", articles=articles, versions=versions))
    told = tr("{count} (pages refused, answers cut: the newsroom is hostile)", count=problems)
    print_field("problems noted", told)


def _next_steps(place: Path) -> None:
    click.echo()
    click.echo(tr("The archive is in {place}. What to try next:", place=place))
    here = Path(sys.executable).parent
    if shutil.which("warraq") is None and (here / "warraq").exists():
        click.echo(f'  export PATH="{here}:$PATH"')
    for command, meaning in (
        (f"cd {place}", "commands find the archive from there"),
        ("warraq search «المجلس المحلي»", "a phrase; hamza, vowel signs and digits may differ"),
        ("warraq show ARTICLE_ID", "an article that a search found"),
        ("warraq why URL", "what became of any URL, also one never seen"),
        ("rm index.db && warraq rebuild", "the index is made again from the WARCs alone"),
        ("warraq outlet add URL", "follow a real outlet (first: your contact in warraq.toml)"),
    ):
        click.echo(f"  {command:40} # {tr(meaning)}")
