"""Which lines are bylines although nothing marks them: by the words they begin with, by place and name."""

import re

from extractors.arabic import fold
from extractors.byline_parts import TIGHT, classify, joined_names, loosened
from extractors.byline_text import LONGEST, parse_byline
from extractors.byline_words import DECISIVE_ROLE, FIRM_ROLE, NOISE, TITLE
from extractors.person_names import FIRST_NAMES
from extractors.words import VERBS

_PARTICLES = "في من على عن إلى مع بعد قبل أمام ضد بين عند حول هو هي لم لن لا ما قد إن أن ثم أو"
_NOT_NAMES = frozenset(map(fold, (*VERBS.split(), *_PARTICLES.split())))
_QUOTES = re.compile("[«»\"“”']")
_MOST_BARE = 4  # words of a name that nothing marks
_LONGEST_UNMARKED = 90


def says_who(line: str) -> bool:
    """Say whether a line begins as only a byline does: «بقلم …», «كتب: …»."""
    return len(line) <= LONGEST and FIRM_ROLE.match(line) is not None


def is_byline(line: str, own: frozenset[str] = frozenset()) -> bool:
    """Say whether a line that nothing marks is certainly a byline: it says so, or it is a place or an agency
    beside a name, and nothing else.
    """
    if not 3 < len(line) <= _LONGEST_UNMARKED or NOISE.search(_QUOTES.sub("", line)):
        return False
    if line.rstrip().endswith((".", ":")) and not line.rstrip(". ").endswith(("أ.ف.ب", "د.ب.أ")):
        return False
    if says_who(line):
        rest = FIRM_ROLE.sub("", line)
        if not parse_byline(rest, own).persons:
            return False
        return _has_known_name(rest) or (DECISIVE_ROLE.match(line) is not None and _is_short_name(rest))
    line = TIGHT.sub(loosened, line)
    parts = [part for part in classify(line, own) if part.kind not in ("role", "noise")]
    kinds = {part.kind for part in parts}
    names = [line[part.start : part.end] for part in parts if part.kind == "person"]
    if not all(map(_has_known_name, names)) or "noise" in kinds or len(parts) > 4:
        return False
    if names:
        return "place" in kinds or "agency" in kinds
    return "agency" in kinds and len(parts) <= 3 and kinds <= {"agency", "place", "staff"}


def _is_short_name(text: str) -> bool:
    """Say whether a text may be a name that we do not know: two to four words, none a verb or particle."""
    words = fold(text).split()
    return 2 <= len(words) <= _MOST_BARE and not any(word in _NOT_NAMES for word in words)


def is_bare_name(line: str) -> bool:
    """Say whether a line holds nothing but what is surely the name of a person: «سامر العلي»."""
    words = TITLE.sub("", line, count=1).split()
    if not 2 <= len(words) <= _MOST_BARE or NOISE.search(line) or not _has_known_name(line):
        return False
    return all(word in FIRST_NAMES or word.startswith("ال") for word in map(fold, words[1:]))


def is_names(line: str, own: frozenset[str] = frozenset()) -> bool:
    """Say whether a line is nothing but names of persons, the outlet or an agency, however they are joined.

    Less sure than `is_bare_name`: meant for the lines between a title and its text.
    """
    if not 3 < len(line) <= _LONGEST_UNMARKED or NOISE.search(line):
        return False
    parts = [part for part in classify(line, own) if part.kind != "place"]
    pieces = [line[part.start : part.end] for part in parts]
    if not parts or any(part.kind != "person" for part in parts):
        return False
    return all(_may_be_name(name) for piece in pieces for name in joined_names(piece))


def _may_be_name(name: str) -> bool:
    rest = TITLE.sub("", name, count=1).split()[1:]
    if not 1 <= len(rest) <= _MOST_BARE - 1 or not _has_known_name(name):
        return False
    return all(
        word in FIRST_NAMES
        or word.startswith("ال")
        or not (word.startswith(("ي", "ت")) or word in _NOT_NAMES)
        for word in map(fold, rest)
    )


def _has_known_name(text: str) -> bool:
    """Say whether a text begins with a first name or a title of a person."""
    name = TITLE.sub("", text.strip(), count=1).strip(" .")
    first = fold(name).split(" ")[0]
    return first in FIRST_NAMES or TITLE.match(text.strip()) is not None
