"""What a withdrawal takes: the captures that were named, what depends on them; and what else names them.

Decided before anything is changed, so that it can be shown first.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.captures import WITHDRAWN
from archive.errors import ArchiveError
from archive.place import Archive
from archive.rows import read_rows, read_tuples
from archive.schema import sqlite3
from archive.withdrawal_names import Names
from archive.withdrawal_rows import (
    ANSWERS,
    BY_ID,
    BY_IDS,
    COPIED,
    NEEDED_BY,
    OF_ARTICLES,
    OF_KEY,
    PICTURED,
    REFERRING,
    REMAINING,
    SAME_KEY,
    SAME_PAYLOAD,
    SEEDS,
    TITLED,
    TITLES,
    Row,
    as_list,
    digests_of,
    own_of,
    rows_of,
)
from archive.withdrawal_scan import Aside, Found, Group, OnDone, naming, scan

URN = "urn:uuid:"
ROUNDS = 8  # readings of all files until nothing more depends on what goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the operator named, and whether all captures of the articles go, and all that names them."""

    record_ids: tuple[str, ...]
    article: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A capture that stays and has something of what goes: `why` is same-payload, same-address or names-it.

    `own` is False for one of a file that was imported, which is never changed; `url` is the file's name where
    it is a copy of a record of ours.
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
        _add(rows, why, rows_of(db, BY_IDS, found.dependents), "depends")
        if asked.everything:
            _add(rows, why, own_of(rows_of(db, BY_IDS, found.mentions)), "names-it")
            _add(rows, why, own_of(rows_of(db, SAME_PAYLOAD, digests_of(rows.values()))), "names-it")
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
        remains=tuple(str(row[0]) for row in db.execute(REMAINING, (as_list(rows),))),
    )


def files_of(db: sqlite3.Connection, asked: Asked) -> set[str]:
    """The files with the records that are named, as far as they are ours. Raises ArchiveError like `plan`."""
    return {row.warc for row in _named(db, asked.record_ids)[0]}


def _named(db: sqlite3.Connection, record_ids: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The captures that the operator named, and the ids that were withdrawn before."""
    named: dict[str, Row] = {}
    known = []
    for typed in record_ids:
        wanted = typed.strip().strip("<>").removeprefix(URN)
        row = next((Row(**row) for row in read_rows(db, BY_ID, (wanted,))), None)
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


def _of_same_articles(db: sqlite3.Connection, named: Iterable[Row]) -> list[Row]:
    named = list(named)
    found = rows_of(db, OF_ARTICLES, {row.article_id for row in named if row.article_id})
    for row in named:
        found += [Row(**one) for one in read_rows(db, OF_KEY, (row.outlet, row.url_key))]
    return own_of(found)


def _add_what_depends(
    db: sqlite3.Connection, rows: dict[str, Row], why: dict[str, str], primary: list[Row]
) -> None:
    while True:
        before = len(rows)
        _add(rows, why, own_of(rows_of(db, REFERRING, rows)), "depends")
        pages = {row.url for row in primary if row.role != "requisite"}
        needed = own_of(rows_of(db, NEEDED_BY, pages))
        shown = {row[0] for row in db.execute(PICTURED, (as_list(rows),))}
        _add(rows, why, [row for row in needed if row.url not in shown], "requisite")
        for outlet, key in _gone(db, rows, primary):
            same = (Row(**row) for row in read_rows(db, OF_KEY, (outlet, key)))
            _add(rows, why, own_of(same), "address")
        if len(rows) == before:
            return


def _gone(db: sqlite3.Connection, rows: dict[str, Row], primary: Iterable[Row]) -> set[tuple[str, str]]:
    """(outlet, url key) of reports of which no answer is left: their addresses go too."""
    gone = set()
    for outlet, key in {(row.outlet, row.url_key) for row in primary}:
        same = [Row(**row) for row in read_rows(db, OF_KEY, (outlet, key))]
        if not any(row.own and row.kind in ANSWERS and row.record_id not in rows for row in same):
            gone.add((outlet, key))
    return gone


def _look(
    archive: Archive,
    db: sqlite3.Connection,
    rows: dict[str, Row],
    primary: Iterable[Row],
    on_done: OnDone | None,
) -> Found:
    primary = list(primary)
    titles = {str(row[0]) for row in db.execute(TITLES, (as_list(row.record_id for row in primary),))}
    urls = {row.url for row in primary}
    names = Names(urls=frozenset(urls), titles=frozenset(titles))
    return scan(archive, rows.keys(), names, on_done)


def _names(db: sqlite3.Connection, rows: dict[str, Row], gone: set[tuple[str, str]]) -> Names:
    """Addresses that go altogether, with the titles that no text that stays has."""
    mine = [row for row in rows.values() if (row.outlet, row.url_key) in gone]
    titles = {str(row[0]) for row in db.execute(TITLES, (as_list(row.record_id for row in mine),))}
    staying = {str(row[0]) for row in db.execute(TITLED, (as_list(rows), json.dumps(sorted(titles))))}
    return Names(urls=frozenset(row.url for row in mine), titles=frozenset(titles - staying))


def _articles_without(db: sqlite3.Connection, rows: dict[str, Row]) -> Iterable[str]:
    """The articles of what goes, as far as nothing else is captured of them."""
    ids = {row.article_id for row in rows.values() if row.article_id}
    staying = {row.article_id for row in rows_of(db, OF_ARTICLES, ids) if row.record_id not in rows}
    return sorted(ids - staying)


def _kept(db: sqlite3.Connection, rows: dict[str, Row], primary: list[Row], found: Found) -> Iterable[Kept]:
    told: set[str] = set()
    keys = {row.url_key for row in primary}
    for record_id, warc in read_tuples(db, COPIED, (as_list(rows),)):
        row = rows[record_id]
        yield Kept(
            record_id=record_id,
            url=warc,
            captured_at=row.captured_at,
            kind=row.kind,
            own=False,
            why="same-payload",
        )
    seeds = [str(row[0]) for row in db.execute(SEEDS, (as_list(keys),))]
    for why, some in (
        ("same-payload", rows_of(db, SAME_PAYLOAD, digests_of(rows.values()))),
        ("same-address", rows_of(db, SAME_KEY, keys)),
        ("same-address", rows_of(db, OF_ARTICLES, {row.article_id for row in primary if row.article_id})),
        ("names-it", rows_of(db, BY_IDS, [*found.mentions, *seeds])),
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


def _add(rows: dict[str, Row], why: dict[str, str], more: Iterable[Row], because: str) -> None:
    for row in more:
        if row.record_id not in rows and row.own:
            rows[row.record_id] = row
            why[row.record_id] = because
