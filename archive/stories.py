"""All stories of an archive at once: its articles grouped by the text that they have in common."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.rows import read_rows
from archive.schema import sqlite3
from archive.story_cache import id_of, pairs_telling_the_same
from extractors.shingles import groups

MEMBER = (
    "SELECT v.article_id, a.outlet, v.url, v.title, v.published_at, v.published_date, a.first_captured_at"
    " FROM search_rows s JOIN versions v ON v.doc_id = s.doc_id JOIN articles a USING (article_id)"
    " WHERE v.article_id = ? AND s.newest = 1"
)


def stories(db: sqlite3.Connection, state: Path | None = None) -> Iterator[list[dict[str, Any]]]:
    """Every story of two or more articles, the largest first; its members in the order of our first capture.

    The newest version of each article is compared. With `state`, an archive's folder of that name, only what
    is new since the last run is (see `archive.story_cache`).
    """
    found = groups(pairs_telling_the_same(db, state))
    for group in sorted(found, key=lambda group: (-len(group), group)):
        members = [row for number in group for row in read_rows(db, MEMBER, (id_of(number),))]
        yield sorted(members, key=lambda row: (row["first_captured_at"], row["article_id"]))
