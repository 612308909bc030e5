"""Places of hits in their order, and cursors: a place as a short string that another page is asked for with.

A cursor holds the last hit's score and row id, and a seal over both and over what was asked. So it costs
nothing to keep, stays good for as long as the index is unchanged, and is refused for another question.
"""

import binascii
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

_PLACE = struct.Struct(">dq")
_SEAL = 5  # bytes: with the place 21, which base64 writes without filler


class BadCursor(ValueError):
    """A text that is no cursor, or one of another search; the message says so."""


class Place(NamedTuple):
    """Where a hit stands in its order; the greater place comes first, and no two are equal.

    `score` is the rank's; in the order of dates it is 1 for what is dated and 0 for what is not.
    """

    score: float
    doc_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """One page of places in their order, and how many articles match.

    `more` says whether others follow, or go before where the page was read backwards. `matches` is exact or
    (`exact` false) a number that is reached at least. `ranked` is how many articles were ranked, None where
    none are.
    """

    page: tuple[Place, ...] = ()
    more: bool = False
    matches: int = 0
    exact: bool = True
    ranked: int | None = None


def write_cursor(place: Place, asked: str) -> str:
    """The cursor of the hit at this place; `asked` is all that decides the order of hits."""
    packed = _PLACE.pack(place.score, place.doc_id)
    return urlsafe_b64encode(packed + _seal(packed, asked)).decode("ascii")


def read_cursor(cursor: str, asked: str) -> Place:
    """The place that a cursor names; raises BadCursor unless it was made for what is asked."""
    try:
        raw = urlsafe_b64decode(cursor.strip().encode("ascii"))
    except (UnicodeEncodeError, binascii.Error):
        raw = b""
    packed, seal = raw[: _PLACE.size], raw[_PLACE.size :]
    if len(packed) != _PLACE.size or seal != _seal(packed, asked):
        raise BadCursor(
            f"{cursor[:60]!r} is no cursor of this search: take it from the answer to the same query,"
            " with the same filters and the same order"
        )
    score, doc_id = _PLACE.unpack(packed)
    return Place(score=score, doc_id=doc_id)


def _seal(packed: bytes, asked: str) -> bytes:
    return blake2b(packed + asked.encode("utf-8"), digest_size=_SEAL).digest()
