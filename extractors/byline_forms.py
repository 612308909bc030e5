"""Which lines are bylines although nothing marks them: by the words they begin with, by place and name."""

import re

from extractors.arabic import fold
from extractors.byline_parts import MONTH_NAMES, TIGHT, classify, joined_names, loosened
from extractors.byline_text import LONGEST, parse_byline
from extractors.byline_words import (
    DECISIVE_ROLE,
    DESCRIPTION,
    FIRM_ROLE,
    NOISE,
    ROLE,
    ROLE_WORDS,
    TITLE,
)
from extractors.calendars import MONTHS
from extractors.name_shapes import MOST_BARE, begins_with_name, is_short_name, looks_like_person, may_be_name
from extractors.person_names import FIRST_NAMES
from extractors.site_names import name_like

_QUOTES = re.compile("[«»\"“”']")
PENS = " -–—ـ*•✍\ufe0f🖊🖋📝👤"  # printed before who wrote
_LONGEST_UNMARKED = 90
_MOST_CREDITED = 9  # parts of a line of names, places and dates
_LONGEST_LABEL = 20
_LABEL = re.compile(rf"(?:{ROLE_WORDS})\s*[:/]|(?:بقلم|(?:اسم )?الكاتبة?|by|author)", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:خاص|حصري|متابعات|متابعه|(?:ال)?(?:مراسل|محرر|مندوب|موفد)(?:ه|نا|تنا|و)?|صحيفه|جريده|موقع|وكاله|قناه|شبكه)"
    r"(?:\s|$)"
)
_IN_DATE = re.compile(r"(?<=\d)[:/](?=\d)")
_WORDS = re.compile(r"\w+")
_DATE_WORDS = frozenset(
    map(
        fold,
        f"""السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة يوم في الموافق الساعة م هـ ه ص صباحا
        صباحاً مساء مساءً ظهرا ظهراً بتوقيت تاريخ النشر نشر نشرت نُشر بتاريخ آخر تحديث منذ ساعة ساعات دقيقة
        دقائق القدس غرينتش GMT محرم صفر ربيع الأول الثاني الآخر جمادى الأولى الآخرة رجب شعبان رمضان شوال ذو ذي
        القعدة الحجة {" ".join(MONTHS)}""".split(),
    )
)


def says_who(line: str) -> bool:
    """Say whether a line begins as only a byline does: «بقلم …», «كتب: …»."""
    return len(line) <= LONGEST and FIRM_ROLE.match(line.lstrip(PENS)) is not None


def is_byline(line: str, own: frozenset[str] = frozenset()) -> bool:
    """Say whether a line that nothing marks is certainly a byline: it says so, or it is a place or an agency
    beside a name, and nothing else.
    """
    line = line.lstrip(PENS)
    if not 3 < len(line) <= _LONGEST_UNMARKED or NOISE.search(_QUOTES.sub("", line)):
        return False
    if line.rstrip().endswith((".", ":")) and not line.rstrip(". ").endswith(("أ.ف.ب", "د.ب.أ")):
        return False
    if says_who(line):
        rest = FIRM_ROLE.sub("", line)
        if not parse_byline(rest, own).persons:
            return False
        if begins_with_name(rest):
            return True
        persons = parse_byline(rest, own).persons
        return DECISIVE_ROLE.match(line) is not None and all(map(is_short_name, persons))
    if _is_role_and_name(line):
        return True
    line = TIGHT.sub(loosened, line)
    parts = [part for part in classify(line, own) if part.kind not in ("role", "noise")]
    kinds = {part.kind for part in parts}
    names = [line[part.start : part.end] for part in parts if part.kind == "person"]
    if not all(map(begins_with_name, names)) or "noise" in kinds or len(parts) > 4:
        return False
    if names:
        return "place" in kinds or "agency" in kinds
    return "agency" in kinds and len(parts) <= 3 and kinds <= {"agency", "place", "staff"}


def _is_role_and_name(line: str) -> bool:
    """Say whether a line is a role and a name of two or three words that we know: «تقرير سامر علي»."""
    role = ROLE.match(line)
    name = line[role.end() :] if role else ""
    return len(name.split()) in (2, 3) and may_be_name(name)


def is_bare_name(line: str) -> bool:
    """Say whether a line holds nothing but what is surely the name of a person: «سامر العلي»."""
    words = TITLE.sub("", line, count=1).split()
    if not 2 <= len(words) <= MOST_BARE or NOISE.search(line) or not begins_with_name(line):
        return False
    return all(word in FIRST_NAMES or word.startswith("ال") for word in map(fold, words[1:]))


def is_credit(line: str, own: frozenset[str] = frozenset()) -> bool:
    """Say whether a line is nothing but who, where and when: persons beside a date, a place, an agency, the
    outlet or a job. Meant for the lines between a title and its text, as `is_names`.
    """
    if not 5 < len(line) <= LONGEST or ROLE.match(line) is not None:
        return False
    shape = TIGHT.sub(loosened, _IN_DATE.sub(".", line))
    parts = list(classify(shape, own))
    if not 2 <= len(parts) <= _MOST_CREDITED:
        return False
    names = [line[part.start : part.end] for part in parts if part.kind == "person"]
    if not names or any(_speaks(line[part.end :]) for part in parts if part.kind == "person"):
        return False
    persons = [name for piece in names for name in joined_names(piece)]
    homely = any(part.kind == "staff" and name_like(fold(line[part.start : part.end]), own) for part in parts)
    if not all(may_be_name(name) or (homely and looks_like_person(name)) for name in persons):
        return False
    return all(
        part.kind in ("person", "place", "agency") or _goes_with(line[part.start : part.end], own)
        for part in parts
    )


def _speaks(rest: str) -> bool:
    """Say whether a colon and words follow a name: «سامر العلي: …» quotes; one that ends a line does not."""
    rest = rest.lstrip()
    return rest.startswith(":") and bool(rest.strip(": \xa0"))


def _goes_with(piece: str, own: frozenset[str]) -> bool:
    """Say whether a piece may stand beside a name: the outlet, «خاص», a job, a date."""
    folded = fold(piece)
    if name_like(folded, own) or _BESIDE.match(folded) or DESCRIPTION.match(folded) or folded in MONTH_NAMES:
        return True
    words = _WORDS.findall(folded)
    return bool(words) and all(word[0].isdigit() or word in _DATE_WORDS for word in words)


def is_label(line: str) -> bool:
    """Say whether a line is only the word before a name, which the next line holds: «بقلم:», «الكاتب»."""
    return len(line) <= _LONGEST_LABEL and _LABEL.fullmatch(line) is not None


def are_short_names(persons: tuple[str, ...]) -> bool:
    """Say whether these may all be names: each of two to four words, none a verb or particle."""
    return bool(persons) and all(map(is_short_name, persons))


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
    return all(may_be_name(name) for piece in pieces for name in joined_names(piece))


def says_names(line: str, own: frozenset[str] = frozenset()) -> bool:
    """Say whether a line is a word of a role and, after it, nothing but names: «تحقيق سامر العلي»."""
    role = ROLE.match(line)
    return role is not None and is_names(line[role.end() :], own)
