"""Arabic search as SQL functions: for Datasette, sqlite-utils and any program that opens index.db.

    arabic_match(query)          what `articles_fts MATCH` takes, of a query typed as in `warraq search`
    arabic_snippet(text, query)  HTML: the passage of the text that answers, with <mark> round what matched
    arabic_highlight(text, query)  HTML: the whole text, likewise
    arabic_stem(text)            the text's words as the index stores them
    arabic_fold(text)            the text with spelling, marks and digits made alike

NULL in, NULL out; a text of more than LONGEST letters is refused, since no report is so long. The analyser
is the one the index was made with; a search by another would miss reports.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from archive.analysers import analyser_for
from archive.errors import ArchiveError
from archive.schema import sqlite3
from archive.search_scope import read_query, synonyms_for
from archive.snippets import Highlighter, as_html
from extractors.arabic import fold

NOTHING = '""'  # an FTS5 expression that no row matches; an empty one is an error
LONGEST = 500_000  # letters: analysing takes a hundred bytes and more for each
QUERIES = 64  # read queries remembered: a function is called once a row


def register(db: sqlite3.Connection, *, search_box: str | None = None) -> None:
    """Make the functions known to a connection; cheap, since lists are loaded when one is first called.

    `search_box` is a further name for arabic_match: the one that Datasette calls.
    """
    asked = _Asked(db)
    functions: tuple[tuple[str, int, Callable[..., Any]], ...] = (
        ("arabic_match", 1, asked.match),
        ("arabic_snippet", 2, asked.snippet),
        ("arabic_highlight", 2, asked.highlight),
        ("arabic_stem", 1, asked.stem),
        ("arabic_fold", 1, _folded),
    )
    if search_box is not None:
        db.create_function(search_box, 1, _bounded(asked.match), deterministic=True)
    for name, count, function in functions:
        db.create_function(name, count, _bounded(function), deterministic=True)


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*values: object) -> Any:
        if any(isinstance(value, (str, bytes)) and len(value) > LONGEST for value in values):
            raise ValueError(f"a text of more than {LONGEST} letters is not analysed")
        return function(*values)

    return call


def warmed(db: sqlite3.Connection) -> bool:
    """Load the lists that searches of this index need: a second that its first search need not wait for.

    False for an index that cannot be searched; a search says why.
    """
    try:
        read_query(db, "", synonyms_for(db))
    except ArchiveError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Reading:
    """A typed query, read: what FTS5 takes, and what finds its matches in texts."""

    match: str
    highlighter: Highlighter


class _Asked:
    """The functions of one connection, and the last queries they were asked."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._reading = lru_cache(maxsize=QUERIES)(self._read)

    def match(self, query: object) -> str | None:
        return None if query is None else self._reading(str(query)).match or NOTHING

    def snippet(self, text: object, query: object) -> str | None:
        if text is None or query is None:
            return None
        snippet = self._reading(str(query)).highlighter.snippet(str(text))
        return as_html(snippet.text, snippet.highlights)

    def highlight(self, text: object, query: object) -> str | None:
        if text is None or query is None:
            return None
        return as_html(str(text), self._reading(str(query)).highlighter.spans(str(text)))

    def stem(self, text: object) -> str | None:
        return None if text is None else analyser_for(self._db).forms_of(str(text))[0]

    def _read(self, typed: str) -> _Reading:
        query = read_query(self._db, typed, synonyms_for(self._db))
        return _Reading(query.match, Highlighter(query.patterns, analyser_for(self._db)))


def _folded(text: object) -> str | None:
    return None if text is None else fold(str(text))
