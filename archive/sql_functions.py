"""Arabic search as SQL functions: for Datasette, sqlite-utils and any program that opens index.db.

    arabic_match(query)          what `articles_fts MATCH` takes, of a query typed as in `warraq search`
    arabic_snippet(text, query)  HTML: the passage of the text that answers, with <mark> round what matched
    arabic_highlight(text, query)  HTML: the whole text, likewise
    arabic_stem(text)            the text's words as the index stores them
    arabic_fold(text)            the text with spelling, marks and digits made alike

NULL in, NULL out. The analyser is the one the index was made with; a search by another would miss reports.
"""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from archive.analysers import analyser_for
from archive.match import NOTHING
from archive.query import Query, parse_query
from archive.schema import sqlite3
from archive.snippets import mark_passage, mark_text
from archive.synonyms import Synonyms, synonyms_in
from extractors.arabic import Analyser, fold

QUERIES = 64  # parsed queries remembered: a function is called once a row


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
        db.create_function(search_box, 1, asked.match, deterministic=True)
    for name, count, function in functions:
        db.create_function(name, count, function, deterministic=True)


class _Asked:
    """What the functions of one connection share: the index's analyser, synonyms and the last queries."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._analyser: Analyser | None = None
        self._synonyms: Synonyms | None = None
        self._parsed = lru_cache(maxsize=QUERIES)(self._parse)

    def match(self, query: object) -> str | None:
        return None if query is None else self._parsed(str(query)).match or NOTHING

    def snippet(self, text: object, query: object) -> str | None:
        if text is None or query is None:
            return None
        return mark_passage(str(text), self._parsed(str(query)).patterns, self.analyser)

    def highlight(self, text: object, query: object) -> str | None:
        if text is None or query is None:
            return None
        return mark_text(str(text), self._parsed(str(query)).patterns, self.analyser)

    def stem(self, text: object) -> str | None:
        return None if text is None else self.analyser.forms_of(str(text))[0]

    @property
    def analyser(self) -> Analyser:
        if self._analyser is None:
            self._analyser = analyser_for(self._db)
        return self._analyser

    def _parse(self, query: str) -> Query:
        if self._synonyms is None:
            self._synonyms = synonyms_in(_folder(self._db))
        return parse_query(query, analyser=self.analyser, synonyms=self._synonyms)


def _folder(db: sqlite3.Connection) -> Path | None:
    """The folder of the connection's file, which is the archive; None for a database in memory."""
    for _, name, path in db.execute("PRAGMA database_list"):
        if name == "main" and path:
            return Path(path).parent
    return None


def _folded(text: object) -> str | None:
    return None if text is None else fold(str(text))
