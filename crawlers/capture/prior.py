"""What is already held of a URL, so that an equal answer need not be stored twice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """The newest whole capture of a URL. date is its WARC-Date; validators are as the server sent them."""

    record_id: str
    url: str
    date: str
    payload_digest: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """Where an exchange stands, once it is on the disk. `kind` is response, revisit or failure; offsets and
    lengths are bytes in the file `warc` (relative to `warcs/`). For a failure the place is the metadata's."""

    record_id: str
    kind: str
    outcome: str
    warc: str
    offset: int
    length: int
    date: str
    payload_digest: str | None
    status: int | None
    truncated: str | None
    notes: tuple[str, ...] = ()
