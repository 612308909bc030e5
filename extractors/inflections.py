"""The regular forms of listed words: feminine, plural and dual of adjectives, persons of verbs.

Forms are given as printed in full; which of them a text really holds is for the stemmer to see. What weak
verbs have of their own is written down in the list.
"""

import re
from collections.abc import Iterator

from extractors.lexicon import Adjective, Verb

_ADJECTIVE_ENDINGS = ("ة", "ون", "ين", "ان", "ات", "تان", "تين")
_PERFECT_ENDINGS = ("ت", "وا", "ا", "تا", "ن", "نا")
_IMPERFECT_ENDINGS = ("ون", "وا", "ان", "ا", "ن", "ين")
_OF_FOUR = re.compile("..ا.ي?.")
_PERSONS = "يتن"
_TAKING_ENDINGS = "يت"


def adjective_forms(adjective: Adjective, masculine: str) -> Iterator[str]:
    """Give the forms of an adjective, from its masculine singular or a variant of that."""
    yield masculine
    for form in _regular_adjectives(masculine):
        if form not in adjective.others:
            yield form
    yield from adjective.further


def _regular_adjectives(masculine: str) -> Iterator[str]:
    if masculine[-1] != "ي":  # رسميا is for the counts to tell from names of countries: بلغاريا
        yield masculine + "ا"
    for ending in _ADJECTIVE_ENDINGS:
        yield masculine + ending


def plural_forms(plural: str) -> Iterator[str]:
    """Give a broken plural, and its accusative where print shows it."""
    yield plural
    if plural[-1] not in "اةءى" and takes_alef(plural):
        yield plural + "ا"


def takes_alef(plural: str) -> bool:
    """Say whether print shows the accusative of a broken plural: not that of مدافع or مفاتيح."""
    return _OF_FOUR.fullmatch(plural) is None


def verb_forms(verb: Verb) -> Iterator[str]:
    """Give the forms of a verb in the persons of the news, and those written down for it."""
    others = verb.others
    for form in (*_perfects(verb.perfect), *_imperfects(verb)):
        if form not in others:
            yield form
    yield from verb.further


def _perfects(perfect: str) -> Iterator[str]:
    if perfect[-1] not in "ىا":
        yield from (perfect + ending for ending in _PERFECT_ENDINGS)


def _imperfects(verb: Verb) -> Iterator[str]:
    if verb.imperfect in verb.others:
        return
    body = verb.imperfect[1:]
    yield from (person + body for person in _PERSONS)
    yield "آ" + body[1:] if body[0] == "أ" else "أ" + body
    if body[-1] not in "ىيو":
        yield from (person + body + ending for ending in _IMPERFECT_ENDINGS for person in _TAKING_ENDINGS)
