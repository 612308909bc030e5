"""Which of the index's tables everybody is shown: those that are allowed by name, so that a new one is not.

Not shown are tables that say where files lie on this machine (`warcs`, `captures`, `problems`), when and how
it crawls (`crawls`), and what the archive keeps for itself.
"""

from typing import Any

from archive.tables import TABLES

PUBLIC = frozenset(
    (
        *("aliases", "articles", "attributions", "date_claims", "dates", "images", "ledger", "links"),
        *("origins", "outlets", "versions"),
    )
)
# Tables of the search, of marks, and views, which TABLES does not name.
OTHERS = (
    *("articles_fts", "articles_fts_config", "articles_fts_content", "articles_fts_data"),
    *("articles_fts_docsize", "articles_fts_idx", "articles_search", "marks"),
)


# Tables that answer searches: queries of ours may read them, as long as they show nothing of them but ids.
READ = frozenset(("articles_fts", "articles_search", "filings", "search_rows"))


def for_everybody(told: dict[str, Any]) -> dict[str, Any]:
    """Datasette's metadata of the index, with all tables refused that are not PUBLIC, and all queries that
    read one of these."""
    tables = dict(told.get("tables", {}))
    refused = {*TABLES, *OTHERS, *tables} - PUBLIC
    for name in refused:
        tables[name] = {**tables.get(name, {}), "allow": False}
    queries = {
        name: query if not _reads(query["sql"], refused - READ) else {**query, "allow": False}
        for name, query in told.get("queries", {}).items()
    }
    return {**told, "tables": tables, "queries": queries}


def _reads(sql: str, tables: set[str]) -> bool:
    words = set("".join(letter if letter.isalnum() or letter == "_" else " " for letter in sql).split())
    return not words.isdisjoint(tables)
