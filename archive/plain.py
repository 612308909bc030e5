"""Records of a WARC file that is not compressed, one after another, past damage."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from archive.records import MAX_HEAD, Damage, Record, RecordReader, head_end

_PLAIN_HEAD = re.compile(rb"WARC/\d\.\d{1,2}\r?\n")


def walk_plain(fd: int, start: int, max_block: int) -> Iterator[Record | Damage]:
    """Every record and damage from byte `start` on; what has no end yet comes out as "torn-tail", last."""
    position = start
    size = os.fstat(fd).st_size
    while position < size:
        head, reason = _plain_head(fd, position)
        if head is None:
            resume = _next_plain(fd, position + 1)
            end = size if resume is None else resume
            code = "not-an-archive" if position == 0 and resume is None else "bad-record"
            yield Damage(offset=position, length=end - position, code=code, detail=reason)
            position = end
            continue
        reader = RecordReader(max_block)
        reader.feed(head)
        left, at = reader.block_length if reader.problem is None else 0, position + len(head)
        while left > 0 and (data := os.pread(fd, min(left, 1 << 18), at)):
            reader.feed(data)
            left -= len(data)
            at += len(data)
        if left > 0:
            yield Damage(
                offset=position,
                length=size - position,
                code="torn-tail",
                detail="the file ends within a block",
            )
            return
        end = _skip_blank(fd, at)
        yield reader.finish(position, end - position)
        position = end


def _plain_head(fd: int, position: int) -> tuple[bytes | None, str]:
    window = os.pread(fd, MAX_HEAD, position)
    if not _PLAIN_HEAD.match(window):
        return None, f"the record begins with {window[:40]!r}, wanted a line such as WARC/1.1"
    end = head_end(window)
    return (window[:end], "") if end > 0 else (None, "the WARC head has no end")


def _next_plain(fd: int, start: int) -> int | None:
    position, carry = start, b""
    while data := os.pread(fd, 1 << 18, position):
        window = carry + data
        if found := _PLAIN_HEAD.search(window):
            return position - len(carry) + found.start()
        carry = window[-16:]
        position += len(data)
    return None


def _skip_blank(fd: int, position: int) -> int:
    blank = os.pread(fd, 64, position)  # two line ends by the specification, more in files of some tools
    return position + len(blank) - len(blank.lstrip(b"\r\n"))
