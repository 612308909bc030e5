"""Gzip members of a WARC file, one after another, past damage.

WARC/1.1 Annex D: one record, one member. Library iterators end at the first flipped bit and return a torn
tail as if it were whole, so the walk is ours: a member counts only when its checksum holds, and after damage
the walk goes on at the next place where a member with a WARC head begins.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

GZIP_MAGIC = b"\x1f\x8b\x08"
READ_SIZE = 1 << 18
_PIECE = 1 << 15  # handed to zlib at once: it copies what is left of a piece at each member's end
_PROBE = 1 << 12
Tap = Callable[[bytes | memoryview], object]  # takes the bytes of a file as they are read, each once


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A whole gzip member: where it stands in the file, bytes."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Bytes that belong to no whole member. `torn` when they are the file's last bytes and may be a tail."""

    offset: int
    length: int
    torn: bool
    reason: str


class Window:
    """A file's bytes by position, read in large steps. `tap` sees all bytes from the start on, in order.

    What has not been read yet when the walk is done, `tap` has not seen either: see `finish`.
    """

    def __init__(self, fd: int, tap: Tap | None = None) -> None:
        self._fd = fd
        self._tap = tap
        self._seen = 0  # up to which byte `tap` saw the file
        self._begin = 0
        self._data = memoryview(b"")

    def at(self, position: int) -> memoryview:
        """Some of the bytes from `position` on; none at the file's end."""
        start = position - self._begin
        if not 0 <= start < len(self._data):
            self._read(position)
            start = 0
        return self._data[start : start + _PIECE]

    def finish(self) -> int:
        """Have `tap` see the rest of the file; returns up to which byte it saw it."""
        while self._tap is not None and (data := os.pread(self._fd, READ_SIZE, self._seen)):
            self._show(self._seen, data)
        return self._seen

    def _read(self, position: int) -> None:
        data = os.pread(self._fd, READ_SIZE, position)
        self._begin, self._data = position, memoryview(data)
        while self._tap is not None and self._seen < position:  # the walk went past damage
            passed = os.pread(self._fd, min(READ_SIZE, position - self._seen), self._seen)
            if not passed:
                return
            self._show(self._seen, passed)
        self._show(position, data)

    def _show(self, position: int, data: bytes) -> None:
        new = memoryview(data)[self._seen - position :] if position <= self._seen else memoryview(b"")
        if self._tap is not None and new:
            self._tap(new)
            self._seen += len(new)


def inflate(window: Window, offset: int, feed: Callable[[bytes], None]) -> Member | str:
    """Decompress the member at `offset`, handing its bytes to `feed` as they come.

    Returns the member, or in words why there is none ("torn" when the file ends within it). What was fed
    before damage showed is not to be used. Exceptions of `feed` pass through.
    """
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    position = offset
    data: bytes | memoryview = b""
    while True:
        data = data or window.at(position)
        try:
            out = engine.decompress(data, READ_SIZE)
        except zlib.error as error:
            return f"gzip: {error}"
        if out:
            feed(out)
        rest = engine.unused_data if engine.eof else engine.unconsumed_tail
        position += len(data) - len(rest)
        if engine.eof:
            return Member(offset=offset, length=position - offset)
        if not data and not out:
            return "torn"
        data = rest


def next_member(fd: int, start: int, heads: tuple[bytes, ...] = (b"WARC/",)) -> int | None:
    """Offset of the first place at or after `start` where a gzip member with a WARC head begins, or None."""
    position = start
    carry = b""
    while data := os.pread(fd, READ_SIZE, position):
        window = carry + data
        base = position - len(carry)
        found = window.find(GZIP_MAGIC)
        while found >= 0:
            if _begins_with(fd, base + found, heads):
                return base + found
            found = window.find(GZIP_MAGIC, found + 1)
        carry = window[-(len(GZIP_MAGIC) - 1) :]
        position += len(data)
    return None


def _begins_with(fd: int, offset: int, heads: tuple[bytes, ...]) -> bool:
    engine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        begin = engine.decompress(os.pread(fd, _PROBE, offset), 16)
    except zlib.error:
        return False
    return begin.startswith(heads)


def after_damage(fd: int, offset: int, size: int, reason: str, *, growing: bool = False) -> Gap:
    """The gap that begins at `offset`: up to the next member, or to the end of the file (`size` bytes).

    In a file that is `growing` a member without an end is the last one. What looks like a member within it is
    its content: a captured page may hold WARC members, and they are no captures of ours. And what follows its
    last whole member may be one that was being written, or zeros where it grew and lost power: it is torn.
    """
    resume = None if growing and reason == "torn" else next_member(fd, offset + 1)
    if resume is None:
        return Gap(offset=offset, length=size - offset, torn=growing or reason == "torn", reason=reason)
    return Gap(offset=offset, length=resume - offset, torn=False, reason=reason)


def is_gzip(fd: int, offset: int = 0) -> bool:
    """Whether a gzip member begins at `offset`."""
    return os.pread(fd, len(GZIP_MAGIC), offset) == GZIP_MAGIC


def walk_gaps_and_members(
    fd: int,
    start: int,
    feed: Callable[[int], Callable[[bytes], None]],
    *,
    growing: bool = False,
    tap: Tap | None = None,
) -> Iterator[Member | Gap]:
    """Members and gaps from `start` to the end of the file; `feed(offset)` gives the sink of each member.

    A torn gap is the last step, also when a file that is `growing` has grown meanwhile. `tap` sees every byte
    of the file as it stands, whatever the walk makes of it, by the time the walk ends.
    """
    window = Window(fd, tap)
    yield from _walk(window, fd, start, feed, growing=growing)
    window.finish()


def _walk(
    window: Window,
    fd: int,
    start: int,
    feed: Callable[[int], Callable[[bytes], None]],
    *,
    growing: bool,
) -> Iterator[Member | Gap]:
    position, size = start, 0
    while True:
        if position >= size:
            size = os.fstat(fd).st_size
            if position >= size:
                return
        outcome = inflate(window, position, feed(position))
        if isinstance(outcome, Member):
            step: Member | Gap = outcome
        else:
            size = os.fstat(fd).st_size
            step = after_damage(fd, position, size, outcome, growing=growing)
        yield step
        if isinstance(step, Gap) and step.torn:
            return
        position = step.offset + step.length
