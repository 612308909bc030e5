"""Bytes that arrive in pieces and are read back more than once, in memory only as long as they are few."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

IN_MEMORY = 1 << 20
_PIECE = 1 << 18


class Spool:
    """Append-only bytes: in memory up to `limit`, beyond that in an unnamed temporary file in `directory`."""

    __slots__ = ("_directory", "_file", "_limit", "_parts", "size")

    def __init__(self, directory: Path | None = None, limit: int = IN_MEMORY) -> None:
        self._directory = directory
        self._limit = limit
        self._parts: list[bytes] = []
        self._file: IO[bytes] | None = None
        self.size = 0

    def write(self, data: bytes) -> None:
        """Append. Raises OSError when the temporary file cannot take it."""
        self.size += len(data)
        if self._file is not None:
            self._file.write(data)
            return
        self._parts.append(data)
        if self.size > self._limit:
            self._file = tempfile.TemporaryFile(dir=self._directory)  # noqa: SIM115  # lives as long as the spool
            self._file.writelines(self._parts)
            self._parts = []

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the start, in pieces. Reading does not move the place where `write` goes on."""
        if self._file is None:
            yield from self._parts
            return
        self._file.flush()
        position = 0
        while data := os.pread(self._file.fileno(), _PIECE, position):
            position += len(data)
            yield data

    def begin(self, size: int) -> bytes:
        """The first `size` bytes, or fewer when there are no more."""
        held = bytearray()
        for chunk in self.chunks():
            held += chunk
            if len(held) >= size:
                break
        return bytes(held[:size])

    def close(self) -> None:
        """Forget the bytes."""
        self._parts = []
        if self._file is not None:
            self._file.close()
            self._file = None


class Slice:
    """A spool from `start` on, as the block of a record."""

    __slots__ = ("_spool", "_start")

    def __init__(self, spool: Spool, start: int) -> None:
        self._spool = spool
        self._start = start

    @property
    def size(self) -> int:
        return self._spool.size - self._start

    def chunks(self) -> Iterator[bytes]:
        skip = self._start
        for chunk in self._spool.chunks():
            if skip >= len(chunk):
                skip -= len(chunk)
                continue
            yield chunk[skip:] if skip else chunk
            skip = 0
