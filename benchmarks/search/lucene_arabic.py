"""What Lucene's ArabicAnalyzer makes of a text, without its list of stop words.

Written anew from the published algorithm, in its order: words as UAX #29 bounds them, lower case, digits made
ASCII, ArabicNormalizer, ArabicStemmer (light10). The stop words are left out because a word on that list is
found by nothing at all: with them every pair that holds one would count against Lucene.
"""

import re
import unicodedata

_MARKS = "\u0640" + "".join(map(chr, range(0x064B, 0x0653)))  # tatweel, and fathatan to sukun
_NORMALISED = str.maketrans({**dict.fromkeys("آأإ", "ا"), "ى": "ي", "ة": "ه", **dict.fromkeys(_MARKS)})
PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ية", "ه", "ة", "ي")
_SHORTEST_AFTER_WAW = 3  # letters that must be left when the one letter و goes
_SHORTEST = 2  # and when anything else goes

# Classes of UAX #29 (Word_Break): what extends the character before it, what joins two letters or two digits.
_EXTENDING = (
    "\u00ad\u0300-\u036f\u0610-\u061a\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u200c-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
)
_LETTER = rf"(?:[^\W\d_][{_EXTENDING}]*)"
_DIGIT = rf"(?:[\d\u066b][{_EXTENDING}]*)"
_JOINS_LETTERS = "[:.'\u00b7\u2018\u2019\u2024\u2027\uff07\uff0e\uff1a]"
_JOINS_DIGITS = "[,;.'\u060c\u060d\u066c\u2018\u2019\u2024\u2044\uff07\uff0c\uff0e\uff1b]"
_WORD = re.compile(f"(?:{_LETTER}+(?:{_JOINS_LETTERS}{_LETTER}+)*|{_DIGIT}+(?:{_JOINS_DIGITS}{_DIGIT}+)*|_)+")


def analyse(text: str) -> tuple[str, ...]:
    """Give the terms of the text in order."""
    return tuple(stem(normalise(_ascii_digits(word.lower()))) for word in words(text))


def words(text: str) -> list[str]:
    """Give the words of the text as StandardTokenizer bounds them, where spaces part words."""
    return [match.group() for match in _WORD.finditer(text)]


def normalise(word: str) -> str:
    """Give the word without tatweel and vowel signs, with one alef, one yeh, and heh for teh marbuta."""
    return word.translate(_NORMALISED)


def stem(word: str) -> str:
    """Give the normalised word without its first prefix, then without each suffix in turn that it ends in."""
    for prefix in PREFIXES:
        left = _SHORTEST_AFTER_WAW if len(prefix) == 1 else _SHORTEST
        if word.startswith(prefix) and len(word) >= len(prefix) + left:
            word = word.removeprefix(prefix)
            break
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + _SHORTEST:
            word = word.removesuffix(suffix)
    return word


def _ascii_digits(word: str) -> str:
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in word)
