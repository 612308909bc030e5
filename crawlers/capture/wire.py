"""The bytes of an exchange, taken between Twisted's HTTP client and its transport, above TLS.

A Scrapy response has lost header case and order, chunk framing, content coding, failures and partial bodies;
nothing rebuilt from it is evidence. Here the connection pool hands out connections whose protocol is wrapped:
every write and every read passes through `RecordingProtocol` unchanged and is noted.

One Exchange is one call of the download handler. It has one Attempt for each time the request was put on a
connection: Twisted silently sends an idempotent request again when a pooled connection dies unanswered, and
both attempts happened. On one connection an exchange spans from its first write to the next request's first
write, the loss of the connection, or the handler's return.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IHandshakeListener, IStreamClientEndpoint
from twisted.internet.protocol import Factory, connectionDone
from twisted.protocols.policies import ProtocolWrapper, WrappingFactory
from twisted.python.failure import Failure
from twisted.web.client import HTTPConnectionPool
from zope.interface import implementer

from crawlers.capture.spool import Spool
from crawlers.capture.tls import TlsFacts, tls_facts

# A server that accepts and never finishes the handshake would hold a download for its whole time limit.
HANDSHAKE_SECONDS = 20.0

current_exchange: ContextVar[Exchange | None] = ContextVar("current_exchange", default=None)
_connection_numbers = itertools.count(1)


class AddressRefusedError(Exception):
    """The peer has an address that crawls may not reach; the connection was dropped, nothing was sent."""


class Attempt:
    """One time a request was put on a connection. Times are nanoseconds since the epoch."""

    __slots__ = ("connection", "first_byte", "last_byte", "lost", "number", "received", "sent", "started")

    def __init__(self, connection: RecordingProtocol, directory: Path | None) -> None:
        connection.requests += 1
        self.connection = connection
        self.number = connection.requests
        self.started = time.time_ns()
        self.first_byte: int | None = None
        self.last_byte: int | None = None
        self.sent = Spool(directory)
        self.received = Spool(directory)
        self.lost: str | None = None


class Exchange:
    """One call of the download handler and what went over the wire for it."""

    __slots__ = ("attempts", "created", "directory", "method", "url")

    def __init__(self, url: str, method: str, directory: Path | None = None) -> None:
        self.url = url
        self.method = method
        self.directory = directory
        self.created = time.time_ns()
        self.attempts: list[Attempt] = []

    def begin(self, connection: RecordingProtocol) -> Attempt:
        """Note that the request goes out on `connection` now."""
        attempt = Attempt(connection, self.directory)
        self.attempts.append(attempt)
        return attempt

    def detach(self) -> None:
        """Stop noting: what a connection carries from now on is not this exchange's."""
        for attempt in self.attempts:
            if attempt.connection.attempt is attempt:
                attempt.connection.attempt = None

    def close(self) -> None:
        """Forget the bytes."""
        for attempt in self.attempts:
            attempt.sent.close()
            attempt.received.close()


@implementer(IHandshakeListener)
class RecordingProtocol(ProtocolWrapper):
    """Between the HTTP protocol and its plain or TLS transport: everything it sees is plain text."""

    # Twisted declares these more narrowly than it uses them.
    transport: Any
    wrappedProtocol: Any
    factory: Any

    attempt: Attempt | None = None
    pending: Exchange | None = None
    requests = 0
    stray = 0
    tls: TlsFacts | None = None
    refused = False

    def makeConnection(self, transport: Any) -> None:
        self.number = next(_connection_numbers)
        # Through a proxy nobody tells which address the server has; the other end is the proxy.
        through_proxy = self.factory.pool.tunnel is not None
        self.peer = None if through_proxy else transport.getPeer()
        self.local = None if through_proxy else transport.getHost()
        self._handshake_limit: Any = None
        if not through_proxy and not self.factory.allowed(getattr(self.peer, "host", "")):
            self.refused = True
            transport.abortConnection()
        elif self.factory.secure:
            self._handshake_limit = self.factory.reactor.callLater(
                HANDSHAKE_SECONDS, transport.abortConnection
            )
        super().makeConnection(transport)

    def handshakeCompleted(self) -> None:
        self._handshake_over()
        self.tls = tls_facts(self.transport)
        if IHandshakeListener.providedBy(self.wrappedProtocol):
            self.wrappedProtocol.handshakeCompleted()

    def _handshake_over(self) -> None:
        if self._handshake_limit is not None and self._handshake_limit.active():
            self._handshake_limit.cancel()

    def _note_sent(self, data: bytes) -> None:
        exchange = self.factory.pool.take_starting() or self.pending
        self.pending = None
        if exchange is not None and not self.refused:  # else it goes nowhere: the connection was ended
            self.attempt = exchange.begin(self)
        if self.attempt is not None:
            self.attempt.sent.write(data)

    def write(self, data: bytes) -> None:
        self._note_sent(data)
        self.transport.write(data)

    def writeSequence(self, data: Any) -> None:
        joined = b"".join(data)
        self._note_sent(joined)
        self.transport.write(joined)

    def dataReceived(self, data: bytes) -> None:
        attempt = self.attempt
        if attempt is None:
            self.stray += len(data)
        else:
            attempt.last_byte = time.time_ns()
            if attempt.first_byte is None:
                attempt.first_byte = attempt.last_byte
            attempt.received.write(data)
        self.wrappedProtocol.dataReceived(data)

    def connectionLost(self, reason: Any = connectionDone) -> None:
        self._handshake_over()
        if self.refused:
            reason = Failure(
                AddressRefusedError(f"{getattr(self.peer, 'host', None)} is not a public address")
            )
        if self.attempt is not None:
            self.attempt.lost = f"{type(reason.value).__name__}: {reason.getErrorMessage()}"
        super().connectionLost(reason)


class RecordingFactory(WrappingFactory):
    """Makes the recording protocols of one connect."""

    protocol = RecordingProtocol
    noisy = False

    def __init__(self, wrapped: Factory, pool: RecordingPool, exchange: Exchange, secure: bool) -> None:
        super().__init__(wrapped)
        self.pool = pool
        self.exchange = exchange
        self.secure = secure
        self.allowed = pool.allowed
        self.reactor = pool._reactor

    def buildProtocol(self, addr: Any) -> RecordingProtocol:
        protocol: RecordingProtocol = super().buildProtocol(addr)  # type: ignore[assignment]
        protocol.pending = self.exchange
        return protocol


@implementer(IStreamClientEndpoint)
class RecordingEndpoint:
    """The endpoint of an exchange, with the recording protocol put in."""

    def __init__(self, endpoint: Any, pool: RecordingPool, exchange: Exchange, secure: bool) -> None:
        self._endpoint = endpoint
        self._pool = pool
        self._exchange = exchange
        self._secure = secure

    def connect(self, protocolFactory: Factory) -> Deferred[Any]:
        factory = RecordingFactory(protocolFactory, self._pool, self._exchange, self._secure)
        connecting: Deferred[Any] = self._endpoint.connect(factory)
        return connecting.addCallback(lambda protocol: protocol.wrappedProtocol)  # what the pool expects


class _Marked:
    """A connection whose next request is the start of `exchange` (the head is written synchronously)."""

    def __init__(self, connection: Any, pool: RecordingPool, exchange: Exchange) -> None:
        self._connection = connection
        self._pool = pool
        self._exchange = exchange

    def request(self, request: Any) -> Deferred[Any]:
        self._pool.starting = self._exchange
        try:
            answer: Deferred[Any] = self._connection.request(request)
            return answer
        finally:
            self._pool.starting = None


def any_address(_host: str) -> bool:
    """Lets every peer pass: for crawls that may reach private addresses."""
    return True


class RecordingPool(HTTPConnectionPool):
    """Twisted's pool, with every connection of an exchange recorded. Adds class attributes only, so that an
    existing pool can become one by changing its class and keep what Scrapy set on it."""

    starting: Exchange | None = None
    allowed: Callable[[str], bool] = staticmethod(any_address)
    # From host, port and whether TLS is spoken to the endpoint that leads there through a proxy.
    tunnel: Callable[[bytes, int, bool], Any] | None = None

    def take_starting(self) -> Exchange | None:
        """The exchange whose request is being written now, once."""
        exchange, self.starting = self.starting, None
        return exchange

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:
        exchange = current_exchange.get()
        if exchange is None:
            return super().getConnection(key, endpoint)
        secure = key[0] == b"https"
        if self.tunnel is not None:
            endpoint = self.tunnel(key[1], key[2], secure)
        recording: Any = RecordingEndpoint(endpoint, self, exchange, secure)
        connecting: Deferred[Any] = super().getConnection(key, recording)
        return connecting.addCallback(_Marked, self, exchange)
