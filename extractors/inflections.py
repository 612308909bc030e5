"""The forms that listed words take: feminine, plural and dual of adjectives, persons of verbs.

Forms are given as printed in full; which of them a text really holds is for the stemmer to see.
"""

from collections.abc import Iterator

from extractors.lexicon import Verb

_ADJECTIVE_ENDINGS = ("ة", "ون", "ين", "ان", "ات", "تان", "تين")
_PERSONS = "يتن"
_LONG = "اوي"


def adjective_forms(masculine: str) -> Iterator[str]:
    """Give the regular forms of an adjective, the masculine singular first."""
    yield masculine
    if masculine[-1] != "ي":  # رسميا is for the counts to tell from names of countries: بلغاريا
        yield masculine + "ا"
    for ending in _ADJECTIVE_ENDINGS:
        yield masculine + ending


def plural_forms(plural: str) -> Iterator[str]:
    """Give a broken plural, and its accusative where print shows it."""
    yield plural
    if plural[-1] not in "اةءى":
        yield plural + "ا"


def perfect_forms(verb: Verb) -> Iterator[str]:
    """Give the perfect alone: what a verb is looked up by."""
    yield verb.perfect


def main_forms(verb: Verb) -> Iterator[str]:
    """Give the forms of a verb in the persons of the news, and those written down for it."""
    yield from _perfect_persons(verb.perfect)
    yield from verb.further
    body = verb.imperfect[1:]
    yield from (person + body for person in _PERSONS)
    yield "آ" + body[1:] if body[0] == "أ" else "أ" + body
    yield from (person + tail for tail in _plural_tails(body) for person in _PERSONS)


def rare_forms(verb: Verb) -> Iterator[str]:
    """Give the forms with few letters, which may well be other words: لم يقل, لم ينف."""
    body = verb.imperfect[1:]
    if body[-1] in "يىو" and len(body) > 2:
        yield from (person + body[:-1] for person in _PERSONS)
    if len(body) > 2 and body[-2] in _LONG and verb.perfect[-2] == "ا":
        yield from (person + body[:-2] + body[-1] for person in _PERSONS)


def _perfect_persons(perfect: str) -> Iterator[str]:
    root, last = perfect[:-1], perfect[-1]
    if last in "ىا":  # نفى: نفت، نفوا، نفيت، نفاه; دعا: دعت، دعوا، دعوت
        own = "و" if last == "ا" and len(perfect) == 3 else "ي"
        yield from (root + ending for ending in ("ا", "ت", "وا", "و", "تا"))
        yield from (root + own + ending for ending in ("ت", "نا", "ن", "ا"))
    elif last == "ي":  # بقي: بقيت، بقوا
        yield from (perfect + ending for ending in ("ت", "نا", "ن", "ا", "تا"))
        yield root + "وا"
    elif last == "أ":  # بدأ: بدأت، بدأوا، بدؤوا
        yield from (perfect + ending for ending in ("ت", "وا", "تا", "نا", "ن"))
        yield from (root + ending for ending in ("ؤوا", "ءوا"))
    else:
        yield from (
            perfect + ending for ending in ("ت", "وا", "و", "ا", "تا")
        )  # «و»: before a pronoun, قتلوه
        yield from _first_persons(perfect)


def _first_persons(perfect: str) -> Iterator[str]:
    root, last = perfect[:-1], perfect[-1]
    if root[-1:] == "ا":  # قال: قلت
        yield from (root[:-1] + last + ending for ending in ("ت", "نا", "ن", "تم"))
    elif len(perfect) == 2:  # شن: شننت
        yield from (perfect + last + ending for ending in ("ت", "نا"))
    else:
        yield from (perfect + ending for ending in ("ن", "نا", "تم"))


def _plural_tails(body: str) -> Iterator[str]:
    """Give the plural and dual of an imperfect without the letter of the person: of علن, علنون and so on."""
    root, last = body[:-1], body[-1]
    if last in "يىو":  # ينفي: ينفون; يبقى: يبقيان، يبقاه
        yield from (root + ending for ending in ("ون", "وا", "و"))
        yield root + ("و" if last == "و" else "ي") + "ان"
        if last == "ى":
            yield root + "ا"
    elif last == "أ":  # يبدأ: يبدأون، يبدؤون
        yield from (root + ending for ending in ("أون", "ؤون", "أوا", "ؤوا", "آن"))
    else:
        yield from (body + ending for ending in ("ون", "وا", "و", "ان", "ن"))
