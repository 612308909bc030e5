"""What a load-more address answers, a piece of HTML or JSON that holds one, as HTML to be read for links."""

import json
from html import escape
from typing import Any

NEXT_KEYS = frozenset(
    {"next", "next_url", "nexturl", "next_page", "nextpage", "next_page_url", "more", "load_more"}
)
URL_KEYS = frozenset({"url", "link", "href", "permalink", "path"})
TITLE_KEYS = ("title", "headline", "name", "text")
DEEPEST = 12
MOST_PIECES = 5000


def as_html(body: bytes) -> bytes | None:
    """The HTML of a JSON answer: its pieces of HTML, a link for each URL in it; None for what is no JSON."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return None
    pieces: list[str] = []
    _collect(document, pieces, DEEPEST)
    return f"<html><body>{''.join(pieces)}</body></html>".encode("utf-8", "replace")


def _collect(value: Any, pieces: list[str], levels: int) -> None:
    if levels == 0 or len(pieces) >= MOST_PIECES:
        return
    if isinstance(value, list):
        for item in value:
            _collect(item, pieces, levels - 1)
    elif isinstance(value, str):
        if "<a " in value:
            pieces.append(value)
    elif isinstance(value, dict):
        title = next((value[key] for key in TITLE_KEYS if isinstance(value.get(key), str)), "")
        for key, inner in value.items():
            name = str(key).lower()
            if (
                isinstance(inner, str)
                and "<" not in inner
                and _is_address(inner)
                and name in NEXT_KEYS | URL_KEYS
            ):
                relation = ' rel="next"' if name in NEXT_KEYS else ""
                text = "" if name in NEXT_KEYS else title
                pieces.append(f'<a href="{escape(inner)}"{relation}>{escape(text)}</a>')
            else:
                _collect(inner, pieces, levels - 1)


def _is_address(text: str) -> bool:
    return text.startswith(("/", "?", "http://", "https://")) and " " not in text
