"""One printed byline taken apart: persons, places and the agency; what it says beside them is left aside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.agencies import AMBIGUOUS as AMBIGUOUS_AGENCIES
from extractors.agencies import agency_named
from extractors.arabic import fold
from extractors.article import Byline
from extractors.byline_words import (
    DECISIVE_ROLE,
    DESCRIPTION,
    FIRM_ROLE,
    FROM,
    LOGIN,
    NOISE,
    OTHER_ROLE,
    OUTLET_TAIL,
    ROLE,
    SEPARATOR,
    SOURCE,
    STAFF,
    TIMES,
    TITLE,
    TITLE_SLASH,
)
from extractors.metas import unescape
from extractors.person_names import FIRST_NAMES, WAW_NAMES
from extractors.places import is_place
from extractors.site_names import name_like
from extractors.words import VERBS

_PARTICLES = "في من على عن إلى مع بعد قبل أمام ضد بين عند حول هو هي لم لن لا ما قد إن أن ثم أو"
_NOT_NAMES = frozenset(map(fold, (*VERBS.split(), *_PARTICLES.split())))
_TIGHT = re.compile(r"\b([^\W\d]+)[-–]([^\W\d]+)\b")
_INVISIBLE_ENDS = " \t-–—|:،,/.*•~_"
_LONGEST = 160  # characters of a byline
_LONGEST_NAME = 60
_MOST_WORDS = 6
_MOST_BARE = 4  # words of a name that nothing marks
_LONGEST_UNMARKED = 90


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a byline: what it is, and where in the line it stands."""

    kind: str
    start: int
    end: int


def parse_byline(line: str, own: frozenset[str] = frozenset()) -> Byline:
    """Give a printed byline taken apart; `own` are the folded names of the outlet, which is no author.

    `printed` is the line without dates, counters and addresses beside it; "" when it names nobody at all.
    """
    text = unescape(line)
    if not text or len(text) > _LONGEST:
        return Byline(printed="")
    shape = TITLE_SLASH.sub(lambda match: match.group().replace("/", "."), text)
    shape = _TIGHT.sub(_loosened, shape)
    parts = list(_classify(shape, own))
    said = [part for part in parts if part.kind != "noise"]
    if not said:
        return Byline(printed="")
    persons = [
        name
        for part in parts
        if part.kind == "person"
        for name in _persons(text[part.start : part.end])
        if _is_name(name)
    ]
    agencies = [text[part.start : part.end] for part in parts if part.kind == "agency"]
    places = [text[part.start : part.end] for part in parts if part.kind == "place"]
    if not (persons or agencies or places) and not any(part.kind in ("staff", "other") for part in said):
        return Byline(printed="")
    return Byline(
        printed=_span(text, said[0].start, said[-1].end),
        persons=tuple(dict.fromkeys(persons)),
        places=tuple(dict.fromkeys(places)),
        agency=agencies[0] if agencies else None,
    )


def _loosened(match: re.Match[str]) -> str:
    """Give «دمشق-سانا» with a mark that parts the two; the length stays."""
    filed = is_place(match[1]) or is_place(match[2]) or agency_named(match[2]) is not None
    return f"{match[1]}/{match[2]}" if filed else match.group()


def says_who(line: str) -> bool:
    """Say whether a line begins as only a byline does: «بقلم …», «كتب: …»."""
    return len(line) <= _LONGEST and FIRM_ROLE.match(line) is not None


def is_byline(line: str, own: frozenset[str] = frozenset()) -> bool:
    """Say whether a line that nothing marks is certainly a byline: it says so, or it is a place or an agency
    beside a name, and nothing else.
    """
    if not 3 < len(line) <= _LONGEST_UNMARKED or NOISE.search(line):
        return False
    if line.rstrip().endswith((".", ":")) and not line.rstrip(". ").endswith(("أ.ف.ب", "د.ب.أ")):
        return False
    if says_who(line):
        rest = FIRM_ROLE.sub("", line)
        if not parse_byline(rest, own).persons:
            return False
        return _has_known_name(rest) or (DECISIVE_ROLE.match(line) is not None and _is_short_name(rest))
    line = _TIGHT.sub(_loosened, line)
    parts = [part for part in _classify(line, own) if part.kind not in ("role", "noise")]
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
    parts = [part for part in _classify(line, own) if part.kind != "place"]
    pieces = [line[part.start : part.end] for part in parts]
    if not parts or any(part.kind != "person" for part in parts):
        return False
    return all(_may_be_name(name) for piece in pieces for name in _persons(piece))


def _may_be_name(name: str) -> bool:
    first, *rest = TITLE.sub("", name, count=1).split() or [""]
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


def _classify(text: str, own: frozenset[str]) -> Iterator[_Part]:
    start = 0
    skipping = False
    ends = [(match.start(), match.end()) for match in SEPARATOR.finditer(text)]
    for end, following in (*ends, (len(text), len(text))):
        first, last = _trimmed(text, start, end)
        separator = text[end:following]
        start = following
        if first == last:
            continue
        for part in _kinds(text, first, last, own, with_colon=":" in separator):
            if part.kind == "other":
                skipping = True
            elif part.kind in ("role", "source"):
                skipping = False
            if skipping and part.kind in ("person", "staff"):
                yield _Part("other", part.start, part.end)
            else:
                yield part


def _kinds(text: str, start: int, end: int, own: frozenset[str], *, with_colon: bool) -> Iterator[_Part]:
    """Give what a piece between separators is: a role in front is a part of its own."""
    piece = text[start:end]
    if OTHER_ROLE.match(piece) and (with_colon or OTHER_ROLE.fullmatch(piece) or len(piece.split()) > 1):
        yield _Part("other", start, end)
        return
    source = SOURCE.match(piece) or (with_colon and re.fullmatch(r"المصدر|مصدر|source", piece, re.IGNORECASE))
    if source:
        yield _Part("source", start, end)
        return
    role = ROLE.match(piece)
    if role and not agency_named(piece):
        inner = start + role.end()
        yield _Part("role", start, start + len(role.group().rstrip()))
        if inner < end:
            yield from _kinds(text, *_trimmed(text, inner, end), own, with_colon=with_colon)
        return
    leading = FROM.match(piece)
    if leading and is_place(piece[leading.end() :]):
        yield _Part("place", start + leading.end(), end)
        return
    if piece == "من":
        yield _Part("role", start, end)
        return
    yield _Part(_kind(piece, own), start, end)


def _kind(piece: str, own: frozenset[str]) -> str:
    folded = fold(piece)
    if name_like(folded.strip('" '), own):
        return "staff"
    agency = agency_named(piece)
    if agency and (folded not in AMBIGUOUS_AGENCIES or not is_place(piece)):
        return "agency"
    if is_place(piece):
        return "place"
    if NOISE.search(piece) or TIMES.match(folded) or LOGIN.fullmatch(piece):
        return "noise"
    if STAFF.match(folded) or OUTLET_TAIL.search(folded):
        return "staff"
    if DESCRIPTION.match(folded):
        return "noise"
    if folded.startswith("ال") and " " not in folded:
        return "staff"  # «السياسي», «المثال»: a word, not a name
    return "person" if len(piece) <= _LONGEST_NAME and len(piece.split()) <= 2 * _MOST_WORDS else "noise"


def _persons(text: str) -> list[str]:
    """Give the names that a piece joins with «و»; a name that itself begins with waw stays whole."""
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    names: list[str] = []
    first = 0
    for index in range(1, len(words)):
        word = text[slice(*words[index])]
        before, after = index - first, len(words) - index
        cut = _joined_at(fold(word), before, after)
        if cut is None:
            continue
        names.append(text[words[first][0] : words[index - 1][1]])
        if cut >= len(word):  # a conjunction standing alone
            first = index + 1
        else:
            words[index] = (words[index][0] + cut, words[index][1])
            first = index
    if first < len(words):
        names.append(text[words[first][0] :])
    return [name.strip(_INVISIBLE_ENDS) if not name.endswith(".") else name.strip() for name in names]


def _joined_at(word: str, before: int, after: int) -> int | None:
    """Give how many letters of a word are a conjunction; None when none is."""
    if word in ("و", "and"):
        return len(word)
    if not word.startswith("و") or len(word) < 3 or word in WAW_NAMES:
        return None
    rest = word[1:]
    if rest in WAW_NAMES or rest in FIRST_NAMES:
        return 1
    return 1 if before >= 2 and after >= 2 and not rest.startswith("و") else None


def _is_name(name: str) -> bool:
    """Say whether a piece can be the name of a person: two words at least, or one that is no common noun."""
    words = name.split()
    if not 2 < len(name) <= _LONGEST_NAME or len(words) > _MOST_WORDS:
        return False
    if len(words) > 1:
        return True
    return not fold(name).startswith("ال") and not LOGIN.fullmatch(name.lower())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_INVISIBLE_ENDS))
    right = len(piece.rstrip(" \t-–—|:،,/*•~_"))
    return start + min(left, right), start + max(left, right)


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
