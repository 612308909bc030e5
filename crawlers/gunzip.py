"""Bodies that were packed with gzip as files (not as a content coding), unpacked within bounds."""

import zlib

from crawlers.candidates import Problems

MAX_BYTES = 64 << 20  # decompressed; the protocol allows 50 MB


def unzipped(body: bytes, problems: Problems) -> bytes:
    """`body` without gzip (told by its magic number, twice at most), cut at MAX_BYTES; damage is noted."""
    for _ in range(2):
        if not body.startswith(b"\x1f\x8b"):
            break
        decompressor = zlib.decompressobj(wbits=31)
        try:
            plain = decompressor.decompress(body, MAX_BYTES)
        except zlib.error as error:
            plain = _before_damage(body)
            problems.add("gzip", f"damaged, {len(plain)} bytes readable: {error}")
        else:
            if decompressor.unconsumed_tail:
                problems.add("too-large", f"cut at {MAX_BYTES} bytes decompressed")
            elif not decompressor.eof:
                problems.add("gzip", f"cut, {len(plain)} bytes readable")
        body = plain
    if len(body) > MAX_BYTES:
        problems.add("too-large", f"cut at {MAX_BYTES} bytes")
    return body[:MAX_BYTES]


def _before_damage(body: bytes) -> bytes:
    decompressor = zlib.decompressobj(wbits=31)
    readable = bytearray()
    for start in range(0, len(body), 1024):
        try:
            readable += decompressor.decompress(body[start : start + 1024], MAX_BYTES - len(readable))
        except zlib.error:
            break
        if len(readable) >= MAX_BYTES:
            break
    return bytes(readable)
