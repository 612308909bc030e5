"""`warraq schedule`: when outlets are due, a loop that crawls them, and units that do it without a loop."""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from archive.console import as_json, current_archive, print_json, say
from archive.errors import ArchiveError
from archive.language import tr
from archive.moments import stamp
from archive.operator_secrets import NAMED
from archive.place import Archive

ALARM = 6


@click.group()
def schedule() -> None:
    """Crawl outlets when they are due, for years: by a timer of systemd, by cron, or by a loop."""


@schedule.command()
@as_json
def show(as_json: bool) -> None:
    """List when each outlet is due next, and why then."""
    from archive.declared_told import tell_left_out
    from crawlers.crawl import followed
    from crawlers.schedule import NEVER, visits

    archive, now = current_archive(), datetime.now(UTC)
    found = followed(archive)
    tell_left_out(found)
    rows = [
        {
            "slug": visit.slug,
            "due_at": stamp(max(visit.due_at, now) if visit.due_at == NEVER else visit.due_at),
            "last_crawl_at": stamp(visit.last_at) if visit.last_at else None,
            "why": visit.why,
        }
        for visit in visits(archive, found.outlets, now)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['due_at']}  {row['slug']}  {tr(str(row['why']))}")


@schedule.command()
@click.option("--every", type=click.IntRange(min=1), default=60, metavar="SECONDS", show_default=True)
def run(every: int) -> None:
    """Crawl what is due, again and again, until stopped.

    Ctrl-C or a container's stop ends it in good order: what was captured is kept, the next start goes on.
    """
    from archive.declared_told import tell_left_out
    from crawlers.crawl import followed
    from crawlers.round_begin import require_settings
    from crawlers.schedule_loop import loop, stop_on_signals

    stopping = threading.Event()
    stop_on_signals(stopping)
    archive = current_archive()
    require_settings(archive, in_round=True)
    tell_left_out(followed(archive))
    say("Crawling what is due, every {seconds} seconds; Ctrl-C ends this.", seconds=every)
    loop(archive, float(every), stopping)


@schedule.command()
@click.option("--minutes", type=click.IntRange(min=1), default=30, show_default=True)
@click.pass_context
def check(ctx: click.Context, minutes: int) -> None:
    """Tell whether rounds go on: by the loop, the timer or cron, whichever it is.

    Exit code 6 when none has ended for so many minutes and none is under way, or the one under way is stuck.
    How outlets fare is told by `warraq status --check`.
    """
    from crawlers.loop_check import rounds_stopped

    stopped = rounds_stopped(current_archive(), datetime.now(UTC), timedelta(minutes=minutes))
    click.echo(stopped or tr("rounds go on"))
    ctx.exit(ALARM if stopped else 0)


@schedule.command()
@click.option("--minutes", type=click.IntRange(1, 59), default=5, show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), help="Where the units go.")
@click.option("--system", is_flag=True, help="For the machine, not for you alone.")
@click.option("--print", "only_print", is_flag=True, help="Write nothing; print units and crontab lines.")
@click.option(
    "--credential",
    "credentials",
    multiple=True,
    callback=lambda _context, _option, values: tuple(map(_credential, values)),
    metavar="NAME:FILE",
    help="Lend the service the secret NAME, which is in FILE; repeatable.",
)
def install(
    minutes: int,
    folder: Path | None,
    system: bool,
    only_print: bool,
    credentials: tuple[tuple[str, str], ...],
) -> None:
    """Write a service and a timer of systemd that crawl what is due; print what to do next."""
    from crawlers.units import NAME, Command, crontab_lines, service_unit, timer_unit

    archive = current_archive()
    command = Command(
        program=_program(),
        archive=str(archive.root.resolve()),
        minutes=minutes,
        credentials=credentials,
        user=_owner(archive.root) if system else None,
        writable=_written_elsewhere(archive),
    )
    units = {f"{NAME}.service": service_unit(command), f"{NAME}.timer": timer_unit(command)}
    if only_print:
        for name, text in units.items():
            print(f"# {name}\n{text}")
        print(f"# crontab\n{crontab_lines(command)}", end="")
        return
    target = folder or (Path("/etc/systemd/system") if system else _own_units())
    _write(target, units)
    for name in units:
        print(target / name)
    user = "" if system else "--user "
    say("Now start the timer:")
    click.echo(f"systemctl {user}daemon-reload && systemctl {user}enable --now {NAME}.timer", err=True)
    if not system:
        say("loginctl enable-linger lets it run while you are not logged in.")
    say("Without systemd put this line into `crontab -e`:")
    click.echo(crontab_lines(command), nl=False, err=True)


def _credential(written: str) -> tuple[str, str]:
    """A secret's name and the absolute path of its file, from `NAME:FILE`."""
    name, colon, file = written.partition(":")
    path = Path(file).expanduser().absolute()
    if not colon or not NAMED.fullmatch(f"${name}"):
        raise click.BadParameter(tr("write NAME:FILE, the name in capital letters: SMTP_PASSWORD:/etc/…"))
    if not path.is_file():
        raise click.BadParameter(tr("{path} is no file; put the secret into it first", path=path))
    return name, str(path)


def _program() -> tuple[str, ...]:
    """The command that was called, by its absolute path; else this Python with our module."""
    called = Path(sys.argv[0])
    if called.name == "warraq" and called.is_file():
        return (str(called.resolve()),)
    return (sys.executable, "-m", "crawlers.cli")


def _owner(path: Path) -> str:
    """Whose the archive is: the service runs as that user."""
    try:
        return path.owner()
    except KeyError:  # a number without a name
        return str(path.stat().st_uid)


def _written_elsewhere(archive: Archive) -> tuple[str, ...]:
    """Folders outside the archive that a round writes to: where checkpoints are published, and the feed."""
    settings = archive.settings
    named = [settings.log.publish, str(Path(settings.watch.feed).parent) if settings.watch.feed else None]
    folders = {(archive.root / name).resolve() for name in named if name and _is_folder(archive.root / name)}
    return tuple(sorted(str(path) for path in folders if not path.is_relative_to(archive.root.resolve())))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a command, too long for a name
        return False


def _own_units() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "systemd" / "user"


def _write(folder: Path, units: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in units.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise ArchiveError(
            f"{error.filename}: {error.strerror}; choose another folder with --folder, or print with --print"
        ) from error
