"""`--help` in the reader's language: texts, headings, and the usage line that errors begin with."""

from collections.abc import Iterable
from inspect import cleandoc

import click

from archive.language import tr


class Formatter(click.HelpFormatter):
    """Writes click's own words in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write `Usage: PROG ARGS`."""
        super().write_usage(prog, args, f"{tr('Usage')}: " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write `Options:` or `Commands:`."""
        super().write_heading({"Options": tr("Options"), "Commands": tr("Commands")}.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write options or commands with what they do; of `--help` only click knows."""
        own = {"Show this message and exit.": tr("Show this message and exit.")}
        super().write_dl([(name, own.get(text, text)) for name, text in rows], col_max, col_spacing)


class Context(click.Context):
    """A context whose help is written by `Formatter`."""

    formatter_class = Formatter


def translated(command: click.Command) -> click.Command:
    """The command with its help texts, and those of its options and subcommands, in the reader's language."""
    command.context_class = Context
    if command.help is not None:
        command.help = tr(cleandoc(command.help))
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help is not None:
            parameter.help = tr(parameter.help)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            translated(inner)
    return command
