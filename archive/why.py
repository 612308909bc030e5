"""The fate of a URL: everything the archive knows of it, in the order it happened, and what that means."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from archive.aliases import aliases_of
from archive.place import Archive
from archive.rows import Row, read_row, read_rows, reading_index
from archive.schema import create, sqlite3
from extractors.outlets import Outlet
from extractors.urls import UrlError, normalise, url_key

LEDGER = (
    "SELECT outlet, url, first_seen_at, last_at, via, state, reason, tries FROM ledger"
    " WHERE url_key = ? ORDER BY first_seen_at, outlet"
)
CAPTURES = (
    "SELECT record_id, article_id, captured_at, status, kind, role, outcome, via, warc, offset, robots"
    " FROM captures WHERE url_key = ? ORDER BY captured_at, record_id"
)
PROBLEMS = "SELECT code, detail FROM problems WHERE record_id = ? ORDER BY code, detail"
VERSIONS = (
    "SELECT article_id, version, title, words FROM versions WHERE record_id = ? ORDER BY version, version_key"
)
ARTICLE = "SELECT article_id, version_count, last_seen_at, state FROM articles WHERE article_id = ?"
LAST_CRAWL = "SELECT max(coalesce(finished_at, started_at)) AS at FROM crawls WHERE outlet = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happened to a URL, or one thing that is true of it; `at` is UTC, None for the latter."""

    at: str | None
    what: str
    detail: str


def why(archive: Archive, url: str) -> dict[str, Any]:
    """What became of a URL, in the keys of `warraq why --json`; any text gets an answer, index or not.

    `state` is the ledger's, "captured" for one captured without having been discovered, or "unknown".
    A URL never seen gets steps that say why: not a web address, of no outlet followed, refused by the
    outlet's patterns, or pointed at by no seed so far. http, www. and tracking parameters do not matter.
    """
    try:
        address, key = normalise(url.strip()), url_key(url.strip())
    except UrlError as error:
        step = Step(
            at=None, what="not a web address", detail=f"{error}; wanted http:// or https:// and a host"
        )
        return _document(url, "unknown", [step])
    with _index(archive) as db:
        ledger = list(read_rows(db, LEDGER, (key,)))
        captures = list(read_rows(db, CAPTURES, (key,)))
        steps = [*_discovered(ledger), *_captured(db, captures), *_aliases(db, key)]
        steps.sort(key=lambda step: (step.at is None, step.at or ""))
        state = str(ledger[-1]["state"]) if ledger else "captured" if captures else "unknown"
        if not ledger and not captures:
            steps += list(_never_seen(archive.outlets(), db, address))
    return _document(address, state, steps)


@contextmanager
def _index(archive: Archive) -> Iterator[sqlite3.Connection]:
    """The index, or an empty one in memory for an archive that has captured nothing yet."""
    if archive.index.is_file():
        with reading_index(archive) as db:
            yield db
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        create(db)
        yield db


def _document(url: str, state: str, steps: list[Step]) -> dict[str, Any]:
    return {
        "url": url,
        "state": state,
        "steps": [{"at": step.at, "what": step.what, "detail": step.detail} for step in steps],
    }


def _discovered(ledger: list[Row]) -> Iterator[Step]:
    for row in ledger:
        pointed = f"by {row['via']}" if row["via"] else "by no recorded seed"
        yield Step(
            at=row["first_seen_at"],
            what="discovered",
            detail=f"{pointed}, as {row['url']} of {row['outlet']}",
        )
        tries = f" after {row['tries']} tries" if (row["tries"] or 0) > 1 else ""
        reason = f": {row['reason']}" if row["reason"] else ""
        yield Step(at=row["last_at"], what=str(row["state"]), detail=f"in the ledger{reason}{tries}")


def _captured(db: sqlite3.Connection, captures: list[Row]) -> Iterator[Step]:
    for capture in captures:
        yield Step(at=capture["captured_at"], what=_happened(capture), detail=_circumstances(capture))
        for problem in read_rows(db, PROBLEMS, (capture["record_id"],)):
            yield Step(at=capture["captured_at"], what=f"problem {problem['code']}", detail=problem["detail"])
        for version in read_rows(db, VERSIONS, (capture["record_id"],)):
            yield Step(
                at=capture["captured_at"],
                what="indexed",
                detail=f"version {version['version']} of article {version['article_id']},"
                f" {version['words']} words: {version['title']}",
            )
    for article_id in dict.fromkeys(capture["article_id"] for capture in captures if capture["article_id"]):
        article = read_row(db, ARTICLE, (article_id,))
        if article is not None:
            yield Step(
                at=None,
                what=f"article {article['state'] or 'unknown'}",
                detail=f"{article_id} has {article['version_count']} version(s),"
                f" last seen {article['last_seen_at']}",
            )


def _aliases(db: sqlite3.Connection, key: str) -> Iterator[Step]:
    for alias in aliases_of(db, key):
        yield Step(at=alias["captured_at"], what=f"alias, {alias['kind']}", detail=alias["detail"])


def _happened(capture: Row) -> str:
    kinds = {"response": "captured", "revisit": "captured again, unchanged", "failure": "failed"}
    return kinds.get(capture["kind"], str(capture["kind"]))


def _circumstances(capture: Row) -> str:
    said = [
        f"HTTP {capture['status']}" if capture["status"] else None,
        f"as {capture['role']}" if capture["role"] else None,
        capture["outcome"] if capture["outcome"] not in (None, "ok") else None,
        f"robots.txt: {capture['robots']}" if capture["robots"] else None,
        f"pointed at by {capture['via']}" if capture["via"] else None,
        f"record {capture['record_id']} in {capture['warc']} at {capture['offset']}",
    ]
    return ", ".join(part for part in said if part)


def _never_seen(outlets: tuple[Outlet, ...], db: sqlite3.Connection, url: str) -> Iterator[Step]:
    owners = [outlet for outlet in outlets if outlet.owns(url)]
    if not owners:
        yield Step(at=None, what="of no outlet followed", detail=_nearest(outlets, url))
    for outlet in owners:
        yield _judged(outlet, url)
        last = read_row(db, LAST_CRAWL, (outlet.slug,))
        crawled = f"last crawled {last['at']}" if last and last["at"] else "never crawled so far"
        yield Step(
            at=None,
            what="never discovered",
            detail=f"no seed of {outlet.slug} captured so far points at it; {outlet.slug} was {crawled}",
        )


def _judged(outlet: Outlet, url: str) -> Step:
    if outlet.is_article_url(url):
        detail = f"{outlet.slug} would take it for an article's URL"
        return Step(at=None, what="would be accepted", detail=detail)
    patterns = f"article_url = {outlet.article_url!r}, not_article = {list(outlet.not_article)!r}"
    detail = f"the patterns of {outlet.slug} do not take it for an article's URL ({patterns})"
    return Step(at=None, what="would be refused", detail=detail)


def _nearest(outlets: tuple[Outlet, ...], url: str) -> str:
    host = urlsplit(url).netloc
    if not outlets:
        return f"{host} belongs to no outlet: this archive follows none yet; `warraq outlet add` adds one"
    domains = {domain: outlet.slug for outlet in outlets for domain in outlet.domains}
    (nearest, *_) = get_close_matches(host, domains, n=1, cutoff=0.0)
    return (
        f"{host} belongs to no outlet of this archive; the nearest domain is {nearest} of {domains[nearest]}"
    )
