"""Search in the index: each article once, the passage that answers, the record it was read from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from archive.query import Query, parse_query
from archive.rows import Row, read_rows
from archive.schema import DAY_BITS, sqlite3
from archive.snippets import Span, cut_snippet

Sort = Literal["rank", "date"]

BOUND = 20_000  # matches ranked: the newest ones; fewer matches are ranked exactly
EPOCH = date(1970, 1, 1)  # versions.doc_id counts days from here

# The title columns weigh four times the body's (columns: title, body, title_exact, body_exact).
# The inner query visits matches from the newest day backwards and stops at the bound; the middle one leaves
# each article its newest matching version. A version whose page prints no date has the article's: a seed's.
FIND = """
WITH matched AS (
    SELECT v.doc_id, v.article_id, v.version, v.captured_at, v.version_key, a.outlet,
           -bm25(articles_fts, 4.0, 1.0, 4.0, 1.0, 0.0) AS score
    FROM articles_fts
    JOIN versions v ON v.doc_id = articles_fts.rowid
    JOIN articles a ON a.article_id = v.article_id
    WHERE articles_fts MATCH :match
      AND articles_fts.rowid BETWEEN :first_row AND :last_row
      AND (:outlet IS NULL OR a.outlet = :outlet)
      AND (:dated = 0 OR coalesce(v.published_date, a.published_date) BETWEEN :from_day AND :to_day)
    ORDER BY articles_fts.rowid DESC
    LIMIT :bound
), newest AS (
    SELECT *, row_number() OVER (
        PARTITION BY article_id ORDER BY captured_at DESC, version DESC, version_key
    ) AS place
    FROM matched
)
SELECT n.article_id, n.outlet, n.version, n.score, v.url, v.title,
       coalesce(v.published_at, a.published_at) AS published_at,
       coalesce(v.published_date, a.published_date) AS published_date,
       v.record_id, v.captured_at, v.body
FROM newest n JOIN versions v ON v.doc_id = n.doc_id JOIN articles a ON a.article_id = v.article_id
WHERE n.place = 1
"""
BY_RANK = " ORDER BY n.score DESC, published_date DESC NULLS LAST, n.article_id LIMIT :limit"
# julianday() reads the printed offset; it orders reports of one day, the day itself is the outlet's own.
BY_DATE = (
    " ORDER BY published_date DESC NULLS LAST,"
    " julianday(coalesce(v.published_at, a.published_at)) DESC NULLS LAST, n.article_id LIMIT :limit"
)
# Where versions stand whose day is a seed's: their row ids count from the day of their capture.
SEED_DATED = """
SELECT min(v.doc_id) AS first, max(v.doc_id) AS last
FROM versions v JOIN articles a ON a.article_id = v.article_id
WHERE v.published_date IS NULL AND a.published_date BETWEEN :from_day AND :to_day
  AND (:outlet IS NULL OR a.outlet = :outlet)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that answers a query, by its newest version that does.

    `score` is positive, higher is better, and comparable within one search only. `highlights` are code point
    offsets into `snippet`. `published_at` is what the page printed, or else a seed of the outlet; None when
    neither did.
    """

    article_id: str
    outlet: str
    url: str
    title: str
    published_at: str | None
    published_date: str | None
    snippet: str
    highlights: tuple[Span, ...]
    score: float
    record_id: str
    captured_at: str
    version: int


def search(
    db: sqlite3.Connection,
    query: str,
    *,
    outlet: str | None = None,
    from_: date | None = None,
    to: date | None = None,
    sort: Sort = "rank",
    limit: int = 20,
) -> list[Hit]:
    """The articles that answer the query, best or newest first; an empty list when none does.

    Any text is a query. `from_` and `to` are days of the outlet's own calendar, both included; a version
    that neither its page nor a seed dates is left out when either is given. Of more than BOUND matching
    versions the newest BOUND are considered.
    """
    parsed = parse_query(query)
    if not parsed.match or limit < 1:
        return []
    parameters: dict[str, str | int | None] = {
        "match": parsed.match,
        "outlet": outlet,
        "dated": int(from_ is not None or to is not None),
        "from_day": (from_ or date.min).isoformat(),
        "to_day": (to or date.max).isoformat(),
        "bound": BOUND,
        "limit": limit,
    }
    first = _day_number(from_) << DAY_BITS if from_ else 0
    last = (_day_number(to) + 1 << DAY_BITS) - 1 if to else (1 << 63) - 1
    if parameters["dated"]:
        (seeded,) = read_rows(db, SEED_DATED, parameters)
        if seeded["first"] is not None:
            first, last = min(first, int(seeded["first"])), max(last, int(seeded["last"]))
    parameters |= {"first_row": first, "last_row": last}
    rows = read_rows(db, FIND + (BY_DATE if sort == "date" else BY_RANK), parameters)
    return list(_hits(rows, parsed))


def _day_number(day: date) -> int:
    """The day as row ids count it; days before EPOCH share the first."""
    return max(0, (day - EPOCH).days)


def _hits(rows: Iterator[Row], query: Query) -> Iterator[Hit]:
    for row in rows:
        body = str(row.pop("body"))
        snippet = cut_snippet(body, query.patterns)
        yield Hit(snippet=snippet.text, highlights=snippet.highlights, **row)
