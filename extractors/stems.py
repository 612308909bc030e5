"""A light stemmer that leans on word lists and on word counts.

A clitic or an ending goes only where what remains is printed often enough by itself, and where the whole is
no word of its own. Lists go before counts: they hold what no count can tell.
"""

from typing import NamedTuple

from extractors.endings import Endings
from extractors.evidence import Evidence
from extractors.known_words import KnownWords
from extractors.spelling_habits import ARTICLE, plain, without_last_hamza

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_FUTURE = "س"
# How often a word is printed with the clitic, beside its count alone: measured over the shipped counts.
_SHARE = {"و": 0.06, "ف": 0.004, "ب": 0.02, "ل": 0.02, "ك": 0.003, "س": 0.03}
_SURE = 0.2  # a whole that is printed five times as often as its parts would make it is a word of its own
_OF_A_NOUN = 0.3  # likewise for nouns that often stand after one preposition: بقيادة
_AFTER_PREPOSITIONS = ("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم")
_AS_PRINTED = {"إلى": "الى", "الى": "الى", "الي": "الى", "على": "على"} | {  # not آلي, not علي
    start + pronoun: to
    for start, to in (("إلي", "الى"), ("الي", "الى"), ("علي", "على"))
    for pronoun in _AFTER_PREPOSITIONS
}
_GOD = "الله"


class Forms(NamedTuple):
    """Forms of a word: without clitics but with its article; its stem; other stems that it may have."""

    exact: str
    stem: str
    others: tuple[str, ...] = ()


class _Bare(NamedTuple):
    """A word without its clitics, as printed; what stood before it says what it can be."""

    letters: str
    article: bool = False
    preposition: bool = False


class Stemmer:
    """Gives the forms of words in full spelling without vowel signs."""

    __slots__ = ("_endings", "_evidence", "_known")

    def __init__(self, evidence: Evidence, known: KnownWords) -> None:
        self._evidence = evidence
        self._known = known
        self._endings = Endings(evidence, known)

    def forms(self, letters: str) -> Forms:
        """Give the forms of one Arabic word."""
        bare = self._without_clitics(letters)
        preposition = None if bare.article else _AS_PRINTED.get(bare.letters)
        if preposition:
            return Forms(
                without_last_hamza(plain(bare.letters)) if len(letters) > 4 else preposition, preposition
            )
        base = plain(bare.letters)
        exact = without_last_hamza(ARTICLE + base if bare.article else base)
        found = self._endings.stems(
            bare.letters, base, noun=bare.article or bare.preposition, definite=bare.article
        )
        stems = [self._without_last_hamza(stem).replace("ة", "ه") for stem in found]
        others = tuple(dict.fromkeys(stem for stem in stems[1:] if stem != stems[0])) if stems[1:] else ()
        return Forms(exact.replace("ة", "ه"), stems[0], others)

    def _without_last_hamza(self, stem: str) -> str:
        """Drop a last hamza after alef, unless what is left is a commoner word: إنهاء is not أنها."""
        if stem[-1] != "ء":
            return stem
        count = self._evidence.count
        bare = without_last_hamza(stem)
        return bare if count[bare] <= count[stem] else stem

    def _without_clitics(self, letters: str) -> _Bare:
        word = plain(letters)
        if len(word) < 4 or letters in _AS_PRINTED or self._is_base(letters, word):
            return _Bare(letters)
        first, rest = word[0], word[1:]
        if first in _CONJUNCTIONS and (self._is_clitic(letters, word) or self._holds_preposition(word)):
            letters, word = letters[1:], rest
            if len(word) < 4 or letters in _AS_PRINTED or self._is_base(letters, word):
                return _Bare(letters)
        return self._without_preposition(letters, word)

    def _without_preposition(self, letters: str, word: str) -> _Bare:
        if word.startswith("لل"):
            return self._to_the(letters, word)
        if word.startswith(ARTICLE):
            if letters[0] == "ا" and not self._owns_al(word):
                return _Bare(letters[2:], article=True)
            return _Bare(letters)
        first = word[0]
        if first in _PREPOSITIONS and self._is_clitic(letters, word):
            rest = letters[1:]
            if (
                rest[0] == "ا"
                and word.startswith(ARTICLE, 1)
                and len(word) > 4
                and not self._owns_al(word[1:])
            ):
                return _Bare(letters[3:], article=True)
            return _Bare(rest, preposition=first != "ل")
        if first == _FUTURE and word[1] in "يتنا" and self._is_future(letters, word):
            return _Bare(letters[1:])
        return _Bare(letters)

    def _to_the(self, letters: str, word: str) -> _Bare:
        """Resolve لل: ل and the article, or ل before a word in ل, or both (للجنة)."""
        if word == "لله":
            return _Bare(_GOD)
        count = self._evidence.count
        article = count[ARTICLE + word[2:]]
        own = count[ARTICLE + word[1:]]
        alone = count[word[1:]] if not own else 0
        if max(own, alone) > max(article, count[word[2:]]):
            return _Bare(letters[1:], article=own > 0)
        return _Bare(letters[2:], article=True)

    def _is_base(self, letters: str, word: str) -> bool:
        known = self._known
        if letters in known.bases or word in known.bases:
            return True
        return (letters in known.verbs or known.is_verb(word)) and self._evidence.count[word] > 0

    def _owns_al(self, word: str) -> bool:
        whole = self._known.whole
        if word in whole:
            return True
        if self._known.is_noun(word[2:]) or word[2:] in whole:
            return False
        return self._evidence.owns_al(word)

    def _is_clitic(self, letters: str, word: str) -> bool:
        """Say whether the first letter is a clitic."""
        evidence, count = self._evidence, self._evidence.count
        rest = word[1:]
        definite = (rest.startswith((ARTICLE, "لل")) and len(rest) > 4) or (
            rest.startswith(("بال", "كال")) and len(rest) > 5
        )
        if len(rest) > 2 and letters[1] == "إ":
            return True  # hamza below stands at the head of a word only
        if evidence.takes_article(word):
            return False
        if self._endings.belongs(word):
            return False  # والدته
        if definite:
            return True
        if evidence.takes_preposition(word):
            return False
        printed, alone = count[word], count[rest]
        share = _SHARE[word[0]]
        verb = letters[1:] in self._known.verbs
        if verb and word[0] in "بك" and not (evidence.takes_article(rest) or self._known.is_noun(rest)):
            return False  # كيري
        if word[0] in "فك" and (printed or alone) and not verb:
            if alone * share >= 0.5 * printed:
                return True
            often = evidence.nouns(rest) >= 20 * printed
            return word[0] == "ك" and often and evidence.takes_article(rest)  # كقائد, not كريس or فراس
        if alone and alone * share >= _SURE * printed:
            return True
        if evidence.takes_article(rest) and evidence.nouns(rest) >= _OF_A_NOUN * printed:
            return True
        if self._is_base(letters[1:], rest):
            return 4 * max(alone, evidence.nouns(rest)) >= printed
        endings = self._endings
        inflected = endings.is_inflected_noun(rest, _OF_A_NOUN * printed, clitic=word[0])
        if inflected and not endings.is_inflected_noun(word, printed):
            return True
        return not printed and self._endings.support(rest) > 0 and self._endings.support(word) == 0

    def _holds_preposition(self, word: str) -> bool:
        """Say whether و or ف stands before a preposition or the future: وبقيادة, وسيكون."""
        evidence = self._evidence
        rest = word[2:]
        if len(rest) < 3 or word[1] not in "بلكس" or evidence.takes_article(word):
            return False
        weight = evidence.nouns(rest) if word[1] != _FUTURE else evidence.count[rest]
        return weight > 0 and weight * 0.01 >= evidence.count[word]

    def _is_future(self, letters: str, word: str) -> bool:
        evidence = self._evidence
        rest = word[1:]
        if evidence.takes_article(word) or len(rest) < 4 or self._endings.belongs(word):
            return False  # ساعدهم
        body = rest[1:]
        if not all(evidence.count[person + body] or self._known.is_verb(person + body) for person in "يت"):
            return False
        if letters[1:] in self._known.verbs or self._known.is_verb(rest):
            return True
        return 3 * evidence.count[rest] >= evidence.count[word] and evidence.count[rest] > 0
