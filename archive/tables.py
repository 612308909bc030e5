"""What index.db holds: its tables and columns, their keys, and the indexes over them."""

from collections.abc import Mapping
from types import MappingProxyType

SCHEMA = "6"  # raise when tables change, or what keys and digests are made of: the index is then rebuilt
# A row id holds the day (since 1970) above these bits; below them the minute of publication, counted so that
# row ids run in date order, and a sequence. See `archive/search_rows.py`.
DAY_BITS = 24

STATES = ("live", "changed", "removed", "blocked", "unknown")  # of an article: what `articles.state` may be

Columns = dict[str, type]
TABLES: Mapping[str, tuple[Columns, str | tuple[str, ...], tuple[tuple[str, str, str], ...]]] = (
    MappingProxyType(
        {
            "outlets": (
                {
                    "slug": str,
                    "name": str,
                    "name_en": str,
                    "country": str,
                    "language": str,
                    "timezone": str,
                    "homepage": str,
                },
                "slug",
                (),
            ),
            "warcs": (
                {
                    "name": str,
                    "origin": str,
                    "sha256": str,
                    "bytes": int,
                    "records": int,
                    "first_captured_at": str,
                    "last_captured_at": str,
                    "ingested_to": int,
                    "closed": int,
                    # CRC-32 of the first `ingested_to` bytes of a file of ours until it is closed.
                    "crc32": int,
                },
                "name",
                (),
            ),
            "crawls": (
                {
                    "crawl_id": str,
                    "outlet": str,
                    "started_at": str,
                    # What it was to fetch: "all", or since, until and limit.
                    "asked": str,
                    "finished_at": str,
                    "reason": str,
                    "counts": str,
                },
                "crawl_id",
                (),
            ),
            "captures": (
                {
                    "record_id": str,
                    "url": str,
                    "url_key": str,
                    "article_id": str,
                    "captured_at": str,
                    "status": int,
                    "content_type": str,
                    "kind": str,
                    "role": str,
                    "outcome": str,
                    "payload_digest": str,
                    "refers_to": str,
                    "outlet": str,
                    "via": str,
                    "crawl_id": str,
                    "robots": str,
                    "warc": str,
                    "offset": int,
                    "length": int,
                    "request_id": str,
                    "metadata_id": str,
                    "truncated": str,
                    # What reading gave: "article", a code of `problems`, or NULL for what is not read.
                    "reading": str,
                    "text_digest": str,
                },
                "record_id",
                (("warc", "warcs", "name"),),
            ),
            "articles": (
                {
                    "article_id": str,
                    "outlet": str,
                    "url": str,
                    "title": str,
                    "published_at": str,
                    "published_date": str,
                    "version_count": int,
                    "story_id": str,
                    "first_captured_at": str,
                    "last_seen_at": str,
                    "state": str,
                },
                "article_id",
                (),
            ),
            "versions": (
                {
                    "version_key": str,
                    "doc_id": int,
                    "article_id": str,
                    "version": int,
                    "record_id": str,
                    "captured_at": str,
                    "url": str,
                    "title": str,
                    "subtitle": str,
                    "authors": str,
                    "published_at": str,
                    "published_date": str,
                    "published_precision": str,
                    "published_raw": str,
                    "published_source": str,
                    "modified_at": str,
                    "modified_raw": str,
                    "modified_source": str,
                    "dateline_place": str,
                    "dateline_agency": str,
                    "section": str,
                    "tags": str,
                    "language": str,
                    "genre": str,
                    # JSON {"printed", "persons", "places", "agency"}, NULL where nobody signed.
                    "byline": str,
                    "body": str,
                    "body_digest": str,
                    "text_digest": str,
                    "words": int,
                    "confidence": float,
                    "reader_digest": str,
                },
                "version_key",
                (("article_id", "articles", "article_id"), ("record_id", "captures", "record_id")),
            ),
            "problems": (
                {
                    "problem_key": str,
                    "warc": str,
                    "offset": int,
                    "record_id": str,
                    "code": str,
                    "detail": str,
                },
                "problem_key",
                (),
            ),
            "ledger": (
                {
                    "outlet": str,
                    "url_key": str,
                    "url": str,
                    "first_seen_at": str,
                    "last_at": str,
                    "via": str,
                    "state": str,
                    "reason": str,
                    "tries": int,
                    # What events said, merged so that their order does not matter; `state` is made from it.
                    "seen_id": str,
                    "event_at": str,
                    "event_id": str,
                    "event_state": str,
                    "event_reason": str,
                },
                ("outlet", "url_key"),
                (),
            ),
            "origins": (
                {
                    "outlet": str,
                    "url_key": str,
                    "via": str,
                    "role": str,
                    "first_seen_at": str,
                    "published_raw": str,
                    # Why the seed's dates of publication say nothing, as the crawl noted; else NULL.
                    "published_doubt": str,
                    "modified_raw": str,
                    "title": str,
                    "record_id": str,
                    "seed_record": str,
                },
                ("outlet", "url_key", "via"),
                (),
            ),
            "aliases": (
                # What one capture says: "redirect" or "canonical" from `url` to another URL of its outlet.
                {
                    "record_id": str,
                    "outlet": str,
                    "url_key": str,
                    "url": str,
                    "target_key": str,
                    "target_url": str,
                    "kind": str,
                    # Whether captures of `url` are captures of the article at `target_url`.
                    "merges": int,
                },
                "record_id",
                (("record_id", "captures", "record_id"),),
            ),
            "attributions": (
                {
                    "version_key": str,
                    "seq": int,
                    "source": str,
                    "source_kind": str,
                    "printed": str,
                    "cue": str,
                    "medium": str,
                    "hedge": str,
                    "claim_start": int,
                    "claim_end": int,
                    "start": int,
                    "end": int,
                },
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "date_claims": (
                # Every date that the page gives for its report, with what became of it.
                {
                    "version_key": str,
                    "seq": int,
                    "kind": str,
                    "raw": str,
                    "source": str,
                    "value": str,
                    "precision": str,
                    "day": str,
                    "verdict": str,
                    "detail": str,
                },
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "dates": (
                {
                    "version_key": str,
                    "seq": int,
                    "raw": str,
                    "value": str,
                    "precision": str,
                    "anchor": str,
                    "start": int,
                    "end": int,
                },
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "images": (
                {"version_key": str, "seq": int, "url": str, "caption": str, "credit": str},
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "links": (
                {"version_key": str, "seq": int, "url": str, "text": str},
                ("version_key", "seq"),
                (("version_key", "versions", "version_key"),),
            ),
            "meta": ({"key": str, "value": str}, "key", ()),
            "search_rows": (
                # What facets count: one row for each row of `articles_fts`, made from versions and articles.
                {
                    "doc_id": int,
                    "filing": int,
                    "article_id": str,
                    # The day it counts as published: the page's, else a seed's; NULL when undated.
                    "published_date": str,
                    # 1 for the newest version of its article, else 0.
                    "newest": int,
                },
                "doc_id",
                (),
            ),
            "filings": (
                # What search rows are filed under, each once; its number says nothing by itself.
                {
                    "filing": int,
                    "outlet": str,
                    "country": str,
                    "section": str,
                    # 1 where the row id holds the day of publication; else 0, and the day stands beside it.
                    "by_date": int,
                    "other_date": str,
                },
                "filing",
                (),
            ),
            # Word counts the analyser leans on, where they are the archive's own (`archive/analysers.py`).
            "word_counts": ({"word": str, "count": int}, "word", ()),
            "leaves": ({"record_id": str, "leaf_index": int}, "record_id", ()),
            # Digests of what verification cannot make again from the WARCs (`archive/row_digests.py`).
            "row_digests": ({"name": str, "key": str, "digest": str}, ("name", "key"), ()),
        }
    )
)
INDEXES: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("captures", ("warc", "offset"), False),
    ("captures", ("article_id", "captured_at"), False),
    ("captures", ("outlet", "url_key"), False),
    ("captures", ("url_key",), False),
    ("articles", ("outlet", "published_date"), False),
    ("versions", ("doc_id",), True),
    ("versions", ("article_id", "version", "doc_id"), False),
    ("versions", ("record_id",), False),
    ("problems", ("record_id",), False),
    ("problems", ("warc", "offset"), False),
    ("filings", ("outlet", "section", "country", "by_date", "other_date"), False),
    ("ledger", ("url_key",), False),
    ("origins", ("url_key",), False),
    ("aliases", ("url_key", "outlet"), False),
    ("aliases", ("target_key",), False),
    ("attributions", ("source",), False),
)
# Bodies come first: FTS5 spares two bytes for each word of the first column, a tenth of the index.
SEARCH_COLUMNS = ("body_exact", "body", "title_exact", "title", "tags")
SEARCH_TABLE = f"""
CREATE VIRTUAL TABLE articles_fts USING fts5(
    {", ".join(SEARCH_COLUMNS)},
    content='', contentless_delete=1, tokenize='ascii'
)
"""
# Kept in the table itself, so that every program that opens the file has them. `rank` weighs a title four
# times a body; tags find, but do not rank.
SEARCH_SETTINGS: tuple[tuple[str, int | str], ...] = (
    ("rank", "bm25(1.0, 1.0, 4.0, 4.0, 0.0)"),
    ("hashsize", 8 << 20),
    ("automerge", 4),
    ("crisismerge", 16),
)

# Articles by what any of their versions says: `SELECT rowid FROM articles_search WHERE articles_search
# MATCH …` gives article ids. The column has the view's name, since that is what Datasette matches.
SEARCH_VIEW = """
CREATE VIEW articles_search AS
SELECT v.article_id AS rowid, f.articles_fts AS articles_search
FROM articles_fts f JOIN versions v ON v.doc_id = f.rowid
"""

PARTIAL_INDEXES = (
    "CREATE INDEX idx_captures_made ON captures (refers_to) WHERE kind IN ('resource', 'conversion')",
    "CREATE INDEX idx_captures_waiting ON captures (record_id) WHERE reading = 'waiting'",
    (
        "CREATE INDEX idx_versions_undated ON versions (article_id, doc_id, published_date)"
        " WHERE published_date IS NULL"
    ),
    "CREATE INDEX idx_articles_changed ON articles (version_count, last_seen_at) WHERE version_count > 1",
    "CREATE INDEX idx_search_rows_older ON search_rows (doc_id) WHERE newest = 0",
)
