"""Words without the clitics before them: و and ف, the prepositions ب ل ك, the article, and س of the future.

A clitic goes where what remains is printed often enough by itself and the whole is no word of its own. Where
neither is known to be printed, only و goes: names seldom begin with it, and words that follow «and» are many.
"""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.endings import Endings
from extractors.evidence import HAMZA_ALEFS, Evidence
from extractors.known_words import KnownWords
from extractors.spelling_habits import ARTICLE, plain

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بلك"
_FUTURE = "س"
_CLITICS = _CONJUNCTIONS + _PREPOSITIONS
_PERSONS = "يتنا"
_SHORTEST = 3  # letters that stay when a clitic goes for which there is no evidence
# How often a word is printed with the clitic, beside its count alone: measured over the shipped counts.
_SHARE = {"و": 0.06, "ف": 0.004, "ب": 0.02, "ل": 0.02, "ك": 0.003, "س": 0.03}
_SURE = 0.2  # a whole that is printed five times as often as its parts would make it is a word of its own
_OF_A_NOUN = 0.3  # likewise for nouns that often stand after one preposition: بقيادة
_OTHERWISE = (
    4  # a noun of its own is looked for without its first letter too if that is so many times as common
)
_LIKE = 3  # «like» before a listed noun, which is printed so many times as often
_AFTER_PREPOSITIONS = ("ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم")
AS_PRINTED = {"إلى": "الى", "الى": "الى", "الي": "الى", "على": "على"} | {  # not آلي, not علي
    start + pronoun: to
    for start, to in (("إلي", "الى"), ("الي", "الى"), ("علي", "على"))
    for pronoun in _AFTER_PREPOSITIONS
}
_BEFORE_NOUNS = {"و": "بل", "ب": "ل", "ل": "ب"}
_GOD = "الله"


class Bare(NamedTuple):
    """A word without its clitics, as printed; what stood before it says what it can be."""

    letters: str
    article: bool = False
    preposition: bool = False


class Clitics:
    """Takes clitics off words in full spelling without vowel signs."""

    __slots__ = ("_endings", "_evidence", "_known")

    def __init__(self, evidence: Evidence, known: KnownWords, endings: Endings) -> None:
        self._evidence = evidence
        self._known = known
        self._endings = endings

    def bare(self, letters: str) -> Bare:
        """Give a word without the clitics that it likeliest has."""
        word = plain(letters)
        if self._is_whole(letters, word):
            return Bare(letters[1:] if self._is_short_verb(letters, word) else letters)
        while word[0] in _CONJUNCTIONS and (self._is_clitic(letters, word) or self._holds_preposition(word)):
            # And Woolwich, and Falcao: what goes from a name that stands alone goes from it here.
            again = word.startswith(("وو", "وفال"))
            letters, word = letters[1:], word[1:]
            if self._is_whole(letters, word):
                return Bare(letters[1:] if self._is_short_verb(letters, word) else letters)
            if not again:
                break
        return self._without_preposition(letters, word)

    def further(self, letters: str, found: Bare) -> Iterator[Bare]:
        """Give what else a word may be that somebody looks for, beside what `bare` found.

        A first letter may be a clitic though the whole is printed more often; and where neither is known to
        be printed, an index has the word together with any of the prepositions.
        """
        if found.article:
            return
        likeliest, word = found.letters, plain(found.letters)
        if self._may_have_clitic(likeliest, word):
            rest = self.bare(likeliest[1:])
            yield rest if rest.article else rest._replace(preposition=word[0] in "بك")
        for whole in (likeliest, letters) if letters != likeliest else (letters,):
            if len(whole) < _SHORTEST or self._is_attested(whole):
                continue
            yield Bare(whole)
            yield from (Bare(one + whole) for one in "بلكف" if not self._is_attested(one + whole))

    def _is_whole(self, letters: str, word: str) -> bool:
        return len(word) < 4 or letters in AS_PRINTED or self._is_base(letters, word)

    def _is_short_verb(self, letters: str, word: str) -> bool:
        """Say whether و or ف stands before a listed verb of two letters: وتم, فمر."""
        if len(word) != _SHORTEST or word[0] not in _CONJUNCTIONS or letters[1:] not in self._known.verbs:
            return False
        count = self._evidence.count
        often = count[word[1:]] * _SHARE[word[0]] >= _SURE * count[word]
        return often and not self._is_base(letters, word) and not self._evidence.takes_article(word)

    def _is_attested(self, letters: str) -> bool:
        word = plain(letters)
        return self._evidence.nouns(word) > 0 or self._is_base(letters, word) or self._known.is_verb(word)

    def _may_have_clitic(self, letters: str, word: str) -> bool:
        if word[0] not in _CLITICS or len(word) <= _SHORTEST:
            return False
        known, evidence = self._known, self._evidence
        if letters in known.bases or word in known.bases:
            return False
        nouns = evidence.nouns(word[1:])
        if letters[1] == "ا" and nouns:
            nouns -= evidence.with_hamza(word[1:])  # احد in واحد is no أحد
        return nouns >= (_OTHERWISE if evidence.takes_article(word) else 1) * evidence.nouns(word)

    def _without_preposition(self, letters: str, word: str) -> Bare:
        if word.startswith("لل"):
            return self._to_the(letters, word)
        if word.startswith(ARTICLE):
            if letters[0] == "ا" and not self._owns_al(letters, word):
                return Bare(letters[2:], article=True)
            return Bare(letters)
        first = word[0]
        if first in _PREPOSITIONS and self._is_clitic(letters, word):
            rest = letters[1:]
            if (
                rest[0] == "ا"
                and word.startswith(ARTICLE, 1)
                and len(word) > 4
                and not self._owns_al(rest, word[1:])
            ):
                return Bare(letters[3:], article=True)
            return Bare(rest, preposition=first != "ل")
        if first == _FUTURE and word[1] in _PERSONS and self._is_future(letters, word):
            return Bare(letters[1:])
        return Bare(letters)

    def _to_the(self, letters: str, word: str) -> Bare:
        """Resolve لل: ل and the article, or ل before a word in ل, or both (للجنة)."""
        if word == "لله":
            return Bare(_GOD)
        evidence, count = self._evidence, self._evidence.count
        rest = word[2:]
        article = count[ARTICLE + rest]
        own = count[ARTICLE + word[1:]]
        alone = count[word[1:]] if not own else 0
        without = 0 if own and not evidence.takes_article(rest) else count[rest]  # بن takes none: للبن
        if max(own, alone) > max(article, without):
            return Bare(letters[1:], article=own > 0)
        return Bare(letters[2:], article=True)

    def _is_base(self, letters: str, word: str) -> bool:
        known = self._known
        if letters in known.bases or word in known.bases:
            return True
        if word.startswith(ARTICLE) and letters[0] == "ا" and letters[2:] in known.nouns:
            return False  # الزمن has the letters of «they obliged»
        return (letters in known.verbs or known.is_verb(word)) and self._evidence.count[word] > 0

    def _owns_al(self, letters: str, word: str) -> bool:
        whole = self._known.whole
        if word in whole:
            return True
        if letters[2] in HAMZA_ALEFS:
            return False  # الأنا
        if self._known.is_noun(word[2:]) or word[2:] in whole:
            return False
        return self._evidence.owns_al(word)

    def _is_clitic(self, letters: str, word: str) -> bool:
        """Say whether the first letter is a clitic."""
        evidence, known = self._evidence, self._known
        first, rest = word[0], word[1:]
        if len(rest) > 2 and letters[1] == "إ":
            return True  # hamza below stands at the head of a word only
        printed = evidence.count[word]
        takes_article, listed = evidence.takes_article(word), letters[1:] in known.nouns
        if first == "ك" and listed and not takes_article and self._is_like(rest, printed):
            return True
        if (takes_article and (printed or not listed)) or self._endings.belongs(word):
            return False  # والدته
        if not printed and listed and evidence.nouns(rest) > evidence.nouns(word):
            return True
        if takes_article:
            return False
        if (rest.startswith((ARTICLE, "لل")) and len(rest) > 4) or (
            rest.startswith(("بال", "كال")) and len(rest) > 5
        ):
            return not self._endings.is_of_two(word)
        often = evidence.count[rest] * _SHARE[first]
        if evidence.takes_preposition(word) and not (first == "ل" and often > printed):
            return False
        if first == "و" and self._is_person(rest, printed):
            return True
        verb = letters[1:] in known.verbs
        if verb and first in "بك" and not (evidence.takes_article(rest) or known.is_noun(rest)):
            return False  # كيري
        if first in "فك" and (printed or often) and not verb:
            if often >= 0.5 * printed:
                return True
            nouns = evidence.nouns(rest) >= 20 * printed
            return first == "ك" and nouns and evidence.takes_article(rest)  # كقائد, not كريس or فراس
        if often and often >= _SURE * printed:
            return True
        return (
            self._stands_alone(letters[1:], rest, printed)
            or self._follows_prepositions(word, printed)
            or self._is_inflected(word, printed)
        )

    def _is_like(self, rest: str, printed: int) -> bool:
        """Say whether what follows ك is a noun that a list has: كأداة, كبديل."""
        evidence = self._evidence
        often = evidence.nouns(rest) >= _LIKE * printed
        return often and len(rest) > _SHORTEST and evidence.takes_article(rest)

    def _is_person(self, rest: str, printed: int) -> bool:
        """Say whether what follows و is a verb in an imperfect that is printed about as often: ويعتز."""
        evidence = self._evidence
        if rest[0] not in "يت" or 2 * evidence.count[rest] < printed or evidence.takes_article(rest):
            return False
        other = ("ت" if rest[0] == "ي" else "ي") + rest[1:]
        return self._known.is_verb(rest) or (evidence.count[rest] > 0 and evidence.count[other] > 0)

    def _stands_alone(self, letters: str, rest: str, printed: int) -> bool:
        """Say whether what follows a clitic is printed often enough as a noun, or as a listed word."""
        evidence = self._evidence
        nouns = evidence.nouns(rest)
        if evidence.takes_article(rest) and nouns >= _OF_A_NOUN * printed:
            return True
        return (self._is_base(letters, rest) or (not printed and self._known.is_verb(rest))) and (
            4 * max(evidence.count[rest], nouns) >= printed
        )

    def _follows_prepositions(self, word: str, printed: int) -> bool:
        """Say whether what follows a clitic follows ب or ل elsewhere, and the whole has no ending."""
        evidence, rest = self._evidence, word[1:]
        others = _BEFORE_NOUNS.get(word[0], "") if rest[0] != "و" else ""
        nouns = evidence.nouns(rest)
        if not nouns or nouns < printed or not evidence.takes_preposition(rest, others):
            return False
        return self._endings.shortest(word) == word

    def _is_inflected(self, word: str, printed: int) -> bool:
        """Say whether what follows a clitic is a word with endings, or unknown, and the whole is no word."""
        endings, rest = self._endings, word[1:]
        inflected = endings.is_inflected_noun(rest, _OF_A_NOUN * printed, clitic=word[0])
        if inflected and not endings.is_inflected_noun(word, printed):
            return True
        if printed:
            return False
        if endings.support(word) > 0:
            stem = endings.shortest(word)
            if word[0] != "و" or stem == word or stem[0] != "و" or len(stem) < 4 or self._is_base(stem, stem):
                return False
            return self._is_clitic(stem, stem)  # ويوضحوا as ويوضح
        return endings.support(rest) > 0 or (word[0] == "و" and len(rest) >= _SHORTEST)

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
        listed = letters[1:] in self._known.verbs
        short = len(rest) == _SHORTEST and not (listed and evidence.count[rest] >= evidence.count[word])
        if short or len(rest) < _SHORTEST or evidence.takes_article(word) or self._endings.belongs(word):
            return False  # ساعدهم, سيرج
        body = rest[1:]
        if not all(evidence.count[person + body] or self._known.is_verb(person + body) for person in "يت"):
            return False
        if listed or self._known.is_verb(rest):
            return True
        return 3 * evidence.count[rest] >= evidence.count[word] and evidence.count[rest] > 0
