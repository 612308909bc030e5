"""Export as JSON lines: one article a line in the keys of `warraq show --json`, or digests without text."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from archive.export import file_name, newest_version
from archive.rows import read_rows, read_tuples
from archive.schema import sqlite3
from archive.show import show_version

ORIGIN = "SELECT origin FROM warcs WHERE name = ?"
VERSIONS = """
SELECT v.article_id, v.version, a.outlet, v.url, v.published_at, v.published_date, c.captured_at, c.record_id,
       c.status, c.payload_digest, v.body_digest, v.text_digest, v.reader_digest, v.words, v.language
FROM versions v JOIN articles a USING (article_id) JOIN captures c ON c.record_id = v.record_id
WHERE v.article_id = ?
  AND (? IS NULL OR EXISTS (SELECT 1 FROM leaves l WHERE l.record_id = v.record_id AND l.leaf_index < ?))
ORDER BY v.version, v.version_key
"""


def documents(
    db: sqlite3.Connection, articles: Iterable[str], as_of: int | None = None
) -> Iterator[dict[str, Any]]:
    """The newest version of each article, as `warraq show --json` has it; those without a text are left out.

    With `as_of`, the newest that the checkpoint over that many leaves is over. The WARC of an imported
    capture is named without its folders.
    """
    for article_id in articles:
        key = newest_version(db, article_id, as_of)
        if key is not None:
            document = show_version(db, key)
            capture = document["capture"]
            origins = read_tuples(db, ORIGIN, (capture["warc"],))
            capture["warc"] = file_name(capture["warc"], origins[0][0] if origins else "import")
            yield document


def write_jsonl(
    db: sqlite3.Connection, articles: Iterable[str], out: BinaryIO, as_of: int | None = None
) -> int:
    """Write one article a line, UTF-8; how many there were."""
    return _write(documents(db, articles, as_of), out)


def write_digests(
    db: sqlite3.Connection, articles: Iterable[str], out: BinaryIO, as_of: int | None = None
) -> int:
    """Write one version a line: ids, URL, dates and digests, and no word of its text; how many there were.

    Who holds the same captures can make the corpus again from it, and who does not, fetch the URLs.
    """
    rows = (row for article in articles for row in read_rows(db, VERSIONS, (article, as_of, as_of)))
    return _write(rows, out)


def _write(rows: Iterable[dict[str, Any]], out: BinaryIO) -> int:
    count = 0
    for row in rows:
        # A lone surrogate has no UTF-8 form; as an escape it is still valid JSON.
        out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        count += 1
    return count
