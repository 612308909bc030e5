"""Which addresses are asked for: each kind of page by several, so that none is only answered from memory."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import quote

from archive.rows import read_tuples
from archive.schema import connect, sqlite3
from archive.search import find
from benchmarks.search.corpus import load_corpus
from benchmarks.search.queries import Asked, draw

SEED = 11
EACH = 20  # addresses of a kind
SAMPLE = 400  # articles that queries are drawn from
CHANGED = "SELECT article_id FROM articles WHERE version_count > 1 ORDER BY article_id"
ARTICLES = "SELECT article_id FROM articles ORDER BY article_id"
SOURCES = (
    "SELECT source FROM attributions WHERE source IS NOT NULL GROUP BY source ORDER BY count(*) DESC LIMIT 40"
)
ROWIDS = "SELECT article_id FROM articles WHERE article_id >= ? ORDER BY article_id LIMIT 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of page: its name, addresses, and the addresses at which plain Datasette shows the like."""

    name: str
    paths: tuple[str, ...]
    plain: tuple[str, ...] = ()


def kinds(index: Path) -> list[Kind]:
    """The kinds of pages of an index, drawn from what is in it."""
    with closing(connect(index, readonly=True)) as db:
        asked = draw(load_corpus().articles(SAMPLE), lambda query: find(db, query, limit=1).matches)
        changed = _some(db, CHANGED)
        articles = _some(db, ARTICLES)
        sources = [row[0] for row in read_tuples(db, SOURCES)][:EACH]
        outlets = [row[0] for row in read_tuples(db, "SELECT slug FROM outlets ORDER BY slug")]
        quotes = [_quote(db, article) for article in articles]
    table = f"/{index.stem}/articles"

    def searching(name: str, *queries: str, more: Callable[[Asked], str] = lambda one: "") -> Kind:
        some = [one for query in queries for one in asked[query][:EACH]][:EACH]
        return Kind(
            name=name,
            paths=tuple(f"/search?q={quote(one.query)}{more(one)}" for one in some),
            plain=tuple(f"{table}?_search={quote(one.query)}&_size=20{_facets(more(one))}" for one in some),
        )

    def of(template: str, values: Sequence[str]) -> tuple[str, ...]:
        return tuple(template.format(quote(value)) for value in values)

    return [
        Kind(name="front", paths=("/",), plain=("/",)),
        searching("search: rare word", "rare word"),
        searching("search: three words", "three words"),
        searching("search: phrase", "phrase"),
        searching("search: frequent word", "frequent word"),
        searching("search: commonest words", "commonest words"),
        searching(
            "search: frequent word, narrowed",
            "frequent word",
            more=lambda one: f"&outlet={one.outlet}&from={one.year}-01-01&to={one.year}-12-31",
        ),
        Kind(name="article", paths=of("/article/{}", articles), plain=of(table + "/{}", articles)),
        Kind(name="history", paths=of("/article/{}/history", changed)),
        Kind(name="lineage", paths=of("/article/{}/lineage", articles)),
        Kind(name="cite: a quote", paths=of("/cite?q={}", quotes)),
        Kind(name="outlet", paths=of("/outlet/{}", outlets[:EACH])),
        Kind(name="outlets", paths=("/outlets",), plain=(f"/{index.stem}/outlets",)),
        Kind(name="sources", paths=("/sources",), plain=(f"/{index.stem}/attributions?_facet=source",)),
        Kind(name="source", paths=of("/source?name={}", sources)),
        Kind(
            name="coverage", paths=("/coverage",), plain=(f"/{index.stem}/ledger?_facet=outlet&_facet=state",)
        ),
        Kind(
            name="trend",
            paths=tuple(f"/trend?q={quote(one.query)}" for one in asked["frequent word"][:EACH]),
        ),
    ]


def _facets(narrowing: str) -> str:
    return "&_facet=outlet&_facet=published_date" if narrowing else ""


def _some(db: sqlite3.Connection, sql: str) -> list[str]:
    found = [row[0] for row in read_tuples(db, sql)]
    return Random(SEED).sample(found, min(EACH, len(found)))


def _quote(db: sqlite3.Connection, article: str) -> str:
    (body,) = next(
        iter(read_tuples(db, "SELECT body FROM versions WHERE article_id = ? ORDER BY version", (article,)))
    )
    words = body.split()
    start = Random(article).randrange(max(1, len(words) - 15))
    return " ".join(islice(words, start, start + 15))
