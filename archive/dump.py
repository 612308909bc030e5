"""Everything the index says, as lines that are equal when two indexes say the same."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.schema import TABLES, connect

# `leaves` is a cache of the log, `meta` and `word_counts` tell how the index was made, `row_digests` what the
# other rows are; row ids and the numbers of filings depend on the order of ingest.
LEFT_OUT = frozenset({"filings", "leaves", "meta", "row_digests", "search_rows", "word_counts"})
ROW_ID = "doc_id"
FILED = """
SELECT v.version_key, s.article_id, f.outlet, f.country, f.section, s.published_date, s.newest
FROM versions v LEFT JOIN search_rows s USING (doc_id) LEFT JOIN filings f USING (filing)
ORDER BY v.version_key
"""


def dump(path: Path) -> Iterator[str]:
    """One JSON line a row of the index at `path`, table by table, ordered by key. Raises IndexUnusable."""
    with closing(connect(path, readonly=True)) as db:
        utils = Database(db, execute_plugins=False)
        for name in sorted(set(TABLES) - LEFT_OUT):
            table = utils.table(name)
            columns = ", ".join(f'"{column}"' for column in table.columns_dict if column != ROW_ID)
            order = ", ".join(f'"{key}"' for key in table.pks)
            for row in table.rows_where(select=columns, order_by=order):
                yield json.dumps({"table": name, **row}, ensure_ascii=False)
        for row in utils.query(FILED):
            yield json.dumps({"table": "search_rows", **row}, ensure_ascii=False)
