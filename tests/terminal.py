"""A command with a terminal as its stderr, as people see it."""

import os
import pty
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_a_terminal(
    archive: Path, *arguments: str | Path, environment: Mapping[str, str]
) -> tuple[int, str, str]:
    """Exit code, stdout (a pipe), and what the terminal was told, without colours and moves."""
    theirs, ours = pty.openpty()
    told: list[bytes] = []

    def read() -> None:
        while True:
            try:
                told.append(os.read(theirs, 1 << 16))
            except OSError:  # as Linux says that nobody has the other end open any more
                return

    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.cli", "-C", str(archive), *map(str, arguments)],
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=ours,
        text=True,
    )
    os.close(ours)
    reader = threading.Thread(target=read)
    reader.start()
    out, _ = process.communicate(timeout=600)
    reader.join()
    os.close(theirs)
    return process.returncode, out, ESCAPE.sub("", b"".join(told).decode("utf-8"))
