"""A search index of a few reports in memory, and what a query finds in it."""

from collections.abc import Iterator

import pytest

from archive.query import parse_query
from archive.schema import sqlite3
from archive.synonyms import Synonyms
from archive.tables import SEARCH_TABLE
from archive.tags import tags_of
from extractors.arabic import forms_of


class Desk:
    """Reports by number, as the index holds them."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.execute(SEARCH_TABLE)
        self._reports = 0
        self.synonyms: Synonyms | None = None
        self.outlets: dict[str, str] = {}

    def add(
        self,
        title: str,
        body: str = "",
        *,
        outlet: str = "almithal",
        country: str | None = "SY",
        section: str | None = None,
        day: str | None = None,
    ) -> int:
        """Put in one report; its number."""
        self._reports += 1
        title_stems, title_exact = forms_of(title)
        body_stems, body_exact = forms_of(body)
        tags = tags_of(outlet=outlet, country=country, section=section, published_date=day)
        self.db.execute(
            "INSERT INTO articles_fts(rowid, title, body, title_exact, body_exact, tags)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self._reports, title_stems, body_stems, title_exact, body_exact, " ".join(tags)),
        )
        return self._reports

    def find(self, typed: str) -> list[int]:
        """The numbers of the reports that answer the query."""
        query = parse_query(typed, synonyms=self.synonyms, outlets=self.outlets)
        if not query.match:
            return []
        both = [self._matching(part) for part in (query.words, query.filters) if part]
        found = self._matching(query.match)
        assert found == sorted(set.intersection(*map(set, both))), "words and filters are all of the query"
        return found

    def _matching(self, match: str) -> list[int]:
        sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid"
        return [int(row[0]) for row in self.db.execute(sql, (match,))]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An index without a report."""
    desk = Desk()
    yield desk
    desk.db.close()
