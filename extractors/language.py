"""Which language a text is in, as far as an Arabic newsroom's archive must know: Arabic, or a neighbour."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_SCRIPT = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3\u06d5\ufb50-\ufdfc\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 20  # letters; fewer tell nothing

# Letters that Arabic does not have, by language: Persian kaf and yeh stand in Arabic pages too, so they count little.
_LETTERS = {
    "ur": "ٹڈڑںےھہ",
    "ku": "ەێۆڕڵ",
    "ps": "ټډړښۍېځڅ",
    "ug": "ۇۈۋې",
    "fa": "گچپژ",
}
_SHARE = {"ur": 0.02, "ku": 0.03, "ps": 0.01, "ug": 0.03, "fa": 0.015}  # of the letters of Arabic script
_ARABIC_WORDS = frozenset("من في على إلى أن التي الذي عن مع هذا هذه بعد لم قد ما كان كما الى ان إن".split())
_PERSIAN_WORDS = frozenset("که از به را این است با برای آن شد می در های ها و کرد خود یک بود تا".split()) - {
    "و"
}
_LATIN_WORDS = {
    "en": frozenset("the of and to in is that for on with was as it by".split()),
    "fr": frozenset("le la les de des et en un une du est que pour dans qui".split()),
    "de": frozenset("der die das und ist nicht ein eine mit den von zu im".split()),
    "tr": frozenset("ve bir bu için ile da de olarak olan çok daha".split()),
    "es": frozenset("el la los las de que en un una por con del para".split()),
}


def language_of(text: str) -> str | None:
    """Give the likeliest language tag of a text, "und" for one we do not tell, None when it is too short."""
    letters = len(_LETTER.findall(text))
    if letters < _ENOUGH:
        return None
    arabic = len(_ARABIC_SCRIPT.findall(text))
    words = Counter(word.casefold() for word in _WORD.findall(text))
    return _of_arabic_script(text, arabic, words) if arabic * 2 > letters else _of_other_script(words)


def _of_arabic_script(text: str, arabic: int, words: Counter[str]) -> str:
    own = sum(words[word] for word in _ARABIC_WORDS)
    persian = sum(words[word] for word in _PERSIAN_WORDS)
    for language, letters in _LETTERS.items():
        share = sum(map(text.count, letters)) / arabic
        if share > _SHARE[language] and (language != "fa" or persian > own) and own * 20 < words.total():
            return language
    return "fa" if persian > 2 * own and persian * 20 > words.total() else "ar"


def _of_other_script(words: Counter[str]) -> str:
    counts = {language: sum(words[word] for word in known) for language, known in _LATIN_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] * 20 > words.total() else "und"
