"""A capture as a file: its records as they stand in the archive, alone or as a WACZ with what its page needs.

What exports keep back is kept back here: requests, and what holds the operator's contact (docs/export.md).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from archive.browse.asking import Gone
from archive.browse.mementos import DIGITS
from archive.browse.profile import Profile
from archive.browse.replay import NotShown, answers, inert, memento_of, read_answer
from archive.browse.site import Site
from archive.errors import ArchiveError
from archive.export import Selection
from archive.export_captures import ONE, Taken
from archive.export_wacz import write_wacz
from archive.export_warc import Copied, write_warc
from archive.lookup import UnknownArticle
from archive.moments import moment
from archive.rows import read_row
from archive.schema import sqlite3
from archive.withdrawals import told_of

# Of the records of a page's parts, what goes beyond is left out; less for everybody: it is made in memory.
MOST_BYTES, PUBLIC_MOST_BYTES = 128 << 20, 32 << 20
REVISITS = 5  # of revisits: how far they are followed to the response


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to be saved, under a name of letters, digits, dots and hyphens."""

    name: str
    content: bytes


def record_file(site: Site, db: sqlite3.Connection, record_id: str) -> File:
    """A WARC with the records of this capture, and of the response that a revisit refers to.

    Raises UnknownArticle, Gone, and ArchiveError when they cannot be read or are kept back.
    """
    captures = [_taken(db, record_id)]
    captures += _referred(db, captures)
    name, out = f"{_stem(captures[0])}.warc.gz", BytesIO()
    selection = Selection(record_id=record_id)
    _check(write_warc(site.archive, _in_order(captures), out, name=name, selection=selection), record_id)
    return File(name=name, content=out.getvalue())


def page_file(site: Site, db: sqlite3.Connection, record_id: str) -> File:
    """A WACZ with this capture, and the images and style sheets that its page is shown with.

    Raises like `record_file`.
    """
    out, most = BytesIO(), PUBLIC_MOST_BYTES if site.profile is Profile.PUBLIC else MOST_BYTES
    written = write_page(site, db, record_id, out, _parts(site, db, record_id), most=most)
    return File(name=f"{_stem(written[0])}.wacz", content=out.getvalue())


def write_page(
    site: Site, db: sqlite3.Connection, record_id: str, out: BinaryIO, parts: Iterable[str], *, most: int
) -> list[Taken]:
    """Write a WACZ with this capture and those of the parts that go into `most` bytes of records.

    Gives what was taken, the capture first. Raises like `record_file`.
    """
    captures = {record_id: _taken(db, record_id)}
    size = 0
    for part in parts:
        taken = _taken(db, part)
        if part not in captures and size + taken.length <= most:
            captures[part] = taken
            size += taken.length
    for one in _referred(db, captures.values()):
        captures.setdefault(one.record_id, one)
    selection = Selection(record_id=record_id)
    copied = write_wacz(site.archive, db, _in_order(captures.values()), out, selection=selection)
    _check(copied, record_id)
    return list(captures.values())


def _parts(site: Site, db: sqlite3.Connection, record_id: str) -> list[str]:
    """The records of what the page asks for, each nearest in time; none for what is no page."""
    try:
        memento = memento_of(db, record_id)
        with answers(site, db) as stored:
            page = inert(db, read_answer(stored, memento), memento, lambda path: path)
            wanted = page.parts if page is not None else ()
            found = (stored.near(url, memento.captured_at) for url in wanted)
            return [one.record_id for one in found if one is not None]
    except NotShown:
        return []


def _taken(db: sqlite3.Connection, record_id: str) -> Taken:
    row = read_row(db, ONE, (record_id,))
    if row is None:
        told = told_of(db, record_id)
        raise Gone(told) if told is not None else UnknownArticle(f"no capture {record_id} in this archive")
    return Taken(**row)


def _referred(db: sqlite3.Connection, captures: Iterable[Taken]) -> list[Taken]:
    found = []
    for one in captures:
        for _ in range(REVISITS):
            row = read_row(db, ONE, (one.refers_to,)) if one.refers_to is not None else None
            if row is None:
                break
            one = Taken(**row)
            found.append(one)
    return found


def _in_order(captures: Iterable[Taken]) -> list[Taken]:
    return sorted({one.record_id: one for one in captures}.values(), key=lambda one: (one.warc, one.offset))


def _check(copied: Copied, record_id: str) -> None:
    if record_id in copied.places:
        return
    if copied.arc:
        raise ArchiveError("it is in an ARC file, which holds no WARC records to hand on")
    raise ArchiveError(
        "the answer repeats the operator's contact, so it is not handed on here;"
        " `warraq export warc --requests` hands on records with the contact in them"
    )


def _stem(capture: Taken) -> str:
    outlet = re.sub(r"[^a-z0-9.-]+", "-", capture.outlet.lower()).strip("-.") or "capture"
    return f"{outlet}-{moment(capture.captured_at):{DIGITS}}-{capture.record_id[:8]}"
