"""Rows of the search index: one in `articles_fts` and one in `search_rows` for each version, alike in row id.

They are made after the rows of `versions` and `articles`, which they depend on: an article's date stands in
for one that a version's page does not print. A version without a `doc_id` is not in the search index yet.
FTS5 goes on counting rows that were taken out of a contentless table as documents of its rank, until the
index is filled anew: that moves the weights of all words alike.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from operator import attrgetter

from archive.analysers import analyser_for
from archive.row_ids import free_row_id, home_of, is_in_place
from archive.schema import sqlite3
from archive.tags import tags_of
from extractors.arabic import Analyser

# What a version is filed under: its page's date, else its article's.
FILED = """
SELECT v.version_key, v.captured_at, v.doc_id,
       CASE WHEN v.published_date IS NULL THEN a.published_at ELSE v.published_at END,
       v.article_id, a.outlet, o.country, v.section, coalesce(v.published_date, a.published_date),
       v.version = a.version_count,
       s.article_id, s.outlet, s.country, s.section, s.published_date, s.newest
FROM {versions} JOIN articles a ON a.article_id = v.article_id
LEFT JOIN outlets o ON o.slug = a.outlet LEFT JOIN search_rows s ON s.doc_id = v.doc_id
"""
OF_ARTICLES = FILED.format(versions="json_each(?) one JOIN versions v ON v.article_id = one.value")
OF_OUTLET = FILED.format(versions="articles x JOIN versions v ON v.article_id = x.article_id") + (
    " WHERE x.outlet = ?"
)
PUT_TEXT = (
    "INSERT INTO articles_fts (rowid, title, body, title_exact, body_exact, tags) VALUES (?, ?, ?, ?, ?, ?)"
)
PUT_ROW = (
    "INSERT INTO search_rows (doc_id, article_id, outlet, country, section, published_date, newest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
RENEW_ROW = (
    "UPDATE search_rows SET outlet = ?2, country = ?3, section = ?4, published_date = ?5, newest = ?6"
    " WHERE article_id = ?1 AND doc_id = ?7"
)
REMOVE = ("DELETE FROM articles_fts WHERE rowid = ?", "DELETE FROM search_rows WHERE doc_id = ?")


@dataclass(frozen=True, slots=True)
class Filing:
    """What one version is filed under: the columns of `search_rows` beside the row id, in their order."""

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
    wanted: Filing
    now: Filing | None


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


def index_texts(
    db: sqlite3.Connection, texts: Iterable[tuple[int, str, str, Iterable[str]]], analyser: Analyser
) -> None:
    """Fill `articles_fts` with (doc_id, title, body, tags), given in the order of doc_id."""
    db.executemany(PUT_TEXT, (_text_row(analyser, *text) for text in texts))


def _update(db: sqlite3.Connection, filed: Sequence[Filed]) -> None:
    away, changed, renewed = [], [], []
    for one in filed:
        if one.doc_id is None or not is_in_place(db, one.doc_id, one.home):
            away.append(one)
        elif one.now is None or one.now.tags != one.wanted.tags:
            changed.append(one)
        elif one.now != one.wanted:
            renewed.append(one)
    db.executemany(RENEW_ROW, [(*astuple(one.wanted), one.doc_id) for one in renewed])
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
    db.executemany(PUT_ROW, [(one.doc_id, *astuple(one.wanted)) for one in filed])


def _texts(db: sqlite3.Connection, filed: Iterable[Filed]) -> Iterator[tuple[int, str, str, Iterable[str]]]:
    for one in filed:
        doc_id, title, body = db.execute(
            "SELECT doc_id, title, body FROM versions WHERE version_key = ?", (one.version_key,)
        ).fetchone()
        yield doc_id, title, body, one.wanted.tags


def _text_row(
    analyser: Analyser, doc_id: int, title: str, body: str, tags: Iterable[str]
) -> tuple[int, str, str, str, str, str]:
    (title_stems, title_exact), (body_stems, body_exact) = analyser.forms_of(title), analyser.forms_of(body)
    return doc_id, title_stems, body_stems, title_exact, body_exact, " ".join(tags)


def _filed(db: sqlite3.Connection, query: str, value: str) -> list[Filed]:
    return [
        Filed(
            version_key=row[0],
            captured_at=row[1],
            doc_id=row[2],
            home=home_of(row[3], row[8], row[1]),
            wanted=Filing(*row[4:10]),
            now=None if row[10] is None else Filing(*row[10:16]),
        )
        for row in db.execute(query, (value,))
    ]
