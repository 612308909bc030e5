"""Make a corpus again from its digests: the texts of a release, as far as this archive holds the same ones.

A release is what `warraq export digests` wrote, here or elsewhere. Each of its versions is looked for by its
address, whatever the archive calls the outlet, and then by its digests.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from archive.errors import ArchiveError
from archive.lookup import UnknownArticle, locate
from archive.progress import OnProgress
from archive.rows import Row, read_rows
from archive.schema import sqlite3

# From the best to none: title and text agree; the text does; the page does but was read otherwise; the
# archive has other texts of the address; it has none.
MATCHES = ("text", "body", "page", "other", "missing")
WANTED = ("url", "text_digest", "body_digest", "payload_digest")
HELD = """
SELECT v.record_id, v.title, v.subtitle, v.body, v.text_digest, v.body_digest, v.reader_digest,
       c.captured_at, c.payload_digest
FROM versions v JOIN captures c ON c.record_id = v.record_id
WHERE v.article_id = ? ORDER BY c.captured_at, v.version_key
"""


def write_rehydrated(
    db: sqlite3.Connection, release: Path, out: BinaryIO, on_progress: OnProgress | None = None
) -> dict[str, int]:
    """Write a line for each version of the release: what it says, `match`, and the text where one agrees.

    How many there were of each of MATCHES. Raises ArchiveError for a release that cannot be read, with the
    line that is none. `on_progress` is told how many lines are done, and of how many.
    """
    counts = Counter(dict.fromkeys(MATCHES, 0))
    lines = _lines(release) if on_progress else 0
    for number, told in enumerate(_told(release), 1):
        if on_progress:
            on_progress(number, lines)
        row = told | _rehydrated(db, told)
        counts[row["match"]] += 1
        out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    return dict(counts)


def _lines(release: Path) -> int:
    try:
        with release.open("rb") as lines:
            return sum(1 for _ in lines)
    except OSError:
        return 0  # told by whoever reads it


def _told(release: Path) -> Iterator[dict[str, Any]]:
    try:
        with release.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                told = json.loads(line) if line.strip() else None
                if not isinstance(told, dict) or not all(isinstance(told.get(key), str) for key in WANTED):
                    keys = ", ".join(WANTED)
                    raise ArchiveError(
                        f"{release}, line {number} has not {keys}: give a file of `export digests`"
                    )
                yield told
    except OSError as error:
        raise ArchiveError(f"{release} cannot be read: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise ArchiveError(f"{release} is no file of JSON lines: {error}") from error


def _rehydrated(db: sqlite3.Connection, told: Mapping[str, Any]) -> dict[str, Any]:
    """How the archive's best version of this address agrees, and what it says."""
    try:
        article_id = locate(db, told["url"]).article_id
    except UnknownArticle:
        return _row("missing", None)
    versions = list(read_rows(db, HELD, (article_id,)))
    for match, digest in (("text", "text_digest"), ("body", "body_digest"), ("page", "payload_digest")):
        for held in versions:
            if held[digest] is not None and held[digest] == told[digest]:
                return _row(match, held)
    return _row("other" if versions else "missing", None)


def _row(match: str, held: Row | None) -> dict[str, Any]:
    keys = ("title", "subtitle", "body")
    return {
        "match": match,
        "held": held and {key: held[key] for key in ("record_id", "captured_at", "reader_digest")},
        **{key: held and held[key] for key in keys},
    }
