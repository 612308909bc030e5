"""Word counts of an archive's own: learnt from its texts onto the project's, and frozen in one of its files.

They change how words are cut, so an index leans on them only after it was analysed with them.
"""

import gzip
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from archive.errors import ArchiveError
from archive.place import Archive
from archive.progress import OnProgress
from archive.replaced import replace_bytes
from archive.rows import reading_index
from archive.schema import sqlite3
from extractors.word_counts import count_words, merge, read_shipped

NAME = "word_counts.tsv.gz"  # as the project's own file, in the archive's directory
LEAST_REPORTS = 1000  # fewer hold too few words to say how often each is written
TEXTS = "SELECT v.title, v.body FROM versions v JOIN search_rows s USING (doc_id) WHERE s.newest"


def counts_file(archive: Archive) -> Path:
    """Where the archive's own word counts are, if it has any."""
    return archive.root / NAME


def read_own_counts(archive: Archive) -> dict[str, int] | None:
    """The archive's own word counts; None when it has none. Raises ArchiveError for a damaged file."""
    path = counts_file(archive)
    if not path.exists():
        return None
    try:
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        counts = {word: int(count) for word, count in (line.split("\t") for line in lines)}
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise ArchiveError(
            f"{path} cannot be read ({error}): put it back from a backup, or delete it and run"
            " `warraq lexicon learn`"
        ) from error
    return counts


def learn_counts(archive: Archive, on_progress: OnProgress | None = None) -> tuple[int, int]:
    """Learn word counts from the newest version of every report, and write them into the archive's file.

    Returns how many words they are, and from how many reports they were learnt. Raises ArchiveError when
    there are fewer than LEAST_REPORTS, or no index.
    """
    with reading_index(archive) as db:
        (total,) = db.execute("SELECT count(*) FROM search_rows WHERE newest").fetchone()
        if total < LEAST_REPORTS:
            raise ArchiveError(
                f"this archive holds {total} reports; word counts are learnt from {LEAST_REPORTS} or more"
            )
        own = count_words(_texts(db, total, on_progress))
    counts = merge(read_shipped()[0], own)
    _write(counts_file(archive), counts)
    return len(counts), total


def _texts(db: sqlite3.Connection, total: int, on_progress: OnProgress | None) -> Iterator[str]:
    for done, (title, body) in enumerate(db.execute(TEXTS), 1):
        yield title
        yield body
        if on_progress is not None and (done % 500 == 0 or done == total):
            on_progress(done, total)


def _write(path: Path, counts: Mapping[str, int]) -> None:
    """Write the file whole or not at all; equal counts make equal bytes."""
    text = "".join(f"{word}\t{count}\n" for word, count in sorted(counts.items()))
    replace_bytes(path, gzip.compress(text.encode(), mtime=0))
