"""Rows of the search index: one in `articles_fts` and one in `search_rows` for each version, alike in row id.

They are made after the rows of `versions` and `articles`, which they depend on: an article's date stands in
for one that a version's page does not print. A version without a `doc_id` is not in the search index yet.
FTS5 goes on counting rows that were taken out of a contentless table as documents of its rank, until the
index is filled anew: that moves the weights of all words alike.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from archive.analysers import analyser_for
from archive.filings import Filing, filing_of, number_of
from archive.row_digests import DROP, TEXTS
from archive.row_ids import free_row_id, home_of, is_in_place
from archive.schema import sqlite3
from archive.tags import tags_of
from archive.text_sums import put_text_sum
from extractors.arabic import Analyser

# What a version is filed under: its page's date, else its article's.
FILED = """
SELECT v.version_key, v.captured_at, v.doc_id,
       CASE WHEN v.published_date IS NULL THEN a.published_at ELSE v.published_at END,
       v.article_id, a.outlet, o.country, v.section, coalesce(v.published_date, a.published_date),
       v.version = a.version_count,
       s.article_id, f.outlet, f.country, f.section, s.published_date, s.newest
FROM {versions} JOIN articles a ON a.article_id = v.article_id
LEFT JOIN outlets o ON o.slug = a.outlet LEFT JOIN search_rows s ON s.doc_id = v.doc_id
LEFT JOIN filings f ON f.filing = s.filing
"""
OF_ARTICLES = FILED.format(versions="json_each(?) one JOIN versions v ON v.article_id = one.value")
OF_OUTLET = FILED.format(versions="articles x JOIN versions v ON v.article_id = x.article_id") + (
    " WHERE x.outlet = ?"
)
EVERY_FILED = FILED.format(versions="versions v")
PUT_TEXT = (
    "INSERT INTO articles_fts (rowid, title, body, title_exact, body_exact, tags) VALUES (?, ?, ?, ?, ?, ?)"
)
PUT_ROW = (
    "INSERT INTO search_rows (doc_id, filing, article_id, published_date, newest) VALUES (?, ?, ?, ?, ?)"
)
RENEW_ROW = (
    "UPDATE search_rows SET filing = ?2, article_id = ?3, published_date = ?4, newest = ?5 WHERE doc_id = ?1"
)
REMOVE = ("DELETE FROM articles_fts WHERE rowid = ?", "DELETE FROM search_rows WHERE doc_id = ?")


class TextRow(NamedTuple):
    """What PUT_TEXT takes."""

    doc_id: int
    title: str
    body: str
    title_exact: str
    body_exact: str
    tags: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The texts in the order of the table's columns (SEARCH_COLUMNS)."""
        return self.body_exact, self.body, self.title_exact, self.title, self.tags


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A version's row of `search_rows` beside the row id, with what its filing stands for."""

    article_id: str
    outlet: str
    country: str | None
    section: str | None
    published_date: str | None
    newest: int

    @property
    def tags(self) -> tuple[str, ...]:
        """The version's tags in the search index."""
        return tags_of(
            outlet=self.outlet,
            country=self.country,
            section=self.section,
            published_date=self.published_date,
        )


@dataclass(frozen=True, slots=True)
class Filed:
    """A version with what it is to be filed under, and what it is filed under `now` (None: not yet)."""

    version_key: str
    captured_at: str
    doc_id: int | None
    home: int
    wanted: SearchRow
    now: SearchRow | None


def update_search_rows(db: sqlite3.Connection, article_ids: Iterable[str]) -> None:
    """Make the rows of these articles' versions anew where something they are made of has changed.

    Raises IndexUnusable when a day is full or the index was made with another analyser.
    """
    _update(db, _filed(db, OF_ARTICLES, json.dumps(sorted(article_ids))))


def refile_outlet(db: sqlite3.Connection, slug: str) -> None:
    """Make the rows of an outlet's versions anew after its country has changed."""
    _update(db, _filed(db, OF_OUTLET, slug))


def remove_search_rows(db: sqlite3.Connection, doc_ids: Iterable[int]) -> None:
    """Take versions out of the search index."""
    ordered = [(doc_id,) for doc_id in sorted(doc_ids)]  # FTS5 writes out what it holds at each step back
    for statement in REMOVE:
        db.executemany(statement, ordered)
    db.executemany(DROP, ((TEXTS, str(doc_id)) for (doc_id,) in ordered))


def index_texts(
    db: sqlite3.Connection, texts: Iterable[tuple[int, str, str, Iterable[str]]], analyser: Analyser
) -> None:
    """Fill `articles_fts` with (doc_id, title, body, tags), given in the order of doc_id."""
    db.executemany(PUT_TEXT, (_noted(db, text_row(analyser, *text)) for text in texts))


def index_row(db: sqlite3.Connection, row: TextRow) -> None:
    """Put one text into `articles_fts`, and keep its sum."""
    db.execute(PUT_TEXT, _noted(db, row))


def put_search_rows(db: sqlite3.Connection, rows: Iterable[tuple[int, SearchRow]]) -> None:
    """Fill `search_rows` with (doc_id, row)."""
    db.executemany(PUT_ROW, _values(db, rows))


def _values(
    db: sqlite3.Connection, rows: Iterable[tuple[int, SearchRow]]
) -> Iterator[tuple[int, int, str, str | None, int]]:
    """The rows as PUT_ROW and RENEW_ROW take them."""
    numbers: dict[Filing, int] = {}
    for doc_id, row in rows:
        filing = filing_of(
            doc_id,
            outlet=row.outlet,
            country=row.country,
            section=row.section,
            published_date=row.published_date,
        )
        if filing not in numbers:
            numbers[filing] = number_of(db, filing)
        yield doc_id, numbers[filing], row.article_id, row.published_date, row.newest


def _update(db: sqlite3.Connection, filed: Sequence[Filed]) -> None:
    away, changed, renewed = [], [], []
    for one in filed:
        if one.doc_id is None or not is_in_place(db, one.doc_id, one.home):
            away.append(one)
        elif one.now is None or one.now.tags != one.wanted.tags:
            changed.append(one)
        elif one.now != one.wanted:
            renewed.append(one)
    db.executemany(
        RENEW_ROW, _values(db, ((one.doc_id, one.wanted) for one in renewed if one.doc_id is not None))
    )
    if away or changed:
        remove_search_rows(db, [one.doc_id for one in (*away, *changed) if one.doc_id is not None])
        _put(db, [*_placed(db, away), *changed])


def _placed(db: sqlite3.Connection, away: Iterable[Filed]) -> list[Filed]:
    """Give these versions row ids where they belong."""
    ordered = sorted(away, key=attrgetter("home", "captured_at", "version_key"))
    db.executemany(
        "UPDATE versions SET doc_id = NULL WHERE version_key = ?",
        [(one.version_key,) for one in ordered if one.doc_id is not None],
    )
    placed = []
    for one in ordered:
        doc_id = free_row_id(db, one.home)
        db.execute("UPDATE versions SET doc_id = ? WHERE version_key = ?", (doc_id, one.version_key))
        placed.append(replace(one, doc_id=doc_id))
    return placed


def _put(db: sqlite3.Connection, filed: list[Filed]) -> None:
    filed.sort(key=attrgetter("doc_id"))
    index_texts(db, _texts(db, filed), analyser_for(db))
    put_search_rows(db, ((one.doc_id, one.wanted) for one in filed if one.doc_id is not None))


def _texts(db: sqlite3.Connection, filed: Iterable[Filed]) -> Iterator[tuple[int, str, str, Iterable[str]]]:
    for one in filed:
        doc_id, title, body = db.execute(
            "SELECT doc_id, title, body FROM versions WHERE version_key = ?", (one.version_key,)
        ).fetchone()
        yield doc_id, title, body, one.wanted.tags


def text_row(analyser: Analyser, doc_id: int, title: str, body: str, tags: Iterable[str]) -> TextRow:
    """What the search index is given of a text."""
    (title_stems, title_exact), (body_stems, body_exact) = analyser.forms_of(title), analyser.forms_of(body)
    return TextRow(doc_id, title_stems, body_stems, title_exact, body_exact, " ".join(tags))


def _noted(db: sqlite3.Connection, row: TextRow) -> TextRow:
    """The row of a text, whose sum is kept."""
    put_text_sum(db, row.doc_id, row.columns)
    return row


def _filed(db: sqlite3.Connection, query: str, value: str) -> list[Filed]:
    return list(filed_of(db, query, value))


def filed_of(db: sqlite3.Connection, query: str, *values: str) -> Iterator[Filed]:
    """What a query made of FILED finds."""
    for row in db.execute(query, values):
        yield Filed(
            version_key=row[0],
            captured_at=row[1],
            doc_id=row[2],
            home=home_of(row[3], row[8], row[1]),
            wanted=SearchRow(*row[4:10]),
            now=None if row[10] is None else SearchRow(*row[10:16]),
        )
