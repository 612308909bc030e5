"""A passage as it is printed, in pieces: what was typed otherwise beside what stands in its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archive.browse.inline_diff import Piece


def passage_pieces(text: str, quote: Mapping[str, Any]) -> list[Piece]:
    """The pieces of a quote (as `cite --json` has it) in its text, from its start to its end.

    A piece is same (printed as it was typed), lost (typed, and not printed), added (printed, and not typed),
    or between (printed between the parts of a quote with an ellipsis).
    """
    found: list[Piece] = []
    at = quote["start"]
    for part in quote.get("parts") or [quote]:
        found += _piece("between", text[at : part["start"]])
        within = [one for one in quote["differences"] if part["start"] <= one["start"] <= part["end"]]
        found += _compared(text, part["start"], part["end"], within)
        at = part["end"]
    return found


def _compared(text: str, at: int, end: int, differences: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    for one in sorted(differences, key=lambda one: (one["start"], one["end"])):
        start, behind = max(at, one["start"]), min(end, max(at, one["end"]))
        yield from _piece("same", text[at:start])
        yield from _piece("lost", one["typed"])
        yield from _piece("added", text[start:behind])
        at = behind
    yield from _piece("same", text[at:end])


def _piece(kind: str, text: str) -> Iterator[Piece]:
    if text:
        yield Piece(kind=kind, text=text)
