"""What a person typed, as an FTS5 expression that SQLite always accepts.

    word word      both, in any inflection the analyser knows
    word OR word   either; also word | word
    -word          not this one; also NOT word and بدون: word
    "…" «…» “…”    these words in this order
    "word word"~5  at most five words apart
    word*          words that begin so
    title:word     in the title only; other fields: see `query_fields`
    ( )            grouping

OR binds closer than the AND between words. أو is a word, since Arabic uses it in names and phrases. Nothing a
person can type is an error: what cannot be understood is read as words, and a query without a single word or
filter finds nothing. `docs/searching.md` is the page for people who search.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from archive.lexemes import Lexeme, clean, cut, pieces
from archive.match import Place
from archive.patterns import Leaf, Pattern, inflected, near, phrase, prefix_of
from archive.query_days import Days
from archive.query_fields import FIELD_NAMES, FIELDS, Field, Filter, read_filter
from archive.query_tree import Group, Item, compiled, patterns_of
from archive.synonyms import Synonyms
from archive.widening import Expansion, with_synonyms
from extractors.arabic import Analyser, Token, fold
from extractors.arabic import analyser as default_analyser

MAX_WORDS = 64  # further words are ignored: SQLite bounds the depth of an expression
MAX_FILTERS = 12  # further filters are read as words: one of days is up to some hundred tags
MAX_DEPTH = 6  # deeper parentheses are ignored
MAX_NEAR = 100  # words apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """A word that a query looks for, at text[start:end]; `chunk` is the whole of what was typed in one piece.

    `exact`: it stands in quotation marks. `place` is the field it is looked for in, None for all.
    """

    start: int
    end: int
    chunk: tuple[int, int]
    exact: bool
    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A typed query; `text` is what was read of it, without marks that are never seen.

    `match` is all of it for FTS5 (empty when nothing is looked for). It is also given as two expressions that
    must both hold, either of which may be empty: `words`, and `filters`, which says what the tuples of slugs,
    codes and sections and the first and last day say. A filter that is excluded, or joined by OR or
    parentheses, is part of `words`. `patterns` are for highlights; `expansions` tells which words synonyms
    were looked for beside, `sought` where the words stand that are looked for, but for beginnings of words.
    """

    text: str
    match: str
    words: str
    filters: str
    patterns: tuple[Pattern, ...]
    days: Days | None
    outlets: tuple[str, ...]
    countries: tuple[str, ...]
    sections: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    sought: tuple[Sought, ...]


def parse_query(
    text: str,
    *,
    analyser: Analyser | None = None,
    synonyms: Synonyms | None = None,
    outlets: Mapping[str, str] | None = None,
) -> Query:
    """The query a person typed, as FTS5 expressions, filters and patterns for highlights. Never raises.

    `analyser` is the index's, by default the project's; without `synonyms` words stand for themselves alone;
    `outlets` gives slugs by the names that `outlet:` may be followed by.
    """
    text = clean(text)
    reader = _Parser(text, analyser or default_analyser(), synonyms, outlets)
    root = reader.read()
    wanted = compiled(root)
    return Query(
        text=text,
        match=wanted.match,
        words=wanted.words,
        filters=wanted.filters,
        patterns=tuple(dict.fromkeys(patterns_of(root))),
        days=wanted.days,
        outlets=tuple(one.value for one in wanted.found_by if one.field == "outlet"),
        countries=tuple(one.value for one in wanted.found_by if one.field == "country"),
        sections=tuple(one.value for one in wanted.found_by if one.field == "section"),
        expansions=tuple(dict.fromkeys(reader.expansions)),
        sought=tuple(reader.sought),
    )


class _Parser:
    """Reads one query from left to right; holds where it is and how many words and filters it has taken."""

    def __init__(
        self,
        text: str,
        analyser: Analyser,
        synonyms: Synonyms | None,
        outlets: Mapping[str, str] | None,
    ) -> None:
        self._lexemes = cut(text, FIELD_NAMES)
        self._analyser = analyser
        self._synonyms = synonyms
        self._outlets = outlets
        self._words = 0
        self._filters = 0
        self._refused = 0  # exclusions around
        self.expansions: list[Expansion] = []
        self.sought: list[Sought] = []

    def read(self, inherited: Field | None = None, depth: int = 0) -> Group:
        """The group up to its closing parenthesis, or the whole query."""
        items: list[Item] = []
        either = without = False
        name: Lexeme | None = None  # a field's, which the next word, quotation or group belongs to
        ignored = 0  # parentheses opened too deep
        for lexeme in self._lexemes:
            if self._words >= MAX_WORDS:
                break
            field = FIELDS[fold(name.text)] if name else inherited
            parts: Sequence[Leaf | Filter | Group] = ()
            match lexeme.kind:
                case "word" | "quotation":
                    self._refused += without
                    parts = self._read_part(lexeme, name, field)
                    self._refused -= without
                case "open" if depth < MAX_DEPTH:
                    self._refused += without
                    parts = [self.read(field, depth + 1)]
                    self._refused -= without
                case "open":
                    ignored += 1
                    continue
                case "without":
                    without = True
                    continue
                case _ if name:
                    parts = self._read_words(name, None)
            items += [
                Item(part=part, either=either and not number, without=without)
                for number, part in enumerate(parts)
            ]
            name = lexeme if lexeme.kind == "field" else None
            if lexeme.kind != "field":
                either, without = lexeme.kind == "either" and bool(items), False
            if lexeme.kind == "close":
                if depth and not ignored:
                    break
                ignored = max(0, ignored - 1)
        else:
            items += [Item(part=part, without=without) for part in self._read_words(name, None)]
        return Group(items=self._expand(items))

    def _read_part(self, lexeme: Lexeme, name: Lexeme | None, field: Field | None) -> list[Leaf | Filter]:
        """What a word or quotation after this field looks for; both as words when it is no value of it."""
        if field is None or field == "title" or field == "body":
            return [*self._read_words(lexeme, field)]
        values = [lexeme.text] if lexeme.kind == "quotation" else re.split("[,،]", lexeme.text.strip(",،"))
        filters = [read_filter(field, value, self._outlets) for value in values]
        found = [one for one in filters if one]
        if len(found) < len(values) or self._filters + len(found) > MAX_FILTERS:
            return [*self._read_words(name, None), *self._read_words(lexeme, None)]
        self._filters += len(found)
        return [*found]

    def _read_words(self, lexeme: Lexeme | None, place: Place | None) -> list[Leaf]:
        """What the lexeme looks for as words, if there are any in it."""
        if lexeme is None:
            return []
        parts = pieces(lexeme) if lexeme.kind == "word" else [lexeme]
        return [leaf for part in parts if (leaf := self._read_one(part, place))]

    def _read_one(self, lexeme: Lexeme, place: Place | None) -> Leaf | None:
        words = self._take(lexeme.text)
        if not words:
            return None
        typed, analyser = lexeme.text, self._analyser
        quoted = lexeme.kind == "quotation"
        if lexeme.distance is not None and len(words) > 1:
            return near(words, min(lexeme.distance, MAX_NEAR), place)
        if lexeme.open_ended or (not quoted and typed.endswith("*")):
            beginning = prefix_of(typed, words, place, analyser)
            if beginning:
                return beginning
        self._note(lexeme, words, place)
        return phrase(words, place) if quoted else inflected(typed, words, place, analyser)

    def _note(self, lexeme: Lexeme, words: list[Token], place: Place | None) -> None:
        """Remember where words stand that are looked for."""
        quoted = lexeme.kind == "quotation"
        start = lexeme.start + quoted
        chunk = (lexeme.start, lexeme.end)
        if not self._refused:
            self.sought += [
                Sought(start=start + w.start, end=start + w.end, chunk=chunk, exact=quoted, place=place)
                for w in words
            ]

    def _take(self, typed: str) -> list[Token]:
        words = list(islice(self._analyser.tokens(typed), MAX_WORDS - self._words))
        self._words += len(words)
        return words

    def _expand(self, items: list[Item]) -> tuple[Item, ...]:
        """The items, with those that synonyms stand beside put together."""
        if self._synonyms is None:
            return tuple(items)
        found = with_synonyms(items, self._synonyms.lookup(self._analyser))
        self.expansions += [expansion for _, expansion in found if expansion]
        return tuple(item for item, _ in found)
