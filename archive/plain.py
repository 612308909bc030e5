"""Records of a WARC file that is not compressed, one after another, past damage."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from archive.records import MAX_HEAD, Damage, Record, RecordReader, head_end

_PLAIN_HEAD = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")
_HEAD_ON_LINE = re.compile(rb"(?<=\n\n)WARC/\d\.\d{1,2}\n|(?<=\r\n\r\n)WARC/\d\.\d{1,2}\r\n")


def walk_plain(fd: int, start: int, max_block: int) -> Iterator[Record | Damage]:
    """Every record and damage from byte `start` on; what has no end yet comes out as "torn-tail", last.

    Nothing here has a checksum: a Content-Length is believed when an end of line, the next record or the end
    of the file stands behind the block.
    """
    position = start
    size = os.fstat(fd).st_size
    while position < size:
        head, reason = _plain_head(fd, position)
        if head is None:
            step: Record | Damage = _damage(fd, position, position + 1, size, reason)
        else:
            step = _record_at(fd, position, head, size, max_block)
        yield step
        position = step.offset + step.length


def _record_at(fd: int, position: int, head: bytes, size: int, max_block: int) -> Record | Damage:
    reader = RecordReader(max_block)
    reader.feed(head)
    begin = position + len(head)
    if reader.problem is not None:
        return _damage(fd, position, begin, size, reader.problem)
    if begin + reader.block_length > size:
        return _damage(fd, position, begin, size, "the file ends within a block", "torn-tail")
    left, at = reader.block_length, begin
    while left > 0 and (data := os.pread(fd, min(left, 1 << 18), at)):
        reader.feed(data)
        left -= len(data)
        at += len(data)
    end = _skip_blank(fd, at)
    if end == at < size and not _PLAIN_HEAD.match(os.pread(fd, 16, at)):
        return _damage(fd, position, begin, size, "Content-Length is wrong: the block does not end there")
    return reader.finish(position, end - position)


def _damage(
    fd: int, position: int, search: int, size: int, reason: str, at_end: str = "bad-record"
) -> Damage:
    """The damage from `position` to the next head at or after `search`, or to the end of the file."""
    resume = next_plain(fd, search)
    if resume is not None:
        return Damage(offset=position, length=resume - position, code="bad-record", detail=reason)
    code = "not-an-archive" if position == 0 and at_end == "bad-record" else at_end
    return Damage(offset=position, length=size - position, code=code, detail=reason)


def _plain_head(fd: int, position: int) -> tuple[bytes | None, str]:
    window = os.pread(fd, MAX_HEAD, position)
    if not _PLAIN_HEAD.match(window):
        return None, f"the record begins with {window[:40]!r}, wanted a line such as WARC/1.1"
    end = head_end(window)
    return (window[:end], "") if end > 0 else (None, "the WARC head has no end")


def next_plain(fd: int, start: int) -> int | None:
    """Offset of the next head behind a blank line, at or after `start`, or None."""
    position, carry = max(0, start - 4), b""
    while data := os.pread(fd, 1 << 18, position):
        window = carry + data
        if found := _HEAD_ON_LINE.search(window):
            return position - len(carry) + found.start()
        carry = window[-16:]
        position += len(data)
    return None


def _skip_blank(fd: int, position: int) -> int:
    blank = os.pread(fd, 64, position)  # two line ends by the specification, more in files of some tools
    return position + len(blank) - len(blank.lstrip(b"\r\n"))
