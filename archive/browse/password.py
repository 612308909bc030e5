"""The one password of `warraq serve --private`, asked for as HTTP Basic (RFC 7617).

Basic and no cookie: programs speak it too (curl, Zotero, a mirror), and no page for signing in is needed. Any
user name will do. What a kept page loads is asked for without it: see `archive/browse/part_keys.py`.
"""

import binascii
from base64 import b64decode
from hashlib import sha256
from hmac import compare_digest

CHALLENGE = (b"www-authenticate", b'Basic realm="Warraq", charset="UTF-8"')
LONGEST = 1024  # characters of the header


def password_in(authorization: str | None) -> str | None:
    """The password in a header Authorization; None when it holds none."""
    scheme, _, told = (authorization or "")[:LONGEST].partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        pair = b64decode(told.strip(), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    _user, colon, password = pair.partition(":")
    return password if colon else None


class Lock:
    """Knows the password, not by its letters: what is compared takes the same time whatever was typed."""

    def __init__(self, password: str) -> None:
        self._digest = sha256(password.encode()).digest()

    def opens(self, typed: str) -> bool:
        """Whether this is the password."""
        return compare_digest(self._digest, sha256(typed.encode("utf-8", "surrogatepass")).digest())
