"""What is shaped like the name of a person, whether or not we know its words."""

import re

from extractors.arabic import fold
from extractors.byline_words import DESCRIPTION, STAFF, TIMES, TITLE
from extractors.person_names import FIRST_NAMES
from extractors.reporting_verbs import VERBS

MOST_BARE = 4  # words of a name that nothing marks
_PARTICLES = "في من على عن إلى مع بعد قبل أمام ضد بين عند حول هو هي لم لن لا ما قد إن أن ثم أو"
_NOT_NAMES = frozenset(map(fold, (*VERBS.split(), *_PARTICLES.split())))
_INITIAL = re.compile(r"^\w{1,2}\.\s*(?=\w{3})")  # «ب. رابح قاسمي»
_FAMILY_WORDS = "بن ابن بني ولد ود آل أبو بو منت عبد آيت أيت"
_OF_FAMILY = frozenset(map(fold, _FAMILY_WORDS.split()))
_FAMILY = re.compile(r"ال\w{2,}ي|بو\w{3,}")


def begins_with_name(text: str) -> bool:
    """Say whether a text begins with a first name or a title of a person."""
    name = _INITIAL.sub("", TITLE.sub("", text.strip(), count=1)).strip(" .")
    first = fold(name).split(" ")[0]
    return first in FIRST_NAMES or first.startswith("عبدال") or TITLE.match(text.strip()) is not None


def is_short_name(text: str) -> bool:
    """Say whether a text may be a name that we do not know: two to four words, none a verb or particle."""
    words = fold(text).split()
    return 2 <= len(words) <= MOST_BARE and not any(word in _NOT_NAMES for word in words)


def looks_like_person(text: str) -> bool:
    """Say whether a text that we know no name in is shaped like a name: two to four words, none a verb or a
    desk, the last a family's («المقطري», «بوعلام», «بن غزي»).
    """
    words = TITLE.sub("", fold(text), count=1).split()
    if not 2 <= len(words) <= MOST_BARE or not all(map(str.isalpha, words)) or not is_short_name(text):
        return False
    folded = " ".join(words)
    if words[0].startswith("ال") or STAFF.match(folded) or DESCRIPTION.match(folded) or TIMES.match(folded):
        return False
    if len(words) > 2 and not all(word in FIRST_NAMES or word in _OF_FAMILY for word in words[1:-1]):
        return False
    return words[-1] in FIRST_NAMES or words[-2] in _OF_FAMILY or _FAMILY.fullmatch(words[-1]) is not None


def may_be_name(name: str) -> bool:
    """Say whether a text begins with a name that we know and goes on like one: two to four words, no verb."""
    rest = TITLE.sub("", name, count=1).split()[1:]
    if not 1 <= len(rest) <= MOST_BARE - 1 or not begins_with_name(name):
        return False
    return all(
        word in FIRST_NAMES
        or word.startswith("ال")
        or not (word.startswith(("ي", "ت")) or word in _NOT_NAMES)
        for word in map(fold, rest)
    )
