"""Rows of `versions`: one distinct text of one article, belonging to the earliest capture that shows it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from operator import attrgetter
from typing import Any

from archive.captures import Capture
from archive.findings import Finds, finds_of, put_finds, remove_finds
from archive.row_digests import VERSIONS, note_version, put_digest
from archive.schema import sqlite3
from archive.search_rows import remove_search_rows
from extractors.article import body_digest

INSERT = (
    "INSERT INTO versions (version_key, article_id, record_id, captured_at, url, title, subtitle, authors,"
    " published_at, published_date, published_precision, published_raw, published_source, modified_at,"
    " modified_raw, modified_source, dateline_place, dateline_agency, section, tags, language, genre,"
    " byline, body, body_digest, text_digest, words, confidence, reader_digest, version)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One text as a reader found it in one capture. Dates are as printed; see `extractors.article.Stamp`.

    `finds` is what else was read in it (see `archive.findings`); `byline` is JSON.
    """

    version_key: str
    article_id: str
    record_id: str
    captured_at: str
    url: str
    title: str
    subtitle: str | None
    authors: str
    published_at: str | None
    published_date: str | None
    published_precision: str | None
    published_raw: str | None
    published_source: str | None
    modified_at: str | None
    modified_raw: str | None
    modified_source: str | None
    dateline_place: str | None
    dateline_agency: str | None
    section: str | None
    tags: str
    language: str
    genre: str | None
    byline: str | None
    body: str
    body_digest: str
    text_digest: str
    words: int
    confidence: float
    reader_digest: str
    finds: Finds = field(default_factory=dict)


# In the order of INSERT; what hangs on a version has rows of its own.
VALUES = attrgetter(*(one.name for one in fields(Version) if one.name != "finds"))


def version_of(capture: Capture, article: Mapping[str, Any], reader_digest: str) -> Version:
    """The version that a reader's `article` (the JSON of a reader child) of this capture is."""
    published, modified = article["published"] or {}, article["modified"] or {}
    dateline, byline = article.get("dateline") or {}, article.get("byline")
    return Version(
        version_key=version_key(capture.record_id, reader_digest),
        article_id=capture.article_id or "",
        record_id=capture.record_id,
        captured_at=capture.captured_at,
        url=article["url"],
        title=article["title"],
        subtitle=article["subtitle"],
        authors=json.dumps(article["authors"], ensure_ascii=False),
        published_at=published.get("value"),
        published_date=published.get("day"),
        published_precision=published.get("precision"),
        published_raw=published.get("raw"),
        published_source=published.get("source"),
        modified_at=modified.get("value"),
        modified_raw=modified.get("raw"),
        modified_source=modified.get("source"),
        dateline_place=dateline.get("place"),
        dateline_agency=dateline.get("agency"),
        section=article["section"],
        tags=json.dumps(article["tags"], ensure_ascii=False),
        language=article["language"],
        genre=article.get("genre"),
        byline=json.dumps(byline, ensure_ascii=False, sort_keys=True) if byline else None,
        body=article["body"],
        body_digest=body_digest(article["body"]),
        text_digest=text_digest(article["title"], article["body"]),
        words=len(article["body"].split()),
        confidence=article["confidence"],
        reader_digest=reader_digest,
        finds=finds_of(article),
    )


def version_key(record_id: str, reader_digest: str) -> str:
    """The key of the version that this reader finds in this record."""
    return sha256(f"{record_id}\n{reader_digest}".encode()).hexdigest()


def text_digest(title: str, body: str) -> str:
    """The digest that two captures share when they show the same text: title and body."""
    return body_digest(f"{title}\n\n{body}")


def put_version(db: sqlite3.Connection, version: Version) -> None:
    """Make the row, unless an earlier capture shows the same text; a later capture's row of it goes.

    A search finds it once `update_articles` has made its article's row.
    """
    row = db.execute(
        "SELECT version_key, doc_id, captured_at, record_id FROM versions"
        " WHERE article_id = ? AND text_digest = ?",
        (version.article_id, version.text_digest),
    ).fetchone()
    if row is not None:
        if (row["captured_at"], row["record_id"]) <= (version.captured_at, version.record_id):
            return
        remove_version(db, row["version_key"], row["doc_id"])
    db.execute(INSERT, VALUES(version))
    put_finds(db, version.version_key, version.finds)
    note_version(db, version.version_key)


def remove_version(db: sqlite3.Connection, key: str, doc_id: int | None) -> None:
    """Take a version out of the index, with what hangs on it; its article is to be updated afterwards."""
    if doc_id is not None:  # else it has not been filed yet
        remove_search_rows(db, [doc_id])
    remove_finds(db, key)
    db.execute("DELETE FROM versions WHERE version_key = ?", (key,))
    put_digest(db, VERSIONS, key, None)
