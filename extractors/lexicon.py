"""The word lists in `wordlists/`: plurals, adjectives, verbs, variants of spelling, and words not to be cut.

Plain text in UTF-8, one entry a line, `#` starts a comment. Words are spelled in full: with hamza and ة,
without vowel signs. What each file's entries look like is said in its first lines.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_FORM = re.compile("-?[\u0621-\u063a\u0641-\u064a]+")
_NOT = "-"


class WordListError(ValueError):
    """A line of a word list that cannot be read: tells the file, the line and what was wanted there."""

    def __init__(self, file: str, line: int, found: str, wanted: str) -> None:
        super().__init__(f"{file}, line {line}: wanted {wanted}, found {found!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb: he did, he does, forms that the regular endings do not give, and those that are other words.

    Where the imperfect is among the others, so are all forms made of it.
    """

    perfect: str
    imperfect: str
    further: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjective:
    """A masculine singular, forms that the endings do not give, and those that are other words (شائعات)."""

    masculine: str
    further: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """What is known of words beyond their counts, as printed in full.

    `plurals` gives the plurals of a singular, `variants` other spellings of a word; `whole` are words with a
    first letter or an ending of their own.
    """

    plurals: Mapping[str, tuple[str, ...]]
    adjectives: tuple[Adjective, ...]
    verbs: tuple[Verb, ...]
    variants: Mapping[str, tuple[str, ...]]
    whole: frozenset[str]

    def digest(self) -> str:
        """Give a digest of all entries, in hexadecimal digits; comments and order do not count."""
        told = (
            sorted((word, *forms) for word, forms in self.plurals.items()),
            sorted((word, *forms) for word, forms in self.variants.items()),
            sorted((word.masculine, word.further, word.others) for word in self.adjectives),
            sorted((verb.perfect, verb.imperfect, verb.further, verb.others) for verb in self.verbs),
            sorted(self.whole),
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


@cache
def word_lists() -> WordLists:
    """Give the lists that come with the project.

    Raises WordListError for a line that cannot be read.
    """
    return WordLists(
        plurals=parse_forms("plurals.txt", text_of("plurals.txt")),
        adjectives=parse_adjectives("adjectives.txt", text_of("adjectives.txt")),
        verbs=parse_verbs("verbs.txt", text_of("verbs.txt")),
        variants=parse_forms("variants.txt", text_of("variants.txt")),
        whole=parse_words("whole.txt", text_of("whole.txt")),
    )


def text_of(name: str) -> str:
    """Give the text of one of the files in `wordlists/`."""
    return (Path(__file__).parent / "wordlists" / name).read_text("utf-8")


def parse_forms(file: str, text: str) -> dict[str, tuple[str, ...]]:
    """Read `word: form form …`; a word on several lines has the forms of all.

    Raises WordListError; `file` is the name that it tells.
    """
    forms: dict[str, tuple[str, ...]] = {}
    for number, line in _lines(text):
        heads, others = _words(file, number, line)
        if len(heads) != 1 or not others:
            raise WordListError(file, number, line, "one word, a colon and its forms")
        forms[heads[0]] = tuple(dict.fromkeys((*forms.get(heads[0], ()), *others)))
    return forms


def parse_adjectives(file: str, text: str) -> tuple[Adjective, ...]:
    """Read `masculine`, or `masculine: form -other …`, where -other is what the endings would give wrongly.

    Raises WordListError; `file` is the name that it tells.
    """
    wanted = "one word, or one word, a colon and its forms"
    return tuple(
        Adjective(masculine=heads[0], further=further, others=others)
        for heads, further, others in _inflected(file, text, 1, wanted)
    )


def parse_verbs(file: str, text: str) -> tuple[Verb, ...]:
    """Read `perfect imperfect`, or `perfect imperfect: form -other …`, likewise.

    Raises WordListError; `file` is the name that it tells.
    """
    return tuple(
        Verb(perfect=heads[0], imperfect=heads[1], further=further, others=others)
        for heads, further, others in _inflected(file, text, 2, "a verb's perfect and imperfect")
    )


def _inflected(file: str, text: str, count: int, wanted: str) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Give of each line its heads, as many as `count`, the forms that are added, and those taken away."""
    for number, line in _lines(text):
        heads, forms = _words(file, number, line, _FORM)
        if len(heads) != count:
            raise WordListError(file, number, line, wanted)
        yield heads, *_sorted_out(forms)


def _sorted_out(forms: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the forms that are added, and those that are taken away."""
    return (
        tuple(form for form in forms if form[0] != _NOT),
        tuple(form[1:] for form in forms if form[0] == _NOT),
    )


def parse_words(file: str, text: str) -> frozenset[str]:
    """Read words, any number of them a line.

    Raises WordListError; `file` is the name that it tells.
    """
    words: set[str] = set()
    for number, line in _lines(text):
        heads, others = _words(file, number, line)
        if others:
            raise WordListError(file, number, line, "words alone")
        words.update(heads)
    return frozenset(words)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        entry = line.partition("#")[0].strip()
        if entry:
            yield number, entry


def _words(
    file: str, number: int, line: str, form: re.Pattern[str] = _WORD
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the words before the colon and those after it."""
    head, _, tail = line.partition(":")
    words = tuple(head.split()), tuple(tail.split())
    for word, wanted in (*((head, _WORD) for head in words[0]), *((other, form) for other in words[1])):
        if wanted.fullmatch(word) is None:
            raise WordListError(file, number, word, "a word of Arabic letters without vowel signs")
    return words
