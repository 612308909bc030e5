"""One capture: what was asked and answered, as the records have it, where they are, and what proves them."""

from collections.abc import Iterator
from typing import Any

from archive.browse.connection import connection_of
from archive.browse.replay_page import full_path
from archive.browse.site import Asked, Site
from archive.browse.withheld import records_for_readers, text_for_readers
from archive.errors import ArchiveError
from archive.http import parse_response
from archive.lookup import UnknownArticle
from archive.proofs import inclusion_document, prove_inclusion
from archive.records import Record, RecordError, read_warc_fields
from archive.renderings import RENDERED, rendering, renderings_of
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from archive.sources import opened
from archive.wacz import WaczError
from archive.warc import current_path, read_record, walk
from archive.withdrawals import told_of

CAPTURE = """
SELECT c.*, w.origin, o.name AS outlet_name, o.name_en AS outlet_name_en FROM captures c
JOIN warcs w ON w.name = c.warc LEFT JOIN outlets o ON o.slug = c.outlet WHERE c.record_id = ?
"""
VERSIONS = "SELECT article_id, version, title FROM versions WHERE record_id = ?"
SHOWN = 1 << 20  # bytes of a block that are read for its head


def capture_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """The row of the capture, its `records` with their fields, the `request`, the `answer`, and the `proof`.

    `proof` is None when the log has no checkpoint over the capture, or it is imported; `proof_reason` says
    so. `rendering` tells how a rendered page was made, `renderings` names those made of this capture.
    `connection` is what was noted of it (see `connection_of`). `records` is empty when the file cannot be
    read: `records_reason`. `withdrawn` says when and why a capture was withdrawn, in both languages, else
    None. Raises UnknownArticle.
    """
    row = read_row(db, CAPTURE, (asked.parts["record"],))
    if row is None:
        raise UnknownArticle(f"no capture {asked.parts['record']} in this archive")
    held, reason = _records(site, row)
    records = records_for_readers(site, held)
    main = next((one for one in records if one.record_id == row["record_id"]), None)
    request = next((one for one in records if one.type == "request"), None)
    metadata = next((one for one in records if one.type == "metadata"), None)
    facts = read_warc_fields(metadata.block) if metadata is not None else []
    proof, proof_reason = _proof(site, row)
    told = told_of(db, row["record_id"])
    return {
        "capture": row,
        "withdrawn": None if told is None else {"ar": told.in_arabic(), "en": told.in_english()},
        "versions": list(read_rows(db, VERSIONS, (row["record_id"],))),
        "records": [_told(one) for one in records],
        "records_reason": reason,
        "answer": _head(main) if main is not None and main.type in ("response", "revisit") else None,
        "request": request.block.decode("utf-8", "replace") if request is not None else None,
        "facts": facts,
        "rendering": rendering(site.archive, db, row["record_id"]),
        "renderings": [_rendered(one) for one in renderings_of(db, row["record_id"])],
        "connection": connection_of(main, facts),
        "full": full_path(site, row["record_id"]) if _is_page(row) else None,
        "proof": proof,
        "proof_reason": proof_reason,
    }


def _rendered(row: Row) -> dict[str, Any]:
    told = {key: row[key] for key in ("record_id", "captured_at", "reading")}
    return {**told, "shown": row["role"] == RENDERED}


def _is_page(row: Row) -> bool:
    return row["kind"] in ("response", "revisit") and "html" in (row["content_type"] or "")


def _records(site: Site, row: Row) -> tuple[list[Record], str | None]:
    """The records of the exchange, the capture's own first."""
    try:
        with opened(site.archive, row["warc"], row["origin"]) as source:
            path = current_path(source.path)
            main = read_record(path, row["offset"], max_block=SHOWN)
            others = _others(path, row, main) if row["origin"] == "own" else []
            return [main, *others], None
    except (OSError, RecordError, WaczError) as error:
        return [], text_for_readers(site, str(error))


def _others(path: Any, row: Row, main: Record) -> Iterator[Record]:
    wanted = {row["request_id"], row["metadata_id"]} - {None, row["record_id"]}
    for step in walk(path, main.offset + main.length, max_block=SHOWN):
        if not wanted or not isinstance(step, Record):
            return
        if step.record_id in wanted:
            wanted.discard(step.record_id)
            yield step


def _told(record: Record) -> dict[str, Any]:
    return {
        "type": record.type,
        "record_id": record.record_id,
        "offset": record.offset,
        "length": record.length,
        "record_digest": record.record_digest,
        "headers": [list(pair) for pair in record.headers],
    }


def _head(record: Record) -> dict[str, Any]:
    message = parse_response(record.block)
    return {
        "status": message.status,
        "reason": message.reason,
        "headers": [list(pair) for pair in message.headers],
    }


def _proof(site: Site, row: Row) -> tuple[dict[str, Any] | None, str | None]:
    if row["origin"] != "own":
        return None, "imported"
    try:
        return inclusion_document(site.archive, prove_inclusion(site.archive, row["record_id"])), None
    except (ArchiveError, OSError) as error:
        return None, text_for_readers(site, str(error))
