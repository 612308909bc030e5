"""A line on the terminal that says how far a long work has come; nothing where stderr is no terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from archive.language import tr


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with how much is done and how much there is; None when nobody looks on.

    `what` is the English text of what is done; it is shown in the reader's language.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(tr(what), total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)
