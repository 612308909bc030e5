"""The endpoint /cdxj: where the captures of an address are, asked and answered as pywb's CDX server does.

https://pywb.readthedocs.io/en/latest/manual/cdxserver_api.html. What the endpoint does not know is refused,
so that nobody takes an unfiltered answer for a filtered one.
"""

import json
from dataclasses import dataclass

from archive.browse.asking import BadRequest
from archive.browse.mementos import moment_named
from archive.browse.site import Asked
from archive.export_captures import TAKEN, Taken
from archive.export_cdxj import line_in_archive
from archive.place import Archive
from archive.rows import read_rows
from archive.schema import sqlite3
from extractors.urls import UrlError, url_key

DEFAULT, MOST = 1000, 10_000  # lines
KNOWN = ("url", "matchType", "from", "to", "limit", "sort", "closest", "output")
LATEST = "99991231235959"
_LAST = "\U0010ffff"

_ANSWERS = (
    " AND c.kind IN ('response', 'revisit') AND c.status IS NOT NULL AND c.reading IS NOT 'withdrawn'"
    " AND c.captured_at >= :from AND c.captured_at < :to"
)
RANGE = (
    TAKEN
    + " WHERE c.url_key >= :low AND c.url_key < :high AND (c.url_key >= :begin OR c.url_key = :low)"
    + _ANSWERS
)
EXACT = TAKEN + " WHERE c.url_key = :key" + _ANSWERS
FORWARD = " ORDER BY c.url_key, c.captured_at, c.record_id LIMIT :most"
BACKWARD = " ORDER BY c.url_key DESC, c.captured_at DESC, c.record_id DESC LIMIT :most"
CLOSEST = (
    " ORDER BY abs(CAST(strftime('%s', c.captured_at) AS INTEGER) - :second), c.captured_at, c.record_id"
    " LIMIT :most"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines of CDXJ, or of JSON; `cut` when there are more than were asked for."""

    content: bytes
    media: str
    cut: bool


def cdxj_lines(archive: Archive, db: sqlite3.Connection, asked: Asked) -> Lines:
    """The captures that the parameters ask for, each a line as `warraq export cdxj` writes it.

    Parameters: url (with `*` behind it or `*.` before it), matchType (exact, prefix, host, domain), from, to
    (4 to 14 digits), limit, sort (reverse, closest), closest, output (json). Raises BadRequest, ArchiveError.
    """
    strange = next((name for name in asked.parameters if name not in KNOWN), None)
    if strange is not None:
        raise BadRequest(strange, asked.one(strange) or "", ", ".join(KNOWN))
    url, match = _wanted(asked)
    limit = _limit(asked.one("limit"))
    sort = asked.one("sort")
    closest = asked.one("closest")
    if sort not in (None, "reverse", "closest"):
        raise BadRequest("sort", sort or "", "reverse, closest")
    if sort == "closest" and (closest is None or match != "exact"):
        raise BadRequest("closest", closest or "", "20260317203500, with matchType=exact")
    values = {**_range(url, match), **_times(asked), "most": limit + 1}
    if sort == "closest":
        values["second"] = int(moment_named(_digits("closest", closest or "")).timestamp())
    order = CLOSEST if sort == "closest" else BACKWARD if sort == "reverse" else FORWARD
    rows = list(read_rows(db, (EXACT if match == "exact" else RANGE) + order, values))
    found = [Taken(**row) for row in rows[:limit]]
    lines = [line_in_archive(archive, one) for one in found]
    if sort is None:
        lines.sort()
    cut = len(rows) > limit
    if asked.one("output") == "json":
        return Lines(content=b"".join(map(_as_json, lines)), media="text/x-ndjson; charset=utf-8", cut=cut)
    return Lines(content=b"".join(lines), media="text/x-cdxj; charset=utf-8", cut=cut)


def _wanted(asked: Asked) -> tuple[str, str]:
    url, match = asked.one("url") or "", asked.one("matchType")
    if match is None:
        match = "domain" if url.startswith("*.") else "prefix" if url.endswith("*") else "exact"
    if match not in ("exact", "prefix", "host", "domain"):
        raise BadRequest("matchType", match, "exact, prefix, host, domain")
    if not url:
        raise BadRequest("url", "", "url=https://almithal.example/2026/03/")
    return url.removeprefix("*.").removesuffix("*"), match


def _range(url: str, match: str) -> dict[str, str]:
    try:
        key = url_key(url if "://" in url[:8] else f"http://{url}")
    except UrlError as error:
        raise BadRequest("url", url, "https://almithal.example/2026/03/") from error
    if match == "exact":
        return {"key": key}
    if match == "prefix":
        # A last slash is no part of a key; written, it asks for the address and what lies below.
        begin = key + "/" if url.endswith("/") and not key.endswith("/") else key
        return {"low": key, "begin": begin, "high": begin + _LAST}
    host = key.partition(")")[0]
    # Hosts below this one stand right behind it: nothing but a comma comes after a bracket in a host's key.
    return {
        "low": host + ")",
        "begin": host + ")",
        "high": host + ("," if match == "domain" else ")") + _LAST,
    }


def _times(asked: Asked) -> dict[str, str]:
    begin, end = _digits("from", asked.one("from") or "0001"), _digits("to", asked.one("to") or LATEST)
    first = moment_named(begin)
    return {"from": f"{first:%Y-%m-%dT%H:%M:%S}", "to": _iso(end + LATEST[len(end) :]) + _LAST}


def _iso(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}"


def _digits(name: str, text: str) -> str:
    if not (text.isascii() and text.isdigit() and 4 <= len(text) <= 14):
        raise BadRequest(name, text, "20260317 (4 to 14 digits)")
    return text


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        raise BadRequest("limit", text, f"1 to {MOST}")
    return int(text)


def _as_json(text: bytes) -> bytes:
    """A line of CDXJ as one JSON object, its key and time in it."""
    key, time, told = text.decode("utf-8").split(" ", 2)
    document = {"urlkey": key, "timestamp": time, **json.loads(told)}
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
