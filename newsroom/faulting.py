"""What a fault is, and what it is given to answer with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from newsroom.answers import Document, send_body
from newsroom.wire import Request, Wire

Ends = Literal["captured", "refused", "failed", "gone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One request for a fault: `page` is a whole report of the outlet's make, `attempt` counts the requests
    for this very address from 1, `origin` is the site's, `seen` the path of an ordinary report, `slow` a
    pause in seconds."""

    request: Request
    wire: Wire
    page: Document
    attempt: int
    origin: str
    seen: str
    slow: float

    @property
    def here(self) -> str:
        """The path and query asked for."""
        return self.request.path + (f"?{self.request.query}" if self.request.query else "")

    async def plain(self) -> bool:
        """Answers with the report, as any server would."""
        return await self.document(self.page)

    async def document(self, document: Document) -> bool:
        """Answers with a document, its length told."""
        headers = [("Content-Type", document.media_type), *document.headers]
        return await send_body(self.wire, self.request, document.status, headers, document.content, "length")

    async def raw(self, *parts: bytes) -> None:
        """Sends bytes as they are."""
        await self.wire.send(b"".join(parts))

    def head(self, *lines: bytes, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
        """A head with the report's media type and the lines given."""
        kind = b"Content-Type: " + self.page.media_type.encode()
        return b"\r\n".join((status, kind, *lines, b"", b""))


Answering = Callable[[Stage], Awaitable[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: `does` says what crosses the wire, `ends` the state its URL should end in, `article`
    whether a report should be read from it, `linked` the outlets whose feeds and sitemaps name it."""

    name: str
    does: str
    ends: Ends
    article: bool
    answer: Answering
    linked: tuple[str, ...] = ()


class Register:
    """Collects faults by decorating what answers them."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def __call__(
        self, name: str, does: str, ends: Ends, *linked: str, article: bool = False
    ) -> Callable[[Answering], Answering]:
        """Registers the decorated function under a name."""

        def decorate(answer: Answering) -> Answering:
            self.faults.append(
                Fault(name=name, does=does, ends=ends, article=article, answer=answer, linked=linked)
            )
            return answer

        return decorate
