"""File locks: the kernel lets go of them when their process dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import AlreadyRunning


@contextmanager
def locked(path: Path, *, wait: bool = False, what: str | None = None) -> Iterator[None]:
    """Hold the lock file `path` while the block runs; the file is made when it is missing.

    With `wait` the call blocks until the lock is free. Without, it raises AlreadyRunning at once when
    another process holds it, and the message names `what` is locked (the file when not given).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise AlreadyRunning(
                f"another run holds {what or path}: wait for it to end, or end it, and try again"
            ) from error
        yield
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Whether another process holds the lock file `path` now; the file is neither made nor changed."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)  # two who ask may both be told
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
