"""The `warraq` command: a table of commands, each loaded only when it runs, and one place for errors.

`warraq --help` reads the table alone, so that it does not wait for scrapy, trafilatura or SQLite.
Exit codes: 0 ok, 1 error, 2 usage, 3 some outlets failed, 4 verification failed, 5 another run holds the
lock, 6 alarm; 130 when stopped by Ctrl-C or SIGTERM, 141 when the reader of stdout went away.
"""

import errno
import os
import sys

INTERRUPTED = 130  # 128 + SIGINT, as shells report it

try:
    from collections.abc import Sequence
    from dataclasses import dataclass
    from importlib import import_module
    from pathlib import Path
    from typing import Any

    import click

    from archive.console import STOPPED_SAYS
    from archive.errors import ArchiveError
    from archive.language import speaks_arabic, tr
    from archive.terminal import one_line
    from crawlers.help_language import translated
    from crawlers.stopped import NOTHING_LOST, STOPPED, Wish, ended_by_signals, no_more_signals
except KeyboardInterrupt:  # nothing had begun
    sys.stderr.write("warraq: stopped\n")
    raise SystemExit(INTERRUPTED) from None

READER_GONE = 141  # 128 + SIGPIPE
REMEDIES = {
    errno.EACCES: "; run the command as the user to whom it belongs",
    errno.EROFS: (
        "; the disk takes no writing: look why with `dmesg`. What is there can be read, and copied with rsync"
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """The module in which a command lives under its own name, and its line in `warraq --help`."""

    module: str
    help: str


KEEPING, FINDING, SEARCHING = "archive.commands", "archive.finding_commands", "archive.search_commands"
COMMANDS = {
    "init": Entry(KEEPING, "Make an archive."),
    "demo": Entry("crawlers.demo", "Crawl a newsroom on this machine; search it, cite from it, verify it."),
    "outlet": Entry("crawlers.outlet_commands", "Add and list the outlets to follow."),
    "crawl": Entry("crawlers.crawl_commands", "Crawl outlets: capture, read, index."),
    "schedule": Entry("crawlers.schedule_commands", "Crawl outlets when they are due: timer or loop."),
    "status": Entry("crawlers.status_command", "Tell how outlets, disk and log fare."),
    "capture": Entry("crawlers.capture_command", "Capture single pages now, of any outlet."),
    "shot": Entry("crawlers.shot_command", "Picture whole pages, and keep the pictures beside them."),
    "ingest": Entry(KEEPING, "Index WARC, ARC and WACZ files made by others."),
    "withdraw": Entry("archive.withdraw_command", "Remove a payload by duty; digests and log stay."),
    "rebuild": Entry(KEEPING, "Make the index again from the WARCs alone."),
    "lexicon": Entry("archive.lexicon_commands", "Learn and explain how words are analysed."),
    "search": Entry(SEARCHING, "Find reports by Arabic words."),
    "similar": Entry(SEARCHING, "Find reports like one of them."),
    "trend": Entry(SEARCHING, "Show which share of reports answers a query, over time."),
    "show": Entry(FINDING, "Show one article and its capture."),
    "history": Entry(
        "archive.history_command", "Tell what became of an article: its versions, changes and removal."
    ),
    "lineage": Entry("archive.lineage_command", "Tell who had a story first, and who repeats whom."),
    "cite": Entry(FINDING, "Find where a quote comes from, and cite it."),
    "watch": Entry("archive.watch_commands", "Keep citations under guard: tell when they change."),
    "case": Entry("archive.case_commands", "Collect passages, articles and notes in case files."),
    "serve": Entry("archive.browse.commands", "Browse the archive in a web browser."),
    "verify": Entry(KEEPING, "Re-read every record and compare every digest."),
    "backup": Entry("archive.backup_commands", "Copy the archive to another disk, while crawls run."),
    "restore": Entry("archive.backup_commands", "Make an archive again from a copy, and verify it."),
    "checkpoint": Entry("archive.log_commands", "Sign what the capture log holds, stamp it, publish it."),
    "log": Entry("archive.log_commands", "Prove what the capture log holds; change its key."),
    "export": Entry("archive.export_commands", "Hand over what the archive holds, in the formats of others."),
    "why": Entry("crawlers.why_command", "Say what became of a URL, from discovery to index."),
    "coverage": Entry(
        "archive.coverage_command", "Count by outlet and day what was found, captured and read."
    ),
}


class CommandTable(click.Group):
    """A click group whose commands are imported when they run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the table, in its order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None when the table has no such name."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command = getattr(import_module(entry.module), cmd_name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.module}:{cmd_name} is not a command")
        return translated(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table's help lines without importing any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, tr(entry.help)) for name, entry in COMMANDS.items()])


def _print_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"warraq {version('warraq')}")
    ctx.exit()


@click.group(cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Work on the archive at DIR instead of the one around the working directory.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
@click.pass_context
def warraq(ctx: click.Context, directory: Path | None) -> None:
    """Archive Arabic news: capture it as WARC, find any sentence, cite it down to its record.

    The archive is found upwards from the working directory, or named by -C or $WARRAQ_ARCHIVE.
    """
    ctx.obj = directory


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (by default the process's own) and return its exit code.

    Expected failures become one line on stderr; WARRAQ_DEBUG=1 shows the traceback as well.
    """
    code: int | None = None
    try:
        # The process's own command line is all that it does: signals come too late afterwards.
        with ended_by_signals(for_good=arguments is None) as wish:
            for stream in (sys.stdout, sys.stderr):
                reconfigure: Any = getattr(stream, "reconfigure", None)
                if reconfigure is not None:  # pipes and files are UTF-8 whatever the locale says
                    reconfigure(encoding="utf-8", errors="backslashreplace")
            done = _run(list(sys.argv[1:] if arguments is None else arguments), wish)
            sys.stdout.flush()
            code = done
    except KeyboardInterrupt:  # before the command began, or after it had ended
        return _stopped(None) if code is None else code
    except BrokenPipeError:
        # Python flushes stdout again at exit; give it somewhere to go (signal module documentation, SIGPIPE).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    return code


def _run(arguments: list[str], wish: Wish) -> int:
    context: click.Context | None = None
    try:
        with translated(warraq).make_context("warraq", arguments) as context:
            result = warraq.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        return _stopped(context)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  the outermost place: every failure ends as one line and a code
        if wish.heard:  # it comes of that: SQLite makes an error of its own of it, children are gone
            return _stopped(context)
        return _explain(error)
    return result if isinstance(result, int) else 0


def _show(error: click.ClickException) -> None:
    """Say in the reader's language what click found wrong with the command line."""
    if not speaks_arabic():
        error.show()
        return
    from archive.error_language import error_told

    if isinstance(error, click.UsageError) and error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(tr("`{command} --help` tells more.", command=error.ctx.command_path), err=True)
        click.echo(err=True)
    click.echo(f"warraq: {one_line(error_told(error.format_message()))}", err=True)


def _stopped(context: click.Context | None) -> int:
    no_more_signals()
    said = context and context.meta.get(STOPPED_SAYS)
    command = context.invoked_subcommand if context else None
    click.echo(f"warraq: {said or STOPPED.get(command or '', NOTHING_LOST)}", err=True)
    return INTERRUPTED


def _explain(error: Exception) -> int:
    if os.environ.get("WARRAQ_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    from archive.error_language import error_told

    for message in _messages(error):
        click.echo(f"warraq: {one_line(error_told(message))}", err=True)
    return error.exit_code if isinstance(error, ArchiveError) else 1


def _messages(error: Exception) -> tuple[str, ...]:
    from archive.lookup import UnknownArticle
    from archive.room import no_room
    from extractors.outlets import OutletError

    if isinstance(error, OutletError):
        return error.problems
    if isinstance(error, (ArchiveError, UnknownArticle)):
        return (str(error),)
    if full := no_room(error):
        return (full,)
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        return (where + REMEDIES.get(error.errno or 0, ""),)
    return (f"unexpected {type(error).__name__}: {error} (WARRAQ_DEBUG=1 shows where)",)


if __name__ == "__main__":
    sys.exit(main())
