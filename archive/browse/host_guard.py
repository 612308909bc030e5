"""Only who asks for this machine by its own name is answered.

A page of another site can make its own name lead to 127.0.0.1 (DNS rebinding), and would then read the
archive through its reader's browser. The browser still sends that site's name as Host, which is refused here.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

OWN = frozenset(("127.0.0.1", "localhost", "[::1]"))
REFUSED = "This address is not served here.\nهذا العنوان لا يُقدَّم هنا.\n".encode()


Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


def is_own(host: str | None) -> bool:
    """Whether a Host header (RFC 9110, section 7.2) names this machine, with whatever port."""
    if host is None:
        return False
    name, colon, port = host.strip().lower().rpartition(":")
    if not colon or host.endswith("]"):
        name, port = host.strip().lower(), ""
    return name in OWN and (not port or (port.isascii() and port.isdigit()))


def guarded(app: App) -> App:
    """The application, answering 400 to requests for another host."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        hosts = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
        if len(hosts) == 1 and is_own(hosts[0]):
            await app(scope, receive, send)
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": 400, "headers": headers})
        await send({"type": "http.response.body", "body": REFUSED})

    return answer
