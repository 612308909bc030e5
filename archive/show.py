"""One version of one article as a JSON document, with the capture it was read from.

Where the page gives no date of publication, that of a feed or a news sitemap stands in; its source names the
seed. `date_claims` are the page's dates, then those of seeds, each with what became of it.
"""

import json
from typing import Any

from archive.lookup import UnknownArticle, locate
from archive.pictures import pictures_of_article
from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from archive.seed_dates import published_by_seeds, seed_claims, seed_dates

# The text the newsroom showed last; a version that seems emptied by mistake stands back. A version belongs to
# the first capture with its text, so a text that came back is found through its latest capture.
HEAD = """
SELECT v.version_key FROM captures c JOIN versions v USING (article_id, text_digest)
WHERE article_id = ?
ORDER BY EXISTS (SELECT 1 FROM problems p WHERE p.record_id = v.record_id AND p.code = 'needs-review'),
         c.captured_at DESC, c.record_id DESC
LIMIT 1
"""
VERSION = """
SELECT v.article_id, a.outlet, v.url, v.title, v.subtitle, v.authors, v.published_at, v.published_date,
       v.published_precision, v.published_raw, v.published_source, v.modified_at, v.dateline_place,
       v.dateline_agency, v.section, v.tags, v.language, v.genre, v.byline, v.body, v.body_digest, v.words,
       v.version, a.version_count, a.state, v.version_key, v.record_id, v.reader_digest, v.confidence,
       c.captured_at, c.status, c.warc, c.offset, c.length, c.payload_digest,
       CASE WHEN c.role = 'rendered-page' THEN c.refers_to END AS rendered_of
FROM versions v JOIN articles a USING (article_id) JOIN captures c ON c.record_id = v.record_id
WHERE v.version_key = ?
"""
ATTRIBUTIONS = (
    "SELECT source, source_kind, printed, cue, medium, hedge, claim_start, claim_end, start, end"
    " FROM attributions WHERE version_key = ? ORDER BY seq"
)
DATES = "SELECT raw, value, precision, anchor, start, end FROM dates WHERE version_key = ? ORDER BY seq"
DATE_CLAIMS = (
    "SELECT kind, raw, source, value, precision, day, verdict, detail"
    " FROM date_claims WHERE version_key = ? ORDER BY seq"
)
LINKS = "SELECT url, text FROM links WHERE version_key = ? ORDER BY seq"
IMAGES = "SELECT url, caption, credit FROM images WHERE version_key = ? ORDER BY seq"

ARTICLE_KEYS = (
    "article_id", "outlet", "url", "title", "subtitle", "authors", "published_at", "published_date",
    "published_precision", "published_raw", "published_source", "modified_at", "dateline", "section", "tags",
    "language", "body", "body_digest", "words", "version", "version_count", "state", "reader_digest",
    "confidence", "genre", "byline", "attributions", "dates", "date_claims", "images", "links", "rendered",
    "capture",
)  # fmt: skip
CAPTURE_KEYS = ("record_id", "captured_at", "status", "warc", "offset", "length", "payload_digest")


def show(db: sqlite3.Connection, id_or_url: str) -> dict[str, Any]:
    """The newest version of the article with this id or URL, in the keys of `warraq show --json`.

    `alias` says through which other address it was found: see `archive.lookup.Located`; `pictures` are those
    of its pages: see `archive.pictures.pictures_of`.
    Raises UnknownArticle (a LookupError) when the archive has no such article.
    """
    located = locate(db, id_or_url)
    article_id = located.article_id
    head = read_row(db, HEAD, (article_id,))
    if head is None:
        raise UnknownArticle(
            f"the article {article_id} has no text: `warraq why` says what became of its URL"
        )
    return {
        **show_version(db, str(head["version_key"])),
        "alias": located.alias,
        "pictures": pictures_of_article(db, article_id),
    }


def show_version(db: sqlite3.Connection, version_key: str) -> dict[str, Any]:
    """One version, in the keys of `warraq show --json`; `start` and `end` are code points of `body`.

    `rendered` is None unless the text was read from a rendered page: then `of` names the capture of the page
    as the newsroom sent it. `archive.renderings.with_rendering` adds how it was made.
    Raises UnknownArticle when there is no such version.
    """
    row = read_row(db, VERSION, (version_key,))
    if row is None:
        raise UnknownArticle(f"no version {version_key} in this archive")
    row["authors"] = json.loads(row["authors"] or "[]")
    row["tags"] = json.loads(row["tags"] or "[]")
    row["dateline"] = _dateline(row)
    row["byline"] = json.loads(row["byline"]) if row["byline"] else None
    row["date_claims"] = [*read_rows(db, DATE_CLAIMS, (version_key,)), *_seed_claims(db, row)]
    row["links"] = list(read_rows(db, LINKS, (version_key,)))
    row["attributions"] = [_attribution(found) for found in read_rows(db, ATTRIBUTIONS, (version_key,))]
    row["dates"] = list(read_rows(db, DATES, (version_key,)))
    row["images"] = list(read_rows(db, IMAGES, (version_key,)))
    row["rendered"] = {"of": row["rendered_of"]} if row["rendered_of"] else None
    row["capture"] = {key: row[key] for key in CAPTURE_KEYS}
    return {key: row[key] for key in ARTICLE_KEYS}


def _seed_claims(db: sqlite3.Connection, row: Row) -> list[Row]:
    """What seeds say of the date; where the page says nothing, the first of them fills it into the row."""
    dates, own = seed_dates(db, row["article_id"]), row["published_at"] is not None
    told = None if own else published_by_seeds(dates)
    if told is not None:
        row["published_at"], row["published_date"] = told.value, told.day
        row["published_precision"], row["published_raw"] = told.precision, told.raw
        row["published_source"] = told.source
    return seed_claims(dates, row["published_date"], own=own)


def _dateline(row: Row) -> dict[str, str | None] | None:
    place, agency = row["dateline_place"], row["dateline_agency"]
    return None if place is None and agency is None else {"place": place, "agency": agency}


def _attribution(row: Row) -> Row:
    claim = {"start": row.pop("claim_start"), "end": row.pop("claim_end")}
    start, end = row.pop("start"), row.pop("end")
    return {**row, "claim": claim, "start": start, "end": end}
