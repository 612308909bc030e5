"""What a frontier file holds, and the statements that change it."""

TABLES = (
    """
CREATE TABLE IF NOT EXISTS urls (
  url_key TEXT PRIMARY KEY, url TEXT NOT NULL, role TEXT NOT NULL, via TEXT, hops INTEGER NOT NULL,
  first_seen_at TEXT NOT NULL, first_seen REAL NOT NULL, state TEXT NOT NULL, reason TEXT,
  tries INTEGER NOT NULL DEFAULT 0, not_before REAL NOT NULL DEFAULT 0, published TEXT, modified TEXT,
  modified_at REAL, again REAL, captures INTEGER NOT NULL DEFAULT 0, first_captured REAL,
  last_captured REAL,
  record_id TEXT, record_date TEXT,
  payload_digest TEXT, etag TEXT, last_modified TEXT
)""",
    # Every seed that named a URL: a page is told by it whether it brought anything.
    """
CREATE TABLE IF NOT EXISTS origins (
  url_key TEXT NOT NULL, seed TEXT NOT NULL, PRIMARY KEY (url_key, seed)
) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS runs (started REAL PRIMARY KEY, reason TEXT NOT NULL, finished REAL)",
)
# Columns that came later: a ledger of an older crawl gets them, empty.
ADDED = {
    "seed": "TEXT",
    "dry": "INTEGER NOT NULL DEFAULT 0",
    "earliest": "TEXT",
    "latest": "TEXT",
    # How often in a row an article that was captured has been answered with 404 or 410.
    "missed": "INTEGER NOT NULL DEFAULT 0",
}
INDEXES = (
    # In the order of `take`, which otherwise sorts all that is waiting each time.
    "CREATE INDEX IF NOT EXISTS urls_due ON urls (state, role, not_before, first_seen, url_key)",
    "CREATE INDEX IF NOT EXISTS urls_again ON urls (role, again, url_key) WHERE again IS NOT NULL",
)
# What is surely outside the days asked for is left waiting; what may be inside is fetched.
DUE = (
    "SELECT * FROM urls WHERE state = ? AND role = ? AND not_before <= ? AND tries >= ?"
    " AND coalesce(latest >= ?, 1) AND coalesce(earliest <= ?, 1)"
    " ORDER BY not_before, first_seen, url_key LIMIT ?"
)
WAITS = (
    "SELECT url_key, not_before FROM urls WHERE state = ? AND role = ? AND tries >= ?"
    " AND coalesce(latest >= ?, 1) AND coalesce(earliest <= ?, 1) ORDER BY not_before LIMIT ?"
)
NOTE_CAPTURED = (
    "UPDATE urls SET state = ?, reason = ?, tries = 0, missed = 0, captures = captures + 1,"
    " first_captured = coalesce(first_captured, ?), last_captured = ?, again = ? WHERE url_key = ?"
)
NOTE_MISSED = (
    "UPDATE urls SET state = ?, reason = ?, tries = 0, missed = missed + 1, again = ? WHERE url_key = ?"
)
NOTE_HELD = (
    "UPDATE urls SET record_id = ?, record_date = ?, payload_digest = ?, etag = ?, last_modified = ?,"
    " url = ? WHERE url_key = ?"
)
# What was noted under a clock that was ahead (after ?1): as if it had been a second before; and waits are
# over that are longer than any: a day where a server named one (politeness.MAX_RETRY_AFTER), a month till a
# listing's turn comes.
_WAITS_TOO_LONG = (
    "not_before > ?1 + CASE WHEN state = 'failed' THEN 0 WHEN tries > 0 THEN 86400 ELSE 31 * 86400 END"
)
SET_BACK = (
    "UPDATE urls SET again = iif(last_captured > ?1, again - (last_captured - ?1 + 1), again),"
    " first_captured = iif(first_captured > ?1, ?1 - 1, first_captured),"
    " last_captured = iif(last_captured > ?1, ?1 - 1, last_captured),"
    " first_seen = iif(first_seen > ?1, ?1 - 1, first_seen),"
    " not_before = iif(TOO_LONG, 0, not_before) WHERE last_captured > ?1 OR first_seen > ?1 OR TOO_LONG"
).replace("TOO_LONG", _WAITS_TOO_LONG)
