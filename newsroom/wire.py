"""The server's side of a connection: reads requests, writes exactly the bytes it is told to, records both."""

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from newsroom.recorder import Recorder, Recording

HEAD_LIMIT = 1 << 20  # bytes of a request's head
_LATE = 0.002  # seconds given to bytes that have arrived already
_POLL = 0.02  # seconds between two looks at a client that may have left


class ClientLeftError(ConnectionError):
    """The client closed the connection before the answer was whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as read: `path` and `query` as sent (percent-encoded), header names in lower case."""

    method: str
    target: str
    path: str
    query: str
    version: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header, or None."""
        return next((value for key, value in self.headers if key == name.lower()), None)

    def option(self, name: str, default: str = "") -> str:
        """The value of a query parameter, decoded."""
        return dict(parse_qsl(self.query, keep_blank_values=True)).get(name, default)

    @property
    def keeps_alive(self) -> bool:
        """Whether the client wants the connection kept (HTTP/1.1: unless it says close)."""
        wish = (self.header("connection") or "").lower()
        return "keep-alive" in wish if self.version == "HTTP/1.0" else "close" not in wish

    def number(self, name: str, default: float) -> float:
        """The value of a query parameter as a number; the default where it is none."""
        try:
            return float(self.option(name))
        except ValueError:
            return default


class Wire:
    """The sending half of one exchange. What `send` is given goes out unchanged and is recorded."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, recording: Recording
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._recording = recording
        self.cut = False
        self.whole = False

    async def send(self, data: bytes) -> None:
        """Writes bytes as they are; raises ClientLeftError when nobody is there to read them."""
        if self._writer.transport.is_closing():
            raise ClientLeftError("the client left")
        self._recording.wrote(data)
        self._writer.write(data)
        await self._writer.drain()

    async def wait(self, seconds: float) -> None:
        """Sends nothing for a while; raises ClientLeftError as soon as the client is gone."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while (left := until - loop.time()) > 0:
            if self._reader.at_eof() or self._writer.transport.is_closing():
                raise ClientLeftError("the client left while it was kept waiting")
            await asyncio.sleep(min(_POLL, left))

    def note(self, text: str) -> None:
        """Adds a remark to the record of this exchange."""
        self._recording.note = text

    def leave_unfinished(self, text: str) -> None:
        """Says that the answer is cut on purpose: it will not count as finished."""
        self.cut = True
        self.note(text)

    def call_whole(self) -> None:
        """Says that the answer is whole already, whatever becomes of the connection now."""
        self.whole = True

    def reset(self) -> None:
        """Closes the connection with RST; bytes not yet read by the client may be lost."""
        tcp = self._writer.get_extra_info("socket")
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


Respond = Callable[[Request, Wire], Awaitable[bool]]  # answers; True keeps the connection open


async def serve_connection(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    respond: Respond,
    recorder: Recorder,
    outlet: str,
    tls: bool,
    connection: int,
) -> None:
    """Answers the requests of one connection in turn until either side closes it."""
    port = int(writer.get_extra_info("peername")[1])
    number = 0
    try:
        keep = True
        while keep:
            raw, request = await _read_request(reader)
            if not raw:
                return
            number += 1
            recording = recorder.begin(
                outlet=outlet,
                tls=tls,
                client_port=port,
                connection=connection,
                number_on_connection=number,
                method=request.method if request else "",
                target=request.target if request else "",
                request=raw,
            )
            keep = await _answer(reader, writer, recorder, recording, request, respond)
        if late := await _unasked(reader):
            unanswered = recorder.begin(
                outlet=outlet,
                tls=tls,
                client_port=port,
                connection=connection,
                number_on_connection=number + 1,
                method="",
                target="",
                request=late,
            )
            unanswered.note = "arrived when the newsroom was closing the connection: never answered"
            recorder.end(unanswered)
    except ConnectionError:
        pass  # the client left between two requests: its right
    finally:
        writer.close()


async def _unasked(reader: asyncio.StreamReader) -> bytes:
    """What has arrived already behind the last answered request."""
    try:
        async with asyncio.timeout(_LATE):
            return await reader.read(HEAD_LIMIT)
    except TimeoutError:
        return b""


async def _answer(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    recorder: Recorder,
    recording: Recording,
    request: Request | None,
    respond: Respond,
) -> bool:
    wire = Wire(reader, writer, recording)
    try:
        if request is None:
            recording.note = "the request was cut or cannot be read"
            return False
        keep = await respond(request, wire)
        recording.finished = not wire.cut
        return keep and request.keeps_alive and not wire.cut
    except ConnectionError as error:
        recording.finished = wire.whole
        recording.note = str(error) or type(error).__name__
        return False
    except asyncio.CancelledError:
        recording.note = "the newsroom closed"
        raise
    finally:
        recorder.end(recording)


async def _read_request(reader: asyncio.StreamReader) -> tuple[bytes, Request | None]:
    """The bytes of the next request and what they say; no bytes at the end of the connection, None for a
    request that is cut or cannot be read."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        return error.partial, None
    except asyncio.LimitOverrunError:
        return await reader.read(HEAD_LIMIT), None
    line, _, rest = head[:-4].decode("latin-1").partition("\r\n")
    try:
        method, target, version = line.split(" ")
        fields = [field.split(":", 1) for field in rest.split("\r\n") if field]
        headers = tuple((name.strip().lower(), value.strip()) for name, value in fields)
        length = int(dict(headers).get("content-length", "0"))
    except ValueError:
        return head, None
    try:
        body = await reader.readexactly(length)
    except asyncio.IncompleteReadError as error:
        return head + error.partial, None
    path, _, query = _origin_form(target).partition("?")
    request = Request(
        method=method,
        target=target,
        path=path,
        query=query,
        version=version,
        headers=headers,
        body=body,
    )
    return head + body, request


def _origin_form(target: str) -> str:
    """The path and query of a target, also of one in absolute form."""
    if "://" in target:
        return "/" + target.split("://", 1)[1].partition("/")[2]
    return target
