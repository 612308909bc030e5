"""What Datasette is told of an index: what tables hold, how they are searched, sorted, counted, labelled."""

import html
from typing import Any

from archive.browse.queries import QUERIES
from archive.browse.table_texts import INDEX, TABLES, Said, column_said
from archive.browse.table_texts import QUERIES as QUERIES_TOLD
from archive.schema import TABLES as KEPT

# How tables are shown. Datasette's search asks `fts_pk IN (SELECT rowid FROM fts_table WHERE fts_table MATCH
# …)`. The view `articles_search` answers for articles: each is found by any of its versions. See SEARCH_VIEW
# in `archive/tables.py`. `label_column` stands in place of a key that leads to the table.
SETTINGS: dict[str, dict[str, Any]] = {
    "articles": {
        "fts_table": "articles_search",
        "fts_pk": "article_id",
        "label_column": "title",
        "sort_desc": "published_date",
        "facets": ["outlet", "state", "published_date"],
        "facet_size": 10,
        "size": 50,
    },
    "versions": {
        "fts_table": "articles_fts",
        "fts_pk": "doc_id",
        "label_column": "title",
        "sort_desc": "doc_id",
        "size": 20,  # each with its whole text
    },
    "outlets": {"label_column": "name"},
    "captures": {"label_column": "captured_at", "facets": ["outlet"], "size": 50},
    "crawls": {"sort_desc": "started_at", "facets": ["outlet"]},
    "warcs": {"label_column": "name", "sort_desc": "last_captured_at", "units": {"bytes": "byte"}},
    "attributions": {"size": 50},
    "problems": {"facets": ["code"]},
    "ledger": {"facets": ["outlet", "state"]},
    "leaves": {"sort_desc": "leaf_index"},
}
# Those that the archive keeps for itself: what answers searches, digests of rows, marks of what changed.
HIDDEN = ("articles_search", "filings", "marks", "meta", "row_digests", "search_rows", "word_counts")


def database_metadata() -> dict[str, Any]:
    """Datasette's metadata for one database that is an index; a new dictionary for each caller."""
    shown = {
        name: {
            "title": " · ".join(title),
            "description_html": as_html(description),
            "columns": {column: "\n".join(column_said(name, column)) for column in KEPT[name][0]},
            **{key: _copy(value) for key, value in SETTINGS.get(name, {}).items()},
        }
        for name, (title, description) in TABLES.items()
    }
    return {
        "description_html": as_html(INDEX),
        "tables": {**shown, **{name: {"hidden": True} for name in HIDDEN}},
        "queries": {
            query.name: {
                "title": " · ".join(QUERIES_TOLD[query.name][0]),
                "description_html": as_html(QUERIES_TOLD[query.name][1]),
                "sql": query.sql.strip(),
                "params": [name for name, _ in query.parameters],
                "hide_sql": True,
            }
            for query in QUERIES
        },
    }


def as_html(said: Said) -> str:
    """What is said, as a paragraph of each language."""
    english, arabic = (html.escape(text) for text in said)
    return f'<p lang="ar" dir="rtl">{arabic}</p><p lang="en" dir="ltr">{english}</p>'


def _copy(value: Any) -> Any:
    return value.copy() if isinstance(value, (list, dict)) else value
