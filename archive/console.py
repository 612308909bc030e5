"""What every command shares: which archive it works on, and how it prints."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.language import tr
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.place import Archive


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def current_archive() -> "Archive":
    """The archive of `-C DIR`, of $WARRAQ_ARCHIVE, or the one around the working directory.

    Raises NoArchive, which says how to make one, when there is none.
    """
    from archive.place import find_archive

    context = click.get_current_context(silent=True)
    explicit = context.find_object(Path) if context else None
    return find_archive(None, explicit)


# In the context of a command: what is said of it when it is stopped, instead of what is said of its name.
STOPPED_SAYS = "warraq.stopped"


def changes_nothing() -> None:
    """Note that the command, which may change things otherwise, changes nothing with these options."""
    click.get_current_context().meta[STOPPED_SAYS] = tr("stopped; nothing was changed: run it again")


def print_json(document: Any) -> None:
    """Write one JSON document to stdout: UTF-8, Arabic not escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # A lone surrogate has no UTF-8 form; as an escape it is still valid JSON.
    click.echo(text.encode("utf-8", "backslashreplace"))


def print_field(name: str, value: object) -> None:
    """Write `name: value` on one line of stdout, made safe for a terminal; nothing when the value is None.

    The name is shown in the reader's language.
    """
    if value is not None:
        click.echo(f"{tr(name)}: {one_line(str(value))}")


def say(message: str, **values: object) -> None:
    """Write one message line to stderr in the reader's language, made safe for a terminal.

    `message` is the English text; `{name}` in it stands for a value.
    """
    click.echo(one_line(tr(message, **values)), err=True)
