"""The words of a text as they are printed: where each begins and ends, and its letters in one spelling.

A word of Arabic letters keeps what the stemmer tells apart (أ إ آ ؤ ئ ء ة ى); any other word is folded. Words
are cut where scripts meet and at marks: «كوفيد-19», «#بيان_عاجل» and «user@example.org» are several words
each, and so is a number with a fraction. Scripts that are written without spaces are cut letter by letter.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractors.characters import IGNORED, LETTERS
from extractors.folding import fold, fold_char

_IGNORED = re.escape(IGNORED)
_DIGITS = r"\d\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089"  # superscripts too: م², H₂O
_SPACELESS = (  # Thai, Lao, Burmese, Khmer; kana and Han
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_THEIR_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3"
_VOWEL_SIGNS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0900-\u0963\u0970-\u0dff"  # Hebrew, Indic
_OTHER = rf"(?![{LETTERS}{_SPACELESS}{_DIGITS}])[^\W_]"
_WORD = re.compile(
    f"(?P<arabic>[{LETTERS}][{LETTERS}{_IGNORED}]*)"
    rf"|(?P<number>\d{{1,3}}(?:[,\u066c]\d{{3}}(?!\d))+|[{_DIGITS}]+)"
    rf"|(?P<letter>(?![{_DIGITS}])(?=[^\W_])[{_SPACELESS}][{_THEIR_MARKS}]*)"
    f"|(?P<other>{_OTHER}(?:{_OTHER}|[{_IGNORED}{_VOWEL_SIGNS}])*)"
)
_ARABIC_WORD = re.compile(f"[{LETTERS}][{LETTERS}{_IGNORED}]*")
_OF_LETTERS = re.compile("[\u0621-\u063a\u0641-\u064a]+")  # of Arabic alone, as nearly all words are
_NO_PART_OF_A_FORM = re.compile(r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f\s]+")  # some signs fold to marks: ⒈
_TATWEEL = "\u0640"
_DETACHED = frozenset(["و", "ف", "ب", "ل", "ك", "ال"])  # clitics that stand alone: بـ العراق
_DETACHED_STRETCHED = frozenset(  # before a name in Latin letters: بالـBBC
    [*_DETACHED, "وال", "بال", "فال", "كال", "لل", "ولل", "فلل", "وبال", "وب", "ول", "وك", "فب", "فل", "س"]
)
_SERVANT = re.compile("(?:[وف]?[بلك]?)عبد(?=ال..)")  # names written in one word: عبدالله
# Letters that spell an abbreviation, such as that of a news agency: أ ف ب, أ.ف.ب. None of them is a clitic.
SPELLED_OUT = rf"[{LETTERS}](?:(?:\.[^\S\n]*|[^\S\n]+)[{LETTERS}]){{2,}}"
_SPELLED_OUT = re.compile(rf"(?<![\w{_IGNORED}]){SPELLED_OUT}(?![\w{_IGNORED}])")
_KEPT = frozenset("أإآؤئءةى")
_BEARS_HAMZA = {"ا": "أ", "و": "ؤ", "ي": "ئ", "ى": "ئ"}
_COMBINING_MADDA, _COMBINING_HAMZA, _HAMZA_BELOW = "\u0653", "\u0654", "\u0655"
_COMBINING = re.compile(f"[{_COMBINING_MADDA}{_COMBINING_HAMZA}{_HAMZA_BELOW}]")


class Printed(NamedTuple):
    """A word as printed from `start` to `end`; `arabic` says whether its letters are to be analysed."""

    start: int
    end: int
    letters: str
    arabic: bool


def printed_words(text: str) -> Iterator[Printed]:
    """Give the words of a text in order; a clitic that stands alone is none, a letter spelled out is."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup != "arabic":
            letters = _NO_PART_OF_A_FORM.sub("", fold(match.group()))
            if letters:
                yield Printed(start, end, letters, False)
            continue
        word = match.group()
        letters = letters_of(word)
        if not letters or (letters in _DETACHED and not _is_spelled_out(text, start)):
            continue
        if word[-1] == _TATWEEL and letters in _DETACHED_STRETCHED:
            continue
        servant = _SERVANT.match(letters)
        if servant is None:
            yield Printed(start, end, letters, True)
        else:
            cut = start + _origins(word)[servant.end()]
            yield Printed(start, cut, servant.group(), True)
            yield Printed(cut, end, letters[servant.end() :], True)


def _is_spelled_out(text: str, start: int) -> bool:
    """Say whether the letter that begins at `start` is one of an abbreviation."""
    return any(match.start() <= start < match.end() for match in _SPELLED_OUT.finditer(text))


def arabic_letters(text: str) -> Iterator[str]:
    """Give the letters of every word of Arabic script in a text."""
    for word in _ARABIC_WORD.findall(text):
        letters = letters_of(word)
        if letters:
            yield letters


def letters_of(word: str) -> str:
    """Give the letters of a word of Arabic script: without marks and shapes, foreign letters folded."""
    if _OF_LETTERS.fullmatch(word):
        return word
    if _COMBINING.search(word):
        word = "".join(letter for letter, _ in _composed(word))
    return word.translate(_WORD_LETTERS)


def _composed(word: str) -> Iterator[tuple[str, int]]:
    """Give the characters of a word with their offsets, hamza and madda one with their bearer."""
    held: tuple[str, int] | None = None
    for offset, char in enumerate(word):
        if char in (_COMBINING_MADDA, _COMBINING_HAMZA, _HAMZA_BELOW) and held is not None:
            held = (_bearing(held[0], char), held[1])
        elif char in IGNORED and held is not None:
            continue  # a vowel sign may stand between a letter and its hamza
        else:
            if held is not None:
                yield held
            held = (char, offset)
    if held is not None:
        yield held


def _bearing(letter: str, mark: str) -> str:
    if letter == "ا":
        return {_COMBINING_MADDA: "آ", _HAMZA_BELOW: "إ"}.get(mark, "أ")
    return letter if mark == _COMBINING_MADDA else _BEARS_HAMZA.get(letter, letter)


def _origins(word: str) -> list[int]:
    """Give, for each of the letters of a word, the offset of the character that it comes from."""
    return [offset for char, offset in _composed(word) for _ in char.translate(_WORD_LETTERS)]


@cache
def _word_char(char: str) -> str:
    if char in _KEPT:
        return char
    compatible = unicodedata.normalize("NFKC", char)
    if compatible == char:
        return fold_char(char)
    return "".join(part if part in _KEPT else fold_char(part) for part in compatible if not part.isspace())


class _WordLetters(dict[int, str]):
    """A table for str.translate: what each character is within a word."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _word_char(chr(code))
        return letter


_WORD_LETTERS = _WordLetters()
