"""Export as WARC: the records of captures copied byte for byte behind a warcinfo that says what was selected.

Left out are warcinfo records of the archive, which name its operator, and requests, whose User-Agent holds
the operator's contact; also any other record in which that contact stands, such as an answer that repeats the
User-Agent. `requests=True` copies all of these but the archive's warcinfo.
"""

import os
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from archive.errors import ArchiveError
from archive.export import Selection
from archive.export_captures import Taken
from archive.http import decode_content, parse_response
from archive.moments import stamp
from archive.place import Archive
from archive.records import WARC_FIELDS, NewRecord, Record, RecordError, new_record, warc_fields
from archive.room import no_room
from archive.sources import opened
from archive.wacz import WaczError
from archive.warc import current_path, read_record, walk, write_record
from archive.withdrawal_stubs import read_stub

CONFORMS_TO = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


@dataclass(slots=True, kw_only=True)
class Copied:
    """What was copied: `records` in all, `places` (offset, length) of captures' own records by record id.

    `contact` counts captures that were left out because the operator's contact stands in them, `arc` those
    of ARC files, which hold no WARC records.
    """

    records: int = 0
    contact: int = 0
    arc: int = 0
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


class _Counting:
    """A file that is written to, and how many bytes were."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.position = 0

    def write(self, data: bytes) -> None:
        self._out.write(data)
        self.position += len(data)


def write_warc(
    archive: Archive,
    captures: Iterable[Taken],
    out: BinaryIO,
    *,
    name: str | None,
    selection: Selection,
    requests: bool = False,
) -> Copied:
    """Write the records of captures, in the order of their files; `name` is the new file's, if it has one.

    A capture's metadata is copied with it. Raises ArchiveError for a record that cannot be read or is not the
    one that the index names: nothing of the export is kept then.
    """
    contact = None if requests else archive.settings.operator.contact
    sink, copied = _Counting(out), Copied()
    write_record(_warcinfo(name, selection, requests=requests), sink)
    for (warc, origin), group in groupby(captures, key=lambda one: (one.warc, one.origin)):
        try:
            with opened(archive, warc, origin) as source:
                if source.arc:
                    copied.arc += sum(1 for _ in group)
                    continue
                with open_current(source.path) as file:
                    for one in group:
                        _copy(one, source.path, file, sink, copied, contact, requests=requests)
        except (OSError, WaczError, RecordError) as error:
            if no_room(error):  # it is the export that could not be written
                raise
            raise ArchiveError(f"{warc} cannot be read ({error}); `warraq verify` says more") from error
    return copied


def _copy(
    capture: Taken,
    path: Path,
    file: BinaryIO,
    sink: _Counting,
    copied: Copied,
    contact: str | None,
    *,
    requests: bool,
) -> None:
    main = read_capture(path, capture)
    if contact and holds(main, contact):
        copied.contact += 1
        return
    begin = sink.position
    sink.write(member_of(file, main))
    copied.places[capture.record_id] = (begin, sink.position - begin)
    copied.records += 1
    for record in companions(capture, path, main):
        wanted = requests if record.type == "request" else not (contact and holds(record, contact))
        if wanted:
            sink.write(member_of(file, record))
            copied.records += 1


def read_capture(path: Path, capture: Taken) -> Record:
    """The capture's own record. Raises RecordError when another one, or a changed one, is at its place."""
    try:
        record = read_record(current_path(path), capture.offset)
    except FileNotFoundError:  # closed, so renamed, between the look and the opening
        record = read_record(current_path(path), capture.offset)
    told = record.header("WARC-Block-Digest")
    if record.record_id != capture.record_id:
        raise RecordError(
            f"at byte {capture.offset} is the record {record.record_id}, not {capture.record_id}"
        )
    if read_stub(record) is not None:
        raise RecordError(f"the record {record.record_id} was withdrawn, which the index does not know")
    if told is not None and told.startswith("sha256:") and len(told) == 71 and told != record.block_digest:
        raise RecordError(f"at byte {capture.offset} the block is not the one that its digest names")
    return record


def companions(capture: Taken, path: Path, main: Record) -> Iterator[Record]:
    """The records of ours that stand behind a capture's own and belong to it: request, metadata, others."""
    if capture.origin != "own" or capture.metadata_id in (None, capture.record_id):
        return
    group = {main.record_id}
    for step in walk(current_path(path), main.offset + main.length):
        if not isinstance(step, Record) or not _belongs(step, group):
            break
        group.add(step.record_id)
        yield step
        if step.record_id == capture.metadata_id:
            return
    raise RecordError(f"the records that belong to the one at byte {capture.offset} are not all there")


def _belongs(record: Record, group: set[str]) -> bool:
    told = record.header("WARC-Concurrent-To") or ""
    return told.strip("<> ").removeprefix("urn:uuid:") in group


def holds(record: Record, text: str) -> bool:
    """Whether a text stands in the record, in any case: in head, block, or what the block decodes to."""
    wanted = text.lower().encode()
    head = "\n".join(value for _, value in record.headers).lower().encode("utf-8", "surrogateescape")
    if wanted in head or wanted in record.block.lower():
        return True
    return record.type == "response" and wanted in decode_content(parse_response(record.block))[0].lower()


def member_of(file: BinaryIO, record: Record) -> bytes:
    """The bytes of the record's gzip member; of a plain file, its bytes made one."""
    data = os.pread(file.fileno(), record.length, record.offset)
    if data.startswith(b"\x1f\x8b"):
        return data
    engine = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return engine.compress(data) + engine.flush()


def open_current(path: Path) -> BinaryIO:
    """The file, or its `.open` twin while it is still written, open for reading."""
    try:
        return current_path(path).open("rb")
    except FileNotFoundError:  # closed, so renamed, between the look and the opening
        return current_path(path).open("rb")


def _warcinfo(name: str | None, selection: Selection, *, requests: bool) -> NewRecord:
    left_out = "warcinfo records" if requests else "warcinfo and request records"
    block = warc_fields(
        (
            ("software", f"Warraq/{version('warraq')}"),
            ("format", "WARC File Format 1.1"),
            ("conformsTo", CONFORMS_TO),
            ("description", f"records copied from an archive, unchanged; {left_out} left out"),
            ("selection", str(selection)),
        )
    )
    return new_record(
        "warcinfo",
        block,
        date=stamp(datetime.now(UTC)),
        content_type=WARC_FIELDS,
        fields=(("WARC-Filename", name),),
    )
