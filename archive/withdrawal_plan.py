"""What a withdrawal takes: the captures that were named, what depends on them; and what else names them.

Decided before anything is changed, so that it can be shown first.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.captures import ARTICLE_ROLES, WITHDRAWN
from archive.errors import ArchiveError
from archive.place import Archive
from archive.rows import read_rows
from archive.schema import sqlite3
from archive.withdrawal_names import Names
from archive.withdrawal_scan import Aside, Found, Group, OnDone, naming, scan

URN = "urn:uuid:"
ANSWERS = frozenset({"response", "revisit"})  # kinds of captures that an address has from its newsroom
ROUNDS = 8  # readings of all files until nothing more depends on what goes
CAPTURE = (
    "SELECT c.record_id, c.url, c.url_key, c.article_id, c.captured_at, c.kind, c.role, c.reading,"
    " c.text_digest, c.payload_digest, c.refers_to, c.outlet, c.warc, w.origin"
    " FROM captures c JOIN warcs w ON w.name = c.warc"
)
BY_ID = CAPTURE + " WHERE ? IN (c.record_id, c.request_id, c.metadata_id)"
BY_IDS = CAPTURE + " JOIN json_each(?) one ON one.value = c.record_id"
OF_ARTICLES = CAPTURE + " JOIN json_each(?) one ON one.value = c.article_id"
OF_KEY = CAPTURE + " WHERE c.outlet = ? AND c.url_key = ?"
REFERRING = CAPTURE + " JOIN json_each(?) one ON one.value = c.refers_to"
SAME_PAYLOAD = CAPTURE + " JOIN json_each(?) one ON one.value = c.payload_digest"
SAME_KEY = CAPTURE + " JOIN json_each(?) one ON one.value = c.url_key"
NEEDED_BY = CAPTURE + " JOIN json_each(?) one ON one.value = c.via WHERE c.role = 'requisite'"
SEEDS = (
    "SELECT DISTINCT seed_record FROM origins WHERE url_key IN (SELECT value FROM json_each(?))"
    " AND seed_record IS NOT NULL"
)
TITLES = "SELECT DISTINCT title FROM versions WHERE record_id IN (SELECT value FROM json_each(?))"
PICTURED = (
    "SELECT DISTINCT i.url FROM images i JOIN versions v USING (version_key)"
    " WHERE v.record_id NOT IN (SELECT value FROM json_each(?))"
)
# Titles of these that a text has which stays, or which another capture shows.
TITLED = (
    "SELECT DISTINCT v.title FROM versions v JOIN captures c"
    " ON c.article_id = v.article_id AND c.text_digest = v.text_digest"
    " WHERE c.record_id NOT IN (SELECT value FROM json_each(?))"
    " AND v.title IN (SELECT value FROM json_each(?))"
)
NOTHING = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of an empty payload
REMAINING = (
    "SELECT DISTINCT v.article_id FROM versions v JOIN captures c"
    " ON c.article_id = v.article_id AND c.text_digest = v.text_digest"
    " WHERE v.record_id IN (SELECT value FROM json_each(?1))"
    " AND c.record_id NOT IN (SELECT value FROM json_each(?1))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the operator named, and whether all captures of the articles go, and all that names them."""

    record_ids: tuple[str, ...]
    article: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A capture that stays and has something of what goes: `why` is same-payload, same-address or names-it.

    `own` is False for one of a file that was imported, which is never changed.
    """

    record_id: str
    url: str
    captured_at: str
    kind: str
    own: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What goes, and what stays.

    `why` says of each record that goes: asked, same-article, address, depends, requisite, names-it. `names`
    are of addresses that go altogether: what else tells of them, `asides`, is cut. `articles` are ids that no
    capture is left of, `known` ids of records that were withdrawn before; `remains` are the articles whose
    text another capture still shows.
    """

    going: tuple[Group, ...]
    why: dict[str, str]
    asides: tuple[Aside, ...]
    names: Names
    kept: tuple[Kept, ...]
    articles: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    remains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    record_id: str
    url: str
    url_key: str
    article_id: str | None
    captured_at: str
    kind: str
    role: str | None
    reading: str | None
    text_digest: str | None
    payload_digest: str | None
    refers_to: str | None
    outlet: str
    warc: str
    origin: str

    @property
    def own(self) -> bool:
        return self.origin == "own"

    @property
    def stays_named(self) -> bool:
        """Whether its address is no report's: that of a feed or a section is in the outlet's declaration."""
        return self.role not in ARTICLE_ROLES | {None, "requisite"}


def plan(archive: Archive, db: sqlite3.Connection, asked: Asked, on_done: OnDone | None = None) -> Plan:
    """What a withdrawal would do. Raises ArchiveError for ids that are unknown or of an imported file."""
    named, known = _named(db, asked.record_ids)
    why = {row.record_id: "asked" for row in named}
    rows = {row.record_id: row for row in named}
    if asked.article:
        for row in _of_same_articles(db, named):
            _add(rows, why, [row], "same-article")
    primary = [row for row in rows.values() if not row.stays_named]
    for _ in range(ROUNDS):
        _add_what_depends(db, rows, why, primary)
        needed = [row for row in rows.values() if why[row.record_id] == "requisite"]
        found = _look(archive, db, rows, [*primary, *needed], on_done)
        before = len(rows)
        _add(rows, why, _rows(db, BY_IDS, found.dependents), "depends")
        if asked.everything:
            _add(rows, why, _own(_rows(db, BY_IDS, found.mentions)), "names-it")
            _add(rows, why, _own(_rows(db, SAME_PAYLOAD, _digests(rows.values()))), "names-it")
        if len(rows) == before:
            break
    else:
        raise ArchiveError("more and more captures depend on what is to go; name them in several commands")
    missing = sorted(rows.keys() - found.groups.keys())
    if missing:
        raise ArchiveError(
            f"{', '.join(missing)}: not in the file that the index names; `warraq verify` says more"
        )
    gone = _names(db, rows, _gone(db, rows, [*primary, *needed]))
    return Plan(
        going=tuple(sorted(found.groups.values(), key=lambda group: (group.warc, group.records[0].offset))),
        why=why,
        asides=tuple(naming(archive, found.asides, gone)),
        names=gone,
        kept=tuple(_kept(db, rows, primary, found)),
        articles=tuple(_articles_without(db, rows)),
        known=tuple(known),
        remains=tuple(str(row[0]) for row in db.execute(REMAINING, (_json(rows),))),
    )


def _named(db: sqlite3.Connection, record_ids: Sequence[str]) -> tuple[list[_Row], list[str]]:
    """The captures that the operator named, and the ids that were withdrawn before."""
    named: dict[str, _Row] = {}
    known = []
    for typed in record_ids:
        wanted = typed.strip().strip("<>").removeprefix(URN)
        row = next((_Row(**row) for row in read_rows(db, BY_ID, (wanted,))), None)
        if row is None:
            raise ArchiveError(
                f"no capture of this archive has the record id {wanted}: `warraq cite` prints ids"
            )
        if not row.own:
            raise ArchiveError(
                f"{wanted} is in {row.warc}, a file that others made: such files are never changed. Take the"
                f" file away, remove its line from imports.jsonl, and run `warraq rebuild`"
            )
        if row.reading == WITHDRAWN:
            known.append(row.record_id)
        else:
            named[row.record_id] = row
    return list(named.values()), known


def _of_same_articles(db: sqlite3.Connection, named: Iterable[_Row]) -> list[_Row]:
    named = list(named)
    found = _rows(db, OF_ARTICLES, {row.article_id for row in named if row.article_id})
    for row in named:
        found += [_Row(**one) for one in read_rows(db, OF_KEY, (row.outlet, row.url_key))]
    return _own(found)


def _add_what_depends(
    db: sqlite3.Connection, rows: dict[str, _Row], why: dict[str, str], primary: list[_Row]
) -> None:
    while True:
        before = len(rows)
        _add(rows, why, _own(_rows(db, REFERRING, rows)), "depends")
        pages = {row.url for row in primary if row.role != "requisite"}
        needed = _own(_rows(db, NEEDED_BY, pages))
        shown = {row[0] for row in db.execute(PICTURED, (_json(rows),))}
        _add(rows, why, [row for row in needed if row.url not in shown], "requisite")
        for outlet, key in _gone(db, rows, primary):
            same = (_Row(**row) for row in read_rows(db, OF_KEY, (outlet, key)))
            _add(rows, why, _own(same), "address")
        if len(rows) == before:
            return


def _gone(db: sqlite3.Connection, rows: dict[str, _Row], primary: Iterable[_Row]) -> set[tuple[str, str]]:
    """(outlet, url key) of reports of which no answer is left: their addresses go too."""
    gone = set()
    for outlet, key in {(row.outlet, row.url_key) for row in primary}:
        same = [_Row(**row) for row in read_rows(db, OF_KEY, (outlet, key))]
        if not any(row.own and row.kind in ANSWERS and row.record_id not in rows for row in same):
            gone.add((outlet, key))
    return gone


def _look(
    archive: Archive,
    db: sqlite3.Connection,
    rows: dict[str, _Row],
    primary: Iterable[_Row],
    on_done: OnDone | None,
) -> Found:
    primary = list(primary)
    titles = {str(row[0]) for row in db.execute(TITLES, (_json(row.record_id for row in primary),))}
    urls = {row.url for row in primary}
    names = Names(urls=frozenset(urls), titles=frozenset(titles))
    return scan(archive, rows.keys(), names, on_done)


def _names(db: sqlite3.Connection, rows: dict[str, _Row], gone: set[tuple[str, str]]) -> Names:
    """Addresses that go altogether, with the titles that no text that stays has."""
    mine = [row for row in rows.values() if (row.outlet, row.url_key) in gone]
    titles = {str(row[0]) for row in db.execute(TITLES, (_json(row.record_id for row in mine),))}
    staying = {str(row[0]) for row in db.execute(TITLED, (_json(rows), json.dumps(sorted(titles))))}
    return Names(urls=frozenset(row.url for row in mine), titles=frozenset(titles - staying))


def _articles_without(db: sqlite3.Connection, rows: dict[str, _Row]) -> Iterable[str]:
    """The articles of what goes, as far as nothing else is captured of them."""
    ids = {row.article_id for row in rows.values() if row.article_id}
    staying = {row.article_id for row in _rows(db, OF_ARTICLES, ids) if row.record_id not in rows}
    return sorted(ids - staying)


def _kept(db: sqlite3.Connection, rows: dict[str, _Row], primary: list[_Row], found: Found) -> Iterable[Kept]:
    told: set[str] = set()
    keys = {row.url_key for row in primary}
    seeds = [str(row[0]) for row in db.execute(SEEDS, (_json(keys),))]
    for why, some in (
        ("same-payload", _rows(db, SAME_PAYLOAD, _digests(rows.values()))),
        ("same-address", _rows(db, SAME_KEY, keys)),
        ("same-address", _rows(db, OF_ARTICLES, {row.article_id for row in primary if row.article_id})),
        ("names-it", _rows(db, BY_IDS, [*found.mentions, *seeds])),
    ):
        for row in some:
            if row.record_id not in told and row.record_id not in rows and row.reading != WITHDRAWN:
                told.add(row.record_id)
                yield Kept(
                    record_id=row.record_id,
                    url=row.url,
                    captured_at=row.captured_at,
                    kind=row.kind,
                    own=row.own,
                    why=why,
                )


def _digests(rows: Iterable[_Row]) -> set[str]:
    digests = {row.payload_digest for row in rows if row.payload_digest and row.kind != "revisit"}
    return digests - {NOTHING}


def _own(rows: Iterable[_Row]) -> list[_Row]:
    return [row for row in rows if row.own and row.reading != WITHDRAWN]


def _add(rows: dict[str, _Row], why: dict[str, str], more: Iterable[_Row], because: str) -> None:
    for row in more:
        if row.record_id not in rows and row.own:
            rows[row.record_id] = row
            why[row.record_id] = because


def _rows(db: sqlite3.Connection, query: str, values: Iterable[str]) -> list[_Row]:
    return [_Row(**row) for row in read_rows(db, query, (_json(values),))]


def _json(values: Iterable[str]) -> str:
    return json.dumps(sorted(set(values)))
