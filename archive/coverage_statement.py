"""A statement of completeness: what was looked at, how often, what is held, what is missing and why.

The document follows from the archive alone: the same archive gives the same document, byte by byte in its
canonical form (RFC 8785). It is tied to the checkpoint over which it was counted and to the WARC files. When
it was made stands in the signed note beside it:

    warraq/0123abcd/coverage      the origin of the archive's notes, and what this one is about
    HEX                           the sha256 of the document
    2026-11-27T07:00:00Z          when, by this machine's clock
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

from archive.checkpoints import Checkpoint, newest_checkpoint
from archive.coverage import Counted, among, count, declared, gaps, looks_in
from archive.coverage_document import counts_of, gap_of, look_of
from archive.coverage_gaps import Window
from archive.errors import ArchiveError
from archive.key_changes import keys_of, origin_of
from archive.log import canonical
from archive.moments import stamp
from archive.notes import NoteError, VerifyKey, parse_key, parse_note
from archive.place import Archive
from archive.reasons import cause_of
from archive.rows import read_row, read_rows, read_tuples
from archive.schema import sqlite3
from archive.signing import make_checkpoint, sign_about

FORMAT, PURPOSE = "warraq-coverage-statement/1", "coverage"
OUTLET = "SELECT name, name_en, timezone, homepage FROM outlets WHERE slug = ?"
# The index over outlet and address finds them; days are those of the outlet.
SEEDS = """
SELECT url, role, kind, status, outcome, truncated IS NOT NULL AS cut, count(*) AS requests FROM captures
WHERE outlet = ?1 AND captured_at >= ?2 AND captured_at < ?3 AND kind NOT IN ('resource', 'conversion')
  AND role IN ('robots', 'feed', 'sitemap', 'home', 'section')
GROUP BY url, role, kind, status, outcome, cut ORDER BY role, url
"""
IN_SITEMAPS = """
SELECT state, count(*) FROM ledger WHERE outlet = ?1 AND (outlet, url_key) IN
  (SELECT outlet, url_key FROM origins WHERE outlet = ?1 AND role = 'sitemap') GROUP BY state
"""
FILES = "SELECT name, origin, sha256, bytes, records, closed FROM warcs ORDER BY name"
READERS = """
SELECT v.reader_digest, count(*) FROM versions v JOIN articles a USING (article_id)
WHERE a.outlet IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 1
"""
CAPTURES = "SELECT count(*) AS captures, min(captured_at) AS first, max(captured_at) AS last FROM captures"
WITHDRAWN = "SELECT count(*) FROM captures WHERE reading = 'withdrawn'"
EARLIEST, LATEST = "0000", "9999"
NO_CAPTURES_BEFORE = date(1900, 1, 1)  # and the first days of the year 1 have no moment in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The document and the note that signs it; `note` is None where the archive's private key is not."""

    document: dict[str, Any]
    note: bytes | None

    @property
    def digest(self) -> str:
        """The sha256 of the document's canonical form, in hex."""
        return digest_of(self.document)


def make_statement(
    archive: Archive,
    db: sqlite3.Connection,
    slugs: Sequence[str] = (),
    *,
    from_: date | None = None,
    to: date | None = None,
    now: datetime | None = None,
) -> Statement:
    """State the coverage of these outlets (all when none is named) and days, and sign it.

    `db` must be in one state all the time; what it holds is in the log already, so that a checkpoint made
    now covers it. Without a private key (a copy of an archive) the newest checkpoint counts and nothing is
    signed. Raises ArchiveError for an unknown outlet.
    """
    counted, window = among(count(db, slugs), slugs, declared(archive)), Window(from_=from_, to=to)
    signs = (archive.log / "key.pem").exists()
    if signs:
        made = make_checkpoint(archive)
        checkpoint = made.checkpoint if made else None
    else:
        newest = newest_checkpoint(archive)
        checkpoint = newest[0] if newest else None
    document = _document(archive, db, counted, window, tuple(slugs), checkpoint)
    if not signs:
        return Statement(document=document, note=None)
    at = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Statement(document=document, note=sign_about(archive, PURPOSE, (digest_of(document), at)))


def digest_of(document: dict[str, Any]) -> str:
    """The sha256 of a document's canonical form, in hex."""
    return sha256(canonical(document)).hexdigest()


def signed_at(note: bytes, document: dict[str, Any]) -> tuple[str, VerifyKey]:
    """When a statement was signed, and the key that signed it, which the document names.

    Raises NoteError when the note is not of this document, or not signed by that key.
    """
    parsed, key = parse_note(note), parse_key(str(document.get("key")))
    lines = parsed.text.split("\n")
    if len(lines) != 4 or lines[0] != f"{key.name}/{PURPOSE}":
        raise NoteError("it is not the note of a statement of this archive")
    if lines[1] != digest_of(document):
        raise NoteError("it signs another document: numbers or words were changed")
    if not parsed.signed_by(key):
        raise NoteError(f"it is not signed by {key}")
    return lines[2], key


def _document(
    archive: Archive,
    db: sqlite3.Connection,
    counted: Counted,
    window: Window,
    slugs: tuple[str, ...],
    checkpoint: Checkpoint | None,
) -> dict[str, Any]:
    followed = declared(archive)
    known = set(counted.looks.of) | counted.counts.reported(Window()).keys()
    outlets = sorted(counted.known & (known | (set(slugs) & counted.zones.keys())))
    if unseen := sorted(set(slugs) - set(outlets)):
        raise ArchiveError(
            f"there is nothing to state of {', '.join(unseen)}: never looked at, and no address is known"
        )
    if not outlets:
        raise ArchiveError("there is nothing to state: no outlet was looked at, and no address is known")
    if not window.from_ or not window.to:
        window = _bounded(counted, window)
    return {
        "format": FORMAT,
        "archive": origin_of(archive),
        "key": str(keys_of(archive)[-1]),
        "software": software(),
        "checkpoint": None
        if checkpoint is None
        else {"size": checkpoint.size, "root": checkpoint.root.hex()},
        "index": {**(read_row(db, CAPTURES) or {}), "withdrawn": read_tuples(db, WITHDRAWN)[0][0]},
        "files": _files(db),
        "readers": [
            {"digest": digest, "versions": versions}
            for digest, versions in read_tuples(db, READERS, (json.dumps(outlets),))
        ],
        "asked": {
            "outlets": list(slugs),
            "from": window.from_.isoformat() if window.from_ else None,
            "to": window.to.isoformat() if window.to else None,
        },
        "outlets": [
            _outlet(db, counted, window, slug, followed is None or slug in followed) for slug in outlets
        ],
    }


def software() -> str:
    """The software that counts, with its version."""
    return f"Warraq/{version('warraq')}"


def _bounded(counted: Counted, window: Window) -> Window:
    """The window with the ends that the archive itself has: its first and last day of any report or look."""
    days = [day for one in counted.counts.reported(window).values() for day in one]
    days += [look.day for look in looks_in(counted, Window())]
    if not days:
        return window
    return Window(from_=window.from_ or min(days), to=window.to or max(days))


def _outlet(
    db: sqlite3.Connection, counted: Counted, window: Window, slug: str, followed: bool
) -> dict[str, Any]:
    of_outlet = among(counted, (slug,))
    row = read_row(db, OUTLET, (slug,)) or dict.fromkeys(("name", "name_en", "timezone", "homepage"))
    looks = looks_in(of_outlet, window)
    totals = of_outlet.counts.totals(window)
    found = gaps(of_outlet, window, {slug} if followed else ())
    return {
        "slug": slug,
        **row,
        "followed": followed,
        "looked": {
            "crawls": sum(look.crawls for look in looks),
            "ended": sum(look.ended for look in looks),
            "read": sum(look.read for look in looks),
            "days": len(looks),
            "first": looks[0].day.isoformat() if looks else None,
            "last": looks[-1].day.isoformat() if looks else None,
        },
        "seeds": _seeds(db, slug, counted.zones.get(slug) or ZoneInfo("UTC"), window),
        "in_sitemaps": dict(sorted(read_tuples(db, IN_SITEMAPS, (slug,)))),
        "totals": counts_of(totals[0]) if totals else None,
        "days": [counts_of(day) for day in of_outlet.counts.days(window)],
        "looks": [look_of(look) for look in looks],
        "gaps": [gap_of(gap) for gap in found],
    }


def _seeds(db: sqlite3.Connection, slug: str, zone: ZoneInfo, window: Window) -> list[dict[str, Any]]:
    """What was asked of each seed and of robots.txt: requests, how many said "unchanged", what failed."""
    asked = window.from_ is not None and window.from_ > NO_CAPTURES_BEFORE
    since = _begin(window.from_, zone) if window.from_ and asked else EARLIEST
    until = _begin(window.to + timedelta(days=1), zone) if window.to and window.to < date.max else LATEST
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in read_rows(db, SEEDS, (slug, since, until)):
        one = found.setdefault(
            (row["role"], row["url"]),
            {"role": row["role"], "url": row["url"], "requests": 0, "unchanged": 0, "failed": Counter()},
        )
        one["requests"] += row["requests"]
        if row["kind"] == "revisit":
            one["unchanged"] += row["requests"]
        elif row["outcome"] not in (None, "ok"):
            one["failed"][cause_of(row["outcome"])] += row["requests"]
        elif row["status"] is None or row["status"] >= 400:
            one["failed"][f"http-{row['status']}" if row["status"] else "no-http-head"] += row["requests"]
    return [one | {"failed": dict(sorted(one["failed"].items()))} for one in found.values()]


def _begin(day: date, zone: ZoneInfo) -> str:
    return stamp(datetime.combine(day, time(), zone))


def _files(db: sqlite3.Connection) -> dict[str, Any]:
    """The WARC files that were counted over; names of imported ones, places of this machine, are left out."""
    listed = [
        {
            "name": row["name"] if row["origin"] == "own" else None,
            "sha256": row["sha256"],
            "bytes": row["bytes"],
            "records": row["records"],
            "closed": bool(row["closed"]),
        }
        for row in read_rows(db, FILES)
    ]
    listed.sort(key=lambda one: (one["name"] is None, one["name"] or "", one["sha256"] or ""))
    return {
        "count": len(listed),
        "bytes": sum(one["bytes"] or 0 for one in listed),
        "records": sum(one["records"] or 0 for one in listed),
        "list": listed,
    }
