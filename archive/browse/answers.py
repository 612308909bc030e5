"""What the server itself says where no page is given: a line in each language, as text or as JSON."""

import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

from archive.language import Saying

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = Sequence[tuple[bytes, bytes]]


async def refuse(scope: Message, send: Send, status: int, told: Saying, headers: Headers = ()) -> None:
    """Answer with this status, and say why in both languages."""
    if str(scope.get("path", "")).endswith(".json"):
        document = {"ok": False, "status": status, "error": told.in_english(), "error_ar": told.in_arabic()}
        body, media = json.dumps(document, ensure_ascii=False).encode(), b"application/json; charset=utf-8"
    else:
        body, media = f"{told.in_english()}\n{told.in_arabic()}\n".encode(), b"text/plain; charset=utf-8"
    length = str(len(body)).encode()
    start = [(b"content-type", media), (b"content-length", length), (b"cache-control", b"no-store"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def header(scope: Message, name: bytes) -> str | None:
    """The request's header of this name (in small letters), the last when there are several."""
    values = [value for key, value in scope["headers"] if key.lower() == name]
    return values[-1].decode("latin-1") if values else None
