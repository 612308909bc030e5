"""The file index.db: what SQLite itself says of it, and whether its tables are those of this version."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from archive.marks import STATEMENTS as MARKED
from archive.report import Report
from archive.schema import sqlite3
from archive.scratch import Scratch
from archive.table_check import key_columns
from archive.tables import TABLES, Columns

SQL: Mapping[type, str] = MappingProxyType({str: "text", int: "integer", float: "real"})
WRONG = "SELECT {keys} FROM {table} WHERE {wrong}"
MOST = 100  # findings of SQLite that are told
OBJECTS = (
    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
)


def check_file(report: Report, db: sqlite3.Connection) -> None:
    """Have SQLite read every page, and hold tables, indexes and the search index against each other."""
    for row in db.execute(f"PRAGMA integrity_check({MOST})"):
        if row[0] != "ok":
            report.fail("broken-index", "index.db", f"SQLite: {row[0]}")


def check_types(report: Report, db: sqlite3.Connection) -> None:
    """Every value must be of its column's type, or NULL; every key must be there."""
    for table, (columns, _, _) in TABLES.items():
        keys = key_columns(table)
        wrong = [f"typeof({column}) NOT IN ('null', '{SQL[kind]}')" for column, kind in quoted(columns)]
        wrong += [f'"{key}" IS NULL' for key in keys]
        query = WRONG.format(
            keys=", ".join(f'"{key}"' for key in keys), table=table, wrong=" OR ".join(wrong)
        )
        for row in db.execute(query):
            where = " ".join([table, *map(str, row)])
            report.fail(
                "changed-row", where, "a value is not of the type of its column, or the key is missing"
            )


def quoted(columns: Columns) -> Iterator[tuple[str, type]]:
    """Column names as SQL writes them, with their types."""
    for column, kind in columns.items():
        yield f'"{column}"', kind


def check_schema(report: Report, db: sqlite3.Connection, scratch: Scratch) -> None:
    """Tables, indexes, views and triggers must be this version's; tables that others added are told."""
    held, made = ({row["name"]: row for row in side.execute(OBJECTS)} for side in (db, scratch.db))
    # An index that no writer of this version has opened yet has no marks, and needs none.
    unmarked = frozenset() if held.keys() & MARKED.keys() else MARKED.keys()
    for name in sorted(made.keys() - held.keys() - unmarked):
        report.fail("changed-schema", f"index.db, {made[name]['type']} {name}", "it is missing")
    for name in sorted(held.keys() - made.keys()):
        row = held[name]
        if row["type"] == "trigger":
            report.fail("changed-schema", f"index.db, trigger {name}", "no trigger belongs there")
        elif row["type"] != "index":
            report.unchecked.append(f"{row['type']} {name} of index.db, which is not this archive's own")
    for name in sorted(held.keys() & made.keys()):
        if (held[name]["type"], held[name]["sql"]) != (made[name]["type"], made[name]["sql"]):
            detail = f"it is {held[name]['sql']}, wanted {made[name]['sql']}"
            report.fail("changed-schema", f"index.db, {made[name]['type']} {name}", detail)
