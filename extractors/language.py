"""Which language a text is in, as far as an Arabic newsroom's archive must know: Arabic, or a neighbour."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_SCRIPT = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3\u06d5\ufb50-\ufdfc\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")
_ENOUGH = 20  # letters; fewer tell nothing

# Letters that Arabic does not have, by language. Persian kaf and yeh stand in Arabic pages too: not here.
_LETTERS = {
    "ur": "ٹڈڑںےھہ",
    "ku": "ەێۆڕڵ",
    "ps": "ټډړښۍېځڅ",
    "ug": "ۇۈۋې",
    "fa": "گچپژ",
}
_SHARE = {"ur": 0.02, "ku": 0.03, "ps": 0.01, "ug": 0.03, "fa": 0.015}  # of the letters of Arabic script
_WORDS = {
    "ar": "من في على إلى أن التي الذي عن مع هذا هذه بعد لم قد ما كان كما الى ان إن",
    "fa": "که از به را این است با برای آن شد می در های ها کرد خود یک بود تا",
    "en": "the of and to in is that for on with was as it by",
    "fr": "le la les de des et en un une du est que pour dans qui",
    "de": "der die das und ist nicht ein eine mit den von zu im",
    "tr": "ve bir bu için ile da de olarak olan çok daha",
    "es": "el la los las de que en un una por con del para",
}
_COMMON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_LATIN = ("en", "fr", "de", "tr", "es")


def language_of(text: str) -> str | None:
    """Give the likeliest language tag of a text, "und" for one we do not tell, None when it is too short."""
    letters = len(_LETTER.findall(text))
    if letters < _ENOUGH:
        return None
    arabic = len(_ARABIC_SCRIPT.findall(text))
    words = Counter(word.casefold() for word in _WORD.findall(text))
    return _of_arabic_script(text, arabic, words) if arabic * 2 > letters else _of_other_script(words)


def _of_arabic_script(text: str, arabic: int, words: Counter[str]) -> str:
    own = sum(words[word] for word in _COMMON["ar"])
    persian = sum(words[word] for word in _COMMON["fa"])
    for language, letters in _LETTERS.items():
        share = sum(map(text.count, letters)) / arabic
        if share > _SHARE[language] and (language != "fa" or persian > own) and own * 20 < words.total():
            return language
    return "fa" if persian > 2 * own and persian * 20 > words.total() else "ar"


def _of_other_script(words: Counter[str]) -> str:
    counts = {language: sum(words[word] for word in _COMMON[language]) for language in _LATIN}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] * 20 > words.total() else "und"
