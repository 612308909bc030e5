"""Records of a WARC, put together into what happened: exchanges, events, and findings about the file.

One exchange of our own is a contiguous group: response (or revisit, or nothing when it failed), request
(absent when nothing was sent), metadata last. A group is complete when its metadata record is there.

A record that no crawl fetched (a `resource` or a `conversion`, see `archive/own_records.py`) is a group too:
it and its metadata record.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.moments import read_warc_date
from archive.records import Damage, Record, bare_id, read_warc_fields
from archive.withdrawal_stubs import STUB_URI, Stub, read_stub

EVENT_URI = "urn:warraq:event"
CAPTURED = frozenset({"response", "revisit", "resource"})
# What the archive made itself of what it captured: no answer of a newsroom.
MADE = frozenset({"resource", "conversion"})
MADE_URI = re.compile(r"urn:warraq:[a-z-]+:(?=https?://)", re.IGNORECASE)
_MAIN = CAPTURED | MADE


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something about a place in a file that is worth a row in `problems`."""

    offset: int
    record_id: str | None
    code: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A metadata record that tells what no exchange shows; `document` is its JSON object."""

    record_id: str
    offset: int
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One exchange. `main` gives it its id: what came; the metadata record when nothing came.

    `fields` are those of the metadata record (the first of each name), `notes` its notes. `complete`
    is False for a group of ours that a crash or damage left without its metadata record; a record of a third
    party's file stands alone and is complete. `asides` are the group's other records.
    """

    main: Record
    request: Record | None = None
    metadata: Record | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    complete: bool = True
    asides: tuple[Record, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """Every record of the group, in no order that counts."""
        named = {one.offset: one for one in (self.main, self.request, self.metadata) if one is not None}
        return (*named.values(), *(one for one in self.asides if one.offset not in named))

    @property
    def record_id(self) -> str:
        return self.main.record_id

    @property
    def kind(self) -> str:
        """response, revisit, resource, conversion, or failure (nothing came)."""
        return self.main.type if self.main.type in _MAIN else "failure"

    @property
    def answer(self) -> Record | None:
        """The record of what came or was made, or None."""
        return self.main if self.main.type in _MAIN else None

    @property
    def url(self) -> str | None:
        """The address that was asked for; of what was made of a page, the page's."""
        return page_uri(self.main)

    @property
    def captured_at(self) -> str | None:
        """The capture's time as the index writes it, None when the record's date is none."""
        return read_warc_date(self.main.date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What is left of an exchange that was withdrawn: the stub of the record that gave it its id."""

    main: Record
    stub: Stub

    @property
    def record_id(self) -> str:
        return self.main.record_id

    @property
    def kind(self) -> str:
        """What the exchange was; see `Exchange.kind`."""
        return self.stub.type if self.stub.type in _MAIN else "failure"


Item = Exchange | Event | Finding | Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing found in a file, or nothing of note. Whoever has dealt with it may resume at byte `end`.

    `records` counts the whole records that it took.
    """

    item: Item | None
    end: int
    records: int


def read_exchanges(steps: Iterable[Record | Damage], *, closed: bool) -> Iterator[Step]:
    """What the records of a file of ours amount to, in file order.

    While the file is still written (`closed` is False) an incomplete last group and a torn tail are left for
    later: the steps simply end before them.
    """
    pending: list[Record] = []
    swallowed: list[Record] = []  # records inside the pending group that say nothing to the index
    end = 0
    for step in steps:
        if isinstance(step, Damage):
            if step.code == "torn-tail" and not closed:
                return
            if pending:
                yield _incomplete(pending, step.offset, swallowed)
                pending, swallowed = [], []
            yield Step(item=_damage(step), end=step.offset + step.length, records=0)
            continue
        end = step.offset + step.length
        if pending and not _continues(pending, step):
            yield _incomplete(pending, step.offset, swallowed)
            pending, swallowed = [], []
        if (stub := read_stub(step)) is not None:
            left = Withdrawn(main=step, stub=stub) if stub.is_main else None
            yield Step(item=left, end=end, records=1)
        elif _closes(step):
            records = len(pending) + len(swallowed) + 1
            yield Step(item=_close(pending, step, swallowed), end=end, records=records)
            pending, swallowed = [], []
        elif is_exchange_record(step):
            pending.append(step)
        elif pending:
            swallowed.append(step)
        else:
            yield Step(item=_standing_alone(step), end=end, records=1)
    if pending and closed:
        yield _incomplete(pending, end, swallowed)


def read_singles(steps: Iterable[Record | Damage], after: int = 0) -> Iterator[Step]:
    """What the records of a third party's file amount to: each answer is an exchange of its own.

    Those that end at byte `after` or before it are passed over.
    """
    for step in steps:
        end = step.offset + step.length
        if end <= after:
            continue
        if isinstance(step, Damage):
            yield Step(item=_damage(step), end=end, records=0)
        elif step.type not in CAPTURED or (step.target_uri or "").startswith("dns:"):
            yield Step(item=None, end=end, records=1)
        elif not is_web(step.target_uri):
            detail = f"{step.type} of {step.target_uri!r}, which is no http or https address"
            finding = Finding(offset=step.offset, record_id=step.record_id, code="not-web", detail=detail)
            yield Step(item=finding, end=end, records=1)
        else:
            yield Step(item=Exchange(main=step), end=end, records=1)


def is_web(uri: str | None) -> bool:
    """Whether the address is one of http or https."""
    return uri is not None and uri[:8].lower().startswith(("http://", "https://"))


def page_uri(record: Record) -> str | None:
    """A record's target; without `urn:warraq:WORD:`, which marks what shows a page but is none itself."""
    target = record.target_uri
    return MADE_URI.sub("", target, count=1) if target and record.type in MADE else target


def is_exchange_record(record: Record) -> bool:
    """Whether a record of ours is the answer or the request of an exchange (DNS answers are not)."""
    return (record.type in _MAIN or record.type == "request") and is_web(page_uri(record))


def read_event(record: Record) -> Event | Finding:
    """The event that a record of ours tells; a Finding when its block is no JSON object."""
    try:
        document = json.loads(record.block)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        detail = "the event's block is not a JSON object"
        return Finding(offset=record.offset, record_id=record.record_id, code="bad-event", detail=detail)
    return Event(record_id=record.record_id, offset=record.offset, document=document)


def _closes(record: Record) -> bool:
    media = (record.header("Content-Type") or "").partition(";")[0].strip().lower()
    return record.type == "metadata" and media == "application/warc-fields" and is_web(record.target_uri)


def _continues(pending: list[Record], record: Record) -> bool:
    """Whether `record` belongs to the group begun: it names a record of it, or is an aside (urn:, dns:)."""
    if record.type in MADE:
        return False  # it may name a capture right before it, and is a group of its own
    if _closes(record) or is_exchange_record(record):
        return bool(_concurrent(record) & {part.record_id for part in pending})
    return record.type != "warcinfo" and record.target_uri not in (EVENT_URI, STUB_URI)


def _concurrent(record: Record) -> set[str]:
    values = (value for name, value in record.headers if name.lower() == "warc-concurrent-to")
    return {identity for value in values if (identity := bare_id(value))}


def _close(pending: list[Record], metadata: Record, asides: list[Record]) -> Exchange | Finding:
    named = _concurrent(metadata)
    if not pending and named:
        detail = f"metadata of {', '.join(sorted(named))}, which is not before it in this file"
        return Finding(
            offset=metadata.offset, record_id=metadata.record_id, code="orphan-metadata", detail=detail
        )
    pairs = read_warc_fields(metadata.block)
    return Exchange(
        main=_main([*pending, metadata]),
        request=_request(pending),
        metadata=metadata,
        fields=dict(reversed(pairs)),
        notes=tuple(value for name, value in pairs if name == "note"),
        asides=(*pending, *asides),
    )


def _incomplete(pending: list[Record], end: int, swallowed: list[Record]) -> Step:
    exchange = Exchange(
        main=_main(pending),
        request=_request(pending),
        complete=False,
        asides=(*pending, *swallowed),
    )
    return Step(item=exchange, end=end, records=len(pending) + len(swallowed))


def _main(records: list[Record]) -> Record:
    return next((record for record in records if record.type in _MAIN), records[-1])


def _request(records: list[Record]) -> Record | None:
    return next((record for record in records if record.type == "request"), None)


def _standing_alone(record: Record) -> Item | None:
    return read_event(record) if record.target_uri == EVENT_URI and record.type == "metadata" else None


def _damage(damage: Damage) -> Finding:
    return Finding(offset=damage.offset, record_id=None, code=damage.code, detail=damage.detail)
