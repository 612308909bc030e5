"""Ctrl-C and SIGTERM: both end a command in good order, and one line says what is kept and how to go on.

Whoever presses Ctrl-C twice means it once: what comes within a second of the first is the same wish, and does
not disturb how the command lets go of what it holds. After that it is raised again, for those who would not
wait.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from archive.language import saying

NOTHING_LOST = saying("stopped")
GOES_ON = saying("stopped; what was captured is kept: run it again, it goes on where it was")
# By the name of the command; the others keep nothing that anybody would go on with.
STOPPED = {
    "crawl": GOES_ON,
    "capture": saying("stopped; what was captured is kept: run it again for the pages that are left"),
    "shot": saying("stopped; what was captured is kept: run it again for the pages that are left"),
    "ingest": saying("stopped; what was indexed is kept: run it again, it goes on where it was"),
    "rebuild": saying(
        "stopped; the index is the old one or the new one, whole: run it again, it begins anew"
    ),
    "backup": saying("stopped; what was copied is kept: run it again, it goes on where it was"),
    "restore": saying(
        "stopped; what was copied is kept: run it again with the same folders; if it says that there is an"
        " archive already, all was done"
    ),
    "export": saying("stopped; a file is written whole or not at all: run it again"),
    "verify": saying("stopped; nothing was changed: run it again"),
    "lexicon": saying("stopped; the words are the old ones or the new ones: run it again"),
    "withdraw": saying("stopped; a withdrawal that had begun is finished by the same command"),
}


SIGNALS = (signal.SIGINT, signal.SIGTERM)
AGAIN = 1.0  # seconds in which a second signal is no second wish
SOON = 0.01  # seconds until what got lost is raised again
T = TypeVar("T")
Handler = Callable[[int, FrameType | None], Any]


class Wish:
    """A handler of signals that does `then`, and knows whether any came."""

    def __init__(self, then: Handler) -> None:
        self.then = then
        self._at: float | None = None
        self.heard = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Take note of a signal."""
        now, before = time.monotonic(), self._at
        if before is None or now - before > AGAIN:
            self._at = now
            self.heard = True
            self.then(number, frame)

    def heed(self, other: Wish) -> None:
        """Take over what another handler has heard meanwhile."""
        if other.heard:
            self._at, self.heard = other._at, True

    def say_again(self) -> None:
        """What was raised got lost: raise it again, soon and elsewhere."""
        self._at = None
        timer = threading.Timer(SOON, _thread.interrupt_main)
        timer.daemon = True
        timer.start()


@contextmanager
def ended_by_signals(*, for_good: bool = False) -> Iterator[Wish]:
    """Ctrl-C and SIGTERM raise KeyboardInterrupt while the block runs, where a thread may set that at all.

    What is yielded tells whether one came: SQLite makes another error of what a function of ours raises.
    What Python itself would only print (raised in a destructor) is raised again. With `for_good` signals are
    ignored afterwards: the process ends, and nobody gets a traceback of its end.
    """
    wish = Wish(_interrupt)
    if threading.current_thread() is not threading.main_thread():
        yield wish
        return
    before, unraisable = [signal.signal(number, wish) for number in SIGNALS], sys.unraisablehook

    def unraised(what: sys.UnraisableHookArgs) -> None:
        if issubclass(what.exc_type, KeyboardInterrupt):
            wish.say_again()
        else:
            unraisable(what)

    sys.unraisablehook = unraised
    try:
        yield wish
    finally:
        if for_good:
            no_more_signals()
        else:
            sys.unraisablehook = unraisable
            for number, handler in zip(SIGNALS, before, strict=True):
                signal.signal(number, handler)


def no_more_signals() -> None:
    """Whoever presses Ctrl-C again gets no traceback of the end."""
    if threading.current_thread() is threading.main_thread():
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)


def interruptible(main: Coroutine[Any, Any, T]) -> T:
    """What `asyncio.run` gives. Ctrl-C and SIGTERM cancel `main`, so that it lets go of what it holds.

    KeyboardInterrupt is raised then, whatever `main` made of it.
    """
    import asyncio  # which most commands do without

    if threading.current_thread() is not threading.main_thread():
        return asyncio.run(main)
    wish = Wish(_interrupt)

    async def listening() -> T:
        cancel = signal.getsignal(signal.SIGINT)  # asyncio's own, as it found Python's
        if callable(cancel):
            wish.then = cancel
        for number in SIGNALS:
            signal.signal(number, wish)
        return await main

    before = [signal.getsignal(number) for number in SIGNALS]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        result = asyncio.run(listening())
    except Exception as error:
        if wish.heard:  # such as that of a browser that is gone
            raise KeyboardInterrupt from error
        raise
    finally:
        for number, handler in zip(SIGNALS, before, strict=True):
            if isinstance(handler, Wish):
                handler.heed(wish)
            signal.signal(number, handler)
    if wish.heard:
        raise KeyboardInterrupt
    return result


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
