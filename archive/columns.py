"""Tables for a terminal: columns that stay aligned when cells hold Arabic with its vowel signs."""

import unicodedata
from collections.abc import Iterator, Sequence

from archive.terminal import one_line

GAP = "  "


def columns(rows: Sequence[Sequence[str]], *, left: int = 1) -> Iterator[str]:
    """The rows as lines: the first `left` cells of a row begin in one column, the others end in one."""
    shown = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(width, cells)) for cells in zip(*shown, strict=True)]
    for row in shown:
        cells = [
            cell + " " * (wide - width(cell)) if place < left else " " * (wide - width(cell)) + cell
            for place, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        yield GAP.join(cells).rstrip()


def width(text: str) -> int:
    """How many columns a terminal gives the text: none to a vowel sign, two to a wide character."""
    return sum(
        0
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf"
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
