"""Text tidied for display and folded for matching; what is treated specially is a row of `characters.py`."""

import re
import unicodedata
from functools import lru_cache

from extractors.characters import BIDI, CONTROLS, INVISIBLE, LETTERS, ROWS, span
from extractors.respelling import Respelling

_FOLDED = {char: row.becomes for row in ROWS for char in row.chars}
_WAW_HAMZA = re.compile("[ئء](?=و)")
_HAMZAS = "ئء"  # before waw they spell what others write as ؤ: مسئول, رءوس

_UNSEEN_CHARS = re.escape(
    "".join(set(BIDI.chars + INVISIBLE.chars + CONTROLS.chars) - set(span("\ufe00", "\ufe0f")))
)
_UNSEEN = re.compile(f"[{_UNSEEN_CHARS}]+")
_UNTIDY = re.compile(f"[{_UNSEEN_CHARS}\r\x85\u2028\u2029\u200c\u200d\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_ARABIC = re.compile(f"[{LETTERS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = 120  # characters
_JOINER = re.compile("[\u200c\u200d]+")


def tidy(text: str) -> str:
    """Give the text as it is to be shown: NFC, line ends as newlines, no invisible controls.

    A joiner stays where it changes the shape of a letter; half a surrogate pair becomes U+FFFD.
    """
    if _UNTIDY.search(text) is not None:  # seldom: most texts are only normalised
        text = _LINE_ENDS.sub("\n", _SURROGATE.sub("\ufffd", text))
        text = _JOINER.sub(_seen_joiner, _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Give the text for matching: habits of spelling, marks, digits, quotes and spacing no longer count."""
    return _fold_line(text) if len(text) <= _LINE else _fold(text)


def _fold(text: str) -> str:
    if "ئو" in text or "ءو" in text:
        text = _WAW_HAMZA.sub("و", text)
    folded = _RESPELLING.common(text.replace("…", "...") if "…" in text else text)
    if folded is None:
        return " ".join(text.translate(_FOLDING).split())
    return " ".join(folded.split()) if "  " in folded else folded.strip(" ")


_fold_line = lru_cache(maxsize=1 << 13)(_fold)  # the lines of a page are folded by many readers of its parts


def fold_map(text: str) -> tuple[str, tuple[int, ...]]:
    """Give the folded text and, for each of its characters, the offset of its origin in the text."""
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        piece = fold_char(char)
        if char in _HAMZAS and text[offset + 1 : offset + 2] == "و":
            piece = "و"
        for letter in piece:
            space = letter.isspace()
            if space and (not folded or folded[-1] == " "):
                continue
            folded.append(" " if space else letter)
            offsets.append(offset)
    if folded and folded[-1] == " ":
        folded.pop()
        offsets.pop()
    return "".join(folded), tuple(offsets)


@lru_cache(maxsize=1 << 14)
def fold_char(char: str) -> str:
    known = _FOLDED.get(char)
    if known is not None:
        return known
    if char.isascii():
        return char.lower()
    if char.isspace():
        return " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKC", char)
    if parts != char:
        return "".join(map(fold_char, parts))
    parts = unicodedata.normalize("NFKD", char)
    base = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
    return "".join(map(fold_char, base)) if base != char else base


class _Folding(dict[int, str]):
    """A table for str.translate that learns every character it meets."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = fold_char(chr(code))
        return folded


_FOLDING = _Folding()
# Of a common character that is a space, a plain one is left.
_RESPELLING = Respelling(lambda char: " " if char in "\t\n\v\f\r" else fold_char(char), _FOLDING)


def _seen_joiner(match: re.Match[str]) -> str:
    """Keep a non-joiner between two letters and a joiner at the edge of a word; others change nothing."""
    text = match.string
    before = bool(_ARABIC.match(text[match.start() - 1 : match.start()]))
    after = bool(_ARABIC.match(text[match.end() : match.end() + 1]))
    joiner = match.group()[0]
    if joiner == "\u200c":
        return joiner if before and after else ""
    return joiner if before != after else ""
