"""Rows of `aliases` held against the captures and records they come from, as `warraq verify` does."""

from collections.abc import Callable
from dataclasses import asdict
from urllib.parse import urlsplit

from archive.aliases import REDIRECTS, redirect_of
from archive.captures import Capture
from archive.schema import sqlite3
from extractors.urls import normalise, url_key

Fail = Callable[[str, str, str], None]
ROWS = (
    "SELECT a.*, c.record_id IS NOT NULL AND c.outlet = a.outlet AND c.url = a.url AND c.url_key = a.url_key"
    " AS of_capture, c.status, c.reading FROM aliases a LEFT JOIN captures c USING (record_id)"
)


def check_redirect(fail: Fail, db: sqlite3.Connection, capture: Capture, block: bytes) -> None:
    """Hold the alias of a redirect against what the answer (`block` of its record) says.

    A redirect within one host must have its row; for another host the outlet's domains of then decide.
    """
    wanted = redirect_of(capture, block)
    if wanted is None:
        return
    row = db.execute("SELECT * FROM aliases WHERE record_id = ?", (capture.record_id,)).fetchone()
    found = dict(row) if row is not None else None
    inside = urlsplit(wanted.target_url).netloc == urlsplit(normalise(capture.url)).netloc
    if found != asdict(wanted) and (found is not None or inside):
        fail("changed-row", f"aliases {capture.record_id}", f"is {found}, the record says {asdict(wanted)}")


def check_aliases(fail: Fail, db: sqlite3.Connection) -> int:
    """Hold every alias against its capture, and its keys against its URLs; returns how many there are."""
    count = 0
    for row in db.execute(ROWS):
        count += 1
        where = f"aliases {row['record_id']}"
        if not row["of_capture"]:
            fail("changed-row", where, "outlet, url or url_key are not those of its capture")
        if row["target_key"] != url_key(row["target_url"]):
            fail("changed-row", where, f"target_key is {row['target_key']!r}, not that of its target_url")
        fits = row["status"] in REDIRECTS if row["kind"] == "redirect" else row["reading"] == "article"
        if not fits or (row["merges"] and row["kind"] != "canonical"):
            fail("changed-row", where, f"a {row['kind']} that its capture cannot tell of")
    return count
