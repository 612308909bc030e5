"""The fate of a URL: everything the archive knows of it, in the order it happened, and what that means."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from archive.aliases import aliases_of
from archive.capture_steps import CAPTURES, capture_steps
from archive.captures import WITHDRAWN
from archive.declared import declared
from archive.fates import ROLES, Step, origin_steps, origins_of, outcome_steps
from archive.language import saying
from archive.lookup import record_id_of
from archive.never_seen import Catalogue, never_seen
from archive.place import Archive
from archive.rows import read_row, read_rows, reading_index
from archive.schema import create, sqlite3
from archive.withdrawals import told_of, told_of_address
from extractors.outlets import Outlet
from extractors.urls import UrlError, normalise, url_key

LEDGER = (
    "SELECT outlet, url_key, url, first_seen_at, last_at, via, state, reason, tries FROM ledger"
    " WHERE url_key = ? ORDER BY first_seen_at, outlet"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of a URL, its steps in order. `state` is the ledger's, "captured" for one captured without
    having been discovered, or "unknown"; `outlets` are the slugs in whose ledger it is."""

    url: str
    state: str
    steps: tuple[Step, ...]
    outlets: tuple[str, ...] = ()

    def document(self) -> dict[str, Any]:
        """The fate in the keys of `warraq why --json`; English, whoever reads it."""
        steps = [
            {"at": step.at, "what": step.what, "detail": step.detail.in_english()} for step in self.steps
        ]
        return {"url": self.url, "state": self.state, "steps": steps}


def why(archive: Archive, url: str, catalogue: Catalogue = tuple) -> Fate:
    """What became of a URL; any text gets an answer, index or not.

    A URL never seen gets steps that say why: not a web address, of no outlet followed, refused by the
    outlet's patterns, or pointed at by no seed so far. http, www. and tracking parameters do not matter.
    `catalogue` gives the outlets that could be followed.
    """
    if (record_id := record_id_of(url)) is not None:
        return _of_record(archive, record_id)
    try:
        address, key = normalise(url.strip()), url_key(url.strip())
    except UrlError as error:
        detail = saying("{error}; wanted http:// or https:// and a host", error=str(error))
        return Fate(url=url, state="unknown", steps=(Step(at=None, what="not a web address", detail=detail),))
    outlets = declared(archive).known
    with _index(archive) as db:
        ledger = list(read_rows(db, LEDGER, (key,)))
        captures = list(read_rows(db, CAPTURES, (key,)))
        steps = list(_seeds(outlets, key))
        found = [(row, origins_of(db, row)) for row in ledger]
        for row, origins in found:
            steps += origin_steps(row, origins)
        steps += capture_steps(archive, db, captures)
        for at, kind, said in aliases_of(db, key):
            steps.append(Step(at=at, what=f"alias, {kind}", detail=said))
        for row, origins in found:
            owner = next((outlet for outlet in outlets if outlet.slug == row["outlet"]), None)
            steps += outcome_steps(archive, db, row, origins, owner)
        gone = told_of_address(archive, address) if not captures else None
        if gone is not None:
            steps.append(Step(at=None, what=WITHDRAWN, detail=gone))
        elif not ledger and not captures:
            steps += never_seen(outlets, db, address, catalogue)
    steps.sort(key=lambda step: (step.at is None, step.at or ""))
    state = str(ledger[-1]["state"]) if ledger else "captured" if captures else "unknown"
    state = state if gone is None else WITHDRAWN
    return Fate(url=address, state=state, steps=tuple(steps), outlets=tuple(row["outlet"] for row in ledger))


def _of_record(archive: Archive, record_id: str) -> Fate:
    """The fate of a record: withdrawn, or that of the URL it was captured from."""
    with _index(archive) as db:
        told = told_of(db, record_id)
        row = read_row(db, "SELECT url FROM captures WHERE record_id = ?", (record_id,))
    if told is not None:
        step = Step(at=None, what=WITHDRAWN, detail=told)
        return Fate(url=record_id, state=WITHDRAWN, steps=(step,))
    if row is not None:
        return why(archive, row["url"])
    detail = saying("no record of this archive has the id {record_id}", record_id=record_id)
    return Fate(url=record_id, state="unknown", steps=(Step(at=None, what="not a record", detail=detail),))


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


def _seeds(outlets: tuple[Outlet, ...], key: str) -> Iterator[Step]:
    for outlet in outlets:
        named = {
            "feed": outlet.feeds,
            "sitemap": outlet.sitemaps,
            "section": outlet.sections,
            "home": (outlet.homepage,),
        }
        for role, urls in named.items():
            if key in map(url_key, urls):
                detail = saying(
                    "the {role} of {slug}, which crawls read to find reports",
                    role=ROLES[role],
                    slug=outlet.slug,
                )
                yield Step(at=None, what="seed", detail=detail)
                break
