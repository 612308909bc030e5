"""Feminine, plural, dual and accusative endings of nouns and adjectives that no list holds.

Words are in plain spelling, without clitics and pronouns. Each function gives the word without its ending, or
None where the letters are likelier its own.
"""

from extractors.evidence import Evidence
from extractors.known_words import KnownWords

_OTHER_ENDINGS = {"ون": ("ين",), "ين": ("ون", "ان"), "ان": ("ين",)}
_OFTEN = 2000  # of a billion: a plural so frequent is printed with the article too


class NounEndings:
    """Takes endings off nouns where counts allow."""

    __slots__ = ("_evidence", "_known")

    def __init__(self, evidence: Evidence, known: KnownWords) -> None:
        self._evidence = evidence
        self._known = known

    def masculine(self, word: str) -> str | None:
        """Take the ة off an adjective of relation (عراقية), and off others that end in ئ (لاجئة)."""
        evidence = self._evidence
        if len(word) < 4:
            return None
        if word.endswith("ية"):
            rest = word[:-1]
            listed = self._known.is_noun(rest) and not self._known.is_head(rest)  # مرضية is not of مرضى
            often = 8 * evidence.nouns(rest) >= evidence.nouns(word)
            if not listed and often and evidence.takes_article(rest):
                return rest
        if word.endswith("ءة") and word[-3] != "ا" and len(word) > 4:
            rest = word[:-2] + "ي"
            if evidence.takes_article(rest) and 8 * evidence.nouns(rest) >= evidence.nouns(word):
                return rest
        return None

    def singular_of_at(self, word: str) -> str | None:
        """Take off ات, and put ة where the singular has it: شركات, but قرارات."""
        nouns = self._evidence.nouns
        rest = word[:-2]
        feminine = rest + "ة"
        with_teh, without, own = nouns(feminine), nouns(rest), nouns(word)
        if len(rest) < 3:
            return feminine if len(rest) == 2 and 5 * with_teh >= own else None
        if self._known.is_head(feminine) and 20 * with_teh >= without:
            return feminine
        if self._known.is_noun(feminine) and not self._known.is_head(feminine):
            with_teh = 0  # طلبة are students, طلبات are orders
        if len(rest) == 3 and 5 * with_teh >= own > 0:
            return feminine  # three letters seldom take ات unless with ة: نفقات is of نفقة, not of نفق
        if 20 * max(with_teh, without) >= own:
            return feminine if 2 * with_teh >= without else rest
        if self._known.is_head(rest):
            return rest
        return feminine if len(rest) > 4 or (len(rest) == 4 and not max(with_teh, without)) else None

    def may_be_of_both(self, word: str) -> str | None:
        """Give the other singular of a plural in ات where both are printed about as often: مقالات."""
        nouns = self._evidence.nouns
        rest = word[:-2]
        with_teh, without = nouns(rest + "ة"), nouns(rest)
        if len(rest) < 4 or not with_teh or not without:
            return None
        if 8 * with_teh < without or 4 * without < with_teh:
            return None
        return rest if 2 * with_teh >= without else rest + "ة"

    def without_number(self, word: str) -> str | None:
        """Take off ون, ين, ان, تين and تان."""
        evidence = self._evidence
        nouns = evidence.nouns
        own = nouns(word)
        if word.endswith(("تين", "تان")) and len(word) > 4:
            feminine = word[:-3] + "ة"
            if self._known.is_head(feminine) or 2 * nouns(feminine) >= max(own, 1):
                return feminine
        rest, ending = word[:-2], word[-2:]
        if len(rest) < 3:
            return None
        if self._known.is_head(rest) and 8 * nouns(rest) >= own:
            return rest
        base = rest if nouns(rest) >= nouns(rest + "ي") or ending == "ان" else rest + "ي"
        printed = nouns(base)
        if len(base) < 3 or not printed or not evidence.takes_article(base, 200):
            return None
        if own > min(printed, _OFTEN) and not evidence.takes_article(word):
            return None  # names: بوتين
        paired = 30 * max([nouns(rest + other) for other in _OTHER_ENDINGS[ending]]) >= max(own, 1)
        if (30 if paired else 8) * printed < own:
            return None
        if paired or (rest.endswith("ي") and len(word) > 5):
            return base
        return base if ending != "ان" and printed >= 2 * own else None

    def without_open_plural(self, word: str) -> str | None:
        """Take off what is left of ون and ين before another noun: مسؤولو, مسؤولي."""
        evidence = self._evidence
        rest = word[:-1]
        if len(rest) < 4 or evidence.takes_article(word):
            return None
        if evidence.nouns(word + "ن") and evidence.takes_article(rest):
            return rest if evidence.nouns(rest) >= evidence.count[word] else None
        return None

    def without_alef(self, word: str) -> str | None:
        """Take off the alef of the accusative: رسميا; names of countries in يا keep theirs."""
        evidence = self._evidence
        rest = word[:-1]
        if evidence.takes_article(word) or evidence.takes_preposition(word):
            return None  # روما
        if self._known.is_noun(rest) and not word.endswith("يا"):
            return rest
        printed = evidence.nouns(rest)
        enough = 2 * evidence.count[word] if word.endswith("يا") else 0.5 * evidence.count[word]
        return rest if len(rest) > 2 and evidence.takes_article(rest) and printed >= enough else None
