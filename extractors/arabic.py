"""Arabic text: tidy for display, fold for matching, tokens and terms for search.

Every character that is treated specially is a named row below, with its reason. Index, query and highlight
all pass through `tokens`, so positions agree everywhere.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.respelling import Respelling
from extractors.stems import Forms, forms

ANALYSER = "1"  # raise when any table or rule changes what tokens() gives: the index is analysed anew


@dataclass(frozen=True, slots=True)
class Row:
    """Characters that are treated alike: what they become when matched ("" is nothing), and why."""

    name: str
    chars: str
    becomes: str
    why: str


def span(first: str, last: str) -> str:
    """Give every character from first to last, both included."""
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


HARAKAT = Row(
    "harakat", span("\u064b", "\u0655"), "", "vowel signs, shadda, combining hamza: printed, seldom typed"
)
MORE_MARKS = Row(
    "more marks", span("\u0656", "\u065f") + "\u0670", "", "rarer vowel signs and the dagger alef"
)
HONORIFICS = Row("honorifics", span("\u0610", "\u061a"), "", "signs of blessing written over names")
QURANIC = Row(
    "Quranic signs",
    span("\u06d6", "\u06dc") + span("\u06df", "\u06e8") + span("\u06ea", "\u06ed") + span("\u08ca", "\u08ff"),
    "",
    "reading aids of quoted verses",
)
COMBINING = Row("combining", span("\u0300", "\u036f"), "", "accents on Latin letters: Côte, cote")
TATWEEL = Row("tatweel", "\u0640", "", "stretches a word for looks")
JOINERS = Row("joiners", "\u200c\u200d", "", "force or forbid a joined shape")
BIDI = Row(
    "bidi controls",
    "\u061c\u200e\u200f" + span("\u202a", "\u202e") + span("\u2066", "\u2069"),
    "",
    "order the line, are never seen; some are used to deceive",
)
INVISIBLE = Row(
    "invisible",
    "\u00ad\u180e\u200b\ufeff"
    + span("\u2060", "\u2064")
    + span("\u206a", "\u206f")
    + span("\ufe00", "\ufe0f"),
    "",
    "soft hyphen, zero-width space, byte order mark, variation selectors",
)
CONTROLS = Row(
    "controls",
    span("\x00", "\x08") + span("\x0e", "\x1f") + span("\x7f", "\x84") + span("\x86", "\x9f"),
    "",
    "C0 and C1: no text",
)
ALEF = Row("alef", "أإآٱٲٳٵ", "ا", "hamza, madda and wasla on alef are often not typed")
YEH = Row("yeh", "ىیېےۍۑ", "ي", "final yeh with and without dots, Persian and Urdu yeh")
KAF = Row("kaf", "کڪگڭݣ", "ك", "Persian kaf and gaf, Moroccan kaf with dots")
HEH = Row("heh", "ةہھەۀۃ", "ه", "teh marbuta is often typed as heh; Persian and Urdu heh")
WAW = Row("waw", "ؤۆۇۈۋٶ", "و", "hamza on waw is often not typed; Kurdish and Uighur waw")
YEH_HAMZA = Row("yeh with hamza", "ئٸ", "ي", "hamza on yeh is often not typed")
HAMZA = Row("hamza", "ءٴ", "", "hamza on the line is often not typed")
BEH = Row("beh", "پ", "ب", "Persian peh in names: پاکستان")
JEEM = Row("jeem", "چ", "ج", "Persian cheh in names")
ZAIN = Row("zain", "ژ", "ز", "Persian zheh in names")
FEH = Row("feh", "ڤڢ", "ف", "v in names; the Maghrebi feh")
QAF = Row("qaf", "ڨڧ", "ق", "g in Tunisian names; the Maghrebi qaf")
QUOTES = Row("quotes", "«»“”„‟‹›‘’‚‛'`´″′＂＇\u02bc", '"', "editors change quotation marks")
DASHES = Row("dashes", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-", "one dash for all lengths")
COMMA = Row("comma", "،٬", ",", "the Arabic comma and thousands mark")
SEMICOLON = Row("semicolon", "؛", ";", "the Arabic semicolon")
QUESTION = Row("question mark", "؟", "?", "the Arabic question mark")
FULL_STOP = Row("full stop", "۔٫", ".", "the Urdu full stop and the decimal mark")
PERCENT = Row("percent", "٪", "%", "the Arabic percent sign")

ROWS = (
    *(HARAKAT, MORE_MARKS, HONORIFICS, QURANIC, COMBINING, TATWEEL, JOINERS, BIDI, INVISIBLE, CONTROLS),
    *(ALEF, YEH, KAF, HEH, WAW, YEH_HAMZA, HAMZA, BEH, JEEM, ZAIN, FEH, QAF),
    *(QUOTES, DASHES, COMMA, SEMICOLON, QUESTION, FULL_STOP, PERCENT),
)
_FOLDED = {char: row.becomes for row in ROWS for char in row.chars}
_WAW_HAMZA = re.compile("(?<=.)[ئء](?=و)", re.DOTALL)
_HAMZAS = "ئء"  # before waw they spell what others write as ؤ: مسئول, رءوس
_KEPT_IN_WORDS = frozenset("أإآؤئءةى")  # the stemmer tells these apart before it lets them go
_BEARS_HAMZA = {"ا": "ا", "و": "ؤ", "ي": "ئ", "ى": "ئ"}
_COMBINING_HAMZA = "\u0654\u0655"

_UNSEEN_CHARS = re.escape(
    "".join(set(BIDI.chars + INVISIBLE.chars + CONTROLS.chars) - set(span("\ufe00", "\ufe0f")))
)
_UNSEEN = re.compile(f"[{_UNSEEN_CHARS}]+")
_UNTIDY = re.compile(f"[{_UNSEEN_CHARS}\r\x85\u2028\u2029\u200c\u200d\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_IGNORED = re.escape("".join(row.chars for row in ROWS[:9]))
_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufdfc\ufe70-\ufefc"
)
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_THOUSANDS = ",\u066c"
_WORD = re.compile(
    f"(?P<arabic>[{_LETTERS}][{_LETTERS}{_IGNORED}]*)"
    f"|(?P<number>[{_DIGITS}]+(?:[{_THOUSANDS}][{_DIGITS}]{{3}}(?![{_DIGITS}]))*)"
    rf"|(?P<other>(?:(?![{_LETTERS}{_DIGITS}])[^\W_])(?:(?![{_LETTERS}{_DIGITS}])[^\W_]|[{_IGNORED}])*)"
)
_ARABIC = re.compile(f"[{_LETTERS}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE = 120  # characters
_JOINER = re.compile("[\u200c\u200d]+")
_DETACHED = frozenset(["و", "ف", "ب", "ل", "ك", "ال"])  # clitics that stand alone: بـ العراق
_SERVANT = re.compile("[وبلف]?عبد(?=ال..)")  # names written in one word: عبدالله


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: text[start:end] is what was printed; `exact` serves phrases, `stem` plain words."""

    start: int
    end: int
    exact: str
    stem: str


def tidy(text: str) -> str:
    """Give the text as it is to be shown: NFC, line ends as newlines, no invisible controls.

    A joiner stays where it changes the shape of a letter; half a surrogate pair becomes U+FFFD.
    """
    if _UNTIDY.search(text) is not None:  # seldom: most texts are only normalised
        text = _LINE_ENDS.sub("\n", _SURROGATE.sub("\ufffd", text))
        text = _JOINER.sub(_seen_joiner, _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Give the text for matching: habits of spelling, marks, digits, quotes and spacing no longer count."""
    return _fold_line(text) if len(text) <= _LINE else _fold(text)


def _fold(text: str) -> str:
    if "ئو" in text or "ءو" in text:
        text = _WAW_HAMZA.sub("و", text)
    folded = _RESPELLING.common(text.replace("…", "...") if "…" in text else text)
    if folded is None:
        return " ".join(text.translate(_FOLDING).split())
    return " ".join(folded.split()) if "  " in folded else folded.strip(" ")


_fold_line = lru_cache(maxsize=1 << 13)(_fold)  # the lines of a page are folded by many readers of its parts


def fold_map(text: str) -> tuple[str, tuple[int, ...]]:
    """Give the folded text and, for each of its characters, the offset of its origin in the text."""
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        piece = _fold_char(char)
        if char in _HAMZAS and offset and text[offset + 1 : offset + 2] == "و":
            piece = "و"
        for letter in piece:
            space = letter.isspace()
            if space and (not folded or folded[-1] == " "):
                continue
            folded.append(" " if space else letter)
            offsets.append(offset)
    if folded and folded[-1] == " ":
        folded.pop()
        offsets.pop()
    return "".join(folded), tuple(offsets)


class Analyser:
    """Cuts texts into words and gives each its forms; `version` names the rules, lists and counts it uses.

    Index, query and highlight of one archive must use analysers of one version: stems of two do not mix.
    """

    def __init__(self) -> None:
        self.version = ANALYSER

    def tokens(self, text: str) -> Iterator[Token]:
        """Give the words of the text in order, with their offsets; a clitic standing alone is no word."""
        return tokens(text)

    def forms_of(self, text: str) -> tuple[str, str]:
        """Give the stems of a text's words, and their exact forms, each joined by spaces."""
        return forms_of(text)

    def terms(self, word: str) -> tuple[str, ...]:
        """Give the index terms of a word: two words match when their terms share one."""
        return terms(word)


@cache
def analyser() -> Analyser:
    """Give the analyser that leans on the word counts that come with the project."""
    return Analyser()


def tokens(text: str) -> Iterator[Token]:
    """Give the words of the text in order, with their offsets; a clitic standing alone is no word."""
    for match in _WORD.finditer(text):
        start = match.start()
        for first, last, exact, stem in _analyse(match.group(), match.lastgroup == "arabic"):
            yield Token(start + first, start + last, exact, stem)


def forms_of(text: str) -> tuple[str, str]:
    """Give the stems of a text's words, and their exact forms, each joined by spaces: what an index holds."""
    pieces = [
        piece
        for match in _WORD.finditer(text)
        for piece in _analyse(match.group(), match.lastgroup == "arabic")
    ]
    return " ".join([piece[3] for piece in pieces]), " ".join([piece[2] for piece in pieces])


def terms(word: str) -> tuple[str, ...]:
    """Give the index terms of a word: two words match when their terms share one."""
    return tuple(token.stem for token in tokens(word))


@lru_cache(maxsize=1 << 17)
def _analyse(word: str, arabic: bool) -> tuple[tuple[int, int, str, str], ...]:
    if not arabic:
        folded = fold(word).replace(",", "")
        return ((0, len(word), folded, folded),) if folded else ()
    letters = word.translate(_WORD_LETTERS) if _no_combining_hamza(word) else _letters(word)[0]
    if letters in _DETACHED or not letters:
        return ()
    servant = _SERVANT.match(letters)
    if servant is None:
        return (_piece(0, len(word), forms(letters)),)
    cut = _letters(word)[1][servant.end()]
    return (
        _piece(0, cut, forms(servant.group())),
        _piece(cut, len(word), forms(letters[servant.end() :])),
    )


def _piece(start: int, end: int, form: Forms) -> tuple[int, int, str, str]:
    return (start, end, form.exact, form.stem)


def _letters(word: str) -> tuple[str, list[int]]:
    """Give the folded letters of an Arabic word, those of _KEPT_IN_WORDS kept, with their offsets."""
    letters: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(word):
        if char in _COMBINING_HAMZA and letters:
            letters[-1] = _BEARS_HAMZA.get(letters[-1], letters[-1])
            continue
        for letter in _word_char(char):
            letters.append(letter)
            offsets.append(offset)
    return "".join(letters), offsets


@cache
def _word_char(char: str) -> str:
    if char in _KEPT_IN_WORDS:
        return char
    compatible = unicodedata.normalize("NFKC", char)
    if compatible != char:
        return "".join(
            letter if letter in _KEPT_IN_WORDS else _fold_char(letter) for letter in compatible
        ).replace(" ", "")
    return _fold_char(char)


@lru_cache(maxsize=1 << 14)
def _fold_char(char: str) -> str:
    known = _FOLDED.get(char)
    if known is not None:
        return known
    if char.isascii():
        return char.lower()
    if char.isspace():
        return " "
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKC", char)
    if parts != char:
        return "".join(map(_fold_char, parts))
    parts = unicodedata.normalize("NFKD", char)
    base = "".join(part for part in parts if not unicodedata.combining(part)).casefold()
    return "".join(map(_fold_char, base)) if base != char else base


def _no_combining_hamza(word: str) -> bool:
    return _COMBINING_HAMZA[0] not in word and _COMBINING_HAMZA[1] not in word


class _WordLetters(dict[int, str]):
    """A table for str.translate: what each character is within a word."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = _word_char(chr(code))
        return letter


_WORD_LETTERS = _WordLetters()


class _Folding(dict[int, str]):
    """A table for str.translate that learns every character it meets."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_FOLDING = _Folding()
# Of a common character that is a space, a plain one is left.
_RESPELLING = Respelling(lambda char: " " if char in "\t\n\v\f\r" else _fold_char(char), _FOLDING)


def _seen_joiner(match: re.Match[str]) -> str:
    """Keep a non-joiner between two letters and a joiner at the edge of a word; others change nothing."""
    text = match.string
    before = bool(_ARABIC.match(text[match.start() - 1 : match.start()]))
    after = bool(_ARABIC.match(text[match.end() : match.end() + 1]))
    joiner = match.group()[0]
    if joiner == "\u200c":
        return joiner if before and after else ""
    return joiner if before != after else ""
