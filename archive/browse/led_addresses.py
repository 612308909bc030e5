"""Where the addresses of an archived page are led: its parts and links to this archive, all else nowhere."""

import base64
import binascii
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urljoin, urlsplit

from archive.browse.raster import raster_type
from extractors.urls import UrlError, normalise

MOST_PARTS = 400  # images and style sheets that one page asks the archive for
MOST_LOOKED_UP = 2000  # addresses of parts that are looked up for one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a page is led: `part` gives the place of an image or style sheet in the archive, `link` that of a
    page, both for a normalised address; `held` says whether the archive has an answer of one."""

    part: Callable[[str], str]
    link: Callable[[str], str]
    held: Callable[[str], bool]


@dataclass(slots=True)
class Led:
    """Addresses that a document at `base` holds, as they are led; `parts` are those of its parts.

    `left_out` counts what was taken out, by kind; "parts not held" are those that the archive lacks.
    """

    base: str
    places: Places
    parts: dict[str, None] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    _known: dict[str, bool] = field(default_factory=dict)

    def part(self, written: str) -> str | None:
        """Where an image or a style sheet is led; None for one that the archive does not hold."""
        written = written.strip()
        if written[:5].lower() == "data:":
            return _data_image(written)
        url = self._absolute(written)
        if url is None or not self._is_held(url):
            return None
        if url not in self.parts and len(self.parts) >= MOST_PARTS:
            return None
        self.parts[url] = None
        return self.places.part(url)

    def link(self, written: str) -> str | None:
        """Where a link leads; None for what is no address of the web."""
        written = written.strip()
        if written.startswith("#"):
            return written
        url = self._absolute(written)
        return None if url is None else self.places.link(url)

    def _is_held(self, url: str) -> bool:
        if url not in self._known:
            if len(self._known) >= MOST_LOOKED_UP:
                return False
            self._known[url] = self.places.held(url)
            self.left_out["parts not held"] += not self._known[url]
        return self._known[url]

    def _absolute(self, written: str) -> str | None:
        try:
            joined = urljoin(self.base, written)
            return normalise(joined) if urlsplit(joined).scheme in ("http", "https") else None
        except (UrlError, ValueError):
            return None


def _data_image(written: str) -> str | None:
    """An image that stands in the page itself, when its bytes are a raster image's (RFC 2397)."""
    head, comma, data = written[5:].partition(",")
    try:
        content = unquote_to_bytes(data)
        if head.lower().replace(" ", "").endswith(";base64"):
            content = base64.b64decode(content + b"=" * (-len(content) % 4))
    except (binascii.Error, ValueError):
        return None
    kind = raster_type(content) if comma else None
    return None if kind is None else f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
