"""Patterns of what pages say in an article's place, made of plain texts; compared folded."""

import re

from extractors.arabic import fold


def signs(*texts: str) -> re.Pattern[str]:
    """Give one pattern for texts, longest first; "…" in a text stands for up to forty characters."""
    folded = sorted({fold(text) for text in texts}, key=len, reverse=True)
    parts = [r".{0,40}?".join(map(re.escape, text.split("..."))) for text in folded]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})", re.IGNORECASE)
