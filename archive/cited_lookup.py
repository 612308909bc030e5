"""A citation that no text of the index bears out any more, found again in the texts kept when it was issued.

Another reader may read a page otherwise, or find no report in it; the page in the WARC is the same, and so is
what was cited of it.
"""

from typing import Any

from archive.cite import Names, describe
from archive.cited_texts import CitedText, cited_texts
from archive.place import Archive
from archive.quotes import QuoteMatch, bare_quote, match_quote
from archive.rows import read_row
from archive.schema import sqlite3

CAPTURE = "SELECT article_id, warc, offset, length, status FROM captures WHERE record_id = ?"
ARTICLE = "SELECT state, version_count FROM articles WHERE article_id = ?"


def with_cited_texts(
    archive: Archive, db: sqlite3.Connection, typed: str, document: dict[str, Any], names: Names
) -> dict[str, Any]:
    """What `cite` found; when it found no text that holds the quote as it is, what was cited with it before.

    Then `found_by` is "citation" and `conversion` names the record of the text. `article` is as it was read
    when it was cited; `cited_first_at` says when. Raises ArchiveError when a kept text cannot be read.
    """
    if document["found_by"] != "quote" or document["match"] in ("verbatim", "normalised"):
        return document
    quote = bare_quote(typed)
    found = [
        (text, field, match)
        for text in cited_texts(archive, db)
        for field, match in _matches(text, quote)
        if document["match"] == "none" or match.agreement != "fuzzy"
    ]
    if not found:
        return document
    text, field, match = min(found, key=lambda one: (one[2].distance, one[1] != "body"))
    where = {**match.selectors(), "field": field}
    return {
        "match": match.agreement,
        "found_by": "citation",
        "quote": where,
        "in_newest_version": False,
        "versions_with_quote": [],
        "changed_in": None,
        **describe(db, as_it_stands(db, text), names, where),
        "conversion": text.record_id,
        "cited_first_at": text.kept_at,
        "alternatives": [*_nearest(document), *document["alternatives"]],
    }


def _nearest(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The text that `cite` found without the kept ones, as one of the others."""
    article = document["article"]
    if article is None:
        return []
    named = {key: article[key] for key in ("article_id", "url", "outlet", "title", "version")}
    capture = {key: article["capture"][key] for key in ("record_id", "captured_at")}
    return [{**named, **capture, "match": document["match"], "quote": document["quote"]}]


def _matches(text: CitedText, quote: str) -> list[tuple[str, QuoteMatch]]:
    fields = ("title",) if text.read_now else ("body", "title")  # that body was looked through already
    found = ((field, match_quote(quote, text.article[field] or "")) for field in fields)
    return [(field, match) for field, match in found if match is not None]


def as_it_stands(db: sqlite3.Connection, text: CitedText) -> dict[str, Any]:
    """A kept article as cited; where its capture is, and what became of it, as the index says now."""
    article = dict(text.article)
    capture = read_row(db, CAPTURE, (text.refers_to,))
    if capture is not None:
        article["article_id"] = capture.pop("article_id") or article["article_id"]
        article["capture"] = {**article["capture"], **capture}
    now = read_row(db, ARTICLE, (article["article_id"],))
    return {**article, **(now or {"state": "unknown", "version_count": 0})}
