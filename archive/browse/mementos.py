"""Mementos (RFC 7089): which captures there are of an address, and how headers and lists name them.

An address is looked up as everywhere (`url_key`), so http and https, with www and without, are one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote

from archive.browse.asking import BadRequest, Gone, Unheld
from archive.citation_links import as_uri, uri_in_path
from archive.moments import moment
from archive.place import Archive
from archive.rows import read_row, read_rows
from archive.schema import sqlite3
from archive.withdrawals import told_of_address
from extractors.urls import UrlError, normalise, url_key

MOST = 2000  # mementos of one TimeMap; the next one is linked
DIGITS = "%Y%m%d%H%M%S"
FORMAT = "application/link-format"

_OF = (
    "SELECT record_id, url, captured_at, status FROM captures WHERE url_key = :key"
    " AND kind IN ('response', 'revisit') AND status IS NOT NULL AND reading IS NOT 'withdrawn'"
)
_NEAR = (
    " abs(CAST(strftime('%s', captured_at) AS INTEGER) - :second), url <> :url,"
    " status NOT BETWEEN 200 AND 299, record_id LIMIT 1"
)
EXACT = _OF + " ORDER BY" + _NEAR
NEAREST = _OF + " ORDER BY status >= 400," + _NEAR
FIRST = _OF + " ORDER BY captured_at, record_id LIMIT 1"
LAST = _OF + " ORDER BY captured_at DESC, record_id DESC LIMIT 1"
BEFORE = (
    _OF + " AND (captured_at, record_id) < (:at, :record) ORDER BY captured_at DESC, record_id DESC LIMIT 1"
)
AFTER = _OF + " AND (captured_at, record_id) > (:at, :record) ORDER BY captured_at, record_id LIMIT 1"
LISTED = _OF + " AND captured_at >= :begin ORDER BY captured_at, record_id LIMIT :most"
_ONE_SLASH = re.compile(r"(https?):/+(?=[^/])", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:/", re.IGNORECASE)
_ESCAPED = re.compile(r"https?%3a", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """One answer of an address; `at` is when it was captured, to the second (UTC)."""

    record_id: str
    url: str
    captured_at: str
    status: int

    @property
    def at(self) -> datetime:
        return moment(self.captured_at).replace(microsecond=0)

    @property
    def path(self) -> str:
        """Where this archive shows it, as `[cite] memento` names it: time and address."""
        return f"/memento/{self.at:{DIGITS}}/{uri_in_path(self.url)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A memento with the first and last of its address, and those right before and after it."""

    memento: Memento
    first: Memento
    last: Memento
    before: Memento | None
    after: Memento | None


def address_in(path: str, query: str) -> str:
    """The address that stands behind a route of ours, normalised; `query` is that of the whole request.

    Servers in between merge slashes, and some clients escape the whole address; an address may lack its
    scheme. Raises BadRequest for what is no address of the web.
    """
    typed = f"{path}?{query}" if query else path
    if _ESCAPED.match(typed):
        typed = unquote(path) + (f"?{query}" if query else "")
    if _ONE_SLASH.match(typed):
        typed = _ONE_SLASH.sub(r"\1://", typed, count=1)
    elif not _SCHEME.match(typed):
        typed = f"http://{typed}"
    try:
        return normalise(typed.replace("%23!", "#!"))  # a fragment that chooses what is shown is part of it
    except UrlError as error:
        raise BadRequest("URL", typed, "https://almithal.example/2026/03/") from error


def nearest(
    archive: Archive, db: sqlite3.Connection, url: str, at: datetime, *, exact: bool = False
) -> Memento:
    """The answer of the address nearest to `at`; answers without an error first, unless it is to be `exact`.

    Of several within a second it is one in this very spelling. Raises Unheld, Gone.
    """
    values = {"key": url_key(url), "url": url, "second": int(at.timestamp())}
    row = read_row(db, EXACT if exact else NEAREST, values)
    if row is None:
        raise missing(archive, url)
    return Memento(**row)


def newest(archive: Archive, db: sqlite3.Connection, url: str) -> Memento:
    """The newest answer of the address; raises like `nearest`."""
    return nearest(archive, db, url, datetime(9999, 1, 1, tzinfo=UTC))


def around(db: sqlite3.Connection, memento: Memento) -> Around:
    """What there is of the address beside this memento."""
    values = {"key": url_key(memento.url), "at": memento.captured_at, "record": memento.record_id}
    found = {
        name: Memento(**row) if (row := read_row(db, sql, values)) is not None else None
        for name, sql in (("first", FIRST), ("last", LAST), ("before", BEFORE), ("after", AFTER))
    }
    return Around(
        memento=memento,
        first=found["first"] or memento,
        last=found["last"] or memento,
        before=found["before"],
        after=found["after"],
    )


def listed(
    archive: Archive, db: sqlite3.Connection, url: str, begin: str
) -> tuple[list[Memento], Memento | None]:
    """Up to MOST answers of the address from `begin` (14 digits, or none) on, and the one that would follow.

    Raises Unheld, Gone, BadRequest.
    """
    since = f"{moment_named(begin):%Y-%m-%dT%H:%M:%S}" if begin else ""
    rows = read_rows(db, LISTED, {"key": url_key(url), "begin": since, "most": MOST + 1})
    found = [Memento(**row) for row in rows]
    if not found:
        raise missing(archive, url)
    return found[:MOST], found[MOST] if len(found) > MOST else None


def missing(archive: Archive, url: str) -> Unheld | Gone:
    """Why there is no answer of the address."""
    told = told_of_address(archive, url)
    return Unheld(url) if told is None else Gone(told)


def moment_asked(value: str | None) -> datetime | None:
    """What an Accept-Datetime header asks for (RFC 7089, 2.1.1), None without one. Raises BadRequest."""
    if value is None:
        return None
    try:
        return parsedate_to_datetime(value).astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRequest("Accept-Datetime", value, "Tue, 17 Mar 2026 20:35:00 GMT") from error


def moment_named(digits: str) -> datetime:
    """The moment that 4 to 14 digits name, its first second. Raises BadRequest."""
    try:
        return datetime.strptime(digits + "00000101000000"[len(digits) :], DIGITS).replace(tzinfo=UTC)
    except ValueError as error:
        raise BadRequest("time", digits, "20260317203500") from error


def http_date(at: datetime) -> str:
    """A moment as HTTP writes it."""
    return format_datetime(at.astimezone(UTC), usegmt=True)


def links(found: Around, place: Callable[[str], str]) -> str:
    """The Link header of a TimeGate or a memento; `place` makes an absolute address of a path of ours."""
    url = uri_in_path(found.memento.url)
    named: dict[str, tuple[Memento, list[str]]] = {}
    for relation, one in (
        ("first", found.first),
        ("prev", found.before),
        ("memento", found.memento),
        ("next", found.after),
        ("last", found.last),
    ):
        if one is not None:
            named.setdefault(one.path, (one, []))[1].append(relation)
    told = [
        f'<{as_uri(found.memento.url)}>; rel="original"',
        f'<{place("/timegate/" + url)}>; rel="timegate"',
        (
            f'<{place("/timemap/link/" + url)}>; rel="timemap"; type="{FORMAT}";'
            f' from="{http_date(found.first.at)}"; until="{http_date(found.last.at)}"'
        ),
    ]
    told += [_link(one, " ".join(dict.fromkeys([*names, "memento"])), place) for one, names in named.values()]
    return ", ".join(told)


def timemap(
    url: str, begin: str, found: list[Memento], following: Memento | None, place: Callable[[str], str]
) -> str:
    """A TimeMap (RFC 7089, 5) of what `listed` gave, with the TimeMap that goes on with `following`."""
    address = uri_in_path(url)
    own = place(f"/timemap/link/{begin + '/' if begin else ''}{address}")
    lines = [
        f'<{as_uri(url)}>; rel="original"',
        f'<{place("/timegate/" + address)}>; rel="timegate"',
        (
            f'<{own}>; rel="self"; type="{FORMAT}"; from="{http_date(found[0].at)}";'
            f' until="{http_date(found[-1].at)}"'
        ),
        *(
            _link(one, " ".join(filter(None, _ends(number, found, begin, following))), place)
            for number, one in enumerate(found)
        ),
    ]
    if following is not None:
        more = place(f"/timemap/link/{following.at:{DIGITS}}/{address}")
        lines.append(f'<{more}>; rel="timemap"; type="{FORMAT}"; from="{http_date(following.at)}"')
    return ",\n".join(lines) + "\n"


def _ends(number: int, found: list[Memento], begin: str, following: Memento | None) -> tuple[str, str, str]:
    first = "first" if number == 0 and not begin else ""
    return first, "last" if number == len(found) - 1 and following is None else "", "memento"


def _link(one: Memento, relation: str, place: Callable[[str], str]) -> str:
    return f'<{place(one.path)}>; rel="{relation}"; datetime="{http_date(one.at)}"'
