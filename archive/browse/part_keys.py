"""Keys for the parts of kept pages, for `warraq serve --private`.

The frame that shows a kept page has no origin. To what it loads, Chromium sends neither cookies that are safe
against other sites nor the password of HTTP Basic. So addresses of parts carry a key: who was given the page
may load the parts of this page, and nothing else. Keys end with the process that made them.
"""

import re
import secrets
from hashlib import sha256
from hmac import compare_digest, new
from urllib.parse import parse_qs

PART = re.compile(r"/replay/(?P<record>[0-9a-f-]{36})/part$")
PARAMETER = "key"
_SECRET = secrets.token_bytes(32)


def keyed(path: str) -> str:
    """The path, with its key when it is that of a page's parts."""
    part = PART.search(path)
    return path if part is None else f"{path}?{PARAMETER}={_key(part['record'])}"


def is_keyed(path: str, query: str) -> bool:
    """Whether a request brings the key of the page whose part it asks for."""
    part = PART.search(path)
    given = parse_qs(query).get(PARAMETER, [""])[-1]
    return part is not None and compare_digest(_key(part["record"]).encode(), given.encode())


def _key(record: str) -> str:
    return new(_SECRET, record.encode(), sha256).hexdigest()[:32]
