"""What a WARC record is: ids, fields, digests; the record to be written and the record as read back.

WARC/1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

MAX_BLOCK = 64 << 20
MAX_HEAD = 1 << 20
WARC_FIELDS = "application/warc-fields"
FORMAT = "WARC File Format 1.1"
CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
HTTP_REQUEST = "application/http;msgtype=request"
HTTP_RESPONSE = "application/http;msgtype=response"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_UNWRITABLE = re.compile(r"[\x00-\x1f\x7f]")
_REFUSED = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SPACE = " \t\r"  # what may stand around a value; U+00A0 and its like belong to it
_LENGTH = re.compile(r"[0-9]{1,18}")  # more digits are no file's; int() refuses 4,300


class RecordError(Exception):
    """A record that cannot be read or written: names the file, the offset and what is wrong."""


def sha256_digest(data: bytes) -> str:
    """`sha256:` and 64 lowercase hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def new_record_id() -> str:
    """A fresh record id: the bare UUID, as the index and the contract name it."""
    return str(uuid.uuid4())


def urn(record_id: str) -> str:
    """A record id as WARC header fields write it: `<urn:uuid:…>`."""
    return f"<urn:uuid:{record_id}>"


def id_field(record_id: str) -> str:
    """The id of any record as header fields write it: a bare UUID as `urn` does, another URI in brackets."""
    return f"<{record_id}>" if ":" in record_id else urn(record_id)


def bare_id(value: str | None) -> str | None:
    """The bare UUID of a record id field; other URIs keep their text without angle brackets; None stays."""
    if value is None:
        return None
    return value.strip().removeprefix("<").removesuffix(">").removeprefix("urn:uuid:")


class Block(Protocol):
    """Bytes of known size that can be read more than once, in pieces."""

    @property
    def size(self) -> int: ...

    def chunks(self) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Bytes:
    """A block held in memory."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def chunks(self) -> Iterator[bytes]:
        yield self.data


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """A record about to be written. `level` is the gzip level of its member."""

    record_id: str
    type: str
    headers: tuple[tuple[str, str], ...]
    block: Block
    level: int = 6


def new_record(
    type_: str,
    block: bytes | Block,
    *,
    date: str,
    content_type: str | None,
    fields: Iterable[tuple[str, str | None]] = (),
    record_id: str | None = None,
    block_digest: str | None = None,
    level: int = 6,
) -> NewRecord:
    """A record with its mandatory fields, block digest and `fields` (those that are None are left out).

    `date` is the WARC-Date, UTC. Raises RecordError when a value holds a control character: written as it
    is, it would become a field of its own (WARC header injection); or when it cannot be written as UTF-8.
    """
    body = Bytes(block) if isinstance(block, bytes) else block
    identity = record_id or new_record_id()
    headers = [("WARC-Type", type_), ("WARC-Record-ID", urn(identity)), ("WARC-Date", date)]
    headers += [(name, value) for name, value in fields if value is not None]
    headers.append(("WARC-Block-Digest", block_digest or digest_of_block(body)))
    if content_type is not None:
        headers.append(("Content-Type", content_type))
    headers.append(("Content-Length", str(body.size)))
    if _REFUSED.search("".join([name + value for name, value in headers])):
        _refuse(headers)
    return NewRecord(record_id=identity, type=type_, headers=tuple(headers), block=body, level=level)


def _refuse(headers: Iterable[tuple[str, str]]) -> None:
    for name, value in headers:
        if _UNWRITABLE.search(name) or _UNWRITABLE.search(value):
            raise RecordError(
                f"WARC field {name} holds a control character: {value!r}; refuse the URL before"
            )
        if _SURROGATE.search(value):
            raise RecordError(f"WARC field {name} is no Unicode text: {value!r}")


def digest_of_block(block: Block) -> str:
    """The `sha256:` digest of a block, read in pieces."""
    engine = hashlib.sha256()
    for chunk in block.chunks():
        engine.update(chunk)
    return "sha256:" + engine.hexdigest()


def warc_fields(pairs: Iterable[tuple[str, str | int | None]]) -> bytes:
    """`application/warc-fields` lines; a None is left out, line breaks in a value become spaces."""
    return "".join(
        f"{name}: {_UNWRITABLE.sub(' ', str(value))}\r\n" for name, value in pairs if value is not None
    ).encode("utf-8", "backslashreplace")


def read_warc_fields(block: bytes) -> tuple[tuple[str, str], ...]:
    """The `name: value` lines of a block, in order; lines without a colon are passed over.

    A line ends in LF or CRLF and nothing else: a value with U+2028 or its like in it starts no other field.
    """
    lines = block.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    pairs = (line.partition(":") for line in lines)
    return tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record as read back. `offset` and `length` are bytes in the file: of the gzip member, or of the
    plain record. `block` holds at most `max_block` bytes; `block_length` and the digests are of the whole.
    `record_digest` is over WARC head and block, uncompressed, without the closing blank lines."""

    type: str
    headers: tuple[tuple[str, str], ...]
    block: bytes
    block_length: int
    block_digest: str
    record_digest: str
    offset: int
    length: int

    def header(self, name: str) -> str | None:
        """The first field of that name, in any case, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def record_id(self) -> str:
        return bare_id(self.header("WARC-Record-ID")) or ""

    @property
    def target_uri(self) -> str | None:
        uri = self.header("WARC-Target-URI")
        return uri.removeprefix("<").removesuffix(">") if uri else None

    @property
    def date(self) -> str:
        return self.header("WARC-Date") or ""

    @property
    def whole(self) -> bool:
        """Whether `block` is all of the block."""
        return len(self.block) == self.block_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Bytes of a file that yield no record. code: torn-tail, damaged-member, bad-record, not-an-archive."""

    offset: int
    length: int
    code: str
    detail: str


class BadRecordError(Exception):
    """The bytes of a member are no WARC record."""


class RecordReader:
    """Takes the uncompressed bytes of one record and keeps what Record needs."""

    def __init__(self, max_block: int) -> None:
        self._max_block = max_block
        self._head = bytearray()
        self._headers: tuple[tuple[str, str], ...] = ()
        self._in_block = False
        self._left = 0
        self._kept: list[bytes] = []
        self._kept_size = 0
        self._tail = bytearray()
        self._block_engine = hashlib.sha256()
        self._record_engine = hashlib.sha256()
        self.block_length = 0
        self.problem: str | None = None

    def feed(self, data: bytes) -> None:
        if self.problem is not None:
            return
        if not self._in_block:
            self._head += data
            end = head_end(self._head)
            if end < 0:
                if len(self._head) > MAX_HEAD:
                    self.problem = f"no end of the WARC head within {MAX_HEAD} bytes"
                return
            data = bytes(self._head[end:])
            del self._head[end:]
            if not self._begin_block():
                return
        piece = data[: self._left]
        if piece:
            self._left -= len(piece)
            self._block_engine.update(piece)
            self._record_engine.update(piece)
            room = self._max_block - self._kept_size
            if room > 0:
                self._kept.append(piece[:room])
                self._kept_size += min(room, len(piece))
        if len(data) > len(piece) and len(self._tail) <= 16:
            self._tail += data[len(piece) : len(piece) + 32]

    def _begin_block(self) -> bool:
        try:
            self._headers = parse_head(bytes(self._head))
        except BadRecordError as error:
            self.problem = str(error)
            return False
        text = next((value for name, value in self._headers if name.lower() == "content-length"), "")
        if not _LENGTH.fullmatch(text):
            self.problem = f"Content-Length is {text[:40]!r}, wanted a whole number of bytes"
            return False
        self.block_length = self._left = int(text)
        self._in_block = True
        self._record_engine.update(bytes(self._head))
        return True

    def finish(self, offset: int, length: int) -> Record | Damage:
        """What the bytes amount to, once the member's checksum has held."""
        problem = self.problem
        if problem is None and not self._in_block:
            problem = "the WARC head has no end"
        if problem is None and self._left:
            problem = f"the block is {self._left} bytes shorter than Content-Length {self.block_length} says"
        if problem is None and bytes(self._tail).strip(b"\r\n"):
            problem = "more than one record in this gzip member, or Content-Length is too small"
        if problem is not None:
            return Damage(offset=offset, length=length, code="bad-record", detail=problem)
        return Record(
            type=next((value for name, value in self._headers if name.lower() == "warc-type"), ""),
            headers=self._headers,
            block=b"".join(self._kept),
            block_length=self.block_length,
            block_digest="sha256:" + self._block_engine.hexdigest(),
            record_digest="sha256:" + self._record_engine.hexdigest(),
            offset=offset,
            length=length,
        )


def head_end(head: bytes | bytearray) -> int:
    """Offset behind the blank line that ends a WARC head (bare LF is tolerated), or -1."""
    crlf = head.find(b"\r\n\r\n")
    bare = head.find(b"\n\n", 0, crlf if crlf >= 0 else len(head))
    if bare >= 0:
        return bare + 2
    return crlf + 4 if crlf >= 0 else -1


def parse_head(head: bytes) -> tuple[tuple[str, str], ...]:
    """Fields of a WARC head in order. Folded lines are joined (WARC/1.0 allowed them)."""
    lines = head.decode("utf-8", "surrogateescape").replace("\r\n", "\n").split("\n")
    if not lines[0].startswith("WARC/"):
        raise BadRecordError(f"the record begins with {lines[0][:40]!r}, wanted a line such as WARC/1.1")
    fields: list[tuple[str, str]] = []
    for line in lines[1:]:
        if not line:
            continue
        if line[0] in " \t" and fields:
            name, value = fields[-1]
            fields[-1] = (name, f"{value} {line.strip(_SPACE)}")
            continue
        name, colon, value = line.partition(":")
        if not colon:
            raise BadRecordError(f"the WARC head holds a line without a colon: {line[:60]!r}")
        fields.append((name.strip(_SPACE), value.strip(_SPACE)))
    return tuple(fields)
