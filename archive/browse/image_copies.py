"""Images of a report as a page shows them: each with its caption, and whether the archive holds a copy."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from archive.browse.replay import part_path
from archive.rows import Row, read_row
from archive.schema import sqlite3
from extractors.urls import UrlError, url_key

COPY = (
    "SELECT record_id, content_type, length FROM captures WHERE url_key = ? AND status BETWEEN 200 AND 299"
    " AND kind IN ('response', 'revisit') AND reading IS NOT 'withdrawn' ORDER BY captured_at LIMIT 1"
)
AT_ONCE = 40_000  # bytes of images that a page loads unasked; more are loaded when they are unfolded


def image_copies(db: sqlite3.Connection, images: Iterable[Row], record_id: str) -> list[dict[str, Any]]:
    """Each image of a version (read from the capture `record_id`) with where its kept copy is shown.

    Keys: `url`, `caption`, `credit`, `kept` (a path of ours that answers with the image captured nearest to
    the page, None where the archive holds none), `bytes` as the record has them, `unasked`: whether the page
    may load it at once.
    """
    found, loaded = [], 0
    for image in images:
        copy = _copy(db, image["url"])
        unasked = copy is not None and loaded + copy["length"] <= AT_ONCE
        loaded += copy["length"] if copy is not None and unasked else 0
        found.append(
            {
                **image,
                "kept": f"{part_path(record_id)}?url={quote(image['url'], safe='')}" if copy else None,
                "bytes": copy["length"] if copy else None,
                "unasked": unasked,
            }
        )
    return found


def _copy(db: sqlite3.Connection, url: str) -> Row | None:
    """The capture of an image that may be shown; SVG is a document, and is not."""
    try:
        row = read_row(db, COPY, (url_key(url),))
    except UrlError:
        return None
    kind = (row["content_type"] or "").lower() if row else ""
    return row if kind.startswith("image/") and "svg" not in kind else None
