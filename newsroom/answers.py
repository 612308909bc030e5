"""An HTTP answer and the manners of sending it: content coding and framing."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from html import escape
from http import HTTPStatus
from typing import Literal

from newsroom.printed import http_date
from newsroom.wire import Request, Wire

Framing = Literal["length", "chunked", "odd-chunks", "close"]
ODD_SIZES = (1, 700, 13, 4096, 2, 333)  # bytes of the chunks of an oddly chunked answer, in turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a body travels: compressed or not, and how its end is told."""

    gzip: bool = False
    framing: Framing = "length"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something the site serves: bytes with a media type, and what a cache may ask about it."""

    content: bytes
    media_type: str
    modified: datetime | None = None
    tagged: bool = False
    weak: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200

    @property
    def etag(self) -> str | None:
        """The entity tag, from the content; None when the document carries none."""
        if not self.tagged:
            return None
        return ("W/" if self.weak else "") + '"' + hashlib.sha256(self.content).hexdigest()[:16] + '"'


def head(status: int, headers: tuple[tuple[str, str], ...], reason: str | None = None) -> bytes:
    """The bytes of an ordinary answer's head, the empty line included."""
    phrase = HTTPStatus(status).phrase if reason is None else reason
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status} {phrase}\r\n{lines}\r\n".encode("latin-1")


def chunks(body: bytes, sizes: tuple[int, ...], extension: bytes = b"") -> Iterator[bytes]:
    """The body in chunked transfer coding without the last chunk: sizes in turn, hexadecimal in both cases,
    every second size line with the extension and leading zeros."""
    start = turn = 0
    while start < len(body):
        piece = body[start : start + sizes[turn % len(sizes)]]
        size = b"%x" % len(piece) if turn % 2 == 0 else b"00%X" % len(piece) + extension
        yield size + b"\r\n" + piece + b"\r\n"
        start += len(piece)
        turn += 1


@lru_cache(maxsize=4096)
def packed(body: bytes) -> bytes:
    """The body as gzip, the same bytes each time."""
    return gzip.compress(body, 6, mtime=0)


def is_fresh(document: Document, request: Request) -> bool:
    """Whether the client's validators still hold (RFC 9110, 13.1: If-None-Match goes before dates)."""
    asked = request.header("if-none-match")
    if asked is not None:
        tag = document.etag
        known = {part.strip().removeprefix("W/") for part in asked.split(",")}
        return tag is not None and (tag.removeprefix("W/") in known or "*" in known)
    since = request.header("if-modified-since")
    if since is None or document.modified is None:
        return False
    try:
        return document.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


async def send_document(wire: Wire, request: Request, document: Document, manner: Manner) -> bool:
    """Answers a request with a document, 304 where the client has it; True when the connection stays."""
    validators: list[tuple[str, str]] = []
    if document.etag is not None:
        validators.append(("ETag", document.etag))
    if document.modified is not None:
        validators.append(("Last-Modified", http_date(document.modified)))
    keep = request.keeps_alive
    if document.status == 200 and is_fresh(document, request):
        await wire.send(head(304, (*validators, *_connection(keep))))
        return keep
    headers = [("Content-Type", document.media_type), *validators, *document.headers]
    body = document.content
    if manner.gzip:
        headers.append(("Vary", "Accept-Encoding"))
        if "gzip" in (request.header("accept-encoding") or ""):
            body = packed(body)
            headers.append(("Content-Encoding", "gzip"))
    return await send_body(wire, request, document.status, headers, body, manner.framing)


async def send_body(
    wire: Wire,
    request: Request,
    status: int,
    headers: list[tuple[str, str]],
    body: bytes,
    framing: Framing,
) -> bool:
    """Sends a head and a body in the framing asked for; True when the connection stays."""
    if request.version == "HTTP/1.0" and framing != "length":
        framing = "close"
    keep = request.keeps_alive and framing != "close"
    match framing:
        case "length":
            headers.append(("Content-Length", str(len(body))))
        case "chunked" | "odd-chunks":
            headers.append(("Transfer-Encoding", "chunked"))
    if framing == "odd-chunks":
        headers.append(("Trailer", "X-Checksum"))
    await wire.send(head(status, (*headers, *_connection(keep))))
    if request.method == "HEAD":
        return keep
    match framing:
        case "length" | "close":
            await wire.send(body)
        case "chunked":
            for chunk in chunks(body, (4096,)):
                await wire.send(chunk)
            await wire.send(b"0\r\n\r\n")
        case "odd-chunks":
            for chunk in chunks(body, ODD_SIZES, extension=b';part="odd"'):
                await wire.send(chunk)
            checksum = hashlib.sha256(body).hexdigest()[:16].encode()
            await wire.send(b"0\r\nX-Checksum: " + checksum + b"\r\n\r\n")
    return keep


def redirect(status: int, location: str) -> Document:
    """A short page that sends the client elsewhere."""
    link = f'<a href="{escape(location)}">انتقلت الصفحة</a>'
    page = f"<html><head><title>{status}</title></head><body>{link}</body></html>"
    return Document(
        content=page.encode(),
        media_type="text/html; charset=utf-8",
        headers=(("Location", location),),
        status=status,
    )


def with_status(document: Document, status: int) -> Document:
    """The same document under another status, without validators."""
    return replace(document, status=status, modified=None, tagged=False)


def _connection(keep: bool) -> tuple[tuple[str, str], ...]:
    return (("Connection", "keep-alive"),) if keep else (("Connection", "close"),)
