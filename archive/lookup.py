"""From what a person names (an article id, or any URL it was captured under) to the article."""

import re
from dataclasses import dataclass, replace

from archive.rows import Row, read_row, read_rows
from archive.schema import sqlite3
from extractors.urls import UrlError, url_key

ARTICLE_ID = re.compile(r"[0-9a-f]{16}")
RECORD_ID = re.compile(r"<?(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>?", re.IGNORECASE)
SCHEME = re.compile(r"https?://", re.IGNORECASE)
REDIRECTS = 10  # hops followed from an old URL to the article it led to

CAPTURED = (
    "SELECT c.article_id, c.outlet FROM captures c JOIN articles a USING (article_id)"
    " WHERE c.url_key = ? ORDER BY c.captured_at DESC, c.record_id LIMIT 1"
)
OF_RECORD = "SELECT article_id FROM captures JOIN articles USING (article_id) WHERE record_id = ?"
ALIAS = "SELECT a.url, a.target_url, a.kind, a.record_id FROM aliases a JOIN captures c USING (record_id)"
NEWEST = " ORDER BY c.captured_at DESC, c.record_id"
LEADS = ALIAS + " WHERE a.url_key = ?" + NEWEST
MERGED = ALIAS + " WHERE a.url_key = ? AND a.outlet = ? AND a.merges" + NEWEST
NAMED = (
    "SELECT c.article_id, a.url, a.target_url, a.kind, a.record_id FROM aliases a"
    " JOIN captures c USING (record_id) JOIN articles USING (article_id)"
    " WHERE a.target_key = ? AND a.merges ORDER BY c.captured_at DESC, c.record_id"
)
LED_ELSEWHERE = (
    "SELECT before.url, after.url AS target_url, 'redirect' AS kind, before.record_id"
    " FROM captures before JOIN captures after ON after.via = before.url"
    " WHERE before.url_key = ? AND before.status BETWEEN 300 AND 399 ORDER BY after.url, before.record_id"
)


class UnknownArticle(LookupError):
    """The index holds no article under this id or URL."""


def is_article_id(text: str) -> bool:
    """Whether the text has the form of an article id: 16 lower-case hexadecimal digits."""
    return ARTICLE_ID.fullmatch(text) is not None


def record_id_of(text: str) -> str | None:
    """The record id that the text is, bare or as `urn:uuid:` writes it; None when it is none."""
    found = RECORD_ID.fullmatch(text.strip())
    return found[1].lower() if found else None


def is_url(text: str) -> bool:
    """Whether the text names an http or https URL, recognised by its scheme."""
    return SCHEME.match(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """An article, and the alias through which its address was found (None when it is the article's own).

    The alias has the keys `url`, `target_url`, `kind` ("redirect" or "canonical") and `record_id`.
    """

    article_id: str
    alias: Row | None = None


def find_article(db: sqlite3.Connection, id_or_url: str) -> str:
    """The id of the article with this id or URL; see `locate`."""
    return locate(db, id_or_url).article_id


def locate(db: sqlite3.Connection, id_or_url: str) -> Located:
    """The article with this id, of this record, or captured under this URL or one of its aliases.

    What `url_key` leaves out makes no difference; a URL that redirected leads to the article it led to, and
    one that a page's canonical link names to that page's article. Raises UnknownArticle, which says what was
    looked for, when there is none.
    """
    wanted = id_or_url.strip()
    if is_url(wanted):
        found = _by_url(db, wanted)
        if found is None:
            raise UnknownArticle(
                f"no article in this archive has the URL {wanted}: `warraq why` says what became of it"
            )
        return found
    if (record_id := record_id_of(wanted)) is not None:
        return _of_record(db, record_id)
    row = read_row(db, "SELECT article_id FROM articles WHERE article_id = ?", (_bindable(wanted),))
    if row is None:
        raise UnknownArticle(f"no article in this archive has the id {wanted}: `warraq search` finds ids")
    return Located(article_id=str(row["article_id"]))


def _of_record(db: sqlite3.Connection, record_id: str) -> Located:
    from archive.withdrawals import told_of

    told = told_of(db, record_id)
    if told is not None:
        raise UnknownArticle(str(told))
    row = read_row(db, OF_RECORD, (record_id,))
    if row is None:
        raise UnknownArticle(f"no article in this archive rests on the record {record_id}")
    return Located(article_id=str(row["article_id"]))


def _by_url(db: sqlite3.Connection, url: str) -> Located | None:
    seen: set[str] = set()
    through: dict[str, Row | None] = {key: None} if (key := _key(url)) is not None else {}
    for _ in range(REDIRECTS):
        for key in sorted(through):
            found = _captured(db, key) or _named(db, key)
            if found is not None:
                return replace(found, alias=through[key] or found.alias)
        seen |= set(through)
        through = {
            target: alias or row
            for key, alias in sorted(through.items())
            for row in _leads(db, key)
            if (target := _key(row["target_url"])) is not None and target not in seen
        }
        if not through:
            return None
    return None


def _captured(db: sqlite3.Connection, key: str) -> Located | None:
    """The article captured under this key; with the canonical link that made it so, where one did."""
    row = read_row(db, CAPTURED, (key,))
    if row is None:
        return None
    alias = read_row(db, MERGED, (key, row["outlet"]))
    return Located(article_id=row["article_id"], alias=alias)


def _named(db: sqlite3.Connection, key: str) -> Located | None:
    """The article whose page names this address as its canonical one, and was believed."""
    row = read_row(db, NAMED, (key,))
    return Located(article_id=row.pop("article_id"), alias=row) if row is not None else None


def _leads(db: sqlite3.Connection, key: str) -> list[Row]:
    """The aliases that captures under this key tell of, and where its redirects led whatever the outlet."""
    return list(read_rows(db, LEADS, (key,))) or list(read_rows(db, LED_ELSEWHERE, (key,)))


def _key(url: str) -> str | None:
    try:
        return url_key(url)
    except UrlError:
        return None


def _bindable(text: str) -> str:
    """The text without lone surrogates, which SQLite cannot store and so no row can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
