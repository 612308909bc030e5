"""What a search shows of an article: the passage that answers, and the record it was read from."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.analysers import analyser_for
from archive.patterns import Pattern
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.search_cursors import Place
from archive.snippets import Highlighter, Span

# A version whose page prints no date has the article's: a seed's. Bodies are read for snippets alone.
SHOWN = """
SELECT v.doc_id, v.article_id, a.outlet, v.url, v.title,
       coalesce(v.published_at, a.published_at) AS published_at,
       coalesce(v.published_date, a.published_date) AS published_date,
       v.record_id, v.captured_at, v.version, v.section, a.version_count, a.state{body}
FROM json_each(?) one CROSS JOIN versions v ON v.doc_id = one.value
CROSS JOIN articles a ON a.article_id = v.article_id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article that answers a query, by its newest version that does.

    `score` is positive, higher is better, and comparable within one search only; sorted by date, it says
    nothing. All spans are code point offsets: `highlights` into `snippet`, `title_highlights` into `title`,
    `spans` (every match, not only those of the snippet) into the version's body. `published_at` is what the
    page printed, or else a seed of the outlet; None when neither did. `version_count` and `state` are the
    article's. A search without snippets leaves
    `snippet` None, `highlights` and `spans` empty.
    """

    article_id: str
    outlet: str
    url: str
    title: str
    title_highlights: tuple[Span, ...]
    published_at: str | None
    published_date: str | None
    snippet: str | None
    highlights: tuple[Span, ...]
    spans: tuple[Span, ...]
    score: float
    record_id: str
    captured_at: str
    version: int
    section: str | None
    version_count: int
    state: str | None


def hits_at(
    db: sqlite3.Connection, page: Sequence[Place], patterns: tuple[Pattern, ...], *, snippets: bool = True
) -> Iterator[Hit]:
    """The hits at these places, in their order, with what the patterns match in them."""
    highlighter = Highlighter(patterns, analyser_for(db))
    wanted = json.dumps([place.doc_id for place in page])
    shown = SHOWN.format(body=", v.body" if snippets else "")
    rows = {row.pop("doc_id"): row for row in read_rows(db, shown, (wanted,))}
    for place in page:
        row = rows[place.doc_id]
        snippet = highlighter.snippet(row.pop("body")) if snippets else None
        yield Hit(
            snippet=snippet.text if snippet else None,
            highlights=snippet.highlights if snippet else (),
            spans=snippet.spans if snippet else (),
            title_highlights=highlighter.spans(row["title"]),
            score=place.score,
            **row,
        )
