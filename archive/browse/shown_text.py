"""Text from archives as pages show it: controls that would turn its direction are made visible."""

from collections.abc import Iterator

from archive.browse.marked_text import Mark
from extractors.arabic import BIDI

BIDI_CONTROLS = frozenset(BIDI.chars)
CONTROL = "control"  # the kind of a mark on one of them
_SHOWN = {ord(control): f"\\u{ord(control):04x}" for control in BIDI.chars}


def shown(text: str | None) -> str:
    r"""The text with each of these controls written out, such as \u202e."""
    return (text or "").translate(_SHOWN)


def control_marks(text: str) -> Iterator[Mark]:
    """A mark on each of these controls, with its code point as four hexadecimal digits."""
    for at, character in enumerate(text):
        if character in BIDI_CONTROLS:
            yield Mark(start=at, end=at + 1, kind=CONTROL, hint=f"{ord(character):04x}")
