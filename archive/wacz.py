"""WARC files inside a WACZ: members named archive/….warc.gz, copied out one at a time under a size limit.

A zip is never extracted as a whole: names are matched, not joined to paths, and what a member claims of its
size is checked while it is read.
"""

import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMBER = re.compile(r"archive/([A-Za-z0-9_][A-Za-z0-9_.+=-]*\.warc(?:\.gz)?)")
MAX_MEMBER = 8 << 30  # bytes, uncompressed
MAX_RATIO = 200  # uncompressed to compressed; WARCs of pages reach 20
PIECE = 1 << 20


class WaczError(Exception):
    """The zip, or a member of it, cannot be used; the message says why."""


def member_names(path: Path) -> list[str]:
    """Names of the WARC members, ordered. Raises WaczError when the file is no zip, OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted({name for name in archive.namelist() if MEMBER.fullmatch(name)})
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, ValueError) as error:
        raise WaczError(f"no readable zip: {error}") from error


@contextmanager
def extracted(path: Path, name: str, scratch: Path) -> Iterator[Path]:
    """A copy of the member in a directory below `scratch`, gone when the block ends.

    Raises WaczError when there is no such member, it is damaged, or larger than is allowed; OSError.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="wacz-") as directory:
        found = MEMBER.fullmatch(name)
        if found is None:
            raise WaczError(f"{name!r} is no WARC member")
        target = Path(directory) / found[1]
        try:
            _copy(path, name, target)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            KeyError,
        ) as error:
            raise WaczError(f"member {name} cannot be read: {error}") from error
        yield target


def _copy(path: Path, name: str, target: Path) -> None:
    with zipfile.ZipFile(path) as archive, target.open("wb") as out:
        info = archive.getinfo(name)
        allowed = min(MAX_MEMBER, MAX_RATIO * max(info.compress_size, 1) + PIECE)
        size = 0
        with archive.open(info) as member:
            while data := member.read(PIECE):
                size += len(data)
                if size > allowed:
                    raise WaczError(
                        f"member {name} unpacks to more than {allowed} bytes from {info.compress_size}; "
                        "unpack the WACZ yourself if you trust it, and ingest the WARC"
                    )
                out.write(data)
