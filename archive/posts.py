"""Requests by POST: what tells them apart, and how other tools of web archives name them.

One address answers many questions that are put to it by POST, so a capture of such an answer is none of the
address: its key is that of the address, a mark that no address can hold, and the digest of what was sent.
"""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode

from archive.http import head_end, read_headers

MOST_BODY = 16 << 10  # bytes; what is longer is no question, and players go by no more
MARK = " POST "  # an address has no spaces
FORM = "application/x-www-form-urlencoded"
# What asks for data. Files are sent as multipart/form-data: nothing is uploaded.
ASKING = re.compile(r"application/(?:[\w.+-]+\+)?json|application/graphql|text/plain|" + re.escape(FORM))
# The GraphQL specification, section 2.3: a document may hold operations that change something.
_CHANGING = re.compile(r"(?:^|[\s}])(?:mutation|subscription)\b\s*\w*\s*[({@]")
_COMMENT = re.compile(r"#[^\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What is sent by POST: `body`, of which type, and what is accepted as an answer."""

    content_type: str
    accept: str
    body: bytes

    @property
    def media_type(self) -> str:
        """The content type without parameters, in small letters."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def digest(self) -> str:
        """`sha256:` of the body."""
        return f"sha256:{sha256(self.body).hexdigest()}"


def posted_key(key: str, digest: str) -> str:
    """The key of what was asked by POST of the address with this `url_key`; `digest` is the body's."""
    return f"{key}{MARK}{digest}"


def is_posted(key: str) -> bool:
    """Whether a key in the index is of a request by POST."""
    return MARK in key


def only_asks(post: Post) -> bool:
    """Whether a request asks for data, as far as it shows: short, of a type that asks, no mutation."""
    if len(post.body) > MOST_BODY or not ASKING.fullmatch(post.media_type):
        return False
    return not any(_CHANGING.search(_COMMENT.sub("", text)) for text in _queries(post))


def post_in(request: bytes) -> Post | None:
    """The POST in the block of a request record; None for another method, or when it is no whole request."""
    if not request.startswith(b"POST "):
        return None
    end = head_end(request)
    if end < 0:
        return None
    told = {name.lower(): value for name, value in read_headers(request[:end])}
    return Post(content_type=told.get("content-type", ""), accept=told.get("accept", ""), body=request[end:])


def as_query(post: Post) -> str:
    """The body as players write it into an address: the convention of pywb, cdxj-indexer and wabac.js.

    Values of a JSON object by their names, in order, a repeated name numbered (`a`, `a.2_`); a form as it is;
    anything else in base64 as `__wb_post_data`.
    """
    try:
        if post.media_type == FORM:
            return unquote_plus(post.body.decode("utf-8"))
        if "json" in post.media_type or post.media_type == "text/plain":
            return _query_of(json.loads(post.body))
    except (ValueError, RecursionError):
        pass
    return "__wb_post_data=" + base64.b64encode(post.body).decode("ascii")


def _queries(post: Post) -> Iterator[str]:
    """The GraphQL documents that a body may hold."""
    text = post.body.decode("utf-8", "replace")
    if post.media_type == "application/graphql":
        yield text
    elif post.media_type == FORM:
        yield from parse_qs(text).get("query", ())
    else:
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            return
        for one in told if isinstance(told, list) else [told]:
            if isinstance(one, dict) and isinstance(one.get("query"), str):
                yield one["query"]


def _query_of(told: Any) -> str:
    pairs: dict[str, str] = {}
    for name, value in _values(told, ""):
        number, key = 1, name
        while key in pairs:
            number += 1
            key = f"{name}.{number}_"
        pairs[key] = value
    return urlencode(pairs)


def _values(told: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _values(value, key)
    elif isinstance(told, list):
        for value in told:
            yield from _values(value, name)
    elif name:
        yield name, told if isinstance(told, str) else _scalar(told)


def _scalar(value: Any) -> str:
    """A number, true, false or null as JavaScript writes it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value)
