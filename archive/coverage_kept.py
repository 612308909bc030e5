"""What the page of all coverage tells, kept from one process to the next until what it counts has changed.

state/coverage.json holds the answer with the marks of the index that it was counted under, the outlets that
were declared, and the state of the program's files. It is a cache: it may be deleted at any time.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.marks import COUNTED, marks_together
from archive.place import Archive
from archive.replaced import replace_text
from archive.schema import sqlite3

FILE = "coverage.json"  # in state/
PACKAGES = ("archive", "extractors")
Told = dict[str, Any]
Tell = Callable[[], tuple[Told, str | None]]  # what is told, and the marks that it was counted under
log = logging.getLogger(__name__)


def kept_coverage(
    archive: Archive, db: sqlite3.Connection, followed: Collection[str] | None, tell: Tell
) -> Told:
    """What `tell` tells, or told when index, declarations (`followed`) and program were as they are now.

    What it counted under other marks than those of now (a page shows that for a minute) is not kept: it would
    be shown for good.
    """
    marks = marks_together(db, COUNTED)
    path = archive.state / FILE
    if marks is None:  # an index that does not tell when it changed
        return tell()[0]
    under = _under(marks, followed)
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(path.read_text("utf-8"))
        if held["under"] == under:
            told: Told = held["told"]
            return told
    told, counted = tell()
    if counted != marks:
        return told
    try:
        replace_text(path, json.dumps({"under": under, "told": told}, ensure_ascii=False))
    except (OSError, ArchiveError) as error:
        log.info("%s is not kept: %s", path, error)  # read-only, or full: it is counted again
    return told


def _under(marks: str, followed: Collection[str] | None) -> str:
    """What the answer hangs on, as one text."""
    names = None if followed is None else sorted(followed)
    return sha256(json.dumps([marks, names, program_files()]).encode()).hexdigest()


def program_files() -> list[tuple[str, int, int, int]]:
    """Names, sizes and times of the files that could tell otherwise.

    Images and packages that are built to be the same each time give all files one time of change (mtime), but
    nobody sets when they were put on this disk (ctime).
    """
    root = Path(__file__).parent.parent
    paths = sorted(path for name in PACKAGES for path in (root / name).rglob("*.py"))
    found = ((str(path), path.stat()) for path in paths)
    return [(path, told.st_size, told.st_mtime_ns, told.st_ctime_ns) for path, told in found]
