"""Numbers in a text: digits of any script, and Arabic number words up to thousands of millions.

«٣٤ جريحاً», «34 جريحاً» and «أربعة وثلاثون جريحاً» hold one number. Duals (قتيلان) and ordinals are none here.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from extractors.arabic import fold
from extractors.characters import IGNORED

_UNITS = {
    **dict.fromkeys(("واحد", "واحده"), 1),
    **dict.fromkeys(("اثنان", "اثنين", "اثنتان", "اثنتين"), 2),
    **dict.fromkeys(("ثلاثه", "ثلاث"), 3),
    **dict.fromkeys(("اربعه", "اربع"), 4),
    **dict.fromkeys(("خمسه", "خمس"), 5),
    **dict.fromkeys(("سته", "ست"), 6),
    **dict.fromkeys(("سبعه", "سبع"), 7),
    **dict.fromkeys(("ثمانيه", "ثماني", "ثمان"), 8),
    **dict.fromkeys(("تسعه", "تسع"), 9),
}
_TEN = ("عشره", "عشر")
# Units only in front of عشر: by themselves they are other words (أحد is "somebody").
_BEFORE_TEN = {
    **dict.fromkeys(("احد", "احدي"), 1),
    **dict.fromkeys(("اثنا", "اثني", "اثنتا", "اثنتي"), 2),
}
_TENS = {
    f"{stem}{ending}": value
    for stem, value in (
        ("عشر", 20),
        ("ثلاث", 30),
        ("اربع", 40),
        ("خمس", 50),
        ("ست", 60),
        ("سبع", 70),
        ("ثمان", 80),
        ("تسع", 90),
    )
    for ending in ("ون", "ين")
}
_HUNDRED = ("ميه", "مايه")
_HUNDREDS = {
    **dict.fromkeys(_HUNDRED, 100),
    **dict.fromkeys(("ميتان", "ميتين", "ميتا", "ميتي", "مايتان", "مايتين"), 200),
    **{
        f"{unit}{hundred}": value * 100
        for unit, value in (
            ("ثلاث", 3),
            ("اربع", 4),
            ("خمس", 5),
            ("ست", 6),
            ("سبع", 7),
            ("ثمان", 8),
            ("ثماني", 8),
            ("تسع", 9),
        )
        for hundred in _HUNDRED
    },
}
_SCALES = {
    **dict.fromkeys(("الف", "الفا", "الاف"), 1000),
    **dict.fromkeys(("مليون", "مليونا", "ملايين"), 1_000_000),
    **dict.fromkeys(("مليار", "مليارا", "مليارات", "بليون"), 1_000_000_000),
}
_TWO_SCALES = {
    **dict.fromkeys(("الفان", "الفين", "الفي", "الفا"), 2000),
    **dict.fromkeys(("مليونان", "مليونين"), 2_000_000),
    **dict.fromkeys(("ملياران", "مليارين"), 2_000_000_000),
}
_VAGUE = frozenset(("الاف", "ملايين", "مليارات"))  # by themselves «آلاف القتلى» name no number
_OTHERS = frozenset(("لست", "كست", "لسته", "الاثنين", "والاثنين", "بالاثنين", "فالاثنين"))  # a verb; Monday
_CLITICS = re.compile("(?:[وف])?(?:لل|[بلك])?(?:ال)?")
_PIECE = re.compile(rf"\d+(?:[.,٬٫]\d+)*|(?:[^\W\d_]|[{re.escape(IGNORED)}])+")
_GAP = re.compile(r"[ \t\u00a0\u202f]+")
_LONGEST_DIGITS = 40


class Number(NamedTuple):
    """A number said in a text: text[start:end] says `value`."""

    start: int
    end: int
    value: Decimal


class _Piece(NamedTuple):
    start: int
    end: int
    kind: str
    value: Decimal
    joined: bool  # whether و stands before it


def numbers(text: str) -> tuple[Number, ...]:
    """Give the numbers of a text in their order; «خمسة وعشرين ألفاً» is one."""
    found: list[Number] = []
    run: list[_Piece] = []
    for match in _PIECE.finditer(text):
        piece = _piece(match)
        if piece is None:
            _close(run, found)
            continue
        if run and not (_GAP.fullmatch(text, run[-1].end, piece.start) and _goes_on(run, piece)):
            _close(run, found)
        run.append(piece)
    _close(run, found)
    return tuple(found)


def _piece(match: re.Match[str]) -> _Piece | None:
    printed, start, end = match.group(), match.start(), match.end()
    if printed[0].isdigit():
        value = _of_digits(printed) if len(printed) <= _LONGEST_DIGITS else None
        return None if value is None else _Piece(start, end, "digits", value, False)
    word = fold(printed)
    if word in _OTHERS or printed.startswith("وأحد"):  # "and one of", which folds like "one"
        return None
    for bare in dict.fromkeys((word, *_bared(word))):
        known = _known(bare)
        if known is not None:
            return _Piece(start, end, known[0], Decimal(known[1]), bare != word and word[0] == "و")
    return None


def _bared(word: str) -> list[str]:
    """Give the word without what is written onto its front, the least taken off first."""
    clitics = _CLITICS.match(word)
    length = clitics.end() if clitics else 0
    return [word[cut:] for cut in range(1, length + 1)]


def _known(word: str) -> tuple[str, int] | None:
    if word in _UNITS:
        return "unit", _UNITS[word]
    if word in _TEN:
        return "ten", 10
    if word in _BEFORE_TEN:
        return "before ten", _BEFORE_TEN[word]
    if word in _TENS:
        return "tens", _TENS[word]
    if word in _HUNDREDS:
        return "hundred" if word in _HUNDRED else "hundreds", _HUNDREDS[word]
    if word in _SCALES:
        return "vague" if word in _VAGUE else "scale", _SCALES[word]
    if word in _TWO_SCALES:
        return "scaled", _TWO_SCALES[word]
    return None


def _of_digits(printed: str) -> Decimal | None:
    """Give the value of digits with marks: groups of three behind commas are thousands, else a decimal."""
    parts = re.split("([.,٬٫])", printed)
    whole, marks, rest = parts[0], parts[1::2], parts[2::2]
    if not marks:
        return Decimal(whole)
    thousands = len(whole) <= 3 and all(len(group) == 3 for group in rest[: len(marks) - 1])
    last_is_group = len(rest[-1]) == 3 and marks[-1] in ",٬"
    if thousands and last_is_group:
        return Decimal(whole + "".join(rest))
    if len(marks) == 1:
        return Decimal(f"{whole}.{rest[0]}")
    if thousands and len(set(marks[:-1])) == 1 and marks[-1] != marks[0]:
        return Decimal(f"{whole}{''.join(rest[:-1])}.{rest[-1]}")
    return Decimal(whole + "".join(rest)) if thousands and len(rest[-1]) == 3 else None


def _goes_on(run: list[_Piece], piece: _Piece) -> bool:
    """Say whether a piece belongs to the number that stands before it."""
    last = run[-1]
    if piece.kind == "digits" or last.kind == "vague":
        return False
    if piece.kind == "ten":
        small = last.kind == "before ten" or (last.kind == "unit" and last.value > 2)
        return not piece.joined and small
    if piece.kind == "hundred" and not piece.joined:
        return last.kind == "unit" and last.value > 2
    if piece.kind in ("scale", "vague") and not piece.joined:
        return last.kind not in ("scale", "scaled")
    if not piece.joined or last.kind == "digits":
        return False
    if piece.kind == "tens":
        return last.kind in ("unit", "before ten", "hundred", "hundreds", "scale", "scaled")
    if piece.kind in ("unit", "before ten"):
        return last.kind in ("hundred", "hundreds", "scale", "scaled")
    return last.kind in ("scale", "scaled") and piece.kind in ("hundred", "hundreds", "scale", "scaled")


def _close(run: list[_Piece], found: list[Number]) -> None:
    """Note the number that the pieces say, if they say one, and begin anew."""
    while run and (len(run) == 1 and run[0].kind in ("before ten", "vague")):
        run.pop()
    if not run:
        return
    total = group = Decimal(0)
    for piece in run:
        if piece.kind in ("scale", "vague"):
            total += (group or 1) * piece.value
            group = Decimal(0)
        elif piece.kind == "hundred" and 2 < group < 10:
            group *= 100
        else:
            group += piece.value
    found.append(Number(run[0].start, run[-1].end, total + group))
    run.clear()
