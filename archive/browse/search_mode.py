"""`?_searchmode=raw` changes nothing for an index: what is typed is read as `warraq search` reads it.

Datasette would hand it to FTS5 as it is. The index holds stems that nobody types, and most of what people
type is no FTS5 expression, which Datasette answers with 400.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote, unquote_plus

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

MODE = "_searchmode"


def without_raw(app: App, base: str, indexes: Callable[[], Iterable[str]]) -> App:
    """The application, asked without MODE for tables of `indexes` (their routes), which lie below `base`."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        asked = scope.get("query_string") or b""
        if scope["type"] == "http" and MODE.encode() in asked:
            route = unquote(str(scope["path"])).removeprefix(base).lstrip("/").partition("/")[0]
            if route in indexes():
                scope = {**scope, "query_string": without_mode(asked)}
        await app(scope, receive, send)

    return answer


def without_mode(query: bytes) -> bytes:
    """A query string less every parameter MODE."""
    kept = (
        part for part in query.split(b"&") if unquote_plus(part.partition(b"=")[0].decode("latin-1")) != MODE
    )
    return b"&".join(kept)
