"""WACZ files of captures that are being played: made once, read by ranges, gone with the process."""

import json
import secrets
import tempfile
import threading
import weakref
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

from archive.browse.asking import Gone
from archive.browse.downloads import write_page
from archive.browse.player_parts import all_parts
from archive.browse.site import Site
from archive.rows import read_row, read_tuples, reading_index
from archive.schema import sqlite3
from archive.withdrawals import told_of

MOST_BYTES = 1 << 30  # of the records of a page's parts: the file is on the disk, not in memory
KEPT = 4  # files; what has not been asked for longest goes first
PLAYED = "SELECT url, captured_at FROM captures WHERE record_id = ?"
GONE = (
    "SELECT record_id FROM captures WHERE reading = 'withdrawn'"
    " AND record_id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Playable:
    """A WACZ on the disk, without a name there: `size` in bytes, `tag` for the header ETag, what it holds.

    Its file is closed, and so gone, when nobody has this object any more.
    """

    file: IO[bytes]
    size: int
    tag: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A capture as a player is told of it."""

    url: str
    captured_at: str


class PlayableFiles:
    """The files of a site; may be asked by several threads."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._lock = threading.Lock()
        self._made: OrderedDict[str, Playable] = OrderedDict()

    def played(self, record_id: str) -> Played | None:
        """The capture, None when there is none. Raises Gone when it was withdrawn, IndexUnusable."""
        with reading_index(self._site.archive) as db:
            _check_held(db, record_id)
            row = read_row(db, PLAYED, (record_id,))
        return None if row is None else Played(url=row["url"], captured_at=row["captured_at"])

    def of(self, record_id: str) -> Playable:
        """The WACZ of this capture with the parts of its page, made now if it is not there.

        One that holds a capture withdrawn since is made anew. Raises UnknownArticle, Gone, ArchiveError when
        its records cannot be read or are kept back, OSError when there is no room for it.
        """
        with self._lock, reading_index(self._site.archive) as db:
            _check_held(db, record_id)
            made = self._made.pop(record_id, None)
            if made is None or any(True for _ in read_tuples(db, GONE, (json.dumps(made.records),))):
                made = self._make(db, record_id)
            self._made[record_id] = made
            while len(self._made) > KEPT:
                self._made.popitem(last=False)  # whoever reads it still holds it
            return made

    def _make(self, db: sqlite3.Connection, record_id: str) -> Playable:
        site = self._site
        site.archive.state.mkdir(exist_ok=True)
        with ExitStack() as until_made:
            file = until_made.enter_context(tempfile.TemporaryFile(dir=site.archive.state))
            parts = all_parts(site, db, record_id)
            taken = write_page(site, db, record_id, file, parts, most=MOST_BYTES)
            size = file.seek(0, 2)
            file.flush()
            records = tuple(one.record_id for one in taken)
            made = Playable(file=file, size=size, tag=f'"{secrets.token_hex(8)}"', records=records)
            weakref.finalize(made, file.close)
            until_made.pop_all()
            return made


def _check_held(db: sqlite3.Connection, record_id: str) -> None:
    told = told_of(db, record_id)
    if told is not None:
        raise Gone(told)
