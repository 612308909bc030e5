"""The stems of words without clitics: what a list says, else what is left when endings go as counts allow."""

from extractors.evidence import HAMZA_ALEFS, Evidence
from extractors.inflections import takes_alef
from extractors.known_words import KnownWords
from extractors.noun_endings import NounEndings
from extractors.spelling_habits import plain
from extractors.verb_endings import VerbEndings

_PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "ني", "ه", "ك")
_OF_TALK = frozenset(["كما", "كم", "ك", "ني"])  # pronouns seldom met in the news
_STATES = {"سورية": "سوريا"}  # a feminine that is also the state's own name
_SOUND = ("ون", "ين", "ان", "ات")  # endings that words to be left whole have of their own
_DEPTH = 4  # endings that may follow each other


class Endings:
    """Gives the stems of words without clitics."""

    __slots__ = ("_evidence", "_known", "_nouns", "_verbs")

    def __init__(self, evidence: Evidence, known: KnownWords) -> None:
        self._evidence = evidence
        self._known = known
        self._nouns = NounEndings(evidence, known)
        self._verbs = VerbEndings(evidence)

    def stem(self, letters: str, word: str, *, noun: bool, definite: bool) -> str:
        """Give the likeliest stem of a word, as printed and in plain spelling.

        `noun`: it is no verb; `definite`: it bears the article, so it bears no pronoun.
        """
        known = self._known
        if letters in known.whole:
            return self._spelled(letters)
        listed = self._listed(letters, noun)
        if listed:
            return listed[0]
        canonical = known.variants.get(letters) or known.variants.get(word)
        if canonical:
            return self._of_canonical(canonical)
        if letters in self._evidence.apart:
            return letters
        if word in known.whole:
            return word
        listed = self._listed(word, noun) if word != letters else ()
        listed = listed or self._loosely_listed(letters, word, noun)
        if listed:
            return listed[0]
        return self._told_apart(self._reduce(word, noun=noun, definite=definite, depth=0), letters)

    def readings(self, letters: str, word: str, *, noun: bool, definite: bool) -> tuple[str, ...]:
        """Give the likeliest stem first, then all others that the word may have."""
        known = self._known
        first = self.stem(letters, word, noun=noun, definite=definite)
        if letters in known.whole or word in known.whole:  # Seoul is spelled as floods are, سيول
            nouns = () if letters.endswith(_SOUND) else known.nouns.get(letters, ())
            return tuple(dict.fromkeys((first, *map(self._spelled, nouns))))
        hurried = letters[0] not in HAMZA_ALEFS  # who writes it on the first letter leaves no other out
        nouns = (*known.nouns.get(letters, ()), *(known.loose_nouns.get(word, ()) if hurried else ()))
        found = [first, *map(self._spelled, nouns)]
        if not noun:
            verbs = (*known.verbs.get(letters, ()), *(known.loose_verbs.get(word, ()) if hurried else ()))
            found.extend(map(self._spelled_verb, verbs))
            if self._evidence.takes_article(word):
                found.append(self.stem(letters, word, noun=True, definite=definite))
            if self._verbs.is_perfect(word):
                found.append(word)
        if len(found) == 1 or not self._is_known(word):
            found.extend(self._others(word, noun, definite))
        return tuple(dict.fromkeys(found))

    def shortest(self, word: str) -> str:
        """Give what is left of a word in plain spelling when all endings go that counts allow."""
        return plain(self._reduce(word, noun=False, definite=False, depth=0))

    def support(self, word: str) -> int:
        """Count a word, or what is left of it when an ending goes: nought for letters that make no word."""
        nouns = self._evidence.nouns
        own = nouns(word)
        if own or self._is_known(word):
            return own or 1
        stem = self.shortest(word)
        return nouns(stem) if stem != word else 0

    def is_inflected_noun(self, word: str, least: float, clitic: str = "") -> bool:
        """Say whether a word is, without its endings, a noun that is printed so often at the least.

        Unless the word is printed with them too, a list must hold the noun.
        """
        base = plain(self._reduce(word, noun=True, definite=False, depth=0))
        seldom = 20 * self._evidence.count[word] < self._evidence.count[clitic + word]
        if seldom and (word[-1] == "ا" or not self._known.is_head(base)):
            return False  # بورما is no ورم
        return base != word and self._evidence.takes_article(base) and self._evidence.nouns(base) >= least

    def belongs(self, word: str) -> bool:
        """Say whether a word less a pronoun or alef at its end is a noun or a verb: والدته, فعليا, فعلوه."""
        takes_article, is_verb = self._evidence.takes_article, self._known.is_verb
        for ending in (*_PRONOUNS, "ا"):
            rest = word.removesuffix(ending)
            if rest != word and len(rest) > 2:
                opened = rest[:-1] + "ة" if rest.endswith("ت") else rest
                if takes_article(rest) or takes_article(opened) or is_verb(rest) or is_verb(rest + "ا"):
                    return True
        return False

    def is_of_two(self, word: str) -> bool:
        """Say whether a word less a pronoun is a dual that has lost its ن, or ends in تي: والديه."""
        if word.endswith("تي"):
            return self._evidence.takes_article(word[:-2] + "ة")
        rests = (word.removesuffix(pronoun) for pronoun in _PRONOUNS if word.endswith(pronoun))
        return any(rest[-1] in "اي" and self._evidence.takes_article(rest + "ن") for rest in rests)

    def _is_known(self, word: str) -> bool:
        known = self._known
        return known.is_noun(word) or word in known.whole or known.is_verb(word)

    def _loosely_listed(self, letters: str, word: str, noun: bool) -> tuple[str, ...]:
        """Give the stems that lists have for a word which is printed without hamza, or with another."""
        known = self._known
        origin = known.origins.get(word)
        if origin is not None:
            if origin in self._evidence.apart and letters != origin and origin[0] not in HAMZA_ALEFS:
                return ()
            other_alef = origin[0] in HAMZA_ALEFS and origin[0] != letters[0]
            if other_alef and not self._evidence.is_spelled(letters, origin):
                return ()
        nouns, verbs = known.loose_nouns.get(word, ()), () if noun else known.loose_verbs.get(word, ())
        return self._chosen(word, nouns, verbs) if nouns or verbs else ()

    def _listed(self, word: str, noun: bool) -> tuple[str, ...]:
        """Give the stems that lists have for a form as printed."""
        known = self._known
        nouns, verbs = known.nouns.get(word, ()), () if noun else known.verbs.get(word, ())
        return self._chosen(word, nouns, verbs) if nouns or verbs else ()

    def _of_canonical(self, canonical: str) -> str:
        """Give the stem of a word that stands for all its spellings: the singular, where it is a plural."""
        word = plain(canonical)
        listed = self._listed(canonical, noun=True)
        if listed:
            return listed[0]
        if word.endswith("ات"):
            word = self._nouns.singular_of_at(word) or word
        elif word.endswith(("ون", "ين")) and word not in self._known.whole:
            word = self._nouns.without_number(word) or word
        if word[-1] == "ة":
            word = self._nouns.masculine(word) or word
        if word[-1] == "ا" and word[:-1] in self._known.variants:
            word = self._nouns.without_alef(word) or word  # غراما, but not بلغاريا
        return self._spelled(canonical) if word == plain(canonical) else word

    def _chosen(self, word: str, nouns: tuple[str, ...], verbs: tuple[str, ...]) -> tuple[str, ...]:
        spelled = self._spelled
        if verbs and verbs[0] != word and not nouns and self._evidence.takes_article(word, 8):
            return ()
        return tuple(dict.fromkeys((*map(spelled, nouns), *map(self._spelled_verb, verbs))))

    def _spelled(self, word: str) -> str:
        return word if word in self._evidence.apart else plain(word)

    def _spelled_verb(self, perfect: str) -> str:
        """Spell a verb so that its last ى stays: it tells رأى from رأي."""
        if perfect in self._evidence.apart or perfect[-1] != "ى":
            return self._spelled(perfect)
        return plain(perfect[:-1]) + "ى"

    def _told_apart(self, stem: str, letters: str) -> str:
        """Give a stem its hamza back where that tells it from another: إمام and أمام, كأنه and كان."""
        start = letters[: len(stem)]
        if start in self._evidence.apart and plain(start) == stem:
            return start
        if stem[0] != "ا" or letters[0] not in "اأإآ":
            return stem
        apart = self._evidence.apart
        if letters[0] in HAMZA_ALEFS:
            spelled = letters[0] + stem[1:]
            return spelled if spelled in apart else stem
        spelled = self._evidence.commonest(stem)
        return spelled if spelled in apart else stem

    def _reduce(self, word: str, *, noun: bool, definite: bool, depth: int) -> str:
        if depth:
            if word in self._known.whole:
                return word
            canonical = self._known.variants.get(word)
            if canonical and plain(canonical) != word:
                return self._of_canonical(canonical)
            listed = self._listed(word, noun) or self._loosely_listed(word, word, noun)
            if listed:
                return listed[0]
        if len(word) < 4 or depth > _DEPTH:
            return word
        if not noun:
            perfect = self._verbs.perfect(word)
            if perfect is not None:
                known = self._known
                verbs = known.verbs.get(perfect) or known.loose_verbs.get(perfect)
                return self._spelled_verb(verbs[0]) if verbs and plain(verbs[0]) == perfect else perfect
        rest = self._shorter(word, noun=noun, definite=definite)
        if rest is None or rest == word:
            return word
        of_no_plural = word.endswith(("ون", "ين", "ان")) or (rest + "ا" == word and not takes_alef(rest))
        if of_no_plural and self._known.is_noun(rest) and not self._known.is_head(rest):
            return rest  # المدافعون are no cannons, مدافع
        return self._reduce(rest, noun=noun, definite=definite, depth=depth + 1)

    def _shorter(self, word: str, *, noun: bool, definite: bool) -> str | None:
        """Give a word without its last ending; None where it has none."""
        last = word[-1]
        nouns = self._nouns
        if last == "ا" and self._evidence.count[word + "ء"] > 3 * self._evidence.count[word]:
            return word + "ء"
        if last in "اهمنكي" and not definite:
            rest = self._without_pronoun(word)
            if rest:
                return rest
        if last == "ه":
            return word[:-1] + "ة"
        if last == "ة":
            return nouns.masculine(word)
        if word.endswith("ات"):
            return nouns.singular_of_at(word)
        if word.endswith(("ون", "ين", "ان")):
            return nouns.without_number(word)
        if last == "ا" and not definite:
            return nouns.without_alef(word)
        if last in "وي" and not definite:
            return nouns.without_open_plural(word)
        return None

    def _without_pronoun(self, word: str) -> str | None:
        evidence = self._evidence
        if evidence.takes_article(word) and word[-1] != "ه":
            return None
        for pronoun in _PRONOUNS:
            if not word.endswith(pronoun) or len(word) - len(pronoun) < 2:
                continue
            rest = word[: -len(pronoun)]
            base = self._closed(rest)
            if base is None or (len(base) < 3 and not self._is_known(base)):
                continue
            if pronoun == "ه" and self._is_feminine(word, rest):
                return None
            if pronoun == "نا" and evidence.takes_article(word[:-1]):
                return None  # the ن of a noun and the alef of the accusative: إعلانا
            enough = (16 if pronoun in _OF_TALK else 0.4) * evidence.count[word]
            if evidence.nouns(base) >= enough or self._is_known(base):
                return base
        return None

    def _is_feminine(self, word: str, rest: str) -> bool:
        """Say whether a last ه stands for ة, as hurried hands write it, and is no pronoun."""
        return self._evidence.count[word] < 0.25 * self._evidence.nouns(rest + "ة")

    def _closed(self, rest: str) -> str | None:
        """Give a word as it is without the pronoun: شركتـ is شركة, مستواـ is مستوى, وزراؤـ is وزراء."""
        evidence = self._evidence
        nouns, known = evidence.nouns, self._known
        if rest[-1] == "ت" and len(rest) > 2:
            opened = rest[:-1] + "ة"
            if nouns(opened) > nouns(rest) or (known.is_noun(opened) and not known.is_noun(rest)):
                return opened
        if rest.endswith(("او", "اي")) and len(rest) > 3:
            whole = rest[:-1] + "ء"
            if nouns(whole) > nouns(rest) or known.is_noun(whole):
                return whole
        if rest[-1] == "ا" and len(rest) > 2:
            shut, full = rest[:-1] + "ي", rest + "ء"
            best = max(shut, full, key=nouns)
            if nouns(best) > nouns(rest):
                return best
        if rest[-1] == "و" and known.is_verb(rest + "ا"):
            return rest + "ا"
        if rest[-1] == "ا" and known.is_verb(rest[:-1] + "ي"):
            return rest[:-1] + "ي"
        if rest[-1] in "وي" and len(rest) > 3:
            stem = rest[:-1]
            if nouns(rest + "ن") and nouns(stem) > nouns(rest):
                return stem
        if nouns(rest) or self._is_known(rest) or rest.endswith(("ات", "ون", "ين")):
            return rest
        return None

    def _others(self, word: str, noun: bool, definite: bool) -> list[str]:
        """Give further stems of a word whose last letters can be read in two ways."""
        if len(word) < 4:
            return []
        if word[-1] == "ه" and not definite:
            return [self._reduce(word[:-1] + "ة", noun=noun, definite=True, depth=1)]
        if word in _STATES:
            return [_STATES[word]]
        if word.endswith("ات"):
            other = self._nouns.may_be_of_both(word)
            return [other] if other else []
        return []
