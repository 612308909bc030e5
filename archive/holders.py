"""The versions whose text holds a quote: candidates from the index, each compared with the quote itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.analysers import analyser_for
from archive.quote_lookup import Lookup, lookups
from archive.quotes import QuoteMatch, match_quote
from archive.rows import Row, read_rows
from archive.schema import sqlite3

CANDIDATES = 500  # versions whose text is compared with a quote, earliest first
BEST = 20  # of those, when they are ranked

CANDIDATE = """
SELECT v.version_key, v.article_id, v.version, v.title, v.body, v.url, v.record_id, v.captured_at,
       v.published_date, a.outlet
FROM articles_fts JOIN versions v ON v.doc_id = articles_fts.rowid JOIN articles a USING (article_id)
WHERE articles_fts MATCH ?
"""
EARLIEST_FIRST = " ORDER BY articles_fts.rowid LIMIT ?"
BEST_FIRST = " ORDER BY rank, articles_fts.rowid LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One version that holds the quote, in its body or its title."""

    version: Row
    match: QuoteMatch
    field: str

    @property
    def preference(self) -> tuple[bool, bool, str, str, str]:
        """Orders articles: verbatim first, then in the body, then the earliest published or captured."""
        day = self.version["published_date"] or self.version["captured_at"][:10]
        return (
            self.match.agreement != "verbatim",
            self.field != "body",
            day,
            self.version["captured_at"],
            self.version["record_id"],
        )


def find_holders(db: sqlite3.Connection, quote: str) -> tuple[list[Holder], bool]:
    """The versions that hold the quote, and whether candidates beyond CANDIDATES were left unread."""
    seen: set[str] = set()
    found: list[Holder] = []
    cut = False
    for lookup in lookups(quote, analyser_for(db)):
        if found and lookup.last_resort:
            break
        for number, row in enumerate(_candidates(db, lookup), 1):
            cut = cut or number == CANDIDATES
            if row["version_key"] not in seen:
                seen.add(row["version_key"])
                found += _holding(row, quote)
    return found, cut


def _candidates(db: sqlite3.Connection, lookup: Lookup) -> Iterator[Row]:
    if lookup.ranked:
        return read_rows(db, CANDIDATE + BEST_FIRST, (lookup.match, BEST))
    return read_rows(db, CANDIDATE + EARLIEST_FIRST, (lookup.match, CANDIDATES))


def _holding(version: Row, quote: str) -> list[Holder]:
    """The version's best agreement with the quote: verbatim before normalised, the body before the title."""
    found = [
        Holder(version=version, match=match, field=field)
        for field in ("body", "title")
        if (match := match_quote(quote, version[field] or "")) is not None
    ]
    return [min(found, key=lambda one: one.preference)] if found else []


def best_of_each(found: list[Holder]) -> list[Holder]:
    """Of each article the version to cite: verbatim before normalised, body before title, then the newest."""
    best: dict[str, Holder] = {}
    for one in sorted(found, key=lambda one: (one.version["captured_at"], one.version["version"])):
        other = best.get(one.version["article_id"])
        if other is None or one.preference[:2] <= other.preference[:2]:
            best[one.version["article_id"]] = one
    return list(best.values())
