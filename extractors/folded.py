"""A text in one spelling whose every stretch leads back to what was printed; quick for whole bodies."""

import re
from bisect import bisect_right

from extractors.characters import HAMZA, HARAKAT, MORE_MARKS, ROWS, TATWEEL
from extractors.folding import fold
from extractors.respelling import Respelling

_NOTHING = frozenset(char for row in ROWS if not row.becomes for char in row.chars)
_UNPRINTED = re.compile(f"[{re.escape(''.join(sorted(_NOTHING)))}]")
# What may follow the last letter of a word and is a part of it.
_TAIL = frozenset(HARAKAT.chars + MORE_MARKS.chars + TATWEEL.chars + HAMZA.chars)
_uneven: set[str] = set()  # characters met that become several letters, such as ligatures


class _Letters(dict[int, str]):
    """A table for str.translate that learns every character it meets."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        letters = char if char == "\n" else " " if char.isspace() else fold(char)
        if len(letters) != 1 and char not in _NOTHING:
            _uneven.add(char)
        self[code] = letters
        return letters


_LETTERS = _Letters({ord("…"): "."})
_RESPELLING = Respelling(lambda char: _LETTERS[ord(char)], _LETTERS)


class Folded:
    """The folded `text` of something printed: spaces as many as printed, newlines kept."""

    __slots__ = ("_gone", "_origins", "raw", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        respelt = _RESPELLING.common(raw)
        self.text = raw.translate(_LETTERS) if respelt is None else respelt
        self._origins: list[int] | None = None
        if respelt is None and not _uneven.isdisjoint(raw):
            self._origins = [offset for offset, char in enumerate(raw) for _ in _LETTERS[ord(char)]]
        # Where the characters that became nothing would stand in the folded text.
        self._gone: list[int] | None = [] if len(raw) == len(self.text) else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where a folded stretch, which must not be empty, stands in the printed text."""
        last = self._origin(end - 1) + 1
        while last < len(self.raw) and self.raw[last] in _TAIL:
            last += 1
        return self._origin(start), last

    def printed(self, start: int, end: int) -> str:
        """Give what was printed for a folded stretch, which must not be empty."""
        first, last = self.span(start, end)
        return self.raw[first:last]

    def _origin(self, index: int) -> int:
        if self._origins is not None:
            return self._origins[index]
        if self._gone is None:
            self._gone = [match.start() - count for count, match in enumerate(_UNPRINTED.finditer(self.raw))]
        return index + bisect_right(self._gone, index)
