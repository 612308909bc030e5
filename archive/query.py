"""What a person typed, as an FTS5 expression that SQLite always accepts.

    word word      both, in any inflection the analyser knows
    word OR word   either; also word | word
    -word          not this one
    "…" «…» “…”    these words in this order
    "word word"~5  at most five words apart
    word*          words that begin so
    title:word     in the title only; also عنوان:
    ( )            grouping

OR binds closer than the AND between words. Nothing a person can type is an error: what cannot be understood
is read as words, and a query without a single word to look for finds nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.patterns import Leaf, Pattern, inflected, near, phrase, prefix_of
from extractors.arabic import Token, tokens

MAX_CHARACTERS = 10_000  # longer queries are cut here
MAX_WORDS = 64  # further words are ignored: SQLite bounds the depth of an expression
MAX_DEPTH = 6  # deeper parentheses are ignored
MAX_NEAR = 100  # words apart

CLOSING = {'"': '"', "«": "»", "“": "”", "„": "”“", "”": "”“"}  # typed opening mark: the marks that close it

LEXEME = re.compile(
    r"""
      (?P<quote>["«“„”])
    | (?P<open>\()
    | (?P<close>\))
    | (?P<either>\||(?:OR)(?=[\s("«“„]|$))
    | (?P<both>(?:AND|&&?)(?=[\s("«“„]|$))
    | (?P<without>(?:NOT(?=[\s("«“„]))|(?<![^\s(])[-−](?=[^\s-]))
    | (?P<field>(?<![^\s(\-−])(?:title|عنوان|العنوان)\s*:)
    | (?P<word>[^\s"«»“”„()|]+)
    """,
    re.VERBOSE,
)
SLOP = re.compile(r"~(\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    part: "Leaf | _Group"
    either: bool = False  # OR stood before it
    without: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A typed query: `match` for FTS5 (empty when nothing is looked for), `patterns` for highlights."""

    match: str
    patterns: tuple[Pattern, ...]


def parse_query(text: str) -> Query:
    """The query a person typed, as an FTS5 expression and as patterns for highlights. Never raises."""
    root = _Parser(_clean(text)).read()
    return Query(match=_expression(root), patterns=tuple(_patterns(root)))


def _clean(text: str) -> str:
    """At most MAX_CHARACTERS of the text, without lone surrogates (SQLite takes UTF-8 only)."""
    return text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


class _Parser:
    """Reads one query from left to right; holds where it is and how many words it has taken."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._words = 0

    def read(self, depth: int = 0) -> _Group:
        items: list[_Item] = []
        either = without = title_only = False
        while self._words < MAX_WORDS and (lexeme := LEXEME.search(self._text, self._at)):
            self._at = lexeme.end()
            part: Leaf | _Group | None = None
            match lexeme.lastgroup:
                case "close":
                    if depth:
                        break
                case "open":
                    part = self.read(depth + 1) if depth < MAX_DEPTH else None
                case "either":
                    either = bool(items)
                case "without":
                    without = True
                case "field":
                    title_only = True
                case "quote":
                    part = self._quotation(lexeme.group(), title_only)
                case "word":
                    part = self._word(lexeme.group(), title_only)
                case _:
                    pass  # AND is what stands between words anyway
            if part is not None:
                items.append(_Item(part=part, either=either, without=without))
            if part is not None or lexeme.lastgroup in {"quote", "word"}:
                either = without = title_only = False
        return _Group(items=tuple(items))

    def _quotation(self, opening: str, title_only: bool) -> Leaf | None:
        closing = CLOSING[opening]
        end = next((i for i in range(self._at, len(self._text)) if self._text[i] in closing), len(self._text))
        words = self._take(self._text[self._at : end])
        self._at = end + 1
        slop = SLOP.match(self._text, self._at)
        if slop:
            self._at = slop.end()
        star = self._text.startswith("*", self._at)
        if not words:
            return None
        if slop and len(words) > 1:
            return near(words, min(int(slop.group(1)), MAX_NEAR), title_only)
        return phrase(words, title_only, prefix=star)

    def _word(self, typed: str, title_only: bool) -> Leaf | None:
        words = self._take(typed)
        if not words:
            return None
        if typed.endswith("*"):
            return prefix_of(words, title_only)
        return inflected(words, typed, title_only)

    def _take(self, typed: str) -> list[Token]:
        words = [token for token in tokens(typed) if token.exact and token.stem][: MAX_WORDS - self._words]
        self._words += len(words)
        return words


def _expression(group: _Group) -> str:
    """The group in FTS5's language; empty when nothing positive is left."""
    wanted: list[list[str]] = []
    refused: list[str] = []
    for item in _without_stop_words(group.items):
        expression = (
            f"({inner})" if isinstance(item.part, _Group) and (inner := _expression(item.part))
            else "" if isinstance(item.part, _Group) else item.part.expression
        )  # fmt: skip
        if not expression:
            continue
        if item.without:
            refused.append(expression)
        elif item.either and wanted:
            wanted[-1].append(expression)
        else:
            wanted.append([expression])
    if not wanted:
        return ""
    positive = " AND ".join(f"({' OR '.join(choices)})" for choices in wanted)
    return f"(({positive}) NOT ({' OR '.join(refused)}))" if refused else f"({positive})"


def _without_stop_words(items: tuple[_Item, ...]) -> tuple[_Item, ...]:
    """The items, without stop words when anything else is looked for beside them."""

    def is_common(item: _Item) -> bool:
        return isinstance(item.part, Leaf) and item.part.common and not item.without

    if all(is_common(item) or item.without for item in items):
        return items
    return tuple(item for item in items if not is_common(item))


def _patterns(group: _Group) -> Iterator[Pattern]:
    for item in _without_stop_words(group.items):
        if item.without:
            continue
        if isinstance(item.part, _Group):
            yield from _patterns(item.part)
        else:
            yield from item.part.patterns
