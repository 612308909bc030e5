"""A client that sees bytes, not messages: one connection, one request at a time."""

import gzip
import html
import http.client
import json
import re
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from newsroom import Newsroom
from newsroom.tls import client_context

Fetch = Callable[..., bytes]
LINKS = re.compile(r"(?:href|data-url|data-href|data-next)=[\"']([^\"'#]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a browser would have of one answer, redirects not followed."""

    url: str
    status: int
    location: str | None
    media_type: str
    body: bytes

    @property
    def text(self) -> str:
        """The page; of a JSON answer its piece of HTML, with the next address as a link."""
        text = self.body.decode()
        if not self.media_type.startswith("application/json"):
            return text
        piece = json.loads(text)
        return str(piece["html"]) + (f'<a href="{html.escape(piece["next"])}">' if piece["next"] else "")

    def links(self, pattern: re.Pattern[str] = LINKS) -> list[str]:
        """The addresses that the page names, in order, without repeats."""
        found = (urljoin(self.url, html.unescape(link)) for link in pattern.findall(self.text))
        return list(dict.fromkeys(found))


@pytest.fixture(scope="session")
def visit() -> Callable[[str], Visit]:
    """Asks for a URL as a browser would."""
    return visited


def visited(url: str) -> Visit:
    """The answer to a GET, unpacked."""
    parts = urlsplit(url)
    client: http.client.HTTPConnection
    if parts.scheme == "https":
        client = http.client.HTTPSConnection(parts.netloc, timeout=60, context=client_context())
    else:
        client = http.client.HTTPConnection(parts.netloc, timeout=60)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        client.request("GET", target, headers={"Accept-Encoding": "gzip"})
        answer = client.getresponse()
        body = answer.read()
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return Visit(
            url=url,
            status=answer.status,
            location=answer.headers.get("Location"),
            media_type=answer.headers.get("Content-Type") or "",
            body=body,
        )
    finally:
        client.close()


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    """Every outlet, with a short pause for slow answers."""
    with Newsroom(slow=0.01) as newsroom:
        yield newsroom


@pytest.fixture
def fetch() -> Fetch:
    """Asks for a URL on a connection of its own and reads until the server closes."""
    return read_until_closed


def read_until_closed(
    url: str, *, headers: str = "", method: str = "GET", limit: float = 60.0, keep: bool = False
) -> bytes:
    """Every byte of the answer; `keep` does not ask for the connection to be closed."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    closing = "" if keep else "Connection: close\r\n"
    request = f"{method} {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n{closing}{headers}\r\n"
    received = bytearray()
    with connect(url, limit) as client:
        client.sendall(request.encode())
        try:
            while part := client.recv(1 << 16):
                received += part
        except ConnectionResetError:
            pass
    return bytes(received)


def connect(url: str, limit: float = 60.0) -> socket.socket:
    """An open connection to the server of a URL, with TLS where it says https."""
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    client = socket.create_connection((parts.hostname, parts.port), timeout=limit)
    if parts.scheme == "https":
        return client_context().wrap_socket(client, server_hostname=parts.hostname)
    return client


@pytest.fixture
def open_connection() -> Callable[..., socket.socket]:
    """Opens a connection to the server of a URL."""
    return connect


@pytest.fixture(scope="session")
def corpus_zips() -> list[Path]:
    """The zips of real reports; skips where the shared data is absent."""
    import os

    root = Path(__file__).resolve().parents[2]
    shared = Path(os.environ.get("WARRAQ_SHARED") or root.parent / "shared")
    zips = sorted((shared / "data" / "corpus").glob("*.zip"))
    if not zips:
        pytest.skip(f"no measuring corpus under {shared}")
    return zips
