"""What can be said of a URL that the archive has never met."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from archive.fates import LAST_CRAWL, Step
from archive.judgement import judged
from archive.language import Saying, saying
from archive.rows import read_row, read_rows
from archive.schema import sqlite3
from extractors.outlets import Outlet
from extractors.urls import url_key

Catalogue = Callable[[], Sequence[Outlet]]
NEAR, COMPARED, LIKENESS = 3, 200_000, 0.75
TELLING = 8  # letters
KEYS = (
    "SELECT url_key, min(url) AS url FROM ledger WHERE url_key >= ? AND url_key < ?"
    " GROUP BY url_key ORDER BY url_key LIMIT ?"
)
LONG_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")


def never_seen(
    outlets: Sequence[Outlet], db: sqlite3.Connection, url: str, catalogue: Catalogue
) -> Iterator[Step]:
    """Why a URL was never met: its address, its outlet, its form; and what looks like it.

    `catalogue` gives outlets that could be followed; it is asked only when none of `outlets` owns the URL.
    """
    address = _private(url)
    if address is not None:
        detail = saying("{address} is not a public address: it is never connected to", address=address)
        yield Step(at=None, what="private address", detail=detail)
    owners = [outlet for outlet in outlets if outlet.owns(url)]
    if not owners:
        yield Step(at=None, what="of no outlet followed", detail=_nearest(outlets, url))
        yield from (_known(outlet) for outlet in catalogue() if outlet.owns(url))
    for outlet in owners:
        admitted, why = judged(outlet, url)
        yield Step(at=None, what="would be accepted" if admitted else "would be refused", detail=why)
        yield Step(at=None, what="never discovered", detail=_undiscovered(outlet, db))
    for near in near_urls(db, url):
        yield Step(at=None, what="looks like", detail=saying("{url}, which the ledger holds", url=near))


def near_urls(db: sqlite3.Connection, url: str) -> list[str]:
    """URLs of the ledger, on the same host, that may be meant: best first, NEAR at most.

    The same words or the same long number elsewhere in the address, else a close spelling in the same folder.
    """
    key = url_key(url)
    host, folder = key.partition(")")[0] + ")", _folder(key)
    words, numbers = _words(key), _numbers(key)
    meant: list[str] = []
    siblings: dict[str, str] = {}
    for row in read_rows(db, KEYS, (host, host + "\U0010ffff", COMPARED)):
        other = str(row["url_key"])
        if (words and words == _words(other)) or numbers & _numbers(other):
            meant.append(str(row["url"]))
        elif _folder(other) == folder:
            siblings[other.removeprefix(folder)] = str(row["url"])
    rest = key.removeprefix(folder)
    # One number is close to many others, and says nothing.
    close = [] if rest.isdigit() else get_close_matches(rest, siblings, n=NEAR, cutoff=LIKENESS)
    return [*meant, *(siblings[rest] for rest in close)][:NEAR]


def _folder(key: str) -> str:
    return key.partition("?")[0].rpartition("/")[0] + "/"


def _words(key: str) -> str | None:
    """The letters of the last part of an address; None when they are too few to tell reports apart."""
    last = unquote(key.partition("?")[0]).rstrip("/").rpartition("/")[2]
    letters = "".join(character for character in last if character.isalpha())
    return letters if len(letters) >= TELLING else None


def _numbers(key: str) -> frozenset[str]:
    """The numbers in an address that are too long for a date's parts: ids of reports."""
    return frozenset(LONG_NUMBER.findall(unquote(key.partition(")")[2])))


def _known(outlet: Outlet) -> Step:
    detail = saying(
        "{name} is in the catalogue: `warraq outlet add {slug}` follows it",
        name=outlet.name,
        slug=outlet.slug,
    )
    return Step(at=None, what="in the catalogue", detail=detail)


def _undiscovered(outlet: Outlet, db: sqlite3.Connection) -> Saying:
    last = read_row(db, LAST_CRAWL, (outlet.slug,))
    if last is None:
        return saying("{slug} was never crawled so far: run `warraq crawl {slug}`", slug=outlet.slug)
    return saying(
        "no seed of {slug} captured so far points at it; {slug} was last crawled {at}",
        slug=outlet.slug,
        at=last["finished_at"] or last["started_at"],
    )


def _private(url: str) -> str | None:
    host = (urlsplit(url).hostname or "").strip("[]")
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return None if address.is_global else str(address)


def _nearest(outlets: Sequence[Outlet], url: str) -> Saying:
    host = urlsplit(url).netloc
    domains = {domain: outlet.slug for outlet in outlets for domain in outlet.domains}
    if not domains:
        return saying(
            "{host} belongs to no outlet: this archive follows none yet; `warraq outlet add` adds one",
            host=host,
        )
    (nearest, *_) = get_close_matches(host, domains, n=1, cutoff=0.0)
    return saying(
        "{host} belongs to no outlet of this archive; the nearest domain is {domain} of {slug}",
        host=host,
        domain=nearest,
        slug=domains[nearest],
    )
