"""Text that was encoded twice: UTF-8 read as Latin-1, windows-1252 or windows-1256, and encoded again.

What was lost by it is nothing, as long as every byte still has its character: then it is put back exactly.
A run of text is put back only when all of it beyond ASCII reads as UTF-8; healthy text that quotes such
characters does not, or is too little beside the rest of the page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_C1 = {code: code for code in range(0x80, 0x100)}


def _bytes_of(codec: str) -> dict[int, int]:
    """Give the byte that each character beyond ASCII was read from; browsers read undefined bytes as C1."""
    read = {ord(bytes([byte]).decode(codec, "ignore") or chr(byte)): byte for byte in range(0x80, 0x100)}
    return (_C1 | read) if codec == "cp1252" else read


# Latin-1 and windows-1252 in one: what is C1 in the one is a sign far beyond in the other.
_WESTERN = _bytes_of("cp1252")
_ARABIC = _bytes_of("cp1256")


def _class(table: dict[int, int], first: int, last: int) -> str:
    return "[" + re.escape("".join(chr(char) for char, byte in table.items() if first <= byte <= last)) + "]"


def _pairs(table: dict[int, int]) -> str:
    """Give the pattern of two and more Arabic letters (U+0600 to U+06FF) as that table spells their bytes."""
    return f"(?:{_class(table, 0xD8, 0xDB)}{_class(table, 0x80, 0xBF)}){{2,}}"


def _fours(table: dict[int, int]) -> str:
    """Give the pattern of such letters after a second time: each of the two became two."""
    rest = _class(table, 0x80, 0xBF)
    return f"(?:\u00c3{rest}\u00c2{rest}){{2,}}"


def _start(table: dict[int, int]) -> str:
    """Give the pattern of just two such letters: fast, and all that healthy pages are searched for."""
    lead, rest = _class(table, 0xD8, 0xDB), _class(table, 0x80, 0xBF)
    return f"{lead}{rest}{lead}{rest}"


def _has_western(text: str) -> bool:
    return any(letter in text for letter in "\u00c3\u00d8\u00d9\u00da\u00db")


_SPELLINGS: tuple[tuple[dict[int, int], Callable[[str], object], re.Pattern[str]], ...] = (
    (_WESTERN, _has_western, re.compile(f"{_pairs(_WESTERN)}|{_fours(_WESTERN)}")),
    (_ARABIC, re.compile(_start(_ARABIC)).search, re.compile(_pairs(_ARABIC))),
)
_RUN = re.compile('[^<>"\\n\x00]+')  # what markup or a line's end encloses; never within a character
_PARTS = re.compile("(<title\\b[^<>]*>[^<]*</title|<meta\\b[^<>]*>|<h1\\b[^<>]*>.{0,2000}?</h1)", re.I | re.S)
_LETTER = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_LEAST = 4  # letters put back; fewer are no evidence
_MUCH = 200  # letters that are no quotation
_SHARE = 0.25  # of the healthy letters
_ROUNDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The text put right, how many Arabic letters that gave, and whether all of the text was concerned."""

    text: str
    letters: int
    whole: bool


def repair(text: str) -> Repaired | None:
    """Give the text with what was encoded twice put back, None when there is nothing that is certain."""
    found: Repaired | None = None
    for _ in range(_ROUNDS):
        once = next(
            (
                done
                for table, may_begin, pairs in _SPELLINGS
                if may_begin(text) and (done := _repair(text, table, pairs))
            ),
            None,
        )
        if once is None:
            break
        text = once.text
        found = once if found is None else Repaired(text=text, letters=once.letters, whole=found.whole)
    return found


def _repair(text: str, table: dict[int, int], pairs: re.Pattern[str]) -> Repaired | None:
    if not pairs.search(text):
        return None
    spoilt = sum(len(run) for run in pairs.findall(text)) // 2
    if spoilt < _LEAST:
        return None
    whole = _read_again(text, table)
    if whole is not None:
        return Repaired(text=whole, letters=spoilt, whole=True)
    runs = {run: again for run in _broken_runs(text, pairs) if (again := _read_again(run, table)) is not None}
    letters = sum(len(_LETTER.findall(again)) for again in runs.values())
    healthy = len(_LETTER.findall(_RUN.sub(lambda run: "" if run[0] in runs else run[0], text)))
    if letters >= _LEAST and (letters >= _MUCH or letters > healthy * _SHARE):
        if not healthy:  # signs without letters (quotation marks, a copyright) were spoilt with the rest
            runs |= _spoilt_signs(text, table)
        return Repaired(text=_put(text, runs), letters=letters, whole=False)
    named = "".join(_PARTS.findall(text))
    runs = {run: again for run, again in runs.items() if run in named and " " in again.strip()}
    if not runs:
        return None
    letters = sum(len(_LETTER.findall(again)) for again in runs.values())
    return Repaired(text=_put(text, runs), letters=letters, whole=False) if letters >= _LEAST else None


def _broken_runs(text: str, pairs: re.Pattern[str]) -> set[str]:
    return {run for run in _RUN.findall(text) if pairs.search(run)}


def _spoilt_signs(text: str, table: dict[int, int]) -> dict[str, str]:
    runs = {run for run in _RUN.findall(text) if not run.isascii()}
    return {run: again for run in runs if (again := _read_again(run, table)) is not None}


def _put(text: str, runs: dict[str, str]) -> str:
    return _RUN.sub(lambda run: runs.get(run[0], run[0]), text)


def runs_read_again(text: str) -> Iterator[tuple[str, str]]:
    """Give the runs of a text that is encoded twice, in order, each as it stands and as it was meant.

    What reads as nothing else is the same object twice.
    """
    position = 0
    for match in _RUN.finditer(text):
        if match.start() > position:
            between = text[position : match.start()]
            yield between, between
        run = match.group()
        meant = (again for table in (_WESTERN, _ARABIC) if (again := _read_again(run, table)) is not None)
        yield run, run if run.isascii() else next(meant, run)
        position = match.end()
    if position < len(text):
        yield text[position:], text[position:]


def _read_again(text: str, table: dict[int, int]) -> str | None:
    """Give the text as it was before it was read wrong, None when it was not all read so."""
    try:
        return text.translate(table).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
