"""HTTP/1.x messages as they stood on the wire, taken apart without being changed.

A response record holds the bytes that came; this module finds the head, takes the transfer coding off
(RFC 9112 section 7) and, where a reader asks for it, the content coding (RFC 9110 section 8.4).
"""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import brotli
from backports import zstd

MAX_DECODED = 64 << 20
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?:[ \r\n]|$)")  # archivers write HTTP/2 so, too
_NO_BODY = frozenset({204, 304})
_PIECE = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b\x08"
_MAX_LINE = 1 << 16  # bytes of a chunk's size line or a trailer field
_MAX_CODINGS, _MAX_MEMBERS = 8, 1000  # more is an attack, not a page
_NUMBER = re.compile(r"[0-9]{1,18}")


def head_end(data: bytes, start: int = 0) -> int:
    """Offset after the blank line that ends the head beginning at `start`, or -1. Bare LF is tolerated."""
    at = start
    while True:
        newline = data.find(b"\n", at)
        if newline < 0:
            return -1
        if at > start and not data[at:newline].rstrip(b"\r"):
            return newline + 1
        at = newline + 1


def status_of(data: bytes, start: int = 0) -> int | None:
    """The status code of the status line at `start`, or None when there is no HTTP status line."""
    found = _STATUS_LINE.match(data, start)
    return int(found[1]) if found else None


def split_interim(data: bytes) -> tuple[tuple[tuple[int, int], ...], int]:
    """Spans of the 1xx heads that precede the final response, and where the final response begins.

    101 is final: what follows it is another protocol.
    """
    spans: list[tuple[int, int]] = []
    at = 0
    while (status := status_of(data, at)) is not None and 100 <= status < 200 and status != 101:
        end = head_end(data, at)
        if end < 0:
            break
        spans.append((at, end))
        at = end
    return tuple(spans), at


def read_headers(head: bytes) -> tuple[tuple[str, str], ...]:
    """Header fields in order, repeats kept, as Latin-1 text; folded lines joined (RFC 9112 section 5.2)."""
    fields: list[tuple[str, str]] = []
    for line in head.split(b"\n")[1:]:
        text = line.rstrip(b"\r").decode("latin-1")
        if text[:1] in (" ", "\t") and fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {text.strip()}".strip())
            continue
        name, colon, value = text.partition(":")
        if colon:
            fields.append((name.strip(), value.strip()))
    return tuple(fields)


class Dechunker:
    """Feeds `sink` with the body inside chunked framing; `broken` says the framing is not chunked coding,
    `finished` that the last chunk and the trailer were seen."""

    def __init__(self, sink: Callable[[bytes], object]) -> None:
        self._sink = sink
        self._buffer = b""
        self._expects = "size"
        self._left = 0
        self.finished = False
        self.broken = False

    def feed(self, data: bytes) -> None:
        data = self._buffer + data
        at = 0
        while at < len(data) and not (self.finished or self.broken):
            if self._expects == "data":
                piece = data[at : at + self._left]
                self._sink(piece)
                at += len(piece)
                self._left -= len(piece)
                if not self._left:
                    self._expects = "data-end"
                continue
            newline = data.find(b"\n", at, at + _MAX_LINE)
            if newline < 0:
                self.broken = len(data) - at >= _MAX_LINE
                break
            self._line(data[at:newline].rstrip(b"\r"))
            at = newline + 1
        self._buffer = data[at:] if not (self.finished or self.broken) else b""

    def _line(self, line: bytes) -> None:
        if self._expects == "data-end":
            self.broken = bool(line)
            self._expects = "size"
        elif self._expects == "size":
            digits = line.partition(b";")[0].strip()
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,15}", digits):
                self.broken = True
                return
            self._left = int(digits, 16)
            self._expects = "data" if self._left else "trailer"
        elif not line:
            self.finished = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """A response without its transfer coding.

    `status` is None when there is no readable head; then the payload is all of the block. `problems` holds
    codes: no-head, chunked-broken, chunked-unfinished, short-body.
    """

    status: int | None
    reason: str
    headers: tuple[tuple[str, str], ...]
    payload: bytes
    problems: tuple[str, ...]

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def header_all(self, name: str) -> tuple[str, ...]:
        """Every header of that name, in order."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key.lower() == wanted)

    @property
    def content_type(self) -> str | None:
        return self.header("content-type")


def parse_response(block: bytes, method: str = "GET") -> HttpMessage:
    """Take a response block apart. Never raises; what is odd is named in `problems`."""
    _, start = split_interim(block)
    status = status_of(block, start)
    end = head_end(block, start)
    if status is None or end < 0:
        return HttpMessage(status=None, reason="", headers=(), payload=block, problems=("no-head",))
    head = block[start:end]
    headers = read_headers(head)
    line = head.split(b"\n", 1)[0].rstrip(b"\r").decode("latin-1")
    message = HttpMessage(status=status, reason=line[13:], headers=headers, payload=block[end:], problems=())
    if method == "HEAD" or status in _NO_BODY:
        return message
    if is_chunked(headers):
        return _without_chunks(message)
    announced = message.header("content-length") or ""
    short = bool(_NUMBER.fullmatch(announced)) and len(message.payload) < int(announced)
    return message if not short else _with(message, message.payload, "short-body")


def is_chunked(headers: tuple[tuple[str, str], ...]) -> bool:
    """Whether the last transfer coding is chunked."""
    codings = [value for name, value in headers if name.lower() == "transfer-encoding"]
    return bool(codings) and codings[-1].rpartition(",")[2].strip().lower() == "chunked"


def _without_chunks(message: HttpMessage) -> HttpMessage:
    parts: list[bytes] = []
    dechunker = Dechunker(parts.append)
    dechunker.feed(message.payload)
    problem = "chunked-broken" if dechunker.broken else None if dechunker.finished else "chunked-unfinished"
    return _with(message, b"".join(parts), problem)


def _with(message: HttpMessage, payload: bytes, problem: str | None) -> HttpMessage:
    return HttpMessage(
        status=message.status,
        reason=message.reason,
        headers=message.headers,
        payload=payload,
        problems=(problem,) if problem else (),
    )


def decode_content(message: HttpMessage, limit: int = MAX_DECODED) -> tuple[bytes, tuple[str, ...]]:
    """The payload without its content codings, at most `limit` bytes, and what was odd about it.

    Codes: encoding-cut (the compressed data has no end), encoding-broken, encoding-unknown (or more codings
    than anyone uses), too-large (cut at the limit). Content said to be compressed that is not comes back as
    it is, with encoding-broken.
    """
    codings = [
        coding.strip().lower()
        for value in message.header_all("content-encoding")
        for coding in value.split(",")
        if coding.strip().lower() not in ("", "identity")
    ]
    if len(codings) > _MAX_CODINGS:
        return message.payload, ("encoding-unknown",)
    data, problems = message.payload, []
    for coding in reversed(codings):
        data, problem = _decode(coding, data, limit)
        if problem:
            problems.append(problem)
        if problem in ("encoding-unknown", "encoding-broken"):
            break
    return data, tuple(problems)


def _decode(coding: str, data: bytes, limit: int) -> tuple[bytes, str | None]:
    if not data:
        return b"", None
    if coding in ("gzip", "x-gzip"):
        return _inflate(data, zlib.MAX_WBITS | 16, limit)
    if coding == "deflate":
        body, problem = _inflate(data, zlib.MAX_WBITS, limit)
        if problem == "encoding-broken" and body is data:  # without zlib's wrapping, as many servers send it
            return _inflate(data, -zlib.MAX_WBITS, limit)
        return body, problem
    if coding == "br":
        return _brotli(data, limit)
    if coding == "zstd":
        return _zstd(data, limit)
    return data, "encoding-unknown"


def _inflate(data: bytes, wbits: int, limit: int) -> tuple[bytes, str | None]:
    """What zlib makes of the data, up to damage; `data` itself when nothing of it is compressed so.

    gzip data may have several members (RFC 1952 section 2.2); what follows the last is passed over.
    """
    try:
        return _unpack(data, wbits, limit)
    except zlib.error:
        return _before_damage(data, wbits, limit) or data, "encoding-broken"


def _unpack(data: bytes, wbits: int, limit: int) -> tuple[bytes, str | None]:
    out, view, at = bytearray(), memoryview(data), 0
    for _member in range(_MAX_MEMBERS):
        engine = zlib.decompressobj(wbits)
        while not engine.eof and at < len(view) and len(out) <= limit:
            fed = view[at : at + _PIECE]
            out += engine.decompress(fed, limit + 1 - len(out))
            at += len(fed) - len(engine.unused_data) - len(engine.unconsumed_tail)
        if len(out) > limit:
            return bytes(memoryview(out)[:limit]), "too-large"
        if not engine.eof:
            return bytes(out), "encoding-cut"
        if not _begins_member(view, at, wbits):
            return bytes(out), None
    return bytes(out), "encoding-broken"


def _begins_member(view: memoryview, at: int, wbits: int) -> bool:
    return wbits == zlib.MAX_WBITS | 16 and view[at : at + 3] == _GZIP_MAGIC


def _before_damage(data: bytes, wbits: int, limit: int) -> bytes:
    """What can be had of damaged data: zlib drops what one call unpacked before it met the damage, so the
    steps to it get smaller and smaller."""
    out, view, at = bytearray(), memoryview(data), 0
    engine = zlib.decompressobj(wbits)
    for step in (1 << 14, 1 << 7, 1):
        before = engine.copy()
        with contextlib.suppress(zlib.error):
            while len(out) < limit:
                before = engine.copy()
                fed = view[at : at + _PIECE]
                part = engine.decompress(fed, min(step, limit - len(out)))
                at += len(fed) - len(engine.unused_data) - len(engine.unconsumed_tail)
                out += part
                if engine.eof:
                    engine = zlib.decompressobj(wbits)
                elif not part and at >= len(view):
                    break
        engine = before
    return bytes(out)


def _brotli(data: bytes, limit: int) -> tuple[bytes, str | None]:
    engine = brotli.Decompressor()
    try:
        parts = [engine.process(data, output_buffer_limit=limit + 1)]
        size = len(parts[0])
        while size <= limit and not engine.is_finished() and not engine.can_accept_more_data():
            parts.append(engine.process(b"", output_buffer_limit=limit + 1 - size))
            size += len(parts[-1])
    except brotli.error:
        return data, "encoding-broken"
    out = b"".join(parts)
    if size > limit:
        return out[:limit], "too-large"
    return out, None if engine.is_finished() else "encoding-cut"


def _zstd(data: bytes, limit: int) -> tuple[bytes, str | None]:
    """The frames of the data one after another (RFC 8878 section 3: their contents are concatenated)."""
    out, view, at = bytearray(), memoryview(data), 0
    try:
        for _frame in range(_MAX_MEMBERS):
            engine = zstd.ZstdDecompressor()
            while not engine.eof and len(out) <= limit and (at < len(view) or not engine.needs_input):
                fed = view[at : at + _PIECE] if engine.needs_input else view[:0]
                out += engine.decompress(fed, limit + 1 - len(out))
                at += len(fed) - len(engine.unused_data)
            if len(out) > limit:
                return bytes(memoryview(out)[:limit]), "too-large"
            if not engine.eof:
                return bytes(out), "encoding-cut"
            if at >= len(view):
                return bytes(out), None
    except zstd.ZstdError:
        pass
    return (bytes(out) if out else data), "encoding-broken"
