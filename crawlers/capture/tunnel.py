"""Connections through a proxy, below everything that is recorded.

The proxy is handed the host's name, never an address that we looked up. What is recorded begins where the
tunnel stands: the bytes are the server's and ours, none of the proxy's, no user name and no password.

SOCKS is version 5 (RFC 1928) with or without user name and password (RFC 1929); HTTP proxies are asked to
CONNECT (RFC 9110, section 9.3.6), for plain http too.
"""

from __future__ import annotations

import ipaddress
from base64 import b64encode
from collections.abc import Generator
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.endpoints import HostnameEndpoint, wrapClientTLS
from twisted.internet.interfaces import IStreamClientEndpoint
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.internet.ssl import optionsForClientTLS
from twisted.python.failure import Failure
from zope.interface import implementer

from crawlers.proxies import Proxy

HANDSHAKE_SECONDS = 30.0
MOST_HEAD = 1 << 16  # bytes of an HTTP proxy's answer
SOCKS_REPLIES = {
    1: "general failure",
    2: "not allowed by its rules",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "time to live expired",
    7: "command not supported",
    8: "address type not supported",
}

# A dialogue yields what is to be sent and is sent what came; it returns once the tunnel stands, with what
# came beyond its own part.
Dialogue = Generator[bytes, bytes, bytes]


class ProxyRefusedError(Exception):
    """The proxy did not open the tunnel; nothing went to the server, nor around the proxy."""


@implementer(IStreamClientEndpoint)
class TunnelEndpoint:
    """An endpoint for `host` and `port` that is reached through a proxy.

    `connect` fails with ProxyRefusedError when the proxy refuses or cannot be understood, and with what
    Twisted raises when it cannot be reached.
    """

    def __init__(self, reactor: Any, proxy: Proxy, host: str, port: int) -> None:
        self._reactor = reactor
        self._proxy = proxy
        self._host = host
        self._port = port

    def connect(self, protocolFactory: Any) -> Deferred[Any]:
        proxy = self._proxy
        endpoint: Any = HostnameEndpoint(self._reactor, proxy.host.encode("idna"), proxy.port)
        if proxy.scheme == "https":
            endpoint = wrapClientTLS(optionsForClientTLS(proxy.host), endpoint)
        speak = socks_dialogue if proxy.scheme.startswith("socks5") else connect_dialogue
        factory = _TunnelFactory(self._reactor, speak(proxy, self._host, self._port), protocolFactory)
        connecting: Deferred[Any] = endpoint.connect(factory)
        return connecting.addCallback(lambda tunnel: tunnel.standing)


class _Tunnel(Protocol):
    """Speaks with the proxy, then passes everything on to the protocol that wanted the connection."""

    transport: Any

    def __init__(self, reactor: Any, dialogue: Dialogue, wanted: Any) -> None:
        self._dialogue = dialogue
        self._wanted = wanted
        self._inner: Any = None
        self.standing: Deferred[Any] = Deferred(lambda _: self.transport.abortConnection())
        self._limit = reactor.callLater(HANDSHAKE_SECONDS, self._give_up)

    def connectionMade(self) -> None:
        self.transport.write(next(self._dialogue))

    def dataReceived(self, data: bytes) -> None:
        if self._inner is not None:
            self._inner.dataReceived(data)
            return
        try:
            answer = self._dialogue.send(data)
        except StopIteration as end:
            self._stand(end.value)
        except ProxyRefusedError as error:
            self._fail(_failed(error))
        else:
            if answer:
                self.transport.write(answer)

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if self._inner is not None:
            self._inner.connectionLost(reason)
        elif not self.standing.called:
            self._fail(_failed(ProxyRefusedError("the proxy closed the connection before the tunnel stood")))

    def _stand(self, rest: bytes) -> None:
        self._end_limit()
        self._inner = self._wanted.buildProtocol(self.transport.getPeer())
        self._inner.makeConnection(self.transport)
        self.standing.callback(self._inner)
        if rest:
            self._inner.dataReceived(rest)

    def _give_up(self) -> None:
        self._fail(_failed(ProxyRefusedError(f"the proxy opened no tunnel in {HANDSHAKE_SECONDS:.0f} s")))

    def _fail(self, failure: Failure) -> None:
        self._end_limit()
        self.transport.abortConnection()
        if not self.standing.called:
            self.standing.errback(failure)

    def _end_limit(self) -> None:
        if self._limit.active():
            self._limit.cancel()


def _failed(error: BaseException) -> Failure:
    return Failure(error)  # type: ignore[no-untyped-call]


class _TunnelFactory(Factory):
    noisy = False

    def __init__(self, reactor: Any, dialogue: Dialogue, wanted: Any) -> None:
        self._made = reactor, dialogue, wanted

    def buildProtocol(self, addr: Any) -> _Tunnel:
        return _Tunnel(*self._made)


def socks_dialogue(proxy: Proxy, host: str, port: int) -> Dialogue:
    """What is said to a SOCKS 5 proxy so that it connects to `host`, a name or an address."""
    with_password = proxy.username is not None
    got = b""
    chosen, got = yield from _bytes(b"\x05\x02\x00\x02" if with_password else b"\x05\x01\x00", got, 2)
    if chosen == b"\x05\x02" and with_password:
        user, password = (proxy.username or "").encode(), (proxy.password or "").encode()
        if len(user) > 255 or len(password) > 255:
            raise ProxyRefusedError("SOCKS takes user names and passwords of 255 bytes at most")
        said = b"\x01" + bytes([len(user)]) + user + bytes([len(password)]) + password
        verdict, got = yield from _bytes(said, got, 2)
        if verdict[1:] != b"\x00":
            raise ProxyRefusedError("the proxy did not accept the user name and password")
    elif chosen != b"\x05\x00":
        raise ProxyRefusedError("the proxy speaks no SOCKS 5, or wants a user name and a password")
    wanted = b"\x05\x01\x00" + _address(host) + port.to_bytes(2, "big")
    head, got = yield from _bytes(wanted, got, 4)
    if head[0] != 5 or head[1] != 0:
        why = SOCKS_REPLIES.get(head[1], f"reply {head[1]}")
        raise ProxyRefusedError(f"the proxy could not connect: {why}")
    if head[3] == 3:
        (length,), got = yield from _bytes(b"", got, 1)
    elif head[3] in (1, 4):
        length = 4 if head[3] == 1 else 16
    else:
        raise ProxyRefusedError("the proxy's reply is not of SOCKS 5")
    _, got = yield from _bytes(b"", got, length + 2)
    return got


def connect_dialogue(proxy: Proxy, host: str, port: int) -> Dialogue:
    """What is said to an HTTP proxy so that it opens a tunnel to `host`."""
    where = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {where} HTTP/1.1", f"Host: {where}"]
    if proxy.username is not None:
        basic = b64encode(f"{proxy.username}:{proxy.password or ''}".encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {basic}")
    said, got = "\r\n".join([*lines, "", ""]).encode(), b""
    while b"\r\n\r\n" not in got:
        if len(got) > MOST_HEAD:
            raise ProxyRefusedError("the proxy's answer has no end")
        got += yield said
        said = b""
    head, _, rest = got.partition(b"\r\n\r\n")
    words = head.split(b"\r\n", 1)[0].split(None, 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].startswith(b"2"):
        told = head.split(b"\r\n", 1)[0][:100].decode("ascii", "backslashreplace")
        raise ProxyRefusedError(f"the proxy opened no tunnel: {told}")
    return rest


def _bytes(said: bytes, got: bytes, wanted: int) -> Generator[bytes, bytes, tuple[bytes, bytes]]:
    """Say something, wait until so many bytes have come; them, and what came beyond."""
    if said:
        got += yield said
    while len(got) < wanted:
        got += yield b""
    return got[:wanted], got[wanted:]


def _address(host: str) -> bytes:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        name = host.encode("ascii")
        if not 0 < len(name) < 256:
            raise ProxyRefusedError("SOCKS takes host names of 255 bytes at most") from None
        return b"\x03" + bytes([len(name)]) + name
    return (b"\x01" if address.version == 4 else b"\x04") + address.packed
