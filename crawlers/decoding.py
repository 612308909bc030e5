"""A Scrapy response's body without its content coding: with a limit, and with its faults named."""

from __future__ import annotations

from scrapy.http import Response

from archive.http import HttpMessage, decode_content

MAX_DECODED = 64 << 20


def decoded_body(response: Response, limit: int = MAX_DECODED) -> tuple[bytes, tuple[str, ...]]:
    """The body, at most `limit` bytes, and what was odd about it (codes of `archive.http.decode_content`)."""
    codings = response.headers.getlist("Content-Encoding")
    headers = tuple(("Content-Encoding", value.decode("latin-1")) for value in codings)
    message = HttpMessage(
        status=response.status, reason="", headers=headers, payload=response.body, problems=()
    )
    return decode_content(message, limit)
