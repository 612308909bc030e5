"""Hostile text made safe to print.

A title or URL comes from whoever wrote the page. Shown on a terminal, its control characters could move the
cursor, forge a second line or turn the reading direction round, so they are shown as escapes instead.
Arabic letters, vowel signs and every other printable character stay as they were printed.
"""

import re
import sys
import unicodedata
from functools import lru_cache

ESCAPED_CATEGORIES = frozenset(
    {"Cc", "Cs", "Zl", "Zp"}
)  # controls, lone surrogates, line and paragraph breaks
BIDI_CONTROLS = frozenset(
    {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
)  # UAX #9, section 2
LRI, PDI = "\u2066", "\u2069"
LEFT_TO_RIGHT = re.compile(r"https?://[^\s،]+|[+-]\d\d:\d\d")  # addresses, and a clock's distance from UTC


@lru_cache(maxsize=4096)
def _shown(character: str) -> str:
    if (
        unicodedata.category(character) in ESCAPED_CATEGORIES
        or unicodedata.bidirectional(character) in BIDI_CONTROLS
    ):
        point = ord(character)
        return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"
    return character


def one_line(text: str) -> str:
    """The text on one line: line breaks, controls and direction overrides appear as escapes like \\x1b."""
    return "".join(map(_shown, text))


def lines(text: str) -> tuple[str, ...]:
    """The text's own lines (broken at newlines only), each made safe as by `one_line`."""
    return tuple(one_line(line) for line in text.split("\n"))


def isolated(text: str) -> str:
    """The text with addresses and UTC offsets isolated, on a terminal: in Arabic lines they stay in order.

    Elsewhere (in files, pipes, JSON) the text stays as it is: invisible marks are not part of a citation.
    """
    return LEFT_TO_RIGHT.sub(f"{LRI}\\g<0>{PDI}", text) if sys.stdout.isatty() else text
