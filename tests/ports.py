"""Ports for servers that tests start, and ports where nobody answers."""

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# Below those that Linux gives to connections, and to servers that take any port: what is found free here is
# free still when its server has come up, though other tests open hundreds of connections meanwhile.
PORTS = range(20_000, 32_768)
_given: set[int] = set()


def free_port() -> int:
    """A port that nobody listens on, another one at each call."""
    chance = random.SystemRandom()
    while True:
        port = chance.choice(PORTS)
        if port not in _given:
            _given.add(port)
            with suppress(OSError), socket.socket() as one:
                one.bind(("127.0.0.1", port))
                return port


@contextmanager
def closed_port() -> Iterator[int]:
    """A port that refuses connections as long as the block takes: it is held, and nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        yield int(one.getsockname()[1])
