"""Which analyser an index was made with: the project's own, or one that leans on the archive's word counts.

The index says so itself: `meta` holds the analyser's version and, where it leans on counts of the archive's
own, `word_counts` holds them. No two versions are ever mixed in index, query and highlight.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from archive.errors import IndexUnusable
from archive.own_counts import read_own_counts
from archive.place import Archive
from archive.row_digests import HEX, put_digest
from archive.schema import meta, set_meta, sqlite3
from extractors.arabic import Analyser, analyser

COUNTS = "word_counts"  # the table; all of its rows share one digest in `row_digests`
COUNTED = "SELECT word, count FROM word_counts ORDER BY word"
KEY = "analyser"  # the row of `meta` with the version
# Those that lean on an archive's own counts, by version: they take long to make.
_made: dict[str, Analyser] = {}


def analyser_for(db: sqlite3.Connection) -> Analyser:
    """The analyser that the index was made with; the project's own for an index that nothing is in yet.

    Raises IndexUnusable when there is none of that version any more.
    """
    version = meta(db, KEY)
    if version is None:
        return analyser()
    if version in _made:
        return _made[version]
    counts = dict(db.execute("SELECT word, count FROM word_counts").fetchall())
    found = _leaning_on(counts or None)
    if found.version == version:
        return found
    raise IndexUnusable(
        f"the texts of this index were analysed by version {version} of the Arabic analyser, this is"
        f" version {found.version}; run `warraq rebuild --search`"
    )


def own_analyser(archive: Archive) -> Analyser:
    """The analyser that an index of this archive is to be made with. Raises ArchiveError."""
    counts = read_own_counts(archive)
    return _leaning_on(counts)


def prepare_analyser(db: sqlite3.Connection, archive: Archive) -> None:
    """Have a new index say which analyser it is made with. Raises IndexUnusable as `analyser_for` does."""
    if meta(db, KEY) is None:
        adopt_analyser(db, archive)
    else:
        analyser_for(db)


def adopt_analyser(db: sqlite3.Connection, archive: Archive) -> Analyser:
    """Have the index say that it is made with the archive's analyser, which is returned.

    What the index holds is to be analysed anew, in the same transaction. Raises ArchiveError.
    """
    counts = read_own_counts(archive)
    one = _leaning_on(counts)
    db.execute("DELETE FROM word_counts")
    db.executemany("INSERT INTO word_counts (word, count) VALUES (?, ?)", sorted((counts or {}).items()))
    put_digest(db, COUNTS, COUNTS, counts_digest(db.execute(COUNTED)))
    set_meta(db, KEY, one.version)
    return one


def counts_digest(rows: Iterable[tuple[str, int]]) -> str | None:
    """The digest of word counts in the order of the words; None when there are none."""
    engine, some = sha256(), False
    for word, count in rows:
        engine.update(f"{word}\t{count}\n".encode())
        some = True
    return engine.hexdigest()[:HEX] if some else None


def _leaning_on(counts: Mapping[str, int] | None) -> Analyser:
    if counts is None:
        return analyser()
    one = Analyser(counts)
    return _made.setdefault(one.version, one)
