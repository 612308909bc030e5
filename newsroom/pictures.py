"""Small valid PNG pictures, made from a name: the same name gives the same bytes."""

import hashlib
import struct
import zlib


def png(name: str, width: int = 48, height: int = 32) -> bytes:
    """A picture of two colours running into one another; the colours come from the name."""
    seed = hashlib.sha256(name.encode()).digest()
    left, right = seed[:3], seed[3:6]
    row = b"\0" + b"".join(
        bytes((a * (width - x) + b * x) // width for a, b in zip(left, right, strict=True))
        for x in range(width)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits, RGB
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _part(kind, data)
        for kind, data in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(row * height, 9)),
            (b"IEND", b""),
        )
    )


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
