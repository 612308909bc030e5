"""What one text has that another has not, word by word, as pieces to be shown one after the other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.edit_script import hunks

_WORD = re.compile(r"^\s+|\S+\s*")
AROUND = 18  # words of what stayed that are shown before and after a change


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text: `kind` is same, lost (only in the older text), added (only in the newer) or cut.

    A cut piece stands for text that both have and that is not shown; its text is empty.
    """

    kind: str
    text: str


def word_diff(before: str, after: str) -> Iterator[Piece]:
    """The newer text, whole, with what was lost put where it stood.

    Words are compared with all that is written on them: a vowel sign is never parted from its letter.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    at = 0
    for hunk in hunks([word.strip() for word in old], [word.strip() for word in new]):
        yield from _piece("same", new[at : hunk.after_start])
        yield from _piece("lost", old[hunk.before_start : hunk.before_end])
        yield from _piece("added", new[hunk.after_start : hunk.after_end])
        at = hunk.after_end
    yield from _piece("same", new[at:])


def inline_diff(before: str, after: str) -> list[Piece]:
    """The newer text with what was lost put where it stood; long stretches that stayed are cut short."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    at = 0
    found = hunks([word.strip() for word in old], [word.strip() for word in new])
    for number, hunk in enumerate(found):
        pieces += _stayed(new[at : hunk.after_start], first=number == 0, last=False)
        pieces += _piece("lost", old[hunk.before_start : hunk.before_end])
        pieces += _piece("added", new[hunk.after_start : hunk.after_end])
        at = hunk.after_end
    pieces += _stayed(new[at:], first=not found, last=True)
    return pieces


def _stayed(words: list[str], *, first: bool, last: bool) -> Iterator[Piece]:
    head = 0 if first else AROUND
    tail = 0 if last else AROUND
    if len(words) <= head + tail + AROUND:
        yield from _piece("same", words)
        return
    yield from _piece("same", words[:head])
    yield Piece(kind="cut", text="")
    yield from _piece("same", words[len(words) - tail :] if tail else [])


def _piece(kind: str, words: list[str]) -> Iterator[Piece]:
    if text := "".join(words):
        yield Piece(kind=kind, text=text)
