"""Faults of the head: odd, obsolete and broken ones."""

from newsroom.faulting import Register, Stage

fault = Register()


@fault("early-hints", "103 with a Link, then the answer", "captured", "almithal", "mirsad", article=True)
async def early_hints(stage: Stage) -> bool:
    """Two heads, one answer."""
    await stage.raw(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n")
    await stage.wire.wait(0.01)
    return await stage.plain()


@fault(
    "folded", "a header folded over three lines (RFC 9112, 5.2)", "captured", "sada", "mirsad", article=True
)
async def folded(stage: Stage) -> bool:
    """Obsolete line folding, by space and by tab."""
    body = stage.page.content
    fold = b"X-Folded: one\r\n   two\r\n\tthree"
    await stage.raw(stage.head(fold, b"Content-Length: %d" % len(body)), body)
    return True


@fault(
    "odd-headers",
    "odd case, repeats, padding, empty and Latin-1 values",
    "captured",
    "waha",
    "mirsad",
    article=True,
)
async def odd_headers(stage: Stage) -> bool:
    """Everything a rebuilt head loses."""
    body = stage.page.content
    lines = (
        b"HTTP/1.1 200 Totally Fine",
        b"SERVER: Odd/1",
        b"content-TYPE:" + stage.page.media_type.encode(),
        b"X-Twice: 1",
        b"Set-Cookie: sid=SECRET123; Path=/",
        b"x-twice: 2",
        b"Set-Cookie: theme=dark; Path=/",
        b"X-TWICE: 1",
        b"X-Empty:",
        b"X-Padded:   value  ",
        b"X-Latin: caf\xe9",
        "X-Utf8: مرحبا".encode(),
        b"content-length: %d" % len(body),
    )
    await stage.raw(b"\r\n".join((*lines, b"", b"")), body)
    return True


@fault("lf-head", "a head whose lines end in LF alone", "captured", "sada", article=True)
async def lf_head(stage: Stage) -> bool:
    """No carriage return anywhere in the head."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % len(body)).replace(b"\r\n", b"\n"), body)
    return True


@fault("no-reason", "a status line without reason phrase", "captured", "barid", article=True)
async def no_reason(stage: Stage) -> bool:
    """`HTTP/1.1 200` and nothing behind it."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % len(body), status=b"HTTP/1.1 200"), body)
    return True


@fault("http-1-0", "an HTTP/1.0 answer ended by closing", "captured", "sada", article=True)
async def http_1_0(stage: Stage) -> bool:
    """No length, no keep-alive."""
    await stage.raw(stage.head(status=b"HTTP/1.0 200 OK"), stage.page.content)
    return False


@fault("no-colon", "a header line without a colon", "captured", article=True)
async def no_colon(stage: Stage) -> bool:
    """A line that is no field among fields."""
    body = stage.page.content
    await stage.raw(stage.head(b"this line has no separator", b"Content-Length: %d" % len(body)), body)
    return True


@fault("bad-status", "a status line no client can parse", "failed")
async def bad_status(stage: Stage) -> bool:
    """Not HTTP."""
    await stage.raw(b"HTP/9 two hundred\r\nContent-Length: 3\r\n\r\nabc")
    stage.wire.leave_unfinished("unparsable status line")
    return False


@fault("big-head", "a header of 2 MB", "failed")
async def big_head(stage: Stage) -> bool:
    """More head than anyone should read."""
    await stage.raw(stage.head(b"X-Big: " + b"x" * (2 << 20), b"Content-Length: 0"))
    return True


@fault("drop-head", "the connection closed inside the head", "failed")
async def drop_head(stage: Stage) -> bool:
    """Half a head."""
    await stage.raw(b"HTTP/1.1 200 OK\r\nContent-Ty")
    stage.wire.leave_unfinished("closed in the head")
    return False


@fault("drop-silent", "the connection closed without a byte", "failed")
async def drop_silent(stage: Stage) -> bool:
    """Nothing at all."""
    stage.wire.leave_unfinished("closed without an answer")
    return False


@fault(
    "idle-close", "a kept connection closed a moment after the answer", "captured", "almithal", article=True
)
async def idle_close(stage: Stage) -> bool:
    """Says nothing about closing, then closes: the next request on it may get no answer."""
    body = stage.page.content
    await stage.raw(stage.head(b"Content-Length: %d" % len(body)), body)
    stage.wire.call_whole()
    await stage.wire.wait(0.03)
    return False
