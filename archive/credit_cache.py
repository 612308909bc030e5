"""Who is credited by whom, kept from one count to the next: only texts that came or went are counted anew.

In state/credits.db stand the newest texts that were counted and the sums over them. What a text credits
never changes under one version key (the key names the record and the reader). A text that is gone from the
index has taken its credits with it: then those of its outlet are counted again. Only outlets are looked at
whose marks of the search's rows (`archive.marks`) are not those of the last count. The file is a cache: it
may be deleted at any time, and one that cannot be used is done without.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from archive.credited import CREDITS, NEWEST, Credits, best_kinds, ranked
from archive.marks import SEARCHED, marks_by_outlet
from archive.rows import one_state, read_tuples
from archive.schema import sqlite3

FILE = "credits.db"  # in state/
FORMAT = "3"
FRESH = 0.2  # share of the texts that came or went, from which on all of their outlets are counted again
MANY = 0.5  # share of the outlets that changed, from which on all are looked at in one pass
NOBODY = ""  # whose mark is drawn for rows that are filed nowhere
BUSY_SECONDS = 5  # waited for another process
AT_ONCE = 500  # texts looked up in one query
TABLES = (
    "CREATE TABLE made_by (format TEXT PRIMARY KEY)",
    "CREATE TABLE counted_in (made INTEGER PRIMARY KEY)",
    "CREATE TABLE counted_at (outlet TEXT PRIMARY KEY, mark INTEGER NOT NULL) WITHOUT ROWID",
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
HELD, OF_THEM = "SELECT version, outlet FROM texts", "WHERE outlet IN (SELECT value FROM json_each(?))"
# Filings are few, and found first: each row of the search is then held against a list.
OF_OUTLETS = "AND s.filing IN (SELECT filing FROM filings WHERE outlet IN (SELECT value FROM json_each(?)))"
OF_ONE = "SELECT source, sum(reports) FROM sums WHERE outlet = ? GROUP BY source"
PAIRS = "SELECT outlet, source, sum(reports) FROM sums {which} GROUP BY source, outlet"
OF_SOURCES = "WHERE source IN (SELECT value FROM json_each(?))"
Sums = Counter[tuple[str, str, str]]  # source, kind, outlet


def credits_kept(
    db: sqlite3.Connection,
    state: Path | None,
    outlet: str | None = None,
    kind: str | None = None,
    most: int | None = None,
) -> Credits:
    """What `credits_of` counts, from what was counted before and is kept in `state`.

    `by_source` counts the reports of `outlet`, if one is given; with `most`, pairs are only those of so many
    sources, the most credited ones of the `kind`. What cannot be kept is counted all the same.
    """
    if state is not None:
        try:
            with closing(_opened(state)) as cache:
                return _counted(cache, db, outlet, kind, most)
        except sqlite3.OperationalError:
            pass  # full, or another process holds it: this one does without
        except sqlite3.DatabaseError:
            (state / FILE).unlink(missing_ok=True)
    with closing(_prepared(":memory:")) as cache:
        return _counted(cache, db, outlet, kind, most)


def _counted(
    cache: sqlite3.Connection, db: sqlite3.Connection, outlet: str | None, kind: str | None, most: int | None
) -> Credits:
    cache.execute("BEGIN IMMEDIATE")
    with one_state(db):
        _bring_up_to_date(cache, db)
    cache.execute("COMMIT")
    return _summed(cache, outlet, kind, most)


def _opened(state: Path) -> sqlite3.Connection:
    """The cache of this format; in memory when there is no place for it."""
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
            for table in ("made_by", "counted_in", "counted_at", "texts", "sums"):
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
    found = marks_by_outlet(db, SEARCHED)
    if found is None:
        _recount(cache, db, None)
        for table in ("counted_in", "counted_at"):
            cache.execute(f"DELETE FROM {table}")  # noqa: S608 - names from the line above
        return
    made, marks = found
    before: dict[str, int] = dict(read_tuples(cache, "SELECT outlet, mark FROM counted_at"))
    known = marks.keys() | before.keys()
    changed = {outlet for outlet in known if marks.get(outlet) != before.get(outlet)}
    if read_tuples(cache, "SELECT made FROM counted_in") != [(made,)]:
        _recount(cache, db, None)
        cache.execute("DELETE FROM counted_in")
        cache.execute("INSERT INTO counted_in VALUES (?)", (made,))
    elif changed:
        everywhere = NOBODY in changed or len(changed) > MANY * len(known)
        _recount(cache, db, None if everywhere else changed)
    cache.executemany("DELETE FROM counted_at WHERE outlet = ?", ((outlet,) for outlet in changed))
    cache.executemany(
        "INSERT INTO counted_at VALUES (?, ?)",
        ((outlet, marks[outlet]) for outlet in changed if outlet in marks),
    )


def _recount(cache: sqlite3.Connection, db: sqlite3.Connection, outlets: Collection[str] | None) -> None:
    """Bring up to date what is kept of these outlets, or of all."""
    among = () if outlets is None else (json.dumps(sorted(outlets)),)
    now: dict[str, str] = dict(read_tuples(db, f"{NEWEST} {OF_OUTLETS if among else ''}", among))
    held: dict[str, str] = dict(read_tuples(cache, f"{HELD} {OF_THEM if among else ''}", among))
    if now == held:
        return
    stale = [key for key, outlet in held.items() if now.get(key) != outlet]
    fresh = [key for key, outlet in now.items() if held.get(key) != outlet]
    if len(stale) + len(fresh) > FRESH * len(now) or not _all_there(db, stale):
        _count_whole(cache, db, now, among)
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


def _count_whole(
    cache: sqlite3.Connection, db: sqlite3.Connection, now: Mapping[str, str], among: tuple[str, ...]
) -> None:
    """Count the texts of the outlets `among`, or of all, from nothing."""
    sums, crediting = Sums(), set[str]()
    for key, source, kind in _credits(db, list(now)) if among else read_tuples(db, CREDITS):
        if (outlet := now.get(key)) is not None:
            sums[source, kind or "", outlet] += 1
            crediting.add(key)
    which = OF_THEM if among else ""
    for table in ("texts", "sums"):
        cache.execute(f"DELETE FROM {table} {which}", among)  # noqa: S608 - names and a constant from above
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


def _summed(cache: sqlite3.Connection, outlet: str | None, kind: str | None, most: int | None) -> Credits:
    kinds: Counter[tuple[str, str]] = Counter()
    sums: Counter[str] = Counter()
    for source, of, count in read_tuples(cache, "SELECT source, kind, sum(reports) FROM sums GROUP BY 1, 2"):
        sums[source] += count
        if of:
            kinds[source, of] = count
    by_source: dict[str, int] = sums
    if outlet is not None:
        by_source = dict(read_tuples(cache, OF_ONE, (outlet,)))
    best = best_kinds(kinds)
    which, given = "", tuple[str, ...]()
    if most is not None:
        names = [name for name, _ in ranked(by_source, best, kind)[:most]]
        which, given = OF_SOURCES, (json.dumps(names),)
    pairs = read_tuples(cache, PAIRS.format(which=which), given)
    [(reports,)] = read_tuples(cache, "SELECT count(*) FROM texts WHERE credits")
    return Credits(
        by_pair={(outlet, source): count for outlet, source, count in pairs},
        by_source=by_source,
        kinds=best,
        reports=reports,
    )
