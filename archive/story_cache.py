"""Which articles tell the same, kept from one run of `warraq lineage --all` to the next.

In state/stories.db stand the marks of each article's newest text and the pairs that tell the same. A run
takes out what is gone or changed and compares what is new; the rest is as it was found. The file is a cache:
it may be deleted at any time, and an unreadable one is made anew.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from archive.rows import read_row, read_tuples
from archive.schema import sqlite3
from extractors import shingles
from extractors.arabic import ANALYSER
from extractors.shingles import Shingled, marks, paired, paired_with, shingled, tells_the_same

FILE = "stories.db"  # in state/
FORMAT = 1
MARK = 5  # bytes
VERSION = 16  # bytes of a version key that tell one from another
FRESH = 0.3  # share of the articles that are new or changed, from which on all is made anew
BUSY_SECONDS = 5  # waited for another run
REMEMBERED = 20_000  # texts cut into shingles in memory: 8 kB each

Pair = tuple[int, int]

TABLES = (
    "CREATE TABLE made_by (rules TEXT PRIMARY KEY)",
    "CREATE TABLE texts (article INTEGER PRIMARY KEY, version BLOB NOT NULL, marks BLOB NOT NULL)",
    "CREATE TABLE marks (mark INTEGER, article INTEGER, PRIMARY KEY (mark, article)) WITHOUT ROWID",
    "CREATE TABLE pairs (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID",
    "CREATE INDEX pairs_other ON pairs (other)",
)
NEWEST = (
    "SELECT s.article_id, v.version_key FROM search_rows s JOIN versions v ON v.doc_id = s.doc_id"
    " WHERE s.newest = 1"
)
BODY = (
    "SELECT v.body FROM versions v JOIN search_rows s ON s.doc_id = v.doc_id"
    " WHERE v.article_id = ? AND s.newest = 1"
)


def rules() -> str:
    """What the content of the cache follows from beside the texts: change any of it, and all is made anew."""
    numbers = (
        shingles.WORDS, shingles.WINDOW, shingles.FEWEST, shingles.IN_COMMON, shingles.MOST, shingles.CROWD,
        shingles.EVERYBODY, shingles.SEVERAL, shingles.CUT, shingles.LONGER,
    )  # fmt: skip
    return " ".join(map(str, (FORMAT, ANALYSER, *numbers)))


def pairs_telling_the_same(db: sqlite3.Connection, state: Path | None) -> list[Pair]:
    """The pairs of articles whose newest texts tell the same, in order, by `number_of` their ids.

    With `state`, what an earlier run found is kept there and taken up again; a folder that cannot be written
    to is done without. What comes out holds every pair that a first run over the same articles would find. It
    may hold more: a pair found while few held what it has in common stays when a crowd holds it.
    """
    with closing(_opened(state)) as cache:
        cache.execute("BEGIN IMMEDIATE")
        _bring_up_to_date(cache, db)
        cache.execute("COMMIT")
        return read_tuples(cache, "SELECT one, other FROM pairs ORDER BY one, other")


def number_of(article_id: str) -> int:
    """The article's id as a number that SQLite holds; numbers have the order of ids."""
    return int(article_id, 16) - (1 << 63)


def id_of(number: int) -> str:
    """The id of the article with this number."""
    return f"{number + (1 << 63):016x}"


def _opened(state: Path | None) -> sqlite3.Connection:
    """The cache of these rules; in a temporary file when there is no place for it."""
    if state is None:
        return _prepared("")
    path = state / FILE
    try:
        return _writable(path)
    except sqlite3.OperationalError:
        return _prepared("")  # read-only, full, or another run holds it: this one does without
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _writable(path)


def _writable(path: Path) -> sqlite3.Connection:
    cache = _prepared(str(path))
    try:
        cache.execute("BEGIN IMMEDIATE")  # fails here rather than in the midst of a run
        cache.execute("ROLLBACK")
    except sqlite3.Error:
        cache.close()
        raise
    return cache


def _prepared(name: str) -> sqlite3.Connection:
    cache = sqlite3.connect(name, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        cache.execute("PRAGMA synchronous=OFF")  # losing it costs a run
        cache.execute("PRAGMA secure_delete=ON")
        known = cache.execute("SELECT 1 FROM sqlite_master WHERE name = 'made_by'").fetchone()
        if known and cache.execute("SELECT rules FROM made_by").fetchone() == (rules(),):
            return cache
        cache.execute("BEGIN IMMEDIATE")
        for name in ("made_by", "texts", "marks", "pairs"):
            cache.execute(f"DROP TABLE IF EXISTS {name}")
        for statement in TABLES:
            cache.execute(statement)
        cache.execute("INSERT INTO made_by VALUES (?)", (rules(),))
        cache.execute("COMMIT")
    except sqlite3.Error:
        cache.close()
        raise
    return cache


def _bring_up_to_date(cache: sqlite3.Connection, db: sqlite3.Connection) -> None:
    now = {number_of(name): bytes.fromhex(key[: 2 * VERSION]) for name, key in read_tuples(db, NEWEST)}
    held = dict(read_tuples(cache, "SELECT article, version FROM texts"))
    stale = sorted(article for article, version in held.items() if now.get(article) != version)
    fresh = sorted(article for article, version in now.items() if held.get(article) != version)
    if len(fresh) + len(stale) > FRESH * len(now):
        for table in ("texts", "marks", "pairs"):
            cache.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
        fresh = sorted(now)
    else:
        _take_out(cache, stale)
    _put_in(cache, db, ((article, now[article]) for article in fresh))
    if len(fresh) == len(now):
        candidates = paired(_all_holders(cache))
    else:
        candidates = {pair for one in fresh for pair in paired_with(one, _holders_of(cache, one))}
    found = _telling_the_same(db, sorted(candidates))
    cache.executemany("INSERT OR IGNORE INTO pairs VALUES (?, ?)", found)


def _take_out(cache: sqlite3.Connection, articles: Iterable[int]) -> None:
    for article in articles:
        held = _marks_of(cache, article)
        cache.executemany(
            "DELETE FROM marks WHERE mark = ? AND article = ?", ((one, article) for one in held)
        )
        cache.execute("DELETE FROM pairs WHERE one = ?1 OR other = ?1", (article,))
        cache.execute("DELETE FROM texts WHERE article = ?", (article,))


def _put_in(cache: sqlite3.Connection, db: sqlite3.Connection, texts: Iterable[tuple[int, bytes]]) -> None:
    postings: list[tuple[int, int]] = []
    for article, version in texts:
        found = sorted(marks(_body(db, article)))
        packed = b"".join(one.to_bytes(MARK, "big") for one in found)
        cache.execute("INSERT INTO texts VALUES (?, ?, ?)", (article, version, packed))
        postings += [(one, article) for one in found]
    postings.sort()  # a table keyed by them is filled from end to end
    cache.executemany("INSERT INTO marks VALUES (?, ?)", postings)


def _all_holders(cache: sqlite3.Connection) -> Iterator[list[int]]:
    rows = cache.execute("SELECT mark, article FROM marks ORDER BY mark, article")
    for _, same in groupby(rows, key=lambda row: row[0]):
        yield [article for _, article in same]


def _holders_of(cache: sqlite3.Connection, article: int) -> Iterator[list[int]]:
    for one in _marks_of(cache, article):
        rows = cache.execute(
            "SELECT article FROM marks WHERE mark = ? ORDER BY article LIMIT ?", (one, shingles.EVERYBODY + 1)
        )
        yield [row[0] for row in rows]


def _marks_of(cache: sqlite3.Connection, article: int) -> list[int]:
    row = cache.execute("SELECT marks FROM texts WHERE article = ?", (article,)).fetchone()
    packed = row[0] if row else b""
    return [int.from_bytes(packed[at : at + MARK], "big") for at in range(0, len(packed), MARK)]


def _telling_the_same(db: sqlite3.Connection, candidates: Iterable[Pair]) -> Iterator[Pair]:
    @lru_cache(maxsize=REMEMBERED)
    def of(article: int) -> Shingled:
        return shingled(_body(db, article))

    return (pair for pair in candidates if tells_the_same(of(pair[0]), of(pair[1])))


def _body(db: sqlite3.Connection, article: int) -> str:
    row = read_row(db, BODY, (id_of(article),))
    return row["body"] or "" if row is not None else ""
