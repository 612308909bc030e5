"""From a quote, a URL, an id or a place to its record: what `warraq cite` tells, without noting it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from archive.browse.asking import Gone
from archive.browse.cite_asked import CiteAsked, cite_asked
from archive.browse.passage_links import cite_path, page_path, place_parameters, whole_parameters
from archive.browse.site import Asked, Site
from archive.citation_links import origin_in
from archive.citation_styles import STYLES
from archive.cite import Names, cite, styled
from archive.cite_place import cite_place, cite_version, cite_within
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle, record_id_of
from archive.moments import stamp
from archive.proofs import inclusion_document, prove_inclusion
from archive.quote_bytes import with_bytes
from archive.quotes import bare_quote
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from archive.withdrawals import told_of, told_of_address

OUTLET = "SELECT slug, name, name_en, timezone FROM outlets WHERE slug = ?"
NAMES = "SELECT slug, name, name_en FROM outlets"
ORIGIN = "SELECT w.origin FROM captures c JOIN warcs w ON w.name = c.warc WHERE c.record_id = ?"
VERSIONS = "SELECT version, record_id, captured_at FROM versions WHERE article_id = ? ORDER BY version"
NOTHING: Mapping[str, Any] = MappingProxyType(
    {
        "styles": {},
        "outlet": None,
        "names": {},
        "context": None,
        "versions": [],
        "links": {},
        "place": None,
        "proof": None,
        "proof_reason": None,
    }
)
AROUND = 280  # code points of the text that are told before and behind a passage


def cite_page(site: Site, db: sqlite3.Connection, asked: Asked) -> dict[str, Any]:
    """What `warraq cite` tells of what was asked for, and what makes a page of it.

    `found` is that of `cite --json`, with the bytes of the passage; `styles` the citation in every style;
    `context` the text round the passage; `versions` all of the article's, `links` addresses that lead to the
    passage, as paths of this server or whole; `place` the parameters of this page that name it, `proof` as
    `warraq log proof` tells it, None with a `proof_reason`; `missed` whether a place was asked for that no
    text has, so that its words were looked for instead; `told_at` is now.

    Reading a page issues no citation: nothing is noted in citations.jsonl and no text is kept.
    Without anything asked `found` is None. Raises UnknownArticle, BadRequest, Gone.
    """
    wanted = cite_asked(asked)
    names = Names(origin=origin_in(site.archive.settings))
    found, missed = find_cited(site, db, wanted, names)
    article = found["article"] if found else None
    told = {
        "typed": wanted.quote,
        "asked_article": wanted.article_id,
        "asked_version": wanted.version,
        "found": found,
        "missed": missed,
        "archive_name": names.origin.archive_id if names.origin else None,
        "told_at": stamp(datetime.now(UTC)),
    }
    about = NOTHING if found is None or article is None else _about(site, db, found, article, names)
    return {**told, **about}


def find_cited(
    site: Site, db: sqlite3.Connection, wanted: CiteAsked, names: Names
) -> tuple[dict[str, Any] | None, bool]:
    """What was asked for, in the keys of `cite`, and whether it was a place that no text has.

    Raises UnknownArticle, and Gone for what was withdrawn.
    """
    found = None
    if wanted.place is not None:
        found = cite_place(site.archive, db, wanted.place, names)
    elif wanted.article_id and wanted.quote:
        found = cite_within(db, wanted.article_id, wanted.version, bare_quote(wanted.quote), names)
    elif wanted.article_id and wanted.version:
        found = cite_version(db, wanted.article_id, wanted.version, names)
    missed = found is None and wanted.place is not None
    if missed:
        _raise_if_gone(site, wanted)
        if wanted.quote is None:
            raise UnknownArticle(f"no text of {wanted.article_id} that this address names is in this archive")
    typed = wanted.quote or wanted.article_id
    if found is None and typed is not None:
        found = _cite(site, db, typed, names)
    return (None if found is None else with_bytes(site.archive, db, found)), missed


def _raise_if_gone(site: Site, wanted: CiteAsked) -> None:
    told = told_of_address(site.archive, wanted.article_id or "")
    if told is not None:
        raise Gone(told)


def _cite(site: Site, db: sqlite3.Connection, typed: str, names: Names) -> dict[str, Any]:
    try:
        return cite(db, typed, names)
    except UnknownArticle as error:
        record_id = record_id_of(typed.strip())
        told = told_of(db, record_id) if record_id else told_of_address(site.archive, typed.strip())
        if told is None:
            raise
        raise Gone(told) from error


def _about(
    site: Site, db: sqlite3.Connection, found: dict[str, Any], article: dict[str, Any], names: Names
) -> dict[str, Any]:
    quote, record_id = found["quote"], article["capture"]["record_id"]
    proof, reason = _proof(site, db, record_id)
    return {
        "styles": {style: styled(db, found, names, style) for style in STYLES},
        "outlet": read_row(db, OUTLET, (article["outlet"],)),
        "names": {row["slug"]: row for row in read_rows(db, NAMES)},
        "context": context_of(article, quote),
        "versions": list(read_rows(db, VERSIONS, (article["article_id"],))),
        "links": _links(article, found, quote),
        "place": place_parameters(article, quote) if quote else whole_parameters(article),
        "proof": proof,
        "proof_reason": reason,
    }


def context_of(article: Mapping[str, Any], quote: Mapping[str, Any] | None) -> dict[str, str] | None:
    """The text `before` and `after` a passage, and the `passage` as it is printed; None without one."""
    if quote is None:
        return None
    text = article[quote["field"]] or ""
    start, end = quote["start"], quote["end"]
    before, after = max(0, start - AROUND), min(len(text), end + AROUND)
    return {
        "before": ("…" if before else "") + text[before:start],
        "passage": text[start:end],
        "after": text[end:after] + ("…" if after < len(text) else ""),
    }


def _links(
    article: dict[str, Any], found: dict[str, Any], quote: dict[str, Any] | None
) -> dict[str, str | None]:
    cited = found["citation"]
    return {
        "page": page_path(article, quote) if found["found_by"] != "citation" else None,
        "cite": cite_path(article, quote),
        "outlet": cited["fragment"],
        "memento": cited["memento"],
        "replay": f"/replay/{article['capture']['record_id']}",
        "pwid": cited["pwid"],
    }


def _proof(site: Site, db: sqlite3.Connection, record_id: str) -> tuple[dict[str, Any] | None, str | None]:
    row: Row | None = read_row(db, ORIGIN, (record_id,))
    if row is not None and row["origin"] != "own":
        return None, "imported"
    try:
        return inclusion_document(site.archive, prove_inclusion(site.archive, record_id)), None
    except (ArchiveError, OSError) as error:
        return None, str(error)
