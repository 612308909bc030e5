"""Pictures of captures: which there are, and their bytes.

A picture is a `resource` record of ours (`archive/own_records.py`), PNG or PDF, beside the capture whose page
it shows. It is our rendering of that page, not what the outlet sent.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from archive.errors import ArchiveError
from archive.own_warcs import read_current
from archive.place import Archive
from archive.records import RecordError
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3

# How a page was shown, and the role of the records that keep the pictures.
ROLES = MappingProxyType({"live": "picture-live", "archive": "picture-archive"})
_RENDERED = {role: rendered for rendered, role in ROLES.items()}
COLUMNS = "record_id, refers_to, content_type, captured_at, role, payload_digest, warc, offset, length"
OF_CAPTURE = (
    f"SELECT {COLUMNS} FROM captures WHERE refers_to = ? AND kind = 'resource'"  # noqa: S608  # our own names
    " AND role IN ('picture-live', 'picture-archive') ORDER BY captured_at, record_id"
)
OF_ARTICLE = OF_CAPTURE.replace("refers_to = ?", "article_id = ?")
ONE = OF_CAPTURE.replace("refers_to = ?", "record_id = ?")


def pictures_of(db: sqlite3.Connection, record_id: str) -> list[Row]:
    """The pictures of a capture, oldest first.

    Keys: `record_id`, `capture` (the record id of the page shown), `media`, `captured_at`, `rendered` ("live"
    or "archive"), `payload_digest`, `warc`, `offset`, `length`.
    """
    return [_told(row) for row in read_rows(db, OF_CAPTURE, (record_id,))]


def pictures_of_article(db: sqlite3.Connection, article_id: str) -> list[Row]:
    """The pictures of all captures of an article, in the keys of `pictures_of`."""
    return [_told(row) for row in read_rows(db, OF_ARTICLE, (article_id,))]


def find_picture(db: sqlite3.Connection, record_id: str) -> Row | None:
    """The picture in this record, in the keys of `pictures_of`; None when it holds none."""
    row = read_row(db, ONE, (record_id,))
    return _told(row) if row else None


def picture_bytes(archive: Archive, picture: Row) -> bytes:
    """The bytes of a picture as kept. Raises ArchiveError when they cannot be read or are not those kept."""
    try:
        record = read_current(archive.warcs / picture["warc"], picture["offset"])
    except (OSError, RecordError) as error:
        raise ArchiveError(f"the picture {picture['record_id']} cannot be read: {error}") from error
    if record.block_digest != picture["payload_digest"]:
        raise ArchiveError(
            f"the picture {picture['record_id']} is not what was kept; `warraq verify` says more"
        )
    return record.block


def _told(row: Row) -> dict[str, Any]:
    return {
        "record_id": row["record_id"],
        "capture": row["refers_to"],
        "media": row["content_type"],
        "captured_at": row["captured_at"],
        "rendered": _RENDERED[row["role"]],
        "payload_digest": row["payload_digest"],
        "warc": row["warc"],
        "offset": row["offset"],
        "length": row["length"],
    }
