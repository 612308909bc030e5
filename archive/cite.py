"""From a quote, a URL or an article id to the record it rests on, and a citation that names it."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from archive.citation_styles import STYLES, Citation, arabic, csl, english
from archive.errors import ArchiveError
from archive.locks import locked
from archive.lookup import find_article, is_article_id, is_url
from archive.place import Archive
from archive.quote_lookup import Lookup, lookups
from archive.quotes import QuoteMatch, bare_quote, match_quote
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from archive.show import HEAD, show_version

CANDIDATES = 500  # versions whose text is compared with a quote, earliest first
ALTERNATIVES = 20

BEST = 20  # of those, when they are ranked

CANDIDATE = """
SELECT v.version_key, v.article_id, v.version, v.title, v.body, v.url, v.record_id, v.captured_at,
       v.published_date, a.outlet
FROM articles_fts JOIN versions v ON v.doc_id = articles_fts.rowid JOIN articles a USING (article_id)
WHERE articles_fts MATCH ?
"""
EARLIEST_FIRST = " ORDER BY articles_fts.rowid LIMIT ?"
BEST_FIRST = " ORDER BY bm25(articles_fts), articles_fts.rowid LIMIT ?"
CAPTURES = (
    "SELECT record_id, captured_at, kind, status, url, warc, offset, length, payload_digest FROM captures"
    " WHERE article_id = ? ORDER BY captured_at, record_id"
)
OUTLET = "SELECT name, name_en, timezone FROM outlets WHERE slug = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Latin names as the user gives them; nothing is romanised by machine."""

    title_en: str | None = None
    authors_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
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


def cite(db: sqlite3.Connection, typed: str, names: Names | None = None) -> dict[str, Any]:
    """Where a quote comes from, or what a URL or article id names, in the keys of `warraq cite --json`.

    `match` says how the text agrees with what was typed; it is "none" when no text holds the quote, and when
    a URL or id was given (`found_by` tells them apart; `article` is None only in the former case).
    `start` and `end` are code points of `article.body` (of `article.title` when `quote.field` says so).
    All versions are searched; `in_newest_version` says whether the newest still holds the quote.
    Raises UnknownArticle for a URL or id the archive does not hold.
    """
    wanted = typed.strip()
    if is_url(wanted) or is_article_id(wanted):
        article_id = find_article(db, wanted)
        head = read_row(db, HEAD, (article_id,))
        found_by = "url" if is_url(wanted) else "id"
        if head is None:
            return _nothing(found_by)
        document = _document(db, str(head["version_key"]), names or Names())
        return {"match": "none", "found_by": found_by, "quote": None, **document, "alternatives": []}
    return _cite_quote(db, bare_quote(typed), names or Names())


def note_citation(archive: Archive, typed: str, document: dict[str, Any], cited_at: datetime) -> None:
    """Append what was cited to citations.jsonl, synced to disk before this returns.

    Raises ArchiveError when the file cannot be written: a citation that leaves no trace is not issued.
    """
    quote = document["quote"] or {}
    article = document["article"]
    note = {
        "cited_at": cited_at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "typed": typed,
        "match": document["match"],
        "article_id": article["article_id"],
        "record_id": article["capture"]["record_id"],
        "body_digest": article["body_digest"],
        "field": quote.get("field"),
        "start": quote.get("start"),
        "end": quote.get("end"),
    }
    line = json.dumps(note, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
    try:
        with locked(archive.state / "citations.lock", wait=True), archive.citations.open("a+b") as file:
            if file.tell() and not _ends_with_newline(file.fileno(), file.tell()):
                line = b"\n" + line  # a torn line stays on its own
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise ArchiveError(
            f"the citation cannot be noted in {archive.citations} ({error.strerror}), so it is not issued"
        ) from error


def _ends_with_newline(descriptor: int, size: int) -> bool:
    return os.pread(descriptor, 1, size - 1) == b"\n"


def _cite_quote(db: sqlite3.Connection, quote: str, names: Names) -> dict[str, Any]:
    found, cut = _find(db, quote)
    if not found:
        return {**_nothing("quote"), "candidates_cut": cut}
    ordered = sorted(_best_version_each(found), key=lambda one: one.preference)
    best = ordered[0]
    holding = [one for one in found if one.version["article_id"] == best.version["article_id"]]
    head = read_row(db, HEAD, (best.version["article_id"],))
    return {
        "match": best.match.agreement,
        "found_by": "quote",
        "quote": {
            **{key: value for key, value in asdict(best.match).items() if key != "agreement"},
            "field": best.field,
        },
        "in_newest_version": any(
            head is not None and one.version["version_key"] == head["version_key"] for one in holding
        ),
        "versions_with_quote": sorted({one.version["version"] for one in holding}),
        **_document(db, best.version["version_key"], names),
        "alternatives": [_alternative(one) for one in ordered[1 : 1 + ALTERNATIVES]],
        "alternatives_total": len(ordered) - 1,
        "candidates_cut": cut,
    }


def _find(db: sqlite3.Connection, quote: str) -> tuple[list[_Found], bool]:
    """The versions that hold the quote, and whether candidates beyond CANDIDATES were left unread."""
    seen: set[str] = set()
    found: list[_Found] = []
    cut = False
    for lookup in lookups(quote):
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


def _holding(version: Row, quote: str) -> list[_Found]:
    """The version's best agreement with the quote: verbatim before normalised, the body before the title."""
    found = [
        _Found(version=version, match=match, field=field)
        for field in ("body", "title")
        if (match := match_quote(quote, version[field] or "")) is not None
    ]
    return [min(found, key=lambda one: one.preference)] if found else []


def _best_version_each(found: list[_Found]) -> list[_Found]:
    """Of each article the version to cite: verbatim before normalised, body before title, then the newest."""
    best: dict[str, _Found] = {}
    for one in sorted(found, key=lambda one: (one.version["captured_at"], one.version["version"])):
        other = best.get(one.version["article_id"])
        if other is None or one.preference[:2] <= other.preference[:2]:
            best[one.version["article_id"]] = one
    return list(best.values())


def _alternative(found: _Found) -> dict[str, Any]:
    keys = ("article_id", "url", "outlet", "title", "version", "record_id", "captured_at")
    return {
        **{key: found.version[key] for key in keys},
        "match": found.match.agreement,
        "quote": {
            **{key: value for key, value in asdict(found.match).items() if key != "agreement"},
            "field": found.field,
        },
    }


def _nothing(found_by: str) -> dict[str, Any]:
    return {
        "match": "none",
        "found_by": found_by,
        "quote": None,
        "article": None,
        "captures": [],
        "citation": None,
        "alternatives": [],
    }


def _document(db: sqlite3.Connection, version_key: str, names: Names) -> dict[str, Any]:
    article = show_version(db, version_key)
    citation = _citation(db, article, names)
    return {
        "article": article,
        "captures": list(read_rows(db, CAPTURES, (article["article_id"],))),
        "citation": {"ar": arabic(citation), "en": english(citation), "csl": csl(citation)},
    }


def styled(db: sqlite3.Connection, article: dict[str, Any], names: Names, style: str) -> str:
    """The citation of this version (in the keys of `show`) in one of STYLES, as text to print or save."""
    return STYLES[style](_citation(db, article, names))


def _citation(db: sqlite3.Connection, article: dict[str, Any], names: Names) -> Citation:
    outlet = read_row(db, OUTLET, (article["outlet"],)) or {}
    return Citation(
        outlet=outlet.get("name") or article["outlet"],
        outlet_en=outlet.get("name_en"),
        title=article["title"],
        title_en=names.title_en,
        authors=tuple(article["authors"]),
        authors_en=names.authors_en,
        published_date=article["published_date"],
        url=article["url"],
        captured_at=datetime.fromisoformat(article["capture"]["captured_at"]),
        timezone=outlet.get("timezone") or "UTC",
        language=article["language"] or "ar",
        record_id=article["capture"]["record_id"],
        payload_digest=article["capture"]["payload_digest"],
        body_digest=article["body_digest"],
    )
