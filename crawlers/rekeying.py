"""A frontier written under older rules of `url_key`, brought to the present ones."""

from archive.schema import sqlite3
from extractors.urls import KEY_RULES, UrlError, url_key

# Of rows that have one key now, the first stays: captured before waiting, then the one seen first.
_ROWS = "SELECT url_key, url FROM urls ORDER BY first_captured IS NULL, first_captured, first_seen, url_key"

_MARK = "~"  # begins no key


def rekey(db: sqlite3.Connection) -> None:
    """Give every URL of a frontier its present key; nothing happens where the rules are the present ones.

    A row whose key stayed an old one would be fetched in every crawl: outcomes are noted under the new key.
    """
    (known,) = db.execute("PRAGMA user_version").fetchone()
    if known == KEY_RULES:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        taken: set[str] = set()
        for old, url in db.execute(_ROWS).fetchall():
            key = _key(url)
            if key in taken:
                db.execute("DELETE FROM urls WHERE url_key = ?", (old,))
            elif key != old:  # marked, for another row may still have this key as its old one
                db.execute("UPDATE urls SET url_key = ? WHERE url_key = ?", (_MARK + key, old))
            taken.add(key)
        db.execute("UPDATE urls SET url_key = substr(url_key, 2) WHERE substr(url_key, 1, 1) = ?", (_MARK,))
        # Which seed named what is told anew by the next crawl: the old rows have old keys.
        db.execute("DELETE FROM origins")
        db.execute(f"PRAGMA user_version = {KEY_RULES:d}")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _key(url: str) -> str:
    try:
        return url_key(url)
    except UrlError:
        return url
