"""What word counts say of forms in plain spelling: which are printed, take the article, are words apart."""

import re
from collections.abc import Iterator, Mapping

from extractors.spelling_habits import ARTICLE, plain_all

HAMZA_ALEFS = "أإآ"
_TOLD_BY_HAMZA = re.compile("ا.{1,2}ا.")  # a plural, or what somebody does: أعلام, إعلام
_SPELT = re.compile("[أإآىؤئء]")
_ONE_IN = 50  # a noun is printed with the article once in so many times, at the least
_OWN_SHARE = 0.4  # a spelling without hamza that common, beside the one with it, may be a word of its own
# One not commoner than that, beside the one with hamza, may also be this in a hurried hand. Short words are
# often two that are alike: ملأ and ملا.
_LEFT_OUT, _LEFT_OUT_OF_SHORT, _SHORT = 2, 0.6, 4


class Evidence:
    """Counts of forms in plain spelling, and questions about them."""

    __slots__ = ("_al_with_hamza", "_alike", "_spelled", "apart", "count")

    def __init__(self, counts: Mapping[str, int]) -> None:
        """Take counts of words as printed, in full spelling."""
        merged = _Counts(counts)
        spelt = list(filter(_SPELT.search, counts))
        with_hamza: dict[str, int] = {}
        spelled: dict[str, dict[str, int]] = {hamza: {} for hamza in HAMZA_ALEFS}
        apart = []
        alike: dict[str, tuple[str, ...]] = {}
        for word, other in zip(spelt, plain_all(spelt), strict=True):
            count = merged.pop(word)
            hamza = word[0]
            if hamza in spelled:
                table, rest = spelled[hamza], word[1:]
                table[rest] = table.get(rest, 0) + count
                if rest[:1] == "ل":
                    with_hamza[other] = with_hamza.get(other, 0) + count
            elif hamza == "ا" and word[1:2] == "ل" and word[2:3] in HAMZA_ALEFS:
                table, rest = spelled[word[2]], word[3:]
                table[rest] = table.get(rest, 0) + count
            elif "أ" in word and counts.get(other, 0) > _OWN_SHARE * count:
                apart.append(word)
                if counts[other] < (_LEFT_OUT if len(word) > _SHORT else _LEFT_OUT_OF_SHORT) * count:
                    alike[other] = (*alike.get(other, ()), word)
                    alike[word] = (other,)
            elif "آ" in word and counts.get(word.replace("آ", "أ"), 0) > _OWN_SHARE * count:
                apart.append(word)  # مرآة, beside مرأة
            merged[other] = merged.get(other, 0) + count
        self.count = merged
        self._al_with_hamza = with_hamza
        self._alike = alike
        self._spelled = spelled
        # Words whose hamza tells them from another: كأن and كان, إمام and أمام.
        self.apart = frozenset((*apart, *self._told_by_first_hamza()))

    def _told_by_first_hamza(self) -> Iterator[str]:
        above, below, madda = (spelled.keys() for spelled in self._spelled.values())
        for rest in (above & below) | (above & madda) | (below & madda):
            word = "ا" + rest
            if _TOLD_BY_HAMZA.fullmatch(word) is None or not self.takes_article(word, 8):
                continue  # others are printed with either: أفريقيا, إصبع
            counts = {hamza: self._spelled[hamza].get(rest, 0) for hamza in HAMZA_ALEFS}
            one, other, _ = sorted(counts.values(), reverse=True)
            if other * 8 >= one and other * 4 >= self.nouns(word) - sum(counts.values()):
                yield from (hamza + rest for hamza, count in counts.items() if count * 8 >= one)

    def is_spelled(self, printed: str, listed: str) -> bool:
        """Say whether a word as printed may be the listed one, which begins with another alef: أخطار, إخطار.

        Printed with hamza, it is another word when it is printed that way often; without, when another word
        of these letters is commoner.
        """
        here = self._spelling_count(listed)
        if printed[0] in HAMZA_ALEFS:
            return 4 * self._spelling_count(printed) < here
        return all(self._spelling_count(hamza + listed[1:]) <= here for hamza in HAMZA_ALEFS)

    def commonest(self, word: str) -> str:
        """Give a word of apart ones, printed with a bare alef, with the hamza that it mostly has."""
        return max((hamza + word[1:] for hamza in HAMZA_ALEFS), key=self._spelling_count)

    def _spelling_count(self, word: str) -> int:
        return self._spelled[word[0]].get(word[1:], 0)

    def with_hamza(self, word: str) -> int:
        """Count a word that begins with alef where it is printed with hamza."""
        return sum(self._spelling_count(hamza + word[1:]) for hamza in HAMZA_ALEFS)

    def spelled_like(self, stem: str) -> tuple[str, ...]:
        """Give the words apart that somebody may mean who leaves the hamza out, or a printer who does.

        رأى by راى, but not كأن by كان.
        """
        return self._alike.get(stem, ())

    def nouns(self, word: str) -> int:
        """Count a word alone and with the article."""
        count = self.count
        return count[word] + count[ARTICLE + word]

    def takes_article(self, word: str, one_in: int = _ONE_IN) -> bool:
        """Say whether a word is a noun or an adjective: it is printed with the article often enough."""
        definite = self.count[ARTICLE + word]
        return definite > 0 and definite * one_in >= self.count[word]

    def takes_preposition(self, word: str, which: str = "بل") -> bool:
        """Say whether a word is printed with ب or ل before it: so it begins with neither, and is a noun."""
        count = self.count
        if word[0] == "ل":
            which = which.replace("ل", "")  # لل may hold the article
        return 100 * sum([count[one + word] for one in which]) > count[word]

    def owns_al(self, word: str) -> bool:
        """Say whether the ال that a word begins with is its own: ألمانيا and التزام, not العراق.

        Own are letters that are mostly printed with hamza, that take an article themselves, and that stay
        whole after ل, where the article would lose its alef.
        """
        count = self.count
        owned = self._al_with_hamza.get(word, 0)
        if owned and 2 * owned >= count[word] - owned:
            return True
        whole = count[ARTICLE + word] + count["ل" + word]
        return whole > 0 and whole > count["لل" + word[2:]]


class _Counts(dict[str, int]):
    """Counts that are nought for a word never met; asking leaves no trace."""

    def __missing__(self, word: str) -> int:
        return 0
