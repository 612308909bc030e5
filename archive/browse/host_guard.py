"""Only who asks for this server by a name of its own is answered.

A page of another site can make its own name lead to 127.0.0.1 (DNS rebinding), and would then read the
archive through its reader's browser. The browser still sends that site's name as Host, which is refused here.
"""

from collections.abc import Callable, Sequence
from ipaddress import ip_address

OWN = frozenset(("127.0.0.1", "localhost", "[::1]"))
STANDARD = frozenset(("80", "443"))  # of http and https: a browser leaves them out


def split_host(text: str) -> tuple[str, str] | None:
    """A Host header (RFC 9110, section 7.2) as name and port, in small letters; None when it is none.

    The port is "" when there is none.
    """
    text = text.strip().lower()
    name, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        name, port = text, ""
    elif not port.isascii() or not port.isdigit():
        return None
    return (name, port) if name else None


def host_check(host: str, port: int, names: Sequence[str]) -> Callable[[str], bool]:
    """Whether a Host header names the server at the address `host`, which has these further names.

    This machine's own names, and the address that is served at, with the port that is served or none; a name
    given with its port with that port alone, a name given without with the port served, http's or https's.
    """
    served = frozenset(("", str(port)))
    ports: dict[str, frozenset[str]] = dict.fromkeys(OWN | _addresses(host), served)
    for name, named in filter(None, map(split_host, names)):
        ports[name] = ports.get(name, frozenset()) | (frozenset((named,)) if named else served | STANDARD)

    def names_us(asked: str) -> bool:
        parted = split_host(asked)
        return parted is not None and parted[1] in ports.get(parted[0], ())

    return names_us


def _addresses(host: str) -> frozenset[str]:
    address = ip_address(host)
    if address.is_unspecified:
        return frozenset()
    return frozenset((f"[{address}]" if address.version == 6 else str(address),))
