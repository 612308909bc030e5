"""What Datasette is told of an index: which tables can be searched, and how."""

from typing import Any

# Datasette asks `fts_pk IN (SELECT rowid FROM fts_table WHERE fts_table MATCH …)`. The view `articles_search`
# answers for articles: each is found by any of its versions. See SEARCH_VIEW in `archive/tables.py`.
SEARCHED: dict[str, dict[str, Any]] = {
    "articles": {"fts_table": "articles_search", "fts_pk": "article_id"},
    "versions": {"fts_table": "articles_fts", "fts_pk": "doc_id"},
    "articles_search": {"hidden": True},
}


def database_metadata() -> dict[str, Any]:
    """Datasette's metadata for one database that is an index; a new dictionary for each caller."""
    return {"tables": {name: dict(settings) for name, settings in SEARCHED.items()}}
