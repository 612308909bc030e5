"""From what was found in a WARC to a batch for the index, and from a page that was read to its entry."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from archive.aliases import canonical_alias, redirect_alias
from archive.batches import Batch, Crawl, Entry, Warc
from archive.captures import NOT_RENDERED, WITHDRAWN, Capture, Outlets, withdrawn_capture
from archive.exchanges import Event, Exchange, Finding, Step, Withdrawn
from archive.ledger import told_by
from archive.log import leaf
from archive.moments import stamp
from archive.problems import NO_LIST, Problem, found_in, storable
from archive.readers import Reading
from archive.versions import version_of

OBSERVED = "observed"  # among a crawl's counts: what it noticed of hosts and clock, see `archive.health_seen`
# A field of a capture's metadata: by how many seconds the clock was set. And the problem that tells it.
CLOCK_JUMP, CLOCK_SET = "clockJumpSeconds", "clock-set"
READER_DIGITS = 16  # of the reader digest that an entry names
ToRow = Callable[[Exchange, str, Outlets], Capture | Finding]


def gather(warc: Warc, steps: Sequence[Step], to_row: ToRow, outlets: Outlets) -> tuple[Batch, list[bytes]]:
    """The batch that steps amount to, nothing read yet, and the leaves of its exchanges."""
    batch = Batch(records=sum(step.records for step in steps))
    leaves: list[bytes] = []
    for step in steps:
        item = step.item
        if isinstance(item, Exchange):
            if warc.own:
                leaves.append(leaf(item))
            row = to_row(item, warc.name, outlets)
            if isinstance(row, Finding):
                batch.problems.append(found_in(warc.name, row))
            else:
                alias = redirect_alias(row, item.main.block, outlets)
                batch.entries.append(Entry(capture=row, problems=tuple(_oddities(row, item)), alias=alias))
        elif isinstance(item, Withdrawn):
            batch.entries.append(withdrawn_entry(item, warc.name))
        elif isinstance(item, Event):
            _tell_event(batch, warc, item)
        elif isinstance(item, Finding):
            batch.problems.append(found_in(warc.name, item))
    return batch, leaves


def withdrawn_entry(left: Withdrawn, warc: str) -> Entry:
    """The entry of a capture that was withdrawn; its problem says when, and in which withdrawal."""
    capture = withdrawn_capture(left, warc)
    detail = f"{left.stub.at} {left.stub.code} {left.stub.number}"
    return Entry(capture=capture, problems=(_problem(capture, WITHDRAWN, detail),))


def with_reading(entry: Entry, reading: Reading) -> Entry:
    """The entry of a capture whose page was read: with its version, or the problem that there is none."""
    capture = entry.capture
    why = reading.refused or reading.error
    found = [*([why] if why else []), *reading.problems]
    problems = tuple(_problem(capture, code, detail) for code, detail in found)
    entry = replace(entry, reader=reading.reader_digest[:READER_DIGITS] if reading.reader_digest else None)
    if reading.article is None or reading.reader_digest is None:
        code = why[0] if why else "reading-crashed"
        return replace(entry, capture=replace(capture, reading=code), problems=(*entry.problems, *problems))
    version = version_of(capture, reading.article, reading.reader_digest)
    read = replace(capture, reading="article", text_digest=version.text_digest)
    alias = canonical_alias(capture, reading.article.get("canonical"))
    problems = (*entry.problems, *problems)
    return replace(entry, capture=read, version=version, problems=problems, alias=alias)


def _oddities(capture: Capture, exchange: Exchange) -> Iterator[Problem]:
    """What is odd about a capture whatever its page says."""
    if not exchange.complete:
        yield _problem(capture, "incomplete-exchange", "its metadata record is missing: a kill or damage")
    if capture.truncated is not None and capture.kind == "response":
        yield _problem(capture, "truncated", f"the body was cut: {capture.truncated}")
    if capture.kind in ("response", "revisit") and capture.status is None:
        yield _problem(capture, "no-http-head", "the answer has no readable HTTP head")
    if capture.kind == "resource" and capture.role == NOT_RENDERED:
        yield _problem(capture, "not-rendered", exchange.fields.get("failure", "the record says no more"))
    if (seconds := exchange.fields.get(CLOCK_JUMP)) is not None:
        yield _problem(capture, CLOCK_SET, f"{seconds} seconds since the crawl before: its time is doubtful")
    for note in exchange.notes:
        yield _problem(capture, "capture-note", note)


def _problem(capture: Capture, code: str, detail: str) -> Problem:
    return Problem(
        warc=capture.warc,
        offset=capture.offset,
        record_id=capture.record_id,
        code=code,
        detail=storable(detail),
    )


def _tell_event(batch: Batch, warc: Warc, event: Event) -> None:
    try:
        batch.told += told_by(event)
        crawl, no_list = _crawl(event), _no_list(event)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        finding = Finding(
            offset=event.offset,
            record_id=event.record_id,
            code="bad-event",
            detail=f"{type(error).__name__}: {error}",
        )
        batch.problems.append(found_in(warc.name, finding))
        return
    if crawl is not None:
        batch.crawls.append(crawl)
    if no_list is not None:
        batch.problems.append(found_in(warc.name, no_list))


def _no_list(event: Event) -> Finding | None:
    """That a seed, as it came, was no list; the finding is of the seed's capture."""
    document = event.document
    if document["event"] != NO_LIST:
        return None
    detail = f"{document['url']}: {document['reason']}"
    record_id = str(document["seed_record"])
    return Finding(offset=event.offset, record_id=record_id, code=NO_LIST, detail=detail)


def _crawl(event: Event) -> Crawl | None:
    document = event.document
    if document["event"] not in ("crawl-started", "crawl-finished"):
        return None
    at = stamp(datetime.fromisoformat(document["at"]))
    crawl = Crawl(crawl_id=str(document["crawl_id"]), outlet=str(document["outlet"]))
    if document["event"] == "crawl-started":
        asked = document.get("reason")
        return replace(crawl, started_at=at, asked=None if asked is None else storable(str(asked)))
    told = document.get("counts") or {}
    if observed := document.get("observed"):
        told = {**told, OBSERVED: observed}
    counts = json.dumps(told, sort_keys=True)
    return replace(crawl, finished_at=at, reason=storable(str(document.get("reason"))), counts=counts)
