"""From a cited passage to the bytes of the captured page that hold it: `quote.html` of `cite --json`."""

import hashlib
from typing import Any

from archive.captures import WITHDRAWN
from archive.http import decode_content, parse_response
from archive.language import saying
from archive.own_warcs import read_current
from archive.place import Archive
from archive.records import RecordError
from archive.rows import Row, read_row
from archive.schema import sqlite3
from archive.sources import opened
from archive.wacz import WaczError
from extractors.byte_ranges import locate
from extractors.text_nodes import PageText

CAPTURE = (
    "SELECT c.record_id, c.kind, c.refers_to, c.reading, c.warc, c.offset, w.origin FROM captures c"
    " JOIN warcs w ON w.name = c.warc WHERE c.record_id = ?"
)
# Why there are no ranges.
NO_RECORD, GONE, UNREADABLE, NOT_FOUND = "no-record", "withdrawn", "unreadable-record", "not-in-page"
NO_BYTES = {
    NO_RECORD: saying("the index does not hold the capture"),
    GONE: saying("the record was withdrawn"),
    UNREADABLE: saying("the record cannot be read"),
    NOT_FOUND: saying("it stands nowhere in them in one order"),
}


def with_bytes(archive: Archive, db: sqlite3.Connection, document: dict[str, Any]) -> dict[str, Any]:
    """What `cite` found, its quote with `html`: {record_id, sha256, charset, where, ranges: [{start, end}]}.

    `ranges` count bytes of the record's payload without transfer and content coding; `sha256` is the digest
    of all these bytes, and `charset` what they were read with. There is a range for each stretch between
    tags; `where` is "text", or "script" or "attribute" when the passage stands only there. `html` is None
    when it is not found; `html_reason` says why: no-record, withdrawn, unreadable-record, not-in-page.
    """
    quote, article = document["quote"], document["article"]
    if quote is None or article is None:
        return document
    html = _html(archive, db, quote, article)
    found = {"html": None, "html_reason": html} if isinstance(html, str) else {"html": html}
    return {**document, "quote": {**quote, **found}}


def _html(
    archive: Archive, db: sqlite3.Connection, quote: dict[str, Any], article: dict[str, Any]
) -> dict[str, Any] | str:
    row = _response(db, article["capture"]["record_id"])
    if row is None:
        return NO_RECORD
    if row["reading"] == WITHDRAWN:
        return GONE
    try:
        with opened(archive, row["warc"], row["origin"]) as source:
            record = read_current(source.path, row["offset"])
    except (OSError, RecordError, WaczError):
        return UNREADABLE
    if record.record_id != row["record_id"]:
        return UNREADABLE
    if record.type == "resource":  # a rendered page, which is no HTTP answer
        body, kind = record.block, record.header("Content-Type")
    else:
        message = parse_response(record.block)
        body, kind = decode_content(message)[0], message.content_type
    page = PageText(body, kind)
    spans = [(part["start"], part["end"]) for part in quote.get("parts") or [quote]]
    field = quote["field"]
    located = locate(page, article[field] or "", spans, heading=field != "body")
    if located is None:
        return NOT_FOUND
    return {
        "record_id": record.record_id,
        "sha256": "sha256:" + hashlib.sha256(body).hexdigest(),
        "charset": page.charset,
        "where": located.where,
        "ranges": [{"start": one.start, "end": one.end} for one in located.ranges],
    }


def _response(db: sqlite3.Connection, record_id: str) -> Row | None:
    """The capture whose record holds the bytes: the one a revisit refers to, else the capture itself."""
    row = read_row(db, CAPTURE, (record_id,))
    if row is not None and row["kind"] == "revisit" and row["refers_to"] is not None:
        return read_row(db, CAPTURE, (row["refers_to"],))
    return row
