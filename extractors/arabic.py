"""Arabic text: tidy for display, fold for matching, tokens and terms for search.

Index, query and highlight all pass through one analyser, so positions agree everywhere. What it leans on
stands apart: `characters.py`, `printed_words.py`, `stems.py`, the lists in `wordlists/` and their counts.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple, TypeVar

from extractors.characters import ALEF, BIDI, HARAKAT, INVISIBLE, JOINERS, LETTERS, MORE_MARKS, ROWS, TATWEEL
from extractors.evidence import Evidence
from extractors.folding import fold, fold_map, tidy
from extractors.known_words import known_words
from extractors.lexicon import WordLists, word_lists
from extractors.printed_words import SPELLED_OUT, Printed, printed_words
from extractors.stems import Forms, Stemmer
from extractors.word_counts import digest, read_shipped

__all__ = [
    "ALEF",
    "ANALYSER",
    "BIDI",
    "HARAKAT",
    "INVISIBLE",
    "JOINERS",
    "MORE_MARKS",
    "ROWS",
    "TATWEEL",
    "Analyser",
    "Token",
    "analyser",
    "fold",
    "fold_map",
    "forms_of",
    "terms",
    "tidy",
    "tokens",
]

ANALYSER = "3"  # raise when a rule changes what tokens() gives; a change of lists or counts is seen without
_STRETCH = re.compile(rf"[^\w\s]*{SPELLED_OUT}[^\w\s]*(?!\S)|\S+")
_LONE = re.compile(rf"\s[{LETTERS}]\.?\s")  # one of those in the midst of letters that are spelled out
_LONGEST = 60  # characters; what is longer is no word and not worth remembering
_PRINTED = 1 << 17  # stretches of print in a generation of the memo that index builds lean on: 250 bytes each
_WORDS = 1 << 15  # words, and stretches of texts that are read with offsets: 500 bytes each
_Value = TypeVar("_Value")


class Token(NamedTuple):  # made by the thousand: three times as fast as a frozen dataclass
    """One word of a text: text[start:end] is what was printed; `exact` serves phrases, `stem` plain words."""

    start: int
    end: int
    exact: str
    stem: str


class _Memo(dict[str, _Value]):
    """What a stretch of print was found to hold, in two generations.

    The dict itself is the younger. When that is full it becomes the elder, and the elder is forgotten, but
    for what was asked for again meanwhile: frequent words stay however many rare ones go by.
    """

    __slots__ = ("_elder", "_find", "_most")

    def __init__(self, find: Callable[[str], _Value], most: int) -> None:
        super().__init__()
        self._find = find
        self._most = most
        self._elder: dict[str, _Value] = {}

    def __missing__(self, printed: str) -> _Value:
        found = self._elder.pop(printed, None)
        if found is None:
            found = self._find(printed)
            if len(printed) > _LONGEST:
                return found
        if len(self) >= self._most:
            self._elder = dict(self)
            self.clear()
        self[printed] = found
        return found


class Analyser:
    """Cuts texts into words and gives each its forms; `version` names the rules, lists and counts it uses.

    Index, query and highlight of one archive must use analysers of one version: stems of two do not mix.
    """

    __slots__ = ("_forms", "_printed", "_stemmer", "_words", "version")

    def __init__(self, counts: Mapping[str, int] | None = None, lists: WordLists | None = None) -> None:
        """Take counts of words as printed (see word_counts.py) and lists; without, those of the project."""
        if counts is None:
            counts, counts_digest = read_shipped()
        else:
            counts_digest = digest(counts)
        lists = word_lists() if lists is None else lists
        told = hashlib.sha256(f"{counts_digest} {lists.digest()}".encode()).hexdigest()
        self.version = f"{ANALYSER}-{told[:12]}"
        stemmer = Stemmer(Evidence(counts), known_words(lists))
        self._stemmer = stemmer
        self._forms: _Memo[Forms] = _Memo(stemmer.forms, _WORDS)
        self._words = _Memo(self._words_in, _WORDS)
        self._printed = _Memo(self._stems_and_exacts, _PRINTED)

    def tokens(self, text: str) -> Iterator[Token]:
        """Give the words of the text in order, with their offsets; a clitic standing alone is no word."""
        words = self._words
        for stretch in _STRETCH.finditer(text):
            at = stretch.start()
            for start, end, exact, stem in words[stretch.group()]:
                yield Token(at + start, at + end, exact, stem)

    def forms_of(self, text: str) -> tuple[str, str]:
        """Give the stems of a text's words, and their exact forms, each joined by spaces."""
        found = list(map(self._printed.__getitem__, text.split()))
        if "" in found and _LONE.search(text):
            found = [self._printed[stretch.group()] for stretch in _STRETCH.finditer(text)]
        forms = " ".join(found).split()
        return " ".join(forms[::2]), " ".join(forms[1::2])

    def terms(self, word: str) -> tuple[str, ...]:
        """Give the index terms of a word as typed: two words match when their terms share one.

        The stem that the index holds for it comes first, then those of other readings.
        """
        found = (self._stems_of(printed) for stretch in word.split() for printed in printed_words(stretch))
        return tuple(dict.fromkeys(term for stems in found for term in stems))

    def _words_in(self, stretch: str) -> tuple[Token, ...]:
        found = ((word, self._forms_of(word)) for word in printed_words(stretch))
        return tuple(Token(word.start, word.end, forms.exact, forms.stem) for word, forms in found)

    def _stems_and_exacts(self, stretch: str) -> str:
        """Give stem, exact form, stem, exact form and so on: one string is quicker to keep than two."""
        found = map(self._forms_of, printed_words(stretch))
        return " ".join([f"{forms.stem} {forms.exact}" for forms in found])

    def _forms_of(self, word: Printed) -> Forms:
        return self._forms[word.letters] if word.arabic else Forms(word.letters, word.letters)

    def _stems_of(self, word: Printed) -> tuple[str, ...]:
        return self._stemmer.stems(word.letters) if word.arabic else (word.letters,)


@cache
def analyser() -> Analyser:
    """Give the analyser that leans on the lists and word counts that come with the project."""
    return Analyser()


def tokens(text: str) -> Iterator[Token]:
    """Give the words of the text in order, with their offsets; a clitic standing alone is no word."""
    return analyser().tokens(text)


def forms_of(text: str) -> tuple[str, str]:
    """Give the stems of a text's words, and their exact forms, each joined by spaces: what an index holds."""
    return analyser().forms_of(text)


def terms(word: str) -> tuple[str, ...]:
    """Give the index terms of a word: two words match when their terms share one."""
    return analyser().terms(word)
