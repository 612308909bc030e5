"""How often somebody may ask: a bucket of tokens for each client, refilled as time goes by.

Memory is bounded: when there are MOST buckets, the one that was asked least recently goes. Whoever has many
addresses is not stopped by this; it keeps one client from taking what all others need.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

MOST = 20_000  # buckets


class Buckets:
    """Buckets that hold `size` tokens each and regain `rate` of them a second."""

    def __init__(
        self, *, size: float, rate: float, now: Callable[[], float] = time.monotonic, most: int = MOST
    ) -> None:
        self._size, self._rate, self._now, self._most = size, rate, now, most
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens left, when

    def take(self, client: str, tokens: float) -> int:
        """0 when the client had so many tokens, which are then taken; else seconds until it has."""
        seconds = self.wait(client, tokens)
        if seconds:
            return seconds
        self._held[client] = (self._left(client) - tokens, self._now())
        self._held.move_to_end(client)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return 0

    def wait(self, client: str, tokens: float) -> int:
        """Seconds until the client has so many tokens, 0 when it has them; none are taken."""
        lacking = tokens - self._left(client)
        return max(1, math.ceil(lacking / self._rate)) if lacking > 0 else 0

    def _left(self, client: str) -> float:
        held = self._held.get(client)
        if held is None:
            return self._size
        tokens, then = held
        return min(self._size, tokens + (self._now() - then) * self._rate)

    def __len__(self) -> int:
        return len(self._held)


def client_of(address: str) -> str:
    """Whom an address counts as: IPv6 by the network that one subscriber has (64 bits)."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
