"""Who is credited by whom: the attributions of the newest texts, counted by source and outlet."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from archive.rows import Row, read_rows, read_tuples
from archive.schema import sqlite3

# Two scans, put together here, are faster than a join.
NEWEST = (
    "SELECT v.version_key, f.outlet FROM search_rows s JOIN versions v ON v.doc_id = s.doc_id"
    " JOIN filings f ON f.filing = s.filing WHERE s.newest = 1"
)
CREDITS = (
    "SELECT version_key, source, min(source_kind) FROM attributions WHERE source IS NOT NULL"
    " GROUP BY version_key, source"
)
# The index over sources answers this; each text is looked up by its key.
CREDITING = """
SELECT s.article_id, s.published_date, f.outlet, count(*) AS times, min(c.source_kind) AS source_kind
FROM attributions c JOIN versions v USING (version_key) JOIN search_rows s ON s.doc_id = v.doc_id
JOIN filings f ON f.filing = s.filing
WHERE c.source = ? AND s.newest = 1 GROUP BY s.doc_id ORDER BY s.doc_id DESC
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """How many reports credit whom, by source and outlet; `kinds` has the kind most given to each source.

    `reports` is how many reports credit anybody by a name.
    """

    by_pair: Mapping[tuple[str, str], int]
    by_source: Mapping[str, int]
    kinds: Mapping[str, str]
    reports: int


def credits_of(db: sqlite3.Connection) -> Credits:
    """Count the reports that credit each source, by their newest text; a full scan."""
    outlets = dict(read_tuples(db, NEWEST))
    cursor = db.cursor()
    cursor.row_factory = None
    reports = set[str]()
    counted = Counter[tuple[str, str, str | None]]()
    for key, source, kind in cursor.execute(CREDITS):
        if (outlet := outlets.get(key)) is not None:
            reports.add(key)
            counted[outlet, source, kind] += 1
    pairs, sources, kinds = Counter[tuple[str, str]](), Counter[str](), Counter[tuple[str, str]]()
    for (outlet, source, kind), count in counted.items():
        pairs[outlet, source] += count
        sources[source] += count
        if kind:
            kinds[source, kind] += count
    return Credits(by_pair=pairs, by_source=sources, kinds=best_kinds(kinds), reports=len(reports))


def best_kinds(counted: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """The kind most given to each source, by how many reports give a source a kind; the first of equals."""
    best: dict[str, str] = {}
    for (source, kind), _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        best.setdefault(source, kind)
    return best


def ranked(sources: Mapping[str, int], kinds: Mapping[str, str], kind: str | None) -> list[tuple[str, int]]:
    """The sources of a kind, or all, with how many reports credit them: the most credited first."""
    some = ((name, n) for name, n in sources.items() if kind in (None, kinds.get(name)))
    return sorted(some, key=lambda item: (-item[1], item[0]))


def crediting(db: sqlite3.Connection, source: str) -> list[Row]:
    """The reports whose newest text credits this source, the newest first: article, day, outlet, times."""
    return list(read_rows(db, CREDITING, (source,)))
