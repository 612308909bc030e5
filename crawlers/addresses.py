"""Which network addresses a crawl may reach: public ones, unless the operator allows private ones.

Checked when a name is resolved and again when a connection stands, so that neither a redirect nor a DNS
answer leads into the operator's own network.
"""

from __future__ import annotations

import ipaddress
import socket

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # carries an IPv4 address (RFC 6052)
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")  # all that IANA has given out of IPv6 for the Internet
_LOCAL = frozenset({"localhost", "local", "internal"})
_PROTOCOL_ASSIGNMENTS = ipaddress.ip_network("192.0.0.0/24")  # RFC 6890; Python 3.11 calls most of it global


def is_allowed(host: str, *, allow_private: bool) -> bool:
    """Whether a crawl may connect to the numeric address `host`. What is no address is not allowed."""
    if allow_private:
        return True
    address = _address(host)
    return address is not None and _is_public(address)


def is_local_name(host: str) -> bool:
    """Whether a name is of somebody's own network (RFC 6761, 6762, 8375)."""
    name = host.lower().rstrip(".")
    alone = "." not in name and ":" not in name
    return alone or name.rpartition(".")[2] in _LOCAL or name.endswith(".home.arpa")


def is_onion(host: str) -> bool:
    """Whether a name is one of Tor's, that no name server may be asked for (RFC 7686)."""
    return host.lower().rstrip(".").endswith(".onion")


def literal_address(host: str) -> str | None:
    """The address that a host name spells out, also in the forms that resolvers accept ("2130706433",
    "0x7f.1", "127.1"), else None."""
    bare = host.strip("[]")
    if _address(bare) is not None:
        return bare
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, UnicodeError, ValueError):
        return None


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_public(inner)
        if address in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in _GLOBAL_UNICAST:
            return False
    elif address in _PROTOCOL_ASSIGNMENTS:
        return False
    return address.is_global and not address.is_multicast
