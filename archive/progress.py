"""A line on the terminal that says how far a long work has come; nothing where stderr is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar, overload

from archive.language import speaks_arabic, tr

T = TypeVar("T")
OnProgress = Callable[[int, int], None]  # how much is done, and how much there is
# A work of several parts announces each: `with watching("reading the copy") as on_done: …`.
Watching = Callable[[str], AbstractContextManager["OnProgress | None"]]
LRM, RLI, PDI = "\u200e", "\u2067", "\u2069"  # UAX #9: the line runs to the right, an Arabic text in it not
LARGE = 1 << 20  # above so much there are bytes rather than things: they are told as MB


@contextmanager
def progress(what: str) -> Iterator[OnProgress | None]:
    """What to call with how much is done and how much there is; None when nobody looks on.

    `what` is the English text of what is done; it is shown in the reader's language, with the time left. What
    is told on stderr meanwhile stands above the line; stdout is left alone where it goes elsewhere.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    text = TextColumn("{task.description}", markup=False)
    numbers = TextColumn("{task.fields[numbers]}", markup=False)
    with Progress(
        text,
        BarColumn(),
        numbers,
        TimeRemainingColumn(),
        console=terminal(),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
    ) as shown:
        task = shown.add_task(placed(tr(what)), total=None, numbers="")

        def tell(done: int, total: int) -> None:
            shown.update(task, completed=done, total=total, numbers=counted(done, total))

        yield tell


def unwatched(what: str) -> AbstractContextManager[OnProgress | None]:
    """A `Watching` of nobody."""
    return nullcontext()


def terminal() -> Any:
    """The console of rich that writes to stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def placed(text: str) -> str:
    """A text of ours on a line of bars and digits, which stay in their order beside Arabic, too."""
    return f"{LRM}{RLI}{text}{PDI}" if speaks_arabic() else text


def counted(done: int, total: int) -> str:
    """So much of so much."""
    if total < LARGE:
        return f"{done}/{total}"
    return f"{done / 1e6:.1f}/{total / 1e6:.1f} MB"


class FilesDone:
    """Bytes of files that are dealt with, told as one sum."""

    def __init__(self, total: int, tell: OnProgress | None) -> None:
        self._total = total
        self._tell = tell
        self._reached: dict[str, int] = {}
        self._sum = 0

    def reach(self, name: str, position: int) -> None:
        """A file, or a member of it (FILE#MEMBER), is dealt with up to a byte."""
        if self._tell is None:
            return
        file = name.partition("#")[0]
        before = self._reached.get(file, 0)
        if position > before:
            self._reached[file] = position
            self._sum += position - before
            # A file may grow meanwhile.
            self._tell(min(self._sum, self._total), self._total)


class Counted(Sequence[T]):
    """A list whose items are told as done while it is walked through."""

    def __init__(self, items: Sequence[T], tell: OnProgress | None) -> None:
        self._items = items
        self._tell = tell

    def __iter__(self) -> Iterator[T]:
        total = len(self._items)
        for number, item in enumerate(self._items, 1):
            yield item
            if self._tell is not None:
                self._tell(number, total)

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]
