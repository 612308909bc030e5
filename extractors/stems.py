"""A careful light stemmer: an ending or a clitic goes only when the letters, or a word we know, say so."""

import re
from dataclasses import dataclass

from extractors import words

CONJUNCTIONS = "وف"
PREPOSITIONS = "بلك"
ARTICLE = "ال"
WITH_ARTICLE = ("بال", "كال")
TO_THE = "لل"
_TO_GOD, _GOD = "لله", "الله"
PRONOUNS = ("هما", "ها", "هم", "هن")
_SPELLING = str.maketrans("أإآىؤ", "اااي" + "و")
_TEH = str.maketrans("ة", "ه")
_PREPOSITION_AS_PRINTED = {"إلى": "الى", "الى": "الى", "الي": "الى", "على": "على"}  # not آلي, not علي


@dataclass(frozen=True, slots=True)
class Forms:
    """Two forms of a word: without clitics but with its article, and its stem."""

    exact: str
    stem: str


def forms(letters: str) -> Forms:
    """Give the forms of one Arabic word, in plain letters but for أ إ آ ؤ ئ ء ة ى (see arabic.py)."""
    printed = _PREPOSITION_AS_PRINTED.get(letters)
    if printed:
        return Forms(printed, printed)
    word = _without_clitics(letters)
    return Forms(_bare(word).translate(_TEH), _stem(_without_article(word)))


def spell(word: str) -> str:
    """Give one spelling for hamza wherever it is carried, and for alef maqsura; the length stays."""
    word = word.translate(_SPELLING)
    if "ئ" not in word and "ء" not in word:
        return word
    word = re.sub("ئ(?=ون$)", "ي", word)
    word = re.sub("(?<=.)[ئء](?=و)", "و", word)
    word = re.sub("ئ(?=[ةه]$)", "ء", word)
    return word.replace("ئ", "ي")


def _plain(text: str) -> str:
    return re.sub("[\u064b-\u0655]", "", text)


def _list(text: str) -> frozenset[str]:
    return frozenset(spell(word) for word in _plain(text).split())


def _map(text: str) -> dict[str, str]:
    pairs = (entry.split(":") for entry in _plain(text).split())
    return {spell(other): spell(base) for base, others in pairs for other in others.split(",")}


_SPELLINGS = _map(words.SPELLINGS)
_PLURALS = {**_map(words.SHORT_DUALS), **_map(words.PLURALS)}
_VERBS = _list(words.VERBS)
_WHOLE = _list(words.WHOLE)
_OWN_AL = _list(words.OWN_AL)
_OWN_WAW = tuple(sorted(_list(words.OWN_WAW)))
_BARE_IN_AT = _list(words.BARE_IN_AT)
_FEMININE_IN_AT = _list(words.FEMININE_IN_AT)


def _drop_article(word: str) -> str:
    return word[2:] if word.startswith(ARTICLE) and len(word) > 4 and word not in _OWN_AL else word


_BASES = frozenset(
    {_drop_article(word).translate(_TEH) for word in _list(words.BASES)}
    | {word.translate(_TEH) for word in [*_PLURALS, *_PLURALS.values(), *_SPELLINGS, *_SPELLINGS.values()]}
    | {word.translate(_TEH) for word in _WHOLE}
)


def _known(word: str) -> bool:
    """Say whether a word is one of ours as it stands or without its endings."""
    bare = _drop_article(word)
    return bare.translate(_TEH) in _BASES or bare in _VERBS or _stem(bare) in _BASES


def _without_clitics(letters: str) -> str:
    """Take off و ف and then ب ل ك where they are clitics; للـ becomes the article."""
    word = spell(letters)
    if _is_base(word):
        return word
    signed = letters[1:2] == "إ" and len(letters) > 3  # hamza below stands at the head of a word only
    if word[0] in CONJUNCTIONS and len(word) > 3 and (signed or _is_conjunction(word)):
        letters, word = letters[1:], word[1:]
        signed = letters[1:2] == "إ" and len(letters) > 3
        if _is_base(word):
            return word
    return _without_preposition(word, signed)


def _is_base(word: str) -> bool:
    return word.translate(_TEH) in _BASES or word in _OWN_AL


def _is_conjunction(word: str) -> bool:
    rest = word[1:]
    if rest.startswith((ARTICLE, TO_THE, *WITH_ARTICLE)) and (len(rest) > 4 or rest in _OWN_AL):
        return True
    if word[0] == "ف":
        return len(rest) > 3 and _known(rest)
    return not word.startswith(_OWN_WAW) or (len(rest) > 4 and _known(rest) and not _known(word))


def _without_preposition(word: str, signed: bool) -> str:
    if word.startswith(WITH_ARTICLE) and len(word) > 5:
        return word[1:]
    if word == _TO_GOD:
        return _GOD
    if word.startswith(TO_THE) and len(word) > 3:
        rest = word[2:]
        return word[1:] if _known("ل" + rest) and not _known(rest) else ARTICLE + rest
    if word[:1] in tuple(PREPOSITIONS) and len(word) > 3:
        rest = word[1:]
        if signed or (_known(rest) and not _known(word)):
            return rest
    return word


def _without_article(word: str) -> str:
    if word in _OWN_AL or not word.startswith(ARTICLE) or len(word) < 4:
        return word
    return word[2:]


def _bare(word: str) -> str:
    """Drop a last hamza after alef, which hurried hands leave out; short words need it (ماء is not ما)."""
    base = word.removeprefix(ARTICLE)
    return word[:-1] if len(base) > 3 and word.endswith("اء") else word


def _stem(word: str) -> str:
    base = _SPELLINGS.get(word, word)
    base = _PLURALS.get(base, base)
    if base == word and word not in _WHOLE:
        base = _without_endings(word)
        base = _SPELLINGS.get(base, base)
        base = _PLURALS.get(base, base)
    return _bare(_feminine_nisba(base)).translate(_TEH)


def _without_endings(word: str) -> str:
    word = _without_pronoun(word)
    if word in _PLURALS or word in _SPELLINGS or word in _WHOLE:
        return word
    return _without_number(_without_verb_ending(word))


def _without_pronoun(word: str) -> str:
    for pronoun in PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) > 2:
            return _closed(word[: -len(pronoun)])
    if word.endswith("تنا") and len(word) > 5:
        return _closed(word[:-2])
    if word.endswith("ته") and len(word) > 4:
        return _closed(word[:-1])
    if word.endswith("ه") and len(word) > 3 and (word[:-1] in _PLURALS or word[:-1] in _BASES):
        return word if word in _BASES else word[:-1]
    return word


def _closed(word: str) -> str:
    """Give a word its ة back that the pronoun had opened: شركتـ(ها) to شركة."""
    opened = word.endswith("ت") and not word.endswith("ات") and len(word) > 3
    return word[:-1] + "ة" if opened and word not in _BASES else word


def _without_verb_ending(word: str) -> str:
    for ending in ("وا", "ت", "ا", "ون", "ان", "ن"):
        if word.endswith(ending) and word[: -len(ending)] in _VERBS and word not in _BASES:
            return word[: -len(ending)]
    return word[:-2] if word.endswith("وا") and len(word) > 5 else word


def _without_number(word: str) -> str:
    if word.translate(_TEH) in _BASES:
        return word
    if word.endswith("ات") and len(word) > 3:
        return _from_plural_in_at(word[:-2])
    if word.endswith(("تين", "تان")) and len(word) > 5 and not word.endswith("ستان"):
        return word[:-3] + "ة"
    if word.endswith(("يون", "يين")) and len(word) > 5:
        return word[:-2]
    if word.endswith(("ون", "ين")) and len(word) > 5:
        return word[:-2]
    if word.endswith("يا") and len(word) > 4:
        return word[:-1]
    if word.endswith("ا") and len(word) > 4 and word[:-1] in _BASES:
        return word[:-1]
    return word


def _from_plural_in_at(base: str) -> str:
    """Give the singular of a sound feminine plural, with ة unless its letters are those of a verbal noun."""
    if base in _BARE_IN_AT or (base in _BASES and base + "ه" not in _BASES):
        return base
    if base in _FEMININE_IN_AT or base + "ه" in _BASES or base.endswith("ي"):
        return base + "ة"
    return base if _is_verbal_noun(base) or _is_loan(base) else base + "ة"


def _is_verbal_noun(base: str) -> bool:
    """Say whether the letters are those of افتعال, انفعال, استفعال, إفعال, تفعيل, تفعّل."""
    if base[0] == "ا" and base[-2] == "ا" and len(base) > 4:
        return not base.startswith("است") or len(base) > 6
    if base[0] == "ت" and len(base) == 5:
        return base[-2] == "ي" or base[2] == "ا"
    return base[0] == "ت" and len(base) == 4


def _is_loan(base: str) -> bool:
    return len(base) > 4 and base[-2] in "اوي" and base[0] not in "ام"


def _feminine_nisba(word: str) -> str:
    """Take the ة off an adjective of relation: عراقية to عراقي; likewise لاجئة to لاجئ."""
    if len(word) > 4 and word.endswith(("ية", "يه")):
        return word[:-1]
    if len(word) > 4 and word.endswith(("ءة", "ءه")) and word[-3] != "ا":
        return word[:-2] + "ي"
    return word
