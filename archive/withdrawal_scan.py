"""Every record of the archive's own files held against what is to be withdrawn.

An index does not know every place where a report is named: events of crawls, metadata of other captures, the
payloads of feeds and pages. So all files are read once; of what is found only heads and places are kept.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field, replace

from archive.exchanges import Event, Exchange, Finding, read_exchanges
from archive.http import decode_content, parse_response
from archive.own_warcs import own_files, read_current
from archive.place import Archive
from archive.records import Record, bare_id
from archive.warc import current_path, walk
from archive.withdrawal_names import Names

TEXTS = ("text/", "html", "xml", "json", "javascript", "rss")
CHARSETS = ("utf-8", "windows-1256")
OnDone = Callable[[int, int], None]  # files read, files in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An exchange without its blocks: where it stands, what it is of, and the heads of its records."""

    record_id: str
    warc: str
    kind: str
    url: str
    captured_at: str
    role: str | None
    via: str | None
    payload_digest: str | None
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A record that stays but names the report: an event, or the metadata of a capture that stays."""

    warc: str
    record: Record
    of: str | None  # the capture that a metadata record is of; None for an event


@dataclass(slots=True, kw_only=True)
class Found:
    """What a reading of all files brought. `groups` are the exchanges wanted, by record id.

    `dependents` name one of them as what they refer to or were made with; `mentions` are other captures whose
    payload or address names the report; `asides` are records that can be cut.
    """

    groups: dict[str, Group] = field(default_factory=dict)
    dependents: dict[str, Group] = field(default_factory=dict)
    mentions: dict[str, Group] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)


def scan(archive: Archive, wanted: Set[str], names: Names, on_done: OnDone | None = None) -> Found:
    """Read every record of ours; `wanted` are ids of exchanges. Raises OSError, RecordError."""
    found = Found()
    files = own_files(archive)
    for number, path in enumerate(files, 1):
        name = path.relative_to(archive.warcs).as_posix()
        for exchange, event in _items(archive, name):
            if exchange is not None:
                _look_at(found, name, exchange, wanted, names)
            elif event is not None and names.named_in(_text(event.block)):
                found.asides.append(Aside(warc=name, record=_bare(event), of=None))
        if on_done is not None:
            on_done(number, len(files))
    return found


def naming(archive: Archive, asides: Iterable[Aside], names: Names) -> list[Aside]:
    """Those of the records that name one of these reports."""
    return [
        aside
        for aside in asides
        if names.named_in(_text(read_current(archive.warcs / aside.warc, aside.record.offset).block))
    ]


def _items(archive: Archive, name: str) -> Iterator[tuple[Exchange | None, Record | None]]:
    """The exchanges of a file, and the records of its events."""
    path = archive.warcs / name
    steps = walk(current_path(path))
    for step in read_exchanges(steps, closed=path.exists()):
        if isinstance(step.item, Exchange):
            yield step.item, None
        elif isinstance(step.item, Event) or (
            isinstance(step.item, Finding) and step.item.code == "bad-event"
        ):
            yield None, read_current(path, step.item.offset)


def _look_at(found: Found, name: str, exchange: Exchange, wanted: Set[str], names: Names) -> None:
    if any(record.record_id in wanted for record in exchange.records):
        found.groups[exchange.record_id] = _group(name, exchange)
    elif any(not wanted.isdisjoint(_refers(record)) for record in exchange.records):
        found.dependents[exchange.record_id] = _group(name, exchange)
    elif names.is_address(exchange.url or "") or _says(exchange, names):
        found.mentions[exchange.record_id] = _group(name, exchange)
    else:
        for record in exchange.records:
            if record.type == "metadata" and names.named_in(_text(record.block)):
                found.asides.append(Aside(warc=name, record=_bare(record), of=exchange.record_id))


def _refers(record: Record) -> set[str]:
    wanted = ("warc-refers-to", "warc-concurrent-to")
    values = (value for name, value in record.headers if name.lower() in wanted)
    return {identity for value in values if (identity := bare_id(value))}


def _says(exchange: Exchange, names: Names) -> bool:
    """Whether the answer's head or its payload names the report."""
    record = exchange.answer
    if record is None:
        return False
    if record.type != "response":
        head = "\n".join(value for _, value in record.headers)
        return names.hinted_in(f"{head}\n{_text(record.block)}")
    message = parse_response(record.block)
    if any(names.hinted_in(value) for _, value in message.headers):
        return True
    kind = (message.header("content-type") or "text/html").lower()
    return any(word in kind for word in TEXTS) and names.hinted_in(_text(decode_content(message)[0]))


def _text(data: bytes) -> str:
    for charset in CHARSETS:
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _group(name: str, exchange: Exchange) -> Group:
    return Group(
        record_id=exchange.record_id,
        warc=name,
        kind=exchange.kind,
        url=exchange.url or "",
        captured_at=exchange.captured_at or exchange.main.date,
        role=exchange.fields.get("role"),
        via=exchange.fields.get("via"),
        payload_digest=exchange.main.header("WARC-Payload-Digest"),
        records=tuple(sorted(map(_bare, exchange.records), key=lambda record: record.offset)),
    )


def _bare(record: Record) -> Record:
    return replace(record, block=b"")
