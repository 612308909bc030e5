"""How much of a page is read: no report is longer, and a page that is would keep a reader from the others."""

import re

LONGEST = 2_000_000  # characters of a page with its markup
_EMBEDDED = re.compile(r"(data:[\w/+.-]{3,60};base64,)[A-Za-z0-9+/=]{500,}")


def bound_length(text: str) -> tuple[str, int]:
    """Give the page as far as it is read, and how many characters beyond that were left out.

    Pictures and fonts embedded in a page that is too long are taken out first: they say nothing.
    """
    if len(text) <= LONGEST:
        return text, 0
    text = _EMBEDDED.sub(r"\1", text)
    return text[:LONGEST], max(0, len(text) - LONGEST)
