"""The citation of a passage by its place: an article, a version of it, code points of its title or body.

A version's number may change when older captures are brought in or another reader reads the pages; the digest
of the text does not. So a place may carry the first digits of that digest: then it leads to the text it was
made for, whatever its number is now, or to none.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from archive.cite import Names, cite_holder, describe
from archive.cited_lookup import as_it_stands
from archive.cited_texts import kept_with_body
from archive.holders import Holder, best_of_each, find_holders, holder
from archive.place import Archive
from archive.quotes import match_at
from archive.rows import Row, read_rows
from archive.schema import sqlite3
from archive.show import show_version

DIGITS = 16  # of the digest, in hexadecimal
LONGEST = 2000  # code points of a passage that other reports are looked through for
Field = Literal["body", "title"]

VERSIONS = """
SELECT v.version_key, v.article_id, v.version, v.title, v.body, v.url, v.record_id, v.captured_at,
       v.published_date, a.outlet
FROM versions v JOIN articles a USING (article_id)
WHERE v.article_id = :article_id ORDER BY v.version IS :version DESC, v.captured_at DESC, v.version DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """Where a passage stands: code points `start` to `end` of a field of a version of an article.

    Without a `version` the newest is meant. `digest` is how the digest of the field's text begins (see
    `text_digest`), None when nobody said.
    """

    article_id: str
    version: int | None
    field: Field
    start: int
    end: int
    digest: str | None = None


def text_digest(text: str) -> str:
    """What a place carries of its text: DIGITS hexadecimal digits, of a body those of its `body_digest`."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def cite_place(
    archive: Archive, db: sqlite3.Connection, place: TextPlace, names: Names
) -> dict[str, Any] | None:
    """What stands there, in the keys of `cite`; None when no text of the article has this digest or place.

    `found_by` is "place", or "citation" when another reader reads the page now and a text that was cited
    earlier is the one meant. White space at both ends is left out. Reports that carry the passage too are
    `alternatives`; of a longer one than LONGEST none are looked for, and `candidates_cut` is true.
    Raises ArchiveError when a kept text cannot be read.
    """
    for row in _versions(db, place.article_id, place.version):
        if place.digest is None and place.version not in (None, row["version"]):
            break  # other texts may have other words there
        found = _holder(place, row)
        if found is not None:
            return {**_cited(db, found, found.match.exact, names), "found_by": "place"}
        if place.digest is None:
            break
    return _kept(archive, db, place, names)


def cite_within(
    db: sqlite3.Connection, article_id: str, version: int | None, quote: str, names: Names
) -> dict[str, Any] | None:
    """Where this article holds a quote, in the keys of `cite`; None when it does not.

    The `version` is looked through first, then the others, the newest before older ones.
    """
    for row in _versions(db, article_id, version):
        if (found := holder(row, quote)) is not None:
            return {**_cited(db, found, quote, names), "found_by": "quote"}
    return None


def cite_version(
    db: sqlite3.Connection, article_id: str, version: int, names: Names
) -> dict[str, Any] | None:
    """The citation of this version as a whole, in the keys of `cite`; None when there is none."""
    row = next(_versions(db, article_id, version), None)
    if row is None or row["version"] != version:
        return None
    document = describe(db, show_version(db, row["version_key"]), names, None)
    told = {"match": "none", "found_by": "id", "alias": None, "quote": None}
    return {**told, **document, "alternatives": []}


def _versions(db: sqlite3.Connection, article_id: str, version: int | None) -> Iterator[Row]:
    """The versions of the article, this one first, then the newest before older ones."""
    return read_rows(db, VERSIONS, {"article_id": article_id, "version": version})


def _holder(place: TextPlace, row: Row) -> Holder | None:
    span = _span(place, row[place.field] or "")
    if span is None:
        return None
    return Holder(version=row, match=match_at(row[place.field], *span), field=place.field)


def _span(place: TextPlace, text: str) -> tuple[int, int] | None:
    """The place without white space at its ends; None when it is of another text, or nothing stands there."""
    if place.digest is not None and text_digest(text) != place.digest:
        return None
    passage = text[place.start : place.end]
    if len(passage) != place.end - place.start or not passage.strip():
        return None
    start = place.start + len(passage) - len(passage.lstrip())
    return start, start + len(passage.strip())


def _cited(db: sqlite3.Connection, found: Holder, quote: str, names: Names) -> dict[str, Any]:
    holders, cut = find_holders(db, quote) if len(quote) <= LONGEST else ([], True)
    article_id = found.version["article_id"]
    others = [one for one in best_of_each(holders) if one.version["article_id"] != article_id]
    others.sort(key=lambda one: one.preference)
    return {**cite_holder(db, found, quote, names, others), "alias": None, "candidates_cut": cut}


def _kept(archive: Archive, db: sqlite3.Connection, place: TextPlace, names: Names) -> dict[str, Any] | None:
    """The passage in a text that was kept when it was cited, as it was read then."""
    if place.digest is None or place.field != "body":
        return None
    for text in kept_with_body(archive, db, f"sha256:{place.digest}"):
        article = as_it_stands(db, text)
        span = _span(place, article["body"])
        if article["article_id"] != place.article_id or span is None:
            continue
        quote = {**match_at(article["body"], *span).selectors(), "field": "body"}
        return {
            "match": "verbatim",
            "found_by": "citation",
            "alias": None,
            "quote": quote,
            "in_newest_version": False,
            "versions_with_quote": [],
            "changed_in": None,
            **describe(db, article, names, quote),
            "conversion": text.record_id,
            "cited_first_at": text.kept_at,
            "alternatives": [],
            "alternatives_total": 0,
            "candidates_cut": True,
        }
    return None
