"""What a channel of alarms raises when nobody took them, and the limit of time that none exceeds."""

from __future__ import annotations

import threading
from collections.abc import Callable

SECONDS = 30.0


class Untold(Exception):
    """Nobody took it; the text says why, on one line."""


def within_limit(work: Callable[[], None]) -> None:
    """Do `work`, which raises Untold; raise it as well when that takes longer than SECONDS in all.

    The limit of a socket is one of each wait: a server that sends a byte now and then would hold a round
    for ever. The thread is left to its own limits; at the latest the end of this process ends it.
    """
    failed: list[BaseException] = []

    def do() -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  handed over to whoever waits
            failed.append(error)

    thread = threading.Thread(target=do, daemon=True)
    thread.start()
    thread.join(SECONDS)
    if thread.is_alive():
        raise Untold(f"it took longer than {SECONDS:.0f} seconds")
    if failed:
        raise failed[0]
