"""One record of a file of ours, wherever the file is at this moment."""

from pathlib import Path

from archive.warc import MAX_BLOCK, Record, current_path, read_record


def read_current(path: Path, offset: int, *, max_block: int = MAX_BLOCK) -> Record:
    """The record at `offset` of the WARC `path` (its final name), also while it is written or being closed.

    Raises RecordError, OSError.
    """
    try:
        return read_record(current_path(path), offset, max_block=max_block)
    except FileNotFoundError:  # closed, so renamed, between the look and the opening
        return read_record(current_path(path), offset, max_block=max_block)
