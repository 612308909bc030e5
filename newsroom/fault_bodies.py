"""Faults of the body: odd framing, cuts, lies about its length, too much of it."""

import gzip
import random

from newsroom.answers import ODD_SIZES, chunks, send_body
from newsroom.faulting import Register, Stage

fault = Register()
_BLOCK = 1 << 20
_LONG = 120.0  # seconds: longer than any client should wait


@fault("plain", "an ordinary answer", "captured", article=True)
async def plain(stage: Stage) -> bool:
    """The one to compare the others with."""
    return await stage.plain()


@fault("odd-chunks", "odd chunk sizes, extensions, a trailer", "captured", "barid", "mirsad", article=True)
async def odd_chunks(stage: Stage) -> bool:
    """Every freedom the chunked coding gives, with pauses between some chunks."""
    body = stage.page.content
    await stage.raw(stage.head(b"Transfer-Encoding: chunked", b"Trailer: X-Trailer"))
    for number, chunk in enumerate(chunks(body, ODD_SIZES, extension=b";a=1;b")):
        await stage.raw(chunk)
        if number % 7 == 6:
            await stage.wire.wait(0.001)
    await stage.raw(b"000;last\r\nX-Trailer: end\r\nx-trailer:  twice \r\n\r\n")
    return True


@fault("gzip-chunked", "gzip within odd chunks", "captured", "almithal", article=True)
async def gzip_chunked(stage: Stage) -> bool:
    """Content coding inside transfer coding, also for clients that never asked for gzip."""
    packed = gzip.compress(stage.page.content, 9, mtime=0)
    await stage.raw(stage.head(b"CONTENT-ENCODING: gzip", b"transfer-encoding: chunked"))
    for chunk in chunks(packed, (7, 300, 1, 90)):
        await stage.raw(chunk)
    await stage.raw(b"0\r\n\r\n")
    return True


@fault("no-length", "no length, ended by closing", "captured", "waha", article=True)
async def no_length(stage: Stage) -> bool:
    """Whole, but nothing says so."""
    await stage.raw(stage.head(b"Connection: close"), stage.page.content)
    return False


@fault("no-length-cut", "no length, closed in the middle", "captured", "barid")
async def no_length_cut(stage: Stage) -> bool:
    """Half a page, and HTTP cannot tell."""
    body = stage.page.content
    await stage.raw(stage.head(b"Connection: close"), body[: len(body) // 3])
    return False


@fault("drop", "closed in a body whose length was told", "failed", "sada", "mirsad")
async def drop(stage: Stage) -> bool:
    """A third of what Content-Length promised."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % len(body)), body[: len(body) // 3])
    stage.wire.leave_unfinished("closed in the body")
    return False


@fault("drop-chunked", "closed inside a chunk", "failed", "barid")
async def drop_chunked(stage: Stage) -> bool:
    """One whole chunk, and a second that breaks off."""
    body = stage.page.content
    await stage.raw(stage.head(b"Transfer-Encoding: chunked"), b"%x\r\n%b\r\n" % (600, body[:600]))
    await stage.raw(b"%x\r\n%b" % (600, body[600:800]))
    stage.wire.leave_unfinished("closed in a chunk")
    return False


@fault("length-long", "Content-Length larger than the body", "failed", "waha")
async def length_long(stage: Stage) -> bool:
    """The whole body, and a promise of a thousand bytes more."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % (len(body) + 1000)), body)
    stage.wire.leave_unfinished("Content-Length too long")
    return False


@fault("length-short", "Content-Length smaller than the body", "captured", "waha")
async def length_short(stage: Stage) -> bool:
    """More bytes follow than were told; then the connection closes."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % (len(body) // 2)), body)
    stage.wire.leave_unfinished("Content-Length too short")
    return False


@fault("gzip-cut", "cut gzip with an honest length", "captured", "almithal")
async def gzip_cut(stage: Stage) -> bool:
    """HTTP is content; gzip is not."""
    packed = gzip.compress(stage.page.content, 6, mtime=0)
    cut = packed[: len(packed) * 2 // 3]
    await stage.raw(stage.head(b"Content-Encoding: gzip", b"Content-Length: %d" % len(cut)), cut)
    return True


@fault("empty", "200 with no byte of body", "captured", "sada")
async def empty(stage: Stage) -> bool:
    """Nothing, honestly told."""
    await stage.raw(stage.head(b"Content-Length: 0"))
    return True


@fault("reset", "RST in the body", "failed")
async def reset(stage: Stage) -> bool:
    """The connection is torn down; bytes under way may be lost."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % (len(body) + 100_000)), body)
    await stage.wire.wait(0.05)
    stage.wire.leave_unfinished("reset")
    stage.wire.reset()
    return False


@fault("slow", "an answer after a pause (?seconds=)", "captured", "almithal", "barid", article=True)
async def slow(stage: Stage) -> bool:
    """Patience is rewarded."""
    await stage.wire.wait(_seconds(stage))
    return await stage.plain()


@fault("slow-body", "a body that drips (?seconds= in all)", "captured", "waha", article=True)
async def slow_body(stage: Stage) -> bool:
    """Ten parts with pauses between them."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % len(body)))
    part = len(body) // 10 + 1
    for start in range(0, len(body), part):
        await stage.wire.wait(_seconds(stage) / 10)
        await stage.raw(body[start : start + part])
    return True


@fault("stall", "half a body, then silence", "failed")
async def stall(stage: Stage) -> bool:
    """Nothing more comes, and nothing closes."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % len(body)), body[: len(body) // 2])
    stage.wire.leave_unfinished("stalled in the body")
    await stage.wire.wait(_LONG)
    return False


@fault("stall-head", "silence from the start", "failed")
async def stall_head(stage: Stage) -> bool:
    """Not a byte."""
    stage.wire.leave_unfinished("stalled before the head")
    await stage.wire.wait(_LONG)
    return False


@fault("big", "random bytes with Content-Length (?mb=, 1 unless told)", "captured")
async def big(stage: Stage) -> bool:
    """A body that must not be held in memory; the same bytes each time."""
    count = _megabytes(stage)
    await stage.raw(_head_of_bytes(b"Content-Length: %d" % (count * _BLOCK)))
    for number in range(count):
        await stage.raw(_block(number))
    return True


@fault("bigchunked", "random bytes in chunks of 1 MB (?mb=)", "captured")
async def bigchunked(stage: Stage) -> bool:
    """As `big`, but nobody knows how long it will be."""
    await stage.raw(_head_of_bytes(b"Transfer-Encoding: chunked"))
    for number in range(_megabytes(stage)):
        await stage.raw(b"%x\r\n" % _BLOCK, _block(number), b"\r\n")
    await stage.raw(b"0\r\n\r\n")
    return True


@fault("bigpage", "a page with a comment of ?mb= random letters", "captured", article=True)
async def bigpage(stage: Stage) -> bool:
    """A report behind a wall of bytes: HTML, identity coding, length told."""
    count = _megabytes(stage)
    page = stage.page.content
    length = len(page) + count * _BLOCK + len(b"<!--") + len(b"-->")
    await stage.raw(stage.head(b"Content-Length: %d" % length), page, b"<!--")
    for number in range(count):
        await stage.raw(_block(number)[: _BLOCK // 2].hex().encode())
    await stage.raw(b"-->")
    return True


@fault("gzip-bomb", "gzip of ?mb= zeros (64 unless told)", "refused")
async def gzip_bomb(stage: Stage) -> bool:
    """A thousandth of what it unpacks to."""
    packed = gzip.compress(bytes(_megabytes(stage, 64) * _BLOCK), 9, mtime=0)
    headers = [("Content-Type", stage.page.media_type), ("Content-Encoding", "gzip")]
    return await send_body(stage.wire, stage.request, 200, headers, packed, "length")


def _head_of_bytes(line: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n" + line + b"\r\n\r\n"


def _seconds(stage: Stage) -> float:
    return stage.request.number("seconds", stage.slow)


def _megabytes(stage: Stage, default: int = 1) -> int:
    return int(stage.request.number("mb", default))


def _block(number: int) -> bytes:
    return random.Random(number).randbytes(_BLOCK)
