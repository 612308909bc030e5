"""A typed query cut into lexemes: words, quotations, parentheses, operators and the names of fields.

Nothing here decides what a lexeme means; nothing typed is an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from extractors.arabic import BIDI, fold
from extractors.printed_words import SPELLED_OUT

Kind = Literal["word", "quotation", "open", "close", "either", "both", "without", "field"]

MAX_CHARACTERS = 10_000  # longer queries are cut here

DOUBLE = '"“”„‟＂'  # any of these closes a quotation that another of them opened: keyboards mix them
_CLOSING = {**dict.fromkeys(DOUBLE, DOUBLE), "«": "»", "‹": "›"}
_OPENING = re.escape("".join(_CLOSING))
_NO_WORD = re.escape("".join(_CLOSING) + "»›")
_INVISIBLE = dict.fromkeys(map(ord, BIDI.chars + "\u200b\ufeff"))

_LEXEME = re.compile(
    rf"""
      (?P<quotation>[{_OPENING}])
    # Apostrophes and single marks quote only before a word's beginning and after a word's end.
    | (?P<single>(?:'(?!\s)[^']*(?<!\s)'|[‘’](?!\s)[^‘’]*(?<!\s)’)(?=[\s)~*،,.؛;:!?؟]|$))
    | (?P<open>\()
    | (?P<close>\))
    | (?P<either>\||OR(?=[\s({_OPENING}]|$))
    | (?P<both>(?:AND|&&?)(?=[\s({_OPENING}]|$))
    | (?P<without>NOT(?=[\s({_OPENING}])|(?<![^\s(])[-−](?=[^\s-])|بدون\ ?:)
    | (?P<field>[^\W\d_]+\ ?:(?!//))
    | (?P<word>{SPELLED_OUT}(?![^\s()|{_NO_WORD}])|[^\s()|{_NO_WORD}]+)
    """,
    re.VERBOSE,
)
_WORD = re.compile(rf"[^\s()|{_NO_WORD}]+")
_STOPS = re.compile("[^،؛؟!…]+")  # part words also where no space follows them
_AFTER = re.compile(r"(?:~(\d{1,3}))?(\*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexeme:
    """One piece of a query: `text` is what it says, without marks; `start` and `end` where it stands.

    For a quotation, `distance` is the number typed after ~ and `open_ended` whether * follows it. A field's
    text is its name as typed.
    """

    kind: Kind
    text: str
    start: int
    end: int
    distance: int | None = None
    open_ended: bool = False


def clean(text: str) -> str:
    """At most MAX_CHARACTERS of the text, without marks that are never seen and without lone surrogates."""
    return text[:MAX_CHARACTERS].translate(_INVISIBLE).encode("utf-8", "replace").decode("utf-8")


def cut(text: str, fields: frozenset[str]) -> Iterator[Lexeme]:
    """The lexemes of a clean text, in order; `fields` are the folded names that name a field before a colon.

    A quotation that is not closed goes on to the end of the text.
    """
    at = 0
    while found := _LEXEME.search(text, at):
        lexeme = _lexeme(text, found, fields)
        at = lexeme.end
        yield lexeme


def pieces(word: Lexeme) -> list[Lexeme]:
    """The words of a word lexeme that commas and other stops part: بغداد،دمشق is two."""
    return [
        Lexeme(
            kind="word", text=found.group(), start=word.start + found.start(), end=word.start + found.end()
        )
        for found in _STOPS.finditer(word.text)
    ]


def _lexeme(text: str, found: re.Match[str], fields: frozenset[str]) -> Lexeme:
    kind, start, end = found.lastgroup, found.start(), found.end()
    if kind == "quotation":
        closing = _CLOSING[found.group()]
        end = next((i for i in range(end, len(text)) if text[i] in closing), len(text))
        return _quotation(text, text[start + 1 : end], start, end + 1)
    if kind == "single":
        return _quotation(text, text[start + 1 : end - 1], start, end)
    if kind == "field":
        name = found.group()[:-1].rstrip()
        if fold(name) in fields:
            return Lexeme(kind="field", text=name, start=start, end=end)
        found = _WORD.match(text, start) or found
        kind, end = "word", found.end()
    return Lexeme(kind=kind, text=text[start:end], start=start, end=end)  # type: ignore[arg-type]


def _quotation(text: str, inside: str, start: int, end: int) -> Lexeme:
    after = _AFTER.match(text, end)
    assert after is not None  # it matches nothing, too
    return Lexeme(
        kind="quotation",
        text=inside,
        start=start,
        end=min(after.end(), len(text)) if end <= len(text) else len(text),
        distance=int(after.group(1)) if after.group(1) else None,
        open_ended=after.group(2) is not None,
    )
