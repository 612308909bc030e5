"""Time-stamping authorities over the network (RFC 3161, section 3.4): a small request, a small answer."""

import http.client
import time
import urllib.error
import urllib.request
from typing import Any

SECONDS = 15.0  # for a connection and between two pieces of an answer
LONGEST = 30.0  # for all of an answer
MAX_BYTES = 64 << 10  # a token with its certificates has some thousand bytes
PIECE = 4096


class AuthorityDown(Exception):
    """No answer that could be a token came; the text says why. Asking again later may help."""


class _Unfollowed(urllib.request.HTTPRedirectHandler):
    """Redirects are not followed: a POST would become a GET, and the operator chose the address."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def ask(url: str, request: bytes) -> bytes:
    """What the authority at `url` answers to a DER request. Raises AuthorityDown."""
    opener = urllib.request.build_opener(_Unfollowed)
    asked = urllib.request.Request(  # noqa: S310  settings allow http and https alone
        url,
        data=request,
        headers={
            "Content-Type": "application/timestamp-query",
            "Accept": "application/timestamp-reply",
            "User-Agent": "warraq",
        },
    )
    try:
        with opener.open(asked, timeout=SECONDS) as answer:
            return _read(answer, time.monotonic() + LONGEST)
    except urllib.error.HTTPError as error:
        error.close()
        raise AuthorityDown(f"it answered {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise AuthorityDown(f"it cannot be reached: {error.reason}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise AuthorityDown(f"its answer broke off: {error or type(error).__name__}") from error


def _read(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    data = bytearray()
    while piece := answer.read1(PIECE):
        data += piece
        if len(data) > MAX_BYTES:
            raise AuthorityDown(f"its answer is longer than {MAX_BYTES} bytes")
        if time.monotonic() > deadline:
            raise AuthorityDown(f"its answer took longer than {LONGEST:.0f} seconds")
    return bytes(data)
