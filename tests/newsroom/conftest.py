"""A client that sees bytes, not messages: one connection, one request at a time."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsroom import Newsroom
from newsroom.tls import client_context

Fetch = Callable[..., bytes]


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    """The five outlets, with a short pause for slow answers."""
    with Newsroom(slow=0.01) as newsroom:
        yield newsroom


@pytest.fixture
def fetch() -> Fetch:
    """Asks for a URL on a connection of its own and reads until the server closes."""
    return read_until_closed


def read_until_closed(
    url: str, *, headers: str = "", method: str = "GET", limit: float = 10.0, keep: bool = False
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


def connect(url: str, limit: float = 10.0) -> socket.socket:
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
