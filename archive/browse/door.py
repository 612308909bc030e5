"""What every request passes before a page is made, and every answer on its way out.

In this order: who is connected, the Host, the method, whether another site's page asks, how often and what
(PUBLIC), the password (PRIVATE), and how many at a time may ask for what takes much memory.
"""

import asyncio
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from archive.browse.addresses import Addresses, Kind, sent_path, unsafe_parameters
from archive.browse.answers import App, Headers, Message, Receive, Send, header, refuse
from archive.browse.host_guard import host_check
from archive.browse.part_keys import is_keyed
from archive.browse.password import CHALLENGE, Lock, password_in
from archive.browse.profile import Profile
from archive.browse.rate_limit import Buckets, client_of
from archive.browse.sent_headers import sending
from archive.browse.service import LOOPBACK, Service
from archive.language import Saying, saying

METHODS = frozenset(("GET", "HEAD", "OPTIONS"))
ALLOW: Headers = ((b"allow", b"GET, HEAD, OPTIONS"),)
# Tokens that an answer costs. A page with what it loads takes about ten.
COSTS = {
    Kind.STATIC: 0.0,
    Kind.PART: 1.0,
    Kind.PAGE: 5.0,
    Kind.TABLES: 10.0,
    Kind.HEAVY: 50.0,
    Kind.OTHER: 5.0,
}
HELD, A_SECOND = 600.0, 25.0  # tokens of a client: a hundred pages at once, then five a second
FAILURES, A_FAILURE = 10.0, 1 / 30  # wrong passwords of a client: ten, then one in thirty seconds
SLOWED = 1.0  # seconds until a wrong password is answered
AT_ONCE = {Kind.TABLES: 2, Kind.HEAVY: 1}
WAITING = 32  # requests that wait for their turn; what comes then is sent away


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a request is not answered."""

    status: int
    told: Saying
    headers: Headers = ()


class Door:
    """The application behind what its service asks of requests."""

    def __init__(self, app: App, service: Service, addresses: Addresses) -> None:
        self._app, self._service, self._addresses = app, service, addresses
        self._is_ours = host_check(service.host, service.port, service.names)
        self._asking = Buckets(size=HELD, rate=A_SECOND)
        self._failing = Buckets(size=FAILURES, rate=A_FAILURE)
        self._lock = Lock(service.password) if service.password is not None else None
        self._turns = {kind: asyncio.Semaphore(most) for kind, most in AT_ONCE.items()}
        self._waiting = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI); what is no HTTP, such as a WebSocket, is closed."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        path = sent_path(scope)
        kind = self._addresses.kind(path)
        out = sending(send, kind)
        refusal = self._refusal(scope, path, kind)
        if refusal is None and self._lock is not None and not _has_key(scope, path, kind):
            refusal = await self._locked(scope, self._lock)
        if refusal is not None:
            await refuse(scope, out, refusal.status, refusal.told, refusal.headers)
        elif scope["method"] == "OPTIONS":
            await out({"type": "http.response.start", "status": 204, "headers": [*ALLOW]})
            await out({"type": "http.response.body", "body": b""})
        else:
            await self._answer(scope, receive, out, kind)

    async def _answer(self, scope: Message, receive: Receive, send: Send, kind: Kind) -> None:
        turns = self._turns.get(kind)
        if turns is None:
            await self._app(scope, receive, send)
            return
        if self._waiting >= WAITING:
            told = saying("Too many are asking for this at once; ask again in a few seconds.")
            await refuse(scope, send, 503, told, ((b"retry-after", b"5"),))
            return
        self._waiting += 1
        try:
            await turns.acquire()
        finally:
            self._waiting -= 1
        try:
            await self._app(scope, receive, send)
        finally:
            turns.release()

    def _refusal(self, scope: Message, path: str, kind: Kind) -> Refusal | None:
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return Refusal(status=400, told=saying("This address is not served here."))
        if scope["method"] not in METHODS:
            return Refusal(status=405, told=saying("Pages are only read here."), headers=ALLOW)
        if self._service.profile is Profile.PUBLIC:
            return self._too_often(scope, kind) or self._not_for_everybody(scope, path, kind)
        if _asked_by_another_site(scope) and kind is not Kind.PART:
            return Refusal(status=403, told=saying("A page of another site may not ask for this."))
        return None

    def _too_often(self, scope: Message, kind: Kind) -> Refusal | None:
        seconds = self._asking.take(_client(scope), COSTS[kind])
        return _later(seconds) if seconds else None

    def _not_for_everybody(self, scope: Message, path: str, kind: Kind) -> Refusal | None:
        if kind is Kind.OTHER or (kind is Kind.TABLES and "/-/" in path):
            return Refusal(status=404, told=saying("There is no such page here."))
        if kind is Kind.TABLES and unsafe_parameters(scope):
            told = saying("Queries of one's own and endless answers are not offered to everybody.")
            return Refusal(status=403, told=told)
        return None

    async def _locked(self, scope: Message, lock: Lock) -> Refusal | None:
        """The password: asked for, compared, and the less often the more often it was wrong."""
        address = _client(scope)
        if self._service.proxies and scope["scheme"] != "https" and client_of(address) != LOOPBACK:
            return Refusal(status=403, told=saying("The password is only asked for over https."))
        asks = Refusal(status=401, told=saying("This archive asks for its password."), headers=(CHALLENGE,))
        typed = password_in(header(scope, b"authorization"))
        if typed is None:
            return asks
        seconds = self._failing.wait(client_of(address), 1)
        if seconds:
            return _later(seconds)
        if lock.opens(typed):
            scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() != b"authorization"]
            return None
        self._failing.take(client_of(address), 1)
        await asyncio.sleep(SLOWED)
        return asks


def guarded(app: App, service: Service, addresses: Addresses) -> App:
    """The application behind its door, and before that the proxies that are believed."""
    door = Door(app, service, addresses)
    if not service.proxies:
        return door
    trusted: Any = ProxyHeadersMiddleware
    behind: App = trusted(door, trusted_hosts=list(service.proxies))
    if service.profile is not Profile.PRIVATE or not service.reached_from_elsewhere:
        return behind
    networks = [ip_network(proxy, strict=False) for proxy in service.proxies]

    async def from_proxies(scope: Message, receive: Receive, send: Send) -> None:
        """Who comes past the proxy would send the password in the clear."""
        if scope["type"] == "http" and not any(ip_address(_client(scope)) in one for one in networks):
            await refuse(scope, send, 403, saying("Only the proxy before this server is answered."))
            return
        await behind(scope, receive, send)

    return from_proxies


def _client(scope: Message) -> str:
    return str(scope["client"][0]) if scope.get("client") else ""


def _has_key(scope: Message, path: str, kind: Kind) -> bool:
    return kind is Kind.PART and is_keyed(path, scope.get("query_string", b"").decode("latin-1"))


def _later(seconds: int) -> Refusal:
    told = saying("This was asked too often; ask again in {seconds:second|seconds}.", seconds=seconds)
    return Refusal(status=429, told=told, headers=((b"retry-after", str(seconds).encode()),))


def _asked_by_another_site(scope: Message) -> bool:
    """Whether a page of another site asks (Fetch Metadata), and not a person who follows its link."""
    return header(scope, b"sec-fetch-site") == "cross-site" and (
        header(scope, b"sec-fetch-mode") != "navigate" or header(scope, b"sec-fetch-dest") != "document"
    )
