"""The records of an evidence bundle: which captures, which of their records, each with its leaf and proof.

Left out are request records, whose User-Agent holds the operator's contact, and any metadata record in which
that contact stands; the leaf commits to their digests all the same. A response that repeats the contact is
refused, unless requests are asked for. Contacts are the one of today and those that the capture itself names.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive.bundle_environment import environment_of, warcinfo_of
from archive.captures import NOT_RENDERED, RENDERED
from archive.errors import ArchiveError
from archive.export_captures import ONE, Taken
from archive.export_warc import companions, holds, member_of, open_current, read_capture
from archive.own_records import made_of
from archive.place import Archive
from archive.proofs import Inclusion, prove_inclusion
from archive.records import Record, RecordError, read_warc_fields
from archive.renderings import rendering
from archive.rows import read_row
from archive.schema import sqlite3
from archive.sources import opened
from archive.wacz import WaczError
from archive.withdrawals import told_of

IMPORTED = "imported: this archive did not see it being captured, so its log has no leaf of it"
CONTACT_IN_AGENT = "its User-Agent names the operator's contact"
CONTACT_IN_IT = "the operator's contact stands in it"
CUT = "it was changed since: what named a withdrawn address was cut from it"
REPEATED = "it says what the article's document says"
CAPTURED = ("response", "revisit")
_COMMENT = re.compile(r"^user-agent:[^\r\n(]*\(\+?([^\r\n]*)\)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A record of a capture that is not in the bundle, and why; the capture's leaf holds its digest."""

    record_id: str
    type: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One capture in a bundle: its records, each with its gzip member, and the proof of its leaf.

    `no_proof` says why there is no `inclusion`. `salt` is what the leaf's digest of the address was salted
    with; `environment` describes how the capture was made.
    """

    taken: Taken
    records: tuple[tuple[Record, bytes], ...]
    left_out: tuple[LeftOut, ...]
    inclusion: Inclusion | None
    no_proof: str | None
    salt: str | None
    environment: dict[str, Any]


def captures_for(
    archive: Archive,
    db: sqlite3.Connection,
    record_ids: Iterable[str],
    texts: Iterable[str],
    *,
    pictures: bool,
) -> list[Taken]:
    """The captures with these ids, each once, with what cannot stand or be understood without them.

    A revisit is followed by the response that it refers to, with `pictures` a capture by its pictures. A
    rendered page is followed by the page as it was sent and by what else held text when it was rendered. The
    texts that were cited (ids of `conversion` records) come last. Raises ArchiveError when the index has no
    such record.
    """
    found: dict[str, Taken] = {}
    waiting = list(dict.fromkeys(record_ids))
    while waiting:
        record_id = waiting.pop(0)
        taken = found[record_id] = _taken(db, record_id)
        if taken.role == RENDERED:
            waiting = [*_sent(archive, db, taken, found), *waiting]
        if taken.kind not in CAPTURED:
            continue
        if taken.refers_to is not None and taken.refers_to not in found:
            waiting.insert(0, taken.refers_to)
        if pictures:
            waiting += [one for one in made_of(db, record_id) if _is_picture(_taken(db, one))]
    return [*found.values(), *(_taken(db, one) for one in dict.fromkeys(texts))]


def _is_picture(taken: Taken) -> bool:
    return taken.kind == "resource" and taken.role not in (RENDERED, NOT_RENDERED)


def _sent(archive: Archive, db: sqlite3.Connection, taken: Taken, found: Mapping[str, Taken]) -> list[str]:
    """The page as it was sent, of which this one was rendered, and the parts that may hold its text."""
    told = rendering(archive, db, taken.record_id)
    parts = [one["record_id"] for one in told["parts"] if _holds_text(one["content_type"])] if told else []
    names = [*([taken.refers_to] if taken.refers_to else []), *parts]
    return [name for name in dict.fromkeys(names) if name not in found]


def _holds_text(content_type: str | None) -> bool:
    """Whether an answer of this type may hold the text of a report: data and pages, no scripts or images."""
    media = (content_type or "").partition(";")[0].strip().lower()
    return media.endswith(("json", "xml", "html")) or media == "text/plain"


def _taken(db: sqlite3.Connection, record_id: str) -> Taken:
    row = read_row(db, ONE, (record_id,))
    if row is None:
        gone = told_of(db, record_id)
        if gone is not None:
            raise ArchiveError(f"{gone.in_english()}, so it cannot be bundled")
        raise ArchiveError(
            f"the record {record_id} is not in the index (a revisit cannot stand without the response "
            "that it refers to); `warraq verify` says what is missing"
        )
    return Taken(**row)


def keep(archive: Archive, db: sqlite3.Connection, taken: Taken, *, requests: bool) -> Kept:
    """A capture with the records that go into a bundle. Raises ArchiveError when it cannot be handed on."""
    try:
        with opened(archive, taken.warc, taken.origin) as source:
            if source.arc:
                raise ArchiveError(
                    f"{taken.record_id} is in an ARC file, which holds no WARC records to hand on"
                )
            main = read_capture(source.path, taken)
            with open_current(source.path) as file:
                group = _group(taken, main, companions(taken, source.path, main))
                members = [(record, member_of(file, record)) for record in group]
            info = warcinfo_of(source.path, main)
            environment = environment_of(db, source.path, taken, group, info)
    except (OSError, WaczError, RecordError) as error:
        raise ArchiveError(f"{taken.warc} cannot be read ({error}); `warraq verify` says more") from error
    contacts = set() if requests else _contacts(archive, group, info)
    own = taken.origin == "own"
    inclusion = prove_inclusion(archive, taken.record_id) if own else None
    left_out, kept = [], []
    for record, member in members:
        why = REPEATED if record is not main and taken.kind == "conversion" else None
        why = why or _why_not(record, contacts, requests=requests)
        if why is None and inclusion is not None and record.record_digest[7:].encode() not in inclusion.leaf:
            why = CUT
        if why is None:
            kept.append((record, member))
        elif record is main and why == CUT:
            raise ArchiveError(f"{taken.record_id} is not what its leaf names; `warraq verify` says more")
        elif record is main:
            raise ArchiveError(
                f"the answer {taken.record_id} repeats the operator's contact, so it is not handed on; "
                "--requests hands on records with the contact in them"
            )
        else:
            left_out.append(LeftOut(record_id=record.record_id, type=record.type, why=why))
    return Kept(
        taken=taken,
        records=tuple(kept),
        left_out=tuple(left_out),
        inclusion=inclusion,
        no_proof=None if own else IMPORTED,
        salt=_salt(taken, group),
        environment=environment,
    )


def _group(taken: Taken, main: Record, others: Iterable[Record]) -> list[Record]:
    """The records that the leaf of a capture commits to: its own, request, metadata."""
    found = [main]
    for record in others:
        if record.type == "request" or record.record_id == taken.metadata_id:
            found.append(record)
    return found


def _contacts(archive: Archive, group: Iterable[Record], info: Record | None) -> set[str]:
    """Every contact of the operator that is known: today's, and that of the capture's own User-Agent."""
    found = {archive.settings.operator.contact or ""}
    for record in group:
        if record.type == "request":
            found.update(_COMMENT.findall(record.block.decode("latin-1")))
    if info is not None:
        agents = (value for name, value in read_warc_fields(info.block) if name == "http-header-user-agent")
        found.update(match for agent in agents for match in _COMMENT.findall(f"user-agent: {agent}"))
    return found - {""}


def _why_not(record: Record, contacts: set[str], *, requests: bool) -> str | None:
    if record.type == "request" and not requests:
        return CONTACT_IN_AGENT
    return CONTACT_IN_IT if any(holds(record, one) for one in contacts) else None


def _salt(taken: Taken, group: Iterable[Record]) -> str | None:
    for record in group:
        if record.record_id == taken.metadata_id and record.type == "metadata":
            return dict(read_warc_fields(record.block)).get("leafSalt")
    return None
