"""An archive that has moved: the old one is only read from then on, so that one log goes on, in one place.

Two logs that go on from one beginning under one key contradict each other for good, and no checkpoint can say
which was meant. So the move leaves a note, MOVED.json, in the archive that is left, before the last copy is
made; the copy does not hold it. Whoever stays after all removes the note.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from archive.errors import ArchiveError
from archive.locks import locked
from archive.moments import stamp
from archive.replaced import replace_text

if TYPE_CHECKING:
    from archive.place import Archive

NOTE = "MOVED.json"


class Moved(ArchiveError):
    """The archive lives on elsewhere: nothing is captured, signed or withdrawn here any more."""


def require_here(root: Path) -> None:
    """Raise Moved when the archive in the directory `root` has moved away."""
    path = root / NOTE
    if not path.exists():
        return
    try:
        note = json.loads(path.read_text("utf-8"))
        told = f" to the copy {note['copy']} on {note['at']}"
    except (OSError, ValueError, TypeError, KeyError):
        told = ""
    raise Moved(
        f"this archive has moved{told}: go on in the one that was restored from there. If there is none, and"
        f" only then, remove {path} to go on here (nothing was changed)"
    )


@contextmanager
def moving(archive: Archive, copy: Path) -> Iterator[None]:
    """Leave the note while no crawl runs, then do the block; if that fails, all is as it was before.

    A move that was killed may be done again. Raises AlreadyRunning when a crawl is at work; nothing was
    changed then.
    """
    path = archive.root / NOTE
    before = path.read_text("utf-8") if path.exists() else None
    note = {"at": stamp(datetime.now(UTC)), "copy": str(copy.resolve())}
    with ExitStack() as stack:
        for name in ("due.lock", *sorted(path.name for path in archive.state.glob("*.crawl.lock"))):
            stack.enter_context(locked(archive.state / name, what="a crawl of this archive"))
        replace_text(path, json.dumps(note, ensure_ascii=False) + "\n")
    try:
        yield
    except BaseException:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            replace_text(path, before)
        raise
