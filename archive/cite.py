"""From a quote, a URL or an article id to the record it rests on, and a citation that names it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from archive.citation_links import Origin
from archive.citation_styles import STYLES, Citation, arabic, csl, english
from archive.holders import Holder, best_of_each, find_holders
from archive.later_versions import standing
from archive.lookup import is_article_id, is_url, locate, record_id_of
from archive.pictures import pictures_of_article
from archive.quotes import bare_quote
from archive.rows import read_row, read_rows
from archive.schema import sqlite3
from archive.show import HEAD, show_version
from archive.text_fragment import Passage, text_link

ALTERNATIVES = 20

CAPTURES = (
    "SELECT record_id, captured_at, kind, status, url, warc, offset, length, payload_digest FROM captures c"
    " WHERE article_id = ? AND (c.kind NOT IN ('resource', 'conversion') OR c.role = 'rendered-page')"
    " ORDER BY captured_at, record_id"
)
OUTLET = "SELECT name, name_en, timezone FROM outlets WHERE slug = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Latin names as the user gives them; nothing is romanised by machine. `origin` names the archive."""

    title_en: str | None = None
    authors_en: tuple[str, ...] = ()
    origin: Origin | None = None


def cite(db: sqlite3.Connection, typed: str, names: Names | None = None) -> dict[str, Any]:
    """Where a quote comes from, or what a URL or article id names, in the keys of `warraq cite --json`.

    `match` says how the text agrees with what was typed; it is "none" when no text holds the quote, and when
    a URL or id was given (`found_by` tells them apart; `article` is None only in the former case; `alias`
    says through which other address a URL found it).
    `start` and `end` are code points of `article.body` (of `article.title` when `quote.field` says so).
    All versions are searched; `in_newest_version` says whether the newest still holds the quote, `changed_in`
    which one dropped or changed it. `alternatives` are other articles: those that agree best first, and of
    equals the earliest, by their own date or else our capture.
    Raises UnknownArticle for a URL or id the archive does not hold.
    """
    wanted = typed.strip()
    if is_url(wanted) or is_article_id(wanted) or record_id_of(wanted):
        located = locate(db, wanted)
        head = read_row(db, HEAD, (located.article_id,))
        found_by = "url" if is_url(wanted) else "id"
        if head is None:
            return _nothing(found_by)
        document = _document(db, str(head["version_key"]), names or Names())
        found = {"match": "none", "found_by": found_by, "alias": located.alias, "quote": None}
        return {**found, **document, "alternatives": []}
    return _cite_quote(db, bare_quote(typed), names or Names())


def _cite_quote(db: sqlite3.Connection, quote: str, names: Names) -> dict[str, Any]:
    found, cut = find_holders(db, quote)
    if not found:
        return {**_nothing("quote"), "candidates_cut": cut}
    best, *others = sorted(best_of_each(found), key=lambda one: one.preference)
    return {"found_by": "quote", **cite_holder(db, best, quote, names, others), "candidates_cut": cut}


def cite_holder(
    db: sqlite3.Connection, best: Holder, quote: str, names: Names, others: Sequence[Holder]
) -> dict[str, Any]:
    """The citation of the version that was chosen to be cited for a quote; `others` are of other articles.

    In the keys of `cite`, without `found_by` and `candidates_cut`.
    """
    return {
        "match": best.match.agreement,
        "quote": _quote(best),
        **standing(db, best, quote).document(),
        **_document(db, best.version["version_key"], names, _quote(best)),
        "alternatives": [_alternative(one) for one in others[:ALTERNATIVES]],
        "alternatives_total": len(others),
    }


def _alternative(found: Holder) -> dict[str, Any]:
    keys = ("article_id", "url", "outlet", "title", "version", "record_id", "captured_at")
    return {
        **{key: found.version[key] for key in keys},
        "match": found.match.agreement,
        "quote": _quote(found),
    }


def _quote(found: Holder) -> dict[str, Any]:
    return {**found.match.selectors(), "field": found.field}


def _nothing(found_by: str) -> dict[str, Any]:
    return {
        "match": "none",
        "found_by": found_by,
        "quote": None,
        "article": None,
        "captures": [],
        "pictures": [],
        "citation": None,
        "alternatives": [],
    }


def _document(
    db: sqlite3.Connection, version_key: str, names: Names, quote: dict[str, Any] | None = None
) -> dict[str, Any]:
    return describe(db, show_version(db, version_key), names, quote)


def describe(
    db: sqlite3.Connection, article: dict[str, Any], names: Names, quote: dict[str, Any] | None
) -> dict[str, Any]:
    """A text in the keys of `show`, its article's captures, and the citation of it, or of a quote in it."""
    citation = _citation(db, article, names, quote)
    return {
        "article": article,
        "captures": list(read_rows(db, CAPTURES, (article["article_id"],))),
        "pictures": pictures_of_article(db, article["article_id"]),
        "citation": {
            "ar": arabic(citation),
            "en": english(citation),
            "csl": csl(citation),
            "pwid": citation.pwid,
            "memento": citation.memento,
            "fragment": citation.fragment,
        },
    }


def styled(db: sqlite3.Connection, document: Mapping[str, Any], names: Names, style: str) -> str:
    """What `cite` found, which must hold an article, in one of STYLES, as text to print or save."""
    return STYLES[style](_citation(db, document["article"], names, document.get("quote")))


def _citation(
    db: sqlite3.Connection, article: dict[str, Any], names: Names, quote: dict[str, Any] | None
) -> Citation:
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
        origin=names.origin,
        fragment=_fragment(article, quote) if quote else None,
    )


def _fragment(article: dict[str, Any], quote: dict[str, Any]) -> str | None:
    """The live page's address, scrolled to the quote."""
    fields = ("title", "subtitle", "body")
    number = fields.index(quote["field"])
    passages = [
        Passage(section=number, start=part["start"], end=part["end"])
        for part in quote.get("parts") or [quote]
    ]
    return text_link(article["url"], [article[field] or "" for field in fields], passages)
