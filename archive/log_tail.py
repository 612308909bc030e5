"""The end of the capture log after a crash: a line without its end, or leaves of which only some bytes came.

Leaves are synced before anything rests on them. When the power fails while they are written, any part of
them may be on the disk, zeros in the place of the rest. No leaf holds a zero byte: from the line with the
first one on all is cut, and the leaves are made again from the records. What a checkpoint signed is never
cut, nor a leaf of the log's own.
"""

import os
from collections.abc import Callable
from pathlib import Path

from archive.errors import ArchiveError

WINDOW = 1 << 20  # far more than is ever appended between two syncs


def cut_torn_tail(handle: int, whole: int, directory: Path, is_own: Callable[[bytes], bool]) -> int:
    """Cut what a crash tore off the end of the log, and return the size that is left.

    Up to byte `whole` it was looked at before. Raises ArchiveError when somebody else writes to it.
    """
    size = _cut_torn_line(handle)
    begin = max(whole if whole <= size else 0, size - WINDOW)
    data = os.pread(handle, size - begin, begin)
    zero = data.find(b"\0")
    if zero < 0:
        return size
    line = data.rfind(b"\n", 0, zero) + 1
    at = begin + line
    own = any(is_own(one) for one in data[line:].split(b"\n") if b"\0" not in one)
    if own or _lines_before(handle, at) < _signed(directory):
        return size
    os.ftruncate(handle, at)
    return at


def _lines_before(handle: int, end: int) -> int:
    count, at = 0, 0
    while at < end and (data := os.pread(handle, min(1 << 20, end - at), at)):
        count += data.count(b"\n")
        at += len(data)
    return count


def _signed(directory: Path) -> int:
    """How many leaves the newest checkpoint is over, whether it has its name already or not."""
    names = (path.name.partition(".")[0] for path in (directory / "checkpoints").glob("*.note*"))
    return max((int(name) for name in names if name.isdecimal() and name.isascii()), default=0)


def _cut_torn_line(handle: int) -> int:
    """Cut what follows the last line end, and return the size that is left."""
    size = os.fstat(handle).st_size
    end = size
    while end > 0:
        begin = max(0, end - 65536)
        window = os.pread(handle, end - begin, begin)
        if not window:
            raise ArchiveError(
                "the capture log changed while it was read; end other programs that write to it"
            )
        newline = window.rfind(b"\n")
        if newline >= 0:
            end = begin + newline + 1
            break
        end = begin
    if end < size:
        os.ftruncate(handle, end)
    return end
