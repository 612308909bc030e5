"""Ctrl-C and SIGTERM: both end a command in good order, and one line says what is kept and how to go on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

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
    "restore": saying("stopped; what was copied is kept: run it again with the same folders"),
    "export": saying("stopped; a file is written whole or not at all: run it again"),
    "verify": saying("stopped; nothing was changed: run it again"),
    "lexicon": saying("stopped; the words are the old ones or the new ones: run it again"),
    "withdraw": saying("stopped; a withdrawal that had begun is finished by the same command"),
}


@contextmanager
def ended_by_sigterm() -> Iterator[None]:
    """SIGTERM is raised as Ctrl-C is while the block runs, where a thread may set that at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def no_more_signals() -> None:
    """Whoever presses Ctrl-C again gets no traceback of the end."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
