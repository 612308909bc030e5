"""WARC records: written verbatim, read back with their digests. The one module that knows warcio.

Written: WARC/1.1 (https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/), one gzip
member a record. warcio serialises the record; compression is ours, because its writer fixes level 9 and
bodies that arrive compressed cost seven times less when stored.
Read: WARC of any version, gzipped or plain, by our own walk over members; ARC through warcio.
"""

from __future__ import annotations

import io
import os
import uuid
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.members import Member, inflate, is_gzip, walk_gaps_and_members
from archive.plain import walk_plain
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


class _MemberSink:
    """Compresses what warcio writes into one gzip member."""

    def __init__(self, out: Sink, level: int) -> None:
        self._out = out
        self._engine = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)

    def write(self, data: bytes) -> None:
        if compressed := self._engine.compress(data):
            self._out.write(compressed)

    def flush(self) -> None:
        self._out.write(self._engine.flush())


class _BlockStream:
    """A block as the stream that warcio reads; notes how much was read."""

    def __init__(self, block: Block) -> None:
        self._chunks = block.chunks()
        self.size = 0

    def read(self, _size: int = -1) -> bytes:
        chunk = next(self._chunks, b"")
        self.size += len(chunk)
        return bytes(chunk)


class _VerbatimWriter(WARCWriter):  # type: ignore[misc]  # warcio has no type information
    """warcio's writer with digests left to us: they are computed over the bytes on the wire."""

    def ensure_digest(self, record: ArcWarcRecord, block: bool = True, payload: bool = True) -> None:
        return


def write_record(record: NewRecord, out: Sink) -> None:
    """Write one record as one gzip member.

    Raises RecordError when the block turns out longer or shorter than its Content-Length says; the caller
    then takes back what was written.
    """
    stream = _BlockStream(record.block)
    head = StatusAndHeaders("", list(record.headers), protocol="WARC/1.1")
    content_type = next((value for name, value in record.headers if name == "Content-Type"), None)
    # Told that it is a revisit, warcio would leave the block out; the fields say what it is.
    verbatim = ArcWarcRecord("warc", "resource", head, stream, None, content_type, record.block.size)
    _VerbatimWriter(_MemberSink(out, record.level), gzip=False, warc_version="WARC/1.1").write_record(
        verbatim
    )
    if stream.size != record.block.size:
        raise RecordError(
            f"record {record.record_id}: {stream.size} bytes came, {record.block.size} were announced"
        )


def current_path(path: Path) -> Path:
    """The file itself, or its `.open` twin while it is still written."""
    twin = path.with_name(path.name + ".open")
    return twin if not path.exists() and twin.exists() else path


def walk(path: Path, start: int = 0, *, max_block: int = MAX_BLOCK) -> Iterator[Record | Damage]:
    """Every record from byte `start` on, and every damage, in file order; resumable at any record's end.

    A file that is being written may be walked: what has no end yet comes out as Damage "torn-tail", last.
    Raises OSError when the file cannot be opened or read.
    """
    fd = os.open(path, os.O_RDONLY)
    try:
        if is_gzip(fd):
            if start == 0 and _is_arc(fd):
                yield from _walk_arc(path, max_block)
            else:
                yield from _walk_members(fd, start, max_block)
        elif os.fstat(fd).st_size > start:
            begin = os.pread(fd, 16, start)
            if start == 0 and begin.startswith(b"filedesc:"):
                yield from _walk_arc(path, max_block)
            else:
                yield from walk_plain(fd, start, max_block)
    finally:
        os.close(fd)


def read_record(path: Path, offset: int, *, max_block: int = MAX_BLOCK) -> Record:
    """The record whose member (or plain record) begins at `offset`. Raises RecordError, OSError."""
    fd = os.open(path, os.O_RDONLY)
    try:
        if not is_gzip(fd):
            found = next(walk_plain(fd, offset, max_block), None)
        elif _is_arc(fd):
            found = next((r for r in _walk_arc(path, max_block) if r.offset == offset), None)
        else:
            reader = RecordReader(max_block)
            member = inflate(fd, offset, reader.feed)
            if isinstance(member, str):
                raise RecordError(f"{path.name} at byte {offset}: no whole gzip member there ({member})")
            found = reader.finish(member.offset, member.length)
    finally:
        os.close(fd)
    if isinstance(found, Record):
        return found
    detail = found.detail if found else "the file ends before that byte"
    raise RecordError(f"{path.name} at byte {offset}: {detail}")


def _walk_members(fd: int, start: int, max_block: int) -> Iterator[Record | Damage]:
    reader = RecordReader(max_block)

    def sink(_offset: int) -> Callable[[bytes], None]:
        nonlocal reader
        reader = RecordReader(max_block)
        return reader.feed

    for step in walk_gaps_and_members(fd, start, sink):
        if isinstance(step, Member):
            yield reader.finish(step.offset, step.length)
        else:
            code = "torn-tail" if step.torn else "damaged-member"
            yield Damage(offset=step.offset, length=step.length, code=code, detail=step.reason)


def _is_arc(fd: int) -> bool:
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        return engine.decompress(os.pread(fd, 4096, 0), 16).startswith(b"filedesc:")
    except zlib.error:
        return False


def _walk_arc(path: Path, max_block: int) -> Iterator[Record | Damage]:
    """ARC through warcio, as WARC responses. Ids are derived from name and offset, so that they stay."""
    with path.open("rb") as stream:
        reader = ArchiveIterator(stream, arc2warc=True, no_record_parse=True)
        try:
            for entry in reader:
                block = entry.raw_stream.read(max_block)
                rest = _count(entry.raw_stream)
                offset, length = reader.get_record_offset(), reader.get_record_length()
                yield _arc_record(path, entry.rec_headers.headers, block, rest, offset, length)
        except (ArchiveLoadFailed, EOFError, ValueError, OSError, zlib.error) as error:
            at = max(0, reader.offset)
            size = path.stat().st_size
            yield Damage(offset=at, length=max(0, size - at), code="bad-record", detail=f"ARC: {error}")


def _count(stream: io.BufferedIOBase) -> int:
    size = 0
    while data := stream.read(1 << 16):
        size += len(data)
    return size


def _arc_record(
    path: Path, headers: Sequence[tuple[str, str]], block: bytes, rest: int, offset: int, length: int
) -> Record:
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"arc:{path.name}:{offset}"))
    fields = tuple((name, urn(identity) if name == "WARC-Record-ID" else value) for name, value in headers)
    head = "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8", "surrogateescape")
    return Record(
        type=next(value for name, value in fields if name == "WARC-Type"),
        headers=fields,
        block=block,
        block_length=len(block) + rest,
        block_digest=sha256_digest(block),
        record_digest=sha256_digest(head + b"\r\n" + block),
        offset=offset,
        length=length,
    )
