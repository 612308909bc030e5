"""One printed byline taken apart: persons, places and the agency; what it says beside them is left aside."""

import re

from extractors.arabic import fold
from extractors.article import Byline
from extractors.byline_parts import TIGHT, classify, joined_names, loosened
from extractors.byline_words import LOGIN, TITLE_SLASH
from extractors.metas import unescape

_QUOTES = "«»\"“”'"
LONGEST = 160  # characters of a byline
_LONGEST_NAME = 60
_LETTERS = re.compile(r"(?:\w\b[\s./]*){1,4}")
_MOST_WORDS = 6


def parse_byline(line: str, own: frozenset[str] = frozenset()) -> Byline:
    """Give a printed byline taken apart; `own` are the folded names of the outlet, which is no author.

    `printed` is the line without dates, counters and addresses beside it; "" when it names nobody at all.
    """
    text = unescape(line)
    if not text or len(text) > LONGEST:
        return Byline(printed="")
    shape = TITLE_SLASH.sub(lambda match: match.group().replace("/", "."), text)
    shape = TIGHT.sub(loosened, shape)
    parts = classify(shape, own)
    said = [part for part in parts if part.kind != "noise"]
    if not said:
        return Byline(printed="")
    persons = [
        name
        for part in parts
        if part.kind == "person"
        for name in joined_names(text[part.start : part.end])
        if _is_name(name)
    ]
    agencies, places = (
        [text[part.start : part.end].strip(_QUOTES) for part in parts if part.kind == kind]
        for kind in ("agency", "place")
    )
    if not (persons or agencies or places) and not any(part.kind in ("staff", "other") for part in said):
        return Byline(printed="")
    return Byline(
        printed=_span(text, said[0].start, said[-1].end),
        persons=tuple(dict.fromkeys(persons)),
        places=tuple(dict.fromkeys(places)),
        agency=agencies[0] if agencies else None,
    )


def _is_name(name: str) -> bool:
    """Say whether a piece can be the name of a person: two words at least, or one that is no common noun."""
    words = name.split()
    if not 2 < len(name) <= _LONGEST_NAME or len(words) > _MOST_WORDS:
        return False
    if _LETTERS.fullmatch(name):
        return False  # «ق.م»: a desk's letters
    if len(words) > 1:
        return True
    return not fold(name).startswith("ال") and not LOGIN.fullmatch(name.lower())


def _span(text: str, start: int, end: int) -> str:
    """Give the part of a line from start to end, with the brackets that belong to it."""
    while start and text[start - 1] in '([{"«':
        start -= 1
    while end < len(text) and text[end] in ')]}"».':
        end += 1
    printed = text[start:end].strip()
    if printed.count("(") != printed.count(")"):
        printed = printed.strip("()") if "(" not in printed.strip("()") else printed
    return printed
