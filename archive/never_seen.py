"""What can be said of a URL that the archive has never met."""

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import urlsplit

from archive.fates import LAST_CRAWL, Step
from archive.judgement import judged
from archive.language import Saying, saying
from archive.rows import read_row, read_rows
from archive.schema import sqlite3
from extractors.outlets import Outlet
from extractors.urls import url_key

Catalogue = Callable[[], Sequence[Outlet]]
NEAR, COMPARED, LIKENESS = 3, 5000, 0.75
SIBLINGS = (
    "SELECT url_key, min(url) AS url FROM ledger WHERE url_key >= ? AND url_key < ?"
    " GROUP BY url_key ORDER BY url_key LIMIT ?"
)


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
    """URLs of the ledger in the same folder, or with another query, whose spelling is close; best first."""
    key = url_key(url)
    folder = key.partition("?")[0].rpartition("/")[0] + "/"
    rows = read_rows(db, SIBLINGS, (folder, folder + "\U0010ffff", COMPARED))
    known = {str(row["url_key"]): str(row["url"]) for row in rows}
    # What the whole folder shares says nothing: the rest is compared.
    rests = {found.removeprefix(folder): found for found in known}
    close = get_close_matches(key.removeprefix(folder), rests, n=NEAR, cutoff=LIKENESS)
    return [known[rests[rest]] for rest in close]


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
