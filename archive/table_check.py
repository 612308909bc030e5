"""Tables of the index held against those of the scratch index, row by row, in the order of their keys."""

from collections.abc import Iterator
from typing import Any

from archive.report import Report
from archive.row_digests import row_digest
from archive.schema import sqlite3
from archive.scratch import Scratch
from archive.tables import TABLES

Key = tuple[tuple[int, Any], ...]
Row = dict[str, Any]

# Tables that follow from the WARCs, whoever reads the pages.
MADE_AGAIN = ("warcs", "crawls", "captures", "problems", "ledger", "origins", "aliases")
# Columns of captures that reading filled in: the digests of rows vouch for them.
READ = frozenset({"reading", "text_digest"})
LONGEST = 200  # characters of a value that a failure shows
FROM_FILE = frozenset({"captures", "problems"})  # their rows name the file that they are from


def compare_tables(report: Report, index: sqlite3.Connection, scratch: Scratch) -> None:
    """Every row of the tables MADE_AGAIN; what is missing, too many or different fails, named by its key."""
    for table in MADE_AGAIN:
        keys = key_columns(table)
        held, made = _ordered(index, table, keys), _ordered(scratch.db, table, keys)
        for row, wanted in paired(held, made, keys):
            if row is not None:
                report.checked["rows"] += 1
            _compare(report, index, scratch, table, row, wanted)


def key_columns(table: str) -> tuple[str, ...]:
    """The columns of a table's key."""
    key = TABLES[table][1]
    return (key,) if isinstance(key, str) else key


def paired(
    left: Iterator[Row], right: Iterator[Row], keys: tuple[str, ...]
) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows with the same key side by side; None where a side has none. Both run in the order of keys."""
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        a = order_of(one, keys) if one is not None else None
        b = order_of(other, keys) if other is not None else None
        if b is None or (a is not None and a < b):
            yield one, None
            one = next(left, None)
        elif a is None or b < a:
            yield None, other
            other = next(right, None)
        else:
            yield one, other
            one, other = next(left, None), next(right, None)


def order_of(row: Row, keys: tuple[str, ...]) -> Key:
    """The row's key, ordered as SQLite orders values of different kinds."""
    return tuple((_kind(row[key]), b"" if row[key] is None else _bytes(row[key])) for key in keys)


def name_of(table: str, row: Row, keys: tuple[str, ...]) -> str:
    """A row as failures name it: its table and key."""
    return " ".join([table, *(str(row[key]) for key in keys)])


def short(value: object) -> str:
    """A value as a failure shows it."""
    text = repr(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _compare(
    report: Report, index: sqlite3.Connection, scratch: Scratch, table: str, row: Row | None, made: Row | None
) -> None:
    keys = key_columns(table)
    if row is None:
        if made is not None:
            report.fail("missing-row", _place(table, made, keys), f"the WARCs say {short(made)}")
        return
    if made is not None:
        left_out = READ if table == "captures" and row["reading"] is not None else frozenset()
        for column, value in made.items():
            if row[column] != value and column not in left_out:
                detail = f"{column} is {short(row[column])}, the WARCs say {short(value)}"
                report.fail("changed-row", name_of(table, row, keys), detail)
    elif not _vouched(index, scratch, table, row):
        report.fail("row-without-record", _place(table, row, keys), f"nothing in the WARCs says {short(row)}")


def _vouched(index: sqlite3.Connection, scratch: Scratch, table: str, row: Row) -> bool:
    """Whether something else than a record says a row: a file that cannot be read, or a kept digest."""
    if table in FROM_FILE and row["warc"] in scratch.given_up:
        return True
    if table == "warcs" and row["name"] in scratch.given_up:
        return True
    if table == "aliases":
        capture = index.execute("SELECT warc FROM captures WHERE record_id = ?", (row["record_id"],))
        found = capture.fetchone()
        return found is not None and found[0] in scratch.given_up
    if table == "problems":
        kept = index.execute(
            "SELECT digest FROM row_digests WHERE name = 'problems' AND key = ?", (row["problem_key"],)
        ).fetchone()
        return kept is not None and kept[0] == row_digest(index, table, row["problem_key"])
    return False


def _place(table: str, row: Row, keys: tuple[str, ...]) -> str:
    if table == "captures":
        return f"{row['warc']} at byte {row['offset']}"
    return name_of(table, row, keys)


def _ordered(db: sqlite3.Connection, table: str, keys: tuple[str, ...]) -> Iterator[Row]:
    query = "SELECT * FROM {table} ORDER BY {keys}"
    cursor = db.cursor()
    cursor.row_factory = None
    cursor.execute(query.format(table=table, keys=", ".join(keys)))
    columns = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(columns, values, strict=True))


def _kind(value: object) -> int:
    return {type(None): 0, int: 1, float: 1, str: 2, bytes: 3}[type(value)]


def _bytes(value: object) -> Any:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
