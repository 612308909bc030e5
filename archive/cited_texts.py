"""The text of what was cited, kept as a record: a newer reader reads pages otherwise, a citation stays.

The block of such a `conversion` is the body alone, in UTF-8: its payload digest is the citation's
`body_digest`, which anybody can recompute. Its metadata record holds `readerDigest`, the title, and as
`article` the rest of what `warraq show --json` said, as JSON. It refers to the capture that was cited, also
to one of a file that was imported. What a reader made of a capture is kept once, however often it is cited.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.citation_notes import note_citation
from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.own_records import OwnRecord, keep_records
from archive.own_warcs import read_current
from archive.place import Archive
from archive.records import Record, RecordError, read_warc_fields
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3

ROLE = "cited-text"
CONTENT_TYPE = "text/plain;charset=utf-8"
KEPT = (
    "SELECT record_id, captured_at, refers_to, warc, offset, length, EXISTS (SELECT 1 FROM versions v"
    " WHERE v.record_id = c.refers_to AND v.body_digest = c.payload_digest) AS read_now FROM captures c"
    " WHERE kind IN ('resource', 'conversion') AND role = 'cited-text'"  # as the index over them has it
)
OF_CAPTURE = KEPT + " AND refers_to = ? AND payload_digest = ? ORDER BY captured_at, record_id"
BY_ID = KEPT + " AND record_id = ?"
WITH_BODY = KEPT + " AND payload_digest BETWEEN ? AND ? || 'g' ORDER BY captured_at DESC, record_id LIMIT 8"
NEWEST_FIRST = KEPT + " ORDER BY captured_at DESC, record_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    """A kept text: `article` is as `warraq show --json` gave it when it was cited first, at `kept_at`.

    `read_now` says whether the index has the same body of that capture, as a version.
    """

    record_id: str
    kept_at: str
    refers_to: str
    article: dict[str, Any]
    read_now: bool

    @property
    def reader_digest(self) -> str | None:
        """The digest of the reader that read it."""
        return self.article.get("reader_digest")


def issue(
    archive: Archive,
    db: sqlite3.Connection,
    typed: str,
    document: dict[str, Any],
    cited_at: datetime,
    ingest: Ingest | None = None,
) -> dict[str, Any]:
    """Keep the text of a citation (in the keys of `cite`) and note it; the document with the text's id.

    Raises ArchiveError when either cannot be written: a citation that leaves no trace is not issued.
    """
    known = document.get("conversion")
    conversion = known or keep_text(archive, db, document["article"], ingest)
    note_citation(archive, typed, document, cited_at, {"conversion": conversion})
    return {**document, "conversion": conversion}


def keep_text(
    archive: Archive, db: sqlite3.Connection, article: Mapping[str, Any], ingest: Ingest | None = None
) -> str:
    """Keep the text of a version (in the keys of `show`) unless it is kept; the id of its record.

    Raises ArchiveError when it cannot be kept.
    """
    kept = kept_text(archive, db, article)
    if kept is not None:
        return kept
    capture = article["capture"]
    rest = {key: value for key, value in article.items() if key != "body"}
    record = OwnRecord(
        type="conversion",
        role=ROLE,
        url=article["url"],
        content_type=CONTENT_TYPE,
        block=article["body"].encode("utf-8", "replace"),  # as `body_digest` has it
        refers_to=capture["record_id"],
        facts=(
            ("readerDigest", article["reader_digest"]),
            ("title", article["title"]),
            ("article", json.dumps(rest, ensure_ascii=False)),
        ),
    )
    try:
        return keep_records(archive, article["outlet"], [record], ingest=ingest)[0]
    except ArchiveError as error:
        raise ArchiveError(f"the citation is not issued, since its text cannot be kept: {error}") from error


def kept_text(archive: Archive, db: sqlite3.Connection, article: Mapping[str, Any]) -> str | None:
    """The id of the record in which the text of a version (in the keys of `show`) is kept; None when in none.

    Raises ArchiveError when a kept text cannot be read.
    """
    for row in read_rows(db, OF_CAPTURE, (article["capture"]["record_id"], article["body_digest"])):
        if _read(archive, row).reader_digest == article["reader_digest"]:
            return str(row["record_id"])
    return None


def read_cited(archive: Archive, db: sqlite3.Connection, record_id: str) -> CitedText | None:
    """The kept text with this record id; None when the index has none. Raises ArchiveError."""
    row = read_row(db, BY_ID, (record_id,))
    return _read(archive, row) if row is not None else None


def kept_with_body(archive: Archive, db: sqlite3.Connection, digest: str) -> list[CitedText]:
    """The kept texts, at most 8, whose body has this digest ("sha256:…", of which the end may be left out).

    Raises ArchiveError when one cannot be read.
    """
    return [_read(archive, row) for row in read_rows(db, WITH_BODY, (digest, digest))]


def cited_texts(archive: Archive, db: sqlite3.Connection) -> Iterator[CitedText]:
    """Every kept text, the newest first. Raises ArchiveError when one cannot be read."""
    return (_read(archive, row) for row in read_rows(db, NEWEST_FIRST))


def _read(archive: Archive, row: Row) -> CitedText:
    path = archive.warcs / row["warc"]
    try:
        text = read_current(path, row["offset"])
        metadata = read_current(path, row["offset"] + row["length"])
        article = _article(metadata)
    except (OSError, RecordError, ValueError) as error:
        raise ArchiveError(
            f"{row['warc']} at byte {row['offset']}: the cited text {row['record_id']} cannot be read"
            f" ({error}); `warraq verify` says more"
        ) from error
    article["body"] = text.block.decode("utf-8")
    return CitedText(
        record_id=row["record_id"],
        kept_at=row["captured_at"],
        refers_to=row["refers_to"],
        article=article,
        read_now=bool(row["read_now"]),
    )


def _article(metadata: Record) -> dict[str, Any]:
    article = json.loads(dict(read_warc_fields(metadata.block)).get("article", "null"))
    if not isinstance(article, dict):
        raise ValueError("the field article of its metadata is no JSON object")
    return article
