"""Which analyser an index was made with: the project's own, or one that leans on the archive's word counts.

The index says so itself: `meta` holds the analyser's version and, where it leans on counts of the archive's
own, `word_counts` holds them. No two versions are ever mixed in index, query and highlight.
"""

from archive.errors import IndexUnusable
from archive.place import Archive
from archive.schema import meta, set_meta, sqlite3
from extractors.arabic import Analyser, analyser

KEY = "analyser"  # the row of `meta` with the version


def analyser_for(db: sqlite3.Connection) -> Analyser:
    """The analyser that the index was made with; the project's own for an index that nothing is in yet.

    Raises IndexUnusable when there is none of that version any more.
    """
    version = meta(db, KEY)
    default = analyser()
    if version is None or version == default.version:
        return default
    raise IndexUnusable(
        f"the texts of this index were analysed by version {version} of the Arabic analyser, this is"
        f" version {default.version}; run `warraq rebuild --search`"
    )


def own_analyser(archive: Archive) -> Analyser:
    """The analyser that an index of this archive is to be made with."""
    return analyser()


def prepare_analyser(db: sqlite3.Connection, archive: Archive) -> None:
    """Have a new index say which analyser it is made with. Raises IndexUnusable as `analyser_for` does."""
    if meta(db, KEY) is None:
        note_analyser(db, own_analyser(archive))
    else:
        analyser_for(db)


def note_analyser(db: sqlite3.Connection, one: Analyser) -> None:
    """Have the index say that it is made with this analyser."""
    set_meta(db, KEY, one.version)
