"""What a person may have meant to type: the other layout, a slip of one letter, a lost or stray space.

Pure: nothing here knows which words there are. Each guess has a penalty: 0 for what people do all the time, 1
for a slip that could as well be another; it is taken off the decimal logarithm of how many reports hold it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.arabic import HARAKAT, MORE_MARKS, TATWEEL

MIN_LETTERS = 3  # a shorter word is any other word by a slip
MAX_LETTERS = 24

# Keys of a Latin keyboard and what they give in the Arabic layout (Arabic 101), without and with shift.
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvnm,./`HNY"
_ARABIC_KEYS = "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذأآإ"
_LIGATURES = {"b": "لا", "T": "لإ", "G": "لأ", "B": "لآ"}
_TO_ARABIC = dict(zip(_KEYS, _ARABIC_KEYS, strict=True)) | _LIGATURES
_TO_LATIN = {arabic: key for key, arabic in _TO_ARABIC.items() if key.isalpha() and key.islower()}
_LATIN_LETTERS = re.compile("لا|.", re.DOTALL)

# Letters that are written or heard for each other.
_CONFUSED = (
    *("ظض", "طت", "صس", "ذزد", "هة", "قغج", "قك", "ثس", "ثت", "حه", "ءا", "ىي", "يئ", "وؤ", "خح", "جح"),
    *("بت", "دت", "بي", "تن", "نب", "شس", "رز", "دذ", "عغ", "فق", "ضص", "طظ", "كگ", "اع", "يا", "وا"),
)
_ROWS = ("ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرىةوزظ", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءئ"
_LAST = "ةى"  # at the end of a word only
_LONG = "اوي"  # the vowels that are written
PREFERRED = 0.05  # a word that may end in ه or ة ends in ة
_LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_UNTYPED = dict.fromkeys(map(ord, HARAKAT.chars + MORE_MARKS.chars + TATWEEL.chars))


@dataclass(frozen=True, slots=True)
class Guess:
    """What may have been meant, as one would type it."""

    text: str
    penalty: float


def in_other_layout(typed: str) -> Iterator[Guess]:
    """The same keys in the Arabic layout, or in a Latin one for what is all Arabic; nothing for a mixture."""
    if typed.isascii() and any(map(str.isalpha, typed)):
        letters = [_TO_ARABIC.get(key) or _TO_ARABIC.get(key.lower(), "") for key in typed]
        if all(letters):
            yield Guess("".join(letters), 0.0)
    else:
        keys = [_TO_LATIN.get(letter, "") for letter in _LATIN_LETTERS.findall(typed)]
        if all(keys):
            yield Guess("".join(keys), 0.0)


def split(word: str) -> Iterator[tuple[str, str]]:
    """The word as two, at every place that leaves two letters on either side."""
    for place in range(2, min(len(word), MAX_LETTERS) - 1):
        yield word[:place], word[place:]


def slips(typed: str) -> list[Guess]:
    """The words that are one letter away, the likeliest first; none of a word too short or too long."""
    word = typed.translate(_UNTYPED)
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS:
        return []
    best: dict[str, float] = {}
    for guess, penalty in _slips(word, _LATIN_ALPHABET if word.isascii() else _ALPHABET):
        best[guess] = min(penalty, best.get(guess, penalty))
    best.pop(word, None)
    return sorted((Guess(*found) for found in best.items()), key=lambda guess: (guess.penalty, guess.text))


def _slips(word: str, alphabet: str) -> Iterator[tuple[str, float]]:
    for place, letter in enumerate(word):
        before, after = word[:place], word[place + 1 :]
        yield before + after, 0.2 if after.startswith(letter) else 0.7  # one letter too many
        if after:
            yield before + after[0] + letter + after[1:], 0.2
        for other in alphabet if after or word.isascii() else alphabet + _LAST:
            yield before + other + after, _likeness(letter, other)
    for place in range(len(word) + 1):
        for other in alphabet if place < len(word) or word.isascii() else alphabet + _LAST:
            yield word[:place] + other + word[place:], 0.4 if other in _LONG else 0.7


def _likeness(letter: str, other: str) -> float:
    """How much it takes to type one letter for the other."""
    if other == "ة":
        return _likeness(letter, "ه") - PREFERRED
    if any(letter in letters and other in letters for letters in _CONFUSED):
        return 0.15
    for row in _ROWS:
        if abs(row.find(letter) - row.find(other)) == 1 and letter in row and other in row:
            return 0.4
    return 0.8


def is_one_slip(word: str, other: str) -> bool:
    """Whether one letter put in, left out, changed or swapped makes one word the other."""
    if abs(len(word) - len(other)) > 1 or word == other:
        return False
    same = next(
        (at for at, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    left, right = word[same:], other[same:]
    return left[1:] in (right, right[1:]) or right[1:] == left or left[1::-1] + left[2:] == right
