"""Where the bytes of an indexed file are: a WARC of ours, a file that was imported, a member of a WACZ."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.batches import Warc
from archive.place import Archive
from archive.wacz import extracted


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file with its row in `warcs` and the path of its bytes (its final name). `arc`: it is an ARC file."""

    warc: Warc
    path: Path
    arc: bool = False

    @property
    def own(self) -> bool:
        """Whether this archive captured it."""
        return self.warc.own


def own_source(archive: Archive, name: str) -> Source:
    """The file `name` of this archive's warcs/."""
    return Source(warc=Warc(name=name, origin="own"), path=archive.warcs / name)


def import_source(name: str, path: Path) -> Source:
    """An imported file, known to the index as `name`, whose bytes are at `path`."""
    return Source(warc=Warc(name=name, origin="import"), path=path, arc=is_arc(path))


@contextmanager
def opened(archive: Archive, name: str, origin: str) -> Iterator[Source]:
    """The source of a row in `warcs`; a WACZ's member is extracted for as long as the block runs.

    Raises OSError when the file is not there, WaczError when the member cannot be had.
    """
    path, mark, member = name.partition("#")
    if origin == "own":
        yield own_source(archive, name)
    elif mark and not Path(name).exists():
        with extracted(Path(path), member, archive.state / "tmp") as file:
            yield import_source(name, file)
    else:
        yield import_source(name, Path(name))


def is_arc(path: Path) -> bool:
    """Whether the file is an ARC file, compressed or not. Raises OSError."""
    with path.open("rb") as file:
        begin = file.read(4096)
    if begin.startswith(b"filedesc:"):
        return True
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(begin, 16).startswith(b"filedesc:")
    except zlib.error:
        return False
