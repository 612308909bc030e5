"""Rows of `aliases` held against the captures and records they come from, as `warraq verify` does."""

from archive.aliases import REDIRECTS
from archive.report import Fail
from archive.schema import sqlite3
from extractors.urls import url_key

ROWS = (
    "SELECT a.*, c.record_id IS NOT NULL AND c.outlet = a.outlet AND c.url = a.url AND c.url_key = a.url_key"
    " AS of_capture, c.status, c.reading FROM aliases a LEFT JOIN captures c USING (record_id)"
)


def check_aliases(fail: Fail, db: sqlite3.Connection) -> None:
    """Hold every alias against its capture, and its keys against its URLs."""
    for row in db.execute(ROWS):
        where = f"aliases {row['record_id']}"
        if not row["of_capture"]:
            fail("changed-row", where, "outlet, url or url_key are not those of its capture")
        if row["target_key"] != url_key(row["target_url"]):
            fail("changed-row", where, f"target_key is {row['target_key']!r}, not that of its target_url")
        fits = row["status"] in REDIRECTS if row["kind"] == "redirect" else row["reading"] == "article"
        if not fits or (row["merges"] and row["kind"] != "canonical"):
            fail("changed-row", where, f"a {row['kind']} that its capture cannot tell of")
