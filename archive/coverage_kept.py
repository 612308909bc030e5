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
log = logging.getLogger(__name__)


def kept_coverage(
    archive: Archive, db: sqlite3.Connection, followed: Collection[str] | None, tell: Callable[[], Told]
) -> Told:
    """What `tell` tells, or told when index, declarations (`followed`) and program were as they are now."""
    under = _under(db, followed)
    path = archive.state / FILE
    if under is None:
        return tell()
    with suppress(OSError, ValueError, KeyError, TypeError):
        held = json.loads(path.read_text("utf-8"))
        if held["under"] == under:
            told: Told = held["told"]
            return told
    told = tell()
    try:
        replace_text(path, json.dumps({"under": under, "told": told}, ensure_ascii=False))
    except (OSError, ArchiveError) as error:
        log.info("%s is not kept: %s", path, error)  # read-only, or full: it is counted again
    return told


def _under(db: sqlite3.Connection, followed: Collection[str] | None) -> str | None:
    """What the answer hangs on, as one text; None for an index that does not tell when it changed."""
    marks = marks_together(db, COUNTED)
    if marks is None:
        return None
    names = None if followed is None else sorted(followed)
    return sha256(json.dumps([marks, names, program_files()]).encode()).hexdigest()


def program_files() -> list[tuple[str, int, int]]:
    """Names, sizes and times of the program's files that could tell otherwise."""
    root = Path(__file__).parent.parent
    paths = sorted(path for name in PACKAGES for path in (root / name).rglob("*.py"))
    return [(str(path), (told := path.stat()).st_size, told.st_mtime_ns) for path in paths]
