"""Pages of the search index against the list by which a search comes to them.

FTS5 checks what is listed; a line that is gone it does not miss. How pages are laid out is told in FTS5's
source (fts5_index.c).
"""

from collections.abc import Iterator
from itertools import zip_longest

from archive.report import Report
from archive.schema import sqlite3

Page = tuple[int, int, bytes]  # segment, number, the first word that begins on it

LISTED = "SELECT segid, pgno, term FROM articles_fts_idx ORDER BY segid, pgno"
PAGES = "SELECT id, block FROM articles_fts_data WHERE id > 10 ORDER BY id"
TOMBSTONES = 1 << 16  # "segments" from this number on list what was taken out


def check_search_pages(report: Report, db: sqlite3.Connection) -> None:
    """Every page on which a word begins must be listed once, with a beginning of that word; no other."""
    last = 0
    for page, line in zip_longest(_pages(db), db.execute(LISTED)):
        listed = None if line is None else (line[0], line[1] >> 1)
        if (
            page is None
            or line is None
            or page[:2] != listed
            or not _begins(page, line[2], first=page[0] > last)
        ):
            where = "articles_fts_idx " + " ".join(map(str, listed or (page or ("?",))[:2]))
            report.fail("changed-row", where, "it does not list a page of the search index as FTS5 does")
            return
        last = page[0]


def _begins(page: Page, listed: bytes, *, first: bool) -> bool:
    """Whether a line of the list leads to its page; the first of a segment needs no word."""
    return listed == b"" if first else bool(listed) and page[2].startswith(listed)


def _pages(db: sqlite3.Connection) -> Iterator[Page]:
    for row_id, block in db.execute(PAGES):
        segment, number = row_id >> 37, row_id & 0x7FFFFFFF
        if row_id >> 36 & 1 or segment >= TOMBSTONES:
            continue
        end = int.from_bytes(block[2:4])  # of the words; then follows where each of them begins
        if end < len(block):
            begin, _ = _varint(block, end)
            size, at = _varint(block, begin)
            yield segment, number, block[at : at + size]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number as SQLite writes it (seven bits a byte, the highest first), and the byte after it."""
    number = 0
    while at < len(data):
        number = number << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            break
    return number, at
