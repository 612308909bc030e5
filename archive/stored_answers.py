"""What the archive holds of an address, as a browser would be answered: status, headers and decoded body."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin

from archive.errors import ArchiveError
from archive.http import HttpMessage, decode_content, head_end, parse_response, split_interim
from archive.own_warcs import read_current
from archive.place import Archive
from archive.posts import Post, posted_key
from archive.records import RecordError
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from archive.sources import opened
from archive.wacz import WaczError
from extractors.urls import UrlError, normalise, url_key

HELD = (
    "SELECT c.record_id, c.url, c.captured_at, c.status, c.kind, c.refers_to, c.outlet, c.warc, c.offset,"
    " w.origin FROM captures c JOIN warcs w ON w.name = c.warc"
)
ONE = HELD + " WHERE c.record_id = ?"
# Of an incomplete exchange nobody knows which request it answered.
NAMED = (
    HELD + " WHERE c.url_key = ? AND c.kind IN ('response', 'revisit') AND c.status IS NOT NULL"
    " AND c.outcome IS NOT 'incomplete'"
)
REDIRECTS = 5
REVISITS = 5  # of revisits: how far they are followed to the response
# What describes the transfer, not the content; what would keep something or take the page elsewhere.
_NOT_SERVED = frozenset(
    {
        *("connection", "keep-alive", "transfer-encoding", "content-encoding", "content-length", "trailer"),
        *("set-cookie", "set-cookie2", "clear-site-data", "refresh", "alt-svc", "content-disposition"),
        *("strict-transport-security", "report-to", "reporting-endpoints", "nel"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAnswer:
    """One answer as it was captured: `body` without transfer and content coding, `headers` without those
    that describe codings or set cookies. `url` is where it came from, after redirects."""

    record_id: str
    url: str
    outlet: str
    captured_at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def media_type(self) -> str:
        """The Content-Type without parameters, in small letters; empty when none was sent."""
        value = next((value for name, value in self.headers if name.lower() == "content-type"), "")
        return value.partition(";")[0].strip().lower()


class StoredAnswers:
    """Answers read back from the WARCs; close it, since members of WACZ files are extracted meanwhile."""

    def __init__(self, archive: Archive, db: sqlite3.Connection) -> None:
        self._archive = archive
        self._db = db
        self._open = ExitStack()

    def close(self) -> None:
        """Let go of extracted files."""
        self._open.close()

    def of_record(self, record_id: str) -> StoredAnswer:
        """The answer in this record (of a revisit, in the response that it refers to).

        Raises ArchiveError when the index knows no such capture, or its bytes cannot be read.
        """
        row = read_row(self._db, ONE, (record_id,))
        if row is None:
            raise ArchiveError(f"no capture {record_id} in the index; `warraq show` and `why` name records")
        answer = self._read(row)
        if answer is None:
            raise ArchiveError(
                f"the bytes of {record_id} cannot be read from {row['warc']}; `warraq verify` says more"
            )
        return answer

    def near(
        self, url: str, captured_at: str, *, since: str | None = None, post: Post | None = None
    ) -> StoredAnswer | None:
        """The answer of this address captured nearest to `captured_at`, redirects followed; None without.

        With `since`, captures before that time do not count. Answers of 200 to 299 go before others. With
        `post`, the answer to the same sent to this address by POST; from there no redirect is followed.
        """
        for _ in range(REDIRECTS + 1):
            answer = self._nearest(url, captured_at, since, post)
            if answer is None or not 300 <= answer.status < 400:
                return answer
            if post is not None:
                return None
            location = next((value for name, value in answer.headers if name.lower() == "location"), None)
            if location is None:
                return None
            url = urljoin(url, location)
        return None

    def just_written(self, place: Row, outlet: str) -> StoredAnswer | None:
        """The answer in a record of our own, which the index need not know yet.

        `place` has the keys record_id, kind, url, captured_at, warc and offset.
        """
        return self._read({**place, "outlet": outlet, "origin": "own", "refers_to": None})

    def _nearest(
        self, url: str, captured_at: str, since: str | None, post: Post | None
    ) -> StoredAnswer | None:
        try:
            key, wanted = url_key(url), normalise(url)
        except UrlError:
            return None
        if post is not None:
            key = posted_key(key, post.digest)
        moment = datetime.fromisoformat(captured_at)
        rows = [r for r in read_rows(self._db, NAMED, (key,)) if since is None or r["captured_at"] >= since]
        rows.sort(
            key=lambda row: (
                row["url"] != wanted,
                not 200 <= row["status"] < 400 and row["status"] != 304,
                abs(datetime.fromisoformat(row["captured_at"]) - moment),
                row["record_id"],
            )
        )
        return next(self._readable(rows), None)

    def _readable(self, rows: list[Row]) -> Iterator[StoredAnswer]:
        for row in rows:
            answer = self._read(row)
            if answer is not None:
                yield answer

    def _read(self, row: Row) -> StoredAnswer | None:
        named = row
        for _ in range(REVISITS):
            if row["kind"] != "revisit" or row["refers_to"] is None:
                break
            earlier = read_row(self._db, ONE, (row["refers_to"],))
            if earlier is None:
                return None
            row = earlier
        if row["kind"] != "response":
            return None
        try:
            source = self._open.enter_context(opened(self._archive, row["warc"], row["origin"]))
            record = read_current(source.path, row["offset"])
        except (OSError, RecordError, WaczError):
            return None
        if record.type != "response":  # a stub, where a withdrawn record stood
            return None
        message = _message(record.block)
        body, problems = decode_content(message)
        if message.status is None or {"encoding-unknown", "encoding-broken"} & set(problems):
            return None
        return StoredAnswer(
            record_id=named["record_id"],
            url=named["url"],
            outlet=named["outlet"],
            captured_at=named["captured_at"],
            status=message.status,
            headers=tuple(pair for pair in message.headers if pair[0].lower() not in _NOT_SERVED),
            body=body,
        )


def _message(block: bytes) -> HttpMessage:
    """The answer in a block. What old tools unchunked and left its header, is taken as it stands."""
    message = parse_response(block)
    if message.payload or not {"chunked-broken", "chunked-unfinished"} & set(message.problems):
        return message
    return replace(message, payload=block[head_end(block, split_interim(block)[1]) :])
