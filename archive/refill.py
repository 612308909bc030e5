"""The search index filled anew from the rows of `versions`: all texts analysed, all row ids given again.

For a copy of the index that nobody uses yet: what is left of it when this fails is worth nothing.
"""

from collections.abc import Iterator

from archive.progress import OnProgress
from archive.row_digests import drop_digests
from archive.row_ids import home_of, next_row_id
from archive.schema import configure_search, make_search_table, sqlite3
from archive.search_rows import SearchRow, index_texts, put_search_rows
from archive.tables import SEARCH_SETTINGS
from archive.tags import tags_of
from extractors.arabic import Analyser

Text = tuple[int, str, str, tuple[str, ...]]

# In the order in which they are filed: the dates that count, then the capture, which no ingest changes.
ORDERED = """
SELECT v.rowid, v.doc_id, home_of(
    CASE WHEN v.published_date IS NULL THEN a.published_at ELSE v.published_at END,
    coalesce(v.published_date, a.published_date), v.captured_at
) AS home
FROM versions v JOIN articles a USING (article_id) ORDER BY home, v.captured_at, v.version_key
"""
WANTED = """
SELECT v.doc_id, v.article_id, a.outlet, o.country, v.section,
       coalesce(v.published_date, a.published_date), v.version = a.version_count
FROM versions v JOIN articles a USING (article_id) LEFT JOIN outlets o ON o.slug = a.outlet
ORDER BY v.doc_id
"""
TEXTS = """
SELECT v.doc_id, v.title, v.body, f.outlet, f.country, f.section, s.published_date
FROM versions v JOIN search_rows s USING (doc_id) JOIN filings f USING (filing) ORDER BY v.doc_id
"""
# While everything is written at once, FTS5 gathers much before it writes, and merges once, at the end.
BULK = (("hashsize", 64 << 20), ("automerge", 0), ("crisismerge", 1000))
STEP = 500  # texts between two reports of progress


def refill_search(db: sqlite3.Connection, analyser: Analyser, on_progress: OnProgress | None = None) -> int:
    """Fill the search index anew with this analyser, in the transaction at hand; returns how many texts.

    Raises IndexUnusable when a day is full.
    """
    db.execute("DROP TABLE articles_fts")
    make_search_table(db)
    db.execute("DELETE FROM search_rows")
    db.execute("DELETE FROM filings")
    drop_digests(db, "filings")
    drop_digests(db, "articles_fts")
    _number(db)
    put_search_rows(db, ((doc_id, SearchRow(*row)) for doc_id, *row in db.execute(WANTED)))
    (total,) = db.execute("SELECT count(*) FROM search_rows").fetchone()
    configure_search(db, BULK)
    index_texts(db, _reported(_texts(db), int(total), on_progress), analyser)
    optimise(db)
    configure_search(db, SEARCH_SETTINGS)
    return int(total)


def optimise(db: sqlite3.Connection) -> None:
    """Merge the search index into one piece: a query then looks in one place instead of several."""
    db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")


def _number(db: sqlite3.Connection) -> None:
    """Give every version its row id anew."""
    db.create_function("home_of", 3, home_of, deterministic=True)
    changed: list[tuple[int, int]] = []
    last = -1
    for row, doc_id, home in db.execute(ORDERED):
        last = next_row_id(last, home)
        if doc_id != last:
            changed.append((last, row))
    db.executemany("UPDATE versions SET doc_id = NULL WHERE rowid = ?", [(row,) for _, row in changed])
    db.executemany("UPDATE versions SET doc_id = ? WHERE rowid = ?", changed)


def _texts(db: sqlite3.Connection) -> Iterator[Text]:
    for doc_id, title, body, outlet, country, section, day in db.execute(TEXTS):
        tags = tags_of(outlet=outlet, country=country, section=section, published_date=day)
        yield doc_id, title, body, tags


def _reported(texts: Iterator[Text], total: int, on_progress: OnProgress | None) -> Iterator[Text]:
    for done, text in enumerate(texts):
        if on_progress is not None and done % STEP == 0:
            on_progress(done, total)
        yield text
    if on_progress is not None:
        on_progress(total, total)
