"""A text cut into paragraphs, sentences and words, each with its place: what two versions are compared by."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from extractors.arabic import fold
from extractors.characters import IGNORED

_MARKS = re.escape(IGNORED)
_WORD = re.compile(rf"\d+(?:[.,٬٫]\d+)*|(?:[^\W\d_]|[{_MARKS}])+|\S")
_END = re.compile(r"[.!?؟۔…]+[\"»”’)\]]*(?=\s)|\n+")


class Word(NamedTuple):  # made by the thousand
    """One word or one mark of a text: text[start:end] is `printed`, `key` its folded form."""

    start: int
    end: int
    printed: str
    key: str

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not any(map(str.isalnum, self.printed))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the text, as printed, and which paragraph it belongs to (from 0)."""

    start: int
    end: int
    printed: str
    paragraph: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """Give the sentences of a text in order; a paragraph ends where a line does."""
    found: list[Sentence] = []
    start = paragraph = 0
    for end, next_start, ends_line in _cuts(text):
        part = text[start:end]
        if part.strip():
            first = start + len(part) - len(part.lstrip())
            found.append(Sentence(first, start + len(part.rstrip()), part.strip(), paragraph))
        if ends_line and found and found[-1].paragraph == paragraph:
            paragraph += 1
        start = next_start
    return tuple(found)


def _cuts(text: str) -> list[tuple[int, int, bool]]:
    """Give where sentences end, where the next ones begin, and whether a line ended between them."""
    cuts = []
    for match in _END.finditer(text):
        ends_line = match.group()[0] == "\n"
        cuts.append((match.start() if ends_line else match.end(), match.end(), ends_line))
    return [*cuts, (len(text), len(text), True)]


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """Give the words and marks of text[start:end]; their places count from the text's beginning."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(_word(match) for match in found)


def _word(match: re.Match[str]) -> Word:
    printed = match.group()
    return Word(match.start(), match.end(), printed, fold(printed) or printed)
