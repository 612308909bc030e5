"""Aliases: other addresses of an outlet's articles, as redirects and canonical links of captures tell them.

One capture tells of one alias at most, so its row comes and goes with the capture. All captures under one url
key belong to one article: the one the earliest believed canonical link among them leads to, else their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from archive.captures import WAITING, Capture, Outlets, response_head
from archive.language import Saying, joined, saying
from archive.row_digests import drop_waiting
from archive.schema import sqlite3
from archive.versions import remove_version
from extractors.urls import UrlError, keyed_id, normalise, url_key

REDIRECTS = frozenset({301, 302, 303, 307, 308})
Key = tuple[str, str]  # outlet, url_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """What one capture of `url` says: it leads to `target_url` (redirect), or is its page too (canonical).

    `merges` is 1 for a canonical link that the page itself bears out: both addresses then name one article.
    """

    record_id: str
    outlet: str
    url_key: str
    url: str
    target_key: str
    target_url: str
    kind: str
    merges: int


def redirect_alias(capture: Capture, block: bytes, outlets: Outlets) -> Alias | None:
    """The alias that an answer (`block` is its record's) makes by redirecting to a URL of the same outlet."""
    alias = redirect_of(capture, block)
    if alias is None or not outlets.of(capture.outlet, normalise(capture.url)).owns(alias.target_url):
        return None
    return alias


def redirect_of(capture: Capture, block: bytes) -> Alias | None:
    """What an answer says by redirecting to another URL, whichever outlet's; None when it does not."""
    if capture.status not in REDIRECTS:
        return None
    headers = response_head(block)[1]
    location = next((value for name, value in headers if name.lower() == "location"), None)
    if location is None:
        return None
    try:
        # Header bytes were read as Latin-1; a bare Arabic Location is UTF-8.
        target = normalise(location.encode("latin-1", "replace").decode("utf-8", "replace"), capture.url)
        return _alias(capture, target, "redirect", merges=False)
    except UrlError:
        return None


def canonical_alias(capture: Capture, canonical: Mapping[str, Any] | None) -> Alias | None:
    """The alias that a page's canonical link (as a reader child tells it) makes, None when it has none."""
    if canonical is None:
        return None
    return _alias(capture, canonical["url"], "canonical", merges=canonical["trusted"])


def put_alias(db: sqlite3.Connection, alias: Alias) -> None:
    """Write the alias that a capture tells of."""
    db.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?, ?, ?, ?, ?, ?, ?)", astuple(alias))


def remove_alias(db: sqlite3.Connection, record_id: str) -> None:
    """Take out what a capture told."""
    db.execute("DELETE FROM aliases WHERE record_id = ?", (record_id,))


def aliases_of(db: sqlite3.Connection, key: str) -> Iterator[tuple[str, str, Saying]]:
    """What is known of other addresses of a url key, once each: first captured at, kind, and in words."""
    rows = db.execute(
        "SELECT min(c.captured_at), a.kind, a.url, a.target_url, max(a.merges), a.outlet, a.url_key,"
        " a.target_key FROM aliases a JOIN captures c USING (record_id)"
        " WHERE a.url_key = ?1 OR a.target_key = ?1"
        " GROUP BY a.kind, a.url, a.target_url ORDER BY 1, 2, 3, 4",
        (key,),
    ).fetchall()
    for at, kind, url, target, merges, outlet, here, there in rows:
        if kind == "redirect":
            yield at, kind, saying("{url} redirected to {target}", url=url, target=target)
            continue
        says = saying("{url} names as its canonical address {target}", url=url, target=target)
        article = settled_id(db, outlet, there)
        if not merges:
            why = saying("the page does not bear it out, so they stay two articles")
            says = joined((says, why))
        elif article == settled_id(db, outlet, here):
            says = joined((says, saying("both are article {article}", article=article)))
        yield at, kind, says


def settled_id(db: sqlite3.Connection, outlet: str, key: str) -> str:
    """The id of the article that captures of this url key belong to.

    Believed links are followed as far as they go; of addresses that name each other in a circle, the first by
    key stands for all.
    """
    followed = [key]
    while (target := _merged_into(db, outlet, followed[-1])) is not None:
        if target in followed:
            return keyed_id(outlet, min(followed[followed.index(target) :]))
        followed.append(target)
    return keyed_id(outlet, followed[-1])


def settle_articles(db: sqlite3.Connection, keys: Iterable[Key], fresh: set[str]) -> set[str]:
    """Give the captures of these keys, and of those whose links lead to them, the article they belong to.

    `fresh` are record ids whose texts are yet to be written; other texts are to be read again. Returns the
    ids of the articles that gained or lost a capture.
    """
    touched: set[str] = set()
    for outlet, key in sorted(_with_those_led_to(db, keys)):
        wanted = settled_id(db, outlet, key)
        rows = db.execute(
            "SELECT record_id, article_id FROM captures WHERE outlet = ? AND url_key = ? AND article_id != ?",
            (outlet, key, wanted),
        ).fetchall()
        for record_id, _ in rows:
            if record_id not in fresh:
                _part_from_text(db, record_id, fresh)
        db.executemany(
            "UPDATE captures SET article_id = ? WHERE record_id = ?", [(wanted, row[0]) for row in rows]
        )
        touched |= {wanted, *(row[1] for row in rows)} if rows else set()
    return touched


def _merged_into(db: sqlite3.Connection, outlet: str, key: str) -> str | None:
    """The key that the earliest believed link among this key's captures names."""
    row = db.execute(
        "SELECT a.target_key FROM aliases a JOIN captures c USING (record_id)"
        " WHERE a.url_key = ? AND a.outlet = ? AND a.merges ORDER BY c.captured_at, c.record_id LIMIT 1",
        (key, outlet),
    ).fetchone()
    return str(row[0]) if row else None


def _with_those_led_to(db: sqlite3.Connection, keys: Iterable[Key]) -> set[Key]:
    """These keys and every key from which believed links lead to one of them."""
    found: set[Key] = set()
    waiting = set(keys)
    while waiting:
        outlet, key = waiting.pop()
        found.add((outlet, key))
        rows = db.execute(
            "SELECT DISTINCT url_key FROM aliases WHERE target_key = ? AND outlet = ? AND merges",
            (key, outlet),
        )
        waiting |= {(outlet, row[0]) for row in rows} - found
    return found


def _part_from_text(db: sqlite3.Connection, record_id: str, fresh: set[str]) -> None:
    """Have a capture's page read again, and with it every other page whose text it brought into the index."""
    versions = db.execute(
        "SELECT version_key, doc_id, article_id, text_digest FROM versions WHERE record_id = ?", (record_id,)
    ).fetchall()
    waiting = {record_id}
    for version in versions:
        remove_version(db, version["version_key"], version["doc_id"])
        waiting |= {
            row[0]
            for row in db.execute(
                "SELECT record_id FROM captures WHERE article_id = ? AND text_digest = ?",
                (version["article_id"], version["text_digest"]),
            )
        }
    db.executemany(
        "UPDATE captures SET reading = ?, text_digest = NULL WHERE record_id = ? AND text_digest IS NOT NULL",
        [(WAITING, waits) for waits in sorted(waiting - fresh)],
    )
    drop_waiting(db)


def _alias(capture: Capture, target: str, kind: str, *, merges: bool) -> Alias | None:
    key = url_key(target)
    if key == capture.url_key:
        return None
    return Alias(
        record_id=capture.record_id,
        outlet=capture.outlet,
        url_key=capture.url_key,
        url=capture.url,
        target_key=key,
        target_url=target,
        kind=kind,
        merges=int(merges),
    )
