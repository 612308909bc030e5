"""How much of a page is read: no report is longer, and a page that is would keep a reader from the others."""

import re

LONGEST = 2_000_000  # characters of a page with its markup
_LONG_SCRIPT = 50_000  # characters
_EMBEDDED = re.compile(r"(data:[\w/+.-]{3,60};base64,)[A-Za-z0-9+/=]{500,}")
_SCRIPT = re.compile(r"<(?:script|style)\b[^<>]*>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</(?:script|style)\b", re.IGNORECASE)


def bound_length(text: str) -> tuple[str, int]:
    """Give the page as far as it is read, and how many characters beyond that were left out.

    Pictures and fonts embedded in a page that is too long, and its long scripts, are taken out first.
    """
    if len(text) <= LONGEST:
        return text, 0
    text = _without_scripts(_EMBEDDED.sub(r"\1", text))
    return text[:LONGEST], max(0, len(text) - LONGEST)


def _without_scripts(text: str) -> str:
    """Give the page without what long scripts and style sheets hold; one that never ends is left."""
    kept: list[str] = []
    position = 0
    start = _SCRIPT.search(text)
    while start and (end := _SCRIPT_END.search(text, start.end())):
        if end.start() - start.end() > _LONG_SCRIPT:
            kept.append(text[position : start.end()])
            position = end.start()
        start = _SCRIPT.search(text, end.end())
    return "".join((*kept, text[position:]))
