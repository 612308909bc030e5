"""Batches into the index: rows are written, and every row that depends on them is made anew."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from operator import attrgetter

from archive.aliases import put_alias, remove_alias, settle_articles
from archive.articles import update_articles
from archive.batches import Batch, Crawl, Entry, Warc
from archive.captures import WAITING as WAITING
from archive.captures import WITHDRAWN, Capture, Outlets
from archive.ledger import update_ledger
from archive.outlet_rows import put_stand_ins
from archive.problems import Problem, insert_problems
from archive.row_digests import (
    CAPTURES,
    WARCS,
    drop_problems,
    drop_waiting,
    file_digest,
    note_captures,
    put_digest,
)
from archive.schema import sqlite3
from archive.seed_dates import articles_of
from archive.versions import put_version, remove_version

INSERT_CAPTURE = (
    "INSERT INTO captures (record_id, url, url_key, article_id, captured_at, status, content_type, kind,"
    " role, outcome, payload_digest, refers_to, outlet, via, crawl_id, robots, warc, offset, length,"
    " request_id, metadata_id, truncated, reading, text_digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
CAPTURE_FIELDS = tuple(field.name for field in fields(Capture))
CAPTURE_VALUES = attrgetter(*CAPTURE_FIELDS)  # in the order of INSERT_CAPTURE


def put_batch(
    db: sqlite3.Connection, warc: Warc, batch: Batch, end: int, outlets: Outlets, crc: int | None = None
) -> None:
    """Write a batch that reaches up to byte `end` of `warc`, and make every row anew that depends on it.

    `crc` is the CRC-32 of the file's bytes up to `end`, for a file of ours.
    """
    put_warc(db, warc, batch, end, crc)
    won, lost = _settle(db, warc, batch.entries)
    db.executemany(INSERT_CAPTURE, (CAPTURE_VALUES(entry.capture) for entry in won))
    touched = _settle_articles(db, won, lost)
    insert_problems(db, batch.problems)
    insert_problems(db, (problem for entry in won for problem in entry.problems))
    put_versions(db, won)
    put_stand_ins(db, {entry.capture.outlet for entry in won} - set(outlets.declared), outlets)
    told = [entry.capture for entry in won if entry.capture.reading != WITHDRAWN]
    news = update_ledger(db, batch.told, told if warc.origin == "own" else ())
    update_articles(db, touched.union(*(articles_of(db, *key) for key in news)))
    for crawl in batch.crawls:
        _put_crawl(db, crawl)
    note_captures(db, ((entry.capture.record_id, entry.reader) for entry in won))


def put_versions(db: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Write the versions that were read; the rows in `articles` are to be updated afterwards."""
    for entry in entries:
        if entry.version is not None:
            record_id, outlet = entry.capture.record_id, entry.capture.outlet
            (article_id,) = db.execute(
                "SELECT article_id FROM captures WHERE record_id = ?", (record_id,)
            ).fetchone()
            db.execute(
                "INSERT OR IGNORE INTO articles (article_id, outlet) VALUES (?, ?)", (article_id, outlet)
            )
            put_version(db, replace(entry.version, article_id=article_id))


def _settle_articles(db: sqlite3.Connection, entries: Sequence[Entry], lost: Iterable[Capture]) -> set[str]:
    """Note the aliases of new captures, and give every capture that depends on them its article.

    `lost` are captures that went meanwhile. Returns the ids of articles that gained or lost a capture.
    """
    for entry in entries:
        if entry.alias is not None:
            put_alias(db, entry.alias)
    captures = [entry.capture for entry in entries] + list(lost)
    keys = {(capture.outlet, capture.url_key) for capture in captures if capture.article_id}
    fresh = {entry.capture.record_id for entry in entries}
    return {capture.article_id for capture in captures if capture.article_id} | settle_articles(
        db, keys, fresh
    )


def put_reading(db: sqlite3.Connection, entry: Entry) -> None:
    """Write what reading a capture gave that is in the index already."""
    capture = entry.capture
    db.execute(
        "UPDATE captures SET reading = ?, text_digest = ? WHERE record_id = ?",
        (capture.reading, capture.text_digest, capture.record_id),
    )
    insert_problems(db, entry.problems)
    touched = _settle_articles(db, [entry], ())
    put_versions(db, [entry])
    update_articles(db, touched)
    update_ledger(db, (), [capture])  # its row may say that the page waits
    note_captures(db, [(capture.record_id, entry.reader)])


def put_warc(db: sqlite3.Connection, warc: Warc, batch: Batch, end: int, crc: int | None = None) -> None:
    """Note in `warcs` what the batch adds to the file's row; `crc` is its CRC-32 up to `end`."""
    times = sorted(entry.capture.captured_at for entry in batch.entries)
    db.execute(
        "INSERT INTO warcs (name, origin, bytes, records, ingested_to, closed) VALUES (?, ?, 0, 0, 0, 0)"
        " ON CONFLICT (name) DO NOTHING",
        (warc.name, warc.origin),
    )
    put_digest(db, WARCS, warc.name, file_digest(warc.name, warc.origin))
    db.execute(
        "UPDATE warcs SET bytes = :end, records = records + :records, ingested_to = :end,"
        " crc32 = coalesce(:crc, crc32),"
        " first_captured_at = min(coalesce(first_captured_at, :first), coalesce(:first, first_captured_at)),"
        " last_captured_at = max(coalesce(last_captured_at, :last), coalesce(:last, last_captured_at))"
        " WHERE name = :name",
        {
            "name": warc.name,
            "end": end,
            "records": batch.records,
            "first": times[0] if times else None,
            "last": times[-1] if times else None,
            "crc": crc,
        },
    )


def close_warc(db: sqlite3.Connection, name: str, sha256: str, size: int) -> None:
    """Note that the file is complete and in the index: its digest (hex) and its size in bytes."""
    db.execute(
        "UPDATE warcs SET closed = 1, crc32 = NULL, sha256 = ?, bytes = ? WHERE name = ?",
        (sha256, size, name),
    )


def forget_warc(db: sqlite3.Connection, name: str) -> None:
    """Take everything out that the file `name` brought in."""
    rows = db.execute("SELECT * FROM captures WHERE warc = ?", (name,)).fetchall()
    lost = [Capture(**dict(row)) for row in rows]
    for capture in lost:
        _remove_capture(db, capture.record_id)
    db.execute("DELETE FROM problems WHERE warc = ?", (name,))
    db.execute("DELETE FROM warcs WHERE name = ?", (name,))
    put_digest(db, WARCS, name, None)
    drop_problems(db)
    update_articles(db, _settle_articles(db, (), lost))


def replace_capture(db: sqlite3.Connection, entry: Entry) -> Capture | None:
    """Put the row of a withdrawn capture in the place of the capture's own, which is returned if there.

    What hung on it is out of the index then; see `settle_lost`.
    """
    record_id = entry.capture.record_id
    row = db.execute("SELECT * FROM captures WHERE record_id = ?", (record_id,)).fetchone()
    if row is not None:
        _remove_capture(db, record_id)
    db.execute(INSERT_CAPTURE, CAPTURE_VALUES(entry.capture))
    if row is None or row["reading"] == WITHDRAWN:
        return None
    return Capture(**{name: row[name] for name in CAPTURE_FIELDS})


def settle_lost(db: sqlite3.Connection, lost: Sequence[Capture]) -> set[str]:
    """Give captures that depend on lost ones their articles; returns the ids of articles to be updated."""
    return _settle_articles(db, (), lost)


def _settle(
    db: sqlite3.Connection, warc: Warc, entries: Sequence[Entry]
) -> tuple[list[Entry], list[Capture]]:
    """Of captures with one record id, the one of our own files, or first by name and offset, has the row.

    Returns the entries that have theirs, and the captures whose rows went for one of them.
    """
    won: dict[str, Entry] = {}
    lost: list[Capture] = []
    for entry in entries:
        capture = entry.capture
        row = db.execute(
            "SELECT c.*, w.origin FROM captures c JOIN warcs w ON w.name = c.warc WHERE c.record_id = ?",
            (capture.record_id,),
        ).fetchone()
        if row is not None and _rank(warc.origin, capture) < (
            row["origin"] != "own",
            row["warc"],
            row["offset"],
        ):
            _remove_capture(db, capture.record_id)
            place = (row["warc"], row["offset"], capture.record_id)
            db.execute("DELETE FROM problems WHERE warc = ? AND offset = ? AND record_id = ?", place)
            insert_problems(db, [_duplicate(*place)])
            lost.append(Capture(**{name: row[name] for name in CAPTURE_FIELDS}))
            row = None
        if row is None and capture.record_id not in won:
            won[capture.record_id] = entry
        else:
            insert_problems(db, [_duplicate(capture.warc, capture.offset, capture.record_id)])
    return list(won.values()), lost


def _rank(origin: str, capture: Capture) -> tuple[bool, str, int]:
    return (origin != "own", capture.warc, capture.offset)


def _duplicate(warc: str, offset: int, record_id: str) -> Problem:
    detail = "another record with this id comes first; this one is not indexed"
    return Problem(warc=warc, offset=offset, record_id=record_id, code="duplicate-record", detail=detail)


def _remove_capture(db: sqlite3.Connection, record_id: str) -> None:
    """Take a capture out. Captures that show the text it brought in are to be read again."""
    versions = db.execute(
        "SELECT version_key, doc_id, article_id, text_digest FROM versions WHERE record_id = ?", (record_id,)
    ).fetchall()
    remove_alias(db, record_id)
    db.execute("DELETE FROM captures WHERE record_id = ?", (record_id,))
    put_digest(db, CAPTURES, record_id, None)
    for version in versions:
        remove_version(db, version["version_key"], version["doc_id"])
        db.execute(
            "UPDATE captures SET reading = ?, text_digest = NULL WHERE article_id = ? AND text_digest = ?",
            (WAITING, version["article_id"], version["text_digest"]),
        )
    if versions:
        drop_waiting(db)


def _put_crawl(db: sqlite3.Connection, crawl: Crawl) -> None:
    """Merge what an event says: the earliest start and the latest end stay, in whatever order they come."""
    db.execute(
        "INSERT INTO crawls (crawl_id, outlet) VALUES (?, ?) ON CONFLICT (crawl_id) DO NOTHING",
        (crawl.crawl_id, crawl.outlet),
    )
    if crawl.started_at is not None:
        db.execute(
            "UPDATE crawls SET started_at = min(coalesce(started_at, ?1), ?1),"
            " asked = min(coalesce(asked, ?2), coalesce(?2, asked)) WHERE crawl_id = ?3",
            (crawl.started_at, crawl.asked, crawl.crawl_id),
        )
    if crawl.finished_at is not None:
        db.execute(
            "UPDATE crawls SET finished_at = ?1, reason = ?2, counts = ?3 WHERE crawl_id = ?4"
            " AND (finished_at IS NULL OR finished_at < ?1)",
            (crawl.finished_at, crawl.reason, crawl.counts, crawl.crawl_id),
        )
