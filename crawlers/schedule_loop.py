"""`warraq crawl --due` again and again, each in a process of its own: what a timer does, for containers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from archive.place import Archive

COMMAND = ("-m", "crawlers.due_process")


def due_crawl(archive: Archive, stopping: threading.Event) -> int:
    """One round: the exit code of `warraq crawl --due`.

    When `stopping` is set meanwhile the round is interrupted, as by Ctrl-C, and waited for; it also is when
    this process dies.
    """
    process = subprocess.Popen(
        [sys.executable, *COMMAND], cwd=archive.root, stdin=subprocess.PIPE, start_new_session=True
    )
    with process:  # its stdin stays open as long as we wait for it
        while True:
            try:
                return process.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                if stopping.is_set():
                    process.send_signal(signal.SIGINT)
                    return process.wait()


def loop(
    archive: Archive,
    every: float,
    stopping: threading.Event,
    *,
    round_: Callable[[Archive, threading.Event], int] = due_crawl,
    on_round: Callable[[int], None] = lambda code: None,
) -> None:
    """Do a round now and then every so many seconds, until `stopping` is set; a long round delays the next.

    How a round ends changes nothing: what failed is due again later. Neither does setting the clock.
    """
    while not stopping.is_set():
        on_round(round_(archive, stopping))
        bury_orphans()
        stopping.wait(every)


def bury_orphans() -> None:
    """Take note of processes that ended here after their parents, as they do in a container (process 1).

    Nothing else may be started by this process meanwhile: whoever waits for it would wait in vain.
    """
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass


def stop_on_signals(stopping: threading.Event) -> None:
    """Let SIGTERM and SIGINT end the loop in good order."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
