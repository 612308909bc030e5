"""Names of sources that reports credit: every spelling of one, and names near to one that nobody has.

Attributions hold names as they were printed. They are found through the index over them, without reading the
many names there are: from one that does not fold to what is wanted, the search leaps over all that begin as
it does up to the letter that differs.
"""

import sys
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from itertools import islice

from archive.rows import read_tuples
from archive.schema import sqlite3
from extractors.arabic import fold

NEXT = "SELECT min(source) FROM attributions WHERE source >= ?"
NEAR, LIKENESS = 3, 0.6
BEGINS = 3  # letters that a name near to another begins with as well
READ = 1_000  # names that are compared, at most
_BEFORE_WAW = "ئء"  # how they fold hangs on the next letter
_LAST = chr(sys.maxunicode)
_SURROGATES = range(0xD800, 0xE000)


def spellings_of(db: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """The names in `attributions` that fold to what this one folds to; none when nobody is credited so."""
    wanted = fold(name)
    if not wanted:
        return ()
    alike = _walk(db, lambda beginning: wanted.startswith(_folded(beginning)))
    return tuple(name for name in alike if fold(name) == wanted)


def names_near(db: sqlite3.Connection, name: str) -> tuple[str, ...]:
    """Credited names that this one may have been meant for, the likeliest first; they begin alike."""
    wanted = fold(name)
    begins = wanted[:BEGINS]

    def fits(beginning: str) -> bool:
        folded = _folded(beginning)
        return folded.startswith(begins) or begins.startswith(folded)

    by_fold: dict[str, str] = {}
    for one in islice(_walk(db, fits), READ):
        by_fold.setdefault(fold(one), one)
    return tuple(by_fold[near] for near in get_close_matches(wanted, by_fold, n=NEAR, cutoff=LIKENESS))


def _walk(db: sqlite3.Connection, fits: Callable[[str], bool]) -> Iterator[str]:
    """The credited names that fit, each once in their order; `fits` tells whether a beginning may be."""
    at: str | None = ""
    while at is not None and (name := _next(db, at)) is not None:
        misfit = next((end for end in range(1, len(name) + 1) if not fits(name[:end])), None)
        if misfit is None:
            yield name
        at = f"{name}\0" if misfit is None else _after(name[:misfit])


def _next(db: sqlite3.Connection, at: str) -> str | None:
    found = read_tuples(db, NEXT, (at,))[0][0]
    return None if found is None else str(found)


def _folded(beginning: str) -> str:
    """What a name that begins so begins with when it is folded, whatever follows."""
    return fold(beginning.rstrip(_BEFORE_WAW))


def _after(beginning: str) -> str | None:
    """The first text after all that begin so; None when there is none."""
    beginning = beginning.rstrip(_LAST)  # nothing comes after those
    if not beginning:
        return None
    code = ord(beginning[-1]) + 1
    return beginning[:-1] + chr(_SURROGATES.stop if code in _SURROGATES else code)
