"""What is asked of an index's tables, before Datasette sees it.

`?_searchmode=raw` changes nothing: what is typed is read as `warraq search` reads it. Datasette would hand it
to FTS5 as it is. The index holds stems that nobody types, and most of what people type is no FTS5 expression,
which Datasette answers with 400.

Datasette suggests facets by trying every column of a table in three ways, each for up to 50 ms. Of tables
that hold texts, or many rows to a report, it is asked for no suggestions: their pages would take seconds.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote, unquote_plus

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

MODE = "_searchmode"
NO_SUGGESTIONS = b"_nosuggest=1"
LARGE = frozenset(
    (
        *("articles", "attributions", "captures", "date_claims", "dates", "images", "leaves", "ledger"),
        *("links", "origins", "versions"),
    )
)


def asked_plainly(app: App, base: str, indexes: Callable[[], Iterable[str]]) -> App:
    """The application; what it is asked of tables of `indexes` (their routes), below `base`, is changed."""

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            route, _, rest = unquote(str(scope["path"])).removeprefix(base).lstrip("/").partition("/")
            if rest and route in indexes():
                table = rest.partition(".")[0]
                scope = {**scope, "query_string": changed(scope.get("query_string") or b"", table)}
        await app(scope, receive, send)

    return answer


def changed(query: bytes, table: str) -> bytes:
    """A query string less every parameter MODE, with NO_SUGGESTIONS for a table of LARGE."""
    kept = [
        part for part in query.split(b"&") if unquote_plus(part.partition(b"=")[0].decode("latin-1")) != MODE
    ]
    if table in LARGE:
        kept.append(NO_SUGGESTIONS)
    return b"&".join(part for part in kept if part)
