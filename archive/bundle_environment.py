"""How a capture was made, summed up from its own records: the collection environment of an evidence bundle.

Nothing in it names the operator: of User-Agent and request headers only what says how was asked, not who.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.captures import RENDERED, response_head
from archive.export_captures import Taken
from archive.records import Record, RecordError, bare_id, read_warc_fields
from archive.rows import read_row
from archive.schema import sqlite3
from archive.warc import current_path, read_record, walk

# Request headers whose values say how was asked. Of others only the name is told.
TOLD = frozenset(
    {"host", "accept", "accept-language", "accept-encoding", "connection", "if-none-match"}
    | {"if-modified-since"}
)
_PRODUCT = re.compile(r"^[\w.-]+(?:/[\w.-]+)?")
SEARCHED = 1 << 26  # bytes of a file that are read for a resolver's answer
# The first exchange with a host in a file; what the resolver answered stands before it or within its group.
FIRST_OF_HOST = """
SELECT offset FROM captures WHERE warc = ? AND offset <= ? AND (url LIKE ? OR url LIKE ?)
ORDER BY offset LIMIT 1
"""
BEFORE = "SELECT max(offset) AS offset FROM captures WHERE warc = ? AND offset < ?"


def warcinfo_of(path: Path, record: Record) -> Record | None:
    """The warcinfo record that stands first in a record's file and that the record names; else None."""
    try:
        first = read_record(current_path(path), 0)
    except (OSError, RecordError):
        return None
    named = bare_id(record.header("WARC-Warcinfo-ID"))
    return first if first.type == "warcinfo" and named in (None, first.record_id) else None


def environment_of(
    db: sqlite3.Connection, path: Path, taken: Taken, group: Iterable[Record], info: Record | None
) -> dict[str, Any]:
    """Software, request, robots decision, server, resolver's answer, TLS and clock of a capture.

    What its records do not tell is None; of an imported file hardly more is known than address and date.
    """
    by_type = {record.type: record for record in reversed(list(group))}
    main, request = next(iter(group)), by_type.get("request")
    metadata = by_type.get("metadata")
    pairs = read_warc_fields(metadata.block) if metadata is not None and taken.origin == "own" else ()
    facts, about = dict(reversed(pairs)), dict(read_warc_fields(info.block)) if info is not None else {}
    headers = response_head(main.block)[1] if main.type in ("response", "revisit") else ()
    return {
        "software": about.get("software"),
        "user_agent": _product(about.get("http-header-user-agent")),
        "robots_policy": about.get("robots"),
        "configuration": about.get("description"),
        "request": _request(request),
        "robots": facts.get("robots"),
        "found_through": facts.get("via"),
        "role": facts.get("role"),
        "crawl": facts.get("crawlId"),
        "outcome": facts.get("outcome"),
        "fetch_ms": _number(facts.get("fetchTimeMs")),
        "server": {"address": main.header("WARC-IP-Address"), "port": _number(facts.get("peerPort"))},
        "dns": _dns(db, path, taken),
        "tls": _tls(facts, pairs),
        **({"rendering": _rendering(facts, pairs)} if taken.role == RENDERED else {}),
        "clock": {
            "captured_at": taken.captured_at,
            "server_date": next((value for name, value in headers if name.lower() == "date"), None),
        },
    }


def _rendering(facts: dict[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """With what a rendered page was shown, and the ids of the records that it was put together from."""
    names = ("browser", "driver", "viewport", "language", "timezone", "settled")
    parts = [value.removeprefix("urn:uuid:") for name, value in pairs if name == "part"]
    return {**{name: facts.get(name) for name in names}, "parts": parts}


def _product(agent: str | None) -> str | None:
    found = _PRODUCT.match(agent or "")
    return found[0] if found else None


def _request(record: Record | None) -> dict[str, Any] | None:
    """The request's first line and headers; values only of those that say nothing of who asked."""
    if record is None:
        return None
    lines = record.block.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = []
    for name, colon, value in (line.partition(":") for line in lines[1:]):
        if colon:
            told = value.strip() if name.lower() in TOLD else None
            headers.append([name, _product(value.strip()) if name.lower() == "user-agent" else told])
    return {"line": lines[0], "headers": headers}


def _tls(facts: dict[str, str], pairs: Iterable[tuple[str, str]]) -> dict[str, Any] | None:
    if "tlsVersion" not in facts:
        return None
    return {
        "version": facts["tlsVersion"],
        "cipher": facts.get("tlsCipher"),
        "server_name": facts.get("tlsServerName"),
        "certificates_sha256": [value for name, value in pairs if name == "tlsCertificateSha256"],
        "verified": facts.get("tlsVerified") != "no",
    }


def _dns(db: sqlite3.Connection, path: Path, taken: Taken) -> dict[str, Any] | None:
    """What the resolver answered for the host when the file had its first exchange with it."""
    parts = urlsplit(taken.url)
    if taken.origin != "own" or not parts.hostname:
        return None
    host = parts.netloc.rpartition("@")[2]
    patterns = [f"{scheme}://{_escaped(host)}/%" for scheme in ("http", "https")]
    first = read_row(db, FIRST_OF_HOST, (taken.warc, taken.offset, *patterns))
    if first is None:
        return None
    before = read_row(db, BEFORE, (taken.warc, first["offset"])) or {}
    start, found = before.get("offset") or 0, None
    for step in walk(current_path(path), start):
        if step.offset > first["offset"] or step.offset > start + SEARCHED:
            break
        if isinstance(step, Record) and step.target_uri == f"dns:{parts.hostname}":
            lines = step.block.decode("ascii", "replace").splitlines()[1:]
            found = {"at": step.date, "addresses": [line.split()[-1] for line in lines if line.split()]}
    return found


def _escaped(text: str) -> str:
    return text.replace("%", "_")  # a host holds none; as a pattern it would match anything


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdecimal() else None
