"""Which raster image some bytes are, by their first ones; what a server called them does not count.

SVG is none: it is a document, which can hold scripts and links.
"""

import re

# As the WHATWG's MIME Sniffing (section 6.1) and the formats' own documents have them.
_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF....WEBPVP", re.DOTALL), "image/webp"),
    (re.compile(rb"....ftyp(?:avif|avis)", re.DOTALL), "image/avif"),
    (re.compile(rb"BM"), "image/bmp"),
    (re.compile(rb"\x00\x00[\x01\x02]\x00"), "image/x-icon"),
)


def raster_type(content: bytes) -> str | None:
    """The media type of a PNG, JPEG, GIF, WebP, AVIF, BMP or ICO image; None for anything else."""
    return next((kind for signature, kind in _SIGNATURES if signature.match(content)), None)
