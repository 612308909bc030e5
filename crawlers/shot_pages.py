"""What `warraq shot` is asked to picture: from a URL or an id to the record of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from archive.errors import IndexUnusable
from archive.lookup import UnknownArticle, is_article_id, is_url
from archive.place import Archive
from archive.rows import read_row, reading_index
from archive.schema import sqlite3
from archive.show import show
from crawlers.capture_pages import capture_pages
from extractors.urls import UrlError, normalise, url_key

RECORD_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ONE = "SELECT record_id, url FROM captures WHERE record_id = ? AND kind IN ('response', 'revisit')"
NEWEST = (
    "SELECT record_id, url FROM captures WHERE url_key = ? AND kind IN ('response', 'revisit')"
    " AND (status BETWEEN 200 AND 299 OR status = 304) ORDER BY captured_at DESC, record_id LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One page to picture, `named` as it was typed; without a `record_id` the `error` says why.

    `reading` is what the reader made of a page captured now ("article", or the code of a refusal).
    """

    named: str
    live: bool
    url: str | None = None
    record_id: str | None = None
    error: str | None = None
    exit_code: int = 1
    reading: str | None = None


def find_targets(archive: Archive, named: Iterable[str], live: bool | None) -> list[Target]:
    """Each thing named, once. Without `live`, URLs are live and ids are not. What is unknown has an error."""
    return [_target(archive, text.strip(), live) for text in dict.fromkeys(named)]


def captured(archive: Archive, targets: list[Target], slug: str | None) -> list[Target]:
    """Capture the pages of live targets, as `warraq capture` does, and give each its record."""
    wanted = [one.url for one in targets if one.live and one.url is not None and one.error is None]
    outcomes = (
        {one["url"]: one for one in capture_pages(archive, list(dict.fromkeys(wanted)), slug)}
        if wanted
        else {}
    )
    return [_with_outcome(one, outcomes.get(one.url or "")) if one.live else one for one in targets]


def _target(archive: Archive, named: str, live: bool | None) -> Target:
    wanted = named.lower()
    if RECORD_ID.fullmatch(wanted) or is_article_id(wanted):
        return _of_id(archive, named, wanted, bool(live))
    try:
        url = normalise(named if is_url(named) else f"https://{named}")
    except UrlError as error:
        return Target(named=named, live=bool(live), error=str(error))
    if live is None or live:
        return Target(named=named, live=True, url=url)
    with reading_index(archive) as db:
        record_id = _newest(db, url)
    if record_id is None:
        return Target(
            named=named, live=False, error=f"the archive holds no page of {url}: leave out --archived"
        )
    return Target(named=named, live=False, url=url, record_id=record_id)


def _of_id(archive: Archive, named: str, wanted: str, live: bool) -> Target:
    try:
        with reading_index(archive) as db:
            if is_article_id(wanted):
                document = show(db, wanted)
                return Target(
                    named=named,
                    live=live,
                    url=document["url"],
                    record_id=None if live else _page_of(document),
                )
            row = read_row(db, ONE, (wanted,))
    except (UnknownArticle, IndexUnusable) as error:
        return Target(named=named, live=live, error=str(error))
    if row is None:
        return Target(named=named, live=live, error=f"no page was captured in a record {named}")
    return Target(named=named, live=live, url=row["url"], record_id=None if live else wanted)


def _newest(db: sqlite3.Connection, url: str) -> str | None:
    """The newest whole answer of this address, or of the article that the address leads to."""
    row = read_row(db, NEWEST, (url_key(url),))
    if row is not None:
        return str(row["record_id"])
    try:
        return _page_of(show(db, url))
    except UnknownArticle:
        return None


def _page_of(article: dict[str, Any]) -> str:
    """The record of the page that an article's text was read from, as the outlet sent it."""
    rendered = article["rendered"]
    return str(rendered["of"] if rendered else article["capture"]["record_id"])


def _with_outcome(target: Target, outcome: dict[str, Any] | None) -> Target:
    if target.error is not None or outcome is None:
        return target
    if not outcome["exchanges"] or outcome["exchanges"][-1]["status"] is None:
        code = int(outcome.get("exit_code", 1))
        return replace(
            target,
            exit_code=code,
            error=f"{target.url} was not captured: {outcome['reason'] or outcome['state']}",
        )
    last = outcome["exchanges"][-1]
    if 300 <= last["status"] < 400:
        return replace(target, error=f"{target.url} leads nowhere: {outcome['reason']}")
    return replace(target, record_id=last["record_id"], reading=outcome["reading"])
