"""Did you mean: the query that a person may have meant, when the one that was typed finds nothing.

The work is bounded whatever is typed and however large the index: at most MAX_SUSPECTS words are looked at,
some LOOKUPS terms are looked up, of which SQLite reads the first entry, and CHECKS queries are tried out up
to their first answer. Trying out costs more than words only where a query holds a beginning (x*) or ~n of
frequent words: then it costs what a search does.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import log10

from archive.match import stop_forms
from archive.misspellings import MAX_LETTERS, in_other_layout, is_one_slip, slips, split
from archive.patterns import inflected, phrase
from archive.query import Query, Sought, parse_query
from archive.schema import sqlite3
from archive.synonyms import Synonyms
from extractors.arabic import Analyser, fold

MAX_SUSPECTS = 3  # words; when no report holds more than so many, there is nothing to go by
RARE = 50  # reports: a word that fewer hold may be a slip, of theirs as well
LOOKUPS = 360  # terms looked up for all words together that no report holds
LOOKUPS_RARE = 100  # for each that a few do
CHOICES = 3  # guesses for one word that whole queries are tried with
CHECKS = 8  # whole queries tried
ENOUGH = 1000  # reports counted of one word
RECENT = 20_000  # versions in which two words must stand side by side to be taken for one run together
SPLIT_PENALTY = 0.05
NAME_SCORE = 1.0
MIN_NAME = 4  # letters of a name that may be misspelt

COUNT = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)"
BESIDE = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid >= ? LIMIT 1"
NTH_NEWEST = "SELECT id FROM articles_fts_docsize ORDER BY id DESC LIMIT 1 OFFSET ?"

_CHUNK_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_CHUNK_AFTER = re.compile(r"\s+([^\W\d_]+)(?!\S)")


@dataclass(frozen=True, slots=True)
class _Choice:
    """What may stand in the query from `start` to `end`."""

    start: int
    end: int
    text: str
    score: float


def suggest(
    db: sqlite3.Connection,
    typed: str,
    *,
    analyser: Analyser,
    synonyms: Synonyms | None = None,
    outlets: Mapping[str, str] | None = None,
) -> str | None:
    """A query near to the one typed that finds something; None when that one does, or none is near.

    The rest of the query stays as it was typed, with its quotation marks, fields and operators.
    """

    def parse(text: str) -> Query:
        return parse_query(text, analyser=analyser, synonyms=synonyms, outlets=outlets)

    index = _Words(db, analyser)
    query = parse(typed)
    if not query.match or index.holds(query.match):
        return None
    relaid = _in_other_layout(query, index)
    if relaid != query.text:
        query = parse(relaid)
        if query.match and index.holds(query.match):
            return relaid
    suspects = _suspects(query, index)
    unknown = max(1, sum(not count for _, count in suspects))
    choices = [
        _choices(query.text, word, count, index, LOOKUPS_RARE if count else LOOKUPS // unknown, synonyms)
        for word, count in suspects
    ]
    if not all(choices):
        return None
    combined = [[*dict.fromkeys(filter(None, one))] for one in product(*choices)]
    tried = sorted(filter(None, combined), key=lambda one: (len(one), -sum(choice.score for choice in one)))
    for changes in tried[:CHECKS]:
        corrected = _replaced(query.text, changes)
        match = parse(corrected).match if corrected else ""
        if match and index.holds(match):
            return corrected
    return None


class _Words:
    """Looks words up in one index, each once."""

    def __init__(self, db: sqlite3.Connection, analyser: Analyser) -> None:
        self._db = db
        self._counts: dict[tuple[str, int], int] = {}
        self._recent: int | None = None
        self.analyser = analyser

    def holds(self, match: str) -> bool:
        """Whether a report answers the expression."""
        return self.count(match, 1) > 0

    def count(self, match: str, limit: int) -> int:
        """How many versions answer the expression, counted up to the limit."""
        known = self._counts.get((match, limit))
        if known is None:
            known = self._counts[match, limit] = int(self._db.execute(COUNT, (match, limit)).fetchone()[0])
        return known

    def expression(self, word: str, sought: Sought) -> str | None:
        """What looks for the word where and as the sought one is; None for what is no word, or too common."""
        words = list(self.analyser.tokens(word))
        if not words or all(token.exact in stop_forms(self.analyser) for token in words):
            return None
        if sought.exact:
            return phrase(words, sought.place).expression
        return inflected(word, words, sought.place, self.analyser).expression

    def stand_together(self, words: str, sought: Sought) -> bool:
        """Whether the words stand side by side in a recent version."""
        expression = self.expression(words, sought)
        if self._recent is None:
            row = self._db.execute(NTH_NEWEST, (RECENT,)).fetchone()
            self._recent = int(row[0]) if row else 0
        return bool(expression and self._db.execute(BESIDE, (expression, self._recent)).fetchone())


def _in_other_layout(query: Query, index: _Words) -> str:
    """The query's text with words that no report holds typed in the other layout, where reports hold that."""
    choices: list[_Choice] = []
    for start, end in dict.fromkeys(word.chunk for word in query.sought if not _held(query, word, index, 1)):
        plain = Sought(start=start, end=end, chunk=(start, end), exact=False, place=None)
        choices += [
            _Choice(start, end, guess.text, 0.0)
            for guess in in_other_layout(query.text[start:end])
            if (expression := index.expression(guess.text, plain)) and index.holds(expression)
        ][:1]
    return _replaced(query.text, choices) or query.text


def _held(query: Query, word: Sought, index: _Words, limit: int) -> int:
    """How many versions hold a word of the query, up to the limit; as many for a stop word."""
    expression = index.expression(query.text[word.start : word.end], word)
    return index.count(expression, limit) if expression else limit


def _suspects(query: Query, index: _Words) -> list[tuple[Sought, int]]:
    """The words that no report holds, then those that few hold, with how many do.

    None at all when there are too many that no report holds.
    """
    widened = {typed for expansion in query.expansions for typed in expansion.typed.split()}
    words = [word for word in query.sought if query.text[word.start : word.end] not in widened]
    counted = sorted(((word, _held(query, word, index, RARE)) for word in words), key=lambda pair: pair[1])
    if sum(not count for _, count in counted) > MAX_SUSPECTS:
        return []
    return [(word, count) for word, count in counted[:MAX_SUSPECTS] if count < RARE]


def _choices(
    text: str, word: Sought, count: int, index: _Words, lookups: int, synonyms: Synonyms | None
) -> list[_Choice | None]:
    """The best guesses for one word that so many reports hold; None, for none of them, when any does."""
    found = [
        *_slipped(text, word, index, lookups),
        *_run_together(text, word, index),
        *_pulled_apart(text, word, index),
        *_other_names(text, word, synonyms),
    ]
    better = [choice for choice in found if not count or choice.score > log10(count)]
    best = sorted(better, key=lambda choice: (-choice.score, choice.text))[:CHOICES]
    return [*([None] if count else []), *best]


def _slipped(text: str, word: Sought, index: _Words, lookups: int) -> Iterator[_Choice]:
    typed = text[word.start : word.end]
    looked_up = {index.expression(typed, word)}
    best = 0.0
    for guess in slips(typed):
        if len(looked_up) > lookups or log10(ENOUGH) - guess.penalty < best:
            break  # those that follow are less likely still
        expression = index.expression(guess.text, word)
        if expression is None or expression in looked_up:
            continue
        looked_up.add(expression)
        if index.holds(expression):
            score = log10(index.count(expression, ENOUGH)) - guess.penalty
            best = max(best, score)
            yield _Choice(word.start, word.end, guess.text, score)


def _run_together(text: str, word: Sought, index: _Words) -> Iterator[_Choice]:
    """The word as two, where reports have these side by side: مجلس الامن for مجلسالامن."""
    for left, right in split(text[word.start : word.end]):
        held = [
            index.count(expression, ENOUGH)
            for part in (left, right)
            if (expression := index.expression(part, word))
        ]
        if len(held) == 2 and min(held) and index.stand_together(f"{left} {right}", word):
            yield _Choice(word.start, word.end, f"{left} {right}", log10(min(held)) - SPLIT_PENALTY)


def _pulled_apart(text: str, word: Sought, index: _Words) -> Iterator[_Choice]:
    """The word joined with the letters before or after it: الاقتصاد for الاقت صاد."""
    typed = text[word.start : word.end]
    joined = []
    if before := _CHUNK_BEFORE.search(text, max(0, word.start - MAX_LETTERS), word.start):
        joined.append((before.start(), word.end, before.group(1) + typed))
    if after := _CHUNK_AFTER.match(text, word.end):
        joined.append((word.start, after.end(), typed + after.group(1)))
    for start, end, whole in joined:
        expression = index.expression(whole, word)
        if expression and (count := index.count(expression, ENOUGH)):
            yield _Choice(start, end, whole, log10(count) - SPLIT_PENALTY)


def _other_names(text: str, word: Sought, synonyms: Synonyms | None) -> Iterator[_Choice]:
    """Members of groups of synonyms that are one slip away; whether reports hold their group shows later."""
    if synonyms is None or word.exact or word.end - word.start < MIN_NAME:
        return
    typed = fold(text[word.start : word.end])
    for group in synonyms.groups:
        for member in group:
            if is_one_slip(typed, fold(member)):
                yield _Choice(word.start, word.end, member, NAME_SCORE)


def _replaced(text: str, choices: Sequence[_Choice]) -> str | None:
    """The text with the choices put in; None when two of them lie over each other."""
    pieces = []
    at = 0
    for choice in sorted(choices, key=lambda choice: choice.start):
        if choice.start < at:
            return None
        pieces += [text[at : choice.start], choice.text]
        at = choice.end
    return "".join(pieces) + text[at:]
