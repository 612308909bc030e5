"""Marks of what changed in the index: one for each outlet and day, drawn anew at each change.

What is counted over many rows may be kept outside the index beside the mark it was counted under: as long as
the mark is the same, so are the rows. Triggers draw the marks, so that no writer can forget it. They are
random and not counted up: an index that was restored or made again never shows a mark for other rows.

An outlet has a mark for each day (YYYY-MM-DD) of what `archive.health_rows` reads, COUNTED for what
`archive.coverage` counts, SEARCHED for its rows of the search; that of no outlet, MADE, comes with the table.
Like the indexes here they are no part of what the index says: without them it is only slower to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.schema import sqlite3

COUNTED, SEARCHED, MADE = "", "search", "made"
TABLE = (
    "CREATE TABLE marks (outlet TEXT NOT NULL, day TEXT NOT NULL, mark INTEGER NOT NULL,"
    " PRIMARY KEY (outlet, day)) WITHOUT ROWID"
)
# What is new of an outlet is found without reading years of it.
INDEXES = MappingProxyType(
    {
        "idx_ledger_seen": "CREATE INDEX idx_ledger_seen ON ledger (outlet, first_seen_at)",
        "idx_crawls_started": "CREATE INDEX idx_crawls_started ON crawls (outlet, started_at)",
    }
)
INSERT = "INSERT INTO marks "
DRAW = " ON CONFLICT (outlet, day) DO UPDATE SET mark = excluded.mark;"
# What `archive.health_rows` asks of the ledger; a row changes far more often than that.
KNOWN = ("{row}.state <> 'refused'", "{row}.reason IS 'robots: disallowed'", "{row}.first_seen_at")
OF_OUTLET = "SELECT day, mark FROM marks WHERE outlet = ? AND day >= ? AND day <= ?"
OF_ALL = "SELECT outlet, mark FROM marks WHERE day = ?"
HELD = (
    "SELECT name, sql FROM sqlite_master WHERE name IN ('marks', 'idx_ledger_seen', 'idx_crawls_started')"
    " OR (type = 'trigger' AND name GLOB 'mark_*')"
)


def _draw(outlet: str, day: str) -> str:
    return f"{INSERT}VALUES (coalesce({outlet}, ''), coalesce({day}, ''), random()){DRAW}"


def _draw_both(outlet: str, at: str) -> str:
    return _draw(outlet, f"substr({at}, 1, 10)") + _draw(outlet, f"'{COUNTED}'")


def _draw_of_captures(which: str) -> str:
    """Draw the marks of the captures that a condition finds."""
    days = ("coalesce(substr(captured_at, 1, 10), '')", f"'{COUNTED}'")
    return "".join(
        f"{INSERT}SELECT coalesce(outlet, ''), {day}, random() FROM captures WHERE {which}{DRAW}"  # noqa: S608
        for day in days
    )


# Table, the columns that matter (none: all), and what a row's change draws. What is shown of a rendered page
# depends on the capture that it was made of.
DRAWN: tuple[tuple[str, str, str], ...] = (
    (
        "captures",
        "",
        _draw_both("{row}.outlet", "{row}.captured_at")
        + _draw_of_captures("refers_to = {row}.record_id AND kind IN ('resource', 'conversion')"),
    ),
    (
        "versions",
        "version, title, published_date, byline, words, record_id, article_id",
        _draw_of_captures("record_id = {row}.record_id"),
    ),
    ("problems", "", _draw_of_captures("record_id = {row}.record_id")),
    ("crawls", "", _draw_both("{row}.outlet", "{row}.started_at")),
    ("articles", "outlet, published_date, version_count", _draw("{row}.outlet", f"'{COUNTED}'")),
    ("origins", "", _draw("{row}.outlet", f"'{COUNTED}'")),
    ("outlets", "", _draw("{row}.slug", f"'{COUNTED}'")),
    (
        "search_rows",
        "",
        _draw("(SELECT outlet FROM filings WHERE filing = {row}.filing)", f"'{SEARCHED}'"),
    ),
    ("ledger", "", _draw_both("{row}.outlet", "{row}.first_seen_at")),
)


def _trigger(name: str, event: str, does: str) -> tuple[str, str]:
    return f"mark_{name}", f"CREATE TRIGGER mark_{name} AFTER {event} BEGIN {does} END"


def _triggers() -> Iterator[tuple[str, str]]:
    for table, columns, does in DRAWN:
        old, new = (does.replace("{row}", row) for row in ("OLD", "NEW"))
        yield _trigger(f"{table}_insert", f"INSERT ON {table}", new)
        yield _trigger(f"{table}_delete", f"DELETE ON {table}", old)
        changes = f"UPDATE OF {columns} ON {table}" if columns else f"UPDATE ON {table}"
        if table == "ledger":
            yield _trigger("ledger_counted", changes, _draw("NEW.outlet", f"'{COUNTED}'"))
            before, after = (", ".join(KNOWN).replace("{row}", row) for row in ("OLD", "NEW"))
            changes = f"{changes} WHEN ({before}) IS NOT ({after})"
        yield _trigger(f"{table}_update", changes, old + new)


STATEMENTS: Mapping[str, str] = MappingProxyType({"marks": TABLE, **INDEXES, **dict(_triggers())})


def is_marked(db: sqlite3.Connection) -> bool:
    """Whether the index has all of this, as this version wants it."""
    return dict(map(tuple, db.execute(HELD))) == STATEMENTS


def mark_changes(db: sqlite3.Connection) -> None:
    """Make what is missing, all or nothing, within a transaction of the caller's. Marks begin anew then."""
    held: dict[str, str] = dict(map(tuple, db.execute(HELD)))
    kept = {name for name in INDEXES if held.get(name) == INDEXES[name]}
    for name, sql in held.items():
        if name not in kept:
            kind = sql.split()[1]
            db.execute(f"DROP {kind} {name}")
    for name, statement in STATEMENTS.items():
        if name not in kept:
            db.execute(statement)
    db.execute("INSERT INTO marks VALUES ('', ?, random())", (MADE,))


def made(db: sqlite3.Connection) -> int | None:
    """The mark of the table itself; None for an index that has no marks (of this version), or old ones."""
    if not is_marked(db):
        return None
    row = db.execute("SELECT mark FROM marks WHERE outlet = '' AND day = ?", (MADE,)).fetchone()
    return None if row is None else int(row[0])


def marks_of_days(db: sqlite3.Connection, outlet: str, since: str) -> dict[str, int]:
    """The marks of an outlet's days from `since` (YYYY-MM-DD) on."""
    return dict(map(tuple, db.execute(OF_OUTLET, (outlet, since, "9999-12-31"))))


def marks_by_outlet(db: sqlite3.Connection, what: str) -> tuple[int, dict[str, int]] | None:
    """The mark of the table itself and those, COUNTED or SEARCHED, of each outlet that has one.

    None for an index without marks.
    """
    begun = made(db)
    return None if begun is None else (begun, dict(map(tuple, db.execute(OF_ALL, (what,)))))


def marks_together(db: sqlite3.Connection, what: str) -> str | None:
    """The marks COUNTED or SEARCHED of all outlets as one text; None for an index without marks."""
    found = marks_by_outlet(db, what)
    if found is None:
        return None
    begun, marks = found
    return sha256(repr([begun, *sorted(marks.items())]).encode()).hexdigest()
