"""Which bytes of a file a request asks for (RFC 9110, section 14)."""

import re
from dataclasses import dataclass

_UNIT = re.compile(r"\s*bytes\s*=\s*(.*?)\s*", re.IGNORECASE | re.DOTALL)
_ONE = re.compile(r"(\d{0,18})\s*-\s*(\d{0,18})")


class Unsatisfiable(ValueError):
    """The range begins behind the end of the file: 416."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Bytes from `start` on, `end` excluded."""

    start: int
    end: int

    def content_range(self, size: int) -> str:
        """The header Content-Range (section 14.4) of this part of a file of `size` bytes."""
        return f"bytes {self.start}-{self.end - 1}/{size}"


def asked_range(header: str | None, size: int) -> Span | None:
    """The part that a header Range asks for; None when the whole file is to be sent.

    So it is without the header, and with one that is not understood or names several parts: section 14.2
    lets a server ignore those. Raises Unsatisfiable.
    """
    unit = _UNIT.fullmatch(header or "")
    one = _ONE.fullmatch(unit[1]) if unit else None
    if one is None or not (one[1] or one[2]):
        return None
    if not one[1]:
        length = min(int(one[2]), size)
        if not length:
            raise Unsatisfiable(header)
        return Span(start=size - length, end=size)
    first = int(one[1])
    last = int(one[2]) if one[2] else size - 1
    if one[2] and last < first:
        return None  # section 14.1.1: such a range is invalid, not unsatisfiable
    if first >= size:
        raise Unsatisfiable(header)
    return Span(start=first, end=min(last + 1, size))
