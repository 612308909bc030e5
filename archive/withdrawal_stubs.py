"""What stands in a WARC file of ours where a withdrawn record stood: a member of exactly its length.

A stub is a `metadata` record with the old record's id and date. Its block says what was there (type,
digests), when and why it was withdrawn, and which note of the log tells of it; nothing of the payload or the
address is in it. A record that only named the address (an event, the metadata of another capture) is cut: it
is the same record without what named it. Room that is left is filled with spaces in the block, in stored
deflate blocks (RFC 1951, 3.2.4), so that every reader meets an ordinary record.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import pack

from archive.records import WARC_FIELDS, Record, read_warc_fields, sha256_digest, urn

STUB_URI = "urn:warraq:withdrawn"
COMMENT = 0x10  # FCOMMENT of RFC 1952: room that no filler fits into
CODES = ("court", "safety", "consent", "rights", "other")  # why, in the one word that a stub says
STORED = 65535  # bytes that one stored block may hold
END = b"\r\n\r\n"


class NoRoom(Exception):
    """The member that was there is too short for what is to stand in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """What a stub says. `main` is the record that gave its exchange its id: the old one itself, or another.

    `type` is the WARC type that the record had, `sha256` the digest of its head and block (hex), `number`
    that of the withdrawal's note.
    """

    record_id: str
    type: str
    date: str
    main: str
    at: str
    code: str
    number: int
    sha256: str | None = None
    payload_digest: str | None = None

    @property
    def is_main(self) -> bool:
        """Whether the old record gave its exchange its id."""
        return self.main == self.record_id


def stub_member(stub: Stub, length: int) -> bytes:
    """The gzip member of a stub, `length` bytes long. Raises NoRoom.

    Where the old member was short, digests are left out: the note of the withdrawal has them.
    """
    for said in _shorter(stub):
        lines = "".join(f"{name}: {value}\r\n" for name, value in said if value is not None).encode()
        head = (
            ("WARC-Type", "metadata"),
            ("WARC-Record-ID", urn(stub.record_id)),
            ("WARC-Date", stub.date),
            ("WARC-Target-URI", STUB_URI),
            ("Content-Type", WARC_FIELDS),
        )
        try:
            return padded_member(head, lines, length)
        except NoRoom:
            continue
    raise NoRoom(f"the record {stub.record_id} has {length} bytes: too few for a stub")


def _shorter(stub: Stub) -> Iterator[tuple[tuple[str, str | int | None], ...]]:
    """What the block may say, shorter and shorter."""
    main = None if stub.is_main else stub.main
    least = (("withdrawn", stub.type), ("of", main), ("at", stub.at), ("code", stub.code))
    said = (*least, ("note", stub.number))
    record, payload = ("record-sha256", stub.sha256), ("payload-digest", stub.payload_digest)
    yield (*said, record, payload)
    yield (*said, payload)
    yield said


def read_stub(record: Record) -> Stub | None:
    """What a stub says; None for any other record."""
    if record.target_uri != STUB_URI or record.type != "metadata":
        return None
    fields = dict(reversed(read_warc_fields(record.block)))
    number = fields.get("note", "")
    return Stub(
        record_id=record.record_id,
        type=fields.get("withdrawn", ""),
        date=record.date,
        main=fields.get("of") or record.record_id,
        at=fields.get("at", ""),
        code=fields.get("code", ""),
        number=int(number) if number.isdecimal() and number.isascii() and len(number) < 10 else 0,
        sha256=fields.get("record-sha256"),
        payload_digest=fields.get("payload-digest"),
    )


def cut_member(record: Record, block: bytes) -> bytes:
    """The member of the same record with another block, as long as the old one. Raises NoRoom."""
    left_out = ("content-length", "warc-block-digest", "warc-payload-digest")
    head = tuple((name, value) for name, value in record.headers if name.lower() not in left_out)
    return padded_member(head, block, record.length)


def padded_member(head: tuple[tuple[str, str], ...], content: bytes, length: int) -> bytes:
    """One gzip member of `length` bytes: a record with this head, whose block is `content` and then spaces.

    Raises NoRoom when it does not fit.
    """
    bare = _member(head, content, 0, 0)
    # What is filled in makes Content-Length longer, and each stored block has five bytes of its own.
    filler = max(0, length - len(bare) - 64 - 5 * (1 + (length - len(bare)) // STORED))
    best = _member(head, content, filler, 0)
    while len(larger := _member(head, content, filler + 1, 0)) <= length:
        filler, best = filler + 1, larger
    if len(best) > length:
        raise NoRoom
    rest = length - len(best)
    return _member(head, content, filler, rest) if rest else best


def _member(head: tuple[tuple[str, str], ...], content: bytes, filler: int, comment: int) -> bytes:
    """The member with so many spaces after the content, and a comment of so many bytes with its end."""
    fields = "".join(f"{name}: {value}\r\n" for name, value in head)
    size = f"Content-Length: {len(content) + filler}\r\n\r\n"
    opening = f"WARC/1.1\r\n{fields}{size}".encode("utf-8", "surrogateescape") + content
    engine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    if filler:
        tail = b" " * filler + END
        packed = engine.compress(opening) + engine.flush(zlib.Z_SYNC_FLUSH) + b"".join(_stored(tail))
    else:
        tail = END
        packed = engine.compress(opening + tail) + engine.flush()
    gzip_head = b"\x1f\x8b\x08" + bytes((COMMENT if comment else 0,)) + b"\0\0\0\0\x02\xff"
    if comment:
        gzip_head += b" " * (comment - 1) + b"\0"
    check = zlib.crc32(tail, zlib.crc32(opening))
    return gzip_head + packed + pack("<II", check, (len(opening) + len(tail)) & 0xFFFFFFFF)


def _stored(data: bytes) -> Iterator[bytes]:
    """The bytes as stored deflate blocks, the last of them marked as the last."""
    for begin in range(0, len(data), STORED):
        piece = data[begin : begin + STORED]
        last = begin + STORED >= len(data)
        yield pack("<BHH", last, len(piece), len(piece) ^ 0xFFFF) + piece


def digest_of_member(member: bytes) -> str:
    """The sha256 of a member's bytes, hex."""
    return sha256_digest(member).removeprefix("sha256:")
