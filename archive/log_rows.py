"""What the index knows of the capture log held against the log: the table `leaves`, and how far it goes."""

from archive.leaf_check import LeafCheck
from archive.leaves import known_leaves, known_position
from archive.report import Report
from archive.schema import sqlite3
from archive.table_check import paired

KEYS = ("record_id",)
HELD = "SELECT record_id, leaf_index FROM leaves ORDER BY record_id"


def check_leaf_rows(report: Report, db: sqlite3.Connection, leaves: LeafCheck) -> None:
    """Every row of `leaves` against the log's line, every line that the index saw against having a row."""
    known = known_leaves(db)
    held = (dict(row) for row in db.execute(HELD))
    for row, line in paired(held, leaves.lines(known), KEYS):
        if row is None:
            if line is not None:
                detail = f"line {line['leaf_index'] + 1} of the log is of it; the index saw {known} lines"
                report.fail("missing-row", f"leaves {line['record_id']}", detail)
            continue
        report.checked["rows"] += 1
        if line is None:
            if not known > leaves.count:  # else the log was rolled back, which is told
                detail = f"none of the {known} lines of the log that the index saw is of it"
                report.fail("row-without-record", f"leaves {row['record_id']}", detail)
        elif row["leaf_index"] != line["leaf_index"]:
            detail = f"leaf_index is {row['leaf_index']!r}, in the log it is {line['leaf_index']}"
            report.fail("changed-row", f"leaves {row['record_id']}", detail)
    position = leaves.end_of_known()
    if position is not None and position != known_position(db):
        detail = f"leaves_known says {known_position(db)} bytes, {known} lines of the log end at {position}"
        report.fail("changed-row", "meta leaves_known", detail)
