"""What one fetch brought back, as discovery sees it: no headers, no history, only what can be read."""

from dataclasses import dataclass


class FetchError(Exception):
    """No answer came at all (DNS, refused connection, time limit, robots.txt); the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The answer to one request: `url` after redirects, `body` with its content coding removed."""

    url: str
    status: int
    content_type: str | None
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the server said that this is what was asked for."""
        return 200 <= self.status < 300
