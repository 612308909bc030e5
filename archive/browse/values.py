"""Values of digits and signs inside sentences: days, moments, offsets from UTC, addresses.

Between Arabic letters the bidirectional algorithm turns their parts round (UAX 9, rules W2 and W4):
2024-03-17 is seen as 17-03-2024 and +03:00 as 03:00+. A page sets each apart, read from left to right.
"""

import re
from collections.abc import Iterator

_VALUE = re.compile(
    r"https?://[^\s،؛»)]+"
    r"|\d{4}-\d\d(?:-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?(?: ?(?:UTC|Z|[+-]\d\d:\d\d))?)?)?"
    r"|[+-]\d\d:\d\d"
)


def values_apart(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is such a value; together they are the text."""
    end = 0
    for found in _VALUE.finditer(text):
        if found.start() > end:
            yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    if end < len(text):
        yield text[end:], False
