"""Records of a WARC, put together into what happened: exchanges, events, and findings about the file.

One exchange of our own is a contiguous group: response (or revisit, or nothing when it failed), request
(absent when nothing was sent), metadata last. A group is complete when its metadata record is there.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.moments import read_warc_date
from archive.records import Damage, Record, bare_id, read_warc_fields

EVENT_URI = "urn:warraq:event"
CAPTURED = frozenset({"response", "revisit", "resource"})


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
    party's file stands alone and is complete.
    """

    main: Record
    request: Record | None = None
    metadata: Record | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    complete: bool = True

    @property
    def record_id(self) -> str:
        return self.main.record_id

    @property
    def kind(self) -> str:
        """response, revisit, resource, or failure (nothing came)."""
        return self.main.type if self.main.type in CAPTURED else "failure"

    @property
    def answer(self) -> Record | None:
        """The record of what came, or None."""
        return self.main if self.main.type in CAPTURED else None

    @property
    def url(self) -> str | None:
        return self.main.target_uri

    @property
    def captured_at(self) -> str | None:
        """The capture's time as the index writes it, None when the record's date is none."""
        return read_warc_date(self.main.date)


Item = Exchange | Event | Finding


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
    swallowed = 0  # records inside the pending group that say nothing to the index
    end = 0
    for step in steps:
        if isinstance(step, Damage):
            if step.code == "torn-tail" and not closed:
                return
            if pending:
                yield _incomplete(pending, step.offset, swallowed)
                pending, swallowed = [], 0
            yield Step(item=_damage(step), end=step.offset + step.length, records=0)
            continue
        end = step.offset + step.length
        if pending and not _continues(pending, step):
            yield _incomplete(pending, step.offset, swallowed)
            pending, swallowed = [], 0
        if _closes(step):
            yield Step(item=_close(pending, step), end=end, records=len(pending) + swallowed + 1)
            pending, swallowed = [], 0
        elif is_exchange_record(step):
            pending.append(step)
        elif pending:
            swallowed += 1
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


def is_exchange_record(record: Record) -> bool:
    """Whether a record of ours is the answer or the request of an exchange (DNS answers are not)."""
    return (record.type in CAPTURED or record.type == "request") and is_web(record.target_uri)


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
    if _closes(record) or is_exchange_record(record):
        return bool(_concurrent(record) & {part.record_id for part in pending})
    return record.type != "warcinfo" and record.target_uri != EVENT_URI


def _concurrent(record: Record) -> set[str]:
    values = (value for name, value in record.headers if name.lower() == "warc-concurrent-to")
    return {identity for value in values if (identity := bare_id(value))}


def _close(pending: list[Record], metadata: Record) -> Exchange | Finding:
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
    )


def _incomplete(pending: list[Record], end: int, swallowed: int) -> Step:
    exchange = Exchange(main=_main(pending), request=_request(pending), complete=False)
    return Step(item=exchange, end=end, records=len(pending) + swallowed)


def _main(records: list[Record]) -> Record:
    return next((record for record in records if record.type in CAPTURED), records[-1])


def _request(records: list[Record]) -> Record | None:
    return next((record for record in records if record.type == "request"), None)


def _standing_alone(record: Record) -> Item | None:
    return read_event(record) if record.target_uri == EVENT_URI and record.type == "metadata" else None


def _damage(damage: Damage) -> Finding:
    return Finding(offset=damage.offset, record_id=None, code=damage.code, detail=damage.detail)
