"""Answers made smaller on their way out (gzip, RFC 9110, section 8.4.1.3), for readers on slow lines.

Only what is text is; fonts, pictures, WARC and WACZ are compressed already. An attacker who can have a page
asked for with words of their own, and sees how many bytes are sent, learns from the size whether other words
stand in it (BREACH). Our pages hold no secret beside what everybody may read, but behind a password all of
it is one: `warraq serve --private` does not compress.
"""

import asyncio
import re
import zlib

from archive.browse.answers import App, Message, Receive, Send, header

LEAST = 1024  # bytes: less gains nothing
LEVEL = 5
ASIDE = 64 << 10  # bytes: more is compressed in a thread, so that others are answered meanwhile
_TEXT = re.compile(
    r"text/|application/(json|javascript|([a-z.]+\+)?(json|xml))|image/svg\+xml", re.IGNORECASE
)
_REFUSED = re.compile(r"\s*(gzip|\*)\s*;\s*q\s*=\s*0(\.0*)?\s*", re.IGNORECASE)


def compressed(app: App) -> App:
    """The application, its texts compressed for those who accept that."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        wanted = accepts_gzip(header(scope, b"accept-encoding")) and scope["method"] != "HEAD"
        await app(scope, receive, _Sending(send, wanted=wanted).send)

    return answer


def accepts_gzip(accepted: str | None) -> bool:
    """Whether a header Accept-Encoding (RFC 9110, section 12.5.3) names gzip, and not as what is refused."""
    names = [part for part in (accepted or "").split(",") if part.partition(";")[0].strip().lower() == "gzip"]
    return bool(names) and not any(_REFUSED.fullmatch(name) for name in names)


class _Sending:
    """One answer on its way: held back until its first bytes show whether it is compressed."""

    def __init__(self, send: Send, *, wanted: bool) -> None:
        self._send, self._wanted = send, wanted
        self._start: Message | None = None
        self._engine: zlib._Compress | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start is not None:
            start, self._start = self._start, None
            text = _is_text(start)
            if text and self._wanted and (more or len(body) >= LEAST):
                self._engine = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
                if not more:
                    body = await self._pressed(body, zlib.Z_FINISH)
                    await self._send(_told(start, len(body)))
                    await self._send({"type": "http.response.body", "body": body})
                    return
                start = _told(start, None)
            elif text:
                start = {**start, "headers": [*(start.get("headers") or ()), (b"vary", b"accept-encoding")]}
            await self._send(start)
        if self._engine is not None:
            body = await self._pressed(body, zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
        await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def _pressed(self, body: bytes, mode: int) -> bytes:
        engine = self._engine
        assert engine is not None

        def press() -> bytes:
            return engine.compress(body) + engine.flush(mode)

        return await asyncio.to_thread(press) if len(body) > ASIDE else press()


def _is_text(start: Message) -> bool:
    named = {name.lower(): value.decode("latin-1") for name, value in start.get("headers") or ()}
    if b"content-encoding" in named or b"content-range" in named or start["status"] in (204, 206, 304):
        return False
    return _TEXT.match(named.get(b"content-type", "")) is not None


def _told(start: Message, length: int | None) -> Message:
    """The start of a compressed answer: its length, and an ETag that no longer names the very bytes."""
    headers = []
    for name, value in start.get("headers") or ():
        lower = name.lower()
        if lower == b"content-length":
            continue
        if lower == b"etag" and not value.startswith(b"W/"):
            value = b"W/" + value
        headers.append((name, value))
    headers += [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    return {**start, "headers": headers}
