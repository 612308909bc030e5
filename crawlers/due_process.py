"""One round of `warraq schedule run` in a process of its own: `python -m crawlers.due_process`.

It is `warraq crawl --due`, and ends in good order, as by Ctrl-C, when whoever started it is gone (its stdin
ends): a loop that is killed leaves no crawls behind.
"""

from __future__ import annotations

import os
import signal
import sys
import threading

from crawlers.cli import main

ARGUMENTS = ("crawl", "--due")


def _interrupt_at_end_of_stdin() -> None:
    while os.read(0, 1 << 10):  # not through sys.stdin: its lock, held at exit, would abort the process
        pass
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    threading.Thread(target=_interrupt_at_end_of_stdin, daemon=True).start()
    sys.argv[1:] = ARGUMENTS
    sys.exit(main())
