"""A printed byline in its parts: what each piece between two marks is, and the names that «و» joins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.agencies import AMBIGUOUS as AMBIGUOUS_AGENCIES
from extractors.agencies import agency_named
from extractors.arabic import fold
from extractors.byline_words import (
    DESCRIPTION,
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
)
from extractors.calendars import MONTHS
from extractors.name_shapes import begins_with_name, looks_like_person
from extractors.person_names import FIRST_NAMES, WAW_NAMES
from extractors.places import is_place
from extractors.site_names import name_like

TIGHT = re.compile(r"\b([^\W\d]+)[-–]([^\W\d]+)\b")
_INVISIBLE_ENDS = " \t-–—|:،,/.*•~_ـ✍\ufe0f🖊🖋📝👤"
# What follows a name without a mark: a job («سامر العلي مراسل المثال»), or where the person was.
_JOB = re.compile(
    r"(?P<name>\S+(?: \S+){1,3}?) (?:(?:مراسلة?|محررة?|صحفية?|صحافية?|كاتبة?|باحثة?|إعلامية?|مندوبة?|موفدة?"
    r"|(?:رئيسة?|مديرة?) (?:ال)?(?:تحرير|مكتب|قسم)\b)(?:\s.*)?$|(?:في|من) (?P<place>.+)$)"
)
_OWN_WORK = frozenset(map(fold, ("خاص", "حصري", "متابعات", "وكالات")))
_SOURCE_ALONE = re.compile(r"(?:ال)?مصدر|(?:نقلاً? )?عن|source", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d][\s.]+){1,3}[^\W\d]\.?")  # «س . م»: the letters of an editor
MONTH_NAMES = frozenset(MONTHS)
_LONGEST_NAME = 60
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a byline: what it is, and where in the line it stands."""

    kind: str
    start: int
    end: int


def loosened(match: re.Match[str]) -> str:
    """Give «دمشق-سانا» with a mark that parts the two; the length stays."""
    filed = is_place(match[1]) or is_place(match[2]) or agency_named(match[2]) is not None
    filed = filed or fold(match[2]) in _OWN_WORK
    return f"{match[1]}/{match[2]}" if filed else match.group()


@lru_cache(maxsize=512)  # a line is asked whether it is a byline, whether it is nothing but names, and whose
def classify(text: str, own: frozenset[str]) -> tuple[Part, ...]:
    """Give what each piece of a line is; `own` are the folded names of the outlet."""
    return tuple(_classified(text, own))


def _classified(text: str, own: frozenset[str]) -> Iterator[Part]:
    start = 0
    skipping = False
    sourced = False
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
                sourced = part.kind == "source"
            if sourced and part.kind == "person" and not are_names(text[part.start : part.end]):
                yield Part("staff", part.start, part.end)  # «المصدر: مواقع محلية»
            elif skipping and part.kind in ("person", "staff"):
                yield Part("other", part.start, part.end)
            else:
                yield part


def joined_names(text: str) -> list[str]:
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


def are_names(text: str) -> bool:
    """Say whether a piece is shaped like names: where something else is as likely, after «المصدر:»."""
    return all(begins_with_name(name) or looks_like_person(name) for name in joined_names(text))


def _kinds(text: str, start: int, end: int, own: frozenset[str], *, with_colon: bool) -> Iterator[Part]:
    """Give what a piece between separators is: a role in front is a part of its own."""
    piece = text[start:end]
    if OTHER_ROLE.match(piece) and (with_colon or OTHER_ROLE.fullmatch(piece) or len(piece.split()) > 1):
        yield Part("other", start, end)
        return
    source = SOURCE.match(piece) or (with_colon and _SOURCE_ALONE.fullmatch(piece))
    if source:
        yield Part("source", start, end)
        return
    role = ROLE.match(piece)
    if role and not agency_named(piece):
        inner = start + role.end()
        yield Part("role", start, start + len(role.group().rstrip()))
        if inner < end:
            yield from _kinds(text, *_trimmed(text, inner, end), own, with_colon=with_colon)
        return
    leading = FROM.match(piece)
    if leading:
        # «من حلب», «من رويترز», «من المثال»: only a name that we know makes it a person's.
        rest = piece[leading.end() :]
        kind = _kind(rest, own)
        if kind == "place" or (kind == "person" and begins_with_name(rest)) or kind == "agency":
            yield Part(kind, start + leading.end(), end)
        else:
            yield Part("staff" if kind == "person" else kind, start, end)
        return
    if piece == "من":
        yield Part("role", start, end)
        return
    kind = _kind(piece, own)
    job = _JOB.match(piece) if kind == "person" else None
    if job and job["place"] and not is_place(job["place"]):
        job = None
    if job:
        yield Part(kind, start, start + job.end("name"))
        if job["place"]:
            yield Part("place", start + job.start("place"), end)
        return
    yield Part(kind, start, end)


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
    if _INITIALS.fullmatch(piece) or STAFF.match(folded) or OUTLET_TAIL.search(folded):
        return "staff"
    if DESCRIPTION.match(folded):
        return "noise"
    if folded in MONTH_NAMES:
        return "noise"
    if folded.startswith("ال") and " " not in folded:
        return "staff"  # «السياسي», «المثال»: a word, not a name
    return "person" if len(piece) <= _LONGEST_NAME and len(piece.split()) <= 2 * _MOST_WORDS else "noise"


def _joined_at(word: str, before: int, after: int) -> int | None:
    """Give how many letters of a word are a conjunction; None when none is."""
    if word in ("و", "and"):
        return len(word)
    if not word.startswith("و") or len(word) < 3:
        return None
    if word in WAW_NAMES and not (before >= 2 and after >= 2 and word[1:] in FIRST_NAMES):
        return None
    rest = word[1:]
    if rest in WAW_NAMES or rest in FIRST_NAMES or rest.startswith("عبدال"):
        return 1
    return 1 if before >= 2 and after >= 2 and not rest.startswith("و") else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_INVISIBLE_ENDS))
    right = len(piece.rstrip(" \t-–—|:،,/*•~_"))
    return start + min(left, right), start + max(left, right)
