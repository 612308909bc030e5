"""A light stemmer that leans on word lists and on word counts.

A clitic or an ending goes only where what remains is printed often enough by itself, and where the whole is
no word of its own. Lists go before counts: they hold what no count can tell.
"""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.clitics import AS_PRINTED, Bare, Clitics
from extractors.endings import Endings
from extractors.evidence import Evidence
from extractors.known_words import KnownWords
from extractors.spelling_habits import ARTICLE, plain, without_last_hamza


class Forms(NamedTuple):
    """Forms of a word: without clitics but with its article, and its stem."""

    exact: str
    stem: str


class Stemmer:
    """Gives the forms of words in full spelling without vowel signs."""

    __slots__ = ("_clitics", "_endings", "_evidence")

    def __init__(self, evidence: Evidence, known: KnownWords) -> None:
        self._evidence = evidence
        self._endings = Endings(evidence, known)
        self._clitics = Clitics(evidence, known, self._endings)

    def forms(self, letters: str) -> Forms:
        """Give the forms that an index holds of one Arabic word."""
        bare = self._clitics.bare(letters)
        preposition = None if bare.article else AS_PRINTED.get(bare.letters)
        base = plain(bare.letters)
        if preposition:
            return Forms(without_last_hamza(base) if len(letters) > 4 else preposition, preposition)
        exact = without_last_hamza(ARTICLE + base if bare.article else base)
        stem = self._endings.stem(
            bare.letters, base, noun=bare.article or bare.preposition, definite=bare.article
        )
        return Forms(exact.replace("ة", "ه"), self._as_indexed(stem))

    def stems(self, letters: str) -> tuple[str, ...]:
        """Give the stems to look for when one Arabic word is typed: that of `forms` and those it may mean."""
        bare = self._clitics.bare(letters)
        if not bare.article and bare.letters in AS_PRINTED:
            return (AS_PRINTED[bare.letters],)
        found = [
            stem for one in (bare, *self._clitics.further(letters, bare)) for stem in self._readings(one)
        ]
        return tuple(dict.fromkeys(map(self._as_indexed, found)))

    def _readings(self, bare: Bare) -> Iterator[str]:
        """Give the stems of a word without clitics, likewise where its hamza may have been left out."""
        noun = bare.article or bare.preposition
        stems = self._endings.readings(bare.letters, plain(bare.letters), noun=noun, definite=bare.article)
        for stem in stems:
            yield stem
        for stem in stems:
            yield from self._evidence.spelled_like(stem)

    def _as_indexed(self, stem: str) -> str:
        """Write ة as ه, and drop a last hamza after alef unless what is left is a commoner word.

        إنهاء is not أنها.
        """
        if stem[-1] != "ء":
            return stem.replace("ة", "ه")
        count = self._evidence.count
        bare = without_last_hamza(stem)
        return bare if count[bare] <= count[stem] else stem
