"""The versions whose text holds a quote: candidates from the index, each compared with the quote itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from archive.analysers import analyser_for
from archive.candidates import Candidates, candidate, with_most, with_run
from archive.quotation import read_quotation
from archive.quote_lookup import lookup
from archive.quotes import QuoteMatch, match_quote
from archive.rows import Row
from archive.schema import sqlite3


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """One version that holds the quote, in its body or its title."""

    version: Row
    match: QuoteMatch
    field: str

    @property
    def closeness(self) -> tuple[int, int, int, int, bool]:
        """Orders versions: those that agree best first, then those that hold the quote in the body."""
        return *self.match.distance, self.field != "body"

    @property
    def preference(self) -> tuple[tuple[int, int, int, int, bool], str, str, str]:
        """Orders articles: by closeness, then the earliest published or captured."""
        day = self.version["published_date"] or self.version["captured_at"][:10]
        return self.closeness, day, self.version["captured_at"], self.version["record_id"]


def find_holders(db: sqlite3.Connection, quote: str) -> tuple[list[Holder], bool]:
    """The versions that hold the quote, and whether there may be more than were compared with it."""
    seen: set[int] = set()
    found: list[Holder] = []
    cut = False
    for candidates, surely in _candidates(db, quote):
        holds = False
        for number in candidates.rows:
            if number not in seen:
                seen.add(number)
                version = candidate(db, number)
                holding = holder(version, quote) if version is not None else None
                found += [holding] if holding is not None else []
                holds = holding is not None
        cut = cut or (candidates.cut and (surely or holds))
    return found, cut


def _candidates(db: sqlite3.Connection, quote: str) -> Iterator[tuple[Candidates, bool]]:
    """What the index suggests, and whether all that was left out is as likely to hold the quote."""
    looked_up = lookup(read_quotation(quote), analyser_for(db))
    for run in looked_up.runs:
        yield with_run(db, run), True
    yield with_most(db, looked_up), False


def holder(version: Row, quote: str) -> Holder | None:
    """How the version holds the quote: as well as can be, the body before the title; None when not at all."""
    found = [
        Holder(version=version, match=match, field=field)
        for field in ("body", "title")
        if (match := match_quote(quote, version[field] or "")) is not None
    ]
    return min(found, key=lambda one: one.closeness, default=None)


def surest(found: list[Holder]) -> list[Holder]:
    """Those that hold the quote word for word; where none does, those in which a few words differ."""
    return [one for one in found if one.match.agreement != "fuzzy"] or found


def best_of_each(found: list[Holder]) -> list[Holder]:
    """Of each article the version to cite: the one that agrees best, body before title, then the newest."""
    best: dict[str, Holder] = {}
    for one in sorted(found, key=lambda one: (one.version["captured_at"], one.version["version"])):
        other = best.get(one.version["article_id"])
        if other is None or one.closeness <= other.closeness:
            best[one.version["article_id"]] = one
    return list(best.values())
