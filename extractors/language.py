"""Which language a text is in: Arabic, its neighbours in the same script, and what newsrooms write beside it.

Short words that a language cannot do without are counted, and letters that only it has; no model is asked.
"""

import re
from collections import Counter
from functools import lru_cache

from extractors.respelling import Respelling
from extractors.spelling import DISTINCT, LATIN_LETTERS, SCRIPTS, SHAPES, WORDS

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
# Runs of letters, whose lengths are added up.
_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC_SCRIPT = re.compile(
    "[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\ufb50-\ufdfc\ufe70-\ufefc]+"
)
_NOT_ARABIC = bytes(
    byte for byte in range(256) if not _ARABIC_SCRIPT.match(bytes([byte]).decode("cp1256", "ignore"))
)
_LATIN_SCRIPT = re.compile("[a-zA-Z\u00c0-\u024f\u1e00-\u1eff]+")
_ENOUGH = 20  # letters; fewer tell nothing
_SAMPLE = 5_000  # characters that are enough to tell
_LEAST = 0.04  # of the words, for a language in Latin script to be named
_ARTICLE = re.compile("(?:[وفبك]|وب|وك|فب)?ال[^\\W\\d_]{2}|[وف]?لل[^\\W\\d_]{2}")
_PLAINLY = WORDS["ar"]  # short words of Arabic
_PLAIN = 0.35  # share of words that no other language than Arabic has
_OF_LETTER = 0.9  # weight of a word with a letter that only one language has; a short word weighs 1
_OF_SHAPE = 0.6  # and of one that begins or ends as only one language's words do
_ALIKE = {
    "ckb": "ku",
    "kmr": "ku",
    "sdh": "ku",
    "prs": "fa",
    "pes": "fa",
    "azb": "az",
    "zsm": "ms",
    "iw": "he",
}
_SPELLED = {"ک": "ك", "ی": "ي", "ى": "ي", "\u2019": "'"}
_LIGATURE = ("ﻻ", "لا")
_SPELLING = Respelling(lambda char: "" if _MARKS.match(char) else _SPELLED.get(char, char), {})


@lru_cache(maxsize=4)
def language_of(text: str) -> str | None:
    """Give the likeliest language tag of a text, "und" for one we do not tell, None when it is too short."""
    sample = text[:_SAMPLE]
    spelled = _SPELLING.common(sample)
    if spelled is not None:
        plain = len(spelled.encode("cp1256", "ignore").translate(None, _NOT_ARABIC))
        if plain >= _ENOUGH and plain * 2 > len(spelled):  # more than half of all are Arabic letters
            return _of_arabic_script((_WORD if "'" in spelled else _LETTERS).findall(spelled))
    sample = _MARKS.sub("", sample)
    letters = _count(_LETTERS, sample)
    if letters < _ENOUGH:
        return None
    if _count(_ARABIC_SCRIPT, sample) * 2 > letters:
        return _of_arabic_script(_WORD.findall(_spelled(sample)))
    if _count(_LATIN_SCRIPT, sample) * 2 > letters:
        return _of_latin_script(Counter(_WORD.findall(_spelled(sample).lower())))
    return _of_other_script(sample)


def _count(runs: re.Pattern[str], sample: str) -> int:
    return sum(map(len, runs.findall(sample)))


def _spelled(sample: str) -> str:
    for printed, letter in (*_SPELLED.items(), _LIGATURE):
        sample = sample.replace(printed, letter)
    return sample


def is_wanted(found: str | None, wanted: str) -> bool:
    """Say whether a text of this language may be the outlet's: so may one whose language we do not tell.

    `wanted` is the outlet's tag, of which the region does not count. "und" is not wanted of an Arabic outlet:
    Arabic is told.
    """
    primary = wanted.partition("-")[0].lower()
    primary = _ALIKE.get(primary, primary)
    if found is None or found == primary:
        return True
    told = primary in WORDS or primary in SCRIPTS.values()
    return primary != "ar" if found == "und" else not told


def _of_arabic_script(words: list[str]) -> str:
    own = len([word for word in words if word in _PLAINLY or _is_shaped(word)])
    if own > len(words) * _PLAIN:
        return "ar"
    scores: dict[str, float] = dict.fromkeys(DISTINCT, 0.0)
    for word, count in Counter(words).items():
        for language, letters in DISTINCT.items():
            if word in WORDS[language]:
                scores[language] += count
            elif not letters.isdisjoint(word):
                scores[language] += count * _OF_LETTER
        for language, shape in SHAPES.items():
            if shape.search(word):
                scores[language] += count * _OF_SHAPE
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > own else "ar"


def _is_shaped(word: str) -> bool:
    """Say whether a word bears the article of Arabic, or ends in teh marbuta."""
    return word[-1] == "ة" or (("ال" in word or "لل" in word) and _ARTICLE.match(word) is not None)


def _of_latin_script(words: Counter[str]) -> str:
    total = words.total()
    scores: dict[str, float] = {}
    for language, letters in LATIN_LETTERS.items():
        stops = sum(count for word, count in words.items() if word in WORDS[language])
        marked = sum(count for word, count in words.items() if not letters.isdisjoint(word))
        scores[language] = stops + marked * 0.5
    best = max(scores, key=lambda language: scores[language])
    return best.partition("-")[0] if scores[best] > total * _LEAST else "und"


def _of_other_script(sample: str) -> str:
    counts = Counter(language for letters, language in SCRIPTS.items() for _ in re.findall(letters, sample))
    if not counts:
        return "und"
    best, count = counts.most_common(1)[0]
    if best == "ru" and any(letter in sample.lower() for letter in "їєґ"):
        best = "uk"
    return best if count * 2 > _count(_LETTERS, sample) else "und"
