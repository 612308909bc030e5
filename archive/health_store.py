"""The columns of outlets' histories and what rules found in them, kept from one look to the next.

state/health.db is a cache: for each outlet the columns that `archive.health_rows` read, the marks of the days
that they were read under, and what rules found in which part of them. Whatever is not as it was is read or
looked for again; the file may be deleted at any time. Another version of the rules begins anew.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from archive.health_columns import BESIDE, Columns, Told
from archive.health_history import Alarm, Memory
from archive.moments import moment, stamp
from archive.schema import sqlite3

FILE = "health.db"  # in state/
BUSY_SECONDS = 2  # waited for another process: to go without costs a reading
TIMES = tuple(BESIDE)
REST = tuple(name for beside in BESIDE.values() for name in beside)
TABLES = (
    "CREATE TABLE made_by (program TEXT PRIMARY KEY)",
    """CREATE TABLE outlets (slug TEXT PRIMARY KEY, named TEXT NOT NULL, since INTEGER NOT NULL,
    marks TEXT NOT NULL, crawls BLOB NOT NULL, times BLOB NOT NULL, found TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE rest (slug TEXT PRIMARY KEY, named TEXT NOT NULL, parts BLOB NOT NULL)",
)
PUT = "INSERT OR REPLACE INTO outlets VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(slots=True, kw_only=True)
class Kept:
    """An outlet's columns from `since` on, as they were read under `marks`; `named` is a name for just these.

    `found` has what rules found in them. Of `columns` the parts REST are there once `filled` has put them in.
    """

    named: str
    since: int
    marks: dict[str, int]
    columns: Columns
    found: dict[str, Any] = field(default_factory=dict)
    filled: bool = True
    is_new: bool = True
    asked: dict[str, Any] = field(default_factory=dict)  # of `found`, what this look wanted


class StoreLost(Exception):
    """What was kept cannot be read any more in the middle of a look: it is to begin again without."""


class HealthStore:
    """What is kept of each outlet. Where the file cannot be used nothing is, and nothing will be.

    From `kept` to `keep` it stays as it is: another process that would write waits meanwhile.
    """

    def __init__(self, state: Path) -> None:
        self.held: dict[str, Kept] = {}  # of this look, by outlet
        self._path = state / FILE
        self._program = program()
        self._db = self._opened() if self._program is not None else None

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def kept(self) -> dict[str, Kept]:
        """What is kept, by outlet."""
        return self._asked(self._kept) or {}

    def fill(self, slug: str, kept: Kept) -> None:
        """Put the parts REST into the columns, unless they are there. Raises StoreLost."""
        if not kept.filled:
            kept.filled = bool(self._asked(lambda db: _fill(db, slug, kept)))
        if not kept.filled:
            raise StoreLost(slug)

    def keep(self) -> None:
        """Keep what this look held, as far as it is new, and nothing of other outlets."""
        self._asked(lambda db: _keep(db, self.held))

    def _asked(self, ask: Callable[[sqlite3.Connection], Any]) -> Any:
        if self._db is None:
            return None
        try:
            return ask(self._db)
        except sqlite3.OperationalError:
            self.close()  # full, read-only, or held by another process
        except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, zlib.error):
            self.close()
            self._path.unlink(missing_ok=True)
        return None

    def _kept(self, db: sqlite3.Connection) -> dict[str, Kept]:
        db.execute("BEGIN")
        found = {}
        for slug, named, since, marks, crawls, times, rules in db.execute("SELECT * FROM outlets"):
            columns = Columns()
            columns.crawls, told = json.loads(crawls)
            columns.told = {
                crawl: Told(first=first, last=last, read=read, cause=cause)
                for crawl, (first, last, read, cause) in told.items()
            }
            _put_arrays(columns, TIMES, times)
            found[slug] = Kept(
                named=named,
                since=since,
                marks=json.loads(marks),
                columns=columns,
                found=json.loads(rules),
                filled=False,
                is_new=False,
            )
        return found

    def _opened(self) -> sqlite3.Connection | None:
        try:
            return self._prepared()
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            self._path.unlink(missing_ok=True)
        try:
            return self._prepared()
        except sqlite3.Error:
            return None

    def _prepared(self) -> sqlite3.Connection:
        db = sqlite3.connect(str(self._path), isolation_level=None, timeout=BUSY_SECONDS)
        try:
            db.execute("PRAGMA secure_delete=ON")
            known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'made_by'").fetchone()
            if not known or db.execute("SELECT program FROM made_by").fetchone() != (self._program,):
                db.execute("BEGIN IMMEDIATE")
                for table in ("made_by", "outlets", "rest"):
                    db.execute(f"DROP TABLE IF EXISTS {table}")
                for statement in TABLES:
                    db.execute(statement)
                db.execute("INSERT INTO made_by VALUES (?)", (self._program,))
                db.execute("COMMIT")
        except sqlite3.Error:
            db.close()
            raise
        return db


def _fill(db: sqlite3.Connection, slug: str, kept: Kept) -> bool:
    row = db.execute("SELECT named, parts FROM rest WHERE slug = ?", (slug,)).fetchone()
    if row is None or row[0] != kept.named:
        return False
    words, _, parts = zlib.decompress(row[1]).partition(b"\n")
    kept.columns.words = json.loads(words)
    _put_arrays(kept.columns, REST, parts)
    return True


def _keep(db: sqlite3.Connection, kept: Mapping[str, Kept]) -> None:
    if db.in_transaction:
        db.execute("COMMIT")
    there = {slug for (slug,) in db.execute("SELECT slug FROM outlets")}
    gone = there - kept.keys()
    new = {slug: one for slug, one in kept.items() if one.is_new}
    looked = {
        slug: one for slug, one in kept.items() if not one.is_new and one.asked.keys() - one.found.keys()
    }
    if not (gone or new or looked):
        return
    db.execute("BEGIN IMMEDIATE")
    for table in ("outlets", "rest"):
        db.executemany(f"DELETE FROM {table} WHERE slug = ?", [(slug,) for slug in gone])  # noqa: S608
    for slug, one in new.items():
        columns = one.columns
        told = {crawl: [of.first, of.last, of.read, of.cause] for crawl, of in columns.told.items()}
        crawls = json.dumps([columns.crawls, told], ensure_ascii=False)
        values = (json.dumps(one.marks), crawls, _bytes(columns, TIMES), json.dumps(one.asked))
        db.execute(PUT, (slug, one.named, one.since, *values))
        words = json.dumps(columns.words).encode()
        parts = zlib.compress(words + b"\n" + _bytes(columns, REST), 1)
        db.execute("INSERT OR REPLACE INTO rest VALUES (?, ?, ?)", (slug, one.named, parts))
    for slug, one in looked.items():
        found = json.dumps(one.asked)
        db.execute("UPDATE outlets SET found = ? WHERE slug = ? AND named = ?", (found, slug, one.named))
    db.execute("COMMIT")


def _bytes(columns: Columns, names: Sequence[str]) -> bytes:
    """The columns one after another, with their lengths before them."""
    arrays = [getattr(columns, name) for name in names]
    return b"".join([array("q", map(len, arrays)).tobytes(), *(one.tobytes() for one in arrays)])


def _put_arrays(columns: Columns, names: Sequence[str], held: bytes) -> None:
    view = memoryview(held)
    lengths = array("q")
    lengths.frombytes(view[: 8 * len(names)])
    begin = 8 * len(names)
    for name, length in zip(names, lengths, strict=True):
        column = getattr(columns, name)
        end = begin + length * column.itemsize
        column.frombytes(view[begin:end])
        begin = end
    if begin != len(view):
        raise ValueError("columns are not as long as they say")


@lru_cache(maxsize=1)
def program() -> str | None:
    """What makes the answers what they are: the rules, and how rows are read. None when it cannot be told."""
    digest = sha256(sys.byteorder.encode())
    here = Path(__file__).parent
    try:
        for path in (*sorted(here.glob("health*.py")), here.parent / "extractors" / "hijri.py"):
            digest.update(path.read_bytes())
    except OSError:
        return None
    return digest.hexdigest()


class Recall(Memory):
    """What rules found before in the same part of the same columns; `part` says which part of them."""

    def __init__(self, kept: Kept, part: str) -> None:
        self._kept, self._part = kept, part

    def alarms(self, name: str, find: Callable[[], Iterable[Alarm | None]]) -> list[Alarm]:
        """As `Memory.alarms`."""
        key = f"{name} {self._part}"
        held = self._kept.found.get(key)
        if held is None:
            alarms = super().alarms(name, find)
            self._kept.asked[key] = [[one.code, stamp(one.since), dict(one.figures)] for one in alarms]
            return alarms
        self._kept.asked[key] = held
        return [Alarm(code=code, since=moment(since), figures=figures) for code, since, figures in held]

    def figures(self, name: str, count: Callable[[], Mapping[str, Any]]) -> Mapping[str, Any]:
        """As `Memory.figures`."""
        key = f"{name} {self._part}"
        held: Mapping[str, Any] | None = self._kept.found.get(key)
        self._kept.asked[key] = found = count() if held is None else held
        return found
