"""WARC records: written verbatim, read back with their digests. The one module that knows warcio.

Written: WARC/1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/), one gzip
member a record. Written by ourselves: warcio's writer fixes level 9, and bodies that arrive compressed cost
seven times less when stored; its way of serialising a head costs as much as capturing the exchange.
Read: WARC of any version, gzipped or plain, by our own walk over members; ARC through warcio.
"""

from __future__ import annotations

import hashlib
import os
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.fragments import set_fragments_aside
from archive.members import Member, Tap, Window, inflate, is_gzip, next_member, walk_gaps_and_members
from archive.plain import next_plain, walk_plain
from archive.records import (
    MAX_BLOCK,
    Block,
    Damage,
    NewRecord,
    Record,
    RecordError,
    RecordReader,
    new_record,
    new_record_id,
    sha256_digest,
    urn,
)

__all__ = [
    "MAX_BLOCK",
    "Block",
    "Damage",
    "NewRecord",
    "Record",
    "RecordError",
    "current_path",
    "new_record",
    "new_record_id",
    "read_record",
    "sha256_digest",
    "walk",
    "write_record",
]


class Sink(Protocol):
    """Where a compressed member goes."""

    def write(self, data: bytes, /) -> object: ...


def write_record(record: NewRecord, out: Sink) -> None:
    """Write one record as one gzip member.

    Raises RecordError when the block turns out longer or shorter than its Content-Length says; the caller
    then takes back what was written.
    """
    engine = zlib.compressobj(record.level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    fields = "".join([f"{name}: {value}\r\n" for name, value in record.headers])
    out.write(engine.compress(f"WARC/1.1\r\n{fields}\r\n".encode()))
    size = 0
    for chunk in record.block.chunks():
        size += len(chunk)
        out.write(engine.compress(chunk))
    out.write(engine.compress(b"\r\n\r\n") + engine.flush())
    if size != record.block.size:
        raise RecordError(f"record {record.record_id}: {size} bytes came, {record.block.size} were announced")


def current_path(path: Path) -> Path:
    """The file itself, or its `.open` twin while it is still written."""
    twin = path.with_name(path.name + ".open")
    return twin if not path.exists() and twin.exists() else path


def walk(
    path: Path, start: int = 0, *, max_block: int = MAX_BLOCK, tap: Tap | None = None
) -> Iterator[Record | Damage]:
    """Every record from byte `start` on, and every damage, in file order; resumable at any record's end.

    A file that is being written may be walked: what has no end yet comes out as Damage "torn-tail", last.
    `tap` sees every byte of a file of gzip members, in order, by the time the walk ends. Raises OSError when
    the file cannot be opened or read.
    """
    fd, growing = os.open(path, os.O_RDONLY), path.name.endswith(".open")
    try:
        if _is_arc(fd):
            yield from (step for step in _walk_arc(path, max_block) if step.offset >= start)
        elif _has_members(fd) or (growing and os.pread(fd, 1, 0) == b"\0"):  # nothing of it came
            steps = _walk_members(fd, start, max_block, growing=growing, tap=tap)
            yield from set_fragments_aside(fd, steps) if growing else steps
        else:
            yield from walk_plain(fd, start, max_block)
    finally:
        os.close(fd)


def read_record(path: Path, offset: int, *, max_block: int = MAX_BLOCK) -> Record:
    """The record whose member (or plain record) begins at `offset`. Raises RecordError, OSError."""
    fd = os.open(path, os.O_RDONLY)
    try:
        if _is_arc(fd):
            found = next((r for r in _walk_arc(path, max_block) if r.offset == offset), None)
        elif not _has_members(fd):
            found = next(walk_plain(fd, offset, max_block), None)
        else:
            reader = RecordReader(max_block)
            member = inflate(Window(fd), offset, reader.feed)
            if isinstance(member, str):
                raise RecordError(f"{path.name} at byte {offset}: no whole gzip member there ({member})")
            found = reader.finish(member.offset, member.length)
    finally:
        os.close(fd)
    if isinstance(found, Record):
        return found
    detail = found.detail if found else "the file ends before that byte"
    raise RecordError(f"{path.name} at byte {offset}: {detail}")


def _has_members(fd: int) -> bool:
    """Whether the file is gzip. Where its first bytes are damaged, what comes first further on decides."""
    if is_gzip(fd) or os.pread(fd, 5, 0) == b"WARC/":
        return is_gzip(fd)
    member, plain = next_member(fd, 0), next_plain(fd, 0)
    return member is not None and (plain is None or member < plain)


def _walk_members(
    fd: int, start: int, max_block: int, *, growing: bool, tap: Tap | None
) -> Iterator[Record | Damage]:
    reader = RecordReader(max_block)

    def sink(_offset: int) -> Callable[[bytes], None]:
        nonlocal reader
        reader = RecordReader(max_block)
        return reader.feed

    for step in walk_gaps_and_members(fd, start, sink, growing=growing, tap=tap):
        if isinstance(step, Member):
            yield reader.finish(step.offset, step.length)
        else:
            code = "torn-tail" if step.torn else "damaged-member"
            yield Damage(offset=step.offset, length=step.length, code=code, detail=step.reason)


def _is_arc(fd: int) -> bool:
    begin = os.pread(fd, 4096, 0)
    if is_gzip(fd):
        engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            begin = engine.decompress(begin, 16)
        except zlib.error:
            return False
    return begin.startswith(b"filedesc:")


def _walk_arc(path: Path, max_block: int) -> Iterator[Record | Damage]:
    """ARC through warcio, as WARC responses. Ids are derived from name and offset, so that they stay.

    warcio returns damaged and torn records as if they were whole: the checksum of each member is ours to see.
    """
    with path.open("rb") as stream:
        fd = stream.fileno()
        end, size, zipped = 0, os.fstat(fd).st_size, is_gzip(fd)
        reader = ArchiveIterator(stream, arc2warc=True, no_record_parse=True)
        try:
            for entry in reader:
                fields = _arc_fields(path, entry.rec_headers.headers, reader.offset)
                block = _ArcBlock(fields, max_block)
                while data := entry.raw_stream.read(1 << 16):
                    block.feed(data)
                record = block.record(reader.get_record_offset(), reader.get_record_length())
                whole = inflate(Window(fd), record.offset, lambda _: None) if zipped else None
                if isinstance(whole, str):
                    raise ArchiveLoadFailed(whole)
                announced = record.header("Content-Length")  # of the file's own head warcio gives no block
                if record.type != "warcinfo" and announced != str(record.block_length):
                    raise ArchiveLoadFailed("the file ends within a block")
                yield record
                end = record.offset + record.length
            if os.pread(fd, 64, end).strip(b"\r\n"):
                raise ArchiveLoadFailed("the file ends within a record")
        except (ArchiveLoadFailed, EOFError, ValueError, OSError, zlib.error) as error:
            yield Damage(offset=end, length=size - end, code="bad-record", detail=f"ARC: {error}")


def _arc_fields(path: Path, headers: Sequence[tuple[str, str]], offset: int) -> tuple[tuple[str, str], ...]:
    identity = urn(str(uuid.uuid5(uuid.NAMESPACE_URL, f"arc:{path.name}:{offset}")))
    return tuple((name, identity if name == "WARC-Record-ID" else value) for name, value in headers)


class _ArcBlock:
    """Takes the bytes of an ARC block and keeps what Record needs."""

    def __init__(self, fields: tuple[tuple[str, str], ...], max_block: int) -> None:
        head = "".join(f"{name}: {value}\r\n" for name, value in fields) + "\r\n"
        self._fields = fields
        self._max_block = max_block
        self._kept = bytearray()
        self._size = 0
        self._block_engine = hashlib.sha256()
        self._record_engine = hashlib.sha256(head.encode("utf-8", "surrogateescape"))

    def feed(self, data: bytes) -> None:
        self._size += len(data)
        self._block_engine.update(data)
        self._record_engine.update(data)
        self._kept += data[: max(0, self._max_block - len(self._kept))]

    def record(self, offset: int, length: int) -> Record:
        """The record, once all of the block was fed."""
        return Record(
            type=next(value for name, value in self._fields if name == "WARC-Type"),
            headers=self._fields,
            block=bytes(self._kept),
            block_length=self._size,
            block_digest="sha256:" + self._block_engine.hexdigest(),
            record_digest="sha256:" + self._record_engine.hexdigest(),
            offset=offset,
            length=length,
        )
