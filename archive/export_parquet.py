"""Export as Parquet: the newest version of each article, a row each, with types, for programs that analyse.

pyarrow is an extra: `pip install "warraq[parquet]"`.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from archive.errors import ArchiveError
from archive.export_jsonl import documents
from archive.schema import sqlite3

try:
    import pyarrow
    import pyarrow.parquet
except ImportError:
    pyarrow = None

BATCH = 1000  # rows of a group: what is held in memory
TEXTS = (
    "article_id", "outlet", "url", "title", "subtitle", "published_at", "published_precision",
    "published_source", "modified_at", "dateline_place", "dateline_agency", "section", "language", "genre",
    "state", "record_id", "payload_digest", "body_digest", "body",
)  # fmt: skip
LISTS = ("authors", "tags", "sources")
NUMBERS = ("version", "words")
COLUMNS = (
    "article_id", "version", "outlet", "url", "title", "subtitle", "authors", "published_at",
    "published_date", "published_precision", "published_source", "modified_at", "dateline_place",
    "dateline_agency", "section", "tags", "language", "genre", "words", "sources", "state", "captured_at",
    "record_id", "payload_digest", "body_digest", "body",
)  # fmt: skip


def write_parquet(
    db: sqlite3.Connection, articles: Iterable[str], out: BinaryIO, as_of: int | None = None
) -> int:
    """Write one article a row in COLUMNS, zstd-compressed; how many there were.

    Times keep the offset that the outlet printed, so `published_at` and `modified_at` are texts;
    `published_date` is a day, `captured_at` a moment in UTC. Raises ArchiveError without pyarrow.
    """
    if pyarrow is None:
        raise ArchiveError('Parquet needs pyarrow, which is not installed: pip install "warraq[parquet]"')
    schema, rows, count = _schema(), map(_row, documents(db, articles, as_of)), 0
    with pyarrow.parquet.ParquetWriter(_Sequential(out), schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema))
            count += len(batch)
    return count


def _schema() -> Any:
    types = dict.fromkeys(TEXTS, pyarrow.string())
    types |= dict.fromkeys(LISTS, pyarrow.list_(pyarrow.string()))
    types |= dict.fromkeys(NUMBERS, pyarrow.int32())
    types |= {"published_date": pyarrow.date32(), "captured_at": pyarrow.timestamp("us", "UTC")}
    return pyarrow.schema([(column, types[column]) for column in COLUMNS])


def _row(document: dict[str, Any]) -> dict[str, Any]:
    dateline, capture = document["dateline"] or {}, document["capture"]
    published = document["published_date"]
    values = document | {
        "dateline_place": dateline.get("place"),
        "dateline_agency": dateline.get("agency"),
        "published_date": date.fromisoformat(published) if published else None,
        "captured_at": datetime.fromisoformat(capture["captured_at"]),
        "record_id": capture["record_id"],
        "payload_digest": capture["payload_digest"],
        "sources": list(_sources(document)),
    }
    return {column: _whole(values[column]) for column in COLUMNS}


def _sources(document: dict[str, Any]) -> Iterator[str]:
    """Whom the report attributes statements to, each once, in the order of the text."""
    return iter(dict.fromkeys(one["source"] for one in document["attributions"] if one["source"]))


def _whole(value: Any) -> Any:
    """The value with lone surrogates, which have no UTF-8 form, as escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return [_whole(one) for one in value] if isinstance(value, list) else value


class _Sequential(io.RawIOBase):
    """A file that is only written to: pyarrow asks where it stands, which a pipe does not know."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._position = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, data: Any) -> int:
        self._out.write(data)
        self._position += len(data)
        return len(data)
