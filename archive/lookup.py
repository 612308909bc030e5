"""From what a person names (an article id, or any URL it was captured under) to the article."""

import re

from archive.rows import read_row, read_rows
from archive.schema import sqlite3
from extractors.urls import UrlError, url_key

ARTICLE_ID = re.compile(r"[0-9a-f]{16}")
SCHEME = re.compile(r"https?://", re.IGNORECASE)
REDIRECTS = 10  # hops followed from an old URL to the article it led to


class UnknownArticle(LookupError):
    """The index holds no article under this id or URL."""


def is_article_id(text: str) -> bool:
    """Whether the text has the form of an article id: 16 lower-case hexadecimal digits."""
    return ARTICLE_ID.fullmatch(text) is not None


def is_url(text: str) -> bool:
    """Whether the text names an http or https URL, recognised by its scheme."""
    return SCHEME.match(text) is not None


def find_article(db: sqlite3.Connection, id_or_url: str) -> str:
    """The id of the article with this id, or captured under this URL, now or formerly.

    http and https, a leading www. and tracking parameters make no difference; a URL that redirected leads to
    the article it led to. Raises UnknownArticle, which says what was looked for, when there is none.
    """
    wanted = id_or_url.strip()
    if is_url(wanted):
        found = _by_url(db, wanted)
        if found is None:
            raise UnknownArticle(
                f"no article in this archive has the URL {wanted}: `warraq why` says what became of it"
            )
        return found
    row = read_row(db, "SELECT article_id FROM articles WHERE article_id = ?", (_bindable(wanted),))
    if row is None:
        raise UnknownArticle(f"no article in this archive has the id {wanted}: `warraq search` finds ids")
    return str(row["article_id"])


def _by_url(db: sqlite3.Connection, url: str) -> str | None:
    seen: set[str] = set()
    waiting = [url]
    for _ in range(REDIRECTS):
        keys = {key for candidate in waiting if (key := _key(candidate)) is not None} - seen
        seen |= keys
        for key in sorted(keys):
            row = read_row(
                db,
                "SELECT c.article_id FROM captures c JOIN articles a USING (article_id)"
                " WHERE c.url_key = ? ORDER BY c.captured_at DESC, c.record_id LIMIT 1",
                (key,),
            )
            if row is not None:
                return str(row["article_id"])
        waiting = [target for key in sorted(keys) for target in _redirected_to(db, key)]
        if not waiting:
            return None
    return None


def _redirected_to(db: sqlite3.Connection, key: str) -> list[str]:
    """URLs captured because a redirect answered under this key pointed at them."""
    rows = read_rows(
        db,
        "SELECT DISTINCT after.url FROM captures before JOIN captures after ON after.via = before.url"
        " WHERE before.url_key = ? AND before.status BETWEEN 300 AND 399 ORDER BY after.url",
        (key,),
    )
    return [str(row["url"]) for row in rows]


def _key(url: str) -> str | None:
    try:
        return url_key(url)
    except UrlError:
        return None


def _bindable(text: str) -> str:
    """The text without lone surrogates, which SQLite cannot store and so no row can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
