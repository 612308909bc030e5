"""A body as words and marks for rules to walk along: spelling folded, every word with its offsets."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.characters import (
    ALEF,
    BIDI,
    COMBINING,
    COMMA,
    DASHES,
    FULL_STOP,
    HARAKAT,
    HEH,
    INVISIBLE,
    JOINERS,
    KAF,
    MORE_MARKS,
    QUESTION,
    SEMICOLON,
    TATWEEL,
    WAW,
    YEH,
    YEH_HAMZA,
    Row,
)
from extractors.respelling import Respelling

_DROPPED = (HARAKAT, MORE_MARKS, COMBINING, TATWEEL, JOINERS, BIDI, INVISIBLE)
_LETTERS = (ALEF, YEH, KAF, HEH, WAW, YEH_HAMZA, DASHES, COMMA, SEMICOLON, QUESTION, FULL_STOP)
_QUOTES = (
    Row("opening", "‹", "«", "the smaller angle marks are used like the larger"),
    Row("closing", "›", "»", "the smaller angle marks are used like the larger"),
    Row("either", "“”„‟″＂", '"', "printed on either side, often the wrong one"),
    Row("single", "‘’‚‛`´′＇", "'", "quotation marks within others, and apostrophes"),
)
_FOLDING = {ord(char): row.becomes for row in (*_DROPPED, *_LETTERS, *_QUOTES) for char in row.chars}
_RESPELLING = Respelling(lambda char: _FOLDING.get(ord(char), char), _FOLDING)
_MARKS = re.compile(f"[{re.escape(''.join(row.chars for row in _DROPPED))}]")
_CLINGING = frozenset(HARAKAT.chars + MORE_MARKS.chars + COMBINING.chars)
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,:/-]\d+)*|\w+|\n+|[^\w\s]")
_ENDS = frozenset(".?!…")
_CLOSERS = frozenset("\"'»)]")
_LOOKED_AHEAD = 3  # empty lines at the end, so that rules may look at the words behind any word
_LONGEST_INITIAL = 1


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a body: `text[i]` folded, at `starts[i]` to `ends[i]` of the folded text.

    A run of newlines is one mark. `sentence[i]` numbers the sentences, whose words are `bounds[n]`.
    """

    body: str
    text: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]
    dropped: list[int]

    def glued(self, index: int) -> bool:
        """Say whether nothing stands between the word and the one before it."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the body for one of the folded text, marks on its last letter included."""
        first, last = self._origin(start), self._origin(end - 1) + 1
        while last < len(self.body) and self.body[last] in _CLINGING:
            last += 1
        return first, last

    def _origin(self, offset: int) -> int:
        return offset + bisect_right(self.dropped, offset)


def folded_word(word: str) -> str:
    """Give a word in the spelling that `Words` compares."""
    return word.translate(_FOLDING).lower()


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text in the spelling that `Words` compares."""
    return frozenset(map(folded_word, text.split()))


# Words of names that are written like «فإن» and «بأن», by the word behind them: «لويس فان غال», «بان كي مون».
_LIKE_PARTICLES = {
    "فان": word_set("غال خال جال دايك بيرسي دير دي دام دن غوخ باستن نيستلروي مارفيك بومل رومبوي"),
    "بان": word_set("كي"),
}
_IN_NAME = "فانن"  # no particle
_OFFICIAL = ("مسيول", "مسوول")  # «مسئول» is «مسؤول» as Egypt spells it


def read_words(body: str) -> Words:
    """Give the body's words and marks. Takes time in proportion to its length."""
    folded = _RESPELLING(body).replace(*_OFFICIAL)
    dropped: list[int] = []
    if len(folded) < len(body):
        dropped = [match.start() - n for n, match in enumerate(_MARKS.finditer(body))]
    matches = list(_WORD.finditer(folded))
    text = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    for particle, following in _LIKE_PARTICLES.items():
        if particle in folded:
            for index in range(len(text) - 1):
                if text[index] == particle and text[index + 1] in following:
                    text[index] = _IN_NAME
    text += ["\n"] * _LOOKED_AHEAD
    starts += [len(folded)] * _LOOKED_AHEAD
    ends += [len(folded)] * _LOOKED_AHEAD
    bounds = list(_sentences(text, starts, ends))
    sentence: list[int] = []
    for number, (first, last) in enumerate(bounds):
        sentence += [number] * (last - first)
    return Words(
        body=body, text=text, starts=starts, ends=ends, sentence=sentence, bounds=bounds, dropped=dropped
    )


def _sentences(text: list[str], starts: list[int], ends: list[int]) -> Iterator[tuple[int, int]]:
    """Give the sentences as ranges of words: each ends behind its full stop and closing marks, or newline."""
    first = index = 0
    count = len(text)
    while index < count:
        word = text[index]
        index += 1
        if word in _ENDS:
            if not _closes(text, starts, ends, index - 1):
                continue
            while (
                index < count
                and (text[index] in _ENDS or text[index] in _CLOSERS)
                and (starts[index] == ends[index - 1])
            ):
                index += 1
        elif word[0] != "\n":
            continue
        yield first, index
        first = index
    if first < count:
        yield first, count


def _closes(text: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    """Say whether a full stop ends its sentence: not behind an initial, not within an address or a number."""
    before = text[index - 1] if index else ""
    glued = index + 1 < len(text) and starts[index + 1] == ends[index]
    if text[index] != ".":
        return True
    if len(before) <= _LONGEST_INITIAL and before.isalpha():
        return False
    if not glued:
        return True
    if "(" in text[max(0, index - 6) : index] and ")" in text[index + 1 : index + 7]:
        return False  # «(إن.بي.إس)»
    following = text[index + 1]
    return not following[0].isalnum() or (
        before.isalpha()
        and not before.isascii()
        and not following.isascii()
        and min(len(before), len(following)) > 2
    )
