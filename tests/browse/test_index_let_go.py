"""No request leaves the server in a state of the index: its log can be cut whatever was asked for before."""

import time
from contextlib import closing
from typing import Any
from urllib.parse import quote

from archive.schema import connect

ENDLESS = "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c"
PATHS = (
    *("/", "/outlets", "/coverage", "/sources", "/status", "/metrics", "/history/{article}"),
    f"/search?q={quote('القصف')}",
    "/article/{article}",
    *("/index", "/index/versions", "/index/captures.json?_size=5", "/index/articles.csv?_stream=1"),
    f"/index.json?sql={quote('SELECT * FROM captures LIMIT 3')}",
    f"/index.json?sql={quote(ENDLESS)}",
    f"/index.json?sql={quote('SELECT nothing FROM nowhere')}",
)
PATIENCE = 60.0  # seconds for what the server does beside answering


def test_after_every_kind_of_request_the_log_of_the_index_can_be_cut(served: Any) -> None:
    for path in PATHS:
        served.get(path.format(article=served.edited))
    with closing(connect(served.archive.index)) as db:
        db.execute("UPDATE meta SET value = value WHERE key = 'schema'")
        until = time.monotonic() + PATIENCE
        while db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            assert time.monotonic() < until, "somebody stays in an old state"
            time.sleep(0.05)
