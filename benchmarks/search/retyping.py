"""How somebody who remembers a word of a report types it: another clitic, number or gender, or no hamza.

A change is made only where it is known to give a word: an article where the material prints the word with it,
a plural or a gender where the project's word lists have it. Whether a search sees through it is not asked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from extractors.characters import HARAKAT, TATWEEL

ARTICLE = "ال"
SHORTEST = 3  # letters of a word, and of what is left of one without its clitics
_WORD = re.compile(rf"(?<!\w)[\u0621-\u063a\u0641-\u064a]{{{SHORTEST},}}(?!\w)")
_MARKS = str.maketrans(dict.fromkeys(HARAKAT.chars + TATWEEL.chars))
_HAMZAS = str.maketrans("أإآ", "ااا")
_OWN_AL = ("أل", "إل", "آل")  # letters of the word itself: no article is printed with hamza
# What stands before a word that is printed without it so many times as often: وقرب, but not وزير.
_WRITTEN_ON: Mapping[str, float] = {"و": 2, "ف": 2, "ب": 3, "ل": 3, "ك": 3}
_BEFORE_ARTICLE = ("وال", "بال", "فال", "كال", "لل", "ال")
_ADDED = ("", "و", "ب", "ل")
_NOUNS_ONLY = ("ب", "ل")
# Words that say nothing alone and yet are too rare to be known by that.
_SAY_NOTHING = """
    أنني إنني لأنني أنك إنك لأنك أنت أنتم أنتما أيا أيما أين أينما متى كيفما حيثما حيثيا كلما طالما قلما
    ريثما بينما عندئذ حينئذ يومئذ آنذاك وقتئذ ثمة هنالك هكذا كذا كذلك ذاك هاتان هذان هذين هاتين اللذان
    اللذين اللتان اللتين اللاتي اللواتي اللائي لاسيما سيما لدن لدى سوى عدا ماعدا خلا إبان تارة أحيانا
    أبدا قط لعل ليت كأن كأنما إنما لكنما لولا لوما كي لكيلا كيلا لئلا ألا أما إما بلى كلا أجل ليس ليست
    ليسوا لست لسنا بيد إزاء تجاه بمثابة فضلا ناهيك رغم حسبما وفقما مهما أنى ريث نعم حتما ربما جدا
"""
_FUNCTION_WORDS = frozenset(_SAY_NOTHING.split())
_PRONOUNS = ("ها", "هم", "هن", "هما", "نا", "كم", "ني", "ه")


def words_of(text: str) -> Iterator[str]:
    """Give the words of the text of Arabic letters alone, three at least, without vowel signs, in order."""
    return (match.group() for match in _WORD.finditer(text.translate(_MARKS)))


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Give in how many of the texts each word is printed, hamza on alef or not; but إلينوي is no الينوي."""
    return Counter(word for text in texts for word in set(map(_spelling, words_of(text))))


def _spelling(word: str) -> str:
    """Give the word without hamza on alef, but for one that tells its letters from the article."""
    return word[:2] + _without_hamza(word[2:]) if word.startswith(_OWN_AL) else _without_hamza(word)


def _without_hamza(word: str) -> str:
    return word.translate(_HAMZAS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the changes lean on.

    `printed` says in how many reports a word stands (see count_words); below `least` it may
    be a slip of the pen. `plurals` are by singular; `adjectives` are masculine singulars.
    """

    printed: Mapping[str, int]
    least: int
    plurals: Mapping[str, tuple[str, ...]]
    adjectives: Set[str]
    _singulars: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_singulars", _singulars(self.plurals))

    def reports(self, word: str) -> int:
        """Give in how many reports the word stands, whatever its clitics; with two of them counted twice."""
        base, _ = self.parted(word)
        forms = {before + base for before in ("", "و", "ب", "ل", ARTICLE, *_BEFORE_ARTICLE)}
        return sum(map(self._count, forms))

    def is_printed(self, word: str) -> bool:
        """Say whether the word, just so but for hamza, stands in enough reports to be one."""
        return self._count(word) >= self.least

    def is_typed(self, word: str) -> bool:
        """Say whether who remembers the word may type it: no function word, pronoun or doubtful clitic."""
        base, has_article = self.parted(word)
        noun = has_article or self.is_printed(ARTICLE + base)
        if {word, base} & _FUNCTION_WORDS:
            return False
        if word.endswith("ا") and self.is_printed(word.removesuffix("ا")):
            return False
        if not noun and base[0] in _WRITTEN_ON and self.is_printed(base[1:]):
            return False
        return self.is_printed(word) and not word.endswith(_PRONOUNS) and bool(self.changes(word))

    def parted(self, word: str) -> tuple[str, bool]:
        """Give the word without its article and what stands before that, and whether it had one."""
        word = self._without_clitics(word)
        for start in _BEFORE_ARTICLE:
            base = word.removeprefix(start)
            if base != word and len(base) >= SHORTEST and self._takes_article(base):
                return base, True
        return word, False

    def changes(self, word: str) -> Mapping[str, tuple[str, ...]]:
        """Give how the word may be typed, by the kind of change; no kind without a word."""
        base, has_article = self.parted(word)
        noun = has_article or self.is_printed(ARTICLE + base)
        within = {
            "number": [*self.plurals.get(base, ())[:1], *self._singular(base)],
            "hamza": [_without_hamza(base)] if base != _without_hamza(base) else [],
            "gender": self._gender(base),
        }
        typed = {
            "article": self._article(base, has_article, noun),
            "clitic": _with_clitic(base, has_article, noun),
            **{kind: [ARTICLE * has_article + form for form in forms] for kind, forms in within.items()},
        }
        kept = {kind: tuple(form for form in forms if form != word) for kind, forms in typed.items()}
        return {kind: forms for kind, forms in kept.items() if forms}

    def _count(self, word: str) -> int:
        return self.printed.get(_spelling(word), 0)

    def _takes_article(self, base: str) -> bool:
        """Whether it is printed with the article and without: التقت has none, its ا and ل are its own."""
        return self.is_printed(ARTICLE + base) and (self.is_printed(base) or self.is_printed("لل" + base))

    def _without_clitics(self, word: str) -> str:
        for _ in range(2):  # وبالأمن has two before the article
            rest = word[1:]
            times = _WRITTEN_ON.get(word[0])
            if times is None or len(rest) < SHORTEST or not self.is_printed(rest):
                break
            if self._count(rest) < times * self._count(word):
                break
            word = rest
        return word

    def _article(self, base: str, has_article: bool, noun: bool) -> list[str]:
        if has_article:
            return [base] if self.is_printed(base) else []
        return [ARTICLE + base] if noun else []

    def _singular(self, base: str) -> list[str]:
        return [self._singulars[base]] if base in self._singulars else []

    def _gender(self, base: str) -> list[str]:
        if base in self.adjectives:
            return [base + "ة"]
        masculine = base.removesuffix("ة")
        return [masculine] if masculine != base and masculine in self.adjectives else []


def _with_clitic(base: str, has_article: bool, noun: bool) -> list[str]:
    if has_article:
        to = "ل" + base if base[0] == "ل" else "لل" + base  # three lams are never written: اللازم, للازم
        return [to if clitic == "ل" else clitic + ARTICLE + base for clitic in _ADDED]
    fitting = [clitic for clitic in _ADDED if noun or clitic not in _NOUNS_ONLY]
    return [clitic + base for clitic in fitting if not (clitic == base[0] == "و")]


def _singulars(plurals: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Give the singular of each plural that has a single one and is itself none."""
    found: dict[str, set[str]] = {}
    for singular, forms in plurals.items():
        for plural in forms:
            found.setdefault(plural, set()).add(singular)
    return {
        plural: next(iter(words))
        for plural, words in found.items()
        if len(words) == 1 and plural not in plurals
    }
