"""Who is credited by whom, kept from one count to the next: only texts that came or went are counted anew.

In state/credits.db stand the newest texts that were counted and the sums over them. What a text credits
never changes under one version key (the key names the record and the reader). A text that is gone from the
index has taken its credits with it: then all are counted again. While the marks of the search's rows
(`archive.marks`) are those of the last count, no text is looked at. The file is a cache: it may be deleted at
any time, and an unreadable one is made anew.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from archive.credited import CREDITS, NEWEST, Credits, best_kinds
from archive.marks import SEARCHED, marks_together
from archive.rows import read_tuples
from archive.schema import sqlite3

FILE = "credits.db"  # in state/
FORMAT = "2"
FRESH = 0.2  # share of the texts that came or went, from which on all are counted again
BUSY_SECONDS = 5  # waited for another process
AT_ONCE = 500  # texts looked up in one query
TABLES = (
    "CREATE TABLE made_by (format TEXT PRIMARY KEY)",
    "CREATE TABLE counted_at (marks TEXT PRIMARY KEY)",
    """CREATE TABLE texts (version TEXT PRIMARY KEY, outlet TEXT NOT NULL, credits INTEGER NOT NULL)
    WITHOUT ROWID""",
    """CREATE TABLE sums (source TEXT, kind TEXT, outlet TEXT, reports INTEGER NOT NULL,
    PRIMARY KEY (source, outlet, kind)) WITHOUT ROWID""",
)
THERE = "SELECT version_key FROM versions WHERE version_key IN (SELECT value FROM json_each(?))"
OF_TEXTS = (
    "SELECT version_key, source, coalesce(min(source_kind), '') FROM attributions"
    " WHERE source IS NOT NULL AND version_key IN (SELECT value FROM json_each(?))"
    " GROUP BY version_key, source"
)
ADD = (
    "INSERT INTO sums VALUES (?, ?, ?, ?)"
    " ON CONFLICT (source, outlet, kind) DO UPDATE SET reports = reports + excluded.reports"
)
Sums = Counter[tuple[str, str, str]]  # source, kind, outlet


def credits_kept(db: sqlite3.Connection, state: Path | None) -> Credits:
    """What `credits_of` counts, from what was counted before and is kept in `state`.

    A folder that cannot be written to is done without.
    """
    marks = marks_together(db, SEARCHED)
    with closing(_opened(state)) as cache:
        cache.execute("BEGIN IMMEDIATE")
        if marks is None or read_tuples(cache, "SELECT marks FROM counted_at") != [(marks,)]:
            _bring_up_to_date(cache, db)
            cache.execute("DELETE FROM counted_at")
            if marks is not None:
                cache.execute("INSERT INTO counted_at VALUES (?)", (marks,))
        cache.execute("COMMIT")
        return _summed(cache)


def _opened(state: Path | None) -> sqlite3.Connection:
    """The cache of this format; in memory when there is no place for it."""
    if state is None:
        return _prepared(":memory:")
    path = state / FILE
    try:
        return _prepared(str(path))
    except sqlite3.OperationalError:
        return _prepared(":memory:")  # read-only, full, or another process holds it: this one does without
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _prepared(str(path))


def _prepared(name: str) -> sqlite3.Connection:
    cache = sqlite3.connect(name, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        cache.execute("PRAGMA synchronous=OFF")  # losing it costs a count
        cache.execute("PRAGMA secure_delete=ON")
        cache.execute("BEGIN IMMEDIATE")  # fails here, where it can still be done without
        known = cache.execute("SELECT 1 FROM sqlite_master WHERE name = 'made_by'").fetchone()
        if not known or cache.execute("SELECT format FROM made_by").fetchone() != (FORMAT,):
            for table in ("made_by", "counted_at", "texts", "sums"):
                cache.execute(f"DROP TABLE IF EXISTS {table}")
            for statement in TABLES:
                cache.execute(statement)
            cache.execute("INSERT INTO made_by VALUES (?)", (FORMAT,))
        cache.execute("COMMIT")
    except sqlite3.Error:
        cache.close()
        raise
    return cache


def _bring_up_to_date(cache: sqlite3.Connection, db: sqlite3.Connection) -> None:
    now: dict[str, str] = dict(read_tuples(db, NEWEST))
    held: dict[str, str] = dict(read_tuples(cache, "SELECT version, outlet FROM texts"))
    if now == held:
        return
    stale = [key for key, outlet in held.items() if now.get(key) != outlet]
    fresh = [key for key, outlet in now.items() if held.get(key) != outlet]
    if len(stale) + len(fresh) > FRESH * len(now) or not _all_there(db, stale):
        _count_all(cache, db, now)
        return
    sums = Sums()
    for key, source, kind in _credits(db, stale):
        sums[source, kind, held[key]] -= 1
    crediting = set[str]()
    for key, source, kind in _credits(db, fresh):
        sums[source, kind, now[key]] += 1
        crediting.add(key)
    cache.executemany("DELETE FROM texts WHERE version = ?", ((key,) for key in stale))
    _put(cache, {key: now[key] for key in fresh}, crediting, sums)
    cache.execute("DELETE FROM sums WHERE reports = 0")


def _count_all(cache: sqlite3.Connection, db: sqlite3.Connection, now: Mapping[str, str]) -> None:
    sums, crediting = Sums(), set[str]()
    for key, source, kind in read_tuples(db, CREDITS):
        if (outlet := now.get(key)) is not None:
            sums[source, kind or "", outlet] += 1
            crediting.add(key)
    for table in ("texts", "sums"):
        cache.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
    _put(cache, now, crediting, sums)


def _put(cache: sqlite3.Connection, texts: Mapping[str, str], crediting: set[str], sums: Sums) -> None:
    rows = ((key, outlet, key in crediting) for key, outlet in sorted(texts.items()))
    cache.executemany("INSERT INTO texts VALUES (?, ?, ?)", rows)
    cache.executemany(ADD, ((*key, count) for key, count in sorted(sums.items())))


def _all_there(db: sqlite3.Connection, keys: Sequence[str]) -> bool:
    """Whether the index still holds each of these texts, so that what they credit can be taken back."""
    return all(len(read_tuples(db, THERE, (json.dumps(some),))) == len(some) for some in _some(keys))


def _credits(db: sqlite3.Connection, keys: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    for some in _some(keys):
        yield from read_tuples(db, OF_TEXTS, (json.dumps(some),))


def _some(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[begin : begin + AT_ONCE] for begin in range(0, len(keys), AT_ONCE))


def _summed(cache: sqlite3.Connection) -> Credits:
    kinds: Counter[tuple[str, str]] = Counter()
    by_source: Counter[str] = Counter()
    for source, kind, count in read_tuples(
        cache, "SELECT source, kind, sum(reports) FROM sums GROUP BY 1, 2"
    ):
        by_source[source] += count
        if kind:
            kinds[source, kind] = count
    pairs = read_tuples(cache, "SELECT outlet, source, sum(reports) FROM sums GROUP BY source, outlet")
    [(reports,)] = read_tuples(cache, "SELECT count(*) FROM texts WHERE credits")
    return Credits(
        by_pair={(outlet, source): count for outlet, source, count in pairs},
        by_source=by_source,
        kinds=best_kinds(kinds),
        reports=reports,
    )
