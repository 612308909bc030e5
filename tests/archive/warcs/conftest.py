"""Small WARC files, made for each test."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from archive.records import HTTP_RESPONSE, NewRecord, new_record
from archive.warc import Damage, Record, walk, write_record

DATE = "2026-11-22T10:31:07.123456Z"


def response(number: int, *, size: int = 400, level: int = 6) -> NewRecord:
    """A response with a body of its own, the same each time."""
    body = Random(number).randbytes(size)
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n".encode()
    return new_record(
        "response",
        head + body,
        date=DATE,
        content_type=HTTP_RESPONSE,
        fields=(("WARC-Target-URI", f"http://almithal.example/{number}"),),
        level=level,
    )


def write(path: Path, records: Iterable[NewRecord]) -> list[int]:
    """Append the records to a file as members; returns where each begins, and where the last ends."""
    offsets = []
    with path.open("ab") as out:
        for record in records:
            offsets.append(out.tell())
            write_record(record, out)
        offsets.append(out.tell())
    return offsets


def read(path: Path, start: int = 0) -> tuple[list[Record], list[Damage]]:
    """Records and damages of a file."""
    steps = list(walk(path, start))
    records = [step for step in steps if isinstance(step, Record)]
    return records, [step for step in steps if isinstance(step, Damage)]


def ids(records: Sequence[Record] | Sequence[NewRecord]) -> list[str]:
    """Their record ids, in order."""
    return [record.record_id for record in records]


def plain(fields: Sequence[tuple[str, str]], block: bytes, *, end: bytes = b"\r\n") -> bytes:
    """A record as bytes, fields as given, uncompressed; `end` ends the lines of the head."""
    lines = [b"WARC/1.1", *(f"{name}: {value}".encode() for name, value in fields)]
    return end.join((*lines, b"", b"")) + block + b"\r\n\r\n"


def as_plain(record: NewRecord) -> bytes:
    """A new record uncompressed."""
    return plain(record.headers, b"".join(record.block.chunks()))


ARC_HEAD = (
    b"filedesc://a.arc 0.0.0.0 20090101000000 text/plain 76\n1 0 InternetArchive\n"
    b"URL IP-address Archive-date Content-type Archive-length\n\n"
)
ARC_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>\xd8\xae\xd8\xa8\xd8\xb1</p>"


def arc_parts() -> list[bytes]:
    """The records of an ARC file: its own head and two pages."""
    return [
        ARC_HEAD,
        *(
            b"http://a.example/%d 127.0.0.1 20090102030405 text/html %d\n" % (n, len(ARC_PAGE))
            + ARC_PAGE
            + b"\n"
            for n in (1, 2)
        ),
    ]
