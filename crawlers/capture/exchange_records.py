"""From a recorded exchange to the records of one group: response or revisit, request, metadata.

Rules: WARC/1.1 sections 5 and 6, and its revisit profiles. The payload is the entity without transfer coding
(section 5.9), its content coding kept; block digests are over the bytes as they came.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from archive.http import Dechunker, head_end, is_chunked, read_headers, split_interim, status_of
from archive.records import (
    HTTP_REQUEST,
    HTTP_RESPONSE,
    IDENTICAL_PAYLOAD,
    NOT_MODIFIED,
    WARC_FIELDS,
    NewRecord,
    new_record,
    new_record_id,
    urn,
    warc_fields,
)
from crawlers.capture.prior import Prior
from crawlers.capture.spool import Slice, Spool
from crawlers.capture.wire import Attempt, Exchange

_HEAD_WINDOW = 1 << 20
_COMPRESSED_TYPES = ("image/", "video/", "audio/", "font/woff", "application/zip", "application/pdf")
Fields = tuple[tuple[str, str | int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How the handler's call ended: `outcome` is ok or a word for the failure, `error` its text, `truncated`
    the WARC-Truncated reason of a body that was cut, `body_digest` the sha256 of the body Scrapy got."""

    outcome: str
    error: str | None = None
    truncated: str | None = None
    body_digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The records of one exchange, ready to be written, and what the crawl needs to know of them."""

    records: tuple[NewRecord, ...]
    main: NewRecord
    kind: str
    outcome: str
    date: str
    payload_digest: str | None
    status: int | None
    truncated: str | None
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Response:
    """What is found out about the received bytes of an attempt."""

    start: int
    head: bytes
    status: int | None
    interim: tuple[bytes, ...]
    payload_digest: str | None = None
    block_digest: str = ""
    compressed: bool = False
    notes: list[str] = field(default_factory=list)


def warc_date(nanoseconds: int) -> str:
    """A WARC-Date with microseconds, from nanoseconds since the epoch."""
    seconds, rest = divmod(nanoseconds, 10**9)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest // 1000:06d}Z"


def groups_of(
    exchange: Exchange, ending: Ending, facts: Fields, prior: Prior | None, warcinfo_id: str | None
) -> tuple[Group, ...]:
    """One group for each attempt, in order; one group of a metadata record alone when no connection was had.

    `facts` are the metadata fields of the crawl (outlet, crawlId, role, via, robots …).
    """
    if not exchange.attempts:
        return (_unconnected(exchange, ending, facts, warcinfo_id),)
    groups = [
        _resent(exchange, attempt, facts, warcinfo_id, number)
        for number, attempt in enumerate(exchange.attempts[:-1], start=1)
    ]
    last = exchange.attempts[-1]
    groups.append(_group(exchange, last, ending, facts, prior, warcinfo_id, len(exchange.attempts)))
    return tuple(groups)


def _resent(
    exchange: Exchange, attempt: Attempt, facts: Fields, warcinfo_id: str | None, number: int
) -> Group:
    ending = Ending(outcome="resent", truncated="disconnect" if attempt.received.size else None)
    return _group(exchange, attempt, ending, facts, None, warcinfo_id, number)


def _unconnected(exchange: Exchange, ending: Ending, facts: Fields, warcinfo_id: str | None) -> Group:
    date = warc_date(exchange.created)
    own: Fields = (("outcome", ending.outcome), ("error", ending.error), ("leafSalt", secrets.token_hex(16)))
    record = new_record(
        "metadata",
        warc_fields((*facts, *own)),
        date=date,
        content_type=WARC_FIELDS,
        fields=(("WARC-Target-URI", exchange.url), ("WARC-Warcinfo-ID", warcinfo_id)),
    )
    return _failure((record,), ending, date)


def _failure(records: tuple[NewRecord, ...], ending: Ending, date: str, notes: tuple[str, ...] = ()) -> Group:
    return Group(
        records=records,
        main=records[-1],
        kind="failure",
        outcome=ending.outcome,
        date=date,
        payload_digest=None,
        status=None,
        truncated=ending.truncated,
        notes=notes,
    )


def _group(
    exchange: Exchange,
    attempt: Attempt,
    ending: Ending,
    facts: Fields,
    prior: Prior | None,
    warcinfo_id: str | None,
    number: int,
) -> Group:
    date = warc_date(attempt.started)
    common = (("WARC-Target-URI", exchange.url), ("WARC-Warcinfo-ID", warcinfo_id))
    if exchange.url.startswith("https:") and attempt.connection.tls is None:
        # The request went into TLS's buffer and never out: there is no request to record.
        metadata = _metadata(
            attempt, ending, facts, common, None, date, number, ("tls-handshake-not-finished",)
        )
        return _failure((metadata,), ending, date)
    net = _network_fields(attempt)
    request_id = new_record_id()
    response = _examine(attempt.received, exchange.method) if attempt.received.size else None
    if response is not None and response.status is None and ending.outcome == "ok":
        # Twisted made something of a head that is none to us (or longer than our window): no response either.
        ending = replace(ending, outcome="unparsable-head", error="the head of the answer cannot be read")
    main = _main_record(exchange, attempt, ending, response, prior, (*common, *net), request_id, date)
    notes = _notes(response, ending)
    records: list[NewRecord] = [main] if main is not None and response is not None and response.status else []
    request = new_record(
        "request",
        b"".join(attempt.sent.chunks()),
        date=date,
        content_type=HTTP_REQUEST,
        fields=(*common, *net, ("WARC-Concurrent-To", urn(records[0].record_id) if records else None)),
        record_id=request_id,
    )
    records.append(request)
    records += _oddities(exchange, response, main, request_id, warcinfo_id, date)
    concurrent = records[0].record_id
    records.append(_metadata(attempt, ending, facts, common, concurrent, date, number, notes))
    if main is None or response is None or not response.status:
        return _failure(tuple(records), ending, date, notes)
    return Group(
        records=tuple(records),
        main=main,
        kind=main.type,
        outcome=ending.outcome,
        date=date,
        payload_digest=response.payload_digest,
        status=response.status,
        truncated=ending.truncated,
        notes=notes,
    )


def _network_fields(attempt: Attempt) -> tuple[tuple[str, str | None], ...]:
    tls = attempt.connection.tls
    return (
        ("WARC-IP-Address", getattr(attempt.connection.peer, "host", None)),
        ("WARC-Protocol", "http/1.1"),
        ("WARC-Protocol", f"tls/{tls.version}" if tls else None),
        ("WARC-Cipher-Suite", tls.cipher if tls else None),
    )


def _examine(received: Spool, method: str) -> _Response:
    """Head, status and digests of what came, in one pass over the bytes."""
    window = received.begin(_HEAD_WINDOW)
    interim, start = split_interim(window)
    status, end = status_of(window, start), head_end(window, start)
    if status is None or end < 0:
        digest = _sha256(Slice(received, start).chunks())
        return _Response(
            start=start, head=b"", status=None, interim=_cut(window, interim), block_digest=digest
        )
    head = window[start:end]
    headers = read_headers(head)
    found = _Response(
        start=start,
        head=head,
        status=status,
        interim=_cut(window, interim),
        compressed=_is_compressed(headers),
    )
    payload = hashlib.sha256()
    chunked = is_chunked(headers) and method != "HEAD" and status not in (204, 304)
    dechunker = Dechunker(payload.update) if chunked else None
    feed: Callable[[bytes], object] = dechunker.feed if dechunker else payload.update
    found.block_digest = _digest_both(Slice(received, start), len(head), feed)
    found.payload_digest = "sha256:" + payload.hexdigest()
    if dechunker is not None and not dechunker.finished:
        found.notes.append("chunked-framing-broken" if dechunker.broken else "chunked-framing-unfinished")
    return found


def _digest_both(block: Slice, head_length: int, feed_payload: Callable[[bytes], object]) -> str:
    engine = hashlib.sha256()
    skip = head_length
    for chunk in block.chunks():
        engine.update(chunk)
        if skip < len(chunk):
            feed_payload(chunk[skip:])
        skip = max(0, skip - len(chunk))
    return "sha256:" + engine.hexdigest()


def _cut(window: bytes, spans: tuple[tuple[int, int], ...]) -> tuple[bytes, ...]:
    return tuple(window[begin:end] for begin, end in spans)


def _sha256(chunks: Iterator[bytes]) -> str:
    engine = hashlib.sha256()
    for chunk in chunks:
        engine.update(chunk)
    return "sha256:" + engine.hexdigest()


def _main_record(
    exchange: Exchange,
    attempt: Attempt,
    ending: Ending,
    response: _Response | None,
    prior: Prior | None,
    fields: tuple[tuple[str, str | None], ...],
    request_id: str,
    date: str,
) -> NewRecord | None:
    if response is None:
        return None
    if response.status is None:
        # Without a head it is no response: as one it would pollute CDX files and replay.
        return new_record(
            "metadata",
            Slice(attempt.received, response.start),
            date=date,
            content_type="application/octet-stream",
            fields=(
                ("WARC-Target-URI", f"urn:warraq:unparsed:{exchange.url}"),
                *fields[1:],
                ("WARC-Concurrent-To", urn(request_id)),
                ("WARC-Truncated", ending.truncated),
            ),
            block_digest=response.block_digest,
        )
    revisit = _revisit_profile(response, prior, ending)
    if revisit is not None and prior is not None:
        return new_record(
            "revisit",
            response.head,
            date=date,
            content_type=HTTP_RESPONSE,
            fields=(
                *fields,
                ("WARC-Profile", revisit),
                ("WARC-Refers-To", urn(prior.record_id)),
                ("WARC-Refers-To-Target-URI", prior.url),
                ("WARC-Refers-To-Date", prior.date),
                ("WARC-Payload-Digest", prior.payload_digest),
                ("WARC-Truncated", "length" if revisit == IDENTICAL_PAYLOAD else None),
            ),
        )
    return new_record(
        "response",
        Slice(attempt.received, response.start),
        date=date,
        content_type=HTTP_RESPONSE,
        fields=(
            *fields,
            ("WARC-Payload-Digest", response.payload_digest),
            ("WARC-Truncated", ending.truncated),
        ),
        block_digest=response.block_digest,
        level=0 if response.compressed else 6,
    )


def _revisit_profile(response: _Response, prior: Prior | None, ending: Ending) -> str | None:
    if prior is None or ending.truncated is not None or ending.outcome != "ok":
        return None
    if response.status == 304:
        return NOT_MODIFIED
    same = response.status == 200 and response.payload_digest == prior.payload_digest
    return IDENTICAL_PAYLOAD if same else None


def _is_compressed(headers: Sequence[tuple[str, str]]) -> bool:
    """Whether gzip would gain nothing: the body is compressed already."""
    for name, value in headers:
        if name.lower() == "content-encoding" and value.lower() not in ("", "identity"):
            return True
    kind = next((value.lower() for name, value in headers if name.lower() == "content-type"), "")
    return kind.startswith(_COMPRESSED_TYPES) and not kind.startswith("image/svg")


def _notes(response: _Response | None, ending: Ending) -> tuple[str, ...]:
    if response is None:
        return ()
    notes = list(response.notes)
    if response.status is None:
        notes.append("unparsable-response-head")
    got = ending.body_digest
    if got is not None and ending.truncated is None and response.payload_digest not in (None, got):
        notes.append("payload-differs-from-parsed-body")
    return tuple(notes)


def _oddities(
    exchange: Exchange,
    response: _Response | None,
    main: NewRecord | None,
    request_id: str,
    warcinfo_id: str | None,
    date: str,
) -> list[NewRecord]:
    """Early hints and heads that cannot be read, each as a metadata record of its own."""
    if response is None:
        return []
    early = [
        new_record(
            "metadata",
            head,
            date=date,
            content_type=HTTP_RESPONSE,
            fields=(
                ("WARC-Target-URI", f"urn:warraq:interim:{exchange.url}"),
                ("WARC-Warcinfo-ID", warcinfo_id),
                ("WARC-Concurrent-To", urn(request_id)),
            ),
        )
        for head in response.interim
    ]
    return early + ([main] if main is not None and response.status is None else [])


def _metadata(
    attempt: Attempt,
    ending: Ending,
    facts: Fields,
    common: tuple[tuple[str, str | None], ...],
    concurrent: str | None,
    date: str,
    number: int,
    notes: tuple[str, ...],
) -> NewRecord:
    first, last = attempt.first_byte, attempt.last_byte or attempt.started
    own: Fields = (
        ("fetchTimeMs", (last - attempt.started) // 10**6),
        ("firstByteMs", (first - attempt.started) // 10**6 if first else None),
        ("attempt", number),
        ("outcome", ending.outcome),
        ("error", ending.error),
        ("connection", attempt.connection.number),
        ("connectionRequest", attempt.number),
        ("localPort", getattr(attempt.connection.local, "port", None)),
        ("peerPort", getattr(attempt.connection.peer, "port", None)),
        ("connectionLost", attempt.lost),
        *_tls_fields(attempt),
        *(("note", note) for note in notes),
        ("leafSalt", secrets.token_hex(16)),
    )
    return new_record(
        "metadata",
        warc_fields((*facts, *own)),
        date=date,
        content_type=WARC_FIELDS,
        fields=(*common, ("WARC-Concurrent-To", urn(concurrent) if concurrent else None)),
    )


def _tls_fields(attempt: Attempt) -> Fields:
    tls = attempt.connection.tls
    if tls is None:
        return ()
    digests = tuple(("tlsCertificateSha256", hashlib.sha256(der).hexdigest()) for der in tls.chain)
    return (
        ("tlsVersion", tls.version),
        ("tlsCipher", tls.cipher),
        ("tlsServerName", tls.server_name),
        ("tlsNotBefore", _moment(tls.not_before)),
        ("tlsNotAfter", _moment(tls.not_after)),
        ("tlsIssuer", tls.issuer),
        *digests,
    )


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
