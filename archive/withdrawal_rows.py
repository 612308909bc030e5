"""What the index says of captures that a withdrawal may take, and how it is asked."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from archive.captures import ARTICLE_ROLES, WITHDRAWN
from archive.rows import read_rows
from archive.schema import sqlite3

ANSWERS = frozenset({"response", "revisit"})  # kinds of captures that an address has from its newsroom
CAPTURE = (
    "SELECT c.record_id, c.url, c.url_key, c.article_id, c.captured_at, c.kind, c.role, c.reading,"
    " c.text_digest, c.payload_digest, c.refers_to, c.outlet, c.warc, w.origin"
    " FROM captures c JOIN warcs w ON w.name = c.warc"
)
BY_ID = CAPTURE + " WHERE ? IN (c.record_id, c.request_id, c.metadata_id)"
BY_IDS = CAPTURE + " JOIN json_each(?) one ON one.value = c.record_id"
OF_ARTICLES = CAPTURE + " JOIN json_each(?) one ON one.value = c.article_id"
OF_KEY = CAPTURE + " WHERE c.outlet = ? AND c.url_key = ?"
REFERRING = CAPTURE + " JOIN json_each(?) one ON one.value = c.refers_to"
SAME_PAYLOAD = CAPTURE + " JOIN json_each(?) one ON one.value = c.payload_digest"
SAME_KEY = CAPTURE + " JOIN json_each(?) one ON one.value = c.url_key"
NEEDED_BY = CAPTURE + " JOIN json_each(?) one ON one.value = c.via WHERE c.role = 'requisite'"
SEEDS = (
    "SELECT DISTINCT seed_record FROM origins WHERE url_key IN (SELECT value FROM json_each(?))"
    " AND seed_record IS NOT NULL"
)
TITLES = "SELECT DISTINCT title FROM versions WHERE record_id IN (SELECT value FROM json_each(?))"
PICTURED = (
    "SELECT DISTINCT i.url FROM images i JOIN versions v USING (version_key)"
    " WHERE v.record_id NOT IN (SELECT value FROM json_each(?))"
)
# Titles of these that a text has which stays, or which another capture shows.
TITLED = (
    "SELECT DISTINCT v.title FROM versions v JOIN captures c"
    " ON c.article_id = v.article_id AND c.text_digest = v.text_digest"
    " WHERE c.record_id NOT IN (SELECT value FROM json_each(?))"
    " AND v.title IN (SELECT value FROM json_each(?))"
)
# Copies of records of ours in files that were imported: no capture has a row twice.
COPIED = (
    "SELECT p.record_id, p.warc FROM problems p JOIN warcs w ON w.name = p.warc"
    " JOIN json_each(?) one ON one.value = p.record_id"
    " WHERE p.code = 'duplicate-record' AND w.origin != 'own' ORDER BY p.warc, p.offset"
)
NOTHING = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of an empty payload
REMAINING = (
    "SELECT DISTINCT v.article_id FROM versions v JOIN captures c"
    " ON c.article_id = v.article_id AND c.text_digest = v.text_digest"
    " WHERE v.record_id IN (SELECT value FROM json_each(?1))"
    " AND c.record_id NOT IN (SELECT value FROM json_each(?1))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One capture, as far as a withdrawal asks."""

    record_id: str
    url: str
    url_key: str
    article_id: str | None
    captured_at: str
    kind: str
    role: str | None
    reading: str | None
    text_digest: str | None
    payload_digest: str | None
    refers_to: str | None
    outlet: str
    warc: str
    origin: str

    @property
    def own(self) -> bool:
        """Whether it is in a file of ours."""
        return self.origin == "own"

    @property
    def stays_named(self) -> bool:
        """Whether its address is no report's: that of a feed or a section is in the outlet's declaration."""
        return self.role not in ARTICLE_ROLES | {None, "requisite"}


def digests_of(rows: Iterable[Row]) -> set[str]:
    """The digests of payloads, but for that of an empty one."""
    digests = {row.payload_digest for row in rows if row.payload_digest and row.kind != "revisit"}
    return digests - {NOTHING}


def own_of(rows: Iterable[Row]) -> list[Row]:
    """Those of our own files that were not withdrawn before."""
    return [row for row in rows if row.own and row.reading != WITHDRAWN]


def rows_of(db: sqlite3.Connection, query: str, values: Iterable[str]) -> list[Row]:
    """The captures that a query over a list of values gives."""
    return [Row(**row) for row in read_rows(db, query, (as_list(values),))]


def as_list(values: Iterable[str]) -> str:
    """Values as `json_each` takes them."""
    return json.dumps(sorted(set(values)))
